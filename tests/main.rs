//! All tests that talk to the running bot, one module a slice; one binary, so that it links once.

mod home;
mod support;

//! All tests that talk to the running bot, one module a slice; one binary, so that it links once.

#![expect(clippy::expect_used, reason = "a test that cannot be set up has failed")]

mod belonging;
mod cli;
mod crash;
mod delivery;
mod home;
mod locales;
mod membership;
mod migrations;
mod privacy;
mod support;
mod tidy;

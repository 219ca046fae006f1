//! All tests that talk to the running bot, one module a slice; one binary, so that it links once.

#![expect(clippy::expect_used, reason = "a test that cannot be set up has failed")]

mod audience;
mod belonging;
mod broadcasts;
mod cli;
mod cli_start;
mod consultations;
mod consultations_ends;
mod courses;
mod crash;
mod delivery;
mod demo;
mod demo_page;
mod demo_story;
mod events;
mod home;
mod letters;
mod locales;
mod membership;
mod migrations;
mod observe;
mod plans;
mod privacy;
mod profiles;
mod rsvp;
mod storms;
mod support;
mod tidy;
mod wire;

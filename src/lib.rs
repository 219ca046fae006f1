//! Krug.
#![allow(missing_docs)]
pub mod app;
pub mod cli;
pub mod communities;
pub mod config;
pub mod db;
pub mod engine;
pub mod features;
pub mod i18n;
pub mod kernel;
pub mod queue;
pub mod sandbox;
pub mod telegram;

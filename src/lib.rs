//! Krug.
#![allow(missing_docs)]
pub mod db;
pub mod i18n;
pub mod kernel;
pub mod queue;

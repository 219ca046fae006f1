//! Krug.
#![allow(missing_docs)]
pub mod communities;
pub mod kernel;

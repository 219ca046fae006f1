//! Krug.
#![allow(missing_docs)]
pub mod kernel;
pub mod sandbox;

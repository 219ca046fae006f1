//! The words all slices share. Knows nobody: no messenger, no slice, no community by name.

pub mod actor;
pub mod address;
pub mod effect;
pub mod html;
pub mod ids;
pub mod input;
pub mod markup;
pub mod outcome;
pub mod screen;
mod slug;
pub mod text;
pub mod time;
pub mod when;
pub mod wire;
pub mod words;

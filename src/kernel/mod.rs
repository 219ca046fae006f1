//! The words all slices share. Knows nobody: no messenger, no database table, no community.

pub mod time;
pub mod when;

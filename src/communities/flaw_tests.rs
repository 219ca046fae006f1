//! Deliberately broken profiles, each with the exact sentence that mends it.

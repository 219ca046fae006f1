//! `krug demo`: the real bot, a sandbox in Telegram's place and a small lively town of people, in one process.
//!
//! Must never touch the bot's insides: people write and press, time passes, and whatever is there has come about so.

pub mod story;
pub mod time;
pub mod town;

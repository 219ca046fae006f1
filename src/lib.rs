//! Krug (круг, a circle of people): a Telegram bot for professional communities of young teachers and mentors.
//!
//! # The idea in five sentences
//!
//! 1. What a person does becomes one row in the **inbox**, committed before Telegram is told that we have it.
//! 2. The engine takes that row, decides, and records everything that follows (state, dialogue, messages to send, jobs,
//!    "row done") in **one SQLite transaction**: the one that stores the row, if nothing else waits.
//! 3. What must be said leaves from the **outbox**, by lanes: answers to presses, replies, notices, reminders, and broadcasts
//!    with what is left, inside Telegram's limits.
//! 4. A capability is a **slice** in [`features`]: it *returns* effects and performs none.
//! 5. The rules of the communities are **data**, one profile each ([`communities`]); no slice asks which community it is.
//!
//! # The house
//!
//! | room | what it is for | whom it may name |
//! |---|---|---|
//! | [`kernel`] | the words all share | nobody |
//! | [`communities`] | the profiles | kernel |
//! | [`i18n`] | every text for people | kernel |
//! | [`db`] | one writer, a few readers | nobody |
//! | [`queue`] | inbox, outbox, jobs, limits | kernel, db |
//! | [`features`] | the slices | kernel, communities, i18n, db |
//! | [`observe`] | figures for whoever watches | kernel, queue, db |
//! | [`engine`] | turns | features, queue, db, communities, i18n, kernel, observe |
//! | [`telegram`] | the one place that names Telegram | kernel, queue, db, observe |
//! | [`sandbox`] | a Bot API server for one machine | kernel |
//! | [`demo`] | the bot, the sandbox, its page and invented people in one process | everything |
//! | [`config`], [`app`], [`cli`] | settings, composition, command line | everything |
//!
//! tests/tidy.rs keeps these directions, the lengths of files and functions and the first line of each file; tests/plans.rs
//! that no query takes longer because a table has grown.
//!
//! # Invariants
//!
//! - Nothing is confirmed to Telegram that is not on disk. Nothing is sent that was not decided in a committed turn.
//! - A decision is taken once whatever crashes; a sending errs the way its [`kernel::effect::Risk`] says.
//! - A storage error ends the process; it never throws an update away. A panic in a slice costs one row one attempt.
//! - Nobody reads the wall clock, chance or the environment but [`kernel::time::Clock`], `cli` and [`config`].
//! - Every text a person reads comes from `locales/`; every argument in it has been escaped.
//! - Rights are asked anew at every press. A person is a [`kernel::ids::PersonId`], never a messenger account.
//!
//! # Where we left the plan
//!
//! - Updates are routed from their JSON and not through teloxide's types: those lose the text of messages newer than
//!   themselves, and the JSON is what we keep anyway. `getMe`, `deleteWebhook` and the menu are called raw as well: teloxide
//!   demands fields that the Bot API calls optional.
//! - An event and its answers name each other's faces: a card is mostly answers.
//! - Texts are typed by our own `build.rs` over `fluent-syntax`: the crates that do this either do not escape arguments
//!   or want all messages in one file.
//! - The words of the demo's page lie with the page (`sandbox/page/web/words.js`, both tongues side by side) and not in
//!   `locales/`: they are the sandbox's, which knows no bot, and the page reads no Fluent.
//! - At night (21:00–08:00 where the person lives) messages arrive without a sound instead of waiting for the morning:
//!   a question asked at ten in the evening is answered at ten in the evening.

pub mod app;
pub mod cli;
pub mod communities;
pub mod config;
pub mod db;
pub mod demo;
pub mod engine;
pub mod features;
pub mod i18n;
pub mod kernel;
pub mod observe;
pub mod queue;
pub mod sandbox;
pub mod telegram;

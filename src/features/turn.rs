//! What a slice is given for one decision: a connection inside the transaction, the instant, the profiles, and chance.
//!
//! Nothing here reaches a messenger, a clock or a second connection.

use chrono::{DateTime, Utc};
use rand::rngs::StdRng;
use sqlx::SqliteConnection;

use crate::communities::{Profile, Profiles};
use crate::kernel::ids::CommunityId;
use crate::kernel::outcome::{Done, Never};

/// One decision's surroundings.
pub struct Turn<'a> {
    /// The open transaction.
    pub db: &'a mut SqliteConnection,
    /// The present instant.
    pub now: DateTime<Utc>,
    /// The communities this bot serves.
    pub profiles: &'a Profiles,
    /// The source of chance: tokens of links.
    pub chance: &'a mut StdRng,
    /// The bot itself.
    pub house: &'a House,
}

/// What is known about the running bot.
#[derive(Clone, Debug, Default)]
pub struct House {
    /// Without `@`.
    pub bot: String,
    /// Messenger accounts that may do everything (`KRUG_OWNERS`).
    pub owners: Vec<i64>,
}

impl House {
    /// A link that opens the bot with `code` (Telegram, deep linking: up to 64 of `A-Za-z0-9_-`).
    pub fn link(&self, code: &str) -> String {
        format!("https://t.me/{}?start={code}", self.bot)
    }
}

/// Why a decision could not be taken. What a person did wrong is never one of these: that is a refusal with a screen.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The database answered with an error.
    #[error("database: {0}")]
    Database(#[from] sqlx::Error),
    /// A stored value cannot be read or written as JSON.
    #[error("json: {0}")]
    Json(#[from] serde_json::Error),
    /// Something that our own code promised is not so.
    #[error("{0}")]
    Broken(String),
}

/// What a slice answers.
pub type Answer<S = Never> = Result<Done<S>, Failure>;

impl<'a> Turn<'a> {
    /// The profile of a community that this bot serves.
    ///
    /// # Errors
    /// [`Failure::Broken`] when a row names a community that is not served any more.
    pub fn profile(&self, id: &CommunityId) -> Result<&'a Profile, Failure> {
        self.profiles.get(id).ok_or_else(|| Failure::Broken(format!("no profile {id} is loaded")))
    }
}

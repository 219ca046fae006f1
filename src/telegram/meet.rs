//! The first words with Telegram: who the bot is, and that updates come by polling. Each asks once.

use serde_json::{Value, json};
use teloxide::Bot;

use super::raw;
pub use super::raw::Refused;

/// The bot's user name, without `@` (Bot API, `getMe`).
///
/// # Errors
/// See [`Refused`].
pub async fn name(bot: &Bot) -> Result<String, Refused> {
    let me = raw::get(bot, "getMe", &json!({})).await?;
    let name = me.get("username").and_then(Value::as_str).filter(|name| !name.is_empty());
    name.map(str::to_owned).ok_or_else(|| Refused::Passing("the answer holds no user name".to_owned()))
}

/// Makes sure that updates come by polling; those that wait are kept (Bot API, `deleteWebhook`).
///
/// # Errors
/// See [`Refused`].
pub async fn without_webhook(bot: &Bot) -> Result<(), Refused> {
    raw::get(bot, "deleteWebhook", &json!({})).await.map(|_| ())
}

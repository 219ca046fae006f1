//! The first words with Telegram: who the bot is, and that updates come by polling.
//!
//! The answers are read as JSON, and only what is needed of them: teloxide's types demand fields that the Bot API calls
//! optional, and its client rests for seconds after a server's fault. The address of a call holds the token: it must
//! never get into an error's text.

use std::error::Error;
use std::time::Duration;

use serde::Deserialize;
use serde_json::{Value, json};
use teloxide::Bot;

/// Why a call brought nothing.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// 401, or 404 as Telegram answers to a token of the wrong shape.
    #[error("Telegram does not know this token or this method")]
    Token,
    /// `retry_after`: no sooner than that.
    #[error("Telegram asks to wait {} s", .0.as_secs())]
    Wait(Duration),
    /// The network, a server's fault, or what else a later try may mend.
    #[error("{0}")]
    Passing(String),
}

#[derive(Deserialize)]
struct Reply {
    ok: bool,
    #[serde(default)]
    result: Value,
    error_code: Option<u16>,
    description: Option<String>,
    parameters: Option<Parameters>,
}

#[derive(Deserialize)]
struct Parameters {
    retry_after: Option<u64>,
}

/// The bot's user name, without `@` (Bot API, `getMe`). Asks once.
///
/// # Errors
/// See [`Refused`].
pub async fn name(bot: &Bot) -> Result<String, Refused> {
    let me = ask(bot, "getMe", &json!({})).await?;
    let name = me.get("username").and_then(Value::as_str).filter(|name| !name.is_empty());
    name.map(str::to_owned).ok_or_else(|| Refused::Passing("the answer holds no user name".to_owned()))
}

/// Makes sure that updates come by polling; those that wait are kept (Bot API, `deleteWebhook`). Asks once.
///
/// # Errors
/// See [`Refused`].
pub async fn without_webhook(bot: &Bot) -> Result<(), Refused> {
    ask(bot, "deleteWebhook", &json!({})).await.map(|_| ())
}

/// One call, and its `result`.
pub(super) async fn ask(bot: &Bot, method: &str, arguments: &Value) -> Result<Value, Refused> {
    let mut url = bot.api_url();
    if let Ok(mut path) = url.path_segments_mut() {
        path.pop_if_empty().push(&format!("bot{}", bot.token())).push(method);
    }
    let passing = |e: reqwest::Error| Refused::Passing(told(&e.without_url()).replace(bot.token(), "…"));
    let answer = bot.client().post(url).json(arguments).send().await.map_err(passing)?;
    read(&answer.text().await.map_err(passing)?)
}

/// An error with what lies at its bottom: "error sending request: Connection refused".
fn told(error: &reqwest::Error) -> String {
    let mut deepest: Option<&dyn Error> = error.source();
    while let Some(deeper) = deepest.and_then(Error::source) {
        deepest = Some(deeper);
    }
    deepest.map_or_else(|| error.to_string(), |deepest| format!("{error}: {deepest}"))
}

fn read(text: &str) -> Result<Value, Refused> {
    let reply: Reply = serde_json::from_str(text)
        .map_err(|e| Refused::Passing(format!("the answer is no Bot API answer ({:?})", e.classify())))?;
    if reply.ok {
        return Ok(reply.result);
    }
    let wait = reply.parameters.and_then(|p| p.retry_after);
    Err(match (reply.error_code, wait) {
        (_, Some(seconds)) => Refused::Wait(Duration::from_secs(seconds)),
        (Some(401 | 404), None) => Refused::Token,
        (_, None) => Refused::Passing(reply.description.unwrap_or_default()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_needed_must_be_there() {
        let me = read(r#"{"ok":true,"result":{"username":"krug_bot"}}"#).unwrap();
        assert_eq!(me["username"], "krug_bot");
        assert_eq!(read(r#"{"ok":true}"#), Ok(Value::Null));
    }

    #[test]
    fn refusals_are_told_apart() {
        let refused = |text: &str| read(text).unwrap_err();
        assert_eq!(refused(r#"{"ok":false,"error_code":401,"description":"Unauthorized"}"#), Refused::Token);
        assert_eq!(refused(r#"{"ok":false,"error_code":404,"description":"Not Found"}"#), Refused::Token);
        let flood = r#"{"ok":false,"error_code":429,"description":"x","parameters":{"retry_after":7}}"#;
        assert_eq!(refused(flood), Refused::Wait(Duration::from_secs(7)));
        assert_eq!(refused(r#"{"ok":false,"description":"why"}"#).to_string(), "why");
        assert_eq!(refused("<html>").to_string(), "the answer is no Bot API answer (Syntax)");
    }
}

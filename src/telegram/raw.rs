//! Calls whose answers are read as JSON: what teloxide's types would lose, or would not let through.
//!
//! teloxide's types demand fields that the Bot API calls optional, and its client rests for seconds after a server's
//! fault. The address of a call holds the token: it must never get into an error's text.

use std::error::Error;
use std::time::Duration;

use serde::Deserialize;
use serde_json::Value;
use teloxide::Bot;

/// Beyond what the server itself was asked to wait.
const PATIENCE: Duration = Duration::from_secs(15);

/// Why a call brought nothing.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// 401, or 404 as Telegram answers to a token of the wrong shape.
    #[error("Telegram does not know this token or this method")]
    Token,
    /// 409: another process polls with the same token.
    #[error("another process uses this bot's token")]
    Conflict,
    /// 409: a webhook is set, so that polling is refused.
    #[error("a webhook is set")]
    Webhook,
    /// `retry_after`: no sooner than that.
    #[error("Telegram asks to wait {} s", .0.as_secs())]
    Wait(Duration),
    /// The network, a server's fault, or what else a later try may mend.
    #[error("{0}")]
    Passing(String),
}

#[derive(Deserialize)]
struct Reply<T> {
    ok: bool,
    result: Option<T>,
    error_code: Option<u16>,
    description: Option<String>,
    parameters: Option<Parameters>,
}

#[derive(Deserialize)]
struct Parameters {
    retry_after: Option<u64>,
}

/// One call; its answer as it came. The server was asked to hold it for at most `wait`.
pub(super) async fn call(bot: &Bot, method: &str, arguments: &Value, wait: Duration) -> Result<String, Refused> {
    let mut url = bot.api_url();
    if let Ok(mut path) = url.path_segments_mut() {
        path.pop_if_empty().push(&format!("bot{}", bot.token())).push(method);
    }
    let passing = |e: reqwest::Error| Refused::Passing(told(&e.without_url()).replace(bot.token(), "…"));
    let call = bot.client().post(url).timeout(wait + PATIENCE).json(arguments);
    call.send().await.map_err(passing)?.text().await.map_err(passing)
}

/// One call and its `result`, whatever it is.
pub(super) async fn get(bot: &Bot, method: &str, arguments: &Value) -> Result<Value, Refused> {
    result(&call(bot, method, arguments, Duration::ZERO).await?)
}

/// The `result` of an answer; `T`'s default where there is none.
pub(super) fn result<'a, T: Deserialize<'a> + Default>(answer: &'a str) -> Result<T, Refused> {
    let reply: Reply<T> = serde_json::from_str(answer)
        .map_err(|e| Refused::Passing(format!("the answer is no Bot API answer ({:?})", e.classify())))?;
    if reply.ok {
        return Ok(reply.result.unwrap_or_default());
    }
    let description = reply.description.unwrap_or_default();
    Err(match (reply.error_code, reply.parameters.and_then(|p| p.retry_after)) {
        (_, Some(seconds)) => Refused::Wait(Duration::from_secs(seconds)),
        (Some(401 | 404), None) => Refused::Token,
        (Some(409), None) if description.contains("webhook") => Refused::Webhook,
        (Some(409), None) => Refused::Conflict,
        (_, None) => Refused::Passing(description),
    })
}

/// An error with what lies at its bottom: "error sending request: Connection refused".
fn told(error: &reqwest::Error) -> String {
    let mut deepest: Option<&dyn Error> = error.source();
    while let Some(deeper) = deepest.and_then(Error::source) {
        deepest = Some(deeper);
    }
    deepest.map_or_else(|| error.to_string(), |deepest| format!("{error}: {deepest}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_needed_must_be_there() {
        let me: Value = result(r#"{"ok":true,"result":{"username":"krug_bot"}}"#).unwrap();
        assert_eq!(me["username"], "krug_bot");
        assert_eq!(result::<Value>(r#"{"ok":true}"#), Ok(Value::Null));
    }

    #[test]
    fn refusals_are_told_apart() {
        let refused = |text: &str| result::<Value>(text).unwrap_err();
        assert_eq!(refused(r#"{"ok":false,"error_code":401,"description":"Unauthorized"}"#), Refused::Token);
        assert_eq!(refused(r#"{"ok":false,"error_code":404,"description":"Not Found"}"#), Refused::Token);
        assert_eq!(refused(r#"{"ok":false,"error_code":409}"#), Refused::Conflict);
        let webhook = r#"{"ok":false,"error_code":409,"description":"Conflict: can't use getUpdates method while webhook is active"}"#;
        assert_eq!(refused(webhook), Refused::Webhook);
        let flood = r#"{"ok":false,"error_code":429,"description":"x","parameters":{"retry_after":7}}"#;
        assert_eq!(refused(flood), Refused::Wait(Duration::from_secs(7)));
        assert_eq!(refused(r#"{"ok":false,"description":"why"}"#).to_string(), "why");
        assert_eq!(refused("<html>").to_string(), "the answer is no Bot API answer (Syntax)");
    }
}

//! What the bot says of itself: name, descriptions, the menu button.
//! Must never answer another language's words where the same language has its own.

use std::borrow::Cow;

use serde_json::{Value, json};

use super::super::BOT_NAME;
use super::super::errors::{Answer, Refusal};
use super::Ask;

/// One of the bot's texts about itself.
pub(super) struct Field {
    /// The argument's and the answer's field.
    name: &'static str,
    /// Most characters.
    length: usize,
    /// The constant Telegram complains with.
    complaint: &'static str,
}

pub(super) const NAME: Field = Field { name: "name", length: 64, complaint: "BOT_TITLE_INVALID" };
pub(super) const DESCRIPTION: Field = Field { name: "description", length: 512, complaint: "BOT_DESCRIPTION_INVALID" };
pub(super) const SHORT_DESCRIPTION: Field =
    Field { name: "short_description", length: 120, complaint: "BOT_ABOUT_INVALID" };

pub(super) fn set(ask: &mut Ask<'_>, field: &Field) -> Answer {
    let (text, language) = (ask.args.text(field.name), ask.language()?);
    if text.chars().count() > field.length {
        return Err(Refusal::bad(field.complaint));
    }
    let key = (field.name, language);
    match text.is_empty() {
        true => ask.world.card.words.remove(&key),
        false => ask.world.card.words.insert(key, text),
    };
    Ok(json!(true))
}

pub(super) fn get(ask: &mut Ask<'_>, field: &Field) -> Answer {
    let words = &ask.world.card.words;
    let own = words.get(&(field.name, ask.language()?)).or_else(|| words.get(&(field.name, String::new())));
    let fallback = if field.name == "name" { BOT_NAME } else { "" };
    Ok(json!({ field.name: own.map_or(fallback, String::as_str) }))
}

/// The chat's own button, or with no chat the one for all.
fn chat_of(ask: &Ask<'_>) -> Result<i64, Refusal> {
    if ask.args.text("chat_id").is_empty() { Ok(0) } else { ask.open_chat() }
}

pub(super) fn set_menu_button(ask: &mut Ask<'_>) -> Answer {
    let button = ask.args.json("menu_button", "Can't parse menu button JSON object")?;
    let cannot = |complaint: &str| Refusal::bad(format!("Can't parse menu button: {complaint}"));
    let button = button.map_or_else(|| json!({ "type": "default" }), Cow::into_owned);
    match button.get("type").and_then(Value::as_str) {
        Some("default" | "commands") => {}
        Some("web_app") if button.get("text").is_some() && button.get("web_app").is_some() => {}
        Some("web_app") => return Err(cannot("Can't find field \"text\"")),
        Some(_) => return Err(cannot("MenuButton has unsupported type")),
        None if button.is_object() => return Err(cannot("Can't find field \"type\"")),
        None => return Err(cannot("MenuButton must be an Object")),
    }
    let chat = chat_of(ask)?;
    ask.world.card.menu_buttons.insert(chat, button);
    Ok(json!(true))
}

pub(super) fn get_menu_button(ask: &mut Ask<'_>) -> Answer {
    let chat = chat_of(ask)?;
    let buttons = &ask.world.card.menu_buttons;
    let button = buttons.get(&chat).filter(|button| button["type"] != "default").or_else(|| buttons.get(&0));
    Ok(button.cloned().unwrap_or_else(|| json!({ "type": "commands" })))
}

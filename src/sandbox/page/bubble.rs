//! A message as the page draws it.
//! Must never hold what the person on whose phone it lies could not see.

use serde_json::{Value, json};

use super::super::shapes::entities_json;
use super::super::world::{BOT_ID, File, Message, World};

/// Notes of a chat: the field that a note carries, and our word for it.
const NOTES: [(&str, &str); 4] = [
    ("new_chat_members", "joined"),
    ("left_chat_member", "left"),
    ("pinned_message", "pinned"),
    ("new_chat_title", "title"),
];

/// Pictures that a browser draws.
pub(super) const PICTURES: [&str; 4] = ["image/jpeg", "image/png", "image/gif", "image/webp"];

/// The message for the page.
pub(super) fn json(world: &World, message: &Message) -> Value {
    let mut bubble = json!({
        "id": message.id,
        "from": message.from,
        "bot": message.from == BOT_ID,
        "text": message.text.plain,
        "entities": entities_json(message),
        "rows": rows(message),
        "kind": message.media.as_ref().map(|(kind, _)| kind),
        "file": message.file.as_ref().and_then(|id| Some(file(id, world.files.get(id)?, message))),
        "reply": message.reply_to,
        "note": note(message),
        "names": names(message),
        "edited": message.edited.is_some(),
        "at": message.at.timestamp_millis(),
    });
    if let Some(keyboard) = keyboard(message) {
        bubble["keyboard"] = keyboard;
    }
    bubble
}

fn rows(message: &Message) -> Value {
    let rows = message.markup.as_ref().and_then(|markup| markup.get("inline_keyboard")).and_then(Value::as_array);
    let key = |key: &Value| {
        let mut shown = json!({ "label": key["text"] });
        for (theirs, ours) in [("callback_data", "data"), ("url", "url")] {
            if let Some(value) = key.get(theirs) {
                shown[ours] = value.clone();
            }
        }
        shown
    };
    let row = |row: &Value| row.as_array().into_iter().flatten().map(key).collect::<Value>();
    rows.into_iter().flatten().map(row).collect()
}

/// The words of a reply keyboard; none left when it is taken away.
fn keyboard(message: &Message) -> Option<Value> {
    let markup = message.markup.as_ref()?;
    if markup.get("remove_keyboard").is_some() {
        return Some(json!([]));
    }
    let word = |key: &Value| key.get("text").cloned().unwrap_or_else(|| key.clone());
    let row = |row: &Value| row.as_array().into_iter().flatten().map(word).collect::<Value>();
    Some(markup.get("keyboard")?.as_array()?.iter().map(row).collect())
}

fn file(id: &str, file: &File, message: &Message) -> Value {
    let photo = message.media.as_ref().is_some_and(|(kind, _)| kind == "photo");
    let picture = PICTURES.contains(&file.mime.as_str()) || photo;
    json!({ "name": file.name, "size": file.bytes.len(), "href": format!("/file/{id}"), "picture": picture })
}

fn note(message: &Message) -> Option<&'static str> {
    let known = NOTES.iter().find(|(field, _)| message.more.contains_key(*field)).map(|(_, word)| *word);
    message.is_note().then(|| known.unwrap_or("other"))
}

/// Whom a note is about.
fn names(message: &Message) -> Value {
    let about = message.more.get("new_chat_members").and_then(Value::as_array);
    about.into_iter().flatten().map(|user| user["first_name"].clone()).collect()
}

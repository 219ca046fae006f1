//! Keyboards as Telegram accepts them: what a button must have, how long its data may be, where it may lead.
//! Must never keep a keyboard that Telegram would refuse, nor refuse one it would keep.

use serde_json::{Map, Value, json};

use super::args::Args;
use super::errors::Refusal;
use super::links;
use super::shapes::written;

/// Most buttons of one inline keyboard.
const BUTTONS: usize = 100;
/// Most bytes of a keyboard's JSON; Telegram names no number, people measured ten kibibytes.
const BYTES: usize = 10 * 1024;
/// Most bytes of `callback_data` (`InlineKeyboardButton` in the Bot API description).
const DATA_BYTES: usize = 64;
const OTHER_KINDS: [&str; 9] = [
    "callback_game",
    "pay",
    "switch_inline_query",
    "switch_inline_query_chosen_chat",
    "switch_inline_query_current_chat",
    "login_url",
    "web_app",
    "copy_text",
    "callback_password",
];

/// The call's `reply_markup` as it is kept; `None` if there is none or it is empty.
///
/// # Errors
/// 400 with the words Telegram has for what is wrong.
pub(super) fn read(args: &Args) -> Result<Option<Value>, Refusal> {
    let Some(markup) = args.json("reply_markup", "Can't parse reply keyboard markup JSON object")? else {
        return Ok(None);
    };
    let Some(fields) = markup.as_object() else { return Err(Refusal::bad("Object expected as reply markup")) };
    let keyboard = rows(fields, "keyboard", "Field \"keyboard\" must be an Array of Arrays")?;
    let inline = rows(
        fields,
        "inline_keyboard",
        "Field \"inline_keyboard\" of the InlineKeyboardMarkup must be an Array of Arrays",
    )?;
    for button in keyboard.iter().copied().flatten() {
        check_reply_button(button)?;
    }
    if !keyboard.is_empty() {
        return Ok(Some(markup.into_owned()));
    }
    let mut kept: Vec<Vec<Value>> = Vec::new();
    for row in &inline {
        let row: Result<Vec<Value>, Refusal> = row.iter().map(inline_button).collect();
        let mut row = row?;
        row.retain(|button| button["text"] != "");
        kept.push(row);
    }
    kept.retain(|row| !row.is_empty());
    if !kept.is_empty() {
        let kept = json!({ "inline_keyboard": kept });
        let buttons: usize = inline.iter().map(|row| row.len()).sum();
        if buttons > BUTTONS || written(&kept).len() > BYTES {
            return Err(Refusal::bad("reply markup is too long"));
        }
        return Ok(Some(kept));
    }
    let set = |name: &str| fields.get(name).is_some_and(|value| value == &Value::Bool(true));
    let kept = set("remove_keyboard") || set("force_reply");
    Ok(kept.then(|| markup.into_owned()))
}

/// As [`read`], where only an inline keyboard will do: edits.
///
/// # Errors
/// As [`read`], and `Inline keyboard expected`.
pub(super) fn read_inline(args: &Args) -> Result<Option<Value>, Refusal> {
    match read(args)? {
        Some(markup) if markup.get("inline_keyboard").is_none() => Err(Refusal::bad("Inline keyboard expected")),
        markup => Ok(markup),
    }
}

fn rows<'a>(fields: &'a Map<String, Value>, name: &str, complaint: &str) -> Result<Vec<&'a Vec<Value>>, Refusal> {
    let rows = match fields.get(name) {
        None | Some(Value::Null) => return Ok(Vec::new()),
        Some(Value::Array(rows)) => rows,
        Some(_) => return Err(Refusal::bad(format!("Field \"{name}\" must be of type Array"))),
    };
    rows.iter().map(|row| row.as_array().ok_or_else(|| Refusal::bad(complaint))).collect()
}

fn check_reply_button(button: &Value) -> Result<(), Refusal> {
    let complaint = match button {
        Value::String(_) => return Ok(()),
        Value::Object(fields) => match text_of(fields) {
            Ok(_) => return Ok(()),
            Err(complaint) => complaint,
        },
        _ => "KeyboardButton must be a String or an Object".to_owned(),
    };
    Err(Refusal::bad(format!("Can't parse keyboard button: {complaint}")))
}

fn text_of(fields: &Map<String, Value>) -> Result<&str, String> {
    match fields.get("text") {
        Some(Value::String(text)) => Ok(text),
        Some(_) => Err("Field \"text\" must be of type String".to_owned()),
        None => Err("Can't find field \"text\"".to_owned()),
    }
}

fn inline_button(button: &Value) -> Result<Value, Refusal> {
    let cannot = |complaint: &str| Refusal::bad(format!("Can't parse inline keyboard button: {complaint}"));
    let Some(fields) = button.as_object() else { return Err(cannot("InlineKeyboardButton must be an Object")) };
    text_of(fields).map_err(|complaint| cannot(&complaint))?;
    let style = fields.get("style").and_then(Value::as_str).unwrap_or_default().to_ascii_lowercase();
    if !["", "default", "primary", "danger", "success"].contains(&style.as_str()) {
        return Err(cannot("invalid button style specified"));
    }
    let mut kept = fields.clone();
    let string = |name: &str| fields.get(name).and_then(Value::as_str).filter(|value| !value.is_empty());
    if let Some(url) = string("url") {
        if links::person(url).is_none() {
            let url = links::check(url).map_err(|complaint| {
                Refusal::bad(format!("Inline keyboard button URL '{url}' is invalid: {complaint}"))
            })?;
            kept.insert("url".to_owned(), json!(url));
        }
    } else if let Some(data) = string("callback_data") {
        if data.len() > DATA_BYTES {
            return Err(Refusal::bad("BUTTON_DATA_INVALID"));
        }
    } else if !OTHER_KINDS.iter().any(|kind| fields.contains_key(*kind)) {
        return Err(cannot("Text buttons are unallowed in the inline keyboard"));
    }
    Ok(Value::Object(kept))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading(markup: Value) -> Result<Option<Value>, Refusal> {
        let mut args = Args::default();
        args.values.insert("reply_markup".to_owned(), markup);
        read(&args)
    }

    #[track_caller]
    fn refuses(button: Value, complaint: &str) {
        let refusal = reading(json!({ "inline_keyboard": [[button]] })).unwrap_err();
        assert_eq!(refusal.description, format!("Bad Request: {complaint}"));
    }

    #[test]
    fn data_is_one_to_sixty_four_bytes() {
        assert!(reading(json!({ "inline_keyboard": [[{ "text": "a", "callback_data": "x".repeat(64) }]] })).is_ok());
        refuses(json!({ "text": "a", "callback_data": "x".repeat(65) }), "BUTTON_DATA_INVALID");
        refuses(json!({ "text": "a", "callback_data": "ж".repeat(33) }), "BUTTON_DATA_INVALID");
        let empty = "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard";
        refuses(json!({ "text": "a", "callback_data": "" }), empty);
        refuses(json!({ "text": "a" }), empty);
    }

    #[test]
    fn a_malformed_button_is_named() {
        refuses(json!("a"), "can't parse inline keyboard button: InlineKeyboardButton must be an Object");
        refuses(json!({ "callback_data": "x" }), "can't parse inline keyboard button: Can't find field \"text\"");
        refuses(
            json!({ "text": 5, "callback_data": "x" }),
            "can't parse inline keyboard button: Field \"text\" must be of type String",
        );
        refuses(
            json!({ "text": "a", "callback_data": "x", "style": "gold" }),
            "can't parse inline keyboard button: invalid button style specified",
        );
    }

    #[test]
    fn a_button_without_words_is_left_out() {
        let kept = reading(json!({ "inline_keyboard": [[{ "text": "", "callback_data": "x" }]] }));
        assert_eq!(kept, Ok(None));
    }

    #[test]
    fn a_button_leads_to_a_real_address() {
        refuses(
            json!({ "text": "a", "url": "http://localhost/" }),
            "inline keyboard button URL 'http://localhost/' is invalid: Wrong HTTP URL",
        );
        let kept = reading(json!({ "inline_keyboard": [[{ "text": "a", "url": "example.org" }]] })).unwrap();
        assert_eq!(kept.unwrap()["inline_keyboard"][0][0]["url"], "http://example.org/");
    }

    #[test]
    fn a_hundred_buttons_pass_and_one_more_does_not() {
        let keyboard = |n: usize| {
            let rows: Vec<Value> = (0..n).map(|i| json!([{ "text": "a", "callback_data": i.to_string() }])).collect();
            reading(json!({ "inline_keyboard": rows }))
        };
        assert!(keyboard(100).is_ok());
        assert_eq!(keyboard(101).unwrap_err().description, "Bad Request: reply markup is too long");
    }

    #[test]
    fn ten_kibibytes_of_keyboard_are_too_long() {
        let rows: Vec<Value> =
            (0..99).map(|i| json!([{ "text": "ж".repeat(50), "callback_data": i.to_string() }])).collect();
        let refusal = reading(json!({ "inline_keyboard": rows })).unwrap_err();
        assert_eq!(refusal.description, "Bad Request: reply markup is too long");
    }

    #[test]
    fn the_markup_is_an_object_of_rows() {
        let words = |markup: Value| reading(markup).unwrap_err().description;
        assert_eq!(words(json!("{")), "Bad Request: can't parse reply keyboard markup JSON object");
        assert_eq!(words(json!([1])), "Bad Request: object expected as reply markup");
        assert_eq!(
            words(json!({ "inline_keyboard": [{}] })),
            "Bad Request: field \"inline_keyboard\" of the InlineKeyboardMarkup must be an Array of Arrays"
        );
        assert_eq!(
            words(json!({ "keyboard": [[5]] })),
            "Bad Request: can't parse keyboard button: KeyboardButton must be a String or an Object"
        );
    }
}

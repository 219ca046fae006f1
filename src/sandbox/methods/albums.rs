//! `sendMediaGroup`: several pictures, or several files, in one call.
//! Must never send a part of an album whose other part is refused.

use std::borrow::Cow;

use serde_json::{Value, json};

use super::super::args::Args;
use super::super::errors::{Answer, Refusal};
use super::super::limits::Said;
use super::super::shapes;
use super::super::world::{BOT_ID, Message};
use super::Ask;
use super::sends::{Found, find};
use super::words::Words;

/// Most items of an album (`sendMediaGroup` in the Bot API description).
const MOST: usize = 10;

struct Item {
    kind: &'static str,
    found: Found,
    words: Words,
}

pub(super) fn send(ask: &mut Ask<'_>) -> Answer {
    let items = read(ask)?;
    for (kind, name) in [("document", "Document"), ("audio", "Audio")] {
        let these = items.iter().filter(|item| item.kind == kind).count();
        if these > 0 && these < items.len() {
            return Err(Refusal::bad(format!("{name} can't be mixed with other media types")));
        }
    }
    let chat = ask.open_chat()?;
    let reply_to = ask.replies_to(chat)?;
    ask.world.admit(chat, Said::New(items.len()), ask.now)?;
    let (many, mut album, mut said) = (items.len() > 1, None, Vec::new());
    for Item { kind, found, words } in items {
        let id = found.keep(ask.world, kind);
        let media = ask.world.files.get(&id).map(|file| (kind.to_owned(), shapes::media_json(kind, &id, file)));
        let mut message =
            Message { html: words.html, reply_to, media, file: Some(id), ..Message::of(chat, BOT_ID, words.text) };
        if many {
            let name = album.get_or_insert_with(|| ask.world.name_album());
            message.more.insert("media_group_id".to_owned(), json!(name));
        }
        let message = ask.world.put(message, ask.now).clone();
        said.push(ask.world.message_json(&message));
    }
    Ok(Value::Array(said))
}

fn read(ask: &mut Ask<'_>) -> Result<Vec<Item>, Refusal> {
    let items = match ask.args.json("media", "Can't parse media JSON object")?.map(Cow::into_owned) {
        None => return Err(Refusal::bad("Parameter \"media\" is required")),
        Some(Value::Array(items)) if items.is_empty() => return Err(Refusal::bad("There are no messages to send")),
        Some(Value::Array(items)) if items.len() > MOST => {
            return Err(Refusal::bad("Too many messages to send as an album"));
        }
        Some(Value::Array(items)) => items,
        Some(_) => return Err(Refusal::bad("Expected an Array of InputMedia")),
    };
    items.into_iter().enumerate().map(|(n, item)| read_one(ask, n + 1, item)).collect()
}

fn read_one(ask: &mut Ask<'_>, number: usize, item: Value) -> Result<Item, Refusal> {
    let cannot = |what: &str| Refusal::bad(format!("Can't parse InputMedia: {what}"));
    let Value::Object(values) = item else { return Err(cannot("expected an Object")) };
    let own = Args { values, ..Args::default() };
    let kind = match own.text("type").as_str() {
        "photo" => "photo",
        "document" => "document",
        "video" => "video",
        "audio" => "audio",
        other => return Err(cannot(&format!("type \"{other}\" can't be used in sendMediaGroup"))),
    };
    let given = own.text("media");
    let part = given.strip_prefix("attach://");
    if given.is_empty() || part.is_some_and(|part| !ask.args.files.contains_key(part)) {
        return Err(cannot("media not found"));
    }
    let failed = |why: Refusal| {
        let why = why.description.trim_start_matches("Bad Request: ").to_owned();
        Refusal::bad(format!("Failed to send message #{number} with the error message \"{why}\""))
    };
    let found = find(ask, kind, &given, part.unwrap_or_default()).map_err(failed)?;
    let words = Ask { world: &mut *ask.world, args: &own, now: ask.now }.caption("message caption is too long")?;
    Ok(Item { kind, found, words })
}

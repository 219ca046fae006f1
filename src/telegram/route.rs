//! Stored JSON to a [`Request`]. Never fails: what cannot be understood is foreign, and foreign things are answered too.
//!
//! Read from the JSON itself and not through teloxide's types: an entity or a field newer than those would cost a
//! person her text. Names, usernames and phone numbers are not read at all.

use std::borrow::Cow;

use serde::de::IgnoredAny;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use crate::kernel::effect::{Attachment, AttachmentKind};
use crate::kernel::ids::{ChatId, MessageId};
use crate::kernel::input::{Account, Event, Input, Media, Place, Request, Words};
use crate::kernel::markup::{self, Mark, Style};

/// What happens in a chat without anybody saying anything (Bot API, `Message`: service fields).
const SERVICE: [&str; 16] = [
    "new_chat_members",
    "left_chat_member",
    "new_chat_title",
    "new_chat_photo",
    "delete_chat_photo",
    "group_chat_created",
    "supergroup_chat_created",
    "channel_chat_created",
    "message_auto_delete_timer_changed",
    "migrate_to_chat_id",
    "migrate_from_chat_id",
    "pinned_message",
    "write_access_allowed",
    "chat_background_set",
    "forum_topic_created",
    "video_chat_started",
];

/// Reads one update as Telegram sent it. `bot` is our own username, without `@`.
pub fn read(body: &str, bot: &str) -> Request {
    if let Ok(Pressed { callback_query }) = serde_json::from_str(body) {
        return press(callback_query);
    }
    let update: Value = serde_json::from_str(body).unwrap_or_default();
    if let Some(message) = update.get("message") {
        return request(message, message.get("chat"), said(message, bot));
    }
    if let Some(message) = update.get("edited_message") {
        return request(message, message.get("chat"), edited(message));
    }
    if let Some(change) = update.get("my_chat_member") {
        return request(change, change.get("chat"), membership(change));
    }
    Request { from: None, place: Place::Elsewhere, event: Event::Foreign, replies: None }
}

fn request(holder: &Value, chat: Option<&Value>, event: Event) -> Request {
    Request { from: account(holder.get("from")), place: place(chat), event, replies: replies(holder) }
}

/// The buttons under the message that this one replies to (Bot API, `reply_to_message`).
fn replies(message: &Value) -> Option<Vec<String>> {
    let rows = message.get("reply_to_message")?.pointer("/reply_markup/inline_keyboard").and_then(Value::as_array);
    let keys = rows.into_iter().flatten().filter_map(Value::as_array).flatten();
    Some(keys.filter_map(|key| key.get("callback_data")?.as_str().map(str::to_owned)).collect())
}

/// The update of a press. A crowd sends hundreds a second, and only what is needed of them is read.
#[derive(Deserialize)]
struct Pressed<'a> {
    #[serde(borrow)]
    callback_query: Query<'a>,
}

#[derive(Deserialize)]
struct Query<'a> {
    id: String,
    #[serde(default, deserialize_with = "if_it_fits")]
    data: Option<String>,
    from: Option<User>,
    #[serde(borrow)]
    message: Option<Under<'a>>,
}

/// The message that a pressed button stands under.
#[derive(Deserialize)]
struct Under<'a> {
    #[serde(default, deserialize_with = "if_it_fits")]
    message_id: Option<i64>,
    #[serde(default, deserialize_with = "if_it_fits")]
    date: Option<i64>,
    #[serde(borrow)]
    chat: Option<Chat<'a>>,
}

#[derive(Deserialize)]
struct User {
    id: i64,
    #[serde(default, deserialize_with = "if_it_fits")]
    language_code: Option<String>,
    #[serde(default, deserialize_with = "if_it_fits")]
    is_bot: Option<bool>,
}

/// A field that may be left out, and is left out if it is of another kind than we know.
fn if_it_fits<'de, T: Deserialize<'de>, D: Deserializer<'de>>(field: D) -> Result<Option<T>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Field<T> {
        Known(T),
        Other(IgnoredAny),
    }
    Ok(match Field::deserialize(field)? {
        Field::Known(value) => Some(value),
        Field::Other(_) => None,
    })
}

#[derive(Deserialize)]
struct Chat<'a> {
    id: i64,
    #[serde(borrow, rename = "type")]
    kind: Option<Cow<'a, str>>,
}

fn account(from: Option<&Value>) -> Option<Account> {
    User::deserialize(from?).ok().map(User::account)
}

impl User {
    fn account(self) -> Account {
        Account { id: self.id, language: self.language_code, is_bot: self.is_bot.unwrap_or(false) }
    }
}

fn place(chat: Option<&Value>) -> Place {
    chat.and_then(|chat| Chat::deserialize(chat).ok()).map_or(Place::Elsewhere, |chat| chat.place())
}

impl Chat<'_> {
    fn place(&self) -> Place {
        match self.kind.as_deref() {
            Some("private") => Place::Private(ChatId(self.id)),
            Some("group" | "supergroup") => Place::Group(ChatId(self.id)),
            _ => Place::Elsewhere,
        }
    }
}

fn said(message: &Value, bot: &str) -> Event {
    if let Some(text) = message.get("text").and_then(Value::as_str) {
        let words = || Input::Text(words(text, message.get("entities")));
        return command(text, bot).unwrap_or_else(|| Event::Message(words()));
    }
    if SERVICE.iter().any(|field| message.get(field).is_some()) {
        return Event::Foreign;
    }
    Event::Message(Input::Media {
        kind: kind(message),
        message: MessageId(message.get("message_id").and_then(Value::as_i64).unwrap_or(0)),
        caption: message
            .get("caption")
            .and_then(Value::as_str)
            .map(|text| words(text, message.get("caption_entities"))),
        attachment: attachment(message),
        album: message.get("media_group_id").and_then(Value::as_str).map(str::to_owned),
    })
}

/// Words that somebody changed. A place that moves, and fields we do not see, come as edits too, and nobody wrote them.
fn edited(message: &Value) -> Event {
    let worded = ["text", "caption"].iter().any(|field| message.get(field).is_some_and(Value::is_string));
    if worded && message.get("edit_date").is_some() { Event::Edited } else { Event::Foreign }
}

fn words(text: &str, entities: Option<&Value>) -> Words {
    let entities = entities.and_then(Value::as_array);
    let marks: Vec<Mark> = entities.into_iter().flatten().filter_map(mark).collect();
    Words { plain: text.to_owned(), html: markup::marked(text, &marks) }
}

/// One `MessageEntity`; `None` for kinds that are found in the words anyway (addresses, mentions, tags) or that nobody
/// knows yet, whose words stay.
fn mark(entity: &Value) -> Option<Mark> {
    let text = |field: &str| entity.get(field).and_then(Value::as_str).map(str::to_owned);
    let number = |field: &str| entity.get(field).and_then(Value::as_u64).and_then(|n| usize::try_from(n).ok());
    let style = match entity.get("type").and_then(Value::as_str)? {
        "bold" => Style::Bold,
        "italic" => Style::Italic,
        "underline" => Style::Underline,
        "strikethrough" => Style::Strike,
        "spoiler" => Style::Spoiler,
        "code" => Style::Code,
        "pre" => Style::Pre(text("language")),
        "text_link" => Style::Link(text("url")?),
        "blockquote" => Style::Quote(false),
        "expandable_blockquote" => Style::Quote(true),
        _ => return None,
    };
    Some(Mark { style, offset: number("offset")?, length: number("length")? })
}

/// A picture or a file that can be sent on by its name. A moving picture calls itself a document too, and cannot.
fn attachment(message: &Value) -> Option<Attachment> {
    let of = |kind, holder: &Value| {
        Some(Attachment { kind, file: holder.get("file_id").and_then(Value::as_str)?.to_owned() })
    };
    if let Some(sizes) = message.get("photo").and_then(Value::as_array) {
        return of(AttachmentKind::Photo, sizes.last()?);
    }
    message.get("document").filter(|_| message.get("animation").is_none()).and_then(|d| of(AttachmentKind::Document, d))
}

fn kind(message: &Value) -> Media {
    let kinds = [
        ("voice", Media::Voice),
        ("video_note", Media::Voice),
        ("photo", Media::Photo),
        ("document", Media::Document),
        ("video", Media::Document),
        ("audio", Media::Document),
        ("contact", Media::Contact),
    ];
    kinds.into_iter().find(|(field, _)| message.get(field).is_some()).map_or(Media::Other, |(_, kind)| kind)
}

/// `/name@bot rest`. A command for another bot is not ours; a lone slash is not a command.
fn command(text: &str, bot: &str) -> Option<Event> {
    let (head, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let head = head.strip_prefix('/')?;
    let (name, whose) = head.split_once('@').map_or((head, None), |(name, whose)| (name, Some(whose)));
    if name.is_empty() || !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
        return None;
    }
    if whose.is_some_and(|w| !w.eq_ignore_ascii_case(bot)) {
        return Some(Event::Foreign);
    }
    Some(Event::Command { name: name.to_ascii_lowercase(), rest: rest.trim().to_owned(), named: whose.is_some() })
}

fn press(query: Query<'_>) -> Request {
    // A message that Telegram does not show us any more has the date 0 and cannot be edited.
    let editable = query.message.as_ref().filter(|message| message.date.unwrap_or(0) > 0);
    let message = editable.and_then(|message| message.message_id).map(MessageId);
    let event = Event::Press { query: query.id, data: query.data.unwrap_or_default(), message };
    let from = query.from.map(User::account);
    let place = match (query.message.and_then(|message| message.chat), &from) {
        (Some(chat), _) => chat.place(),
        // Under a message of inline mode: the person's own chat is where we can answer.
        (None, Some(account)) => Place::Private(ChatId(account.id)),
        (None, None) => Place::Elsewhere,
    };
    Request { from, place, event, replies: None }
}

fn membership(change: &Value) -> Event {
    let private = change.pointer("/chat/type").and_then(Value::as_str) == Some("private");
    match (private, change.pointer("/new_chat_member/status").and_then(Value::as_str)) {
        (true, Some("kicked")) => Event::Blocked,
        (true, Some("member")) => Event::Unblocked,
        _ => Event::Foreign,
    }
}

#[cfg(test)]
mod tests;

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
        let text = message.get("text").and_then(Value::as_str).unwrap_or_default();
        return request(message, message.get("chat"), Event::Edited(text.to_owned()));
    }
    if let Some(change) = update.get("my_chat_member") {
        return request(change, change.get("chat"), membership(change));
    }
    Request { from: None, place: Place::Elsewhere, event: Event::Foreign }
}

fn request(holder: &Value, chat: Option<&Value>, event: Event) -> Request {
    Request { from: account(holder.get("from")), place: place(chat), event }
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
    Some(Event::Command { name: name.to_ascii_lowercase(), rest: rest.trim().to_owned() })
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
    Request { from, place, event }
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
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn event(message: &str) -> Event {
        read(&format!(r#"{{"update_id":1,"message":{message}}}"#), "KrugBot").event
    }

    fn text(words: &str) -> Event {
        event(&serde_json::json!({ "text": words }).to_string())
    }

    fn command(name: &str, rest: &str) -> Event {
        Event::Command { name: name.to_owned(), rest: rest.to_owned() }
    }

    #[test]
    fn a_command_is_read_with_its_rest() {
        assert_eq!(text("/start skillsclub"), command("start", "skillsclub"));
        assert_eq!(text("/Plan@krugbot"), command("plan", ""));
    }

    #[test]
    fn a_command_for_another_bot_is_not_ours() {
        assert_eq!(text("/plan@otherbot"), Event::Foreign);
    }

    #[test]
    fn a_slash_in_a_sentence_is_no_command() {
        assert_eq!(text("/ или нет?"), Event::Message(Input::Text("/ или нет?".into())));
    }

    #[test]
    fn an_entity_nobody_knows_costs_no_text() {
        let message = r#"{"text":"завтра","entities":[{"type":"date_time","offset":0,"length":6,"unix":1}]}"#;
        assert_eq!(event(message), Event::Message(Input::Text("завтра".into())));
    }

    #[test]
    fn a_kind_nobody_knows_is_still_answered() {
        let request = read(
            r#"{"update_id":1,"message":{"message_id":3,"from":{"id":5,"is_bot":false},
                "chat":{"id":5,"type":"private"},"rich_message":{}}}"#,
            "KrugBot",
        );
        assert!(matches!(request.event, Event::Message(Input::Media { kind: Media::Other, .. })));
        assert_eq!(request.place, Place::Private(ChatId(5)));
    }

    #[test]
    fn a_press_that_is_none_is_foreign() {
        for query in ["7", "{}", r#"{"id":7,"data":"ho:h"}"#, r#"{"id":"9","from":"Anna","data":"ho:h"}"#] {
            let request = read(&format!(r#"{{"update_id":1,"callback_query":{query}}}"#), "KrugBot");
            assert_eq!(request, Request { from: None, place: Place::Elsewhere, event: Event::Foreign }, "{query}");
        }
    }

    #[test]
    fn a_press_with_a_strange_field_is_a_press() {
        let request = read(
            r#"{"update_id":1,"callback_query":{"id":"9","data":"ho:h","from":{"id":5,"language_code":7,"is_bot":"no"},
                "message":{"message_id":3,"date":"today","chat":{"id":5,"type":"private"}}}}"#,
            "KrugBot",
        );
        let event = Event::Press { query: "9".to_owned(), data: "ho:h".to_owned(), message: None };
        let from = Some(Account { id: 5, language: None, is_bot: false });
        assert_eq!(request, Request { from, place: Place::Private(ChatId(5)), event });
    }

    #[test]
    fn a_press_on_a_message_that_is_gone_has_nothing_to_edit() {
        let update = r#"{"update_id":1,"callback_query":{"id":"9","from":{"id":5},"data":"ho:h",
            "message":{"message_id":3,"date":0,"chat":{"id":5,"type":"private"}}}}"#;
        let Event::Press { message, query, .. } = read(update, "KrugBot").event else { panic!("no press") };
        assert_eq!((message, query.as_str()), (None, "9"));
    }

    fn html(message: &serde_json::Value) -> String {
        match event(&message.to_string()) {
            Event::Message(Input::Text(words) | Input::Media { caption: Some(words), .. }) => {
                words.html.as_str().to_owned()
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn words_keep_the_markup_they_were_typed_with() {
        let said = serde_json::json!({ "text": "Жирно и ссылка @anna", "entities": [
            { "type": "bold", "offset": 0, "length": 5 },
            { "type": "text_link", "offset": 8, "length": 6, "url": "https://example.org/" },
            { "type": "mention", "offset": 15, "length": 5 },
        ] });
        assert_eq!(html(&said), "<b>Жирно</b> и <a href=\"https://example.org/\">ссылка</a> @anna");
    }

    #[test]
    fn a_link_to_a_person_loses_only_the_link() {
        let said = serde_json::json!({ "text": "Анна", "entities": [
            { "type": "text_mention", "offset": 0, "length": 4, "user": { "id": 5 } },
            { "type": "text_link", "offset": 0, "length": 4, "url": "tg://user?id=5" },
        ] });
        assert_eq!(html(&said), "Анна");
    }

    #[test]
    fn offsets_of_a_hostile_server_break_nothing() {
        let said = serde_json::json!({ "text": "a", "entities": [
            { "type": "bold", "offset": -1, "length": 2 }, { "type": "bold", "offset": 0, "length": 1e300 },
            { "type": "italic", "offset": u64::MAX, "length": u64::MAX }, { "type": "pre" }, 7, null,
        ] });
        assert_eq!(html(&said), "a");
    }

    #[test]
    fn a_picture_is_known_by_its_largest_size_and_an_album_by_its_name() {
        let said = event(
            r#"{"message_id":3,"media_group_id":"77","caption":"Зал","caption_entities":[{"type":"italic","offset":0,"length":3}],
                "photo":[{"file_id":"small"},{"file_id":"large"}]}"#,
        );
        let Event::Message(Input::Media { attachment, album, caption, .. }) = said else { panic!("no picture") };
        assert_eq!(attachment, Some(Attachment { kind: AttachmentKind::Photo, file: "large".to_owned() }));
        assert_eq!((album.as_deref(), caption.unwrap().html.as_str()), (Some("77"), "<i>Зал</i>"));
    }

    #[test]
    fn a_moving_picture_is_no_file() {
        let said = event(r#"{"message_id":3,"animation":{"file_id":"a"},"document":{"file_id":"a"}}"#);
        assert!(matches!(said, Event::Message(Input::Media { attachment: None, kind: Media::Document, .. })));
    }

    proptest! {
        #[test]
        fn anything_at_all_is_read(body in "\\PC*") {
            read(&body, "KrugBot");
        }

        #[test]
        fn any_message_is_read(words in "\\PC{0,200}") {
            text(&words);
        }
    }
}

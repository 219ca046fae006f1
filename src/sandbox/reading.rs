//! Reading the sandbox: what people see on their screens, and what the bot did.
//! Must never change anything.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use chrono::{DateTime, Utc};
use serde_json::{Map, Value};

use super::shapes::entities_json;
use super::world::{BOT_ID, File, Message, World};
use super::{ChatId, MessageId, PressId, Sandbox, UserId};

/// What a key does when it is pressed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Does {
    /// Sends this callback data.
    Data(String),
    /// Opens this address.
    Url(String),
    /// Anything else: the key as the bot sent it.
    Other(Value),
}

/// A key under a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// What stands on it.
    pub label: String,
    /// What it does.
    pub does: Does,
}

impl Key {
    /// The callback data, if it has some.
    pub fn data(&self) -> Option<&str> {
        match &self.does {
            Does::Data(data) => Some(data),
            Does::Url(_) | Does::Other(_) => None,
        }
    }

    fn of(json: &Value) -> Self {
        let string = |name: &str| json.get(name).and_then(Value::as_str).map(str::to_owned);
        let does = match (string("url"), string("callback_data")) {
            (Some(url), _) => Does::Url(url),
            (None, Some(data)) => Does::Data(data),
            (None, None) => Does::Other(json.clone()),
        };
        Self { label: string("text").unwrap_or_default(), does }
    }
}

/// A file in a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentFile {
    /// Its name.
    pub name: String,
    /// Its content.
    pub bytes: Arc<[u8]>,
}

/// A message as it stands in a chat now.
#[derive(Clone, Debug, PartialEq)]
pub struct Bubble {
    /// Its number in the chat.
    pub message_id: MessageId,
    /// Said by the bot.
    pub from_bot: bool,
    /// Who said it; the bot's own number for the bot.
    pub from: UserId,
    /// The text or the caption, without marks.
    pub text: String,
    /// The same as the bot sent it, marks and all.
    pub html: String,
    /// `Array of MessageEntity`.
    pub entities: Vec<Value>,
    /// The inline keyboard.
    pub rows: Vec<Vec<Key>>,
    /// The whole `reply_markup`, also of the other kinds of keyboard.
    pub markup: Option<Value>,
    /// `document`, `photo`, …; nothing for a text.
    pub kind: Option<String>,
    /// The file, if there is one.
    pub file: Option<SentFile>,
    /// The name of the album it belongs to.
    pub album: Option<String>,
    /// The message it replies to.
    pub reply_to: Option<MessageId>,
    /// A note of the chat (a pin, a new member), not something said.
    pub note: bool,
    /// Changed since it was sent.
    pub edited: bool,
    /// When it was sent, UTC.
    pub at: DateTime<Utc>,
}

impl Bubble {
    fn of(message: &Message, file: Option<&File>) -> Self {
        let rows = message.markup.as_ref().and_then(|markup| markup.get("inline_keyboard")).and_then(Value::as_array);
        let rows = rows.into_iter().flatten();
        Self {
            message_id: MessageId(message.id),
            from_bot: message.from == BOT_ID,
            from: UserId(message.from),
            text: message.text.plain.clone(),
            html: message.html.clone(),
            entities: entities_json(message).as_array().cloned().unwrap_or_default(),
            rows: rows.map(|row| row.as_array().into_iter().flatten().map(Key::of).collect()).collect(),
            markup: message.markup.clone(),
            kind: message.media.as_ref().map(|(kind, _)| kind.clone()),
            file: file.map(|file| SentFile { name: file.name.clone(), bytes: Arc::clone(&file.bytes) }),
            album: message.more.get("media_group_id").and_then(Value::as_str).map(str::to_owned),
            reply_to: message.reply_to.map(MessageId),
            note: message.is_note(),
            edited: message.edited.is_some(),
            at: message.at,
        }
    }

    /// The labels of its keys, row after row.
    pub fn labels(&self) -> Vec<&str> {
        self.rows.iter().flatten().map(|key| key.label.as_str()).collect()
    }
}

/// What a person saw after a press.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toast {
    /// The press it answers.
    pub press: PressId,
    /// Who pressed.
    pub user: UserId,
    /// Empty: the key only stopped spinning.
    pub text: String,
    /// In a window that must be closed.
    pub alert: bool,
    /// The address that opens.
    pub url: Option<String>,
    /// When, UTC.
    pub at: DateTime<Utc>,
}

/// A press whose key still spins.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the press itself")]
pub struct Unanswered {
    pub press: PressId,
    pub user: UserId,
    pub chat: ChatId,
    pub message: MessageId,
    pub data: String,
    pub at: DateTime<Utc>,
}

/// One call of the bot.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// Counted from 1 at the sandbox's start.
    pub number: u64,
    /// The method as the bot wrote it.
    pub method: String,
    /// Its arguments; files as name and size.
    pub params: Value,
    /// The body of the answer. With a broken connection: what would have been answered, or nothing.
    pub answer: Value,
    /// The HTTP status; 0 for a broken connection.
    pub status: u16,
    /// When it came, by the sandbox's clock.
    pub at: DateTime<Utc>,
    /// How long it took, machine time.
    pub took: Duration,
}

/// A call as the sandbox remembers it: read only when somebody asks, for most calls are forgotten unread.
#[derive(Clone, Debug)]
pub(super) struct Noted {
    pub number: u64,
    pub method: String,
    pub params: Map<String, Value>,
    /// The body of the answer as it travelled; empty for none.
    pub answer: Bytes,
    pub status: u16,
    pub at: DateTime<Utc>,
    pub took: Duration,
}

impl Noted {
    /// The body; a text that is no JSON as a string.
    pub fn body(&self) -> Value {
        let text = || Value::String(String::from_utf8_lossy(&self.answer).into_owned());
        if self.answer.is_empty() {
            Value::Null
        } else {
            serde_json::from_slice(&self.answer).unwrap_or_else(|_| text())
        }
    }

    pub fn call(&self) -> Call {
        Call {
            number: self.number,
            method: self.method.clone(),
            params: Value::Object(self.params.clone()),
            answer: self.body(),
            status: self.status,
            at: self.at,
            took: self.took,
        }
    }
}

/// What was waited for did not come.
#[derive(Clone, Debug, thiserror::Error)]
#[error("it has not happened; the bot's last calls:\n{last_calls}")]
pub struct NotYet {
    last_calls: String,
}

impl NotYet {
    pub(super) fn after(calls: &[Call]) -> Self {
        let tail = calls.iter().rev().take(8).rev();
        let lines: Vec<String> =
            tail.map(|call| format!("  {} {} → {} {}", call.method, call.params, call.status, call.answer)).collect();
        Self { last_calls: lines.join("\n") }
    }
}

impl World {
    /// The commands a person's app shows, by the order of the Bot API description ("Determining list of commands").
    pub(super) fn menu_of(&self, user: i64) -> &[(String, String)] {
        let language = self.people.get(&user).and_then(|person| person.language_code.as_deref()).unwrap_or_default();
        let scopes = [format!("chat:{user}"), "all_private_chats".to_owned(), "default".to_owned()];
        let keys = scopes.into_iter().flat_map(|scope| [(scope.clone(), language.to_owned()), (scope, String::new())]);
        keys.into_iter().find_map(|key| self.card.commands.get(&key)).map_or(&[], Vec::as_slice)
    }
}

impl Sandbox {
    /// Everybody who has a phone, in order of arrival.
    pub fn people(&self) -> Vec<UserId> {
        self.0.world().people.keys().map(|id| UserId(*id)).collect()
    }

    /// All messages of a chat, oldest first, as they stand now.
    pub fn bubbles(&self, chat: impl Into<ChatId>) -> Vec<Bubble> {
        let chat = chat.into().0;
        let world = self.0.world();
        let messages = world.messages.range((chat, i64::MIN)..=(chat, i64::MAX));
        messages
            .map(|(_, message)| Bubble::of(message, message.file.as_ref().and_then(|id| world.files.get(id))))
            .collect()
    }

    /// What the bot said in a chat, oldest first; no notes.
    pub fn said(&self, chat: impl Into<ChatId>) -> Vec<Bubble> {
        self.bubbles(chat).into_iter().filter(|bubble| bubble.from_bot && !bubble.note).collect()
    }

    /// What the person saw after presses, in order.
    pub fn toasts(&self, user: UserId) -> Vec<Toast> {
        self.0.world().toasts.iter().filter(|toast| toast.user == user).cloned().collect()
    }

    /// Presses nobody has answered.
    pub fn unanswered_presses(&self) -> Vec<Unanswered> {
        let world = self.0.world();
        let waiting = world.presses.iter().filter(|(_, press)| !press.answered);
        waiting
            .map(|(id, press)| Unanswered {
                press: PressId(*id),
                user: UserId(press.user),
                chat: ChatId(press.chat),
                message: MessageId(press.message),
                data: press.data.clone(),
                at: press.at,
            })
            .collect()
    }

    /// The commands set for exactly this scope (`default`, `all_private_chats`, `chat:5`) and language ("" or `ru`).
    pub fn commands(&self, scope: &str, language: &str) -> Vec<(String, String)> {
        let key = (scope.to_owned(), language.to_owned());
        self.0.world().card.commands.get(&key).cloned().unwrap_or_default()
    }

    /// The commands the person's app shows.
    pub fn menu_of(&self, user: UserId) -> Vec<(String, String)> {
        self.0.world().menu_of(user.0).to_vec()
    }

    /// How many messages the bot has sent so far; edits do not count.
    pub fn spoken(&self) -> u64 {
        self.0.world().spoken
    }

    /// The last few hundred calls, oldest first.
    pub fn calls(&self) -> Vec<Call> {
        self.0.world().calls.iter().map(Noted::call).collect()
    }

    /// How often each refusal was given, by its description.
    pub fn refused(&self) -> BTreeMap<String, u64> {
        self.0.world().refused.clone()
    }

    /// How often flood control held the bot back: zero for a polite bot. Ordered faults do not count.
    pub fn flood_breaches(&self) -> u64 {
        self.0.world().flood.breaches
    }

    /// Updates the bot has not confirmed.
    pub fn pending_updates(&self) -> usize {
        let now = self.0.clock.now();
        self.0.world().queue.len(now)
    }

    /// Whether the bot sits in a long poll now, waiting for something to happen.
    pub fn is_polled(&self) -> bool {
        self.0.world().queue.polling.is_some()
    }
}

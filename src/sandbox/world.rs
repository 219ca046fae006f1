//! Everything the sandbox knows: people, groups, messages, files, presses, the bot's own card.
//! Must never be seen half changed: one lock guards the whole of it.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

use chrono::{DateTime, Utc};
use serde_json::{Map, Value};

use super::errors::Refusal;
use super::faults::Faults;
use super::limits::{Flood, Limits, Said};
use super::reading::Noted;
use super::text::{Entity, Text};
use super::updates::Queue;
use super::{ChatId, PressId, Toast, UserId};

/// The bot's own number; also the first half of its token.
pub(super) const BOT_ID: i64 = 7_301_452_980;
/// People's numbers begin here: past 32 bits, as they do in Telegram.
const FIRST_PERSON: i64 = 5_500_000_001;
/// Groups' numbers begin here and go down.
const FIRST_GROUP: i64 = -4_100_000_001;
/// How many calls are remembered.
const CALLS: usize = 500;
/// How many messages of all chats together, files, presses and toasts are remembered: a sandbox may run for weeks.
/// A press that may still be answered is remembered beyond its number.
const MESSAGES: usize = 20_000;
const FILES: usize = 1000;
/// How much all files together may hold; more than any one of them.
const FILE_BYTES: usize = 256 * 1024 * 1024;
const PRESSES: usize = 10_000;
const TOASTS: usize = 1000;

#[derive(Clone, Debug)]
pub(super) struct Person {
    pub first_name: String,
    pub last_name: Option<String>,
    pub username: Option<String>,
    pub language_code: Option<String>,
    /// Has written to the bot at least once.
    pub opened: bool,
    pub blocked: bool,
    pub deactivated: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BotIs {
    Member,
    Left,
    Kicked,
}

#[derive(Clone, Debug)]
pub(super) struct Group {
    pub title: String,
    pub members: BTreeSet<i64>,
    pub owner: i64,
    pub bot: BotIs,
}

/// One message in a chat.
#[derive(Clone, Debug)]
pub(super) struct Message {
    pub id: i64,
    pub chat: i64,
    /// A person's number or [`BOT_ID`].
    pub from: i64,
    pub at: DateTime<Utc>,
    pub edited: Option<DateTime<Utc>>,
    pub text: Text,
    /// The text as the bot sent it, marks and all.
    pub html: String,
    pub markup: Option<Value>,
    pub reply_to: Option<i64>,
    /// `document`, `voice` and the like, and what stands under that name.
    pub media: Option<(String, Value)>,
    pub file: Option<String>,
    /// Further fields: `forward_origin`, `new_chat_members`, …
    pub more: Map<String, Value>,
    /// Grows with every change of any message: who has seen this look of it has seen this number.
    pub stamp: u64,
}

impl Message {
    pub fn of(chat: i64, from: i64, text: Text) -> Self {
        let html = text.plain.clone();
        Self {
            id: 0,
            chat,
            from,
            at: DateTime::default(),
            edited: None,
            text,
            html,
            markup: None,
            reply_to: None,
            media: None,
            file: None,
            more: Map::new(),
            stamp: 0,
        }
    }

    /// A note that something happened (a pin, a new member), not something said.
    pub fn is_note(&self) -> bool {
        self.media.is_none() && self.text == Text::default()
    }

    /// The keys of its inline keyboard, row by row.
    pub fn keys(&self) -> impl Iterator<Item = &Value> {
        let rows = self.markup.as_ref().and_then(|markup| markup.get("inline_keyboard")).and_then(Value::as_array);
        rows.into_iter().flatten().filter_map(Value::as_array).flatten()
    }
}

#[derive(Clone, Debug)]
pub(super) struct File {
    pub name: String,
    pub mime: String,
    pub path: String,
    pub unique_id: String,
    pub bytes: Arc<[u8]>,
}

/// One press of an inline key.
#[derive(Clone, Debug)]
pub(super) struct Pressed {
    pub user: i64,
    pub chat: i64,
    pub message: i64,
    pub data: String,
    pub at: DateTime<Utc>,
    pub answered: bool,
}

/// What the bot told of itself.
#[derive(Debug, Default)]
pub(super) struct Card {
    /// Commands by scope and language.
    pub commands: BTreeMap<(String, String), Vec<(String, String)>>,
    /// Name, description, short description: by field and language.
    pub words: BTreeMap<(&'static str, String), String>,
    pub menu_buttons: BTreeMap<i64, Value>,
}

#[derive(Debug)]
pub(super) struct World {
    pub people: BTreeMap<i64, Person>,
    pub groups: BTreeMap<i64, Group>,
    pub messages: BTreeMap<(i64, i64), Message>,
    pub pinned: BTreeMap<i64, Vec<i64>>,
    pub files: BTreeMap<String, File>,
    pub presses: BTreeMap<i64, Pressed>,
    pub toasts: VecDeque<Toast>,
    /// How many toasts there have ever been.
    pub toasted: u64,
    pub card: Card,
    pub queue: Queue,
    pub limits: Limits,
    pub flood: Flood,
    pub faults: Faults,
    pub calls: VecDeque<Noted>,
    pub refused: BTreeMap<String, u64>,
    /// How many messages the bot has sent, notes of a chat not among them.
    pub spoken: u64,
    /// How many calls there have ever been.
    pub called: u64,
    last_message: i64,
    last_press: i64,
    last_file: usize,
    last_album: i64,
    last_stamp: u64,
    /// Messages in their order over all chats, to forget the oldest.
    order: VecDeque<(i64, i64)>,
}

impl World {
    pub fn new(now: DateTime<Utc>) -> Self {
        Self {
            people: BTreeMap::new(),
            groups: BTreeMap::new(),
            messages: BTreeMap::new(),
            pinned: BTreeMap::new(),
            files: BTreeMap::new(),
            presses: BTreeMap::new(),
            toasts: VecDeque::new(),
            toasted: 0,
            card: Card::default(),
            queue: Queue::new(now),
            limits: Limits::telegram(),
            flood: Flood::default(),
            faults: Faults::default(),
            calls: VecDeque::new(),
            refused: BTreeMap::new(),
            spoken: 0,
            called: 0,
            last_message: 0,
            last_press: 0,
            last_file: 0,
            last_album: 0,
            last_stamp: 0,
            order: VecDeque::new(),
        }
    }

    pub fn next_person(&self) -> i64 {
        self.people.last_key_value().map_or(FIRST_PERSON, |(last, _)| last + 1)
    }

    pub fn next_group(&self) -> i64 {
        self.groups.first_key_value().map_or(FIRST_GROUP, |(last, _)| last - 1)
    }

    /// Puts a message into its chat under the next number. One row of numbers serves all private chats and basic
    /// groups of a bot, as in Telegram.
    pub fn put(&mut self, mut message: Message, now: DateTime<Utc>) -> &Message {
        self.last_message += 1;
        message.id = self.last_message;
        message.at = now;
        self.spoken += u64::from(message.from == BOT_ID && !message.is_note());
        let key = (message.chat, message.id);
        if self.order.len() == MESSAGES
            && let Some(oldest) = self.order.pop_front()
        {
            self.messages.remove(&oldest);
        }
        self.order.push_back(key);
        self.replace(message)
    }

    /// A message looks like this from now on.
    pub fn replace(&mut self, mut message: Message) -> &Message {
        self.last_stamp += 1;
        message.stamp = self.last_stamp;
        let key = (message.chat, message.id);
        self.messages.insert(key, message);
        &self.messages[&key]
    }

    /// Numbers of messages go on above this one: those of an earlier life of the same chats are not given again.
    pub fn number_messages_above(&mut self, number: i64) {
        self.last_message = self.last_message.max(number);
    }

    pub fn put_press(&mut self, pressed: Pressed) -> PressId {
        self.last_press += 1;
        let id = 8_000_000_000_000_000 + self.last_press * 7919;
        let (now, window) = (pressed.at, self.limits.answer_window);
        self.presses.insert(id, pressed);
        while self.presses.len() > PRESSES
            && self.presses.first_key_value().is_some_and(|(_, old)| old.answered || now - old.at >= window)
        {
            self.presses.pop_first();
        }
        PressId(id)
    }

    /// A name that no album has had.
    pub fn name_album(&mut self) -> String {
        self.last_album += 1;
        (13_900_000_000_000_000 + self.last_album * 104_729).to_string()
    }

    /// Keeps a file and returns its `file_id`.
    pub fn put_file(&mut self, folder: &str, name: &str, mime: &str, bytes: Arc<[u8]>) -> String {
        self.last_file += 1;
        let n = self.last_file;
        let tail = name.rsplit_once('.').map_or(String::new(), |(_, tail)| format!(".{tail}"));
        let tail: String = tail.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '.').collect();
        let id = format!("BQACAgIAAxkDAAI{n:06}Ztest{:04}", bytes.len() % 10_000);
        let file = File {
            name: name.to_owned(),
            mime: mime.to_owned(),
            path: format!("{folder}/file_{n}{tail}"),
            unique_id: format!("AgAD{n:06}"),
            bytes,
        };
        self.files.insert(id.clone(), file);
        let too_many = |files: &BTreeMap<String, File>| {
            files.len() > FILES || files.values().map(|file| file.bytes.len()).sum::<usize>() > FILE_BYTES
        };
        while too_many(&self.files) {
            // Their names begin with their numbers.
            self.files.pop_first();
        }
        id
    }

    /// The chat, if the bot may say something there.
    ///
    /// # Errors
    /// 400 for a chat nobody knows; 403 with Telegram's words for a person or a group that does not want the bot.
    pub fn may_write(&self, chat: i64) -> Result<(), Refusal> {
        if let Some(person) = self.people.get(&chat) {
            return if person.deactivated {
                Err(Refusal::forbidden("user is deactivated"))
            } else if person.blocked {
                Err(Refusal::forbidden("bot was blocked by the user"))
            } else if person.opened {
                Ok(())
            } else {
                Err(Refusal::forbidden("bot can't initiate conversation with a user"))
            };
        }
        match self.groups.get(&chat).map(|group| group.bot) {
            Some(BotIs::Member) => Ok(()),
            Some(BotIs::Left) => Err(Refusal::forbidden("bot is not a member of the group chat")),
            Some(BotIs::Kicked) => Err(Refusal::forbidden("bot was kicked from the group chat")),
            None => Err(Refusal::bad(super::errors::CHAT_NOT_FOUND)),
        }
    }

    /// Flood control for one message or edit in `chat`.
    ///
    /// # Errors
    /// 429 with the seconds to wait.
    pub fn admit(&mut self, chat: i64, said: Said, now: DateTime<Utc>) -> Result<(), Refusal> {
        self.flood.admit(&self.limits, chat, said, now).map_err(Refusal::flood)
    }

    /// Fills in the people that links like `tg://user?id=…` mean; a link to a stranger means nothing.
    pub fn resolve(&self, text: &mut Text) {
        text.entities.retain_mut(|entity: &mut Entity| {
            if entity.kind != "text_mention" {
                return true;
            }
            let id = entity.more.get("user").and_then(|user| user.get("id")).and_then(Value::as_i64);
            let Some(id) = id.filter(|id| self.people.contains_key(id)) else { return false };
            entity.more.insert("user".to_owned(), self.user_json(id));
            true
        });
    }

    /// A person sees the answer to a press.
    pub fn toast(&mut self, toast: Toast) {
        self.toasted += 1;
        if self.toasts.len() == TOASTS {
            self.toasts.pop_front();
        }
        self.toasts.push_back(toast);
    }

    /// Remembers a call under the next number, and what it was refused with.
    pub fn record(&mut self, mut call: Noted) {
        self.called += 1;
        call.number = self.called;
        if call.status >= 400
            && let Some(words) = call.body().get("description").and_then(Value::as_str)
        {
            *self.refused.entry(words.to_owned()).or_default() += 1;
        }
        if self.calls.len() == CALLS {
            self.calls.pop_front();
        }
        self.calls.push_back(call);
    }
}

impl From<UserId> for ChatId {
    /// A person's private chat with the bot has the person's number.
    fn from(user: UserId) -> Self {
        Self(user.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_files_drive_out_the_oldest() {
        let mut world = World::new(DateTime::default());
        let bytes: Arc<[u8]> = vec![0; 20 * 1024 * 1024].into();
        let ids: Vec<String> =
            (0..20).map(|_| world.put_file("documents", "a.pdf", "application/pdf", Arc::clone(&bytes))).collect();
        let kept: Vec<&String> = ids.iter().filter(|id| world.files.contains_key(*id)).collect();
        assert_eq!(kept, ids[8..].iter().collect::<Vec<_>>());
    }
}

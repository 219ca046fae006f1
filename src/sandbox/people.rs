//! Acting as people: they write, press, send things, block the bot, and meet it in groups.
//! Must never let a person do what Telegram's apps would not let them, except where the name says so.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::finds;
use super::shapes::media_json;
use super::text::Text;
use super::world::{BOT_ID, BotIs, Group, Message, Person, Pressed, World};
use super::{BOT_USERNAME, ChatId, MessageId, PressId, Sandbox, UserId};

/// Most UTF-16 units the apps put into one message.
const MESSAGE: usize = 4096;

/// A thing a person can send that is not a text.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are Telegram's own")]
pub enum Kind {
    Voice,
    Photo,
    Sticker,
    Document,
    Audio,
    Video,
    VideoNote,
    Animation,
    Contact,
    Location,
    Dice,
    Poll,
    /// A document with this name and content.
    File {
        name: String,
        mime: String,
        bytes: Vec<u8>,
    },
}

/// The key is not on the person's screen.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no such key on the screen: {wanted:?}; there are {there:?}")]
pub struct NotOnScreen {
    /// The data or the label that was asked for.
    pub wanted: String,
    /// What the keys there have in its place.
    pub there: Vec<String>,
}

impl Sandbox {
    /// A new person, who has not met the bot yet.
    pub fn add_person(
        &self,
        first_name: &str,
        last_name: Option<&str>,
        username: Option<&str>,
        language_code: Option<&str>,
    ) -> UserId {
        self.0.change(|world| {
            let id = world.next_person();
            let person = Person {
                first_name: first_name.to_owned(),
                last_name: last_name.map(str::to_owned),
                username: username.map(str::to_owned),
                language_code: language_code.map(str::to_owned),
                opened: false,
                blocked: false,
                deactivated: false,
            };
            world.people.insert(id, person);
            UserId(id)
        })
    }

    /// The person writes to the bot. The first message opens the chat; one after a block lifts the block, as the
    /// apps do. Returns the (last) message.
    pub fn say(&self, user: UserId, text: &str) -> MessageId {
        self.say_in(user.into(), user, text)
    }

    /// The person writes in this chat, a group or their own.
    pub fn say_in(&self, chat: ChatId, user: UserId, text: &str) -> MessageId {
        let mut last = MessageId(0);
        for part in split(text) {
            last = self.send(chat, user, None, |_| Message::of(chat.0, user.0, found_in(&part)));
        }
        last
    }

    /// The person replies to a message of this chat.
    pub fn reply_in(&self, chat: ChatId, user: UserId, to: MessageId, text: &str) -> MessageId {
        self.send(chat, user, Some(to), |_| Message::of(chat.0, user.0, found_in(text)))
    }

    /// The person sends something that is not a text.
    pub fn send_media(&self, user: UserId, kind: Kind) -> MessageId {
        self.send_media_with(user, kind, "")
    }

    /// The same, with words under it.
    pub fn send_media_with(&self, user: UserId, kind: Kind, caption: &str) -> MessageId {
        self.send(user.into(), user, None, |world| {
            let mut message = Message::of(user.0, user.0, found_in(caption));
            fill(world, &mut message, kind);
            message
        })
    }

    fn send(
        &self,
        chat: ChatId,
        user: UserId,
        reply_to: Option<MessageId>,
        make: impl FnOnce(&mut World) -> Message,
    ) -> MessageId {
        let now = self.0.clock.now();
        self.0.change(|world| {
            if !world.enters(chat.0, user.0, now) {
                return MessageId(0);
            }
            let mut message = make(world);
            message.reply_to = reply_to.map(|id| id.0);
            let message = world.put(message, now).clone();
            world.tell("message", &message, now);
            MessageId(message.id)
        })
    }

    /// The person changes a message of theirs. `false`: it is not theirs, or not there.
    pub fn edit(&self, user: UserId, message: MessageId, new_text: &str) -> bool {
        self.edit_in(user.into(), user, message, new_text)
    }

    /// The same in any chat.
    pub fn edit_in(&self, chat: ChatId, user: UserId, message: MessageId, new_text: &str) -> bool {
        let now = self.0.clock.now();
        self.0.change(|world| {
            let Some(message) = world.messages.get_mut(&(chat.0, message.0)).filter(|m| m.from == user.0) else {
                return false;
            };
            message.text = found_in(new_text);
            message.html = message.text.plain.clone();
            message.edited = Some(now);
            let message = message.clone();
            world.tell("edited_message", &message, now);
            true
        })
    }

    /// The person presses a key of a message in their own chat, by its data.
    ///
    /// # Errors
    /// If the message has no such key now.
    pub fn press(&self, user: UserId, message: MessageId, data: &str) -> Result<PressId, NotOnScreen> {
        self.press_in(user.into(), user, message, data)
    }

    /// The same in any chat.
    ///
    /// # Errors
    /// If the message has no such key now.
    pub fn press_in(&self, chat: ChatId, user: UserId, message: MessageId, data: &str) -> Result<PressId, NotOnScreen> {
        let there: Vec<String> = {
            let world = self.0.world();
            let message = world.messages.get(&(chat.0, message.0));
            let data = message.into_iter().flat_map(Message::keys).filter_map(|key| key["callback_data"].as_str());
            data.map(str::to_owned).collect()
        };
        if there.iter().any(|one| one == data) {
            Ok(self.press_anyway(chat, user, message, data))
        } else {
            Err(NotOnScreen { wanted: data.to_owned(), there })
        }
    }

    /// The person presses the key with this label on the newest message of their chat that has one.
    ///
    /// # Errors
    /// If no message has it; with the labels of the newest keyboard.
    pub fn press_key(&self, user: UserId, label: &str) -> Result<PressId, NotOnScreen> {
        let bubbles = self.bubbles(user);
        let found = bubbles.iter().rev().find_map(|bubble| {
            let key = bubble.rows.iter().flatten().find(|key| key.label == label)?;
            Some((bubble.message_id, key.data()?.to_owned()))
        });
        let newest = bubbles.iter().rev().find(|bubble| !bubble.rows.is_empty());
        let there = newest.into_iter().flat_map(|bubble| bubble.rows.iter().flatten());
        let there = there.map(|key| key.label.clone()).collect();
        let (message, data) = found.ok_or_else(|| NotOnScreen { wanted: label.to_owned(), there })?;
        Ok(self.press_anyway(user.into(), user, message, &data))
    }

    /// A callback query with any data on any message, there or not: what a stale screen or a hostile client sends.
    pub fn press_anyway(&self, chat: ChatId, user: UserId, message: MessageId, data: &str) -> PressId {
        let now = self.0.clock.now();
        self.0.change(|world| {
            let press = Pressed {
                user: user.0,
                chat: chat.0,
                message: message.0,
                data: data.to_owned(),
                at: now,
                answered: false,
            };
            let id = world.put_press(press);
            let shown = match world.messages.get(&(chat.0, message.0)) {
                Some(message) => world.message_json(message),
                // `InaccessibleMessage`: it was deleted.
                None => json!({ "chat": world.chat_json(chat.0), "message_id": message.0, "date": 0 }),
            };
            let body = json!({
                "id": id.0.to_string(),
                "from": world.user_json(user.0),
                "message": shown,
                "chat_instance": (chat.0.wrapping_mul(6_364_136_223_846_793_005)).to_string(),
                "data": data,
            });
            world.queue.push("callback_query", body, now);
            id
        })
    }

    /// Any update at all, as it is; an object without `update_id` gets the next one. Returns its number.
    pub fn send_raw_update(&self, update: Value) -> i64 {
        let now = self.0.clock.now();
        self.0.change(|world| world.queue.push_raw(update, now))
    }

    /// The person blocks the bot.
    pub fn block(&self, user: UserId) {
        self.turn(user, true);
    }

    /// The person unblocks the bot.
    pub fn unblock(&self, user: UserId) {
        self.turn(user, false);
    }

    fn turn(&self, user: UserId, blocked: bool) {
        let now = self.0.clock.now();
        self.0.change(|world| world.set_blocked(user.0, blocked, now));
    }

    /// The person's account is deleted.
    pub fn deactivate(&self, user: UserId) {
        self.0.change(|world| {
            if let Some(person) = world.people.get_mut(&user.0) {
                person.deactivated = true;
            }
        });
    }

    /// A group of these people; the first owns it and adds the bot.
    pub fn add_group(&self, title: &str, members: &[UserId]) -> ChatId {
        let now = self.0.clock.now();
        self.0.change(|world| {
            let id = world.next_group();
            let owner = members.first().map_or(0, |user| user.0);
            let members = members.iter().map(|user| user.0).collect();
            world.groups.insert(id, Group { title: title.to_owned(), members, owner, bot: BotIs::Left });
            world.set_bot(id, owner, BotIs::Member, now);
            let mut note = Message::of(id, owner, Text::default());
            note.more.insert("new_chat_members".to_owned(), json!([world.user_json(BOT_ID)]));
            let note = world.put(note, now).clone();
            world.tell("message", &note, now);
            ChatId(id)
        })
    }

    /// The owner throws the bot out of the group.
    pub fn kick_bot(&self, group: ChatId) {
        let now = self.0.clock.now();
        self.0.change(|world| {
            let owner = world.groups.get(&group.0).map_or(0, |group| group.owner);
            world.set_bot(group.0, owner, BotIs::Kicked, now);
        });
    }
}

impl World {
    /// Whether the person can write in this chat; opens or unblocks their own chat.
    fn enters(&mut self, chat: i64, user: i64, now: DateTime<Utc>) -> bool {
        let Some(person) = self.people.get_mut(&user).filter(|person| !person.deactivated) else { return false };
        if chat != user {
            return self.groups.get(&chat).is_some_and(|group| group.members.contains(&user));
        }
        person.opened = true;
        if person.blocked {
            self.set_blocked(user, false, now);
        }
        true
    }

    fn set_blocked(&mut self, user: i64, blocked: bool, now: DateTime<Utc>) {
        let Some(person) = self.people.get_mut(&user).filter(|person| person.blocked != blocked) else { return };
        person.blocked = blocked;
        if person.opened {
            let (old, new) = if blocked { ("member", "kicked") } else { ("kicked", "member") };
            self.tell_membership(user, user, old, new, now);
        }
    }

    fn set_bot(&mut self, chat: i64, by: i64, bot: BotIs, now: DateTime<Utc>) {
        let word = |bot| match bot {
            BotIs::Member => "member",
            BotIs::Left => "left",
            BotIs::Kicked => "kicked",
        };
        let Some(group) = self.groups.get_mut(&chat) else { return };
        let old = std::mem::replace(&mut group.bot, bot);
        self.tell_membership(chat, by, word(old), word(bot), now);
    }

    fn tell_membership(&mut self, chat: i64, by: i64, old: &str, new: &str, now: DateTime<Utc>) {
        let body = json!({
            "chat": self.chat_json(chat),
            "from": self.user_json(by),
            "date": now.timestamp(),
            "old_chat_member": self.member_with(BOT_ID, old),
            "new_chat_member": self.member_with(BOT_ID, new),
        });
        self.queue.push("my_chat_member", body, now);
    }

    /// Tells the bot of a message, if the bot may see it.
    fn tell(&mut self, kind: &str, message: &Message, now: DateTime<Utc>) {
        let visible = match self.groups.get(&message.chat) {
            Some(group) => group.bot == BotIs::Member && self.is_meant_for_bot(message),
            None => true,
        };
        if visible {
            let body = self.message_json(message);
            self.queue.push(kind, body, now);
        }
    }

    /// Privacy mode: in a group the bot sees commands, mentions, replies to it, and what happens to the group.
    fn is_meant_for_bot(&self, message: &Message) -> bool {
        let replied = message.reply_to.and_then(|id| self.messages.get(&(message.chat, id)));
        let happened = message.media.is_none() && message.text == Text::default();
        if replied.is_some_and(|replied| replied.from == BOT_ID) || happened {
            return true;
        }
        let code: Vec<u16> = message.text.plain.encode_utf16().collect();
        message.text.entities.iter().any(|entity| {
            let part = code.get(entity.offset..entity.offset + entity.length).unwrap_or_default();
            let part = String::from_utf16_lossy(part);
            match (entity.kind.as_str(), part.split_once('@')) {
                ("bot_command", None) => true,
                ("bot_command" | "mention", Some((_, name))) => name.eq_ignore_ascii_case(BOT_USERNAME),
                _ => false,
            }
        })
    }
}

fn found_in(text: &str) -> Text {
    finds::complete(finds::trim(Text { plain: text.to_owned(), entities: Vec::new() }))
}

/// Parts of at most [`MESSAGE`] units.
fn split(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut length = 0;
    for c in text.chars() {
        if length + c.len_utf16() > MESSAGE {
            parts.push(String::new());
            length = 0;
        }
        length += c.len_utf16();
        if let Some(part) = parts.last_mut() {
            part.push(c);
        }
    }
    parts
}

fn fill(world: &mut World, message: &mut Message, kind: Kind) {
    let (name, file, mime, bytes) = match kind {
        Kind::Voice => ("voice", "voice.oga".to_owned(), "audio/ogg".to_owned(), b"OggS voice".to_vec()),
        Kind::Photo => ("photo", "photo.jpg".to_owned(), "image/jpeg".to_owned(), b"\xff\xd8\xff photo".to_vec()),
        Kind::Sticker => ("sticker", "sticker.webp".to_owned(), "image/webp".to_owned(), b"RIFF sticker".to_vec()),
        Kind::Document => ("document", "план.pdf".to_owned(), "application/pdf".to_owned(), b"%PDF-1.4".to_vec()),
        Kind::Audio => ("audio", "song.mp3".to_owned(), "audio/mpeg".to_owned(), b"ID3 audio".to_vec()),
        Kind::Video => ("video", "video.mp4".to_owned(), "video/mp4".to_owned(), b"ftyp video".to_vec()),
        Kind::VideoNote => ("video_note", "note.mp4".to_owned(), "video/mp4".to_owned(), b"ftyp note".to_vec()),
        Kind::Animation => ("animation", "cat.mp4".to_owned(), "video/mp4".to_owned(), b"ftyp cat".to_vec()),
        Kind::File { name, mime, bytes } => ("document", name, mime, bytes),
        Kind::Contact | Kind::Location | Kind::Dice | Kind::Poll => {
            message.media = Some(fileless(world, message.from, &kind));
            return;
        }
    };
    let id = world.put_file(&format!("{name}s"), &file, &mime, Arc::from(bytes));
    message.media = world.files.get(&id).map(|file| (name.to_owned(), media_json(name, &id, file)));
    message.file = Some(id);
}

fn fileless(world: &World, user: i64, kind: &Kind) -> (String, Value) {
    let first_name = world.people.get(&user).map_or("", |person| person.first_name.as_str());
    let (name, value) = match kind {
        Kind::Contact => {
            ("contact", json!({ "phone_number": "+70000000000", "first_name": first_name, "user_id": user }))
        }
        Kind::Location => ("location", json!({ "latitude": 55.7558, "longitude": 37.6173 })),
        Kind::Dice => ("dice", json!({ "emoji": "🎲", "value": 4 })),
        _ => (
            "poll",
            json!({
                "id": "5190000000000000001", "question": "?", "options": [
                    { "persistent_id": "1", "text": "+", "voter_count": 0 },
                    { "persistent_id": "2", "text": "-", "voter_count": 0 }
                ],
                "total_voter_count": 0, "is_closed": false, "is_anonymous": true, "type": "regular",
                "allows_multiple_answers": false
            }),
        ),
    };
    (name.to_owned(), value)
}

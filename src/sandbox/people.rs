//! Acting as people: they write, press, send things, block the bot, and meet it in groups.
//! Must never let a person do what Telegram's apps would not let them, except where the name says so.

use serde_json::{Value, json};

use super::finds;
use super::media::{self, Kind};
use super::text::{Entity, Text, units};
use super::world::{BOT_ID, BotIs, Group, Message, Person, Pressed, World};
use super::{ChatId, MessageId, PressId, Sandbox, UserId};

/// Most UTF-16 units the apps put into one message.
pub(super) const MESSAGE: usize = 4096;

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

    /// Somebody whom the bot knows from an earlier life: with the number of then, the chat open and empty.
    pub fn add_known_person(&self, id: UserId, first_name: &str, last_name: Option<&str>, language_code: &str) {
        self.0.change(|world| {
            let person = Person {
                first_name: first_name.to_owned(),
                last_name: last_name.map(str::to_owned),
                username: None,
                language_code: Some(language_code.to_owned()),
                opened: true,
                blocked: false,
                deactivated: false,
            };
            world.people.insert(id.0, person);
        });
    }

    /// What the bot said in an earlier life and still stands in the chat: a text with rows of keys, label and data each.
    pub fn said_before(&self, chat: impl Into<ChatId>, text: &str, rows: &[&[(&str, &str)]]) -> MessageId {
        let key = |(label, data): &(&str, &str)| json!({ "text": label, "callback_data": data });
        let rows: Vec<Vec<Value>> = rows.iter().map(|row| row.iter().map(key).collect()).collect();
        let markup = Some(json!({ "inline_keyboard": rows })).filter(|_| !rows.is_empty());
        let (chat, now) = (chat.into().0, self.0.clock.now());
        self.0.change(|world| {
            let message = Message { markup, ..Message::of(chat, BOT_ID, found_in(text)) };
            MessageId(world.put(message, now).id)
        })
    }

    /// Messages get numbers above this one from now on: in chats that had an earlier life no number comes again.
    pub fn number_messages_above(&self, number: i64) {
        self.0.change(|world| world.number_messages_above(number));
    }

    /// The person writes to the bot. The first message opens the chat; one after a block lifts the block, as the
    /// apps do. Returns the (last) message.
    pub fn say(&self, user: UserId, text: &str) -> MessageId {
        self.say_in(user.into(), user, text)
    }

    /// The person writes to the bot with markup: `entities` as `Array of MessageEntity`.
    pub fn say_marked(&self, user: UserId, text: &str, entities: &Value) -> MessageId {
        let typed = found_among(text, entities);
        self.send(user.into(), user, None, |_| Message::of(user.0, user.0, typed))
    }

    /// The person writes in this chat, a group or their own.
    pub fn say_in(&self, chat: ChatId, user: UserId, text: &str) -> MessageId {
        self.say_as(chat, user, None, text)
    }

    /// The person replies to a message of this chat.
    pub fn reply_in(&self, chat: ChatId, user: UserId, to: MessageId, text: &str) -> MessageId {
        self.say_as(chat, user, Some(to), text)
    }

    /// In as many messages as it takes; the first is the reply.
    fn say_as(&self, chat: ChatId, user: UserId, mut to: Option<MessageId>, text: &str) -> MessageId {
        let mut last = MessageId(0);
        for part in split(text) {
            last = self.send(chat, user, to.take(), |_| Message::of(chat.0, user.0, found_in(&part)));
        }
        last
    }

    /// The person sends something that is not a text.
    pub fn send_media(&self, user: UserId, kind: Kind) -> MessageId {
        self.send_media_with(user, kind, "")
    }

    /// The same, with words under it.
    pub fn send_media_with(&self, user: UserId, kind: Kind, caption: &str) -> MessageId {
        self.send_media_in(user.into(), user, kind, caption)
    }

    /// The person sends an album, with words under its first part; the bot gets one update a part.
    pub fn send_album(&self, user: UserId, kinds: Vec<Kind>, caption: &str) -> Vec<MessageId> {
        let album = self.0.change(World::name_album);
        let send = |(n, kind)| {
            self.send(user.into(), user, None, |world| {
                let mut message = Message::of(user.0, user.0, found_in(if n == 0 { caption } else { "" }));
                media::fill(world, &mut message, kind);
                message.more.insert("media_group_id".to_owned(), json!(album));
                message
            })
        };
        kinds.into_iter().enumerate().map(send).collect()
    }

    /// The same in any chat.
    pub fn send_media_in(&self, chat: ChatId, user: UserId, kind: Kind, caption: &str) -> MessageId {
        self.send(chat, user, None, |world| {
            let mut message = Message::of(chat.0, user.0, found_in(caption));
            media::fill(world, &mut message, kind);
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

    /// The person changes a message of theirs. `false`: it is not theirs, or not there, or would be too long.
    pub fn edit(&self, user: UserId, message: MessageId, new_text: &str) -> bool {
        self.edit_in(user.into(), user, message, new_text)
    }

    /// The same in any chat.
    pub fn edit_in(&self, chat: ChatId, user: UserId, message: MessageId, new_text: &str) -> bool {
        units(new_text) <= MESSAGE
            && self.alter(chat, user, message, |message| {
                message.text = found_in(new_text);
                message.html = message.text.plain.clone();
            })
    }

    /// A message of the person's changes as a place does that is shared live: its words stay. `false`: it is not there.
    pub fn moves(&self, user: UserId, message: MessageId) -> bool {
        self.alter(user.into(), user, message, |_| {})
    }

    fn alter(&self, chat: ChatId, user: UserId, message: MessageId, how: impl FnOnce(&mut Message)) -> bool {
        let now = self.0.clock.now();
        self.0.change(|world| {
            let theirs = world.messages.get(&(chat.0, message.0)).filter(|message| message.from == user.0);
            let Some(mut message) = theirs.cloned() else { return false };
            how(&mut message);
            message.edited = Some(now);
            let message = world.replace(message).clone();
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

    /// The person joins the group by themselves.
    pub fn join_group(&self, group: ChatId, user: UserId) {
        let now = self.0.clock.now();
        self.0.change(|world| {
            let Some(members) = world.groups.get_mut(&group.0).map(|group| &mut group.members) else { return };
            members.insert(user.0);
            let mut note = Message::of(group.0, user.0, Text::default());
            note.more.insert("new_chat_members".to_owned(), json!([world.user_json(user.0)]));
            let note = world.put(note, now).clone();
            world.tell("message", &note, now);
        });
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

fn found_in(text: &str) -> Text {
    found_among(text, &Value::Null)
}

/// The same beside the markup that was typed.
fn found_among(text: &str, entities: &Value) -> Text {
    let entities = entities.as_array().into_iter().flatten().filter_map(Entity::read).collect();
    finds::complete(finds::trim(Text { plain: text.to_owned(), entities }))
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

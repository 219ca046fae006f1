//! What the bot is told when people act: messages it may see, and who wants it where.
//! Must never tell the bot what privacy mode hides from it in a group.

use chrono::{DateTime, Utc};
use serde_json::json;

use super::BOT_USERNAME;
use super::world::{BOT_ID, BotIs, Message, World};

impl World {
    /// Whether the person can write in this chat; opens or unblocks their own chat.
    pub fn enters(&mut self, chat: i64, user: i64, now: DateTime<Utc>) -> bool {
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

    pub fn set_blocked(&mut self, user: i64, blocked: bool, now: DateTime<Utc>) {
        let Some(person) = self.people.get_mut(&user).filter(|person| person.blocked != blocked) else { return };
        person.blocked = blocked;
        if person.opened {
            let (old, new) = if blocked { ("member", "kicked") } else { ("kicked", "member") };
            self.tell_membership(user, user, old, new, now);
        }
    }

    pub fn set_bot(&mut self, chat: i64, by: i64, bot: BotIs, now: DateTime<Utc>) {
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
    pub fn tell(&mut self, kind: &str, message: &Message, now: DateTime<Utc>) {
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
        if replied.is_some_and(|replied| replied.from == BOT_ID) || message.is_note() {
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

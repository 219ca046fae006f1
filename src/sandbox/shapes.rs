//! The JSON shapes of the Bot API description: User, Chat, Message, File and their kin.
//! Must never show the bot a field that Telegram would not.

use serde_json::{Map, Value, json};

use super::world::{BOT_ID, BotIs, File, Message, World};
use super::{BOT_NAME, BOT_USERNAME};

/// JSON as it travels. Written in one go: its `Display` writes it piece by piece, which takes nearly three times as long.
pub(super) fn written(value: &Value) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

impl World {
    /// `User`.
    pub fn user_json(&self, id: i64) -> Value {
        if id == BOT_ID {
            let name = self.card.words.get(&("name", String::new())).map_or(BOT_NAME, String::as_str);
            return json!({ "id": BOT_ID, "is_bot": true, "first_name": name, "username": BOT_USERNAME });
        }
        let Some(person) = self.people.get(&id) else {
            return json!({ "id": id, "is_bot": false, "first_name": "" });
        };
        let first_name = if person.deactivated { "" } else { &person.first_name };
        let mut user = json!({ "id": id, "is_bot": false, "first_name": first_name });
        if !person.deactivated {
            let more = [
                ("last_name", &person.last_name),
                ("username", &person.username),
                ("language_code", &person.language_code),
            ];
            for (name, value) in more {
                if let Some(value) = value {
                    user[name] = json!(value);
                }
            }
        }
        user
    }

    /// `Chat`.
    pub fn chat_json(&self, id: i64) -> Value {
        if let Some(group) = self.groups.get(&id) {
            return json!({ "id": id, "title": group.title, "type": "group", "all_members_are_administrators": false });
        }
        let mut chat = json!({ "id": id, "type": "private" });
        if let Some(person) = self.people.get(&id) {
            chat["first_name"] = json!(person.first_name);
            for (name, value) in [("last_name", &person.last_name), ("username", &person.username)] {
                if let Some(value) = value {
                    chat[name] = json!(value);
                }
            }
        }
        chat
    }

    /// `Message`, with the message it replies to.
    pub fn message_json(&self, message: &Message) -> Value {
        let mut json = self.bare_message_json(message);
        let replied = message.reply_to.and_then(|id| self.messages.get(&(message.chat, id)));
        if let Some(replied) = replied {
            json["reply_to_message"] = self.bare_message_json(replied);
        }
        json
    }

    fn bare_message_json(&self, message: &Message) -> Value {
        let mut json = json!({
            "message_id": message.id,
            "from": self.user_json(message.from),
            "chat": self.chat_json(message.chat),
            "date": message.at.timestamp(),
        });
        if let Some(edited) = message.edited {
            json["edit_date"] = json!(edited.timestamp());
        }
        for (name, value) in &message.more {
            json[name.as_str()] = value.clone();
        }
        let (words, marks) =
            if message.media.is_some() { ("caption", "caption_entities") } else { ("text", "entities") };
        if let Some((kind, media)) = &message.media {
            json[kind.as_str()] = media.clone();
        }
        if !message.text.plain.is_empty() {
            json[words] = json!(message.text.plain);
            if !message.text.entities.is_empty() {
                json[marks] = entities_json(message);
            }
        }
        if let Some(markup) = message.markup.as_ref().filter(|markup| markup.get("inline_keyboard").is_some()) {
            json["reply_markup"] = markup.clone();
        }
        json
    }

    /// `ChatMember` of a person or the bot in a chat.
    pub fn member_json(&self, chat: i64, user: i64) -> Value {
        let status = match self.groups.get(&chat) {
            Some(group) if user == BOT_ID => match group.bot {
                BotIs::Member => "member",
                BotIs::Left => "left",
                BotIs::Kicked => "kicked",
            },
            Some(group) if group.owner == user => "creator",
            Some(group) if group.members.contains(&user) => "member",
            Some(_) => "left",
            None => "member",
        };
        self.member_with(user, status)
    }

    /// `ChatMember` with this status.
    pub fn member_with(&self, user: i64, status: &str) -> Value {
        let mut member = json!({ "user": self.user_json(user), "status": status });
        match status {
            "kicked" => member["until_date"] = json!(0),
            "creator" => member["is_anonymous"] = json!(false),
            _ => {}
        }
        member
    }
}

/// `Array of MessageEntity`.
pub(super) fn entities_json(message: &Message) -> Value {
    message.text.entities.iter().map(super::text::Entity::json).collect()
}

/// What stands under `document`, `photo`, `voice`, … for this file.
pub(super) fn media_json(kind: &str, id: &str, file: &File) -> Value {
    let mut json = Map::new();
    json.insert("file_id".to_owned(), json!(id));
    json.insert("file_unique_id".to_owned(), json!(file.unique_id));
    json.insert("file_size".to_owned(), json!(file.bytes.len()));
    let more = match kind {
        "photo" => json!({ "width": 1280, "height": 960 }),
        "sticker" => json!({
            "type": "regular", "width": 512, "height": 512, "is_animated": false, "is_video": false,
            "emoji": "👍", "set_name": "Krug"
        }),
        "voice" => json!({ "duration": 3, "mime_type": file.mime }),
        "audio" => json!({ "duration": 180, "mime_type": file.mime, "file_name": file.name }),
        "video_note" => json!({ "length": 240, "duration": 5 }),
        "video" | "animation" => json!({
            "width": 640, "height": 480, "duration": 5, "mime_type": file.mime, "file_name": file.name
        }),
        _ => json!({ "file_name": file.name, "mime_type": file.mime }),
    };
    if let Value::Object(more) = more {
        json.extend(more);
    }
    let json = Value::Object(json);
    if kind == "photo" { json!([json]) } else { json }
}

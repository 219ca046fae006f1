//! Methods that ask about chats and files, pin, and leave.
//! Must never tell of a chat the bot has not met.

use serde_json::json;

use super::super::errors::{Answer, CHAT_NOT_FOUND, Refusal};
use super::super::text::Text;
use super::super::world::{BOT_ID, BotIs, Message};
use super::Ask;

/// The largest file a bot may download (`getFile` in the Bot API description).
const DOWNLOAD_BYTES: usize = 20 * 1024 * 1024;

/// A chat the bot has met, also if it may not write there any more.
fn met(ask: &Ask<'_>) -> Result<i64, Refusal> {
    let chat = ask.chat("chat_id")?;
    let in_common = |id: i64| ask.world.groups.values().any(|group| group.members.contains(&id));
    let person = ask.world.people.get(&chat).is_some_and(|person| person.opened) || in_common(chat);
    if person || ask.world.groups.contains_key(&chat) { Ok(chat) } else { Err(Refusal::bad(CHAT_NOT_FOUND)) }
}

pub(super) fn get(ask: &mut Ask<'_>) -> Answer {
    let id = met(ask)?;
    let mut chat = ask.world.chat_json(id);
    chat["accent_color_id"] = json!(0);
    chat["max_reaction_count"] = json!(11);
    chat["accepted_gift_types"] = json!({
        "unlimited_gifts": false, "limited_gifts": false, "unique_gifts": false,
        "premium_subscription": false, "gifts_from_channels": false
    });
    let pinned = ask.world.pinned.get(&id).and_then(|pinned| pinned.last());
    if let Some(message) = pinned.and_then(|pinned| ask.world.messages.get(&(id, *pinned))) {
        chat["pinned_message"] = ask.world.message_json(message);
    }
    Ok(chat)
}

pub(super) fn member(ask: &mut Ask<'_>) -> Answer {
    let user = ask.args.int("user_id");
    if user <= 0 {
        return Err(Refusal::bad("Invalid user_id specified"));
    }
    let chat = met(ask)?;
    if user != BOT_ID && !ask.world.people.contains_key(&user) {
        return Err(Refusal::bad("user not found"));
    }
    if user != BOT_ID && chat < 0 {
        ask.world.may_write(chat)?;
    }
    Ok(ask.world.member_json(chat, user))
}

pub(super) fn leave(ask: &mut Ask<'_>) -> Answer {
    let chat = ask.chat("chat_id")?;
    if ask.world.people.contains_key(&chat) {
        return Err(Refusal::bad("chat member status can't be changed in private chats"));
    }
    ask.world.may_write(chat)?;
    ask.world.set_bot(chat, BOT_ID, BotIs::Left, ask.now);
    Ok(json!(true))
}

/// `pinChatMessage`. In a private chat a bot always may; in a group only as an administrator, which it is not.
pub(super) fn pin(ask: &mut Ask<'_>) -> Answer {
    let chat = ask.open_chat()?;
    let message = ask.message(chat, "message to pin")?;
    if chat < 0 {
        return Err(Refusal::bad("not enough rights to manage pinned messages in the chat"));
    }
    ask.world.pinned.entry(chat).or_default().push(message.id);
    let mut note = Message::of(chat, BOT_ID, Text::default());
    note.more.insert("pinned_message".to_owned(), ask.world.message_json(&message));
    let note = ask.world.put(note, ask.now).clone();
    // The bot hears of its own pin, as of every service message.
    ask.world.tell("message", &note, ask.now);
    Ok(json!(true))
}

pub(super) fn file(ask: &mut Ask<'_>) -> Answer {
    let id = ask.args.text("file_id");
    let Some(file) = ask.world.files.get(&id) else { return Err(Refusal::bad("invalid file_id")) };
    if file.bytes.len() > DOWNLOAD_BYTES {
        return Err(Refusal::bad("file is too big"));
    }
    Ok(json!({
        "file_id": id,
        "file_unique_id": file.unique_id,
        "file_size": file.bytes.len(),
        "file_path": file.path,
    }))
}

//! Methods that change what is already on somebody's screen: edits, deletions, answers to presses.
//! Must never touch a message the bot has no right to.

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::super::errors::{Answer, NOT_MODIFIED, QUERY_TOO_OLD, Refusal};
use super::super::limits::Said;
use super::super::markup;
use super::super::text::units;
use super::super::world::{BOT_ID, Message};
use super::super::{PressId, Toast, UserId};
use super::Ask;
use super::words::Words;

/// A message can be deleted this long after it was sent (`deleteMessage` in the Bot API description).
const DELETABLE: TimeDelta = TimeDelta::hours(48);
/// Most characters of an answer to a press (`answerCallbackQuery` in the Bot API description).
const TOAST: usize = 200;

pub(super) fn text(ask: &mut Ask<'_>) -> Answer {
    let words = ask.words("MESSAGE_TOO_LONG")?;
    let markup = markup::read_inline(ask.args)?;
    let message = editable(ask)?;
    if message.media.is_some() {
        return Err(Refusal::bad("There is no text in the message to edit"));
    }
    change(ask, message, Some(words), markup)
}

pub(super) fn caption(ask: &mut Ask<'_>) -> Answer {
    let words = ask.caption("MEDIA_CAPTION_TOO_LONG")?;
    let markup = markup::read_inline(ask.args)?;
    let message = editable(ask)?;
    if message.media.is_none() {
        return Err(Refusal::bad("There is no caption in the message to edit"));
    }
    change(ask, message, Some(words), markup)
}

pub(super) fn markup(ask: &mut Ask<'_>) -> Answer {
    let markup = markup::read_inline(ask.args)?;
    let message = editable(ask)?;
    change(ask, message, None, markup)
}

fn editable(ask: &Ask<'_>) -> Result<Message, Refusal> {
    if ask.args.text("chat_id").is_empty() && ask.args.text("message_id").is_empty() {
        return Err(Refusal::bad("Message identifier is not specified"));
    }
    let chat = ask.open_chat()?;
    let message = ask.message(chat, "message to edit")?;
    let other_keyboard = message.markup.as_ref().is_some_and(|markup| markup.get("inline_keyboard").is_none());
    if message.from != BOT_ID || message.more.contains_key("forward_origin") || other_keyboard {
        return Err(Refusal::bad("Message can't be edited"));
    }
    Ok(message)
}

fn change(ask: &mut Ask<'_>, mut message: Message, words: Option<Words>, markup: Option<Value>) -> Answer {
    if words.as_ref().is_none_or(|words| words.text == message.text) && markup == message.markup {
        return Err(Refusal::bad(NOT_MODIFIED));
    }
    ask.world.admit(message.chat, Said::Edit, ask.now)?;
    if let Some(words) = words {
        (message.text, message.html) = (words.text, words.html);
    }
    message.markup = markup;
    message.edited = Some(ask.now);
    let answer = ask.world.message_json(&message);
    ask.world.replace(message);
    Ok(answer)
}

pub(super) fn delete(ask: &mut Ask<'_>) -> Answer {
    if ask.args.text("chat_id").is_empty() {
        return Err(Refusal::bad("Chat identifier is not specified"));
    }
    if ask.args.int("message_id") == 0 {
        return Err(Refusal::bad("Message identifier is not specified"));
    }
    let chat = ask.open_chat()?;
    let message = ask.message(chat, "message to delete")?;
    if message.from != BOT_ID && chat < 0 {
        return Err(Refusal::bad("Message can't be deleted"));
    }
    if ask.now - message.at >= DELETABLE {
        return Err(Refusal::bad("Message can't be deleted for everyone"));
    }
    ask.world.messages.remove(&(chat, message.id));
    if let Some(pinned) = ask.world.pinned.get_mut(&chat) {
        pinned.retain(|id| *id != message.id);
    }
    Ok(json!(true))
}

pub(super) fn answer_press(ask: &mut Ask<'_>) -> Answer {
    let text = ask.args.text("text");
    let id = ask.args.int("callback_query_id");
    ask.world.flood.open_to(0, ask.now).map_err(Refusal::flood)?;
    let window = ask.world.limits.answer_window;
    let Some(press) = ask.world.presses.get_mut(&id).filter(|press| ask.now - press.at < window) else {
        return Err(Refusal::bad(QUERY_TOO_OLD));
    };
    if units(&text) > TOAST {
        return Err(Refusal::bad("MESSAGE_TOO_LONG"));
    }
    if !std::mem::replace(&mut press.answered, true) {
        let toast = Toast {
            press: PressId(id),
            user: UserId(press.user),
            text,
            alert: ask.args.flag("show_alert"),
            url: Some(ask.args.text("url")).filter(|url| !url.is_empty()),
            at: ask.now,
        };
        ask.world.toast(toast);
    }
    Ok(json!(true))
}

//! Methods that put a new message into a chat.
//! Must never say a thing to a person who does not want the bot, nor faster than the limits allow.

use std::sync::Arc;

use serde_json::json;

use super::super::errors::{Answer, Refusal};
use super::super::limits::Said;
use super::super::markup;
use super::super::world::{BOT_ID, Message, World};
use super::{Ask, shapes};

/// What `sendChatAction` may announce.
const ACTIONS: [&str; 14] = [
    "cancel",
    "typing",
    "record_video",
    "upload_video",
    "record_audio",
    "record_voice",
    "upload_audio",
    "upload_voice",
    "upload_photo",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
];

pub(super) fn message(ask: &mut Ask<'_>) -> Answer {
    let words = ask.words("message is too long")?;
    let markup = markup::read(ask.args)?;
    let chat = ask.open_chat()?;
    let reply_to = ask.replies_to(chat)?;
    ask.say(Message { html: words.html, markup, reply_to, ..Message::of(chat, BOT_ID, words.text) })
}

/// `sendDocument`, `sendPhoto`, `sendVoice`.
pub(super) fn file(ask: &mut Ask<'_>, kind: &'static str) -> Answer {
    let upload = find(ask, kind, &ask.args.text(kind), kind)?;
    let words = ask.caption("message caption is too long")?;
    let markup = markup::read(ask.args)?;
    let chat = ask.open_chat()?;
    let reply_to = ask.replies_to(chat)?;
    // Before the file is kept: a refused call leaves nothing behind.
    ask.world.admit(chat, Said::New(1), ask.now)?;
    let id = upload.keep(ask.world, kind);
    let media = ask.world.files.get(&id).map(|file| (kind.to_owned(), shapes::media_json(kind, &id, file)));
    let file = Some(id);
    let message = Message { html: words.html, markup, reply_to, media, file, ..Message::of(chat, BOT_ID, words.text) };
    let said = ask.world.put(message, ask.now).clone();
    Ok(ask.world.message_json(&said))
}

pub(super) enum Found {
    Known(String),
    New(String, String, Arc<[u8]>),
}

impl Found {
    /// Its `file_id`; what is new is kept.
    pub(super) fn keep(self, world: &mut World, kind: &str) -> String {
        match self {
            Self::Known(id) => id,
            Self::New(name, mime, bytes) => world.put_file(&format!("{kind}s"), &name, &mime, bytes),
        }
    }
}

/// The file that `given` means: in the part `own`, in the part an `attach://…` names, or known by its `file_id`.
pub(super) fn find(ask: &Ask<'_>, kind: &str, given: &str, own: &str) -> Result<Found, Refusal> {
    let part = given.strip_prefix("attach://").unwrap_or(own);
    if let Some(upload) = ask.args.files.get(part) {
        if upload.bytes.is_empty() {
            return Err(Refusal::bad("file must be non-empty"));
        }
        let mime = upload.mime.clone().unwrap_or_else(|| "application/octet-stream".to_owned());
        return Ok(Found::New(upload.name.clone(), mime, Arc::clone(&upload.bytes)));
    }
    if given.is_empty() || given.starts_with("attach://") {
        Err(Refusal::bad(format!("There is no {kind} in the request")))
    } else if given.contains("://") {
        Err(Refusal::bad("Failed to get HTTP URL content"))
    } else if let Some(file) = ask.world.files.get(given) {
        let (is, wanted) = (type_of(file.path.split('/').next().unwrap_or_default()), type_of(kind));
        // Telegram tells pictures and voices from files, and lets files of all kinds stand for each other.
        if is != wanted && [is, wanted].iter().any(|one| matches!(*one, "Photo" | "VoiceNote")) {
            return Err(Refusal::bad(format!("Can't use file of type {is} as {wanted}")));
        }
        Ok(Found::Known(given.to_owned()))
    } else {
        Err(Refusal::bad("Wrong file identifier/HTTP URL specified"))
    }
}

/// What Telegram's library calls a file of this kind, or of this folder.
fn type_of(kind: &str) -> &'static str {
    match kind.trim_end_matches('s') {
        "photo" => "Photo",
        "voice" => "VoiceNote",
        "video" => "Video",
        "video_note" => "VideoNote",
        "audio" => "Audio",
        "animation" => "Animation",
        "sticker" => "Sticker",
        _ => "Document",
    }
}

/// `copyMessage`: the same content as if the bot had said it.
pub(super) fn copy(ask: &mut Ask<'_>) -> Answer {
    let from = ask.chat("from_chat_id")?;
    let original = ask.message(from, "message to copy")?;
    if original.media.is_none() && original.text.plain.is_empty() {
        return Err(Refusal::bad("message can't be copied"));
    }
    let markup = markup::read(ask.args)?;
    let mut copy = Message::of(0, BOT_ID, original.text.clone());
    (copy.html, copy.media, copy.file, copy.markup) = (original.html, original.media, original.file, markup);
    if copy.media.is_some() && ask.args.values.contains_key("caption") {
        let words = ask.caption("message caption is too long")?;
        (copy.text, copy.html) = (words.text, words.html);
    }
    copy.chat = ask.open_chat()?;
    copy.reply_to = ask.replies_to(copy.chat)?;
    ask.say(copy).map(|said| json!({ "message_id": said["message_id"] }))
}

/// `forwardMessage`: with the name of who said it first.
pub(super) fn forward(ask: &mut Ask<'_>) -> Answer {
    let from = ask.chat("from_chat_id")?;
    let original = ask.message(from, "message to forward")?;
    let chat = ask.open_chat()?;
    let mut message = Message::of(chat, BOT_ID, original.text.clone());
    let author = ask.world.user_json(original.from);
    let date = original.at.timestamp();
    message.more.insert("forward_origin".to_owned(), json!({ "type": "user", "sender_user": author, "date": date }));
    message.more.insert("forward_from".to_owned(), author);
    message.more.insert("forward_date".to_owned(), json!(date));
    (message.html, message.media, message.file) = (original.html, original.media, original.file);
    ask.say(message)
}

pub(super) fn action(ask: &mut Ask<'_>) -> Answer {
    if !ACTIONS.contains(&ask.args.text("action").to_ascii_lowercase().as_str()) {
        return Err(Refusal::bad("Wrong parameter action in request"));
    }
    ask.open_chat()?;
    Ok(json!(true))
}

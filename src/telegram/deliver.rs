//! Makes the calls of the Bot API that carry a parcel, one call a parcel: the only place where something is said to people.
//!
//! Knows no queue and no limit: what is handed over here leaves at once, and how it ended is handed back.

use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use serde::Serialize;
use teloxide::Bot;
use teloxide::payloads::{
    AnswerCallbackQuery, AnswerCallbackQuerySetters, CopyMessage, CopyMessageSetters, EditMessageReplyMarkup,
    EditMessageReplyMarkupSetters, EditMessageText, EditMessageTextSetters, SendDocumentSetters, SendMediaGroupSetters,
    SendMessage, SendMessageSetters, SendPhotoSetters, SetMyCommands, SetMyCommandsSetters,
};
use teloxide::prelude::Requester;
use teloxide::requests::Payload;
use teloxide::types::{
    BotCommand, BotCommandScope, CallbackQueryId, ChatId as TgChat, FileId, InputFile, InputMedia, InputMediaDocument,
    InputMediaPhoto, LinkPreviewOptions, MessageId as TgMessage, ParseMode, Recipient,
};

use super::render::{self, keyboard};
use super::verdict::{self, Ending};
use super::{brief, drawing};
use crate::kernel::effect::{Attachment, AttachmentKind, File, Form};
use crate::kernel::ids::{ChatId, MessageId};
use crate::kernel::screen::{Button, Screen};
use crate::queue::limits::AHEAD;
use crate::queue::outbox::{Parcel, Row};

/// A row on its way.
pub struct Leased {
    /// When it may leave: not before.
    pub at: DateTime<Utc>,
    pub(super) row: Row,
    pub(super) parcel: Parcel,
    /// Above what is free, for a fee (Bot API, `allow_paid_broadcast`).
    pub(super) paid: bool,
}

impl Leased {
    /// Whether its instant has come; or the clock was put back, and it would be too long until then.
    pub fn is_due(&self, now: DateTime<Utc>) -> bool {
        self.at <= now || self.at > now + AHEAD
    }

    /// The same row, holding this; `None` if it cannot be read.
    pub(super) fn holding(self, parcel: &str) -> Option<Self> {
        if self.row.parcel == parcel {
            return Some(self);
        }
        let parcel = serde_json::from_str(parcel).ok()?;
        Some(Self { parcel, ..self })
    }
}

/// A row whose call has ended.
pub struct Delivered {
    pub(super) row: Row,
    pub(super) ending: Ending,
    /// How long the call took.
    pub(super) took: Duration,
}

/// How a new message arrives.
#[derive(Clone, Copy)]
struct How {
    silent: bool,
    /// See [`Leased::paid`].
    paid: bool,
}

/// Makes the call.
pub async fn deliver(bot: &Bot, leased: Leased) -> Delivered {
    let Leased { row, parcel, paid, .. } = leased;
    let begun = Instant::now();
    let ending = match parcel {
        Parcel::Message { screen, file: Some(file), silent, .. } => {
            let how = How { silent, paid };
            match file.form {
                Form::Document => {
                    document(bot, row.chat, &screen, InputFile::memory(file.bytes).file_name(file.name), how).await
                }
                Form::Drawing => drawing(bot, row.chat, &screen, file, how).await,
            }
        }
        Parcel::Message { screen, media, silent, .. } => {
            let how = How { silent, paid };
            match (media.as_slice(), row.living) {
                ([], Some(message)) => redraw(bot, row.chat, message, &screen).await,
                ([], None) => message(bot, row.chat, &screen, how).await,
                ([one], _) => attached(bot, row.chat, &screen, one, how).await,
                (many, _) => album(bot, row.chat, &screen, many, how).await,
            }
        }
        Parcel::Edit { message, screen } => redraw(bot, row.chat, message, &screen).await,
        Parcel::Look { screen } => look(bot, row.chat, row.living, &screen).await,
        Parcel::Keys { message, rows } => keys(bot, row.chat, message, &rows).await,
        Parcel::Answer { query, text, alert } => note(bot, query, text, alert).await,
        Parcel::Copy { chat, message, silent } => copy(bot, row.chat, (chat, message), How { silent, paid }).await,
        Parcel::Commands(list) => commands(bot, row.chat, list).await,
    };
    Delivered { row, ending, took: begun.elapsed() }
}

fn ended<T>(answer: Result<T, teloxide::RequestError>, message: impl FnOnce(T) -> Option<i32>) -> Ending {
    match answer {
        Ok(value) => Ending::Sent(message(value).map(|id| MessageId(id.into()))),
        Err(error) => verdict::of(&error, None),
    }
}

/// Makes a call that sends no bytes. `screen` is what it draws in the place of a message, if it does.
async fn briefly<P>(bot: &Bot, call: P, screen: Option<&Screen>) -> Ending
where
    P: Payload + Serialize + 'static,
{
    match brief::call(bot, call).await {
        Ok(brief::Sent(message)) => Ending::Sent(message),
        Err(error) => verdict::of(&error, screen),
    }
}

fn chat(id: ChatId) -> TgChat {
    TgChat(id.0)
}

const NO_PREVIEW: LinkPreviewOptions = LinkPreviewOptions {
    is_disabled: true,
    url: None,
    prefer_small_media: false,
    prefer_large_media: false,
    show_above_text: false,
};

#[expect(clippy::disallowed_methods, reason = "the sender calls through here")]
async fn message(bot: &Bot, to: ChatId, screen: &Screen, how: How) -> Ending {
    let call = SendMessage::new(chat(to), render::text(screen, render::MESSAGE))
        .parse_mode(ParseMode::Html)
        .link_preview_options(NO_PREVIEW)
        .disable_notification(how.silent);
    let markup = keyboard(screen);
    let call = if markup.inline_keyboard.is_empty() { call } else { call.reply_markup(markup) };
    let call = if how.paid { call.allow_paid_broadcast(true) } else { call };
    briefly(bot, call, None).await
}

/// Draws a message anew in its place; where its place is gone, that is said in the ending.
async fn redraw(bot: &Bot, to: ChatId, place: MessageId, screen: &Screen) -> Ending {
    let Some(call) = edit(to, place, screen) else { return Ending::Anew(screen.clone()) };
    briefly(bot, call, Some(screen)).await
}

/// The same for a message that nobody misses where it is gone.
async fn look(bot: &Bot, to: ChatId, place: Option<MessageId>, screen: &Screen) -> Ending {
    match place.and_then(|place| edit(to, place, screen)) {
        Some(call) => briefly(bot, call, None).await,
        None => Ending::Refused("no such message".to_owned()),
    }
}

#[expect(clippy::disallowed_methods, reason = "the sender calls through here")]
fn edit(to: ChatId, place: MessageId, screen: &Screen) -> Option<EditMessageText> {
    let number = i32::try_from(place.0).ok()?;
    let call = EditMessageText::new(chat(to), TgMessage(number), render::text(screen, render::MESSAGE));
    Some(call.parse_mode(ParseMode::Html).link_preview_options(NO_PREVIEW).reply_markup(keyboard(screen)))
}

/// Puts other buttons under a message. Where it is gone, nobody misses them.
#[expect(clippy::disallowed_methods, reason = "the sender calls through here")]
async fn keys(bot: &Bot, to: ChatId, place: MessageId, rows: &[Vec<Button>]) -> Ending {
    let Ok(number) = i32::try_from(place.0) else { return Ending::Refused("no such message".to_owned()) };
    let call = EditMessageReplyMarkup::new(chat(to), TgMessage(number)).reply_markup(render::keys(rows));
    briefly(bot, call, None).await
}

#[expect(clippy::disallowed_methods, reason = "the sender calls through here")]
async fn document(bot: &Bot, to: ChatId, screen: &Screen, file: InputFile, how: How) -> Ending {
    let call = bot
        .send_document(chat(to), file)
        .caption(render::text(screen, render::CAPTION))
        .parse_mode(ParseMode::Html)
        .disable_notification(how.silent);
    let markup = keyboard(screen);
    let call = if markup.inline_keyboard.is_empty() { call } else { call.reply_markup(markup) };
    let call = if how.paid { call.allow_paid_broadcast(true) } else { call };
    ended(call.await, |m| Some(m.id.0))
}

#[expect(clippy::disallowed_methods, reason = "the sender calls through here")]
async fn photo(bot: &Bot, to: ChatId, screen: &Screen, file: InputFile, how: How) -> Ending {
    let call = bot
        .send_photo(chat(to), file)
        .caption(render::text(screen, render::CAPTION))
        .parse_mode(ParseMode::Html)
        .disable_notification(how.silent);
    let markup = keyboard(screen);
    let call = if markup.inline_keyboard.is_empty() { call } else { call.reply_markup(markup) };
    let call = if how.paid { call.allow_paid_broadcast(true) } else { call };
    ended(call.await, |m| Some(m.id.0))
}

/// A picture of ours. Where it cannot be made its words leave without it: it adorns them.
async fn drawing(bot: &Bot, to: ChatId, screen: &Screen, file: File, how: How) -> Ending {
    let File { name, bytes, .. } = file;
    // It takes tens of milliseconds, and other calls must not wait for it.
    match tokio::task::spawn_blocking(move || drawing::png(&bytes)).await.ok().flatten() {
        Some(png) => photo(bot, to, screen, InputFile::memory(png).file_name(name), how).await,
        None => message(bot, to, screen, how).await,
    }
}

/// What somebody once sent, by its name at the messenger.
async fn attached(bot: &Bot, to: ChatId, screen: &Screen, one: &Attachment, how: How) -> Ending {
    let file = InputFile::file_id(FileId(one.file.clone()));
    match one.kind {
        AttachmentKind::Photo => photo(bot, to, screen, file, how).await,
        AttachmentKind::Document => document(bot, to, screen, file, how).await,
    }
}

/// Several at once: the words stand under the first picture, and under the last file, where the apps show them for the
/// whole album. No buttons: the Bot API has none here.
#[expect(clippy::disallowed_methods, reason = "the sender calls through here")]
async fn album(bot: &Bot, to: ChatId, screen: &Screen, many: &[Attachment], how: How) -> Ending {
    let words = render::text(screen, render::CAPTION);
    let bears = |n: usize, kind| n == if kind == AttachmentKind::Photo { 0 } else { many.len() - 1 };
    let items = many.iter().enumerate().map(|(n, one)| {
        let file = InputFile::file_id(FileId(one.file.clone()));
        match (one.kind, bears(n, one.kind)) {
            (AttachmentKind::Photo, false) => InputMedia::Photo(InputMediaPhoto::new(file)),
            (AttachmentKind::Document, false) => InputMedia::Document(InputMediaDocument::new(file)),
            (AttachmentKind::Photo, true) => {
                InputMedia::Photo(InputMediaPhoto::new(file).caption(&words).parse_mode(ParseMode::Html))
            }
            (AttachmentKind::Document, true) => {
                InputMedia::Document(InputMediaDocument::new(file).caption(&words).parse_mode(ParseMode::Html))
            }
        }
    });
    let call = bot.send_media_group(chat(to), items).disable_notification(how.silent);
    let call = if how.paid { call.allow_paid_broadcast(true) } else { call };
    ended(call.await, |messages| messages.first().map(|m| m.id.0))
}

#[expect(clippy::disallowed_methods, reason = "the sender calls through here")]
async fn note(bot: &Bot, query: String, text: Option<String>, alert: bool) -> Ending {
    let call = AnswerCallbackQuery::new(CallbackQueryId(query)).show_alert(alert);
    let call = match text {
        Some(text) => call.text(text),
        None => call,
    };
    briefly(bot, call, None).await
}

#[expect(clippy::disallowed_methods, reason = "the sender calls through here")]
async fn copy(bot: &Bot, to: ChatId, (from, message): (ChatId, MessageId), how: How) -> Ending {
    let Ok(number) = i32::try_from(message.0) else { return Ending::Refused("no such message".to_owned()) };
    let call = CopyMessage::new(chat(to), chat(from), TgMessage(number)).disable_notification(how.silent);
    let call = if how.paid { call.allow_paid_broadcast(true) } else { call };
    briefly(bot, call, None).await
}

#[expect(clippy::disallowed_methods, reason = "the sender calls through here")]
async fn commands(bot: &Bot, to: ChatId, list: Vec<(String, String)>) -> Ending {
    let list = list.into_iter().map(|(name, says)| BotCommand::new(name, says));
    let scope = BotCommandScope::Chat { chat_id: Recipient::Id(chat(to)) };
    briefly(bot, SetMyCommands::new(list).scope(scope), None).await
}

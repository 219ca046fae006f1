//! The methods of the Bot API, one function each.
//! Must never change the world and then refuse: a refused call has done nothing.

mod albums;
mod cards;
mod chats;
mod commands;
mod edits;
mod sends;
mod words;

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::args::Args;
use super::errors::{Answer, CHAT_NOT_FOUND, Refusal};
use super::limits::Said;
use super::shapes;
use super::world::{BOT_ID, Message, World};

/// One call: what it asks, of which world, when.
pub(super) struct Ask<'a> {
    pub world: &'a mut World,
    pub args: &'a Args,
    pub now: DateTime<Utc>,
}

/// What answers a method.
pub(super) type Handler = fn(&mut Ask<'_>) -> Answer;

/// The method with this name in small letters. `getUpdates` is not among them: it waits, and lives in `polling`.
pub(super) fn find(method: &str) -> Option<Handler> {
    Some(match method {
        "getme" => |ask| Ok(me(ask.world)),
        "logout" | "close" => |_| Ok(json!(true)),
        "deletewebhook" => |ask| {
            if ask.args.flag("drop_pending_updates") {
                ask.world.queue.clear();
            }
            Ok(json!(true))
        },
        "getwebhookinfo" => |ask| Ok(webhook_info(ask)),
        "sendmessage" => sends::message,
        "senddocument" => |ask| sends::file(ask, "document"),
        "sendphoto" => |ask| sends::file(ask, "photo"),
        "sendvoice" => |ask| sends::file(ask, "voice"),
        "sendmediagroup" => albums::send,
        "copymessage" => sends::copy,
        "forwardmessage" => sends::forward,
        "sendchataction" => sends::action,
        "editmessagetext" => edits::text,
        "editmessagecaption" => edits::caption,
        "editmessagereplymarkup" => edits::markup,
        "deletemessage" => edits::delete,
        "answercallbackquery" => edits::answer_press,
        "pinchatmessage" => chats::pin,
        "getchat" => chats::get,
        "getchatmember" => chats::member,
        "leavechat" => chats::leave,
        "getfile" => chats::file,
        "setmycommands" => commands::set,
        "getmycommands" => commands::get,
        "deletemycommands" => commands::delete,
        "setmyname" => |ask| cards::set(ask, &cards::NAME),
        "setmydescription" => |ask| cards::set(ask, &cards::DESCRIPTION),
        "setmyshortdescription" => |ask| cards::set(ask, &cards::SHORT_DESCRIPTION),
        "getmyname" => |ask| cards::get(ask, &cards::NAME),
        "getmydescription" => |ask| cards::get(ask, &cards::DESCRIPTION),
        "getmyshortdescription" => |ask| cards::get(ask, &cards::SHORT_DESCRIPTION),
        "setchatmenubutton" => cards::set_menu_button,
        "getchatmenubutton" => cards::get_menu_button,
        _ => return None,
    })
}

fn me(world: &World) -> Value {
    let mut me = world.user_json(BOT_ID);
    let can = [
        ("can_join_groups", true),
        ("can_read_all_group_messages", false),
        ("supports_inline_queries", false),
        ("can_connect_to_business", false),
        ("has_main_web_app", false),
        ("has_topics_enabled", false),
    ];
    for (name, yes) in can {
        me[name] = json!(yes);
    }
    me
}

fn webhook_info(ask: &mut Ask<'_>) -> Value {
    let mut info = json!({
        "url": "",
        "has_custom_certificate": false,
        "pending_update_count": ask.world.queue.len(ask.now),
    });
    if let Some(kinds) = ask.world.queue.allowed() {
        info["allowed_updates"] = json!(kinds);
    }
    info
}

impl Ask<'_> {
    /// The chat an argument names, whether it exists or not.
    fn chat(&self, name: &str) -> Result<i64, Refusal> {
        let text = self.args.text(name);
        if text.is_empty() {
            return Err(Refusal::bad(format!("{name} is empty")));
        }
        text.parse().map_err(|_| Refusal::bad(CHAT_NOT_FOUND))
    }

    /// A chat the bot may write to.
    fn open_chat(&self) -> Result<i64, Refusal> {
        let chat = self.chat("chat_id")?;
        self.world.may_write(chat)?;
        Ok(chat)
    }

    /// The message an argument names; `role` is how Telegram calls it when it is not there.
    fn message(&self, chat: i64, role: &str) -> Result<Message, Refusal> {
        let id = self.args.int("message_id");
        self.world.messages.get(&(chat, id)).cloned().ok_or_else(|| Refusal::bad(format!("{role} not found")))
    }

    /// The message this call replies to; `None` if to none, or to a missing one with leave to go on.
    fn replies_to(&self, chat: i64) -> Result<Option<i64>, Refusal> {
        let given = self.args.json("reply_parameters", "Can't parse reply parameters JSON object")?;
        let (id, lenient) = match given.as_deref() {
            Some(Value::Object(fields)) => (
                fields.get("message_id").and_then(Value::as_i64).unwrap_or(0),
                fields.get("allow_sending_without_reply") == Some(&Value::Bool(true)),
            ),
            Some(_) => return Err(Refusal::bad("Object expected as reply parameters")),
            None => (self.args.int("reply_to_message_id"), self.args.flag("allow_sending_without_reply")),
        };
        if id <= 0 {
            return Ok(None);
        }
        match self.world.messages.contains_key(&(chat, id)) {
            true => Ok(Some(id)),
            false if lenient => Ok(None),
            false => Err(Refusal::bad("message to be replied not found")),
        }
    }

    /// Says it, within the limits, and answers with the `Message`.
    fn say(&mut self, message: Message) -> Answer {
        self.world.admit(message.chat, Said::New(1), self.now)?;
        let said = self.world.put(message, self.now).clone();
        Ok(self.world.message_json(&said))
    }
}

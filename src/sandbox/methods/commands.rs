//! The bot's commands, by scope and language.
//! Must never keep a list in which one command is wrong.

use std::borrow::Cow;

use serde_json::{Value, json};

use super::super::errors::{Answer, CHAT_NOT_FOUND, Refusal};
use super::Ask;

/// Most commands of one list.
const COMMANDS: usize = 100;
/// Most characters of a command's name.
const NAME: usize = 32;
/// Most characters of a command's description.
const DESCRIPTION: usize = 256;

pub(super) fn set(ask: &mut Ask<'_>) -> Answer {
    let commands = read(ask)?;
    let key = (scope(ask)?, language(ask)?);
    if commands.len() > COMMANDS {
        return Err(Refusal::bad("BOT_COMMANDS_TOO_MUCH"));
    }
    ask.world.card.commands.insert(key, commands);
    Ok(json!(true))
}

pub(super) fn get(ask: &mut Ask<'_>) -> Answer {
    let key = (scope(ask)?, language(ask)?);
    let commands = ask.world.card.commands.get(&key).map(Vec::as_slice).unwrap_or_default();
    Ok(commands.iter().map(|(name, words)| json!({ "command": name, "description": words })).collect())
}

pub(super) fn delete(ask: &mut Ask<'_>) -> Answer {
    let key = (scope(ask)?, language(ask)?);
    ask.world.card.commands.remove(&key);
    Ok(json!(true))
}

fn read(ask: &Ask<'_>) -> Result<Vec<(String, String)>, Refusal> {
    let commands = match ask.args.json("commands", "Can't parse commands JSON object")?.map(Cow::into_owned) {
        None => return Ok(Vec::new()),
        Some(Value::Array(commands)) => commands,
        Some(_) => return Err(Refusal::bad("Expected an Array of BotCommand")),
    };
    let cannot = |complaint: String| Refusal::bad(format!("Can't parse BotCommand: {complaint}"));
    let mut read = Vec::new();
    for command in &commands {
        let Value::Object(fields) = command else { return Err(cannot("expected an Object".to_owned())) };
        let field = |name: &str| match fields.get(name) {
            Some(Value::String(text)) => Ok(text.trim()),
            Some(_) => Err(cannot(format!("Field \"{name}\" must be of type String"))),
            None => Err(cannot(format!("Can't find field \"{name}\""))),
        };
        let (name, description) = (field("command")?, field("description")?);
        read.push(checked(name.strip_prefix('/').unwrap_or(name), description)?);
    }
    Ok(read)
}

fn checked(name: &str, description: &str) -> Result<(String, String), Refusal> {
    if name.is_empty() {
        return Err(Refusal::bad("Command must be non-empty"));
    }
    if name.chars().count() > NAME {
        return Err(Refusal::bad(format!("Command length must not exceed {NAME}")));
    }
    if description.is_empty() {
        return Err(Refusal::bad("Command description must be non-empty"));
    }
    if description.chars().count() > DESCRIPTION {
        return Err(Refusal::bad(format!("Command description length must not exceed {DESCRIPTION}")));
    }
    if !name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_') {
        return Err(Refusal::bad("BOT_COMMAND_INVALID"));
    }
    Ok((name.to_owned(), description.to_owned()))
}

/// The scope as a key: `default`, `all_private_chats`, `chat:5`, `chat_member:-5:6`.
fn scope(ask: &Ask<'_>) -> Result<String, Refusal> {
    let cannot = |complaint: &str| Refusal::bad(format!("Can't parse BotCommandScope: {complaint}"));
    let scope = match ask.args.json("scope", "Can't parse BotCommandScope JSON object")?.map(Cow::into_owned) {
        None => return Ok("default".to_owned()),
        Some(Value::Object(scope)) => scope,
        Some(_) => return Err(cannot("BotCommandScope must be an Object")),
    };
    let kind = scope.get("type").and_then(Value::as_str).ok_or_else(|| cannot("Can't find field \"type\""))?;
    if ["default", "all_private_chats", "all_group_chats", "all_chat_administrators"].contains(&kind) {
        return Ok(kind.to_owned());
    }
    if !["chat", "chat_administrators", "chat_member"].contains(&kind) {
        return Err(cannot("Unsupported type specified"));
    }
    let number = |name: &str| match scope.get(name) {
        Some(Value::String(text)) => text.parse().ok(),
        Some(value) => value.as_i64(),
        None => None,
    };
    let chat = number("chat_id").ok_or_else(|| cannot("Empty chat_id specified"))?;
    let opened = ask.world.people.get(&chat).is_some_and(|person| person.opened);
    if !opened && !ask.world.groups.contains_key(&chat) {
        return Err(Refusal::bad(CHAT_NOT_FOUND));
    }
    if kind != "chat_member" {
        return Ok(format!("{kind}:{chat}"));
    }
    let user = number("user_id").filter(|user| *user > 0).ok_or_else(|| cannot("Invalid user_id specified"))?;
    Ok(format!("{kind}:{chat}:{user}"))
}

impl Ask<'_> {
    /// The `language_code`: empty or two small letters.
    pub(super) fn language(&self) -> Result<String, Refusal> {
        let code = self.args.text("language_code");
        let fine = code.is_empty() || (code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_lowercase()));
        if fine { Ok(code) } else { Err(Refusal::bad("Invalid language code specified")) }
    }
}

fn language(ask: &Ask<'_>) -> Result<String, Refusal> {
    ask.language()
}

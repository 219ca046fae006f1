//! What somebody at the page does: as a person of the sandbox, with the people, with time.
//! Must never do more than an app would let that person do.

use std::fmt;

use chrono::TimeDelta;
use serde::Deserialize;

use super::super::media::Kind;
use super::super::people::MESSAGE;
use super::super::text::units;
use super::super::{ChatId, MessageId, UserId};
use super::{Leap, Role, Shared};

/// A leap is at most so long; a wish that comes twice does not run away with a year.
const LONGEST: TimeDelta = TimeDelta::days(31);
/// The apps allow names of so many characters.
const NAME: usize = 64;
/// So many people and groups fit into a sandbox by hand.
const PEOPLE: usize = 500;
const GROUPS: usize = 100;

/// One act.
#[derive(Clone, Debug, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub(super) enum Act {
    Say { user: i64, chat: i64, text: String, reply: Option<i64> },
    Edit { user: i64, chat: i64, message: i64, text: String },
    Press { user: i64, chat: i64, message: i64, data: String },
    Send { user: i64, chat: i64, kind: Kind },
    Block { user: i64 },
    Unblock { user: i64 },
    Person { first: String, last: Option<String>, language: String },
    Phone { user: i64, shown: bool },
    Group { title: String, members: Vec<i64> },
    Run { seconds: i64 },
    RunToWord,
    Stop,
}

/// Why an act was not done: one word for the page, which has the sentences.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// There is no such person, chat or message for them.
    NotThere,
    /// The button is not there any more.
    NotOnScreen,
    /// Nothing to say, or no name.
    Empty,
    /// Too much of it.
    TooMuch,
    /// Time is being run on already.
    Busy,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotThere => "not there",
            Self::NotOnScreen => "not on screen",
            Self::Empty => "empty",
            Self::TooMuch => "too much",
            Self::Busy => "busy",
        })
    }
}

type Done = Result<(), Refusal>;

impl Shared {
    pub(super) fn perform(&self, act: Act) -> Done {
        self.note_act();
        match act {
            Act::Say { user, chat, text, reply } => self.say(user, chat, &text, reply),
            Act::Edit { user, chat, message, text } => self.edit(user, chat, MessageId(message), text.trim()),
            Act::Press { user, chat, message, data } => {
                let (user, chat) = self.in_chat(user, chat)?;
                let pressed = self.sandbox.press_in(chat, user, MessageId(message), &data);
                pressed.map(|_| ()).map_err(|_| Refusal::NotOnScreen)
            }
            Act::Send { user, chat, kind } => self.send(user, chat, kind),
            Act::Block { user } => self.somebody(user).map(|who| self.sandbox.block(who)),
            Act::Unblock { user } => self.somebody(user).map(|who| self.sandbox.unblock(who)),
            Act::Person { first, last, language } => self.add_person(&first, last.as_deref(), &language),
            Act::Phone { user, shown } => self.somebody(user).map(|who| self.show_phone(who, shown)),
            Act::Group { title, members } => self.add_group(&title, &members),
            Act::Run { seconds } => {
                let by = TimeDelta::try_seconds(seconds).filter(|by| *by > TimeDelta::zero() && *by <= LONGEST);
                self.leap(Leap::By(by.ok_or(Refusal::TooMuch)?))
            }
            Act::RunToWord => self.leap(Leap::ToWord),
            Act::Stop => self.leap(Leap::Stop),
        }
    }

    /// Sends something that is not words.
    pub(super) fn send(&self, user: i64, chat: i64, kind: Kind) -> Done {
        let (user, chat) = self.in_chat(user, chat)?;
        self.sandbox.send_media_in(chat, user, kind, "");
        Ok(())
    }

    fn say(&self, user: i64, chat: i64, text: &str, reply: Option<i64>) -> Done {
        let (user, chat) = self.in_chat(user, chat)?;
        if text.trim().is_empty() {
            return Err(Refusal::Empty);
        }
        match reply {
            Some(to) => self.sandbox.reply_in(chat, user, MessageId(to), text),
            None => self.sandbox.say_in(chat, user, text),
        };
        Ok(())
    }

    fn edit(&self, user: i64, chat: i64, message: MessageId, text: &str) -> Done {
        let (user, chat) = self.in_chat(user, chat)?;
        match units(text) {
            0 => Err(Refusal::Empty),
            length if length > MESSAGE => Err(Refusal::TooMuch),
            _ => self.sandbox.edit_in(chat, user, message, text).then_some(()).ok_or(Refusal::NotThere),
        }
    }

    fn somebody(&self, user: i64) -> Result<UserId, Refusal> {
        self.sandbox.0.world().people.contains_key(&user).then_some(UserId(user)).ok_or(Refusal::NotThere)
    }

    /// The person, and a chat in which she is.
    fn in_chat(&self, user: i64, chat: i64) -> Result<(UserId, ChatId), Refusal> {
        let who = self.somebody(user)?;
        let world = self.sandbox.0.world();
        let is_in = chat == user || world.groups.get(&chat).is_some_and(|group| group.members.contains(&user));
        is_in.then_some((who, ChatId(chat))).ok_or(Refusal::NotThere)
    }

    fn add_person(&self, first: &str, last: Option<&str>, language: &str) -> Done {
        let first = name(first)?;
        let last = last.filter(|last| !last.trim().is_empty()).map(name).transpose()?;
        if self.sandbox.people().len() >= PEOPLE || language.len() > 8 {
            return Err(Refusal::TooMuch);
        }
        let user = self.sandbox.add_person(first, last, None, Some(language));
        self.change_phones(|phones| {
            phones.roles.insert(user, Role::Guest);
            phones.shown.push(user);
        });
        Ok(())
    }

    fn add_group(&self, title: &str, members: &[i64]) -> Done {
        let title = name(title)?;
        let members: Vec<UserId> = members.iter().map(|user| self.somebody(*user)).collect::<Result<_, _>>()?;
        if members.is_empty() {
            return Err(Refusal::Empty);
        }
        if self.sandbox.0.world().groups.len() >= GROUPS {
            return Err(Refusal::TooMuch);
        }
        self.sandbox.add_group(title, &members);
        Ok(())
    }

    fn leap(&self, leap: Leap) -> Done {
        let busy = self.setting.standing.borrow().running.is_some();
        if busy && leap != Leap::Stop {
            return Err(Refusal::Busy);
        }
        self.setting.leaps.try_send(leap).map_err(|_| Refusal::Busy)
    }
}

fn name(text: &str) -> Result<&str, Refusal> {
    match text.trim() {
        "" => Err(Refusal::Empty),
        text if text.chars().count() > NAME => Err(Refusal::TooMuch),
        text => Ok(text),
    }
}

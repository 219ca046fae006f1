//! The town: people with phones around the running bot. They write and press, and the bot answers before they go on.
//!
//! Must never know what stands on a button: a button is found by what it does. Nor break when one is missing: the error
//! says what is on the screen instead.

use std::fmt;

use anyhow::bail;
use chrono::{DateTime, TimeDelta, Utc};
use tokio_util::sync::CancellationToken;

use super::time::Time;
use crate::db::Db;
use crate::features::Press;
use crate::kernel::time::Clock;
use crate::kernel::wire::{Choice, Wire};
use crate::sandbox::{self, Bubble, ChatId, MessageId, Sandbox, UserId};

/// So many seconds go by before somebody presses.
const LOOKS: i64 = 4;
/// So many characters are typed in a second.
const TYPES: usize = 5;
/// Nobody is watched typing for longer, in seconds.
const TYPED: usize = 40;

/// People, the bot they talk to, and the time that passes for them.
#[derive(Clone, Debug)]
pub struct Town {
    /// Where people and their messages are.
    pub sandbox: Sandbox,
    /// The one clock.
    pub clock: Clock,
    /// The bot's storage; nobody in town reads it, and only the operator's one-time link is put there.
    pub db: Db,
    /// Moves the clock.
    pub time: Time,
    stop: CancellationToken,
}

/// Which button is meant.
pub struct Key {
    what: String,
    fits: Box<dyn Fn(&sandbox::Key) -> bool + Send + Sync>,
}

/// What somebody does.
pub enum Act {
    /// Writes this.
    Says(String),
    /// Presses the newest such button.
    Presses(Key),
}

impl Act {
    /// How long she looks at her phone before it is done.
    fn takes(&self) -> TimeDelta {
        match self {
            Self::Says(text) => typing(text),
            Self::Presses(_) => TimeDelta::seconds(LOOKS),
        }
    }
}

fn typing(text: &str) -> TimeDelta {
    let types = i64::try_from((text.chars().count() / TYPES).min(TYPED));
    TimeDelta::seconds(LOOKS + types.unwrap_or_default())
}

impl Key {
    fn new(what: String, fits: impl Fn(&sandbox::Key) -> bool + Send + Sync + 'static) -> Self {
        Self { what, fits: Box::new(fits) }
    }

    /// The button that does this; `what` names it where it is missing.
    pub fn press(what: &str, fits: impl Fn(&Press) -> bool + Send + Sync + 'static) -> Self {
        Self::new(what.to_owned(), move |key| key.data().and_then(Press::read).is_some_and(|press| fits(&press)))
    }

    /// An answer to the question `step` of a dialogue, whoever the question is about. A `value` that ends in `*` is only
    /// its beginning.
    pub fn answer(slice: &str, step: &str, value: &str) -> Self {
        let what = format!("{slice}:-:{step}:{value}");
        let (slice, step, value) = (slice.to_owned(), step.to_owned(), value.to_owned());
        Self::new(what, move |key| {
            let Some(choice) = key.data().and_then(Choice::read) else { return false };
            let about = choice.step.strip_prefix(&step).is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit()));
            let fits = match value.strip_suffix('*') {
                Some(beginning) => choice.value.starts_with(beginning),
                None => choice.value == value,
            };
            choice.slice == slice && about && fits
        })
    }

    /// The button with this name on it: a person's, or another one that is data and not ours.
    pub fn named(name: &str) -> Self {
        let name = name.to_owned();
        Self::new(name.clone(), move |key| key.label.contains(&name))
    }
}

impl From<Wire> for Key {
    fn from(wire: Wire) -> Self {
        Self::new(wire.as_str().to_owned(), move |key| key.data() == Some(wire.as_str()))
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

impl Town {
    /// A town around the bot over `db` that talks to `sandbox`.
    pub fn new(sandbox: Sandbox, clock: Clock, db: Db) -> Self {
        let time = Time::new(clock.clone(), sandbox.clone(), db.clone());
        Self { sandbox, clock, db, time, stop: CancellationToken::new() }
    }

    /// Whoever waits in this town waits no longer than until `stop`.
    #[must_use]
    pub fn until(self, stop: CancellationToken) -> Self {
        Self { stop, ..self }
    }

    /// Somebody writes to the bot, and it answers.
    ///
    /// # Errors
    /// As [`Time::settle`].
    pub async fn says(&self, who: UserId, text: &str) -> anyhow::Result<()> {
        self.act(vec![(who, Act::Says(text.to_owned()))]).await
    }

    /// Somebody presses the newest button of that kind in her chat with the bot, and it answers.
    ///
    /// # Errors
    /// When there is none, with what is on the screen instead; as [`Time::settle`].
    pub async fn presses(&self, who: UserId, key: impl Into<Key>) -> anyhow::Result<()> {
        self.act(vec![(who, Act::Presses(key.into()))]).await
    }

    /// These people act, each in her own chat and all at the same time, and the bot answers them.
    ///
    /// # Errors
    /// As [`Town::presses`].
    pub async fn act(&self, acts: Vec<(UserId, Act)>) -> anyhow::Result<()> {
        let longest = acts.iter().map(|(_, act)| act.takes()).max();
        self.pass(longest.unwrap_or_default()).await?;
        for (who, act) in acts {
            match act {
                Act::Says(text) => {
                    self.sandbox.say(who, &text);
                }
                Act::Presses(key) => self.press(who, &key)?,
            }
        }
        self.answered().await
    }

    fn press(&self, who: UserId, key: &Key) -> anyhow::Result<()> {
        let bubbles = self.sandbox.said(who);
        let Some((message, data)) = bubbles.iter().rev().find_map(|bubble| found(bubble, key)) else {
            bail!("no button {key}; {}", screen(&bubbles));
        };
        self.sandbox.press(who, message, &data)?;
        Ok(())
    }

    /// Somebody writes in a group.
    ///
    /// # Errors
    /// As [`Time::settle`].
    pub async fn says_in(&self, group: ChatId, who: UserId, text: &str) -> anyhow::Result<()> {
        self.pass(typing(text)).await?;
        self.sandbox.say_in(group, who, text);
        self.answered().await
    }

    /// Whether the bot's latest message has such a button.
    pub fn offers(&self, who: UserId, key: impl Into<Key>) -> bool {
        let key = key.into();
        self.sandbox.said(who).last().is_some_and(|bubble| found(bubble, &key).is_some())
    }

    /// What the newest button in her chat tells of which something can be learnt.
    pub fn learns<T>(&self, who: UserId, from: impl Fn(&Press) -> Option<T>) -> Option<T> {
        let bubbles = self.sandbox.said(who);
        let mut keys = bubbles.iter().rev().flat_map(|bubble| bubble.rows.iter().flatten());
        keys.find_map(|key| key.data().and_then(Press::read).as_ref().and_then(&from))
    }

    /// Waits for this instant; one that is over is not waited for.
    ///
    /// # Errors
    /// As [`Time::run_on`]; when the town is to be left.
    pub async fn waits_for(&self, at: DateTime<Utc>) -> anyhow::Result<()> {
        self.pass(at - self.clock.now()).await
    }

    async fn pass(&self, by: TimeDelta) -> anyhow::Result<()> {
        let leap = self.time.run_on(by, |_| {}, &self.stop).await?;
        if leap.cut_short {
            bail!("the town was left");
        }
        Ok(())
    }

    async fn answered(&self) -> anyhow::Result<()> {
        self.time.settle().await.map(drop)
    }
}

fn found(bubble: &Bubble, key: &Key) -> Option<(MessageId, String)> {
    let keys = bubble.rows.iter().flatten();
    let data = keys.filter(|shown| (key.fits)(shown)).find_map(sandbox::Key::data)?;
    Some((bubble.message_id, data.to_owned()))
}

/// The latest message with its buttons, for whoever looks for a missing one.
fn screen(bubbles: &[Bubble]) -> String {
    let Some(last) = bubbles.last() else { return "the bot has said nothing here".to_owned() };
    let keys = last.rows.iter().flatten().map(|key| format!("[{} = {}]", key.label, key.data().unwrap_or_default()));
    format!("on the screen:\n{}\n{}", last.text, keys.collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::{events, home};
    use crate::kernel::ids::EventId;
    use crate::sandbox::Does;

    #[track_caller]
    fn check(key: &Key, data: &str, fits: bool) {
        let shown = sandbox::Key { label: "На главную".to_owned(), does: Does::Data(data.to_owned()) };
        assert_eq!((key.fits)(&shown), fits, "{key} and {data}");
    }

    #[test]
    fn a_button_is_known_by_what_it_does() {
        let home = Key::from(home::Press::Home.wire());
        check(&home, "ho:h", true);
        check(&home, "ho:b", false);
        let card = Key::press("a card", |press| matches!(press, Press::Events(events::Press::Card(EventId(7)))));
        check(&card, "ev:c:7", true);
        check(&card, "ev:c:77", false);
        check(&card, "nonsense", false);
    }

    #[test]
    fn an_answer_is_known_whoever_the_question_is_about() {
        let keep = Key::answer("ev", "s", "-");
        check(&keep, "ev:-:s0:-", true);
        check(&keep, "ev:-:s12:-", true);
        check(&keep, "ev:-:so:-", false);
        check(&keep, "br:-:s:-", false);
        check(&keep, "ev:-:s0:--", false);
    }

    #[test]
    fn the_end_of_an_answer_may_be_left_open() {
        let agrees = Key::answer("me", "consent", "yes*");
        check(&agrees, "me:-:consent:yes0123", true);
        check(&agrees, "me:-:consent:no", false);
    }

    #[test]
    fn a_person_is_found_by_name() {
        check(&Key::named("главную"), "anything", true);
        check(&Key::named("Орлов"), "anything", false);
    }
}

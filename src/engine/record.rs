//! Turns effects into what the queues hold, inside the transaction of the decision.
//!
//! Here a person becomes an address: whoever cannot be reached gets no row, and a group's receipt says so at once.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use sqlx::SqliteConnection;

use crate::communities::{Profile, Profiles};
use crate::features::{House, commands, people};
use crate::i18n::home;
use crate::kernel::actor::{Actor, Tongue};
use crate::kernel::effect::{Effect, Lane, Notice, Risk};
use crate::kernel::html::Html;
use crate::kernel::ids::{ChatId, CommunityId, MessageId, PersonId};
use crate::kernel::input::{Event, Place, Request};
use crate::kernel::outcome::Done;
use crate::kernel::screen::Screen;
use crate::kernel::time::is_quiet;
use crate::queue::inbox;
use crate::queue::outbox::{self, Copy, Draft, Parcel};
use crate::say;

use super::tray::Tray;

/// An answer that could not be sent for so long is not sent any more: the person has moved on.
const ANSWER_LASTS: TimeDelta = TimeDelta::hours(12);
/// Telegram forgets a press after so long.
const PRESS_LASTS: TimeDelta = TimeDelta::seconds(150);

/// The address of somebody who has none: its rows never leave.
const NOWHERE: ChatId = ChatId(0);

/// Where a decision came from: it names the rows, and says where an answer goes.
pub(super) struct Origin {
    /// Unique for ever; the rows' keys begin with it.
    name: String,
    chat: Option<ChatId>,
    person: Option<PersonId>,
    query: Option<String>,
    pressed: Option<MessageId>,
}

impl Origin {
    pub(super) fn of(request: &Request, row: i64) -> Self {
        let chat = match request.place {
            Place::Private(chat) | Place::Group(chat) => Some(chat),
            Place::Elsewhere => None,
        };
        let (query, pressed) = match &request.event {
            Event::Press { query, message, .. } => (Some(query.clone()), *message),
            _ => (None, None),
        };
        Self { name: format!("u{row}"), chat, person: None, query, pressed }
    }

    /// A job or a receipt: nobody to answer.
    pub(super) fn work(name: String) -> Self {
        Self { name, chat: None, person: None, query: None, pressed: None }
    }

    pub(super) fn known_as(mut self, who: Option<&Actor>) -> Self {
        self.person = who.map(Actor::person);
        self
    }

    fn draft(&self, n: usize, chat: ChatId, lane: Lane, parcel: Parcel) -> Draft {
        Draft {
            key: format!("{}:{n}", self.name),
            chat,
            person: self.person,
            lane: lane as i64,
            risk: Risk::Repeatable,
            parcel,
            anchor: None,
            group: None,
            until: None,
        }
    }
}

/// What the rows need besides the decision.
pub(super) struct Recorder<'a> {
    pub(super) profiles: &'a Profiles,
    pub(super) house: &'a House,
    pub(super) now: DateTime<Utc>,
}

impl Recorder<'_> {
    /// Notes everything that follows from a decision.
    ///
    /// # Errors
    /// Storage errors.
    pub(super) async fn record(
        &self,
        db: &mut SqliteConnection,
        tray: &mut Tray,
        origin: &Origin,
        done: Done,
    ) -> sqlx::Result<()> {
        let mut note = (None, false);
        for (n, effect) in done.effects.into_iter().enumerate() {
            match effect {
                Effect::Toast(text) => note = (Some(text), false),
                Effect::Alert(text) => note = (Some(text), true),
                Effect::Show(screen) => self.answer(tray, origin, n, screen, origin.pressed),
                Effect::Say(screen) => self.answer(tray, origin, n, screen, None),
                Effect::Keys(rows) => {
                    if let (Some(chat), Some(message)) = (origin.chat, origin.pressed) {
                        let draft = origin.draft(n, chat, Lane::Answer, Parcel::Keys { message, rows });
                        tray.put(Draft { until: Some(self.now + ANSWER_LASTS), ..draft });
                    }
                }
                Effect::Tell(notice) => self.tell(db, tray, origin, n, notice).await?,
                Effect::Mail { to, notice } => {
                    tray.touched();
                    self.mail(db, origin, n, &to, notice).await?;
                }
                Effect::Pass { to, chat, message } => {
                    if let Some(reach) = people::reach_in(db, to).await? {
                        let parcel = Parcel::Copy { chat, message, silent: self.is_night(&reach) };
                        let draft = origin.draft(n, reach.chat, Lane::Notice, parcel);
                        tray.put(Draft { person: Some(to), ..draft });
                    }
                }
                Effect::Redraw { to, anchor, screen } => {
                    self.tell(db, tray, origin, n, Notice::new(to, screen).anchored(anchor)).await?;
                }
                Effect::Refresh { to, anchor, screen } => {
                    let look = origin.draft(n, NOWHERE, Lane::Broadcast, Parcel::Look { screen });
                    self.refresh(db, tray, look, to, anchor).await?;
                }
                Effect::Later(task) => tray.later(task),
                Effect::Drop { key } => tray.drop_task(key),
                Effect::Recall { group, person } => {
                    tray.empty(db, self.now).await?;
                    tray.touched();
                    match person {
                        Some(person) => outbox::recall_from(db, person, &group, self.now).await?,
                        None => outbox::recall(db, &group, self.now).await?,
                    }
                }
                Effect::Forget(person) => {
                    tray.empty(db, self.now).await?;
                    tray.touched();
                    outbox::forget(db, person, &origin.name, self.now).await?;
                }
                Effect::Commands(person) => self.set_commands(db, tray, origin, n, person).await?,
            }
        }
        self.answer_press(tray, origin, note);
        Ok(())
    }

    /// Every press is answered, with a note or without: the button must not go on turning its wheel.
    fn answer_press(&self, tray: &mut Tray, origin: &Origin, (text, alert): (Option<String>, bool)) {
        let (Some(query), Some(chat)) = (&origin.query, origin.chat) else { return };
        let text = text.map(|t| t.chars().take(200).collect());
        let parcel = Parcel::Answer { query: query.clone(), text, alert };
        tray.put(Draft {
            key: format!("{}:press", origin.name),
            until: Some(self.now + PRESS_LASTS),
            ..origin.draft(0, chat, Lane::Answer, parcel)
        });
    }

    fn answer(&self, tray: &mut Tray, origin: &Origin, n: usize, screen: Screen, pressed: Option<MessageId>) {
        let Some(chat) = origin.chat else { return };
        let parcel = match pressed {
            Some(message) => Parcel::Edit { message, screen },
            None => Parcel::Message { screen, file: None, media: Vec::new(), silent: false },
        };
        let draft = origin.draft(n, chat, Lane::Answer, parcel);
        tray.answer(Draft { until: Some(self.now + ANSWER_LASTS), ..draft });
    }

    async fn tell(
        &self,
        db: &mut SqliteConnection,
        tray: &mut Tray,
        origin: &Origin,
        n: usize,
        notice: Notice,
    ) -> sqlx::Result<()> {
        let reach = people::reach_in(db, notice.to).await?;
        // Somebody out of reach gets a row all the same where a receipt is wanted: it is finished before it begins.
        if reach.is_none() && notice.group.is_none() {
            return Ok(());
        }
        let silent = notice.lane != Lane::Answer && reach.as_ref().is_some_and(|reach| self.is_night(reach));
        tray.put(Draft {
            key: notice.key.unwrap_or_else(|| format!("{}:{n}", origin.name)),
            chat: reach.as_ref().map_or(NOWHERE, |reach| reach.chat),
            person: Some(notice.to),
            lane: notice.lane as i64,
            risk: notice.risk,
            parcel: Parcel::Message { screen: notice.screen, file: notice.file, media: notice.media, silent },
            anchor: notice.anchor,
            group: notice.group,
            until: notice.until,
        });
        if reach.is_none() {
            tray.empty(db, self.now).await?;
            tray.touched();
            outbox::unreachable(db, NOWHERE, self.now).await?;
        }
        Ok(())
    }

    /// A new look of a living message, if there is one.
    async fn refresh(
        &self,
        db: &mut SqliteConnection,
        tray: &mut Tray,
        draft: Draft,
        to: PersonId,
        anchor: String,
    ) -> sqlx::Result<()> {
        if let Some(chat) = people::address_in(db, to).await? {
            tray.put(Draft { chat, person: Some(to), anchor: Some(anchor), ..draft });
        }
        Ok(())
    }

    /// The same to many, by one statement for their addresses and one for their rows.
    async fn mail(
        &self,
        db: &mut SqliteConnection,
        origin: &Origin,
        n: usize,
        to: &[PersonId],
        notice: Notice,
    ) -> sqlx::Result<()> {
        let key = notice.key.unwrap_or_else(|| format!("{}:{n}", origin.name));
        let mut copies = Vec::new();
        for at in people::addresses_in(db, to).await? {
            let chat = match (at.chat, &notice.group) {
                (Some(chat), _) => chat,
                (None, Some(_)) => NOWHERE,
                (None, None) => continue,
            };
            let silent = notice.lane != Lane::Answer && self.sleeps(at.zone, at.community.as_ref());
            copies.push(Copy { key: format!("{key}:{}", at.person), chat, person: at.person, silent });
        }
        // In the order in which the slice named them.
        let place: HashMap<PersonId, usize> = to.iter().enumerate().map(|(n, person)| (*person, n)).collect();
        copies.sort_by_key(|copy| place.get(&copy.person).copied());
        let draft = Draft {
            key,
            chat: NOWHERE,
            person: None,
            lane: notice.lane as i64,
            risk: notice.risk,
            parcel: Parcel::Message { screen: notice.screen, file: notice.file, media: notice.media, silent: false },
            anchor: None,
            group: notice.group,
            until: notice.until,
        };
        outbox::put_many(db, &draft, &copies, self.now).await?;
        if copies.iter().any(|copy| copy.chat == NOWHERE) {
            outbox::unreachable(db, NOWHERE, self.now).await?;
        }
        Ok(())
    }

    /// Whether it is night where the person lives; then her phone stays quiet.
    fn is_night(&self, reach: &people::Reach) -> bool {
        self.sleeps(reach.zone, reach.community.as_ref())
    }

    fn sleeps(&self, own: Option<Tz>, community: Option<&CommunityId>) -> bool {
        let zone = own.or_else(|| community.and_then(|id| self.profiles.get(id)).map(Profile::tz));
        zone.is_some_and(|zone| is_quiet(self.now, zone))
    }

    async fn set_commands(
        &self,
        db: &mut SqliteConnection,
        tray: &mut Tray,
        origin: &Origin,
        n: usize,
        person: PersonId,
    ) -> sqlx::Result<()> {
        let Some(chat) = people::address_in(db, person).await? else { return Ok(()) };
        let list = commands::list_for(db, self.house, person, chat).await?;
        let draft = origin.draft(n, chat, Lane::Notice, Parcel::Commands(list));
        tray.put(Draft { person: Some(person), ..draft });
        Ok(())
    }

    /// An update was given up: the person hears one calm sentence, the owners one line.
    ///
    /// # Errors
    /// Storage errors.
    pub(super) async fn apologise(
        &self,
        db: &mut SqliteConnection,
        tray: &mut Tray,
        row: &inbox::Row,
    ) -> sqlx::Result<()> {
        let origin = Origin::work(format!("dead{}", row.id));
        if let Some((person, tongue)) = people::by_account_in(db, row.lane).await? {
            let screen = Screen::new(say!(tongue, common_sorry)).row([home(tongue)]);
            self.tell(db, tray, &origin, 0, Notice::new(person, screen)).await?;
        }
        self.tell_owners(db, tray, &origin, |t| say!(t, common_dead_row, row = row.id)).await
    }

    /// A job was given up: the owners hear which.
    ///
    /// # Errors
    /// Storage errors.
    pub(super) async fn report_job(&self, db: &mut SqliteConnection, tray: &mut Tray, key: &str) -> sqlx::Result<()> {
        let origin = Origin::work(format!("deadjob:{key}:{}", self.now.timestamp_millis()));
        self.tell_owners(db, tray, &origin, |t| say!(t, common_dead_job, key = key)).await
    }

    async fn tell_owners(
        &self,
        db: &mut SqliteConnection,
        tray: &mut Tray,
        origin: &Origin,
        line: impl Fn(Tongue) -> Html,
    ) -> sqlx::Result<()> {
        for (n, account) in self.house.owners.iter().enumerate() {
            if let Some((person, tongue)) = people::by_account_in(db, *account).await? {
                let screen = Screen::new(line(tongue)).row([home(tongue)]);
                self.tell(db, tray, origin, n + 1, Notice::new(person, screen)).await?;
            }
        }
        Ok(())
    }
}

//! What people do, each act from its first word to the bot's last: joining, announcing, answering, asking.
//!
//! Which questions come is asked of the profile and the screen, never of the community's name.

use anyhow::Context;
use chrono::{DateTime, Utc};

use super::lines::{self, Event, Question};
use super::{Neighbour, Story};
use crate::communities::{JoinMode, MapsTo};
use crate::demo::town::{Act, Key};
use crate::features::consultations::{Rating, Urgency};
use crate::features::membership::{Ask, Role};
use crate::features::rsvp::Wish;
use crate::features::{Press, broadcasts, consultations, events, membership, rsvp};
use crate::kernel::ids::EventId;
use crate::sandbox::UserId;

/// An answer to a question of the joining.
fn joining(ask: Ask, value: &str) -> Key {
    Key::answer(membership::Press::SLICE, ask.word(), value)
}

/// An answer to a question about a new event.
fn planning(step: &str, value: &str) -> Key {
    Key::answer(events::Press::SLICE, step, value)
}

impl Story<'_> {
    /// From the link to members, with everything that is asked in between: they sit together, and each holds her own phone.
    pub(super) async fn join(&self, them: &[&Neighbour]) -> anyhow::Result<()> {
        let id = self.profile.id();
        self.each(them, |_| Some(Act::Says(format!("/start {id}")))).await?;
        self.each(them, |_| Some(Act::Presses(membership::Press::Join(id.clone()).wire().into()))).await?;
        self.tell_all(them, |who| self.category(who)).await?;
        if self.profile.joining.mode != JoinMode::Open {
            for _ in them {
                let accept = |press: &Press| matches!(press, Press::Membership(membership::Press::Accept(..)));
                self.town.presses(self.people.irina.id, Key::press("accept", accept)).await?;
            }
        }
        Ok(())
    }

    /// The first coordinator comes by a one-time link, as `krug invite` makes it.
    pub(super) async fn is_invited(&self, who: &Neighbour) -> anyhow::Result<()> {
        // On this machine nobody else can open the link, and it is opened at once.
        let start = crate::demo::invite(&self.town.db, self.profile, [1; 32], self.town.clock.now()).await?;
        self.town.says(who.id, &format!("/start {start}")).await?;
        let body = &self.profile.coordinating_body().short_name;
        let own = self.profile.categories.iter().find(|category| category.title.contains(body.as_str()));
        self.tell_all(&[who], |who| own.map(|category| category.id.as_str()).or_else(|| self.category(who))).await
    }

    /// Each does what `act` says, if anything.
    async fn each(&self, them: &[&Neighbour], act: impl Fn(&Neighbour) -> Option<Act>) -> anyhow::Result<()> {
        let acts: Vec<_> = them.iter().filter_map(|who| Some((who.id, act(who)?))).collect();
        if acts.is_empty() { Ok(()) } else { self.town.act(acts).await }
    }

    /// The category that fits: of those who know, or of those who learn.
    fn category(&self, who: &Neighbour) -> Option<&str> {
        let fitting = if who.experienced { MapsTo::MentorCandidate } else { MapsTo::MenteeCandidate };
        let fits = self.profile.categories.iter().find(|category| category.maps_to == fitting);
        fits.or(self.profile.categories.first()).map(|category| category.id.as_str())
    }

    async fn tell_all<'c>(
        &self,
        them: &[&Neighbour],
        category: impl Fn(&Neighbour) -> Option<&'c str>,
    ) -> anyhow::Result<()> {
        let says = |words: &str| Some(Act::Says(words.to_owned()));
        let presses = |ask, value| Some(Act::Presses(joining(ask, value)));
        let is_asked = |who: &Neighbour, ask| self.town.offers(who.id, joining(ask, "*"));
        self.each(them, |_| presses(Ask::Consent, "yes*")).await?;
        self.each(them, |who| says(who.person.name)).await?;
        self.each(them, |_| presses(Ask::Check, "yes")).await?;
        self.each(them, |who| says(who.person.workplace)).await?;
        self.each(them, |who| {
            let id = category(who).filter(|_| is_asked(who, Ask::Category))?;
            if self.town.offers(who.id, joining(Ask::Category, id)) {
                return presses(Ask::Category, id);
            }
            // It stands on a further page.
            says(&self.profile.category(id)?.title)
        })
        .await?;
        self.each(them, |who| {
            let team = lines::TEAMS[usize::from(who.person.subject != lines::SMALL)];
            is_asked(who, Ask::Unit).then(|| Act::Presses(Key::named(team)))
        })
        .await?;
        self.each(them, |who| says(who.person.subject)).await?;
        self.each(them, |_| presses(Ask::Confirm, "yes")).await?;
        self.each(them, |who| if is_asked(who, Ask::Join) { presses(Ask::Join, "yes*") } else { None }).await
    }

    /// The coordinator names the teams among which newcomers choose.
    pub(super) async fn names_teams(&self) -> anyhow::Result<()> {
        let (town, irina) = (self.town, self.people.irina.id);
        town.says(irina, "/manage").await?;
        town.presses(irina, membership::Press::People.wire()).await?;
        town.presses(irina, membership::Press::Units(self.profile.id().clone(), 0).wire()).await?;
        for team in lines::TEAMS {
            town.presses(irina, membership::Press::AddUnit(self.profile.id().clone()).wire()).await?;
            let word = self.profile.terms.community.one();
            town.says(irina, &format!("{word} {} {team}", lines::OF_TEACHERS)).await?;
        }
        Ok(())
    }

    /// The coordinator makes members mentors.
    pub(super) async fn makes_mentors(&self, mentors: &[&Neighbour]) -> anyhow::Result<()> {
        let (town, irina) = (self.town, self.people.irina.id);
        let members = || membership::Press::Members(self.profile.id().clone(), 0).wire();
        town.says(irina, "/manage").await?;
        town.presses(irina, membership::Press::People.wire()).await?;
        for mentor in mentors {
            town.presses(irina, members()).await?;
            town.presses(irina, Key::named(mentor.person.last)).await?;
            let give = |press: &Press| matches!(press, Press::Membership(membership::Press::Give(_, _, Role::Mentor)));
            town.presses(irina, Key::press("make a mentor", give)).await?;
        }
        Ok(())
    }

    /// The coordinator announces an event.
    pub(super) async fn announces(&self, event: &Event, at: DateTime<Utc>) -> anyhow::Result<EventId> {
        let (town, irina) = (self.town, self.people.irina.id);
        let all = &self.profile.event_kinds;
        let kind = event.kinds.iter().find_map(|id| self.profile.kind(id)).or(all.first());
        let kind = kind.context("the profile knows no kinds of events")?;
        town.says(irina, "/manage").await?;
        town.presses(irina, events::Press::New.wire()).await?;
        if town.offers(irina, planning("k", kind.id.as_str())) {
            town.presses(irina, planning("k", kind.id.as_str())).await?;
        } else {
            town.says(irina, &kind.title).await?;
        }
        town.says(irina, event.title).await?;
        town.says(irina, &self.days.typed(at)).await?;
        let sure = at.timestamp_millis().to_string();
        if town.offers(irina, planning("w", &sure)) {
            town.presses(irina, planning("w", &sure)).await?;
        }
        town.says(irina, event.place).await?;
        match event.seats {
            Some(seats) => town.says(irina, &seats.to_string()).await?,
            None => town.presses(irina, planning("s", "-")).await?,
        }
        town.presses(irina, planning("v", "a")).await?;
        let invited = |press: &Press| match press {
            Press::Rsvp(rsvp::Press::Say(event, ..)) => Some(*event),
            _ => None,
        };
        town.learns(irina, invited).context("the event was not announced")
    }

    /// Somebody answers an invitation or a reminder.
    pub(super) async fn answers(&self, who: &Neighbour, event: EventId, wish: Wish) -> anyhow::Result<()> {
        let says = move |press: &Press| matches!(press, Press::Rsvp(rsvp::Press::Say(id, _, said)) if *id == event && *said == wish);
        self.town.presses(who.id, Key::press("an answer to the event", says)).await
    }

    /// The coordinator writes to everybody.
    pub(super) async fn writes_to_all(&self, text: &str) -> anyhow::Result<()> {
        let (town, irina) = (self.town, self.people.irina.id);
        let answer = |step, value| Key::answer(broadcasts::Press::SLICE, step, value);
        town.says(irina, "/manage").await?;
        town.presses(irina, broadcasts::Press::List.wire()).await?;
        town.presses(irina, broadcasts::Press::New.wire()).await?;
        town.says(irina, text).await?;
        town.presses(irina, answer("w", "all")).await?;
        town.presses(irina, answer("p", "now.*")).await
    }

    /// Somebody asks the mentors.
    pub(super) async fn asks(&self, who: &Neighbour, question: &Question) -> anyhow::Result<()> {
        let (town, me) = (self.town, who.id);
        let answer = |step, value: &str| Key::answer(consultations::Press::SLICE, step, value);
        let topic = self.profile.topic(question.topic).or(self.profile.topics.first());
        let topic = topic.context("the profile knows no topics")?;
        town.says(me, "/ask").await?;
        if town.offers(me, answer("topic", topic.id.as_str())) {
            town.presses(me, answer("topic", topic.id.as_str())).await?;
        } else {
            town.says(me, &topic.title).await?;
        }
        town.presses(me, answer("urgency", Urgency::Week.word())).await?;
        town.says(me, question.text).await?;
        town.presses(me, answer("name", "yes")).await?;
        town.presses(me, consultation("send", |press| matches!(press, consultations::Press::Send(_)))).await
    }

    /// Whoever answers takes the question: a mentor, or the coordinator where nobody is one.
    pub(super) async fn takes(&self, who: UserId) -> anyhow::Result<()> {
        use consultations::Press::{Take, TakeOver};
        self.town.presses(who, consultation("take", |press| matches!(press, Take(_) | TakeOver(_)))).await
    }

    /// The asker closes her question and says that it helped.
    pub(super) async fn closes(&self, who: &Neighbour) -> anyhow::Result<()> {
        use consultations::Press::{Close, Rate};
        self.town.presses(who.id, consultation("close", |press| matches!(press, Close(..)))).await?;
        let helped = |press: &consultations::Press| matches!(press, Rate(_, _, Rating::Helped));
        self.town.presses(who.id, consultation("it helped", helped)).await
    }
}

fn consultation(what: &str, fits: impl Fn(&consultations::Press) -> bool + Send + Sync + 'static) -> Key {
    Key::press(what, move |press| matches!(press, Press::Consultations(press) if fits(press)))
}

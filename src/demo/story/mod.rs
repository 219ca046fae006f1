//! The story of the town: ten days in which a community comes to life, so that every chat has its true history.
//!
//! It is told by conversation only: people write and press, the bot answers, time passes. Must never write a row
//! (but for the one-time link of the first coordinator, which an operator makes with `krug invite`), nor know which
//! community it is told to: the profile says what there is.

mod acts;
mod days;
mod lines;
mod people;

use chrono::TimeDelta;

use super::town::Town;
use crate::communities::{Feature, Profile};
use crate::features::rsvp::Wish;
use crate::kernel::ids::EventId;
use crate::sandbox::page::Role;
use crate::sandbox::{ChatId, UserId};
use days::Days;
use people::Person;

/// The clock is put back so far before the story begins.
pub const BACK: TimeDelta = TimeDelta::days(10);
/// So many days ago the first of them comes.
const BEGINS: u64 = 9;
/// So many days ago an event took place.
const OVER: u64 = 3;
/// So long before the present the open question is asked.
const ASKED: TimeDelta = TimeDelta::minutes(40);

/// What is to be shown of the town.
#[derive(Clone, Debug)]
pub struct Cast {
    /// The phones, the likeliest to be looked at first.
    pub phones: Vec<(UserId, Role)>,
    /// The teachers' own group.
    pub group: ChatId,
}

/// Somebody with her phone.
struct Neighbour {
    id: UserId,
    person: &'static Person,
    /// Knows rather than learns.
    experienced: bool,
}

struct People {
    irina: Neighbour,
    pyotr: Neighbour,
    marina: Neighbour,
    anna: Neighbour,
    dasha: Neighbour,
    timur: Neighbour,
    olga: Neighbour,
    kirill: Neighbour,
    polina: Neighbour,
    ruslan: Neighbour,
    vera: Neighbour,
    liza: Neighbour,
}

/// Who stands before the bot when nobody has begun yet.
pub const STRANGERS: [(Role, &str, &str); 4] = [
    (Role::Teacher, people::ANNA.first, people::ANNA.last),
    (Role::Mentor, people::PYOTR.first, people::PYOTR.last),
    (Role::Coordinator, people::IRINA.first, people::IRINA.last),
    (Role::Newcomer, people::LIZA.first, people::LIZA.last),
];

struct Story<'a> {
    town: &'a Town,
    profile: &'a Profile,
    days: Days,
    people: People,
}

/// Tells the story to the bot in `town`, whose database is empty and whose clock has been put back by [`BACK`]; at its end
/// the clock shows the present again.
///
/// # Errors
/// When the bot does not answer as it does, with what is on the screen instead; when the town is left.
pub async fn tell(town: &Town, profile: &Profile) -> anyhow::Result<Cast> {
    let days = Days::around(town.clock.now() - town.clock.ahead(), profile.tz());
    let story = Story { town, profile, days, people: People::with_phones(town) };
    story.they_gather().await?;
    let held = story.first_event().await?;
    story.more_come(held).await?;
    story.a_question_is_answered(held).await?;
    let coming = story.next_event(held).await?;
    let group = story.a_later_event(coming).await?;
    story.today().await?;
    Ok(story.cast(group))
}

impl People {
    fn with_phones(town: &Town) -> Self {
        let neighbour = |person: &'static Person, experienced| {
            let id = town.sandbox.add_person(person.first, Some(person.last), None, Some("ru"));
            Neighbour { id, person, experienced }
        };
        Self {
            anna: neighbour(&people::ANNA, false),
            pyotr: neighbour(&people::PYOTR, true),
            irina: neighbour(&people::IRINA, true),
            liza: neighbour(&people::LIZA, false),
            marina: neighbour(&people::MARINA, true),
            dasha: neighbour(&people::DASHA, false),
            timur: neighbour(&people::TIMUR, false),
            olga: neighbour(&people::OLGA, false),
            kirill: neighbour(&people::KIRILL, false),
            polina: neighbour(&people::POLINA, false),
            ruslan: neighbour(&people::RUSLAN, false),
            vera: neighbour(&people::VERA, false),
        }
    }
}

impl Story<'_> {
    async fn they_gather(&self) -> anyhow::Result<()> {
        let People { irina, pyotr, marina, anna, dasha, timur, olga, kirill, .. } = &self.people;
        self.day(BEGINS, 10, 0).await?;
        self.is_invited(irina).await?;
        if self.profile.joining.choose_unit {
            self.names_teams().await?;
        }
        self.day(BEGINS, 10, 40).await?;
        self.join(&[pyotr, marina]).await?;
        if self.has_mentors() {
            self.day(BEGINS, 11, 30).await?;
            self.makes_mentors(&[pyotr, marina]).await?;
        }
        self.day(BEGINS, 14, 5).await?;
        self.join(&[anna, dasha, timur, olga, kirill]).await
    }

    async fn first_event(&self) -> anyhow::Result<EventId> {
        let People { pyotr, anna, dasha, timur, olga, kirill, .. } = &self.people;
        self.day(8, 11, 0).await?;
        let event = self.announces(&lines::HELD, self.days.ago(OVER, 16, 0)).await?;
        let answers = [
            (dasha, Wish::Come),
            (pyotr, Wish::Come),
            (timur, Wish::Think),
            (anna, Wish::Come),
            (kirill, Wish::Decline),
        ];
        for (minute, (who, wish)) in (12..).step_by(9).zip(answers) {
            self.day(8, 12, minute).await?;
            self.answers(who, event, wish).await?;
        }
        self.day(8, 17, 20).await?;
        self.answers(olga, event, Wish::Come).await?;
        Ok(event)
    }

    async fn more_come(&self, held: EventId) -> anyhow::Result<()> {
        let People { polina, ruslan, vera, .. } = &self.people;
        self.day(7, 15, 25).await?;
        self.join(&[polina, ruslan, vera]).await?;
        self.day(7, 17, 10).await?;
        self.answers(vera, held, Wish::Come).await?;
        self.day(6, 10, 0).await?;
        self.writes_to_all(lines::BROADCAST).await
    }

    async fn a_question_is_answered(&self, held: EventId) -> anyhow::Result<()> {
        let People { irina, pyotr, dasha, timur, .. } = &self.people;
        let answering = if self.has_mentors() { pyotr } else { irina };
        let [first, second] = lines::REPLIES;
        if self.profile.has(Feature::Consultations) {
            self.day(5, 12, 10).await?;
            self.asks(dasha, &lines::ANSWERED).await?;
            self.day(5, 12, 30).await?;
            self.takes(answering.id).await?;
            self.town.says(answering.id, first).await?;
            self.day(5, 13, 15).await?;
            self.town.says(dasha.id, lines::BETWEEN).await?;
            self.town.says(answering.id, second).await?;
        }
        // He was asked at four what he had decided.
        self.day(5, 16, 10).await?;
        self.answers(timur, held, Wish::Come).await
    }

    async fn next_event(&self, held: EventId) -> anyhow::Result<EventId> {
        let People { pyotr, marina, anna, dasha, timur, olga, kirill, polina, .. } = &self.people;
        self.day(4, 11, 0).await?;
        let event = self.announces(&lines::COMING, self.days.coming()).await?;
        for (minute, who) in (10..).step_by(12).zip([dasha, timur, marina]) {
            self.day(4, 12, minute).await?;
            self.answers(who, event, Wish::Come).await?;
        }
        self.answers(kirill, event, Wish::Think).await?;
        // They were asked at four whether it still holds.
        for (minute, who) in (5..).step_by(8).zip([anna, dasha, pyotr]) {
            self.day(4, 16, minute).await?;
            self.answers(who, held, Wish::Come).await?;
        }
        if self.profile.has(Feature::Consultations) {
            self.day(4, 17, 30).await?;
            self.closes(dasha).await?;
            self.town.says(dasha.id, lines::THANKS).await?;
        }
        self.day(OVER, 12, 0).await?;
        self.answers(polina, event, Wish::Think).await?;
        self.answers(pyotr, event, Wish::Come).await?;
        self.day(OVER, 18, 40).await?;
        self.answers(olga, event, Wish::Come).await?;
        Ok(event)
    }

    async fn a_later_event(&self, coming: EventId) -> anyhow::Result<ChatId> {
        let People { irina, pyotr, anna, dasha, ruslan, vera, .. } = &self.people;
        self.day(2, 11, 0).await?;
        let event = self.announces(&lines::LATER, self.days.ahead(7, 15, 0)).await?;
        for (minute, who, wish) in [(20, anna, Wish::Come), (32, vera, Wish::Come), (45, pyotr, Wish::Think)] {
            self.day(2, 12, minute).await?;
            self.answers(who, event, wish).await?;
        }
        self.day(2, 13, 30).await?;
        self.answers(vera, coming, Wish::Decline).await?;
        self.day(1, 14, 0).await?;
        let group = self.town.sandbox.add_group(lines::GROUP, &[irina.id, pyotr.id, anna.id, dasha.id]);
        let [hello, what, good] = lines::IN_GROUP;
        for (who, words) in [(irina, hello), (anna, what), (anna, lines::COMMAND), (dasha, good)] {
            self.town.says_in(group, who.id, words).await?;
        }
        self.day(1, 17, 10).await?;
        self.answers(ruslan, event, Wish::Come).await?;
        Ok(group)
    }

    async fn today(&self) -> anyhow::Result<()> {
        if self.profile.has(Feature::Consultations) {
            self.town.waits_for(self.days.present() - ASKED).await?;
            self.asks(&self.people.anna, &lines::OPEN).await?;
        }
        self.town.waits_for(self.days.present()).await?;
        // While the story was told the true present has gone on by what the telling took.
        let clock = &self.town.clock;
        self.town.waits_for(clock.now() - clock.ahead()).await
    }

    fn cast(&self, group: ChatId) -> Cast {
        let People { anna, pyotr, irina, liza, .. } = &self.people;
        let answers = if self.has_mentors() { Role::Mentor } else { Role::Teacher };
        let phones = [(anna, Role::Teacher), (pyotr, answers), (irina, Role::Coordinator), (liza, Role::Newcomer)];
        Cast { phones: phones.map(|(who, role)| (who.id, role)).to_vec(), group }
    }

    fn has_mentors(&self) -> bool {
        self.profile.has(Feature::Mentoring)
    }

    /// Time passes until this hour of a day so long ago.
    async fn day(&self, ago: u64, hour: u32, minute: u32) -> anyhow::Result<()> {
        self.town.waits_for(self.days.ago(ago, hour, minute)).await
    }
}

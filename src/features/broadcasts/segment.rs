//! To whom a letter goes: conditions joined by "and" and "but not". Pure.
//!
//! A person is meant if she fits every condition; without any condition everybody is. Nothing here may mean somebody
//! who is no member: conditions only ever narrow.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use crate::kernel::ids::{BroadcastId, EventId, PersonId, Slug, UnitId};

/// So many conditions can be joined: more cannot be read any more.
pub const MOST: usize = 6;
/// Whoever joined within so many days is new (domain.md §3.8).
pub const NEW_DAYS: i64 = 30;
/// The longest name of a saved segment, in characters: it stands on a button.
pub const LONGEST_NAME: usize = 40;

/// Something that is true of some members and not of others.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// Those of one category of the profile.
    Category(Slug),
    /// Those of one team.
    Unit(UnitId),
    /// Those who answer questions.
    Mentors,
    /// Those who said that they come; after the event: those who had said so, since nobody keeps who was there.
    Coming(EventId),
    /// Those who said nothing.
    Silent(EventId),
    /// Those who said that they do not know yet.
    Undecided(EventId),
    /// Those who said that they do not come.
    Declined(EventId),
    /// Those who had not said that they come, of an event that is over.
    Missed(EventId),
    /// Those who joined within the last [`NEW_DAYS`] days.
    New,
    /// Those who teach it; lower case.
    Subject(String),
    /// Those who work or study there; lower case.
    Workplace(String),
    /// Those who got an earlier letter.
    Reached(BroadcastId),
    /// Those who got an earlier letter and did not press «Прочитано».
    Unread(BroadcastId),
}

/// One condition.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    /// It is true of her.
    Is(Part),
    /// It is not.
    Not(Part),
}

impl Condition {
    /// What it is about.
    pub const fn part(&self) -> &Part {
        match self {
            Self::Is(part) | Self::Not(part) => part,
        }
    }

    /// Whether it holds for somebody of whom the part is true, or is not.
    pub const fn holds(&self, is: bool) -> bool {
        match self {
            Self::Is(_) => is,
            Self::Not(_) => !is,
        }
    }
}

/// To whom a letter goes, in the order in which it was put together.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "Kept")]
pub struct Segment(Vec<Condition>);

/// As it is kept: a list of conditions, or one of the words it was before there were several.
#[derive(Deserialize)]
#[serde(untagged)]
enum Kept {
    Conditions(Vec<Condition>),
    Everybody(Everybody),
    One(Part),
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Everybody {
    All,
}

impl From<Kept> for Segment {
    fn from(kept: Kept) -> Self {
        match kept {
            Kept::Conditions(conditions) => Self(conditions),
            Kept::Everybody(Everybody::All) => Self::everybody(),
            Kept::One(part) => part.into(),
        }
    }
}

impl From<Part> for Segment {
    fn from(part: Part) -> Self {
        Self(vec![Condition::Is(part)])
    }
}

impl Segment {
    /// All active members.
    pub const fn everybody() -> Self {
        Self(Vec::new())
    }

    /// The conditions, in the order in which they were added.
    pub fn conditions(&self) -> &[Condition] {
        &self.0
    }

    /// Nothing narrows it.
    pub const fn is_everybody(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether another condition may be added.
    pub const fn has_room(&self) -> bool {
        self.0.len() < MOST
    }

    /// The same, narrowed. What is there already changes nothing, nor does one too many.
    #[must_use]
    pub fn with(mut self, condition: Condition) -> Self {
        if self.has_room() && !self.0.contains(&condition) {
            self.0.push(condition);
        }
        self
    }

    /// The same without the condition that was added last.
    #[must_use]
    pub fn without_last(mut self) -> Self {
        self.0.pop();
        self
    }

    /// Those of `members` who are meant, in their order. `sets`: of whom the part of each condition is true.
    pub fn sift(&self, mut members: Vec<PersonId>, sets: &[HashSet<PersonId>]) -> Vec<PersonId> {
        members.retain(|person| self.0.iter().zip(sets).all(|(condition, set)| condition.holds(set.contains(person))));
        members
    }
}

/// A name as it is kept: one line without spaces at its ends. `None` if nothing is left, or too much.
pub fn read_name(typed: &str) -> Option<String> {
    let name = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    (1..=LONGEST_NAME).contains(&name.chars().count()).then_some(name)
}

/// What somebody typed about herself, so that «Математика» and «математика » are one.
pub fn folded(typed: &str) -> String {
    typed.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check_read(json: &str, expect: Segment) {
        assert_eq!(serde_json::from_str::<Segment>(json).unwrap(), expect, "{json}");
        let again = serde_json::to_string(&expect).unwrap();
        assert_eq!(serde_json::from_str::<Segment>(&again).unwrap(), expect, "{again}");
    }

    #[test]
    fn what_was_one_word_is_one_condition() {
        check_read(r#""all""#, Segment::everybody());
        check_read(r#""mentors""#, Part::Mentors.into());
        check_read(r#"{"coming":7}"#, Part::Coming(EventId(7)).into());
        check_read(r#"{"reached":3}"#, Part::Reached(BroadcastId(3)).into());
        check_read(r#"{"category":"student"}"#, Part::Category(Slug::parse("student").unwrap()).into());
    }

    #[test]
    fn conditions_are_kept_in_their_order() {
        let both = Segment::from(Part::Mentors).with(Condition::Not(Part::Coming(EventId(7))));
        check_read(r#"[{"is":"mentors"},{"not":{"coming":7}}]"#, both);
        check_read("[]", Segment::everybody());
    }

    #[test]
    fn the_same_twice_is_once_and_the_last_goes_first() {
        let mentors = Segment::from(Part::Mentors);
        assert_eq!(mentors.clone().with(Condition::Is(Part::Mentors)), mentors);
        assert_eq!(mentors.clone().with(Condition::Not(Part::New)).without_last(), mentors);
        assert_eq!(mentors.without_last(), Segment::everybody());
    }

    fn check_name(typed: &str, expect: Option<&str>) {
        assert_eq!(read_name(typed).as_deref(), expect);
    }

    #[test]
    fn a_name_is_one_line_that_fits_a_button() {
        check_name("  Молодые \n физики ", Some("Молодые физики"));
        check_name(" \n ", None);
        check_name(&"я".repeat(LONGEST_NAME), Some(&"я".repeat(LONGEST_NAME)));
        check_name(&"я".repeat(LONGEST_NAME + 1), None);
    }

    fn people() -> impl Strategy<Value = HashSet<PersonId>> {
        prop::collection::hash_set((0..12_i64).prop_map(PersonId), 0..12)
    }

    proptest! {
        #[test]
        fn somebody_is_meant_iff_she_is_in_all_and_in_none(
            all in prop::collection::vec(people(), 0..3),
            none in prop::collection::vec(people(), 0..3),
            none_first in any::<bool>(),
        ) {
            let members: Vec<PersonId> = (0..10).map(PersonId).collect();
            let number = |n: usize| Part::Coming(EventId(i64::try_from(n).unwrap()));
            let mut conditions: Vec<_> =
                all.iter().enumerate().map(|(n, set)| (Condition::Is(number(n)), set.clone())).collect();
            conditions.extend(none.iter().enumerate().map(|(n, set)| (Condition::Not(number(n)), set.clone())));
            if none_first {
                conditions.reverse();
            }
            let segment = conditions.iter().fold(Segment::everybody(), |s, (c, _)| s.with(c.clone()));
            let sets: Vec<_> = conditions.into_iter().map(|(_, set)| set).collect();
            let meant = segment.sift(members.clone(), &sets);
            for person in &members {
                let expect = all.iter().all(|set| set.contains(person)) && !none.iter().any(|set| set.contains(person));
                prop_assert_eq!(meant.contains(person), expect);
            }
            prop_assert!(meant.iter().all(|person| members.contains(person)), "somebody from outside");
            prop_assert!(meant.windows(2).all(|pair| pair[0] < pair[1]), "their order changed");
        }
    }
}

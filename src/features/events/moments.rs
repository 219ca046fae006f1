//! Asking for a time until it is understood: every doubt of the reader of dates has its own question, every slip its
//! own sentence. Pure. No time is taken that the person has not seen in full, weekday and all.

use chrono::{DateTime, Datelike, NaiveDate, Utc, Weekday};
use serde::{Deserialize, Serialize};

use super::dialogue::{Context, values};
use super::names;
use crate::i18n::when as when_words;
use crate::kernel::actor::Tongue;
use crate::kernel::html::Html;
use crate::kernel::time::at_millis;
use crate::kernel::when::{self, Choice, Reading, Unread, Why};
use crate::label;

/// At most so many times are offered to choose from: the screen has room for «Другое время» and the way home.
const OPTIONS: usize = 4;

/// What is asked about the time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum When {
    /// When it is.
    Open,
    /// At what time of a known day.
    TimeOn(NaiveDate),
    /// Which of these days.
    Days(Vec<NaiveDate>),
    /// Which of these moments.
    Pick {
        /// All that can be meant.
        options: Vec<DateTime<Utc>>,
        /// What is unclear.
        why: Why,
    },
    /// Whether this unusual moment is meant.
    Sure {
        /// The moment.
        at: DateTime<Utc>,
        /// What was read where the keyboard was in another layout.
        meant: Option<String>,
    },
}

/// The moment, or the next question with one line of help (empty where the question says it all).
type Outcome = Result<DateTime<Utc>, (When, Html)>;

/// A button was pressed.
pub(super) fn chosen(when: When, value: &str, context: &Context<'_>) -> Outcome {
    if value == values::EDIT {
        return Err((When::Open, Html::default()));
    }
    let moment = || value.parse().ok().map(at_millis);
    match &when {
        When::Days(days) => match days.iter().find(|day| day_value(**day) == value) {
            Some(day) => Err((When::TimeOn(*day), Html::default())),
            None => Err((when, Html::default())),
        },
        When::Pick { options, .. } => match moment().filter(|at| options.contains(at)) {
            Some(at) => taken(at, None, true, context),
            None => Err((when, Html::default())),
        },
        When::Sure { at, .. } if moment() == Some(*at) => Ok(*at),
        _ => Err((when, Html::default())),
    }
}

/// Something was written: a time is read, whatever was asked before.
pub(super) fn written(when: When, text: &str, context: &Context<'_>) -> Outcome {
    let reading = match when {
        When::TimeOn(day) => when::read_on(day, text, context.now, context.tz),
        When::Sure { at, .. } if names::is_yes(text) => return Ok(at),
        _ => when::read(text, context.now, context.tz),
    };
    match reading {
        Ok(Reading { choice: Choice::Sure(moment), meant }) => taken(moment.at, meant, false, context),
        Ok(Reading { choice: Choice::Choose { options, why }, .. }) => {
            let options = options.into_iter().take(OPTIONS).map(|m| m.at).collect();
            Err((When::Pick { options, why }, Html::default()))
        }
        Err(slip) => Err(slipped(slip, when, context)),
    }
}

/// Takes a moment, unless something is worth saying first. `picked`: the person has just seen and pressed it, and only
/// what is unusual is asked once more.
fn taken(at: DateTime<Utc>, meant: Option<String>, picked: bool, context: &Context<'_>) -> Outcome {
    let plain = when::remarks_on(at, context.now, context.tz).is_empty() && (meant.is_none() || picked);
    if plain { Ok(at) } else { Err((When::Sure { at, meant }, Html::default())) }
}

/// One sentence a slip, and the question that mends it.
fn slipped(slip: Unread, when: When, context: &Context<'_>) -> (When, Html) {
    let help = when_words::unread(context.tongue, &slip, context.tz, context.city);
    match slip {
        // The question itself says what is missing.
        Unread::NoTime(day) => (When::TimeOn(day), Html::default()),
        Unread::NoSuchDate { near } if !near.is_empty() => (When::Days(near), help),
        Unread::NoSuchDate { .. } | Unread::Past(_) | Unread::PastDay(_) => (When::Open, help),
        Unread::WeekdayMismatch { date, said, .. } => {
            (When::Days([Some(date), nearest(date, said)].into_iter().flatten().collect()), help)
        }
        Unread::TwoDates(one, other) => (When::Days(vec![one, other]), help),
        _ => (when, help),
    }
}

/// The day of that name nearest to a date: «в четверг 15-го», where the 15th is a Friday, may mean the 14th.
fn nearest(date: NaiveDate, said: Weekday) -> Option<NaiveDate> {
    (1..=3)
        .flat_map(|n| [date.checked_sub_days(chrono::Days::new(n)), date.checked_add_days(chrono::Days::new(n))])
        .flatten()
        .find(|day| day.weekday() == said)
}

/// «15 окт, чт»: a button.
pub(super) fn day_label(t: Tongue, day: NaiveDate) -> String {
    label!(t, events_day, day = day.day(), month = day.month(), weekday = day.weekday().number_from_monday())
}

/// A day as it travels in a button.
pub fn day_value(day: NaiveDate) -> String {
    day.format("%Y-%m-%d").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn context() -> Context<'static> {
        Context {
            now: "2026-10-13T07:00:00Z".parse().unwrap(),
            tz: chrono_tz::Tz::Asia__Yekaterinburg,
            city: "Тюмень",
            tongue: Tongue::Ru,
            was: None,
            heard: true,
            kinds: &[],
        }
    }

    fn ask(text: &str) -> Outcome {
        written(When::Open, text, &context())
    }

    fn check(text: &str, at: &str) {
        assert_eq!(ask(text), Ok(at.parse().unwrap()), "{text:?}");
    }

    fn check_help(text: &str, words: &str) {
        let Err((_, help)) = ask(text) else { panic!("{text:?} was taken") };
        assert!(help.as_str().contains(words), "{text:?} says {help:?}");
    }

    #[test]
    fn a_plain_time_is_taken() {
        check("15.10 16:00", "2026-10-15T11:00:00Z");
        check("завтра в 16", "2026-10-14T11:00:00Z");
    }

    #[test]
    fn four_may_be_in_the_afternoon() {
        let Err((When::Pick { options, why }, _)) = ask("15 октября в 4") else { panic!("no choice") };
        assert_eq!(why, Why::Hour);
        assert_eq!(options.len(), 2);
        let first = options[0].timestamp_millis().to_string();
        let pick = When::Pick { options, why };
        assert_eq!(chosen(pick, &first, &context()), Ok("2026-10-15T11:00:00Z".parse().unwrap()));
    }

    #[test]
    fn an_option_that_was_not_offered_is_not_taken() {
        let Err((pick, _)) = ask("15 октября в 4") else { panic!("no choice") };
        assert_eq!(chosen(pick.clone(), "0", &context()), Err((pick, Html::default())));
    }

    #[test]
    fn a_sunday_is_asked_about_once() {
        let Err((sure, _)) = ask("18.10 16:00") else { panic!("a Sunday passed unnoticed") };
        assert_eq!(written(sure.clone(), "да", &context()), Ok("2026-10-18T11:00:00Z".parse().unwrap()));
        assert!(matches!(sure, When::Sure { .. }));
    }

    #[test]
    fn another_keyboard_layout_is_shown_before_it_is_believed() {
        let Err((When::Sure { meant, .. }, _)) = ask("pfdnhf d 16") else { panic!("believed at once") };
        assert_eq!(meant.as_deref(), Some("завтра в 16"));
    }

    #[test]
    fn every_slip_has_its_sentence() {
        check_help("32 октября 16:00", "Такой даты нет");
        check_help("завтра в 25:00", "Такого времени");
        check_help("1 октября 2026 16:00", "уже прош");
        check_help("в пятницу 15 октября 16:00", "четверг");
        check_help("с 16 до 18 завтра", "начало");
        check_help("завтра в 16 мск", "Тюмень");
        check_help("когда-нибудь", "Не ");
    }

    #[test]
    fn a_day_alone_asks_for_the_time() {
        let Err((when, _)) = ask("15.10") else { panic!("a time was invented") };
        assert_eq!(written(when, "16", &context()), Ok("2026-10-15T11:00:00Z".parse().unwrap()));
    }

    #[test]
    fn the_mended_date_asks_for_the_time() {
        let Err((days, _)) = ask("32 октября") else { panic!("there is no such day") };
        let Err((when, _)) = chosen(days, "2026-10-31", &context()) else { panic!("no time yet") };
        assert_eq!(written(when, "16:00", &context()), Ok("2026-10-31T11:00:00Z".parse().unwrap()));
    }
}

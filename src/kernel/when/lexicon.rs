//! The words of dates and times, Russian and English, and what each can mean. Words only: no grammar, no calendar.
//!
//! A word must have one sense here; where people use one word for two things («дня», «час», «год») the sense says
//! so and the grammar decides.

use chrono::Weekday;
use chrono_tz::Tz;

use super::zone;

/// What a word can mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sense {
    Month(u32),
    Weekday(Weekday),
    /// «Завтра» is 1.
    Day(i64),
    Part(Part),
    /// «Дня»: a part of the day after a number, a unit after «через».
    DayOrPart,
    /// "Tonight".
    Tonight,
    Noon,
    Midnight,
    /// «Час»: one o'clock, a unit, or nothing after a number.
    Hour,
    /// «Часов», «ч», "o'clock".
    Hours,
    Minutes,
    /// «Полчаса».
    HalfHour,
    /// «Полтора».
    OneAndHalf,
    Days,
    Weeks,
    Months,
    /// «Года», «г»: a unit after «через», a mark of a year after a number.
    Years,
    /// «Через», "in".
    In,
    /// «После», "after".
    After,
    /// «Обеда».
    Lunch,
    /// «Без».
    Less,
    /// «Пол», «половина», "half".
    Half,
    /// «Полпятого» is 5.
    HalfOf(u32),
    Quarter,
    Past,
    /// "To": «quarter to five», and "from 4 to 5".
    To,
    Which(Which),
    /// «Числа».
    DayNumber,
    /// A time is likely to follow: «в», «к», "at".
    At,
    Zone(Tz),
    /// Says nothing about the moment.
    Filler,
}

/// A part of the day, as people divide it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Morning,
    Afternoon,
    Evening,
    Night,
    Am,
    Pm,
}

/// Which of the weeks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    Nearest,
    This,
    Next,
}

const MONTHS: [&[&str]; 12] = [
    &["января", "январь", "январе", "january"],
    &["февраля", "февраль", "феврале", "february"],
    &["марта", "март", "марте", "march"],
    &["апреля", "апрель", "апреле", "april"],
    &["мая", "май", "мае", "may"],
    &["июня", "июнь", "июне", "june"],
    &["июля", "июль", "июле", "july"],
    &["августа", "август", "августе", "august"],
    &["сентября", "сентябрь", "сентябре", "september"],
    &["октября", "октябрь", "октябре", "october"],
    &["ноября", "ноябрь", "ноябре", "november"],
    &["декабря", "декабрь", "декабре", "december"],
];

const WEEKDAYS: [(Weekday, &[&str], &[&str]); 7] = [
    (Weekday::Mon, &["пн", "пнд"], &["понедельник", "понедельника", "понедельнику", "monday"]),
    (Weekday::Tue, &["вт", "втр"], &["вторник", "вторника", "вторнику", "tuesday"]),
    (Weekday::Wed, &["ср"], &["среда", "среду", "среды", "среде", "wednesday"]),
    (Weekday::Thu, &["чт", "чтв"], &["четверг", "четверга", "четвергу", "thursday"]),
    (Weekday::Fri, &["пт", "птн"], &["пятница", "пятницу", "пятницы", "пятнице", "friday"]),
    (Weekday::Sat, &["сб", "сбт"], &["суббота", "субботу", "субботы", "субботе", "saturday"]),
    (
        Weekday::Sun,
        &["вс", "вск"],
        &["воскресенье", "воскресение", "воскресенья", "воскресения", "воскресенью", "sunday"],
    ),
];

/// What a lower-case word with «е» for «ё» means.
pub(super) fn sense(word: &str) -> Option<Sense> {
    exact(word).or_else(|| half_of(word)).or_else(|| weekday(word)).or_else(|| month(word)).or_else(|| {
        let zone = zone::named(word)?;
        Some(Sense::Zone(zone))
    })
}

fn exact(word: &str) -> Option<Sense> {
    day_or_part(word).or_else(|| length(word)).or_else(|| relation(word))
}

/// Days by name and parts of the day.
fn day_or_part(word: &str) -> Option<Sense> {
    Some(match word {
        "сегодня" | "седня" | "today" => Sense::Day(0),
        "завтра" | "tomorrow" | "tmrw" | "tomorow" => Sense::Day(1),
        "послезавтра" => Sense::Day(2),
        "вчера" | "yesterday" => Sense::Day(-1),
        "позавчера" => Sense::Day(-2),
        "tonight" => Sense::Tonight,
        "утра" | "утром" | "утро" | "утречком" | "morning" => Sense::Part(Part::Morning),
        "днем" | "пополудни" | "afternoon" => Sense::Part(Part::Afternoon),
        "вечера" | "вечером" | "вечер" | "вечерком" | "evening" => Sense::Part(Part::Evening),
        "ночи" | "ночью" | "ночь" | "night" => Sense::Part(Part::Night),
        "am" => Sense::Part(Part::Am),
        "pm" => Sense::Part(Part::Pm),
        "дня" => Sense::DayOrPart,
        "полдень" | "полудня" | "полудню" | "noon" | "midday" => Sense::Noon,
        "полночь" | "полночи" | "полуночи" | "midnight" => Sense::Midnight,
        _ => return None,
    })
}

/// Units in which time is counted.
fn length(word: &str) -> Option<Sense> {
    Some(match word {
        "час" | "hour" | "часу" => Sense::Hour,
        "ч" | "часа" | "часов" | "часам" | "hours" | "oclock" => Sense::Hours,
        "мин" | "минут" | "минута" | "минуту" | "минуты" | "min" | "mins" | "minute" | "minutes" => {
            Sense::Minutes
        }
        "полчаса" | "получаса" => Sense::HalfHour,
        "полтора" => Sense::OneAndHalf,
        "день" | "дней" | "дн" | "сутки" | "суток" | "day" | "days" => Sense::Days,
        "неделя" | "неделю" | "недели" | "неделе" | "недель" | "нед" | "week" | "weeks" => {
            Sense::Weeks
        }
        "месяц" | "месяца" | "месяцев" | "мес" | "month" | "months" => Sense::Months,
        "г" | "год" | "года" | "году" | "лет" | "year" | "years" => Sense::Years,
        _ => return None,
    })
}

/// How a time stands to another, and words that say nothing.
fn relation(word: &str) -> Option<Sense> {
    Some(match word {
        "через" | "in" => Sense::In,
        "после" | "after" => Sense::After,
        "обеда" => Sense::Lunch,
        "без" => Sense::Less,
        "пол" | "половина" | "половине" | "половину" | "half" => Sense::Half,
        "четверть" | "четверти" | "quarter" => Sense::Quarter,
        "past" => Sense::Past,
        "to" => Sense::To,
        "ближайший" | "ближайшая" | "ближайшую" | "ближайшее" | "ближайшей" | "nearest" => {
            Sense::Which(Which::Nearest)
        }
        "этот" | "эта" | "эту" | "это" | "этой" | "this" => Sense::Which(Which::This),
        "следующий"
        | "следующая"
        | "следующую"
        | "следующее"
        | "следующей"
        | "следующего"
        | "след"
        | "будущий"
        | "будущую"
        | "будущей"
        | "next" => Sense::Which(Which::Next),
        "числа" | "число" => Sense::DayNumber,
        "в" | "во" | "к" | "ко" | "с" | "со" | "до" | "at" | "from" | "till" | "until" => Sense::At,
        // A Latin letter that looks like a Russian preposition.
        "b" | "k" => Sense::At,
        "на"
        | "и"
        | "ровно"
        | "начало"
        | "начнем"
        | "начинаем"
        | "время"
        | "дата"
        | "давайте"
        | "пусть"
        | "будет"
        | "пожалуйста"
        | "on"
        | "of"
        | "the"
        | "a"
        | "an"
        | "t"
        | "please"
        | "sharp" => Sense::Filler,
        _ => return None,
    })
}

/// «Полпятого».
fn half_of(word: &str) -> Option<Sense> {
    ordinal(word.strip_prefix("пол")?).filter(|hour| (1..=12).contains(hour)).map(Sense::HalfOf)
}

fn weekday(word: &str) -> Option<Sense> {
    WEEKDAYS
        .iter()
        .find(|(_, short, full)| short.contains(&word) || shortened(word, full))
        .map(|(weekday, ..)| Sense::Weekday(*weekday))
}

fn month(word: &str) -> Option<Sense> {
    let found = MONTHS.iter().zip(1..).find(|(forms, _)| shortened(word, forms))?;
    Some(Sense::Month(found.1))
}

/// «Окт», «сент», "tues": at least three letters of a word and nothing after them; none of ours share three.
fn shortened(word: &str, forms: &[&str]) -> bool {
    word.chars().nth(2).is_some() && forms.iter().any(|form| form.starts_with(word))
}

/// A cardinal number below a thousand as one word, and whether it stands in an oblique case («пяти», «двух»).
/// «Двадцать два» are two words: joining is the reader's work.
pub(super) fn number(word: &str) -> Option<(u32, bool)> {
    let plain = match word {
        "ноль" | "нуль" | "zero" => 0,
        "один" | "одну" | "одна" | "one" => 1,
        "два" | "две" | "two" => 2,
        "три" | "three" => 3,
        "четыре" | "four" => 4,
        "пять" | "five" => 5,
        "шесть" | "six" => 6,
        "семь" | "seven" => 7,
        "восемь" | "eight" => 8,
        "девять" | "nine" => 9,
        "десять" | "ten" => 10,
        "одиннадцать" | "eleven" => 11,
        "двенадцать" | "twelve" => 12,
        "тринадцать" | "thirteen" => 13,
        "четырнадцать" | "fourteen" => 14,
        "пятнадцать" | "fifteen" => 15,
        "шестнадцать" | "sixteen" => 16,
        "семнадцать" | "seventeen" => 17,
        "восемнадцать" | "eighteen" => 18,
        "девятнадцать" | "nineteen" => 19,
        "двадцать" | "twenty" => 20,
        "тридцать" | "thirty" => 30,
        "сорок" | "forty" => 40,
        "пятьдесят" | "fifty" => 50,
        "шестьдесят" | "sixty" => 60,
        "семьдесят" | "seventy" => 70,
        "восемьдесят" | "eighty" => 80,
        "девяносто" | "ninety" => 90,
        "сто" => 100,
        "двести" => 200,
        "триста" => 300,
        "четыреста" => 400,
        "пятьсот" => 500,
        "шестьсот" => 600,
        "семьсот" => 700,
        "восемьсот" => 800,
        "девятьсот" => 900,
        _ => return oblique(word).map(|n| (n, true)),
    };
    Some((plain, false))
}

fn oblique(word: &str) -> Option<u32> {
    Some(match word {
        "ноля" | "нуля" => 0,
        "одного" | "одной" | "одному" => 1,
        "двух" | "двум" => 2,
        "трех" | "трем" => 3,
        "четырех" | "четырем" => 4,
        "сорока" => 40,
        "пятидесяти" => 50,
        "девяноста" | "ста" => return None,
        _ => return number(&format!("{}ь", word.strip_suffix('и')?.replace("восьм", "восем"))).map(|(n, _)| n),
    })
}

/// «Пятое», «пятого», «пятому»: 1–20, 30.
pub(super) fn ordinal(word: &str) -> Option<u32> {
    const STEMS: [&str; 20] = [
        "перв",
        "втор",
        "трет",
        "четверт",
        "пят",
        "шест",
        "седьм",
        "восьм",
        "девят",
        "десят",
        "одиннадцат",
        "двенадцат",
        "тринадцат",
        "четырнадцат",
        "пятнадцат",
        "шестнадцат",
        "семнадцат",
        "восемнадцат",
        "девятнадцат",
        "двадцат",
    ];
    let stem = ["ого", "ое", "ому", "ьего", "ье", "ьему"].iter().find_map(|ending| word.strip_suffix(ending))?;
    if stem == "тридцат" {
        return Some(30);
    }
    STEMS.iter().zip(1..).find(|(candidate, _)| **candidate == stem).map(|(_, n)| n)
}

//! What holds for any text, any day and any zone.

use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, TimeZone, Timelike, Utc};
use chrono_tz::Tz;
use proptest::prelude::*;

use super::{Choice, Reading, read, read_count, read_on, read_zone};

const ZONES: [Tz; 7] = [
    Tz::Europe__Kaliningrad,
    Tz::Europe__Moscow,
    Tz::Asia__Yekaterinburg,
    Tz::Asia__Vladivostok,
    Tz::Europe__Berlin,
    Tz::America__St_Johns,
    Tz::Australia__Lord_Howe,
];

/// Words and pieces that the grammar knows, to get deeper than random letters would.
const PIECES: [&str; 72] = [
    "завтра",
    "сегодня",
    "вчера",
    "в",
    "на",
    "к",
    "15",
    "31",
    "29",
    "02",
    "10",
    "4",
    "7",
    "0",
    "00",
    "12",
    "25",
    "99",
    "2026",
    "2027",
    "1630",
    "9999",
    ".",
    ":",
    "-",
    "/",
    ",",
    "октября",
    "февраля",
    "окт",
    "feb",
    "четверг",
    "пт",
    "вс",
    "следующий",
    "этот",
    "неделе",
    "неделю",
    "через",
    "час",
    "часа",
    "часов",
    "минут",
    "дня",
    "день",
    "утра",
    "вечера",
    "ночи",
    "полпятого",
    "пол",
    "пятого",
    "без",
    "четверти",
    "пять",
    "двадцать",
    "полдень",
    "полночь",
    "месяц",
    "год",
    "года",
    "г",
    "числа",
    "после",
    "обеда",
    "мск",
    "in",
    "half",
    "past",
    "to",
    "pm",
    "tonight",
    "-го",
];

fn moments() -> impl Strategy<Value = DateTime<Utc>> {
    // 2020 to 2060.
    (1_577_836_800_i64..2_840_140_800).prop_map(|seconds| DateTime::from_timestamp(seconds, 0).unwrap())
}

fn zones() -> impl Strategy<Value = Tz> {
    proptest::sample::select(ZONES.as_slice())
}

fn phrases() -> impl Strategy<Value = String> {
    let piece = (proptest::sample::select(PIECES.as_slice()), any::<bool>());
    proptest::collection::vec(piece, 0..12).prop_map(|pieces| {
        pieces.into_iter().map(|(piece, gap)| format!("{piece}{}", if gap { " " } else { "" })).collect()
    })
}

fn sound(reading: &Reading, now: DateTime<Utc>, tz: Tz) {
    let options = reading.choice.options();
    assert!(!options.is_empty());
    let night = |at: DateTime<Utc>| !(7..22).contains(&at.with_timezone(&tz).hour());
    for moment in options {
        assert!(moment.at > now, "{moment:?} is over at {now}");
        assert_eq!((moment.at.second(), moment.at.nanosecond()), (0, 0));
        assert_eq!(moment.remarks, super::remarks_on(moment.at, now, tz));
    }
    for pair in options.windows(2) {
        let key = |at| (night(at), at);
        assert!(key(pair[0].at) < key(pair[1].at), "sorted and distinct: {options:?}");
    }
}

/// All the readers look at the text; what they find must be sound.
fn look(text: &str, now: DateTime<Utc>, tz: Tz) {
    for reading in [read(text, now, tz), read_on(now.date_naive(), text, now, tz)].into_iter().flatten() {
        sound(&reading, now, tz);
    }
    read_zone(text);
    read_count(text);
}

fn certain(text: &str, now: DateTime<Utc>, tz: Tz) -> DateTime<Utc> {
    match read(text, now, tz) {
        Ok(Reading { choice: Choice::Sure(moment), meant: None }) => moment.at,
        other => panic!("{text:?} at {now} in {tz}: {other:?}"),
    }
}

proptest! {
    #[test]
    fn no_text_panics(text in any::<String>(), now in moments(), tz in zones()) {
        look(&text, now, tz);
    }

    #[test]
    fn no_sequence_of_known_words_panics_or_gives_the_past(text in phrases(), now in moments(), tz in zones()) {
        look(&text, now, tz);
    }

    #[test]
    fn no_digits_and_marks_panic(text in "[0-9.:/ вd,-]{0,24}", now in moments(), tz in zones()) {
        look(&text, now, tz);
    }

    #[test]
    fn a_written_moment_is_read_back(
        now in moments(), days in 1_i64..4000, minute in 0_u32..1440, spelling in 0_usize..14, zone in 0_usize..4,
    ) {
        let tz = ZONES[zone];
        let day = now.with_timezone(&tz).date_naive() + TimeDelta::days(days);
        let local = day.and_hms_opt(minute / 60, minute % 60, 0).unwrap();
        let month = ["января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября",
            "ноября", "декабря"][day.month0() as usize];
        let weekday = ["пн", "вт", "ср", "чт", "пт", "сб", "вс"][day.weekday().num_days_from_monday() as usize];
        let pattern = [
            "%d.%m.%Y %H:%M", "%d.%m.%y в %H.%M", "%H:%M %d.%m.%Y", "%d/%m/%Y %H:%M", "%Y-%m-%d %H:%M",
            "%Y-%m-%dT%H:%M:%S", "%-d MONTH %Y в %H:%M", "%H-%M %-d MONTH %Y г.", "DAY, %d MONTH %Y года, %H.%M",
            "%d.%m.%Yг. (DAY) к %H:%M", "%B %-d, %Y at %I:%M %p", "%-d %b %Y %H:%M", "%A %-dth of %B %Y %H:%M",
            "%d %m %Y %H %M",
        ][spelling];
        let text = local.format(pattern).to_string().replace("MONTH", month).replace("DAY", weekday);
        let at = tz.from_local_datetime(&local).unwrap().to_utc();
        // «в 12.30» and «12-30» with minutes off the fives may be a range: those are asked about, not taken.
        prop_assume!(!(text.contains(&local.format("%H-%M").to_string()) && minute % 60 % 5 != 0));
        prop_assume!(spelling != 13 || (minute % 60).is_multiple_of(5));
        prop_assert_eq!(certain(&text, now, tz), at, "{}", text);
    }

    #[test]
    fn a_day_without_a_year_is_the_nearest_ahead(now in moments(), days in 1_i64..180, tz in zones()) {
        let day = now.with_timezone(&tz).date_naive() + TimeDelta::days(days);
        let text = day.format("%d.%m 16:00").to_string();
        let read_back = certain(&text, now, tz).with_timezone(&tz).date_naive();
        prop_assert_eq!(read_back, day);
    }

    #[test]
    fn a_weekday_lies_within_a_week(now in moments(), tz in zones(), place in 0_usize..7) {
        let weekday = ["пн", "вт", "ср", "чт", "пт", "сб", "вс"][place];
        let reading = read(&format!("{weekday} 16:00"), now, tz).unwrap();
        let first = reading.choice.options()[0].at.with_timezone(&tz);
        prop_assert_eq!(first.weekday().num_days_from_monday() as usize, place);
        prop_assert!(first.date_naive() - now.with_timezone(&tz).date_naive() <= TimeDelta::days(7));
    }

    #[test]
    fn a_day_that_does_not_exist_offers_two_that_do(year in 2027_i32..2060, month in 1_u32..=12, day in 29_u32..=99) {
        prop_assume!(NaiveDate::from_ymd_opt(year, month, day).is_none());
        let now = Utc.with_ymd_and_hms(2026, 10, 13, 7, 0, 0).unwrap();
        let refusal = read(&format!("{day:02}.{month:02}.{year} 16:00"), now, Tz::Europe__Moscow);
        let Err(super::Unread::NoSuchDate { near }) = refusal else { panic!("{refusal:?}") };
        prop_assert_eq!(near.len(), 2);
        prop_assert_eq!(near[0].month(), month);
        prop_assert_eq!(near[1] - near[0], TimeDelta::days(1));
    }
}

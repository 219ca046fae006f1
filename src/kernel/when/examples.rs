//! What people type, and what it means on Tuesday, 13 October 2026, 12:00 in Tyumen (07:00 UTC).

use chrono::{DateTime, TimeZone, Utc};
use chrono_tz::Tz;

use super::{Count, Unread, read, read_count, read_date_only, read_on, read_time_only, read_zone};

const TYUMEN: Tz = Tz::Asia__Yekaterinburg;

fn noon() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 10, 13, 7, 0, 0).unwrap()
}

fn local(at: DateTime<Utc>, tz: Tz) -> String {
    at.with_timezone(&tz).format("%d.%m.%Y %H:%M").to_string()
}

/// One line: «15.10.2026 16:00», options by `|`, then why, remarks and the retyped text if any; or the refusal.
fn told(text: &str, now: DateTime<Utc>, tz: Tz) -> String {
    match read(text, now, tz) {
        Ok(reading) => {
            let moments = reading.choice.options();
            let mut line = moments.iter().map(|moment| local(moment.at, tz)).collect::<Vec<_>>().join(" | ");
            if let super::Choice::Choose { why, .. } = &reading.choice {
                line += &format!(" {why:?}");
            } else if let [moment] = moments
                && !moment.remarks.is_empty()
            {
                line += &format!(" {:?}", moment.remarks);
            }
            reading.meant.map(|meant| line += &format!(" «{meant}»"));
            line
        }
        Err(Unread::Past(at)) => format!("Past {}", local(at, tz)),
        Err(refusal) => format!("{refusal:?}"),
    }
}

#[track_caller]
fn check(text: &str, expect: &str) {
    assert_eq!(told(text, noon(), TYUMEN), expect, "for {text:?}");
}

fn check_all(table: &[(&str, &str)]) {
    let wrong: Vec<String> = table
        .iter()
        .map(|(text, expect)| (text, expect, told(text, noon(), TYUMEN)))
        .filter(|(_, expect, got)| *expect != got)
        .map(|(text, expect, got)| format!("{text:?}\n  expected {expect}\n  got      {got}"))
        .collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), table.len(), wrong.join("\n"));
}

#[test]
fn days_by_name() {
    check_all(&[
        ("завтра в 16", "14.10.2026 16:00"),
        ("Завтра в 16:00", "14.10.2026 16:00"),
        ("  ЗАВТРА   в  16 . ", "14.10.2026 16:00"),
        ("завтра 16", "14.10.2026 16:00"),
        ("завтра, 16-00", "14.10.2026 16:00"),
        ("завтра в 16 00", "14.10.2026 16:00"),
        ("16.00 завтра", "14.10.2026 16:00"),
        ("завтра к 9-30", "14.10.2026 09:30"),
        ("послезавтра 9-30", "15.10.2026 09:30"),
        ("после завтра в 9.30", "15.10.2026 09:30"),
        ("сегодня в 18", "13.10.2026 18:00"),
        ("Сегодня, 18:30!", "13.10.2026 18:30"),
        ("cегодня в 18", "13.10.2026 18:00"),
        ("завтра 15.10", "14.10.2026 15:10"),
        ("завтра\u{a0}в\u{200b} 16：００", "14.10.2026 16:00"),
        ("завтра 1630", "14.10.2026 16:30"),
        ("завтра 16ч", "14.10.2026 16:00"),
        ("завтра в 16 ч. 30 мин.", "14.10.2026 16:30"),
        ("завтра в 16 часов", "14.10.2026 16:00"),
        ("давайте завтра в 16?", "14.10.2026 16:00"),
        ("на завтра на 16:00", "14.10.2026 16:00"),
        ("tomorrow at 4pm", "14.10.2026 16:00"),
        ("tomorrow, 4 p.m.", "14.10.2026 16:00"),
        ("the day after tomorrow at 10:30 am", "15.10.2026 10:30"),
        ("tomorrow at noon", "14.10.2026 12:00"),
        ("tonight at 8", "13.10.2026 20:00"),
        ("this evening at 7", "13.10.2026 19:00"),
        ("tomorrow at 5 o'clock in the afternoon", "14.10.2026 17:00"),
        ("tomorrow at half past four pm", "14.10.2026 16:30"),
        ("tomorrow morning at quarter to nine", "14.10.2026 08:45"),
    ]);
}

#[test]
fn weekdays() {
    check_all(&[
        ("в четверг в 15", "15.10.2026 15:00"),
        ("пт 14:30", "16.10.2026 14:30"),
        ("ПТ. 14.30", "16.10.2026 14:30"),
        ("в среду, 14 октября, в 15:00", "14.10.2026 15:00"),
        ("в понедельник к 10", "19.10.2026 10:00"),
        ("в следующий вторник 10:00", "20.10.2026 10:00"),
        ("в следующую пятницу в 10", "16.10.2026 10:00 | 23.10.2026 10:00 WhichDay"),
        ("в следующий понедельник в 10", "19.10.2026 10:00"),
        ("в ближайшую пятницу в 10", "16.10.2026 10:00"),
        ("в эту пятницу в 10", "16.10.2026 10:00"),
        ("в этот понедельник в 10", "Past 12.10.2026 10:00"),
        ("на следующей неделе в среду в 15:00", "21.10.2026 15:00"),
        ("в среду на след. неделе в 15:00", "21.10.2026 15:00"),
        ("на этой неделе в пт 15:00", "16.10.2026 15:00"),
        ("во вторник в 15", "13.10.2026 15:00 | 20.10.2026 15:00 WhichDay"),
        ("во вторник в 10", "20.10.2026 10:00"),
        ("в воскресенье в 12", "18.10.2026 12:00 [Sunday]"),
        ("next Tuesday 10am", "20.10.2026 10:00"),
        ("Thursday 3pm", "15.10.2026 15:00"),
        ("thurs at 15:00", "15.10.2026 15:00"),
        ("wednesday next week 15:00", "21.10.2026 15:00"),
        ("в четверг 15 октября в 16", "15.10.2026 16:00"),
        ("в четверг 16 октября в 16", "WeekdayMismatch { date: 2026-10-16, said: Thu, is: Fri }"),
        ("15.10 (чт) 16:00", "15.10.2026 16:00"),
        ("15.10, пт, 16:00", "WeekdayMismatch { date: 2026-10-15, said: Fri, is: Thu }"),
        ("через неделю в среду в 15:00", "21.10.2026 15:00"),
        ("через неделю в понедельник в 15:00", "19.10.2026 15:00 | 26.10.2026 15:00 WhichDay"),
    ]);
}

#[test]
fn dates_in_digits() {
    check_all(&[
        ("15.10 16:00", "15.10.2026 16:00"),
        ("15.10.2026 16:00", "15.10.2026 16:00"),
        ("15.10.26 в 16.00", "15.10.2026 16:00"),
        ("15.10 в 16", "15.10.2026 16:00"),
        ("15.10 16.00", "15.10.2026 16:00"),
        ("16.00 15.10", "15.10.2026 16:00"),
        ("15.10. в 16.00", "15.10.2026 16:00"),
        ("15.10.16:00", "15.10.2026 16:00"),
        ("15.10 16.10", "15.10.2026 16:10"),
        ("в 15.10 16.10", "16.10.2026 15:10"),
        ("15.10-16:00", "15.10.2026 16:00"),
        ("15/10 16:00", "15.10.2026 16:00"),
        ("10/15 16:00", "15.10.2026 16:00"),
        ("15/10/2026, 16:00", "15.10.2026 16:00"),
        ("15-10 16:00", "15.10.2026 16:00"),
        ("15-10-2026 16-00", "15.10.2026 16:00"),
        ("2026-10-15 16:00", "15.10.2026 16:00"),
        ("2026-10-15T16:00:00", "15.10.2026 16:00"),
        ("15 10 2026 16 00", "15.10.2026 16:00"),
        ("15.10.2026г. в 16ч.", "15.10.2026 16:00"),
        ("15.10 2026 16:00", "15.10.2026 16:00"),
        ("１５．１０ １６：００", "15.10.2026 16:00"),
        ("16:00, 15.10", "15.10.2026 16:00"),
        ("5.11 9:05", "05.11.2026 09:05"),
        ("05.11 в 9-05", "05.11.2026 09:05"),
        ("дата 15.10 время 16:00", "15.10.2026 16:00"),
        ("15 числа в 16", "15.10.2026 16:00"),
        ("15-го в 16", "15.10.2026 16:00"),
        ("1-го в 16:00", "01.11.2026 16:00 [Sunday]"),
        ("15 в 16:00", "15.10.2026 16:00"),
        ("01.02.2027 16:00", "01.02.2027 16:00"),
        ("01.11.2027 16:00", "01.11.2027 16:00 [MoreThanYearAhead]"),
    ]);
}

#[test]
fn dates_in_words() {
    check_all(&[
        ("15 октября в 4", "15.10.2026 16:00 | 15.10.2026 04:00 Hour"),
        ("15 октября 16:00", "15.10.2026 16:00"),
        ("16:00 15 октября", "15.10.2026 16:00"),
        ("в 16 15 октября", "15.10.2026 16:00"),
        ("в 16 часов 15 октября", "15.10.2026 16:00"),
        ("15 октября, 16 часов 30 минут", "15.10.2026 16:30"),
        ("15 окт 16-00", "15.10.2026 16:00"),
        ("15окт 16.00", "15.10.2026 16:00"),
        ("15-окт 16:00", "15.10.2026 16:00"),
        ("25 дек 2026 г. 10-00", "25.12.2026 10:00"),
        ("25 декабря 2026 года в 10 утра", "25.12.2026 10:00"),
        ("25 декабря 26г. в 10:00", "25.12.2026 10:00"),
        ("25 декабря в 10:00 2026 года", "25.12.2026 10:00"),
        ("1-го ноября в 10", "01.11.2026 10:00 [Sunday]"),
        ("двадцать пятого ноября в десять", "25.11.2026 10:00"),
        ("пятого ноября в шестнадцать тридцать", "05.11.2026 16:30"),
        ("3 ноября, вт, 16:00 (Тюмень)", "03.11.2026 16:00"),
        ("3 ноября, вт, 16:00 (г. Екатеринбург)", "03.11.2026 16:00"),
        ("10 марта в 12", "10.03.2027 12:00 | NextYear"),
        ("Oct 15 16:00", "15.10.2026 16:00"),
        ("October 15th, 2026 at 4 pm", "15.10.2026 16:00"),
        ("15 October at 4", "15.10.2026 16:00 | 15.10.2026 04:00 Hour"),
        ("15th of October 16:00", "15.10.2026 16:00"),
        ("at 10 Oct 15", "15.10.2026 10:00"),
        ("Sat, 3 Nov 16:00", "WeekdayMismatch { date: 2026-11-03, said: Sat, is: Tue }"),
    ]);
}

#[test]
fn hours_as_spoken() {
    check_all(&[
        ("завтра в 4", "14.10.2026 16:00 | 14.10.2026 04:00 Hour"),
        ("завтра в 4:30", "14.10.2026 16:30 | 14.10.2026 04:30 Hour"),
        ("завтра в 04:30", "14.10.2026 04:30 [Night]"),
        ("завтра в 8", "14.10.2026 08:00"),
        ("завтра в 23", "14.10.2026 23:00 [Night]"),
        ("завтра в 4 часа", "14.10.2026 16:00 | 14.10.2026 04:00 Hour"),
        ("завтра четыре часа дня", "14.10.2026 16:00"),
        ("завтра в 4 дня", "14.10.2026 16:00"),
        ("завтра в 7 вечера", "14.10.2026 19:00"),
        ("завтра вечером в 7", "14.10.2026 19:00"),
        ("завтра в 9 утра", "14.10.2026 09:00"),
        ("завтра утром, в 9", "14.10.2026 09:00"),
        ("завтра днём в 2", "14.10.2026 14:00"),
        ("завтра после обеда в 3", "14.10.2026 15:00"),
        ("завтра в 3 ночи", "14.10.2026 03:00 [Night]"),
        ("завтра в полдень", "14.10.2026 12:00"),
        ("завтра в полночь", "14.10.2026 00:00 | 15.10.2026 00:00 Midnight"),
        ("завтра в час дня", "14.10.2026 13:00"),
        ("завтра в час", "14.10.2026 13:00 | 14.10.2026 01:00 Hour"),
        ("завтра в полпятого", "14.10.2026 16:30 | 14.10.2026 04:30 Hour"),
        ("завтра в пол-пятого вечера", "14.10.2026 16:30"),
        ("завтра в половине десятого", "14.10.2026 09:30"),
        ("завтра в четверть пятого дня", "14.10.2026 16:15"),
        ("завтра без четверти пять вечера", "14.10.2026 16:45"),
        ("завтра без двадцати девять", "14.10.2026 08:40"),
        ("завтра в десять минут пятого дня", "14.10.2026 16:10"),
        ("завтра в шестнадцать ноль ноль", "14.10.2026 16:00"),
        ("завтра в двадцать часов", "14.10.2026 20:00"),
        ("завтра к пяти вечера", "14.10.2026 17:00"),
        ("завтра в 19 вечера", "14.10.2026 19:00"),
        ("сегодня в 4", "13.10.2026 16:00"),
    ]);
}

#[test]
fn from_now_on() {
    check_all(&[
        ("через час", "13.10.2026 13:00"),
        ("через полчаса", "13.10.2026 12:30"),
        ("через полтора часа", "13.10.2026 13:30"),
        ("через 2 часа 15 минут", "13.10.2026 14:15"),
        ("через 40 мин", "13.10.2026 12:40"),
        ("через неделю в 16", "20.10.2026 16:00"),
        ("через две недели в 16", "27.10.2026 16:00"),
        ("через 2 дня 10:00", "15.10.2026 10:00"),
        ("через 2 дня в 4 дня", "15.10.2026 16:00"),
        ("в 10:00 через три дня", "16.10.2026 10:00"),
        ("через день в 10", "14.10.2026 10:00 | 15.10.2026 10:00 WhichDay"),
        ("через месяц в 10", "13.11.2026 10:00"),
        ("in 2 days 10:00", "15.10.2026 10:00"),
        ("in an hour", "13.10.2026 13:00"),
        ("in half an hour", "13.10.2026 12:30"),
        ("in a week at 4pm", "20.10.2026 16:00"),
    ]);
}

#[test]
fn a_time_alone_offers_the_nearest_days() {
    check_all(&[
        ("16:00", "13.10.2026 16:00 | 14.10.2026 16:00 NearestDay"),
        ("в 10", "14.10.2026 10:00 NearestDay"),
        ("noon", "14.10.2026 12:00 NearestDay"),
        ("в 4", "13.10.2026 16:00 | 14.10.2026 16:00 | 14.10.2026 04:00 NearestDay"),
        ("в 7 вечера", "13.10.2026 19:00 | 14.10.2026 19:00 NearestDay"),
    ]);
}

#[test]
fn another_keyboard_layout() {
    check_all(&[
        ("pfdnhf d 16", "14.10.2026 16:00 «завтра в 16»"),
        ("15 jrnz,hz d 16:00", "15.10.2026 16:00 «15 октября в 16:00»"),
        ("pfdnhf, d 16", "14.10.2026 16:00 «завтра, в 16»"),
        ("c, 14:00", "17.10.2026 14:00 «сб 14:00»"),
        ("ещьщккщц фе 4зь", "14.10.2026 16:00 «tomorrow at 4pm»"),
        ("завтра в 16Ж00", "14.10.2026 16:00 «завтра в 16:00»"),
        ("15ю10 в 16", "15.10.2026 16:00 «15.10 в 16»"),
        ("B 16:00", "13.10.2026 16:00 | 14.10.2026 16:00 NearestDay"),
    ]);
}

#[test]
fn refusals_say_what_is_wrong() {
    check_all(&[
        ("32 октября в 16", "NoSuchDate { near: [2026-10-31, 2026-11-01] }"),
        ("31.11 16:00", "NoSuchDate { near: [2026-11-30, 2026-12-01] }"),
        ("31.11", "NoSuchDate { near: [2026-11-30, 2026-12-01] }"),
        ("29.02.2027 10:00", "NoSuchDate { near: [2027-02-28, 2027-03-01] }"),
        ("29 февраля 10:00", "NoSuchDate { near: [2027-02-28, 2027-03-01] }"),
        ("15.13 16:00", "NoSuchDate { near: [] }"),
        ("40-го в 16", "NoSuchDate { near: [] }"),
        ("завтра в 25:00", "NoSuchTime"),
        ("завтра в 25", "NoSuchTime"),
        ("завтра в 16:60", "NoSuchTime"),
        ("завтра 24:00", "NoSuchTime"),
        ("завтра в 14 утра", "NoSuchTime"),
        ("сегодня в 10", "Past 13.10.2026 10:00"),
        ("сегодня в 12:00", "Past 13.10.2026 12:00"),
        ("вчера в 16", "Past 12.10.2026 16:00"),
        ("15.10.2025 16:00", "Past 15.10.2025 16:00"),
        ("13.10 10:00", "Past 13.10.2026 10:00"),
        ("12.10 10:00", "12.10.2027 10:00 NextYear"),
        ("20 сентября в 4", "20.09.2027 16:00 | 20.09.2027 04:00 NextYear"),
        ("15 октября", "NoTime(2026-10-15)"),
        ("15.10", "NoTime(2026-10-15)"),
        ("в четверг", "NoTime(2026-10-15)"),
        ("завтра вечером", "NoTime(2026-10-14)"),
        ("вчера", "PastDay(2026-10-12)"),
        ("завтра, 15.10, в 16", "TwoDates(2026-10-14, 2026-10-15)"),
        ("завтра с 16 до 18", "TwoTimes(16:00:00, 18:00:00)"),
        ("завтра 16:00-17:30", "TwoTimes(16:00:00, 17:30:00)"),
        ("15 октября 16-18", "TwoTimes(16:00:00, 18:00:00)"),
        ("завтра в 16 мск", "OtherZone(Europe/Moscow)"),
        ("завтра в 16 по Москве", "NotUnderstood"),
        ("завтра в 16 в 305", "NotUnderstood"),
        ("завтра примерно в 16", "NotUnderstood"),
        ("завтра", "NoTime(2026-10-14)"),
        ("завтра -5:00", "NotUnderstood"),
        ("потом", "NotUnderstood"),
        ("на следующей неделе в 16", "NotUnderstood"),
        ("89123456789", "NotUnderstood"),
        ("", "NotUnderstood"),
        ("...", "NotUnderstood"),
        ("🙂", "NotUnderstood"),
    ]);
}

#[test]
fn a_long_text_is_not_even_looked_at() {
    check(&"завтра ".repeat(40), "NotUnderstood");
    check(&format!("завтра в 16{}", " ".repeat(189)), "14.10.2026 16:00");
    check(&format!("завтра в 16{}", " ".repeat(190)), "NotUnderstood");
}

#[test]
fn moscow_time_is_fine_in_moscow() {
    assert_eq!(told("завтра в 16 мск", noon(), Tz::Europe__Moscow), "14.10.2026 16:00");
}

#[test]
fn in_january_is_the_coming_january() {
    assert_eq!(told("15.01 16:00", noon(), TYUMEN), "15.01.2027 16:00");
}

#[test]
fn today_is_the_day_of_the_zone() {
    let late = Utc.with_ymd_and_hms(2026, 10, 13, 20, 30, 0).unwrap();
    assert_eq!(told("завтра в 16", late, TYUMEN), "15.10.2026 16:00");
    assert_eq!(told("завтра в 16", late, Tz::Europe__Moscow), "14.10.2026 16:00");
}

#[test]
fn an_hour_that_clocks_skip_or_show_twice() {
    let march = Utc.with_ymd_and_hms(2027, 3, 1, 12, 0, 0).unwrap();
    assert_eq!(told("28.03.2027 02:30", march, Tz::Europe__Berlin), "SkippedByClock(2027-03-28T02:30:00)");
    assert_eq!(told("28.03.2027 2:30", march, Tz::Europe__Berlin), "28.03.2027 14:30 [Sunday]");
    let back = "31.10.2027 02:30 | 31.10.2027 02:30 ClockBack";
    assert_eq!(told("31.10.2027 02:30", march, Tz::Europe__Berlin), back);
}

#[test]
fn through_an_hour_is_rounded_up_to_a_minute() {
    let now = noon() + chrono::TimeDelta::milliseconds(20_001);
    assert_eq!(told("через час", now, TYUMEN), "13.10.2026 13:01");
}

#[test]
fn the_answer_about_the_time_of_a_known_day() {
    let day = chrono::NaiveDate::from_ymd_opt(2026, 10, 15).unwrap();
    let on = |text| {
        read_on(day, text, noon(), TYUMEN).map(|reading| {
            reading.choice.options().iter().map(|moment| local(moment.at, TYUMEN)).collect::<Vec<_>>().join(" | ")
        })
    };
    assert_eq!(on("16"), Ok("15.10.2026 16:00".to_owned()));
    assert_eq!(on("16.10"), Ok("15.10.2026 16:10".to_owned()));
    assert_eq!(on("в 4"), Ok("15.10.2026 16:00 | 15.10.2026 04:00".to_owned()));
    assert_eq!(on("нет, "), Err(Unread::NotUnderstood));
    assert_eq!(on("16.10 15:00"), Ok("16.10.2026 15:00".to_owned()));
    assert_eq!(on("завтра в 9 утра"), Ok("14.10.2026 09:00".to_owned()));
    assert_eq!(on("25:00"), Err(Unread::NoSuchTime));
}

#[test]
fn times_alone() {
    let times = |text| {
        read_time_only(text)
            .map(|choice| choice.options().iter().map(ToString::to_string).collect::<Vec<_>>().join(" "))
    };
    assert_eq!(times("16"), Ok("16:00:00".to_owned()));
    assert_eq!(times("15.10"), Ok("15:10:00".to_owned()));
    assert_eq!(times("9-30"), Ok("09:30:00".to_owned()));
    assert_eq!(times("в 4"), Ok("16:00:00 04:00:00".to_owned()));
    assert_eq!(times("полночь"), Ok("00:00:00".to_owned()));
    assert_eq!(times("завтра в 4"), Err(Unread::NotUnderstood));
}

#[test]
fn days_alone() {
    let days = |text| {
        read_date_only(text, noon(), TYUMEN)
            .map(|choice| choice.options().iter().map(ToString::to_string).collect::<Vec<_>>().join(" "))
    };
    assert_eq!(days("20.11"), Ok("2026-11-20".to_owned()));
    assert_eq!(days("до 10.12.2026"), Ok("2026-12-10".to_owned()));
    assert_eq!(days("16.10"), Ok("2026-10-16".to_owned()));
    assert_eq!(days("20"), Ok("2026-10-20".to_owned()));
    assert_eq!(days("к пятнице"), Ok("2026-10-16".to_owned()));
    assert_eq!(days("сегодня"), Ok("2026-10-13".to_owned()));
    assert_eq!(days("во вторник"), Ok("2026-10-13 2026-10-20".to_owned()));
    assert_eq!(days("1 октября 2026"), Err(Unread::PastDay("2026-10-01".parse().unwrap())));
    assert_eq!(days("завтра в 16:00"), Err(Unread::NotUnderstood));
    assert_eq!(
        days("31.09"),
        Err(Unread::NoSuchDate { near: vec!["2027-09-30".parse().unwrap(), "2027-10-01".parse().unwrap()] })
    );
}

#[test]
fn zones_by_city_and_by_hours() {
    let table = [
        ("Москва", Some(Tz::Europe__Moscow)),
        ("мск", Some(Tz::Europe__Moscow)),
        ("по Москве", Some(Tz::Europe__Moscow)),
        ("vjcrdf", Some(Tz::Europe__Moscow)),
        ("г. Тюмень", Some(Tz::Asia__Yekaterinburg)),
        ("в Тюмени", Some(Tz::Asia__Yekaterinburg)),
        ("Пермь", Some(Tz::Asia__Yekaterinburg)),
        ("Екатеринбург", Some(Tz::Asia__Yekaterinburg)),
        ("Тутаев", Some(Tz::Europe__Moscow)),
        ("Анучино", Some(Tz::Asia__Vladivostok)),
        ("Владивосток", Some(Tz::Asia__Vladivostok)),
        ("Ростов-на-Дону", Some(Tz::Europe__Moscow)),
        ("Нижний Новгород", Some(Tz::Europe__Moscow)),
        ("Орёл", Some(Tz::Europe__Moscow)),
        ("Томск", Some(Tz::Asia__Tomsk)),
        ("Омск", Some(Tz::Asia__Omsk)),
        ("+5", Some(Tz::Asia__Yekaterinburg)),
        ("UTC+5", Some(Tz::Asia__Yekaterinburg)),
        ("utc +05:00", Some(Tz::Asia__Yekaterinburg)),
        ("МСК+2", Some(Tz::Asia__Yekaterinburg)),
        ("мск -1", Some(Tz::Europe__Kaliningrad)),
        ("+12", Some(Tz::Asia__Kamchatka)),
        ("+1", Some(Tz::Etc__GMTMinus1)),
        ("UTC-5", Some(Tz::Etc__GMTPlus5)),
        ("UTC", Some(Tz::UTC)),
        ("Europe/Moscow", Some(Tz::Europe__Moscow)),
        ("europe/moscow", Some(Tz::Europe__Moscow)),
        ("Novosibirsk", Some(Tz::Asia__Novosibirsk)),
        ("New York", Some(Tz::America__New_York)),
        ("tyumen", Some(Tz::Asia__Yekaterinburg)),
        ("5", None),
        ("+99", None),
        ("+5:30", None),
        ("Хогвартс", None),
        ("", None),
    ];
    for (text, expect) in table {
        assert_eq!(read_zone(text), expect, "for {text:?}");
    }
}

#[test]
fn the_eleven_zones_of_russia_differ_by_an_hour() {
    for hours in 2..=12 {
        let tz = read_zone(&format!("+{hours}")).unwrap();
        let local = noon().with_timezone(&tz).naive_local();
        assert_eq!((local - noon().naive_utc()).num_hours(), hours, "{tz}");
    }
}

#[test]
fn seats() {
    let table = [
        ("40", Some(Count::Seats(40))),
        ("40 мест", Some(Count::Seats(40))),
        ("40мест", Some(Count::Seats(40))),
        ("до 40 человек", Some(Count::Seats(40))),
        ("не больше 40 чел.", Some(Count::Seats(40))),
        ("1 000", Some(Count::Seats(1000))),
        ("сорок", Some(Count::Seats(40))),
        ("Сто двадцать пять мест", Some(Count::Seats(125))),
        ("тысяча", Some(Count::Seats(1000))),
        ("４０", Some(Count::Seats(40))),
        ("40 seats", Some(Count::Seats(40))),
        ("twenty five", Some(Count::Seats(25))),
        ("без ограничений", Some(Count::Unlimited)),
        ("Без ограничений.", Some(Count::Unlimited)),
        ("сколько угодно", Some(Count::Unlimited)),
        ("no limit", Some(Count::Unlimited)),
        ("0", None),
        ("-5", None),
        ("30-40", None),
        ("30 40", None),
        ("40 котов", None),
        ("пять сорок", None),
        ("100001", None),
        ("999999999999", None),
        ("мест", None),
        ("", None),
    ];
    for (text, expect) in table {
        assert_eq!(read_count(text), expect, "for {text:?}");
    }
}

//! The same figures for a person: one screen of `krug status`, and what in it wants somebody. Pure.

use std::fmt::Write;

use chrono::{DateTime, TimeDelta, Utc};

use super::Live;
use crate::queue::outbox::Turn;
use crate::queue::{Depth, Depths};

/// A queue whose oldest row waits longer wants somebody.
const LONG: TimeDelta = TimeDelta::minutes(5);
/// While messages leave one after another, a long queue behind them is only long.
const FLOWING: TimeDelta = TimeDelta::minutes(1);

/// How things stand, in some aligned lines. `live`: what the running bot says about itself, if it was asked and answers.
pub fn report(running: bool, depths: &Depths, live: Option<&Live>, now: DateTime<Utc>) -> String {
    let mut lines = vec![process(running, live, now), String::new()];
    lines.push(format!("{:<14}{:>10}{:>12}", "", "waiting", "oldest"));
    lines.push(queue("updates", &depths.inbox, now));
    for (turn, depth) in Turn::ALL.iter().zip(&depths.outbox) {
        lines.push(queue(plural(*turn), depth, now));
    }
    let later = if depths.later > 0 { format!("   {} more for later", whole(depths.later)) } else { String::new() };
    lines.push(queue("jobs", &depths.jobs, now) + &later);
    lines.push(String::new());
    let fact = |name: &str, what: String| format!("{name:<14}{what}");
    lines.push(fact("last update", ago(depths.came, now)));
    lines.push(fact("last message", ago(depths.left, now)));
    lines.push(fact("given up", given_up(depths)));
    if let Some(live) = live {
        lines.push(fact("decided", decided(live)));
        lines.push(fact("sent", sent(live)));
        let (chat, global) = live.floods;
        lines.push(fact("told to wait", format!("{chat} times by one chat, {global} times by all")));
        lines.push(fact("now", format!("{} calls under way, {} messages a second allowed", live.under_way, live.pace)));
    }
    lines.join("\n")
}

/// What wants somebody, a few words each; nothing if all is well.
pub fn wants_somebody(running: bool, depths: &Depths, now: DateTime<Utc>) -> Vec<String> {
    let mut wants = Vec::new();
    if !running {
        wants.push("the bot is not running".to_owned());
    }
    let flowing = depths.left.is_some_and(|left| now - left <= FLOWING);
    let mut queue = |name: &str, depth: &Depth, flowing: bool| {
        if depth.age(now) > LONG && !flowing {
            wants.push(format!("{name} wait for {}", span(depth.age(now))));
        }
    };
    queue("updates", &depths.inbox, false);
    for (turn, depth) in Turn::ALL.iter().zip(&depths.outbox) {
        queue(plural(*turn), depth, flowing && *turn >= Turn::Notice);
    }
    queue("jobs", &depths.jobs, false);
    if depths.dead.updates + depths.dead.jobs > 0 {
        wants.push(format!("given up in the last three days: {} (the log says why)", given_up(depths)));
    }
    wants
}

fn process(running: bool, live: Option<&Live>, now: DateTime<Utc>) -> String {
    let Some(live) = live.filter(|_| running) else {
        return if running { "Krug is running" } else { "Krug is not running" }.to_owned();
    };
    let since = live.started.map_or_else(String::new, |at| {
        format!(" since {} UTC ({})", at.format("%-d %b %Y %H:%M"), span((now - at).max(TimeDelta::zero())))
    });
    format!("Krug is running{since}, {:.0} MB", live.memory / 1_000_000.0)
}

fn queue(name: &str, depth: &Depth, now: DateTime<Utc>) -> String {
    let age = depth.since.map_or_else(|| "-".to_owned(), |_| span(depth.age(now)));
    format!("{name:<14}{:>10}{age:>12}", whole(depth.waiting))
}

const fn plural(turn: Turn) -> &'static str {
    match turn {
        Turn::Press => "presses",
        Turn::Redraw => "redrawings",
        Turn::Reply => "replies",
        Turn::Notice => "notices",
        Turn::Reminder => "reminders",
        Turn::Bulk => "broadcasts",
    }
}

fn ago(at: Option<DateTime<Utc>>, now: DateTime<Utc>) -> String {
    at.map_or_else(
        || "none that is remembered".to_owned(),
        |at| format!("{} ago", span((now - at).max(TimeDelta::zero()))),
    )
}

fn given_up(depths: &Depths) -> String {
    let count = |many: i64, one: &str| (many > 0).then(|| format!("{many} {one}{}", if many == 1 { "" } else { "s" }));
    let all = [count(depths.dead.updates, "update"), count(depths.dead.jobs, "job")];
    let all: Vec<String> = all.into_iter().flatten().collect();
    if all.is_empty() { "nothing".to_owned() } else { all.join(", ") }
}

fn decided(live: &Live) -> String {
    let mut said = format!("{} updates, {:.1} a second now", whole(live.decided as i64), live.speed);
    if let Some(bound) = live.transaction {
        let _never_fails = write!(said, "; 99 of 100 transactions {}", within(bound));
    }
    said
}

fn sent(live: &Live) -> String {
    let outcomes = live.calls.iter().map(|(outcome, many)| format!("{} {outcome}", whole(*many as i64)));
    let mut said = outcomes.collect::<Vec<_>>().join(", ");
    if said.is_empty() {
        return "nothing yet".to_owned();
    }
    if let Some(bound) = live.call {
        let _never_fails = write!(said, "; 99 of 100 calls {}", within(bound));
    }
    said
}

fn within(seconds: f64) -> String {
    if seconds.is_infinite() {
        return "take longer than is measured".to_owned();
    }
    if seconds < 1.0 { format!("within {} ms", seconds * 1000.0) } else { format!("within {seconds} s") }
}

/// A number, which is none below zero, with its thousands apart.
fn whole(number: i64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(' ');
        }
        out.push(digit);
    }
    out
}

/// A span of time as exactly as a person wants it.
fn span(time: TimeDelta) -> String {
    let (days, hours, minutes) = (time.num_days(), time.num_hours(), time.num_minutes());
    match time.num_seconds() {
        seconds @ ..60 => format!("{seconds} s"),
        60..3600 => format!("{minutes} min"),
        3600..172_800 if minutes % 60 == 0 => format!("{hours} h"),
        3600..172_800 => format!("{hours} h {} min", minutes % 60),
        _ => format!("{days} days"),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::kernel::time::at_millis;
    use crate::queue::Dead;

    const NOW: i64 = 1_800_000_000_000;

    fn waits(waiting: i64, seconds: i64) -> Depth {
        Depth { waiting, since: Some(at_millis(NOW - seconds * 1000)) }
    }

    fn wants(running: bool, depths: &Depths) -> Vec<String> {
        wants_somebody(running, depths, at_millis(NOW))
    }

    #[test]
    fn a_span_is_as_exact_as_a_person_wants_it() {
        let check = |seconds, expect| assert_eq!(span(TimeDelta::seconds(seconds)), expect);
        check(0, "0 s");
        check(59, "59 s");
        check(60, "1 min");
        check(3599, "59 min");
        check(7200, "2 h");
        check(7860, "2 h 11 min");
        check(172_800, "2 days");
    }

    #[test]
    fn thousands_stand_apart() {
        let check = |number, expect| assert_eq!(whole(number), expect);
        check(7, "7");
        check(1234, "1 234");
        check(100_000, "100 000");
    }

    #[test]
    fn when_all_is_well_nobody_is_wanted() {
        assert_eq!(wants(true, &Depths { inbox: waits(900, 2), ..Depths::default() }), [""; 0]);
    }

    #[test]
    fn a_bot_that_does_not_run_wants_somebody() {
        assert_eq!(wants(false, &Depths::default()), ["the bot is not running"]);
    }

    #[test]
    fn what_waits_for_long_wants_somebody() {
        let depths = Depths { inbox: waits(1, 301), jobs: waits(1, 299), ..Depths::default() };
        assert_eq!(wants(true, &depths), ["updates wait for 5 min"]);
    }

    #[test]
    fn a_long_queue_that_flows_is_only_long_unless_it_holds_answers() {
        let mut depths = Depths { left: Some(at_millis(NOW - 900)), ..Depths::default() };
        depths.outbox[3] = waits(9000, 400);
        assert_eq!(wants(true, &depths), [""; 0]);
        depths.outbox[2] = waits(1, 400);
        assert_eq!(wants(true, &depths), ["replies wait for 6 min"]);
        depths.left = Some(at_millis(NOW - 61_000));
        assert_eq!(wants(true, &depths), ["replies wait for 6 min", "notices wait for 6 min"]);
    }

    #[test]
    fn what_was_given_up_wants_somebody() {
        let depths = Depths { dead: Dead { updates: 1, jobs: 2 }, ..Depths::default() };
        assert_eq!(wants(true, &depths), ["given up in the last three days: 1 update, 2 jobs (the log says why)"]);
    }

    #[test]
    fn it_is_one_calm_screen() {
        let mut depths = Depths { inbox: waits(12, 3), later: 4100, ..Depths::default() };
        depths.outbox[5] = waits(8412, 250);
        depths.came = Some(at_millis(NOW - 2000));
        let live = Live {
            started: Some(at_millis(NOW - 7_200_000)),
            memory: 31_400_000.0,
            decided: 1_204_331.0,
            speed: 12.44,
            transaction: Some(0.0025),
            call: Some(f64::INFINITY),
            calls: BTreeMap::from([("refused".to_owned(), 3.0), ("sent".to_owned(), 90_211.0)]),
            floods: (2.0, 0.0),
            under_way: 3.0,
            pace: 30.0,
        };
        let screen = report(true, &depths, Some(&live), at_millis(NOW));
        let expect = "\
Krug is running since 15 Jan 2027 06:00 UTC (2 h), 31 MB

                 waiting      oldest
updates               12         3 s
presses                0           -
redrawings             0           -
replies                0           -
notices                0           -
reminders              0           -
broadcasts         8 412       4 min
jobs                   0           -   4 100 more for later

last update   2 s ago
last message  none that is remembered
given up      nothing
decided       1 204 331 updates, 12.4 a second now; 99 of 100 transactions within 2.5 ms
sent          3 refused, 90 211 sent; 99 of 100 calls take longer than is measured
told to wait  2 times by one chat, 0 times by all
now           3 calls under way, 30 messages a second allowed";
        assert_eq!(screen, expect);
        assert!(screen.lines().all(|line| line.len() <= 100));
    }

    #[test]
    fn without_its_own_word_the_database_is_enough() {
        let screen = report(false, &Depths::default(), None, at_millis(NOW));
        assert!(screen.starts_with("Krug is not running\n") && screen.ends_with("given up      nothing"), "{screen}");
    }
}

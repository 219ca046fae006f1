//! A start after an outage: Telegram's whole queue waits, and people have pressed ten times over.

use std::time::{Duration, Instant};

use krug::sandbox::Limits;

use super::PACE;
use crate::load;
use crate::plan::Plan;
use crate::program::{Program, Who};
use crate::report::{Report, count};
use crate::town::Town;

/// A press waits no longer at Telegram.
const PRESSES_LIVE: Duration = Duration::from_secs(150);
const PEOPLE: usize = 2000;

/// How long the first answer and the last one took, and how many never came.
struct Cold {
    first: Duration,
    last: Duration,
    lost: usize,
    each: f64,
}

/// From the start of the process to the answer to the last press.
pub fn cold(plan: &Plan, report: &mut Report) -> anyhow::Result<()> {
    let waiting = if plan.full { 100_000 } else { 10_000 };
    let name = count(waiting as f64);
    report.note(&format!("{name} updates wait"));
    let (krug, echo) = (start(Who::Krug, waiting)?, start(Who::Echo, waiting)?);
    let seconds = |time: Duration| format!("{:.2} s", time.as_secs_f64());
    let mut line = |what: &str, of: &dyn Fn(&Cold) -> String| report.line(what, of(&krug), of(&echo), "");
    line(&format!("cold start with {name} presses waiting: the first is answered after"), &|cold| seconds(cold.first));
    line(&format!("cold start with {name} presses waiting: the last is answered after"), &|cold| seconds(cold.last));
    line("… processor time a press", &|cold| format!("{:.0} µs", cold.each));
    line("… presses unanswered", &|cold| cold.lost.to_string());
    Ok(())
}

fn start(who: Who, waiting: usize) -> anyhow::Result<Cold> {
    let mut town = Town::found(Limits::without_flood_control(), PEOPLE)?;
    if who == Who::Krug {
        town.plant(PEOPLE)?;
    }
    let mut book = load::begin(&mut town);
    for n in 0..waiting {
        book.press(&town.sandbox, n % PEOPLE);
    }
    let began = Instant::now();
    let program = Program::start(who, &town.sandbox, town.folder.path(), &[("KRUG_PACE", PACE.to_string())])?;
    let mut first = None;
    town.hear_until(began + PRESSES_LIVE, |_, heard| {
        if book.hear(heard).is_some() {
            first.get_or_insert_with(|| began.elapsed());
        }
        book.waiting() == 0
    })?;
    let (last, each) = (began.elapsed(), 1e6 * program.seconds() / waiting as f64);
    let lost = book.waiting();
    Ok(Cold { first: first.unwrap_or_default(), last, lost, each })
}

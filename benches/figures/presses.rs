//! People press the buttons of a card: how many a second, how soon each is answered, what it costs, and whether the size of
//! the community matters.

use std::time::Duration;

use krug::sandbox::Limits;

use super::PACE;
use crate::load::{self, Load};
use crate::plan::Plan;
use crate::program::{Memory, Program, Who};
use crate::report::{CARD, Report, SPREAD, count, megabytes, quantile, spread};
use crate::town::Town;

/// How many press at once.
const PEOPLE: usize = 2000;

/// One bot under one kind of load after the other.
struct Measured {
    rest: Memory,
    peak: Memory,
    at_once: Load,
    in_one_go: Option<Load>,
    steady: Vec<Load>,
}

fn measure(who: Who, (members, people): (usize, usize), rates: &[f64], plan: &Plan) -> anyhow::Result<Measured> {
    let mut town = Town::found(Limits::without_flood_control(), people)?;
    if who == Who::Krug {
        town.plant(members)?;
    }
    let program: Program = town.start(who, &[("KRUG_PACE", PACE.to_string())])?;
    let rest = program.memory();
    let mut steady = Vec::new();
    for rate in rates {
        // Enough presses for a p99 to mean something, also of ten a second.
        let lasting = plan.lasting.max(Duration::from_secs_f64((if plan.full { 300.0 } else { 50.0 }) / rate));
        steady.push(load::steadily(&mut town, &program, *rate, lasting)?);
    }
    let at_once = load::again_and_again(&mut town, &program, plan.lasting)?;
    let in_one_go = (rates.len() > 1).then(|| load::in_one_go(&mut town, &program, 10)).transpose()?;
    Ok(Measured { rest, peak: program.memory(), at_once, in_one_go, steady })
}

/// What the sandbox and the hands that press can bear: the empty bot alone.
pub fn floor(plan: &Plan, report: &mut Report) -> anyhow::Result<()> {
    let m = measure(Who::Echo, (PEOPLE, PEOPLE), &[100.0], plan)?;
    report.line("an empty bot: answered a second", "", count(m.at_once.rate()), "");
    report.line("… processor time a press, bot", "", format!("{:.0} µs", m.at_once.each()), "");
    report.line("… sandbox and load", "", format!("{:.0} µs", m.at_once.each_in_sandbox()), "");
    report.line(format!("… 100 presses a second: {SPREAD}"), "", spread(&m.steady[0].tally.answers), "");
    Ok(())
}

/// 2,000 people at once; and how soon one is answered while so many press a second.
pub fn presses(plan: &Plan, report: &mut Report) -> anyhow::Result<()> {
    const RATES: [f64; 3] = [10.0, 100.0, 1000.0];
    report.note("2,000 people press");
    let krug = measure(Who::Krug, (PEOPLE, PEOPLE), &RATES, plan)?;
    let echo = measure(Who::Echo, (PEOPLE, PEOPLE), &RATES, plan)?;
    let both = |of: &dyn Fn(&Measured) -> String| (of(&krug), of(&echo));
    let mut line = |what: &str, aim: &str, of: &dyn Fn(&Measured) -> String| {
        let (krug, echo) = both(of);
        report.line(what, krug, echo, aim);
    };
    line("2,000 press again and again: answered a second", "6,000", &|m| count(m.at_once.rate()));
    line("… cards redrawn a second", "", &|m| count(m.at_once.cards()));
    line("… processor time a press, bot", "", &|m| format!("{:.0} µs", m.at_once.each()));
    line("… processor time a press, sandbox and load", "", &|m| format!("{:.0} µs", m.at_once.each_in_sandbox()));
    line(&format!("… {SPREAD}"), "", &|m| spread(&m.at_once.tally.answers));
    line("… presses unanswered, calls refused", "0, 0", &|m| lost(&m.at_once));
    line("2,000 press 10 times without waiting: answered a second", "", &|m| {
        m.in_one_go.as_ref().map_or_else(String::new, |load| count(load.rate()))
    });
    for (n, rate) in RATES.iter().enumerate() {
        let aim = if *rate == 100.0 { "p50 < 1, p99 < 3" } else { "" };
        let what = format!("{} presses a second: {SPREAD}", count(*rate));
        line(&what, aim, &|m| spread(&m.steady[n].tally.answers));
        line(&format!("… {CARD}"), "", &|m| spread(&m.steady[n].tally.cards));
        line("… processor time a press", "", &|m| format!("{:.0} µs", m.steady[n].each()));
        line("… presses unanswered, calls refused", "0, 0", &|m| lost(&m.steady[n]));
    }
    line("memory at rest", "40 MB", &|m| megabytes(m.rest.now));
    line("memory at its peak", "", &|m| megabytes(m.peak.peak));
    Ok(())
}

fn lost(load: &Load) -> String {
    format!("{}, {}", load.lost, load.tally.refused)
}

/// The same 1,000 people pressing among a thousand, a hundred thousand, a million members: in rounds, because a machine is
/// not equally quick from one minute to the next.
pub fn members(plan: &Plan, report: &mut Report) -> anyhow::Result<()> {
    let (sizes, rounds): (&[usize], usize) = match plan.full {
        true => (&[1000, 100_000, 1_000_000], 3),
        false => (&[1000, 100_000], 1),
    };
    let mut measured: Vec<Vec<Measured>> = sizes.iter().map(|_| Vec::new()).collect();
    for round in 1..=rounds {
        for (size, of_size) in sizes.iter().zip(&mut measured) {
            report.note(&format!("{} members, round {round}", count(*size as f64)));
            of_size.push(measure(Who::Krug, (*size, 1000), &[100.0], plan)?);
        }
    }
    for (n, size) in sizes.iter().enumerate() {
        let name = count(*size as f64);
        among(&name, median(&measured[n], |m| m.at_once.rate()), *size, report);
        if n > 0 {
            let ratio = |of: fn(&Measured) -> f64| {
                let pairs: Vec<f64> =
                    measured[n].iter().zip(&measured[0]).map(|(m, first)| of(m) / of(first)).collect();
                *median(&pairs, |ratio| *ratio)
            };
            let ratios = format!("{:.2}, {:.2}", ratio(|m| m.at_once.each()), ratio(soon));
            let what = format!("{name} members, times what 1,000 cost: processor time, p50 at 100/s");
            report.line(what, ratios, "", "1.2");
        }
    }
    Ok(())
}

/// What was measured in one round among so many.
fn among(name: &str, m: &Measured, size: usize, report: &mut Report) {
    let steady = &m.steady[0];
    report.line(format!("{name} members: answered a second"), count(m.at_once.rate()), "", "");
    report.line("… processor time a press", format!("{:.0} µs", m.at_once.each()), "", "");
    report.line(format!("… at 100 a second: {SPREAD}"), spread(&steady.tally.answers), "", "");
    report.line("… processor time a press at 100 a second", format!("{:.0} µs", steady.each()), "", "");
    report.line("… presses unanswered, calls refused", lost(&m.at_once), "", "0, 0");
    let aim = if size == 100_000 { "60 MB at the peak" } else { "" };
    let memory = format!("{}, {}", megabytes(m.rest.now), megabytes(m.peak.peak));
    report.line("… memory at rest, at its peak", memory, "", aim);
}

/// Half of the presses were answered sooner, seconds.
fn soon(m: &Measured) -> f64 {
    let mut times = m.steady[0].tally.answers.clone();
    times.sort_unstable();
    quantile(&times, 0.5).as_secs_f64()
}

/// The one in the middle.
fn median<T>(all: &[T], by: impl Fn(&T) -> f64) -> &T {
    let mut order: Vec<&T> = all.iter().collect();
    order.sort_by(|a, b| by(a).total_cmp(&by(b)));
    order[order.len() / 2]
}

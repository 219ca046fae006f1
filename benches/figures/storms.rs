//! Telegram says 429: to one chat, to several, to everything. Nobody may ask again before the time is over, and those whom
//! it does not concern may not notice.

use std::collections::HashMap;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use anyhow::Context;
use chrono::TimeDelta;
use krug::sandbox::{ChatId, Heard, Limits};

use super::PACE;
use crate::book::Tally;
use crate::load;
use crate::program::Who;
use crate::report::{Report, SPREAD, spread};
use crate::town::Town;

/// Who press; the first few are those whose chats are closed.
const PEOPLE: usize = 400;
/// Presses a second of all the others.
const RATE: f64 = 50.0;
/// How long Telegram wants to be left alone.
const CLOSED: Duration = Duration::from_secs(4);
/// Chats refuse one after the other: many in the same second would be a storm over everything.
const APART: Duration = Duration::from_millis(1500);
const LASTS: Duration = Duration::from_secs(12);
/// What was on its way when the first refusal left us.
const ON_ITS_WAY: Duration = Duration::from_millis(50);

/// Whom the storm is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Over {
    Chats(usize),
    Everything,
}

/// Refusals by chat (none: of anything), and who came too early.
#[derive(Debug, Default)]
struct Refusals {
    first: HashMap<Option<ChatId>, Instant>,
    refused: usize,
    early: usize,
}

impl Refusals {
    fn hear(&mut self, over: Over, closed: &[ChatId], heard: &Heard) {
        let whom = match over {
            Over::Everything if heard.method.eq_ignore_ascii_case("getUpdates") => return,
            Over::Everything => None,
            Over::Chats(_) if closed.contains(&heard.chat) => Some(heard.chat),
            Over::Chats(_) => return,
        };
        self.refused += usize::from(heard.status == 429);
        let first = match heard.status {
            429 => *self.first.entry(whom).or_insert(heard.at),
            _ => return,
        };
        self.early += usize::from(heard.at > first + ON_ITS_WAY);
    }
}

/// One chat, several, everything.
pub fn storms(report: &mut Report) -> anyhow::Result<()> {
    for (over, name) in [(Over::Chats(1), "one chat"), (Over::Chats(4), "four chats"), (Over::Everything, "everything")]
    {
        report.note(&format!("a storm over {name}"));
        let (refusals, others, lost) = storm(over)?;
        let counts = format!("{} of {}", refusals.early, refusals.refused);
        report.line(format!("429 to {name} for 4 s: calls before it was over"), counts, "", "0");
        let whom = if over == Over::Everything { "everybody" } else { "the others" };
        let what = format!("… {whom}: {SPREAD}");
        let aim = if over == Over::Everything { "" } else { "max < 100" };
        report.line(what, spread(&others.answers), "", aim);
        report.line("… presses unanswered", lost.to_string(), "", "0");
    }
    Ok(())
}

fn storm(over: Over) -> anyhow::Result<(Refusals, Tally, usize)> {
    let mut town = Town::found(Limits::without_flood_control(), PEOPLE)?;
    town.plant(PEOPLE)?;
    let program = town.start(Who::Krug, &[("KRUG_PACE", PACE.to_string())])?;
    // Connections are open and statements prepared.
    load::steadily(&mut town, &program, RATE, Duration::from_secs(2))?;
    let chats = if let Over::Chats(n) = over { n } else { 0 };
    let closed: Vec<ChatId> = town.phones[..chats].iter().map(|phone| phone.user.into()).collect();
    let (sandbox, book) = (town.sandbox.clone(), Mutex::new(load::begin(&mut town)));
    let (time, mut refusals) = (TimeDelta::from_std(CLOSED)?, Refusals::default());
    let began = Instant::now();
    std::thread::scope(|scope| {
        scope.spawn(|| {
            if over == Over::Everything {
                sandbox.refuse_for(None, time);
            }
            let mut shut = 0;
            let mut n = 0;
            while began.elapsed() < LASTS {
                if shut < chats && began.elapsed() >= APART * u32::try_from(shut).unwrap_or(0) {
                    sandbox.refuse_for(Some(closed[shut]), time);
                    load::open(&book).press(&sandbox, shut);
                    shut += 1;
                }
                load::open(&book).press(&sandbox, chats + n % (PEOPLE - chats));
                n += 1;
                let due = began + Duration::from_secs_f64(n as f64 / RATE);
                std::thread::sleep(due.saturating_duration_since(Instant::now()));
            }
        });
        town.hear_until(began + LASTS + CLOSED, |_, heard| {
            load::open(&book).hear(heard);
            refusals.hear(over, &closed, heard);
            began.elapsed() > LASTS && load::open(&book).waiting() == 0
        })
    })?;
    let book = book.into_inner().context("the one who presses broke")?;
    Ok((refusals, book.tally.clone(), book.waiting()))
}

//! A coordinator writes to everybody, through the bot as she would: how near Telegram's limit it comes without ever passing
//! it, and what those notice who press or write meanwhile.

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use krug::sandbox::{ChatId, Heard, Limits, Sandbox, UserId};

use crate::book::Tally;
use crate::load;
use crate::plan::Plan;
use crate::program::Who;
use crate::report::{CARD, Report, SPREAD, count, spread};
use crate::seed;
use crate::town::Town;

/// Who press while it lasts; each seldom enough to keep the one message a second of a chat.
const PRESSING: usize = 500;
/// Presses a second while it lasts.
const RATE: f64 = 10.0;
/// As often as so many press, somebody writes whom the broadcast does not concern: the answer is a new message, and counts for
/// the limit as a letter does.
const WRITES: usize = 5;
/// Those who write, in turn: each seldom enough for her chat's one message a second.
const WRITING: usize = 20;
const TEXT: &str = "Завтра в 16:00 встречаемся в ТОГИРРО. Возьмите, пожалуйста, тетради.";
/// What a coordinator writes and presses to get there, and the key that sends it.
const WAY: [&str; 3] = ["Рассылки", "Написать новую", "Всем"];
const SEND: &str = "Отправить сейчас";
/// An answer that is not there after so long is missed.
const LATE: Duration = Duration::from_millis(500);

/// How one broadcast went.
struct Sent {
    took: Duration,
    /// The least the limit allows for the messages that were sent in that time, edits not counted: if no second may hold more
    /// than the pace, a message arrives a second later than the one that is the pace before it, or later still. A second at least.
    ideal: Duration,
    reached: usize,
    presses: Tally,
    lost: usize,
    /// From what somebody wrote to its answer, or to the end where none came.
    replies: Vec<Duration>,
    breaches: u64,
}

/// Who has written and waits since when, and how long those waited who have their answers.
#[derive(Default)]
struct Letters {
    waiting: HashMap<ChatId, Instant>,
    waited: Vec<Duration>,
}

impl Letters {
    fn write(&mut self, sandbox: &Sandbox, who: UserId) {
        self.waiting.entry(who.into()).or_insert_with(Instant::now);
        sandbox.say(who, "/help");
    }

    fn hear(&mut self, heard: &Heard) {
        if heard.did("sendMessage")
            && let Some(since) = self.waiting.remove(&heard.chat)
        {
            self.waited.push(heard.at.saturating_duration_since(since));
        }
    }

    fn end(mut self) -> Vec<Duration> {
        // Whoever wrote right before the end has not waited yet.
        let late = self.waiting.into_values().map(|since| since.elapsed()).filter(|waited| *waited > LATE);
        self.waited.extend(late);
        self.waited
    }
}

fn open(letters: &Mutex<Letters>) -> MutexGuard<'_, Letters> {
    letters.lock().unwrap_or_else(PoisonError::into_inner)
}

/// At Telegram's common limit and at that of paid broadcasts; with and without people who press.
pub fn broadcast(plan: &Plan, report: &mut Report) -> anyhow::Result<()> {
    let full = if plan.full { [(30, 10_000), (1000, 10_000)] } else { [(30, 300), (1000, 3000)] };
    for (pace, members) in full {
        for pressing in [false, true] {
            let (n, at) = (count(members as f64), count(f64::from(pace)));
            let meanwhile = if pressing { ", 10 presses a second meanwhile" } else { "" };
            report.note(&format!("a broadcast to {n} at {at} a second{meanwhile}"));
            let sent = send(pace, members, pressing)?;
            let took = format!("{:.2} s", sent.took.as_secs_f64());
            let ideal = format!("{:.2} s", sent.ideal.as_secs_f64());
            let ratio = match sent.reached == members {
                true => format!("{:.4}", sent.took.as_secs_f64() / sent.ideal.as_secs_f64()),
                false => format!("only {} reached", sent.reached),
            };
            report.line(format!("broadcast to {n} at {at}/s{meanwhile}: times the ideal"), ratio, "1", "1.005");
            report.line("… time", took, ideal, "");
            report.line(
                "… reached, 429s",
                format!("{}, {}", sent.reached, sent.breaches),
                "",
                &format!("{members}, 0"),
            );
            if pressing {
                let what = format!("during it: {SPREAD}");
                report.line(what, spread(&sent.presses.answers), "", "p99 < 300");
                report.line(format!("… {CARD}"), spread(&sent.presses.cards), "", "");
                report.line("… presses unanswered", sent.lost.to_string(), "", "0");
                let what = "during it: written to answered, p50 / p95 / p99 / max ms";
                report.line(what, spread(&sent.replies), "", "p99 < 300");
            }
        }
    }
    Ok(())
}

fn send(pace: u32, members: usize, pressing: bool) -> anyhow::Result<Sent> {
    let limits = Limits { overall_per_second: usize::try_from(pace).ok(), ..Limits::telegram() };
    let mut town = Town::found(limits, members.min(PRESSING))?;
    town.acquaint(members);
    town.plant(members)?;
    let owner = seed::AUTHOR.0.to_string();
    let program = town.start(Who::Krug, &[("KRUG_PACE", pace.to_string()), ("KRUG_OWNERS", owner)])?;
    compose(&mut town)?;
    let book = Mutex::new(load::begin(&mut town));
    let (sandbox, people, over) = (town.sandbox.clone(), town.phones.len(), AtomicBool::new(!pressing));
    let writing: Vec<UserId> = (0..WRITING).map(|_| sandbox.add_person("Ольга", None, None, Some("ru"))).collect();
    let (letters, before) = (Mutex::new(Letters::default()), sandbox.flood_breaches());
    let everybody: HashSet<ChatId> = (1..=members).map(|member| seed::account(member).into()).collect();
    let (mut reached, mut calls, mut last) = (HashSet::new(), 0_usize, Instant::now());
    // No shorter than the broadcast may be, and long enough for one that is several times as slow.
    let patience = Duration::from_secs_f64(60.0 + 3.0 * members as f64 / f64::from(pace));
    let began = Instant::now();
    press(&sandbox, SEND)?;
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut n = 0;
            while !over.load(Ordering::Relaxed) {
                load::open(&book).press(&sandbox, n % people);
                n += 1;
                if n % WRITES == 0 {
                    open(&letters).write(&sandbox, writing[n / WRITES % WRITING]);
                }
                let due = began + Duration::from_secs_f64(n as f64 / RATE);
                std::thread::sleep(due.saturating_duration_since(Instant::now()));
            }
        });
        let heard = town.hear_until(began + patience, |_, heard| {
            load::open(&book).hear(heard);
            open(&letters).hear(heard);
            calls += usize::from(heard.did("sendMessage") && reached.len() < members);
            if heard.did("sendMessage") && everybody.contains(&heard.chat) && reached.insert(heard.chat) {
                last = heard.at;
            }
            reached.len() == members
        });
        over.store(true, Ordering::Relaxed);
        heard
    })?;
    let book = book.into_inner().context("the one who presses broke")?;
    let replies = letters.into_inner().context("the one who writes broke")?.end();
    let (presses, lost) = load::end(&mut town, book)?;
    drop(program);
    let ideal = Duration::from_secs(((calls as u64).saturating_sub(1) / u64::from(pace)).max(1));
    let breaches = sandbox.flood_breaches() - before;
    let took = last.saturating_duration_since(began);
    Ok(Sent { took, ideal, reached: reached.len(), presses, lost, replies, breaches })
}

/// Up to the last key, which is on her screen then.
fn compose(town: &mut Town) -> anyhow::Result<()> {
    let sandbox = &town.sandbox;
    sandbox.say(seed::AUTHOR, "/manage");
    town.runtime.block_on(async {
        for (step, label) in WAY.iter().enumerate() {
            appears(sandbox, label).await?;
            press(sandbox, label)?;
            if step == 1 {
                let asks =
                    |sandbox: &Sandbox| !sandbox.said(seed::AUTHOR).iter().any(|said| said.labels().contains(label));
                sandbox.wait_at_most(Duration::from_secs(30), asks).await?;
                sandbox.say(seed::AUTHOR, TEXT);
            }
        }
        appears(sandbox, SEND).await
    })?;
    // Screens of this kind count for the limit too: what follows begins with a clean second.
    town.hear_until(Instant::now() + Duration::from_millis(1500), |_, _| false)?;
    ensure!(town.sandbox.is_polled(), "the bot is not ready for a broadcast");
    Ok(())
}

async fn appears(sandbox: &Sandbox, label: &str) -> anyhow::Result<()> {
    let there = |sandbox: &Sandbox| sandbox.said(seed::AUTHOR).iter().any(|said| said.labels().contains(&label));
    sandbox.wait_at_most(Duration::from_secs(30), there).await.with_context(|| format!("no key «{label}»"))
}

fn press(sandbox: &Sandbox, label: &str) -> anyhow::Result<()> {
    sandbox.press_key(seed::AUTHOR, label).map(drop).with_context(|| format!("no key «{label}»"))
}

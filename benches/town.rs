//! The world a bot is measured in: a sandbox that runs beside, people with their cards, and a folder for the bot.

use std::time::{Duration, Instant};

use anyhow::ensure;
use krug::kernel::time::Clock;
use krug::sandbox::{Heard, Limits, MessageId, Sandbox, UserId};
use tempfile::TempDir;
use tokio::runtime::Runtime;
use tokio::sync::mpsc::UnboundedReceiver;

use crate::book::Book;
use crate::program::{Program, Who};
use crate::{machine, seed};

/// A start of a million members checks every page of their database.
const LONGEST_START: Duration = Duration::from_secs(180);

/// Somebody who presses.
#[derive(Clone, Copy, Debug)]
pub struct Phone {
    pub user: UserId,
    /// The card of the event in her chat.
    pub card: MessageId,
}

/// One world.
pub struct Town {
    /// Serves the sandbox on the thread that listens, so that hearing a call costs no change of threads: only while
    /// something is waited for.
    pub runtime: Runtime,
    pub sandbox: Sandbox,
    /// What was heard of the bot.
    pub heard: UnboundedReceiver<Heard>,
    /// Those who press.
    pub phones: Vec<Phone>,
    /// What they press and what came of it.
    pub book: Book,
    /// The author's living numbers.
    pub head: MessageId,
    /// The bot's own folder.
    pub folder: TempDir,
}

impl Town {
    /// A world with a coordinator and so many phones, each with the card of the event in its chat.
    pub fn found(limits: Limits, phones: usize) -> anyhow::Result<Self> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let sandbox = runtime.block_on(Sandbox::start(Clock::system()))?;
        sandbox.set_limits(limits);
        sandbox.add_known_person(seed::AUTHOR, "Марина", Some("Орлова"), "ru");
        let head = sandbox.said_before(seed::AUTHOR, "Цифры здесь обновляются сами", &[&[("Меню", "ho:b")]]);
        let rows: &[&[(&str, &str)]] = &[
            &[("Приду", "rs:a:1:1:y"), ("Пока думаю", "rs:a:1:1:t")],
            &[("Не смогу", "rs:a:1:1:n")],
            &[("Меню", "ho:h")],
        ];
        let phone = |member| {
            let user = seed::account(member);
            sandbox.add_known_person(user, "Анна", Some("Смирнова"), "ru");
            Phone {
                user, card: sandbox.said_before(user, "Митап «Первая неделя в классе»\nПридут: 17", rows)
            }
        };
        let phones: Vec<Phone> = (1..=phones).map(phone).collect();
        let heard = sandbox.listen();
        let (book, folder) = (Book::new(&phones), TempDir::new_in(machine::scratch())?);
        Ok(Self { runtime, sandbox, heard, phones, book, head, folder })
    }

    /// The sandbox knows so many members, those with phones among them.
    pub fn acquaint(&self, members: usize) {
        for member in self.phones.len() + 1..=members {
            self.sandbox.add_known_person(seed::account(member), "Дарья", Some("Котова"), "ru");
        }
    }

    /// A database with so many members for the bot to find.
    pub fn plant(&self, members: usize) -> anyhow::Result<()> {
        self.runtime.block_on(seed::plant(self.folder.path(), members, self.head))
    }

    /// Starts a bot and waits until it listens and has said what it says at its start.
    pub fn start(&mut self, who: Who, more: &[(&str, String)]) -> anyhow::Result<Program> {
        let mut program = Program::start(who, &self.sandbox, self.folder.path(), more)?;
        self.until_it_listens(&mut program)?;
        Ok(program)
    }

    /// Waits until the bot sits in a long poll and has been silent for a little while.
    pub fn until_it_listens(&mut self, program: &mut Program) -> anyhow::Result<()> {
        let deadline = Instant::now() + LONGEST_START;
        loop {
            let heard_nothing = self.hear_until(Instant::now() + Duration::from_millis(300), |_, _| true)?;
            ensure!(!program.ended(), "the bot has ended");
            ensure!(Instant::now() < deadline, "the bot does not begin to listen");
            if heard_nothing && self.sandbox.is_polled() {
                return Ok(());
            }
        }
    }

    /// Hands on every call of the bot until `enough` says so (`false`) or until the instant (`true`).
    pub fn hear_until(
        &mut self,
        until: Instant,
        mut enough: impl FnMut(&Sandbox, &Heard) -> bool,
    ) -> anyhow::Result<bool> {
        let (sandbox, heard) = (&self.sandbox, &mut self.heard);
        let mut batch = Vec::with_capacity(256);
        self.runtime.block_on(async {
            loop {
                batch.clear();
                let received = heard.recv_many(&mut batch, 256);
                let Ok(n) = tokio::time::timeout_at(until.into(), received).await else { return Ok(true) };
                ensure!(n > 0, "the sandbox is gone");
                if batch.iter().filter(|heard| enough(sandbox, heard)).count() > 0 {
                    return Ok(false);
                }
                if Instant::now() >= until {
                    return Ok(true);
                }
            }
        })
    }
}

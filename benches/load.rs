//! People who press: all at once and again as soon as they are answered, or so many a second whatever comes back.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::book::{Book, Tally};
use crate::program::{self, Program};
use crate::town::Town;

/// Before anything is counted: connections are open, statements prepared, memory warm.
const WARM: Duration = Duration::from_secs(1);
/// So long the last answers are waited for.
const PATIENCE: Duration = Duration::from_secs(20);

/// What a load made of the machine.
#[derive(Clone, Debug, Default)]
pub struct Load {
    /// What was pressed and answered.
    pub tally: Tally,
    /// How long it took.
    pub took: Duration,
    /// Processor time of the bot, seconds.
    pub bot: f64,
    /// Processor time of the sandbox and of those who press, seconds.
    pub sandbox: f64,
    /// Presses nobody answered.
    pub lost: usize,
}

impl Load {
    /// Presses answered a second.
    pub fn rate(&self) -> f64 {
        self.tally.answers.len() as f64 / self.took.as_secs_f64()
    }

    /// Cards redrawn a second.
    pub fn cards(&self) -> f64 {
        self.tally.cards.len() as f64 / self.took.as_secs_f64()
    }

    /// Processor time of the bot for one press, microseconds.
    pub fn each(&self) -> f64 {
        1e6 * self.bot / (self.tally.answers.len().max(1)) as f64
    }

    /// Processor time of the sandbox for one press, microseconds.
    pub fn each_in_sandbox(&self) -> f64 {
        1e6 * self.sandbox / (self.tally.answers.len().max(1)) as f64
    }
}

/// Counts what happens until it is asked.
struct Watch {
    began: Instant,
    bot: f64,
    sandbox: f64,
}

impl Watch {
    fn start(program: &Program) -> Self {
        Self { began: Instant::now(), bot: program.seconds(), sandbox: program::own_seconds() }
    }

    fn stop(self, program: &Program, tally: Tally) -> Load {
        let (bot, sandbox) = (program.seconds() - self.bot, program::own_seconds() - self.sandbox);
        Load { tally, took: self.began.elapsed(), bot, sandbox, lost: 0 }
    }
}

/// Everybody presses, and again as soon as she is answered, for so long.
pub fn again_and_again(town: &mut Town, program: &Program, lasting: Duration) -> anyhow::Result<Load> {
    let mut book = begin(town);
    for person in 0..town.phones.len() {
        book.press(&town.sandbox, person);
    }
    let keep_on = |town: &mut Town, book: &mut Book, until: Instant| {
        town.hear_until(until, |town, heard| {
            if let Some(person) = book.hear(heard) {
                book.press(town, person);
            }
            false
        })
    };
    keep_on(town, &mut book, Instant::now() + WARM)?;
    book.turn_page();
    let watch = Watch::start(program);
    keep_on(town, &mut book, Instant::now() + lasting)?;
    let mut load = watch.stop(program, book.turn_page());
    load.lost = end(town, book)?.1;
    Ok(load)
}

/// Everybody presses so often without waiting; until the last press is answered and the last card drawn.
pub fn in_one_go(town: &mut Town, program: &Program, times: usize) -> anyhow::Result<Load> {
    let mut book = begin(town);
    let watch = Watch::start(program);
    for _ in 0..times {
        for person in 0..town.phones.len() {
            book.press(&town.sandbox, person);
        }
    }
    town.hear_until(Instant::now() + Duration::from_secs(120), |_, heard| {
        book.hear(heard);
        book.waiting() == 0
    })?;
    let mut load = watch.stop(program, Tally::default());
    (load.tally, load.lost) = end(town, book)?;
    Ok(load)
}

/// So many presses a second for so long, one person after the other, whatever comes back.
pub fn steadily(town: &mut Town, program: &Program, rate: f64, lasting: Duration) -> anyhow::Result<Load> {
    let book = Mutex::new(begin(town));
    let (sandbox, people) = (town.sandbox.clone(), town.phones.len());
    let watch = Watch::start(program);
    let presses = (rate * lasting.as_secs_f64()) as usize;
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let began = Instant::now();
            for n in 0..presses {
                let due = began + Duration::from_secs_f64(n as f64 / rate);
                std::thread::sleep(due.saturating_duration_since(Instant::now()));
                open(&book).press(&sandbox, n % people);
            }
        });
        town.hear_until(Instant::now() + lasting + PATIENCE, |_, heard| {
            let mut book = open(&book);
            book.hear(heard);
            book.waiting() == 0 && book.pressed() == presses
        })
    })?;
    let mut load = watch.stop(program, Tally::default());
    let book = book.into_inner().unwrap_or_else(PoisonError::into_inner);
    (load.tally, load.lost) = end(town, book)?;
    Ok(load)
}

/// The book, whoever holds a pen.
pub fn open(book: &Mutex<Book>) -> MutexGuard<'_, Book> {
    book.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The town's book, with a clean page.
pub fn begin(town: &mut Town) -> Book {
    let mut book = std::mem::take(&mut town.book);
    book.forget();
    book
}

/// Waits for the answers and cards that are still on their way, and puts the book back. What the page says, and how many
/// presses nobody answered.
pub fn end(town: &mut Town, mut book: Book) -> anyhow::Result<(Tally, usize)> {
    if book.waiting() + book.behind() > 0 {
        town.hear_until(Instant::now() + PATIENCE, |_, heard| {
            book.hear(heard);
            book.waiting() + book.behind() == 0
        })?;
    }
    let out = (book.turn_page(), book.waiting());
    town.book = book;
    Ok(out)
}

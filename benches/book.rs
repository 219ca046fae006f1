//! Who waits for what since when: every press until its answer and its card, and how long each took.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use krug::features::rsvp::{Press, Wish};
use krug::sandbox::{ChatId, Heard, PressId, Sandbox};

use crate::seed;
use crate::town::Phone;

/// What came of the presses of one load.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// From each press to `answerCallbackQuery`.
    pub answers: Vec<Duration>,
    /// From the first press that a card does not show yet to the card. A card may show several presses at once.
    pub cards: Vec<Duration>,
    /// Calls the sandbox refused, whatever for.
    pub refused: u64,
    /// 429s among them.
    pub floods: u64,
}

/// The presses that wait, and the tally of those that do not.
#[derive(Debug, Default)]
pub struct Book {
    phones: Vec<Phone>,
    by_chat: HashMap<ChatId, usize>,
    waiting: HashMap<PressId, (usize, Instant)>,
    /// For each phone, since when its card is behind.
    behind: Vec<Option<Instant>>,
    /// For each phone, how often it has pressed.
    presses: Vec<usize>,
    pressed: usize,
    pub tally: Tally,
}

impl Book {
    pub fn new(phones: &[Phone]) -> Self {
        Self {
            phones: phones.to_vec(),
            by_chat: phones.iter().enumerate().map(|(n, phone)| (phone.user.into(), n)).collect(),
            waiting: HashMap::new(),
            behind: vec![None; phones.len()],
            presses: vec![0; phones.len()],
            pressed: 0,
            tally: Tally::default(),
        }
    }

    /// The person with this number presses: each time another answer than the last, so that each card changes.
    pub fn press(&mut self, sandbox: &Sandbox, person: usize) {
        const WISHES: [Wish; 3] = [Wish::Come, Wish::Think, Wish::Decline];
        let (phone, wish) = (self.phones[person], WISHES[self.presses[person] % WISHES.len()]);
        self.presses[person] += 1;
        self.pressed += 1;
        let data = Press::Say(seed::EVENT, seed::VERSION, wish).wire();
        let now = Instant::now();
        let press = sandbox.press_anyway(phone.user.into(), phone.user, phone.card, data.as_str());
        self.waiting.insert(press, (person, now));
        self.behind[person].get_or_insert(now);
    }

    /// Notes a call. `Some`: the person whose press it answers.
    pub fn hear(&mut self, heard: &Heard) -> Option<usize> {
        if heard.status != 200 {
            self.tally.refused += 1;
            self.tally.floods += u64::from(heard.status == 429);
            return None;
        }
        if heard.press != PressId(0) {
            let (person, pressed) = self.waiting.remove(&heard.press)?;
            self.tally.answers.push(heard.at.saturating_duration_since(pressed));
            return Some(person);
        }
        if heard.did("editMessageText")
            && let Some(person) = self.by_chat.get(&heard.chat)
            && let Some(since) = self.behind[*person].take()
        {
            self.tally.cards.push(heard.at.saturating_duration_since(since));
        }
        None
    }

    /// How many presses there have been in this load.
    pub fn pressed(&self) -> usize {
        self.pressed
    }

    /// How many presses wait for their answer.
    pub fn waiting(&self) -> usize {
        self.waiting.len()
    }

    /// How many cards do not show the last press yet.
    pub fn behind(&self) -> usize {
        self.behind.iter().flatten().count()
    }

    /// Nobody waits for what was pressed before.
    pub fn forget(&mut self) {
        self.waiting.clear();
        self.behind.fill(None);
        self.pressed = 0;
        self.tally = Tally::default();
    }

    /// Begins to count anew; what waits goes on waiting.
    pub fn turn_page(&mut self) -> Tally {
        std::mem::take(&mut self.tally)
    }
}

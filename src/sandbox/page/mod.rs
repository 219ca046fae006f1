//! A page on this machine on which one person acts as everybody: phones side by side, a group, the clock, and what the
//! bot did. Live by server-sent events; every file of it is embedded in the program.
//!
//! Must never know which bot it shows, nor be reached by another site's scripts: it has no password, so it answers only
//! to addresses that are this machine's (or that an operator opened on purpose), and only to its own origin.
//!
//! # What the page and this module tell each other
//!
//! | | |
//! |---|---|
//! | `GET /live` | events, each a patch of what the page shows: see `view` |
//! | `POST /act` | somebody does something: see `acts` |
//! | `POST /upload?user&chat&name` | somebody sends a file from the computer |
//! | `GET /calls?after=N` | calls of the bot above number N, and the state of the limits |
//! | `GET /file/ID` | a file out of a message |

mod acts;
mod assets;
mod bubble;
mod guard;
mod server;
mod view;

use std::collections::BTreeMap;
use std::io;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use tokio::net::TcpListener;
use tokio::sync::{mpsc, watch};
use tokio_util::sync::CancellationToken;

use super::{Sandbox, UserId};
use crate::kernel::time::Clock;

crate::words! {
    /// Who somebody is in the story that the page was opened on; a word under the name, no more.
    pub enum Role {
        /// A young teacher.
        Teacher = "teacher",
        /// Answers questions.
        Mentor = "mentor",
        /// Acts for the coordinating organisation.
        Coordinator = "coordinator",
        /// Has never pressed START.
        Newcomer = "newcomer",
        /// Came from outside the story.
        Guest = "guest",
    }
}

/// A deep link that the page offers: `https://t.me/<bot>?start=<start>`.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Link {
    /// What it leads to, for people.
    pub label: String,
    /// The payload.
    pub start: String,
    /// It makes one person a coordinator, and is spent then.
    pub coordinator: bool,
}

/// What somebody at the page asks of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leap {
    /// Run on by so much.
    By(TimeDelta),
    /// Run on until the bot says something by itself.
    ToWord,
    /// Stop running on.
    Stop,
}

/// Time that is being run on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Running {
    /// Where it began.
    pub from: DateTime<Utc>,
    /// Where it will end, if that is known.
    pub until: Option<DateTime<Utc>>,
}

/// How things stand with the bot, by whoever runs it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Time is being run on.
    pub running: Option<Running>,
    /// How much the bot still has to do at this instant.
    pub waiting: i64,
}

/// What the page shows beside the sandbox, and whom it asks to run time on.
#[derive(Debug)]
pub struct Setting {
    /// The zone in which times are shown.
    pub zone: Tz,
    /// Deep links to offer.
    pub links: Vec<Link>,
    /// Takes wishes about time.
    pub leaps: mpsc::Sender<Leap>,
    /// Says how things stand.
    pub standing: watch::Receiver<Standing>,
    /// Whether others than this machine may come: then any address is right by which they come.
    pub open: bool,
}

/// The page. Clones are the same page.
#[derive(Clone, Debug)]
pub struct Page(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    sandbox: Sandbox,
    clock: Clock,
    setting: Setting,
    phones: Mutex<Phones>,
    /// Grows when a phone comes or goes.
    version: watch::Sender<u64>,
    /// The newest call when somebody last did something here.
    last_act: AtomicU64,
}

/// Whose phones lie on the page, in their order, and who is who.
#[derive(Debug, Default)]
struct Phones {
    shown: Vec<UserId>,
    roles: BTreeMap<UserId, Role>,
}

impl Page {
    /// A page without phones.
    pub fn new(sandbox: Sandbox, clock: Clock, setting: Setting) -> Self {
        Self(Arc::new(Shared {
            sandbox,
            clock,
            setting,
            phones: Mutex::default(),
            version: watch::Sender::new(0),
            last_act: AtomicU64::new(0),
        }))
    }

    /// Says who somebody is.
    pub fn introduce(&self, user: UserId, role: Role) {
        self.0.change_phones(|phones| {
            phones.roles.insert(user, role);
        });
    }

    /// Puts somebody's phone beside the others, or takes it away.
    pub fn show_phone(&self, user: UserId, shown: bool) {
        self.0.show_phone(user, shown);
    }

    /// Serves until `stop`.
    ///
    /// # Errors
    /// When the listener cannot be used.
    pub async fn serve(&self, listener: TcpListener, stop: CancellationToken) -> io::Result<()> {
        server::serve(listener, Arc::clone(&self.0), stop).await
    }
}

impl Shared {
    fn phones(&self) -> MutexGuard<'_, Phones> {
        self.phones.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn change_phones(&self, change: impl FnOnce(&mut Phones)) {
        change(&mut self.phones());
        self.version.send_modify(|version| *version += 1);
    }

    fn show_phone(&self, user: UserId, shown: bool) {
        self.change_phones(|phones| {
            phones.shown.retain(|one| *one != user);
            if shown {
                phones.shown.push(user);
            }
        });
    }

    /// Somebody does something now: what the bot calls from here on follows from it.
    fn note_act(&self) {
        self.last_act.store(self.sandbox.0.world().called, Ordering::SeqCst);
    }
}

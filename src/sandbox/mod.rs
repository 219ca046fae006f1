//! A Bot API server for one machine: the real bot talks to it over HTTP, and code acts as the people it serves.
//! Must never learn what our bot happens to send: it follows Telegram's public Bot API description and the source of
//! Telegram's own server (`tdlib/telegram-bot-api`, `tdlib/td`), and is strict where they are.
//!
//! ```no_run
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! # use krug::{kernel::time::Clock, sandbox::Sandbox};
//! let sandbox = Sandbox::start(Clock::system()).await?;
//! // … run the bot with `sandbox.url()` as the API's address and `sandbox.token()` …
//! let anna = sandbox.add_person("Анна", None, None, Some("ru"));
//! sandbox.say(anna, "/start");
//! sandbox.wait_until(|sandbox| !sandbox.said(anna).is_empty()).await?;
//! sandbox.press_key(anna, "Встречи")?;
//! # Ok(()) }
//! ```
//!
//! # Where it differs from Telegram
//!
//! | Here | There |
//! |---|---|
//! | Any person of the sandbox who never wrote to the bot: `403 bot can't initiate conversation with a user` | So only for people the bot has met in a group; for strangers `400 chat not found` |
//! | 4096 and 1024 are counted in UTF-16 units | The server counts characters first and units later; units are the stricter |
//! | `parse_mode` Markdown and MarkdownV2 are refused | Both are read |
//! | Web addresses are found in a text only with `http(s)://`; no e-mails, phones, cashtags | All of them are found |
//! | Edits count for the overall and the group's limit, not for the one a second of a private chat | Unpublished |
//! | An album counts as one message for the limits | Not published |
//! | A breach of the limits costs just the wait | The wait grows with repeated breaches |
//! | A press can be answered for 150 s, and more than once (only the first shows) | The window is unpublished |
//! | A general command in a group always reaches the bot | Only if it was the last bot to speak there |
//! | Groups are basic groups; no supergroups, topics, channels, business, inline mode, payments | All of them |
//! | A link preview is never made; a file by URL is never fetched (`failed to get HTTP URL content`) | Both are done |
//! | `setMyName` and its kin are not held to a few a day | They are |
//! | Too long a name or description: `BOT_TITLE_INVALID`, `BOT_DESCRIPTION_INVALID`, `BOT_ABOUT_INVALID` | The words are not published |
//! | An edit in the chat of a person who blocked the bot is refused like a message | Not published |
//! | The older of two pollers is sent away at once | If that happens often, after three seconds |
//! | Media sent by people is a few bytes with made-up sizes and durations; a photo is always the same blackboard | Real |
//! | The newest 20,000 messages, 10,000 presses and 1,000 files (256 MB) of all chats are kept | All are |
//! | A text of a person beyond 4096 units is split at the limit | The apps split at a space |
//! | People edit a message of theirs however old it is | For 48 hours |
//! | Of a reply keyboard only its words count; `force_reply`, `selective` and its other wishes change nothing | The apps heed them |
//! | `logOut` and `close` say yes and change nothing | The bot leaves the server |
//! | A method that is not here: `404 Not Found: method not found`, though Telegram has it | It answers |

mod args;
mod errors;
mod faults;
mod finds;
mod heard;
mod limits;
mod links;
mod markup;
mod media;
mod methods;
pub mod page;
mod people;
mod polling;
mod reading;
mod server;
mod shapes;
#[cfg(test)]
mod tests;
mod text;
mod told;
mod updates;
mod world;

use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::TimeDelta;
use tokio::sync::watch;

use crate::kernel::time::Clock;

pub use faults::Fault;
pub use heard::Heard;
pub use limits::Limits;
pub use media::Kind;
pub use people::NotOnScreen;
pub use reading::{Bubble, Call, Does, Key, NotYet, SentFile, Toast, Unanswered};

use world::World;

/// The bot's user name, without `@`.
const BOT_USERNAME: &str = "krug_sandbox_bot";
/// The bot's first name until it gives itself another.
const BOT_NAME: &str = "Круг";
/// The bot's token: well formed, good for nothing else.
const TOKEN: &str = "7301452980:AAsandbox-not_a_secret-only_on_loopback";

/// A person of the sandbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UserId(pub i64);

/// A chat: a person's number, or a group's (below zero).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ChatId(pub i64);

/// A message within its chat. Zero: nothing was sent (the person is deactivated or unknown).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MessageId(pub i64);

/// One press of a key; the `id` of its callback query.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PressId(pub i64);

/// The server and the world behind it. Clones are the same sandbox.
#[derive(Clone, Debug)]
pub struct Sandbox(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    world: Mutex<World>,
    clock: Clock,
    address: SocketAddr,
    /// Grows with every change of the world.
    version: watch::Sender<u64>,
    /// Grows when a waiting `getUpdates` has reason to look again: not with every change, of which there are thousands.
    stirred: watch::Sender<u64>,
    listeners: heard::Listeners,
    stopping: watch::Sender<bool>,
    task: Mutex<Option<tokio::task::JoinHandle<()>>>,
}

impl Inner {
    fn world(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn changed(&self) {
        self.version.send_modify(|version| *version += 1);
    }

    /// Changes the world and tells whoever watches it.
    fn change<T>(&self, change: impl FnOnce(&mut World) -> T) -> T {
        let (out, before, after) = {
            let mut world = self.world();
            let before = world.queue.stirred;
            let out = change(&mut world);
            (out, before, world.queue.stirred)
        };
        if after != before {
            self.stirred.send_replace(after);
        }
        self.changed();
        out
    }
}

impl Sandbox {
    /// Starts on a free port of 127.0.0.1, inside the current tokio runtime.
    ///
    /// # Errors
    /// If the port cannot be opened.
    pub async fn start(clock: Clock) -> io::Result<Self> {
        Self::start_on(SocketAddr::from(([127, 0, 0, 1], 0)), clock).await
    }

    /// Starts on this address.
    ///
    /// # Errors
    /// If the address cannot be opened.
    pub async fn start_on(address: SocketAddr, clock: Clock) -> io::Result<Self> {
        let listener = tokio::net::TcpListener::bind(address).await?;
        let inner = Arc::new(Inner {
            world: Mutex::new(World::new(clock.now())),
            address: listener.local_addr()?,
            clock,
            version: watch::Sender::new(0),
            stirred: watch::Sender::new(0),
            listeners: heard::Listeners::default(),
            stopping: watch::Sender::new(false),
            task: Mutex::new(None),
        });
        let task = tokio::spawn(server::serve(listener, Arc::clone(&inner)));
        *inner.task.lock().unwrap_or_else(PoisonError::into_inner) = Some(task);
        Ok(Self(inner))
    }

    /// Lets the calls under way end (a long poll ends empty), then closes the port. At most two seconds.
    pub async fn stop(&self) {
        self.0.stopping.send_replace(true);
        let task = self.0.task.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(mut task) = task
            && tokio::time::timeout(Duration::from_secs(2), &mut task).await.is_err()
        {
            task.abort();
        }
    }

    /// What the bot takes for `https://api.telegram.org`, without a slash at the end.
    pub fn url(&self) -> String {
        format!("http://{}", self.0.address)
    }

    /// The bot's token.
    pub fn token(&self) -> &'static str {
        TOKEN
    }

    /// The bot's user name, without `@`.
    pub fn bot_username(&self) -> &'static str {
        BOT_USERNAME
    }

    /// Sets flood control and the like; [`Limits::telegram`] holds from the start.
    pub fn set_limits(&self, limits: Limits) {
        self.0.change(|world| world.limits = limits);
    }

    /// The next `times` calls of `method` (any case) run into `fault`.
    pub fn fail_next(&self, method: &str, fault: Fault, times: usize) {
        self.0.change(|world| world.faults.order(method, &fault, times));
    }

    /// The next `times` calls of `method` run into nothing; what is ordered after this strikes those after them.
    pub fn spare_next(&self, method: &str, times: usize) {
        self.0.change(|world| world.faults.spare(method, times));
    }

    /// Telegram has had enough for so long: what is sent to this chat meanwhile, or with `None` to any chat and as answers
    /// to presses, is refused with 429 and the seconds that are left. It does not count as a breach.
    pub fn refuse_for(&self, chat: Option<ChatId>, time: TimeDelta) {
        let until = self.0.clock.now() + time;
        self.0.change(|world| world.flood.close(chat.map_or(0, |chat| chat.0), until));
    }

    /// A counter that grows with every change; `changed().await` on it waits for the next one.
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.0.version.subscribe()
    }

    /// Waits until `holds`, looking again after every change; gives up after ten seconds of machine time.
    ///
    /// # Errors
    /// [`NotYet`] with the last calls of the bot, to see what it did instead.
    pub async fn wait_until(&self, holds: impl Fn(&Self) -> bool) -> Result<(), NotYet> {
        self.wait_at_most(Duration::from_secs(10), holds).await
    }

    /// The same with this much patience, machine time.
    ///
    /// # Errors
    /// As [`Sandbox::wait_until`].
    pub async fn wait_at_most(&self, patience: Duration, holds: impl Fn(&Self) -> bool) -> Result<(), NotYet> {
        let mut changes = self.changes();
        let look = async {
            while !holds(self) {
                if changes.changed().await.is_err() {
                    return;
                }
            }
        };
        match tokio::time::timeout(patience, look).await {
            Ok(()) => Ok(()),
            Err(_) => Err(NotYet::after(&self.calls())),
        }
    }
}

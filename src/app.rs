//! The composition root: puts the parts together, turns the wheels, stops them in order.
//!
//! Three loops, each three lines around one `turn`: intake asks, and hands what came to the engine; the engine decides what
//! waits; the sender sends. They wake each other and share nothing but the engine and the database. If one of them fails,
//! the process ends and its supervisor starts it again: everything half done is in the database.

mod cores;
mod send;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, anyhow, bail};
use chrono::{DateTime, TimeDelta, Utc};
use teloxide::Bot;
use tokio::runtime::Handle;
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};
use tokio::sync::{Mutex, Notify};
use tokio::task::{JoinError, JoinSet};
use tokio_util::sync::CancellationToken;

use crate::communities::Profiles;
use crate::db::Db;
use crate::engine::{Engine, Taken};
use crate::features::{House, commands, home};
use crate::kernel::actor::Tongue;
use crate::kernel::outcome::Worked;
use crate::kernel::time::Clock;
use crate::observe::{self, Observer};
use crate::queue::limits::Pace;
use crate::queue::outbox::Fresh;
use crate::telegram::intake::{Intake, Trouble};
use crate::telegram::meet::{self, Refused};
use crate::telegram::menu::{self, Words};
use crate::telegram::sender::Sender;

pub use cores::{Cores, stay_on_one_core};

/// How long Telegram holds a request for updates open. Below the limit of 50 s (Bot API, `getUpdates`).
const POLL: Duration = Duration::from_secs(25);
/// Another process with the same token is given so many chances to end.
const CONFLICTS: u32 = 10;
/// What nobody asks for any more is deleted so long after the start, then so often; and a portion of it at a time.
const SWEEP_FIRST: TimeDelta = TimeDelta::minutes(5);
const SWEEP: TimeDelta = TimeDelta::hours(1);
const SWEEP_ON: TimeDelta = TimeDelta::milliseconds(200);
/// What was deleted could not leave the disk, because somebody was reading: again so soon.
const SWEEP_AGAIN: TimeDelta = TimeDelta::minutes(1);
/// Tries to take a webhook away; polling itself says so if one is left.
const UNHOOKINGS: u32 = 5;

/// The parts of a running bot. Tests turn its wheels by hand.
pub struct App {
    /// Takes updates in.
    pub intake: Intake,
    /// Decides.
    pub engine: Engine,
    /// Sends.
    pub sender: Sender,
    /// The storage under all of them.
    pub db: Db,
    /// The one clock.
    pub clock: Clock,
    /// Where calls to the messenger are made: see [`Cores`].
    pub calls: Handle,
    /// Counts what they do.
    pub observer: Observer,
}

/// Runs the bot until `stop`: introduces itself, sets its menu, then turns its wheels. In earnest and in the demo alike.
///
/// # Errors
/// What ended it: a wrong token, a part that failed.
pub async fn live(ground: Ground, stop: CancellationToken) -> anyhow::Result<()> {
    let Ground { bot, db, profiles, owners, clock, seed, pace, calls, metrics } = ground;
    let observer = Observer::default();
    if let Some(at) = metrics {
        // Before anything else: figures are wanted most of all while Telegram cannot be reached.
        let at = observe::serve(at, observer.clone(), db.clone(), clock.clone(), stop.clone()).await?;
        tracing::info!("figures at http://{at}/metrics");
    }
    let (own, until) = (bot.clone(), stop.clone());
    let introduced = calls.spawn(async move { introduce(&own, &until).await }).await;
    let Some(username) = introduced.map_err(|broke| broken(&broke))?? else { return Ok(()) };
    tracing::info!(bot = username, communities = profiles.len(), "running");
    let (own, until) = (bot.clone(), stop.clone());
    calls.spawn(async move { set_menu(&own, &until).await });
    let house = House { bot: username, owners };
    let mut app = App::assemble(bot, db, profiles, house, clock, seed).await?.watched_by(observer);
    app.sender.keep_pace(pace);
    app.calls = calls;
    app.run(stop).await
}

/// What a bot stands on.
#[expect(missing_docs, reason = "the fields are the parts themselves")]
pub struct Ground {
    pub bot: Bot,
    pub db: Db,
    pub profiles: Profiles,
    /// Accounts of the owners, `KRUG_OWNERS`.
    pub owners: Vec<i64>,
    pub clock: Clock,
    /// Chance, for tokens.
    pub seed: [u8; 32],
    /// `KRUG_PACE`.
    pub pace: Pace,
    /// Where calls to the messenger are made: see [`Cores`].
    pub calls: Handle,
    /// Where figures are shown, if anywhere.
    pub metrics: Option<SocketAddr>,
}

impl App {
    /// Puts the parts together and settles what the last process left half done.
    ///
    /// # Errors
    /// Storage errors.
    pub async fn assemble(
        bot: Bot,
        db: Db,
        profiles: Profiles,
        house: House,
        clock: Clock,
        seed: [u8; 32],
    ) -> sqlx::Result<Self> {
        let engine = Engine::new(db.clone(), profiles, house, seed, crate::telegram::read);
        engine.boot(clock.now()).await?;
        let sender = Sender::new(bot.clone(), db.clone(), Pace::default(), clock.now()).await?;
        let (intake, observer) = (Intake::new(bot), Observer::default());
        let calls = Handle::current();
        Ok(Self { intake, engine, sender, db, clock, calls, observer: observer.clone() }.watched_by(observer))
    }

    /// Lets `observer` count what the parts do from now on.
    #[must_use]
    pub fn watched_by(mut self, observer: Observer) -> Self {
        self.engine.watched_by(observer.clone());
        self.sender.watched_by(observer.clone());
        self.observer = observer;
        self
    }

    /// Runs until `stop`, or until a part fails.
    ///
    /// # Errors
    /// What ended a part; the process must end with it.
    pub async fn run(self, stop: CancellationToken) -> anyhow::Result<()> {
        let Self { mut intake, engine, sender, db, clock, calls, observer } = self;
        intake.calls_on(calls.clone());
        let (sent, news) = unbounded_channel();
        let bells = Bells { engine: Arc::default(), sender: sent };
        let mut wheels: JoinSet<anyhow::Result<()>> = JoinSet::new();
        // Whoever comes in is kept and decided between two turns.
        let engine = Arc::new(Mutex::new(engine));
        wheels.spawn(take(intake, Arc::clone(&engine), bells.clone(), observer, clock.clone(), stop.clone()));
        wheels.spawn(decide(engine, bells.clone(), clock.clone(), stop.clone()));
        wheels.spawn(send::send(sender, calls, bells.engine, news, clock, stop.clone()));
        let mut outcome = Ok(());
        while let Some(ended) = wheels.join_next().await {
            // Whichever ends first takes the others with it.
            stop.cancel();
            let ended = ended.unwrap_or_else(|broke| Err(broken(&broke)));
            outcome = outcome.and(ended);
        }
        db.close().await;
        outcome
    }
}

/// A panic's own words may hold what people wrote: the hook in `cli` has said where it was, and that is enough.
fn broken(broke: &JoinError) -> anyhow::Error {
    anyhow!("a part of the bot {}", if broke.is_panic() { "broke: the line above says where" } else { "was cut off" })
}

/// What has just been put into the outbox; `None` if anything may have changed there.
type News = Option<Vec<Fresh>>;

/// Who wakes whom.
#[derive(Clone)]
struct Bells {
    engine: Arc<Notify>,
    sender: UnboundedSender<News>,
}

impl Bells {
    fn tell(&self, news: News) {
        // Nobody hears it when the bot is about to end.
        let _ending = self.sender.send(news);
    }
}

async fn take(
    mut intake: Intake,
    engine: Arc<Mutex<Engine>>,
    bells: Bells,
    observer: Observer,
    clock: Clock,
    stop: CancellationToken,
) -> anyhow::Result<()> {
    let mut conflicts = 0;
    let mut failures = 0;
    loop {
        let asked = Instant::now();
        let turn = tokio::select! {
            () = stop.cancelled() => return Ok(()),
            turn = intake.turn(POLL, async |came| engine.lock().await.take_in(came, clock.now()).await) => turn,
        };
        let wait = match turn {
            Ok(Taken { new, fresh }) => {
                (conflicts, failures) = (0, 0);
                observer.stored(new);
                if new > 0 {
                    // Whoever is called last comes first: the answer leaves before the engine looks what else there is.
                    bells.engine.notify_one();
                    bells.tell(fresh);
                    // The answers go before the next question.
                    tokio::task::yield_now().await;
                    continue;
                }
                // Telegram holds the question as long as it is asked to; a server that answers at once is not run down.
                Duration::from_millis(200).saturating_sub(asked.elapsed())
            }
            Err(Trouble::Storage(e)) => return Err(e).context("what came in cannot be kept"),
            Err(Trouble::Refused(Refused::Token)) => {
                bail!("Telegram does not know this token: check TELOXIDE_TOKEN")
            }
            Err(Trouble::Refused(Refused::Conflict)) if conflicts + 1 >= CONFLICTS => {
                bail!("another process uses this bot's token: stop it, or make a token of your own");
            }
            Err(Trouble::Refused(Refused::Conflict)) => {
                conflicts += 1;
                Duration::from_secs(3)
            }
            Err(Trouble::Refused(Refused::Wait(wait))) => wait,
            Err(Trouble::Refused(Refused::Webhook)) => Duration::from_millis(500),
            Err(Trouble::Refused(Refused::Passing(why))) => {
                failures = (failures + 1).min(6);
                tracing::warn!(reason = why, failures, "no updates");
                Duration::from_millis(500 << failures)
            }
        };
        tokio::select! {
            () = stop.cancelled() => return Ok(()),
            () = tokio::time::sleep(wait) => {}
        }
    }
}

async fn decide(engine: Arc<Mutex<Engine>>, bells: Bells, clock: Clock, stop: CancellationToken) -> anyhow::Result<()> {
    let mut sweep_at = clock.now() + SWEEP_FIRST;
    while !stop.is_cancelled() {
        let mut held = engine.lock().await;
        let now = clock.now();
        if now >= sweep_at {
            sweep_at = now + sweep(&mut held, now).await.context("the database cannot be tidied")?;
        }
        let worked = held.turn(now).await;
        drop(held);
        match worked.context("a decision cannot be recorded")? {
            Worked::Yes => bells.tell(None),
            Worked::Idle(due) => {
                let due = due.map_or(sweep_at, |due| due.min(sweep_at));
                tokio::select! {
                    () = stop.cancelled() => {}
                    () = bells.engine.notified() => {}
                    () = clock.sleep_until(due) => {}
                }
            }
        }
    }
    Ok(())
}

/// Sweeps a portion, and the log after the last one. How long until the next.
async fn sweep(engine: &mut Engine, now: DateTime<Utc>) -> sqlx::Result<TimeDelta> {
    if engine.sweep(now).await? {
        return Ok(SWEEP_ON);
    }
    Ok(if engine.empty_log().await? { SWEEP } else { SWEEP_AGAIN })
}

/// The token is well-formed, but Telegram does not know it: a wrong setting, not a failure.
#[derive(Debug, thiserror::Error)]
#[error("TELOXIDE_TOKEN is not known to Telegram: copy it again from @BotFather")]
pub struct UnknownToken;

/// Asks Telegram who we are, as long as it takes; makes sure that updates come by polling. `None`: stopped before that.
///
/// # Errors
/// When the token is wrong.
pub async fn introduce(bot: &Bot, stop: &CancellationToken) -> anyhow::Result<Option<String>> {
    tokio::select! {
        () = stop.cancelled() => Ok(None),
        name = name(bot) => {
            let name = name?;
            tokio::select! {
                () = stop.cancelled() => Ok(None),
                () = unhook(bot) => Ok(Some(name)),
            }
        }
    }
}

async fn name(bot: &Bot) -> Result<String, UnknownToken> {
    let mut failures = 0;
    loop {
        match meet::name(bot).await {
            Ok(name) => return Ok(name),
            Err(Refused::Token) => return Err(UnknownToken),
            Err(refused) => {
                tracing::warn!(reason = %refused, "Telegram cannot be asked yet");
                rest(&refused, &mut failures).await;
            }
        }
    }
}

async fn unhook(bot: &Bot) {
    let mut failures = 0;
    for _ in 0..UNHOOKINGS {
        match meet::without_webhook(bot).await {
            Ok(()) => return,
            Err(refused) => {
                tracing::warn!(reason = %refused, "a webhook may still be set");
                rest(&refused, &mut failures).await;
            }
        }
    }
}

/// As long as Telegram asks for, or longer after each failure in a row.
async fn rest(refused: &Refused, failures: &mut u32) {
    *failures = (*failures + 1).min(6);
    let own = Duration::from_millis(500 << *failures);
    tokio::time::sleep(if let Refused::Wait(wait) = refused { *wait } else { own }).await;
}

/// Sets what Telegram shows of the bot before anybody has spoken to it; until `stop`.
pub async fn set_menu(bot: &Bot, stop: &CancellationToken) {
    let words = |code, tongue| Words {
        code,
        commands: commands::list(tongue, false),
        description: home::description(tongue),
        short: home::short_description(tongue),
    };
    let all = [words(None, Tongue::Ru), words(Some("ru"), Tongue::Ru), words(Some("en"), Tongue::En)];
    tokio::select! {
        () = stop.cancelled() => {}
        () = menu::set(bot, &all) => {}
    }
}

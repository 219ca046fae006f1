//! `krug demo`: the whole bot on any machine, without a token and without a network.
//!
//! One process holds the sandbox (a Bot API server), the bot in earnest talking to it over HTTP, and a page on which one
//! person acts as everybody. Must never read a token, a proxy or an address of Telegram: the only client made here speaks
//! to the sandbox, with the sandbox's token. Nor touch the bot's insides: people write and press, time passes, and
//! whatever is there has come about so.

mod hands;
mod home;
mod known;
pub mod story;
pub mod time;
pub mod town;

use std::net::SocketAddr;
use std::path::PathBuf;

use anyhow::{Context, anyhow};
use chrono::{DateTime, TimeDelta, Utc};
use reqwest::Url;
use secrecy::SecretString;
use tokio::net::TcpListener;
use tokio::runtime::Handle;
use tokio::sync::{mpsc, watch};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::app::{self, Ground};
use crate::communities::{Profile, Profiles};
use crate::db::Db;
use crate::features::membership;
use crate::kernel::ids::CommunityId;
use crate::kernel::time::Clock;
use crate::queue::{self, limits::Pace};
use crate::sandbox::page::{Leap, Link, Page, Role, Setting, Standing};
use crate::sandbox::{Sandbox, UserId};
use crate::telegram;
use home::Home;
use time::Time;
use town::Town;

/// How the demo is wanted.
pub struct Wishes {
    /// Where the page listens; with port 0 on a free one.
    pub address: SocketAddr,
    /// Whether others than this machine may come.
    pub open: bool,
    /// Where the database is kept; `None`: in a temporary file, deleted at the end.
    pub file: Option<PathBuf>,
    /// Which community is filled; one of the profiles'.
    pub community: CommunityId,
    /// A new database is left without members.
    pub empty: bool,
    /// Chance, for tokens.
    pub seed: [u8; 32],
    /// Where figures are shown, if anywhere.
    pub metrics: Option<SocketAddr>,
}

/// Runs until `stop`, or until a part fails. `ready` hears the page's address once everything is there.
///
/// # Errors
/// When the port is taken, the database does not fit, or a part fails; the sentence says which.
pub async fn run(
    wishes: Wishes,
    profiles: Profiles,
    stop: CancellationToken,
    ready: impl FnOnce(SocketAddr) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let listener = TcpListener::bind(wishes.address)
        .await
        .with_context(|| format!("{} cannot be used: name another port with --port", wishes.address))?;
    let home = Home::open(wishes.file.as_deref()).await?;
    let (stage, wanted, standing) = Stage::set(&wishes, &profiles, home.db.clone()).await?;
    let mut parts: JoinSet<anyhow::Result<()>> = JoinSet::new();
    parts.spawn(app::live(stage.ground(profiles, &wishes)?, stop.clone()));
    tokio::select! {
        // Whoever stops the demo hears no complaint of a story that was cut off.
        biased;
        () = stop.cancelled() => {}
        Some(ended) = parts.join_next() => ended.map_err(|_| broken())??,
        filled = stage.fill(&wishes, &stop) => {
            filled?;
            ready(listener.local_addr()?)?;
            let (page, until) = (stage.page.clone(), stop.clone());
            parts.spawn(async move { page.serve(listener, until).await.context("the page cannot be served") });
            let Stage { sandbox, clock, db, time, .. } = stage.clone();
            parts.spawn(unless(stop.clone(), hands::watch(db, clock.clone(), sandbox, standing.clone())));
            parts.spawn(unless(stop.clone(), hands::turn(time, clock, wanted, standing)));
        }
    }
    let mut outcome = Ok(());
    while let Some(ended) = parts.join_next().await {
        // Whichever ends first takes the others with it.
        stop.cancel();
        outcome = outcome.and(ended.unwrap_or_else(|_| Err(broken())));
    }
    stage.sandbox.stop().await;
    outcome
}

/// Does this unless it is stopped: the bot closes the database as it stops, and that is no failure of whoever reads there.
async fn unless(stop: CancellationToken, part: impl Future<Output = anyhow::Result<()>>) -> anyhow::Result<()> {
    tokio::select! {
        biased;
        () = stop.cancelled() => Ok(()),
        ended = part => ended,
    }
}

fn broken() -> anyhow::Error {
    anyhow!("a part of the demo broke: the line above says where")
}

/// Everything that stands around the bot.
#[derive(Clone)]
struct Stage {
    sandbox: Sandbox,
    clock: Clock,
    db: Db,
    page: Page,
    time: Time,
    profile: Profile,
    /// Nobody has ever come to this database.
    new: bool,
}

impl Stage {
    async fn set(
        wishes: &Wishes,
        profiles: &Profiles,
        db: Db,
    ) -> anyhow::Result<(Self, mpsc::Receiver<Leap>, watch::Sender<Standing>)> {
        let profile = profiles.get(&wishes.community).context("no such community is served")?.clone();
        let new = known::is_new(&db).await?;
        let clock = Clock::system();
        if let Some(latest) = queue::latest(db.reader()).await? {
            // Time was run on in an earlier life of this database; it does not go back.
            clock.run_on((latest - clock.now()).max(TimeDelta::zero()));
        }
        // The link is to be opened in the present, where the story ends.
        let invitation = invitation(&db, &profile, wishes.seed, clock.now()).await?;
        if new && !wishes.empty {
            clock.run_on(-story::BACK);
        }
        let sandbox = Sandbox::start(clock.clone()).await?;
        let (leaps, wanted) = mpsc::channel(1);
        let (standing, seen) = watch::channel(Standing::default());
        let links = profiles.iter().map(door).chain([invitation]).collect();
        let setting = Setting { zone: profile.tz(), links, leaps, standing: seen, open: wishes.open };
        let page = Page::new(sandbox.clone(), clock.clone(), setting);
        let time = Time::new(clock.clone(), sandbox.clone(), db.clone());
        Ok((Self { sandbox, clock, db, page, time, profile, new }, wanted, standing))
    }

    /// What the bot stands on: as in earnest, but for the server it speaks to.
    fn ground(&self, profiles: Profiles, wishes: &Wishes) -> anyhow::Result<Ground> {
        let server = Url::parse(&self.sandbox.url()).context("the sandbox has an address")?;
        let bot = telegram::client(&SecretString::from(self.sandbox.token()), Some(&server), None)?;
        let (db, clock, pace) = (self.db.clone(), self.clock.clone(), Pace::default());
        let (seed, calls, metrics) = (wishes.seed, Handle::current(), wishes.metrics);
        Ok(Ground { bot, db, profiles, owners: Vec::new(), clock, seed, pace, calls, metrics })
    }

    /// People and their phones: those of the story, those of last time, or four strangers.
    async fn fill(&self, wishes: &Wishes, stop: &CancellationToken) -> anyhow::Result<()> {
        if !self.new {
            return known::restore(&self.db, &wishes.community, &self.sandbox, &self.page, &self.clock).await;
        }
        if wishes.empty {
            for (role, first, last) in story::STRANGERS {
                self.lay_out(self.sandbox.add_person(first, Some(last), None, Some("ru")), role);
            }
            return Ok(());
        }
        let town = Town::new(self.sandbox.clone(), self.clock.clone(), self.db.clone()).until(stop.clone());
        let cast = story::tell(&town, &self.profile)
            .await
            .context("the demo's story does not fit this profile; with --empty the demo begins without it")?;
        for (user, role) in cast.phones {
            self.lay_out(user, role);
        }
        Ok(())
    }

    fn lay_out(&self, user: UserId, role: Role) {
        self.page.introduce(user, role);
        self.page.show_phone(user, true);
    }
}

/// The way into a community.
fn door(profile: &Profile) -> Link {
    Link { label: profile.short_name().to_owned(), start: profile.id().to_string(), coordinator: false }
}

/// A one-time link like that of `krug invite`, for whoever wants to begin as a coordinator.
async fn invitation(db: &Db, profile: &Profile, seed: [u8; 32], now: DateTime<Utc>) -> anyhow::Result<Link> {
    // Not the chance of the bot's own invitations.
    let start = invite(db, profile, seed.map(|byte| byte ^ 0x5a), now).await?;
    Ok(Link { label: profile.short_name().to_owned(), start, coordinator: true })
}

/// What follows `start=` in a one-time link for a coordinator.
async fn invite(db: &Db, profile: &Profile, seed: [u8; 32], now: DateTime<Utc>) -> anyhow::Result<String> {
    let mut tx = db.begin().await?;
    let token = membership::invite(&mut tx, profile.id(), seed, now).await?;
    tx.commit().await?;
    Ok(format!("i_{token}"))
}

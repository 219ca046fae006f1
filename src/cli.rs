//! What an operator types, and the sentences she reads. Exit codes: 0 done, 1 failed, 2 a setting is wrong.

mod status;

use std::fmt::Display;
use std::io::{self, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::panic::Location;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context, ensure};
use clap::{Args, Parser, Subcommand};
use rand::TryRngCore;
use rand::rngs::OsRng;
use secrecy::ExposeSecret;
use tokio::runtime::Handle;
use tokio_util::sync::CancellationToken;
use tracing_subscriber::EnvFilter;

use crate::app::{self, Cores, Ground, UnknownToken};
use crate::communities::Profiles;
use crate::config::{self, Config, Local, Scene};
use crate::db::{self, Db, Exclusive, Standing};
use crate::demo;
use crate::features::{House, membership};
use crate::kernel::ids::CommunityId;
use crate::kernel::time::Clock;
use crate::telegram::{self, meet::Refused};

/// After a signal the process ends within two seconds; this leaves some for the ending itself.
const LONGEST_STOP: Duration = Duration::from_millis(1700);
/// So long may Telegram take to say the bot's name for an invitation.
const PATIENCE: Duration = Duration::from_secs(15);

/// Krug: a Telegram bot for professional communities of teachers and mentors.
///
/// Settings come from the environment and from .env; .env.example explains each.
#[derive(Debug, Parser)]
#[command(version)]
pub struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Clone, Debug, Subcommand)]
enum Command {
    /// Run the bot until SIGTERM or SIGINT (the default)
    Run,
    /// Try the whole bot in a browser: invented people, no token, no network; .env is not read
    Demo(Demo),
    /// Verify settings, profiles, texts and database, changing nothing; print what was found; exit 0 or 1
    Check,
    /// Print how the bot is: what waits and for how long, what was given up; exit 1 if that wants somebody
    Status,
    /// Print a one-time link that makes whoever opens it a coordinator of a community
    Invite {
        /// The community's id, as `krug check` lists it
        community: String,
    },
}

#[derive(Clone, Debug, Args)]
struct Demo {
    /// The port of the page; 0 takes a free one
    #[arg(long, default_value_t = 8088)]
    port: u16,
    /// Keep the database in this file instead of a temporary one
    #[arg(long, value_name = "FILE")]
    db: Option<PathBuf>,
    /// The community that is filled with people; otherwise the first that is served
    #[arg(long, value_name = "ID")]
    community: Option<String>,
    /// Begin a new database with nobody in any community
    #[arg(long)]
    empty: bool,
    /// The address of the page
    #[arg(long, value_name = "IP", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    address: IpAddr,
    /// Allow an address other than this machine's own, although the page has no password: whoever reaches it acts as
    /// everybody on it
    #[arg(long)]
    anybody_may_act_as_everybody: bool,
}

/// Why a command ended.
enum Ended {
    Done,
    Failed(anyhow::Error),
    Settings(config::Flaws),
}

/// Does what was asked.
pub fn run(cli: Cli) -> ExitCode {
    std::panic::set_hook(Box::new(|panic| complain(place(panic.location()))));
    let command = cli.command.unwrap_or(Command::Run);
    // What is wrong is what `check` is asked for: to it a wrong setting is a finding like any other.
    let wrong_setting = if matches!(command, Command::Check) { 1 } else { 2 };
    // The demo has no use for what .env holds, a token above all.
    let loaded = if matches!(command, Command::Demo(_)) { Ok(()) } else { config::load_file() };
    let ended = match loaded {
        Ok(()) => to_the_end(command).unwrap_or_else(|e| Ended::Failed(e.into())),
        Err(flaws) => Ended::Settings(flaws),
    };
    match ended {
        Ended::Done => ExitCode::SUCCESS,
        Ended::Failed(error) => {
            complain(format!("{error:#}"));
            ExitCode::FAILURE
        }
        Ended::Settings(flaws) => {
            complain(flaws);
            ExitCode::from(wrong_setting)
        }
    }
}

fn to_the_end(command: Command) -> io::Result<Ended> {
    let cores = Cores::divide()?;
    let calls = cores.calls();
    Ok(cores.to_the_end(obey(command, calls)))
}

async fn obey(command: Command, calls: Handle) -> Ended {
    match command {
        Command::Run => bot(calls).await,
        Command::Demo(wishes) => demo(wishes).await,
        Command::Check => check().await.into(),
        Command::Status => status().await,
        Command::Invite { community } => invite(&community).await,
    }
}

/// All that is said of a panic: its own words may hold what people wrote.
fn place(location: Option<&Location<'_>>) -> String {
    location.map_or_else(|| "panic".to_owned(), |at| format!("panic at {}:{}", at.file(), at.line()))
}

/// To an operator who has closed her end nothing can be said, and that is no reason to break.
fn complain(what: impl Display) {
    let _unheard = writeln!(io::stderr(), "{what}");
}

fn say(what: impl Display) -> anyhow::Result<()> {
    writeln!(io::stdout(), "{what}").context("the answer cannot be written")
}

impl From<anyhow::Result<()>> for Ended {
    fn from(result: anyhow::Result<()>) -> Self {
        match result {
            Ok(()) => Self::Done,
            Err(error) if error.is::<UnknownToken>() => Self::Settings(config::Flaws(vec![error.to_string()])),
            Err(error) => Self::Failed(error),
        }
    }
}

fn environment(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

async fn bot(calls: Handle) -> Ended {
    let config = match config::read(&environment) {
        Ok(config) => config,
        Err(flaws) => return Ended::Settings(flaws),
    };
    keep_log(&config.local.log);
    serve(config, calls).await.into()
}

fn keep_log(what: &str) {
    tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::new(what))
        .with_writer(io::stderr)
        // Nothing to complain to when standard error itself is gone.
        .log_internal_errors(false)
        .init();
}

async fn demo(wanted: Demo) -> Ended {
    match config::read_scene(&environment) {
        Ok(scene) => demo_with(wanted, scene).await.into(),
        Err(flaws) => Ended::Settings(flaws),
    }
}

async fn demo_with(wanted: Demo, Scene { profiles, log, metrics }: Scene) -> anyhow::Result<()> {
    let open = !wanted.address.is_loopback();
    ensure!(
        !open || wanted.anybody_may_act_as_everybody,
        "{} can be reached from outside, and the page has no password: leave --address out, or allow it with \
         --anybody-may-act-as-everybody",
        wanted.address
    );
    keep_log(&log);
    let community = match &wanted.community {
        Some(id) => served(&profiles, id)?,
        None => profiles.iter().next().context("no community is served")?.id().clone(),
    };
    let wishes = demo::Wishes {
        address: SocketAddr::new(wanted.address, wanted.port),
        open,
        file: wanted.db,
        community,
        empty: wanted.empty,
        seed: seed()?,
        metrics,
    };
    let stop = CancellationToken::new();
    stop_on_signals(&stop)?;
    say("Preparing the demo; to invent a community takes a few seconds…")?;
    let ready = |address| say(format!("The demo is at http://{address}/  (Ctrl+C ends it)"));
    tokio::select! {
        ended = demo::run(wishes, profiles, stop.child_token(), ready) => ended,
        () = deadline(&stop) => Ok(()),
    }
}

/// The id of a community that is served.
fn served(profiles: &Profiles, community: &str) -> anyhow::Result<CommunityId> {
    let known = || profiles.iter().map(|p| p.id().to_string()).collect::<Vec<_>>().join(", ");
    CommunityId::parse(community)
        .filter(|id| profiles.get(id).is_some())
        .with_context(|| format!("no community {community:?} is served; known are: {}", known()))
}

async fn serve(config: Config, calls: Handle) -> anyhow::Result<()> {
    let stop = CancellationToken::new();
    stop_on_signals(&stop)?;
    tokio::select! {
        // A part that fails takes the others with it by a token of its own: its error is not cut off by the deadline.
        ended = work(config, calls, stop.child_token()) => ended?,
        () = deadline(&stop) => {}
    }
    tracing::info!("stopped");
    Ok(())
}

/// Whatever is under way, a check of a large database too, a stop takes no longer than this: all that is half done is in
/// the database, and goes on at the next start.
async fn deadline(stop: &CancellationToken) {
    stop.cancelled().await;
    tokio::time::sleep(LONGEST_STOP).await;
}

async fn work(config: Config, calls: Handle, stop: CancellationToken) -> anyhow::Result<()> {
    let Config { token, server, proxy, pace, local: Local { database, profiles, owners, log: _, metrics } } = config;
    let bot = telegram::client(&token, server.as_ref(), proxy.as_ref().map(ExposeSecret::expose_secret))?;
    let _lock = Exclusive::take(&database)?;
    let db = Db::open(&database).await?;
    let (clock, seed) = (Clock::system(), seed()?);
    app::live(Ground { bot, db, profiles, owners, clock, seed, pace, calls, metrics }, stop).await
}

/// SIGTERM (systemd, docker) and SIGINT (Ctrl+C) stop the bot cleanly.
fn stop_on_signals(stop: &CancellationToken) -> anyhow::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    for kind in [SignalKind::terminate(), SignalKind::interrupt()] {
        let mut signals = signal(kind)?;
        let stop = stop.clone();
        tokio::spawn(async move {
            signals.recv().await;
            stop.cancel();
        });
    }
    Ok(())
}

fn seed() -> anyhow::Result<[u8; 32]> {
    let mut seed = [0; 32];
    OsRng.try_fill_bytes(&mut seed)?;
    Ok(seed)
}

async fn check() -> anyhow::Result<()> {
    let (local, flaws) = match config::read(&environment) {
        Ok(config) => (Some(config.local), None),
        Err(flaws) => (config::read_local(&environment).ok(), Some(flaws)),
    };
    match &flaws {
        Some(flaws) => say(format!("settings: {} to mend\n{flaws}", flaws.0.len()))?,
        None => say("settings: in order")?,
    }
    let local = local.context("profiles and database were not checked: mend the settings first")?;
    for profile in local.profiles.iter() {
        say(format!(
            "profile: {} - {}, regulation {}",
            profile.id(),
            profile.short_name(),
            profile.regulation.version()
        ))?;
    }
    say("texts: Russian and English, the same keys and arguments (checked when this program was built)")?;
    let standing = match db::look(&local.database).await? {
        Standing::Absent => "is not there yet: it will be made at the first start".to_owned(),
        Standing::Current => "is sound and up to date".to_owned(),
        Standing::Behind(1) => "is sound; 1 migration to come at the next start".to_owned(),
        Standing::Behind(many) => format!("is sound; {many} migrations to come at the next start"),
    };
    say(format!("database: {} {standing}", local.database))?;
    ensure!(flaws.is_none(), "the bot cannot run yet: mend the settings above");
    Ok(())
}

async fn status() -> Ended {
    match config::read_local(&environment) {
        Ok(local) => status::status(local).await.into(),
        Err(flaws) => Ended::Settings(flaws),
    }
}

async fn invite(community: &str) -> Ended {
    match config::read(&environment) {
        Ok(config) => invite_with(config, community).await.into(),
        Err(flaws) => Ended::Settings(flaws),
    }
}

async fn invite_with(config: Config, community: &str) -> anyhow::Result<()> {
    let id = served(&config.local.profiles, community)?;
    // Asked first: an invitation to a bot that nobody can reach is not worth keeping.
    let name = bot_name(&config).await?;
    let lock = Exclusive::attempt(&config.local.database)?;
    let opened =
        if lock.is_some() { Db::open(&config.local.database).await } else { Db::join(&config.local.database).await };
    let db = opened?;
    let mut tx = db.begin().await?;
    let token = membership::invite(&mut tx, &id, seed()?, Clock::system().now()).await?;
    tx.commit().await?;
    db.close().await;
    match name {
        Some(name) => say(House { bot: name, owners: Vec::new() }.link(&format!("i_{token}"))),
        // The link can be made by hand; the token in it is what matters.
        None => say(format!("Telegram cannot be reached; send this to the bot within 7 days: /start i_{token}")),
    }
}

/// The bot's user name; `None` if Telegram does not say it now.
async fn bot_name(config: &Config) -> anyhow::Result<Option<String>> {
    let proxy = config.proxy.as_ref().map(ExposeSecret::expose_secret);
    let bot = telegram::client(&config.token, config.server.as_ref(), proxy)?;
    match tokio::time::timeout(PATIENCE, telegram::meet::name(&bot)).await {
        Ok(Ok(name)) => Ok(Some(name)),
        Ok(Err(Refused::Token)) => Err(UnknownToken.into()),
        Ok(Err(_)) | Err(_) => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::*;

    #[test]
    #[ignore = "the next test runs it in a process of its own: it breaks"]
    fn it_breaks_with_a_secret() {
        run(Cli::parse_from(["krug", "check"]));
        std::panic::panic_any("a secret".to_owned());
    }

    #[test]
    fn a_panic_says_where_and_never_what() {
        let me = std::env::current_exe().unwrap();
        let args = ["--exact", "cli::tests::it_breaks_with_a_secret", "--ignored", "--nocapture"];
        let output = Command::new(me).args(args).env("TELOXIDE_TOKEN", "1:a").output().unwrap();
        let said = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
        assert!(said.contains("panic at src/cli.rs:") && !said.contains("a secret"), "{said}");
    }
}

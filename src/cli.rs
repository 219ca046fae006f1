//! What an operator types, and the sentences she reads. Exit codes: 0 done, 1 failed, 2 a setting is wrong.

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use rand::TryRngCore;
use rand::rngs::OsRng;
use secrecy::ExposeSecret;
use tokio_util::sync::CancellationToken;
use tracing_subscriber::EnvFilter;

use crate::app::{self, App, UnknownToken};
use crate::config::{self, Config, Local};
use crate::db::{Db, Exclusive};
use crate::features::{House, membership};
use crate::kernel::ids::CommunityId;
use crate::kernel::time::Clock;
use crate::telegram;

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
    /// Verify settings, database, profiles and texts; print what was found; exit 0 or 1
    Check,
    /// Print a one-time link that makes whoever opens it a coordinator of a community
    Invite {
        /// The community's id, as `krug check` lists it
        community: String,
    },
}

/// Why a command ended.
enum Ended {
    Done,
    Failed(anyhow::Error),
    Settings(config::Flaws),
}

/// Does what was asked.
pub fn run(cli: Cli) -> ExitCode {
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("the program cannot start its threads: {error}");
            return ExitCode::FAILURE;
        }
    };
    let ended = runtime.block_on(async {
        match cli.command.unwrap_or(Command::Run) {
            Command::Run => bot().await,
            Command::Check => check().await,
            Command::Invite { community } => invite(&community).await,
        }
    });
    match ended {
        Ended::Done => ExitCode::SUCCESS,
        Ended::Failed(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
        Ended::Settings(flaws) => {
            eprintln!("{flaws}");
            ExitCode::from(2)
        }
    }
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

async fn bot() -> Ended {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    let config = match config::read(&environment) {
        Ok(config) => config,
        Err(flaws) => return Ended::Settings(flaws),
    };
    serve(config).await.into()
}

async fn serve(config: Config) -> anyhow::Result<()> {
    let stop = CancellationToken::new();
    stop_on_signals(&stop)?;
    let Config { token, server, proxy, local: Local { database, profiles, owners } } = config;
    let _lock = Exclusive::take(&database)?;
    let db = Db::open(&database).await?;
    let bot = telegram::client(&token, server.as_ref(), proxy.as_ref().map(ExposeSecret::expose_secret))?;
    let Some(username) = app::introduce(&bot, &stop).await? else { return Ok(()) };
    tracing::info!(bot = username, communities = profiles.len(), "running");
    let menu = bot.clone();
    tokio::spawn(async move { app::set_menu(&menu).await });
    let house = House { bot: username, owners };
    App::assemble(bot, db, profiles, house, Clock::system(), seed()?).await?.run(stop).await?;
    tracing::info!("stopped");
    Ok(())
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

async fn check() -> Ended {
    let config = config::read(&environment);
    if let Err(flaws) = &config {
        println!("settings: {} to mend\n{flaws}", flaws.0.len());
    } else {
        println!("settings: in order");
    }
    let Ok(local) = config.map(|c| c.local).or_else(|_| config::read_local(&environment)) else {
        return Ended::Failed(anyhow::anyhow!("profiles and database were not checked: mend the settings first"));
    };
    for profile in local.profiles.iter() {
        println!("profile: {} - {}, regulation {}", profile.id(), profile.short_name(), profile.regulation.version());
    }
    println!("texts: Russian and English, the same keys and arguments (checked when this program was built)");
    match Db::open(&local.database).await {
        Ok(db) => {
            db.close().await;
            println!("database: {} is sound and up to date", local.database);
        }
        Err(error) => return Ended::Failed(error),
    }
    match config::read(&environment) {
        Ok(_) => Ended::Done,
        Err(_) => Ended::Failed(anyhow::anyhow!("the bot cannot run yet: mend the settings above")),
    }
}

async fn invite(community: &str) -> Ended {
    let config = match config::read(&environment) {
        Ok(config) => config,
        Err(flaws) => return Ended::Settings(flaws),
    };
    invite_with(config, community).await.into()
}

async fn invite_with(config: Config, community: &str) -> anyhow::Result<()> {
    let known: Vec<String> = config.local.profiles.iter().map(|p| p.id().to_string()).collect();
    let id = CommunityId::parse(community)
        .filter(|id| config.local.profiles.get(id).is_some())
        .ok_or_else(|| anyhow::anyhow!("no community {community:?} is served; known are: {}", known.join(", ")))?;
    let db = Db::open(&config.local.database).await?;
    let mut tx = db.begin().await?;
    let token = membership::invite(&mut tx, &id, seed()?, Clock::system().now()).await?;
    tx.commit().await?;
    db.close().await;
    let proxy = config.proxy.as_ref().map(ExposeSecret::expose_secret);
    let bot = telegram::client(&config.token, config.server.as_ref(), proxy)?;
    let stop = CancellationToken::new();
    let name = tokio::time::timeout(std::time::Duration::from_secs(15), app::introduce(&bot, &stop)).await;
    match name {
        Ok(Ok(Some(name))) => println!("{}", House { bot: name, owners: Vec::new() }.link(&format!("i_{token}"))),
        // The link can be made by hand; the token in it is what matters.
        _ => println!("Telegram cannot be reached; send this to the bot within 7 days: /start i_{token}"),
    }
    Ok(())
}

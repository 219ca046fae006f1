//! How fast the bot is: decisions a second, and the time from a press to its answer. Not a test: figures depend on the
//! machine. `cargo bench`

use std::time::{Duration, Instant};

use krug::app::{self, App};
use krug::communities::Profiles;
use krug::db::Db;
use krug::features::House;
use krug::kernel::outcome::Worked;
use krug::kernel::time::Clock;
use krug::sandbox::{Limits, Sandbox, UserId};
use krug::telegram;
use secrecy::SecretString;
use tempfile::TempDir;
use tokio::process::Command;
use tokio::runtime::Runtime;
use tokio_util::sync::CancellationToken;

const PEOPLE: usize = 200;
const UPDATES: usize = 4000;
/// Fewer than our own limit of calls a second, which is not what is measured.
const PRESSES: usize = 25;

fn main() -> anyhow::Result<()> {
    Runtime::new()?.block_on(answers())?;
    // As the program does before its runtime begins.
    app::stay_on_one_core();
    Runtime::new()?.block_on(decisions())
}

async fn sandbox() -> anyhow::Result<Sandbox> {
    let sandbox = Sandbox::start(Clock::system()).await?;
    sandbox.set_limits(Limits::without_flood_control());
    Ok(sandbox)
}

async fn assemble(sandbox: &Sandbox, dir: &TempDir) -> anyhow::Result<App> {
    let db = Db::open(&format!("sqlite://{}", dir.path().join("krug.db").display())).await?;
    let url = reqwest::Url::parse(&sandbox.url())?;
    let bot = telegram::client(&SecretString::from(sandbox.token()), Some(&url), None)?;
    let name = app::introduce(&bot, &CancellationToken::new()).await?.unwrap_or_default();
    let profiles = Profiles::load(None, None).map_err(|flaws| anyhow::anyhow!("{flaws:?}"))?;
    let house = House { bot: name, owners: Vec::new() };
    Ok(App::assemble(bot, db, profiles, house, Clock::system(), [7; 32]).await?)
}

/// Stored updates, decided and recorded with everything that follows, one fsync a batch.
async fn decisions() -> anyhow::Result<()> {
    let (dir, sandbox) = (TempDir::new()?, sandbox().await?);
    let mut app = assemble(&sandbox, &dir).await?;
    let people: Vec<UserId> = (0..PEOPLE).map(|_| sandbox.add_person("Анна", None, None, Some("ru"))).collect();
    for n in 0..UPDATES {
        sandbox.say(people[n % people.len()], "/start");
    }
    let began = Instant::now();
    while app.intake.turn(Duration::ZERO, app.clock.now()).await? > 0 {}
    report("stored", UPDATES, began.elapsed());
    let began = Instant::now();
    while app.engine.turn(app.clock.now()).await? == Worked::Yes {}
    report("decided", UPDATES, began.elapsed());
    Ok(())
}

fn report(what: &str, n: usize, took: Duration) {
    println!("{what}: {n} updates in {took:.2?}, {:.0} a second", n as f64 / took.as_secs_f64());
}

/// From the message to its answer at the person's phone: the program itself, in a process of its own as in earnest.
async fn answers() -> anyhow::Result<()> {
    let (dir, sandbox) = (TempDir::new()?, sandbox().await?);
    let mut program = Command::new(env!("CARGO_BIN_EXE_krug"));
    program.current_dir(dir.path()).env_clear().kill_on_drop(true);
    let mut bot = program
        .env("TELOXIDE_TOKEN", sandbox.token())
        .env("TELOXIDE_API_URL", sandbox.url())
        .env("RUST_LOG", "warn")
        .spawn()?;
    let mut took = Vec::new();
    for _ in 0..PRESSES {
        let anna = sandbox.add_person("Анна", None, None, Some("ru"));
        let began = Instant::now();
        sandbox.say(anna, "/help");
        sandbox.wait_until(|s| !s.said(anna).is_empty()).await?;
        took.push(began.elapsed());
    }
    // The first one waited for the program to start.
    let mut took = took.split_off(1);
    took.sort();
    let at = |share: usize| took[(took.len() - 1) * share / 100];
    println!("answered: median {:.1?}, 95% {:.1?}, longest {:.1?}", at(50), at(95), at(100));
    bot.kill().await?;
    Ok(())
}

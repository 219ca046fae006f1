//! The engine alone, in this process and without HTTP: updates stored and decided a second.

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
use tokio::runtime::Runtime;
use tokio_util::sync::CancellationToken;

use crate::machine;
use crate::report::{Report, count};
use crate::seed;

const PEOPLE: usize = 200;
const UPDATES: usize = 4000;

/// Updates a second.
struct Pace {
    stored: f64,
    decided: f64,
}

/// `/start` of two hundred people: stored, one fsync a batch; decided and recorded with everything that follows.
pub fn decisions(report: &mut Report) -> anyhow::Result<()> {
    // As the program does before its runtime begins: on one core.
    let measured = machine::on_the_bots_core(|| Runtime::new()?.block_on(measure()));
    let pace = measured.map_err(|_| anyhow::anyhow!("the engine broke"))??;
    report.line("the engine without HTTP: updates stored a second", count(pace.stored), "", "");
    report.line("… decided a second", count(pace.decided), "", "");
    Ok(())
}

async fn measure() -> anyhow::Result<Pace> {
    let (dir, sandbox) = (TempDir::new_in(machine::scratch())?, Sandbox::start(Clock::system()).await?);
    sandbox.set_limits(Limits::without_flood_control());
    let mut app = assemble(&sandbox, &dir).await?;
    let people: Vec<UserId> = (0..PEOPLE).map(|_| sandbox.add_person("Анна", None, None, Some("ru"))).collect();
    for n in 0..UPDATES {
        sandbox.say(people[n % people.len()], "/start");
    }
    let began = Instant::now();
    while app.intake.turn(Duration::ZERO, app.clock.now()).await? > 0 {}
    let stored = UPDATES as f64 / began.elapsed().as_secs_f64();
    let began = Instant::now();
    while app.engine.turn(app.clock.now()).await? == Worked::Yes {}
    Ok(Pace { stored, decided: UPDATES as f64 / began.elapsed().as_secs_f64() })
}

async fn assemble(sandbox: &Sandbox, dir: &TempDir) -> anyhow::Result<App> {
    let db = Db::open(&seed::url(dir.path())).await?;
    let url = reqwest::Url::parse(&sandbox.url())?;
    let bot = telegram::client(&SecretString::from(sandbox.token()), Some(&url), None)?;
    let name = app::introduce(&bot, &CancellationToken::new()).await?.unwrap_or_default();
    let profiles = Profiles::load(None, None).map_err(|flaws| anyhow::anyhow!("{flaws:?}"))?;
    let house = House { bot: name, owners: Vec::new() };
    Ok(App::assemble(bot, db, profiles, house, Clock::system(), [7; 32]).await?)
}

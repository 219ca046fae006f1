//! Intake and engine in this process: updates asked for, stored and decided a second, with nothing sent.

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

/// `/start` of two hundred people: stored, decided and recorded with everything that follows, one fsync a batch.
pub fn decisions(report: &mut Report) -> anyhow::Result<()> {
    // As the program does before its runtime begins: on one core.
    let measured = machine::with_every_core(|| {
        app::stay_on_one_core();
        Runtime::new()?.block_on(measure())
    });
    let rate = measured.map_err(|_| anyhow::anyhow!("the engine broke"))??;
    report.line("updates asked for and decided a second, nothing sent", count(rate), "", "");
    Ok(())
}

async fn measure() -> anyhow::Result<f64> {
    let (dir, sandbox) = (TempDir::new_in(machine::scratch())?, Sandbox::start(Clock::system()).await?);
    sandbox.set_limits(Limits::without_flood_control());
    let mut app = assemble(&sandbox, &dir).await?;
    let people: Vec<UserId> = (0..PEOPLE).map(|_| sandbox.add_person("Анна", None, None, Some("ru"))).collect();
    for n in 0..UPDATES {
        sandbox.say(people[n % people.len()], "/start");
    }
    let began = Instant::now();
    let (intake, engine, clock) = (&mut app.intake, &mut app.engine, &app.clock);
    while intake.turn(Duration::ZERO, async |came| engine.take_in(came, clock.now()).await).await?.new > 0 {
        // What came first is stored first, and waits.
        while engine.turn(clock.now()).await? == Worked::Yes {}
    }
    Ok(UPDATES as f64 / began.elapsed().as_secs_f64())
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

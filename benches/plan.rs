//! What was asked for on the command line: which figures, how long, where to write them.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, bail};

/// What this process is to be.
pub enum Wanted {
    /// The empty bot; its settings come by the environment as Krug's do.
    Echo(String),
    /// The one who measures.
    Figures(Plan),
}

/// How much is measured.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Names of figures; empty: all of the plan.
    only: Vec<String>,
    /// All sizes and the whole broadcast, not the short choice.
    pub full: bool,
    /// How long each load lasts that has no end of its own.
    pub lasting: Duration,
    /// Where the figures are written besides the terminal.
    pub write: Option<PathBuf>,
}

impl Plan {
    /// Whether the figure with this name is wanted.
    pub fn wants(&self, name: &str) -> bool {
        self.only.is_empty() || self.names(name)
    }

    /// Whether the figure with this name is asked for by it.
    pub fn names(&self, name: &str) -> bool {
        self.only.iter().any(|one| one == name)
    }
}

const USAGE: &str =
    "figures [--full] [--seconds N] [--write FILE] [presses|floor|members|broadcast|storms|cold|decisions]…";

/// Reads the arguments; `--bench` is what cargo adds.
pub fn wanted(mut args: impl Iterator<Item = String>) -> anyhow::Result<Wanted> {
    let mut plan = Plan { only: Vec::new(), full: false, lasting: Duration::from_secs(3), write: None };
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "echo" => return Ok(Wanted::Echo(args.next().context("echo wants a token")?)),
            "--bench" => {}
            "--full" => (plan.full, plan.lasting) = (true, Duration::from_secs(10)),
            "--seconds" => plan.lasting = Duration::from_secs(args.next().context(USAGE)?.parse()?),
            "--write" => plan.write = Some(args.next().context(USAGE)?.into()),
            name if !name.starts_with('-') => plan.only.push(name.to_owned()),
            _ => bail!(USAGE),
        }
    }
    Ok(Wanted::Figures(plan))
}

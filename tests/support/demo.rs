//! `krug demo` in a process of its own, as somebody at the page meets it.

use std::process::Stdio;
use std::time::Duration;

use serde_json::Value;
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

use crate::cli::krug;

/// Filling a community takes seconds; on a machine that builds something else meanwhile, many.
const PATIENCE: Duration = Duration::from_secs(120);

/// A running demo. It ends with this.
pub struct Demo {
    /// `http://127.0.0.1:port/`.
    pub address: String,
    /// The process.
    pub process: Child,
    _dir: Option<TempDir>,
}

impl Demo {
    /// With these arguments, in a folder of its own.
    pub async fn start(args: &[&str]) -> Self {
        let dir = TempDir::new().expect("a folder");
        let demo = Self::start_in(&dir, &[], args).await;
        Self { _dir: Some(dir), ..demo }
    }

    /// In this folder, with these variables. Its temporary database lies there too.
    pub async fn start_in(dir: &TempDir, vars: &[(&str, &str)], args: &[&str]) -> Self {
        let args: Vec<&str> = ["demo", "--port", "0"].iter().chain(args).copied().collect();
        let mut command = Command::from(krug(dir, vars, &args));
        // Most tests kill it, and it cannot tidy up then.
        command.env("TMPDIR", dir.path());
        let mut process = command.stdout(Stdio::piped()).kill_on_drop(true).spawn().expect("it runs");
        let mut lines = BufReader::new(process.stdout.take().expect("it is piped")).lines();
        let said = async {
            while let Some(line) = lines.next_line().await.expect("text") {
                if let Some((_, rest)) = line.split_once("http://") {
                    return format!("http://{}/", rest.split('/').next().unwrap_or_default());
                }
            }
            panic!("it ended without an address")
        };
        let address = tokio::time::timeout(PATIENCE, said).await.expect("an address");
        Self { address, process, _dir: None }
    }

    /// All that a new tab of the page is told.
    pub async fn whole(&self) -> Value {
        let mut answer = reqwest::get(format!("{}live", self.address)).await.expect("the page answers");
        let mut told = String::new();
        while !told.contains("\n\n") {
            let part = answer.chunk().await.expect("the stream goes on").expect("it has not ended");
            told.push_str(&String::from_utf8_lossy(&part));
        }
        let event = told
            .split("\n\n")
            .next()
            .and_then(|event| event.lines().find_map(|line| line.strip_prefix("data: ")))
            .expect("an event");
        serde_json::from_str(event).expect("JSON")
    }

    /// Waits until a new tab is told what fits; gives all that it is told then.
    pub async fn tells(&self, fits: impl Fn(&Value) -> bool) -> Value {
        let told = async {
            loop {
                let whole = self.whole().await;
                if fits(&whole) {
                    return whole;
                }
            }
        };
        tokio::time::timeout(PATIENCE, told).await.expect("the page tells it at last")
    }

    /// Somebody at the page does something.
    pub async fn act(&self, act: &Value) -> reqwest::StatusCode {
        let http = reqwest::Client::new();
        http.post(format!("{}act", self.address)).json(act).send().await.expect("the page answers").status()
    }
}

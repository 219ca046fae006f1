//! A browser, for the test that looks at the page of the demo as a person does.
//!
//! Needs Chromium and its driver (Debian: `chromium` and `chromium-driver`). Without them the test says on standard error
//! that it was skipped; with `KRUG_BROWSER=required` their absence is a failure.

use std::io::Write;
use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

use chrono::{DateTime, Utc};
use fantoccini::elements::Element;
use fantoccini::{Client, ClientBuilder, Locator};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, AsyncRead, BufReader};
use tokio::process::{Child, Command};

use super::demo::Demo;

/// A headless browser that asks nobody outside this machine for anything.
const ARGS: [&str; 10] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--lang=ru",
];
/// What a person would not wait longer for, on a slow machine.
const PATIENCE: Duration = Duration::from_secs(20);
const GLANCE: Duration = Duration::from_millis(50);

/// A tab of a browser.
pub struct Browser {
    client: Client,
    _driver: Child,
    _profile: TempDir,
}

/// The word that the line with this beginning goes on with.
async fn said(output: impl AsyncRead + Unpin, beginning: &str) -> Option<String> {
    let mut lines = BufReader::new(output).lines();
    while let Ok(Some(line)) = lines.next_line().await {
        if let Some((_, rest)) = line.split_once(beginning) {
            return rest.split([' ', '.']).next().map(str::to_owned);
        }
    }
    None
}

/// A running driver and its port, if there is one on this machine. It takes the port twice, for both kinds of addresses, and
/// gives up if somebody was quicker; so it is asked again.
async fn driver() -> Option<(Child, String)> {
    for _ in 0..5 {
        let started = Command::new("chromedriver").arg("--port=0").stdout(Stdio::piped()).kill_on_drop(true).spawn();
        let mut driver = started.ok()?;
        let output = driver.stdout.take().expect("it is piped");
        if let Some(port) = said(output, "started successfully on port ").await {
            return Some((driver, port));
        }
    }
    panic!("the driver finds no port");
}

impl Browser {
    /// A screen of this size. `None`: there is no browser on this machine, and none is demanded.
    pub async fn open(width: u32, height: u32) -> Option<Self> {
        let Some((driver, port)) = driver().await else {
            assert!(std::env::var_os("KRUG_BROWSER").is_none(), "KRUG_BROWSER is set, but there is no chromedriver");
            writeln!(std::io::stderr(), "skipped: the page was not looked at, there is no chromedriver here").ok();
            return None;
        };
        let profile = TempDir::new().expect("a folder");
        let mut args: Vec<String> = ARGS.iter().map(|arg| (*arg).to_owned()).collect();
        args.push(format!("--user-data-dir={}", profile.path().display()));
        let Value::Object(wanted) = json!({ "goog:chromeOptions": {
            "args": args, "mobileEmulation": { "deviceMetrics": { "width": width, "height": height, "touch": false, "mobile": false } }
        } }) else {
            unreachable!()
        };
        let client = ClientBuilder::new(hyper_util::client::legacy::connect::HttpConnector::new())
            .capabilities(wanted)
            .connect(&format!("http://127.0.0.1:{port}"))
            .await
            .expect("a browser");
        Some(Self { client, _driver: driver, _profile: profile })
    }

    /// Opens the page and waits until it is live.
    pub async fn visits(&self, demo: &Demo) {
        self.client.goto(&demo.address).await.expect("the page");
        self.finds("/html[@data-live='yes']").await;
    }

    /// The element at this XPath, as soon as it is there.
    pub async fn finds(&self, path: &str) -> Element {
        let found = self.client.wait().at_most(PATIENCE).every(GLANCE).for_element(Locator::XPath(path)).await;
        match found {
            Ok(element) => element,
            Err(error) => panic!("{error}: {path}\n{}", self.text().await),
        }
    }

    pub async fn clicks(&self, path: &str) {
        let element = self.finds(path).await;
        element.click().await.unwrap_or_else(|error| panic!("{error}: {path}"));
    }

    /// What a script says.
    pub async fn asks(&self, script: &str) -> Value {
        self.client.execute(script, Vec::new()).await.expect("a script")
    }

    /// The demo's time.
    pub async fn time(&self) -> DateTime<Utc> {
        let clock = self.finds("//time[@data-clock][@datetime]").await;
        let at = clock.attr("datetime").await.expect("an attribute").expect("it is there");
        at.parse().expect("an instant")
    }

    /// Waits until the demo's time is this or later.
    pub async fn sees_time(&self, until: DateTime<Utc>) {
        let passes = async { while self.time().await < until {} };
        tokio::time::timeout(PATIENCE, passes).await.expect("time passes");
    }

    /// Keeps a picture of the page, if the variable `KRUG_PICTURES` names a folder for them.
    pub async fn pictured(&self, name: &str) {
        let Some(folder) = std::env::var_os("KRUG_PICTURES") else { return };
        let png = self.client.screenshot().await.expect("a picture");
        std::fs::write(PathBuf::from(folder).join(format!("{name}.png")), png).expect("it is kept");
    }

    async fn text(&self) -> String {
        self.asks("return document.body.innerText").await.as_str().unwrap_or_default().to_owned()
    }

    pub async fn closes(self) {
        self.client.close().await.expect("it closes");
    }
}

/// A phone on the page.
#[derive(Clone, Copy)]
pub struct Phone<'b> {
    pub browser: &'b Browser,
    pub role: &'static str,
}

impl Phone<'_> {
    fn path(self, rest: &str) -> String {
        format!("//section[@data-role='{}']{rest}", self.role)
    }

    /// Opens the bot by a link and begins.
    pub async fn opens(self, start: &str) {
        self.browser.clicks(&self.path("//*[@data-do='phone-menu']")).await;
        self.browser.clicks(&format!("//*[@data-start='{start}']")).await;
        self.browser.clicks(&self.path("//*[@data-do='start']")).await;
    }

    /// Types and sends.
    pub async fn says(self, text: &str) {
        let field = self.browser.finds(&self.path("//textarea[@name='text']")).await;
        field.send_keys(text).await.expect("it takes words");
        self.browser.clicks(&self.path("//*[@data-do='send']")).await;
    }

    /// Presses the newest button with this label.
    pub async fn presses(self, label: &str) {
        let all = self.path(&format!("//*[@data-message]//button[normalize-space()='{label}']"));
        self.browser.clicks(&format!("({all})[last()]")).await;
    }

    /// Some message holds these words.
    pub async fn sees(self, words: &str) {
        self.browser.finds(&self.path(&format!("//*[@data-message][contains(., '{words}')]"))).await;
    }

    /// The last message holds these words, or those. Whether these.
    pub async fn is_asked(self, these: &str, those: &str) -> bool {
        let last = self.path("//*[@data-message]");
        let message = format!("({last})[last()][contains(., '{these}') or contains(., '{those}')]");
        self.browser.finds(&message).await.text().await.expect("its words").contains(these)
    }
}

//! Settings from the environment and `.env`. Every flaw is one sentence that names the variable and how to mend it.
//!
//! Secrets are never shown: no `Debug` of this module prints the token or the proxy's password, and no sentence repeats
//! an address or a line that may hold one.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use reqwest::Url;
use secrecy::SecretString;
use tracing_subscriber::EnvFilter;

use crate::communities::Profiles;
use crate::db;
use crate::queue::limits::Pace;

/// Everything that can be set.
pub struct Config {
    /// `TELOXIDE_TOKEN`.
    pub token: SecretString,
    /// `TELOXIDE_API_URL`: another Bot API server.
    pub server: Option<Url>,
    /// `TELOXIDE_PROXY`: http, https, socks5 or socks5h.
    pub proxy: Option<SecretString>,
    /// `KRUG_PACE`: messages a second, all chats together.
    pub pace: Pace,
    /// What does not concern Telegram.
    pub local: Local,
}

/// Settings that need no token: enough for `check` and `invite`.
pub struct Local {
    /// `DATABASE_URL`.
    pub database: String,
    /// `KRUG_COMMUNITIES` and `KRUG_PROFILES_DIR`, loaded.
    pub profiles: Profiles,
    /// `KRUG_OWNERS`: Telegram user ids.
    pub owners: Vec<i64>,
    /// `RUST_LOG`: the directives of a [`EnvFilter`], known to parse.
    pub log: String,
    /// `KRUG_METRICS`: where figures are shown; an address of this machine alone.
    pub metrics: Option<SocketAddr>,
}

/// What the demo may set: nothing that leads to Telegram.
pub struct Scene {
    /// `KRUG_COMMUNITIES` and `KRUG_PROFILES_DIR`, loaded.
    pub profiles: Profiles,
    /// `RUST_LOG`; warnings only if it is not set.
    pub log: String,
    /// `KRUG_METRICS`, as in earnest.
    pub metrics: Option<SocketAddr>,
}

/// All that is wrong, a sentence each.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.join("\n"))]
pub struct Flaws(pub Vec<String>);

/// Where settings come from: the environment, or a table in tests.
pub type Source<'a> = &'a dyn Fn(&str) -> Option<String>;

/// Puts what `.env` says (of this folder, or of the nearest above it that has one) into the environment. What is set
/// there already stays. No `.env` is no flaw. To be called before the program has a second thread.
///
/// # Errors
/// One flaw, which names the line and never repeats it.
pub fn load_file() -> Result<(), Flaws> {
    let here = std::env::current_dir().unwrap_or_default();
    let Some(path) = here.ancestors().map(|folder| folder.join(".env")).find(|path| path.is_file()) else {
        return Ok(());
    };
    let flaw = |what: String| Flaws(vec![format!(".env {what}")]);
    let bytes = std::fs::read(path).map_err(|e| flaw(format!("cannot be read: {e}")))?;
    let text = String::from_utf8(bytes).map_err(|_| flaw("is not text in UTF-8: save it again as UTF-8".to_owned()))?;
    if let Some(line) = broken_line(&text) {
        return Err(flaw(format!(
            "line {line} cannot be read: write NAME=value, and put quotes around a value with spaces: NAME=\"two words\""
        )));
    }
    dotenvy::from_read(text.as_bytes()).map_err(|_| flaw("cannot be read".to_owned()))
}

/// The number of the first line that is no setting, or that opens a quote which nothing closes.
fn broken_line(text: &str) -> Option<usize> {
    let text = text.trim_start_matches('\u{feff}');
    // No variable can hold a zero byte.
    let sound = |text: &str| !text.contains('\0') && dotenvy::from_read_iter(text.as_bytes()).all(|line| line.is_ok());
    if sound(text) {
        return None;
    }
    // The parser's error tells no line's number: it is the one after the longest beginning that is sound.
    let mut ends = text.match_indices('\n').map(|(at, _)| at + 1);
    let until = ends.rfind(|end| sound(&text[..*end])).unwrap_or(0);
    Some(1 + text[..until].matches('\n').count())
}

/// Reads all settings.
///
/// # Errors
/// Every flaw at once.
pub fn read(from: Source<'_>) -> Result<Config, Flaws> {
    let mut flaws = Vec::new();
    let token = keep(token(from), &mut flaws);
    let server = keep(server(from), &mut flaws);
    let proxy = keep(proxy(from), &mut flaws);
    let pace = keep(pace(from), &mut flaws);
    let local = match read_local(from) {
        Ok(local) => Some(local),
        Err(Flaws(more)) => {
            flaws.extend(more);
            None
        }
    };
    match (token, server, proxy, pace, local) {
        (Some(token), Some(server), Some(proxy), Some(pace), Some(local)) => {
            Ok(Config { token, server, proxy, pace, local })
        }
        _ => Err(Flaws(flaws)),
    }
}

/// Reads what needs no token.
///
/// # Errors
/// Every flaw at once.
pub fn read_local(from: Source<'_>) -> Result<Local, Flaws> {
    let mut flaws = Vec::new();
    let database = keep(database(from), &mut flaws);
    let profiles = profiles(from).map_err(|more| flaws.extend(more)).ok();
    let owners = keep(owners(from), &mut flaws);
    let log = keep(log(from), &mut flaws);
    let metrics = keep(metrics(from), &mut flaws);
    match (database, profiles, owners, log, metrics) {
        (Some(database), Some(profiles), Some(owners), Some(log), Some(metrics)) => {
            Ok(Local { database, profiles, owners, log, metrics })
        }
        _ => Err(Flaws(flaws)),
    }
}

/// Reads what the demo needs: no token, no address of Telegram, no database.
///
/// # Errors
/// Every flaw at once.
pub fn read_scene(from: Source<'_>) -> Result<Scene, Flaws> {
    let mut flaws = Vec::new();
    let profiles = profiles(from).map_err(|more| flaws.extend(more)).ok();
    let log = if set(from, "RUST_LOG").is_some() { log(from) } else { Ok("warn".to_owned()) };
    let log = keep(log, &mut flaws);
    match (profiles, log, keep(metrics(from), &mut flaws)) {
        (Some(profiles), Some(log), Some(metrics)) => Ok(Scene { profiles, log, metrics }),
        _ => Err(Flaws(flaws)),
    }
}

fn keep<T>(value: Result<T, String>, flaws: &mut Vec<String>) -> Option<T> {
    value.map_err(|flaw| flaws.push(flaw)).ok()
}

/// A variable that is set to something; an empty one counts as not set.
fn set(from: Source<'_>, name: &str) -> Option<String> {
    from(name).map(|v| v.trim().to_owned()).filter(|v| !v.is_empty())
}

fn token(from: Source<'_>) -> Result<SecretString, String> {
    let token = set(from, "TELOXIDE_TOKEN")
        .ok_or("TELOXIDE_TOKEN is not set: ask @BotFather for a token and put it into .env or the environment")?;
    let well_formed = token.split_once(':').is_some_and(|(id, secret)| {
        !id.is_empty()
            && id.bytes().all(|b| b.is_ascii_digit())
            && !secret.is_empty()
            && secret.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
    });
    if well_formed {
        Ok(token.into())
    } else {
        Err("TELOXIDE_TOKEN is no bot token: copy it again from @BotFather, digits, a colon, then letters".to_owned())
    }
}

fn server(from: Source<'_>) -> Result<Option<Url>, String> {
    let Some(text) = set(from, "TELOXIDE_API_URL") else { return Ok(None) };
    match Url::parse(&text) {
        Ok(url) if matches!(url.scheme(), "http" | "https") && url.has_host() => Ok(Some(url)),
        _ => Err("TELOXIDE_API_URL is no address: write http://host:port, or leave it out for Telegram".to_owned()),
    }
}

fn proxy(from: Source<'_>) -> Result<Option<SecretString>, String> {
    let Some(text) = set(from, "TELOXIDE_PROXY") else { return Ok(None) };
    let usable = Url::parse(&text).is_ok_and(|url| {
        // With any other name of a host the client passes the proxy by, without a word.
        let plain = |host: &str| host.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._[]:".contains(&b));
        matches!(url.scheme(), "http" | "https" | "socks5" | "socks5h")
            && url.host_str().is_some_and(|host| !host.is_empty() && plain(host))
    });
    if usable && reqwest::Proxy::all(&text).is_ok() {
        return Ok(Some(text.into()));
    }
    Err("TELOXIDE_PROXY is no proxy address: write http://host:port or socks5h://user:password@host:port".to_owned())
}

fn pace(from: Source<'_>) -> Result<Pace, String> {
    let Some(text) = set(from, "KRUG_PACE") else { return Ok(Pace::default()) };
    text.parse().ok().and_then(Pace::new).ok_or_else(|| {
        format!("KRUG_PACE {text:?} is no number from 1 to {}: write 30, or leave it out; more costs Stars", Pace::MOST)
    })
}

fn database(from: Source<'_>) -> Result<String, String> {
    let url = set(from, "DATABASE_URL").unwrap_or_else(|| "sqlite://krug.db".to_owned());
    let file = db::file(&url)
        .ok_or("DATABASE_URL is no SQLite file: write sqlite://krug.db without anything after it, or leave it out")?;
    if file.is_dir() {
        return Err(format!("DATABASE_URL: {} is a folder: add a file's name, such as krug.db", file.display()));
    }
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if !folder.is_dir() {
        return Err(format!("DATABASE_URL: there is no folder {}: make it, or write another path", folder.display()));
    }
    Ok(url)
}

fn log(from: Source<'_>) -> Result<String, String> {
    let text = set(from, "RUST_LOG").unwrap_or_else(|| "info".to_owned());
    if EnvFilter::try_new(&text).is_ok() {
        return Ok(text);
    }
    Err(format!("RUST_LOG {text:?} cannot be read: write error, warn, info or debug, or by part: info,krug=debug"))
}

/// Figures are nobody's secret and have no password either: they are for whoever is on this machine.
fn metrics(from: Source<'_>) -> Result<Option<SocketAddr>, String> {
    let Some(text) = set(from, "KRUG_METRICS") else { return Ok(None) };
    let address: SocketAddr = text
        .parse()
        .map_err(|_| format!("KRUG_METRICS: {text:?} is no address: write one with a port, such as 127.0.0.1:9464"))?;
    if address.ip().is_loopback() {
        return Ok(Some(address));
    }
    Err(format!(
        "KRUG_METRICS: {address} can be reached from outside, and the figures have no password: write \
         127.0.0.1:{}, and let a program on this machine pass them on",
        address.port()
    ))
}

fn profiles(from: Source<'_>) -> Result<Profiles, Vec<String>> {
    let ids: Option<Vec<String>> =
        set(from, "KRUG_COMMUNITIES").map(|list| list.split([',', ' ']).filter_map(word).collect());
    let dir = set(from, "KRUG_PROFILES_DIR").map(PathBuf::from);
    if let Some(dir) = dir.as_ref().filter(|dir| !dir.is_dir()) {
        return Err(vec![format!(
            "KRUG_PROFILES_DIR {} is no folder: make it, or leave the variable out",
            dir.display()
        )]);
    }
    Profiles::load(ids.as_deref(), dir.as_deref()).map_err(|flaws| {
        let variable = if dir.is_some() { "KRUG_COMMUNITIES or KRUG_PROFILES_DIR" } else { "KRUG_COMMUNITIES" };
        flaws.iter().map(|flaw| format!("{variable}: {flaw}")).collect()
    })
}

fn owners(from: Source<'_>) -> Result<Vec<i64>, String> {
    let Some(list) = set(from, "KRUG_OWNERS") else { return Ok(Vec::new()) };
    list.split([',', ' ']).filter_map(word).map(|id| owner(&id)).collect()
}

fn owner(id: &str) -> Result<i64, String> {
    id.parse().ok().filter(|id| *id > 0).ok_or_else(|| {
        format!("KRUG_OWNERS: {id:?} is no Telegram user id: write numbers with commas between, such as 12345,67890")
    })
}

fn word(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|t| !t.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKEN: (&str, &str) = ("TELOXIDE_TOKEN", "123:abc_D-9");

    fn with(vars: &[(&str, &str)]) -> Result<Config, Flaws> {
        read(&|name| vars.iter().find(|(n, _)| *n == name).map(|(_, v)| (*v).to_owned()))
    }

    fn check(vars: &[(&str, &str)], expect: &str) {
        let flaws = with(vars).err().map(|f| f.to_string()).unwrap_or_default();
        assert!(flaws.starts_with(expect), "{flaws:?}");
    }

    #[test]
    fn a_token_is_enough() {
        let config = with(&[TOKEN]).ok().unwrap();
        assert_eq!(config.local.database, "sqlite://krug.db");
        assert_eq!(config.local.profiles.len(), 5);
        assert!(config.server.is_none() && config.local.owners.is_empty());
        assert_eq!(config.pace.a_second(), 30);
    }

    #[test]
    fn each_wrong_value_is_named() {
        check(&[], "TELOXIDE_TOKEN is not set");
        check(&[("TELOXIDE_TOKEN", "hello")], "TELOXIDE_TOKEN is no bot token");
        check(&[TOKEN, ("TELOXIDE_API_URL", "localhost")], "TELOXIDE_API_URL is no address");
        check(&[TOKEN, ("TELOXIDE_PROXY", "ftp://u:secret@h")], "TELOXIDE_PROXY is no proxy address");
        check(&[TOKEN, ("RUST_LOG", "krug=loud")], "RUST_LOG \"krug=loud\" cannot be read");
        check(&[TOKEN, ("KRUG_OWNERS", "12,anna")], "KRUG_OWNERS: \"anna\" is no Telegram user id");
        check(&[TOKEN, ("KRUG_METRICS", "9464")], "KRUG_METRICS: \"9464\" is no address");
        check(&[TOKEN, ("KRUG_METRICS", "localhost:9464")], "KRUG_METRICS: \"localhost:9464\" is no address");
        check(&[TOKEN, ("KRUG_METRICS", "0.0.0.0:9464")], "KRUG_METRICS: 0.0.0.0:9464 can be reached from outside");
        check(&[TOKEN, ("KRUG_METRICS", "[::]:9464")], "KRUG_METRICS: [::]:9464 can be reached from outside");
        for pace in ["0", "1001", "30/s", "-1"] {
            check(&[TOKEN, ("KRUG_PACE", pace)], &format!("KRUG_PACE {pace:?} is no number from 1 to 1000"));
        }
        check(&[TOKEN, ("KRUG_PROFILES_DIR", "/no/such")], "KRUG_PROFILES_DIR /no/such is no folder");
        check(&[TOKEN, ("KRUG_COMMUNITIES", "skilsclub")], "KRUG_COMMUNITIES: ");
    }

    #[test]
    fn the_database_is_a_file_in_a_folder_that_is_there() {
        let wrong = |url| move |expect| check(&[TOKEN, ("DATABASE_URL", url)], expect);
        for url in ["postgres://x", "sqlite://", "sqlite:", "sqlite://?mode=rwc", "sqlite::memory:"] {
            wrong(url)("DATABASE_URL is no SQLite file");
        }
        for url in ["sqlite://a.db?mode=bad", "sqlite://a.db?mode=memory", "sqlite://a.db?mode=ro", "sqlite://%FF.db"] {
            wrong(url)("DATABASE_URL is no SQLite file");
        }
        wrong("sqlite:///no/such/krug.db")("DATABASE_URL: there is no folder /no/such");
        wrong("sqlite:///")("DATABASE_URL: / is a folder");
        for url in ["sqlite://a.db", "sqlite:a.db", "sqlite://a.db?mode=rwc", "sqlite://src/a.db"] {
            check(&[TOKEN, ("DATABASE_URL", url)], "");
            assert!(with(&[TOKEN, ("DATABASE_URL", url)]).is_ok(), "{url}");
        }
    }

    #[test]
    fn figures_are_shown_on_this_machine_only() {
        for address in ["127.0.0.1:9464", "127.0.0.2:1", "[::1]:9464"] {
            let config = with(&[TOKEN, ("KRUG_METRICS", address)]).ok().unwrap();
            assert_eq!(config.local.metrics, address.parse().ok());
        }
        assert_eq!(with(&[TOKEN]).ok().unwrap().local.metrics, None);
    }

    #[test]
    fn a_proxy_that_would_be_passed_by_is_refused() {
        for proxy in
            ["socks5h://прокси:1080", "socks5h://:1080", "socks5://ho%20st:1", "http://", "h:1080", "http://h:x"]
        {
            check(&[TOKEN, ("TELOXIDE_PROXY", proxy)], "TELOXIDE_PROXY is no proxy address");
        }
        for proxy in ["http://h:1", "socks5h://u:p%40ss@proxy.example:1080", "socks5://[::1]:1080"] {
            assert!(with(&[TOKEN, ("TELOXIDE_PROXY", proxy)]).is_ok(), "{proxy}");
        }
    }

    #[test]
    fn what_may_hold_a_password_is_never_repeated() {
        let names = ["TELOXIDE_TOKEN", "TELOXIDE_PROXY", "TELOXIDE_API_URL", "DATABASE_URL"];
        let said = with(&names.map(|name| (name, "ftp://u:secret@h"))).err().unwrap().to_string();
        assert!(names.iter().all(|name| said.contains(name)) && !said.contains("secret"), "{said}");
    }

    #[test]
    fn the_broken_line_of_a_settings_file_is_counted() {
        let broken = |text: &str, expect| assert_eq!(broken_line(text), expect, "{text:?}");
        broken("", None);
        broken("\u{feff}# a note\n\nA=1 # one\nB=\"two words\"\nC='a\nb'\n", None);
        broken("A=1\nB=two words\nC=3\n", Some(2));
        broken("A=1\r\nA\r\nC=3\r\n", Some(2));
        broken("A=1\nB=\"open\nC=3\n", Some(2));
        broken("A=\"1\n2\"\n\nB C # note", Some(4));
        broken("A=1\nB=\0", Some(2));
    }

    #[test]
    fn communities_and_owners_are_lists() {
        let config =
            with(&[TOKEN, ("KRUG_COMMUNITIES", "skillsclub, tutaev_pos"), ("KRUG_OWNERS", "7, 8")]).ok().unwrap();
        assert_eq!((config.local.profiles.len(), config.local.owners), (2, vec![7, 8]));
    }
}

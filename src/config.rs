//! Settings from the environment and `.env`. Every flaw is one sentence that names the variable and how to mend it.
//!
//! Secrets are never shown: no `Debug` of this module prints the token or the proxy's password.

use std::path::PathBuf;

use reqwest::Url;
use secrecy::SecretString;

use crate::communities::Profiles;

/// Everything that can be set.
pub struct Config {
    /// `TELOXIDE_TOKEN`.
    pub token: SecretString,
    /// `TELOXIDE_API_URL`: another Bot API server.
    pub server: Option<Url>,
    /// `TELOXIDE_PROXY`: http, https, socks5 or socks5h.
    pub proxy: Option<SecretString>,
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
}

/// All that is wrong, a sentence each.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.join("\n"))]
pub struct Flaws(pub Vec<String>);

/// Where settings come from: the environment, or a table in tests.
pub type Source<'a> = &'a dyn Fn(&str) -> Option<String>;

/// Reads all settings.
///
/// # Errors
/// Every flaw at once.
pub fn read(from: Source<'_>) -> Result<Config, Flaws> {
    let mut flaws = Vec::new();
    let token = keep(token(from), &mut flaws);
    let server = keep(server(from), &mut flaws);
    let proxy = keep(proxy(from), &mut flaws);
    let local = match read_local(from) {
        Ok(local) => Some(local),
        Err(Flaws(more)) => {
            flaws.extend(more);
            None
        }
    };
    match (token, server, proxy, local) {
        (Some(token), Some(server), Some(proxy), Some(local)) => Ok(Config { token, server, proxy, local }),
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
    match (database, profiles, owners) {
        (Some(database), Some(profiles), Some(owners)) => Ok(Local { database, profiles, owners }),
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
        _ => Err(format!(
            "TELOXIDE_API_URL {text:?} is no address: write http://host:port, or leave it out for Telegram"
        )),
    }
}

fn proxy(from: Source<'_>) -> Result<Option<SecretString>, String> {
    let Some(text) = set(from, "TELOXIDE_PROXY") else { return Ok(None) };
    match Url::parse(&text) {
        Ok(url) if matches!(url.scheme(), "http" | "https" | "socks5" | "socks5h") && url.has_host() => {
            Ok(Some(text.into()))
        }
        // The value may hold a password, so it is not repeated.
        _ => Err("TELOXIDE_PROXY is no proxy address: write http://host:port or socks5h://user:password@host:port"
            .to_owned()),
    }
}

fn database(from: Source<'_>) -> Result<String, String> {
    let url = set(from, "DATABASE_URL").unwrap_or_else(|| "sqlite://krug.db".to_owned());
    if url.starts_with("sqlite:") && !url.contains(":memory:") {
        Ok(url)
    } else {
        Err(format!("DATABASE_URL {url:?} is no SQLite file: write sqlite://krug.db, or leave it out"))
    }
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
    }

    #[test]
    fn each_wrong_value_is_named() {
        check(&[], "TELOXIDE_TOKEN is not set");
        check(&[("TELOXIDE_TOKEN", "hello")], "TELOXIDE_TOKEN is no bot token");
        check(&[TOKEN, ("TELOXIDE_API_URL", "localhost")], "TELOXIDE_API_URL \"localhost\" is no address");
        check(&[TOKEN, ("TELOXIDE_PROXY", "ftp://u:secret@h")], "TELOXIDE_PROXY is no proxy address");
        check(&[TOKEN, ("DATABASE_URL", "postgres://x")], "DATABASE_URL \"postgres://x\" is no SQLite file");
        check(&[TOKEN, ("KRUG_OWNERS", "12,anna")], "KRUG_OWNERS: \"anna\" is no Telegram user id");
        check(&[TOKEN, ("KRUG_PROFILES_DIR", "/no/such")], "KRUG_PROFILES_DIR /no/such is no folder");
        check(&[TOKEN, ("KRUG_COMMUNITIES", "skilsclub")], "KRUG_COMMUNITIES: ");
    }

    #[test]
    fn a_proxy_password_is_never_repeated() {
        assert!(!with(&[TOKEN, ("TELOXIDE_PROXY", "ftp://u:secret@h")]).err().unwrap().to_string().contains("secret"));
    }

    #[test]
    fn communities_and_owners_are_lists() {
        let config =
            with(&[TOKEN, ("KRUG_COMMUNITIES", "skillsclub, tutaev_pos"), ("KRUG_OWNERS", "7, 8")]).ok().unwrap();
        assert_eq!((config.local.profiles.len(), config.local.owners), (2, vec![7, 8]));
    }
}

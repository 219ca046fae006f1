//! Links as Telegram accepts them on buttons and behind words (`LinkManager::check_link`, `parse_url`).
//! Must never open one.

/// The link as Telegram keeps it: `example.org` becomes `http://example.org/`.
///
/// # Errors
/// What is wrong with it, in Telegram's words.
pub(super) fn check(link: &str) -> Result<String, &'static str> {
    for scheme in ["tg", "ton", "tonsite"] {
        if let Some(rest) = strip_scheme(link, scheme) {
            return own_scheme(scheme, rest.strip_prefix("//").unwrap_or(rest));
        }
    }
    let url = parse(link)?;
    if !url.host.contains('.') && !url.host.starts_with('[') {
        return Err("Wrong HTTP URL");
    }
    let scheme = if url.secure { "https" } else { "http" };
    Ok(format!("{scheme}://{}{}", url.authority, url.query))
}

/// The person a `tg://user?id=…` link means.
pub(super) fn person(link: &str) -> Option<i64> {
    let rest = strip_scheme(link, "tg")?;
    let query = rest.strip_prefix("//").unwrap_or(rest).strip_prefix("user")?;
    let query = query.strip_prefix('/').unwrap_or(query).strip_prefix('?')?;
    let id = query.split('&').find_map(|pair| pair.strip_prefix("id="))?;
    id.parse().ok().filter(|id| *id > 0)
}

fn strip_scheme<'a>(link: &'a str, scheme: &str) -> Option<&'a str> {
    let (head, rest) = link.split_once(':')?;
    head.eq_ignore_ascii_case(scheme).then_some(rest)
}

fn own_scheme(scheme: &str, rest: &str) -> Result<String, &'static str> {
    let url = parse(rest)?;
    if url.secure || rest.to_ascii_lowercase().starts_with("http://") || url.authority != url.host {
        return Err(if scheme == "tg" { "Wrong tg URL" } else { "Wrong ton URL" });
    }
    let dots = scheme == "tonsite";
    if !url.host.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_' || (dots && c == '.')) {
        return Err("Unallowed characters in URL host");
    }
    let query = url.query.strip_prefix('/').filter(|rest| rest.starts_with('?')).unwrap_or(&url.query);
    Ok(format!("{scheme}://{}{query}", url.host))
}

struct Url {
    secure: bool,
    /// User, host and port.
    authority: String,
    host: String,
    query: String,
}

fn parse(url: &str) -> Result<Url, &'static str> {
    let (secure, rest) = match url.split_once("://") {
        Some((head, rest)) if !head.contains([':', '/', '?', '#', '@', '[', ']']) => {
            match head.to_ascii_lowercase().as_str() {
                "http" => (false, rest),
                "https" => (true, rest),
                _ => return Err("Unsupported URL protocol"),
            }
        }
        _ => (false, url),
    };
    let split = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, query) = rest.split_at(split);
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let host = match host.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => {
            if port.parse::<u16>().is_ok_and(|port| port > 0) {
                host
            } else {
                return Err("Wrong port number specified in the URL");
            }
        }
        _ => host,
    };
    if host.is_empty() {
        return Err("URL host is empty");
    }
    if host == "." {
        return Err("Host is invalid");
    }
    let query = query.trim_end();
    let slash = if query.starts_with('/') { "" } else { "/" };
    let query: String =
        query.chars().map(|c| if c <= ' ' { format!("%{:02X}", u32::from(c)) } else { c.to_string() }).collect();
    Ok(Url { secure, authority: authority.to_owned(), host: host.to_owned(), query: format!("{slash}{query}") })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::kernel::address;

    proptest! {
        #[test]
        fn what_the_bot_takes_for_an_address_is_one(typed in "(https?://|tg://resolve\\?|)[a-zж.:@/?#\\[\\]0-9 %-]{0,24}") {
            if let Some(read) = address::read(&typed) {
                prop_assert!(check(&read).is_ok(), "{typed} is read as {read}");
            }
        }
    }

    #[track_caller]
    fn accepts(link: &str, kept: &str) {
        assert_eq!(check(link).as_deref(), Ok(kept));
    }

    #[track_caller]
    fn refuses(link: &str, complaint: &str) {
        assert_eq!(check(link), Err(complaint));
    }

    #[test]
    fn a_web_address_gets_its_scheme_and_slash() {
        accepts("https://example.org/a?b#c", "https://example.org/a?b#c");
        accepts("example.org", "http://example.org/");
        accepts("HTTP://example.org?x=1", "http://example.org/?x=1");
        accepts("https://пример.рф/путь", "https://пример.рф/путь");
        accepts("https://me:pw@example.org:8443/", "https://me:pw@example.org:8443/");
        accepts("https://[::1]:80/", "https://[::1]:80/");
    }

    #[test]
    fn telegrams_own_links_pass() {
        accepts("tg://resolve?domain=krug", "tg://resolve?domain=krug");
        accepts("tg:user?id=5", "tg://user?id=5");
        refuses("tg://a.b", "Unallowed characters in URL host");
        refuses("tg://http://a", "Wrong tg URL");
    }

    #[test]
    fn what_is_no_address_is_refused_with_the_reason() {
        refuses("http://localhost:8080/", "Wrong HTTP URL");
        refuses("ftp://example.org", "Unsupported URL protocol");
        refuses("javascript://x", "Unsupported URL protocol");
        refuses("https://", "URL host is empty");
        refuses("", "URL host is empty");
        refuses("https://example.org:0/", "Wrong port number specified in the URL");
        refuses("https://example.org:99999/", "Wrong port number specified in the URL");
        refuses("just words", "Wrong HTTP URL");
    }

    #[test]
    fn a_link_to_a_person_names_the_person() {
        assert_eq!(person("tg://user?id=42"), Some(42));
        assert_eq!(person("tg://user?id=-1"), None);
        assert_eq!(person("https://t.me/user?id=42"), None);
    }
}

//! Addresses that people may be led to: of the web, and of Telegram's own pages. Nothing else ever becomes a link.

use url::Url;

/// Longer ones are not believed.
const LONGEST: usize = 1000;

/// `typed` as an address that Telegram takes; `None` for anything but `http`, `https` and `tg://resolve`. A name of the
/// web may come without its scheme: `example.org/plan`.
pub fn read(typed: &str) -> Option<String> {
    let typed = typed.trim();
    if typed.len() > LONGEST || typed.contains(char::is_whitespace) || typed.contains(char::is_control) {
        return None;
    }
    if typed.to_ascii_lowercase().starts_with("tg:") {
        let url = Url::parse(typed).ok()?;
        return (url.host_str() == Some("resolve") && url.query().is_some()).then(|| url.to_string());
    }
    let whole = if typed.contains("://") { typed.to_owned() } else { format!("https://{typed}") };
    let url = Url::parse(&whole).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    // A name before the host makes an address look like another one's.
    let plain = url.username().is_empty() && url.password().is_none() && url.port() != Some(0);
    let host = url.host_str().unwrap_or_default();
    let host_is_whole = host.starts_with('[') || (host.contains('.') && !host.starts_with('.') && host != ".");
    (plain && host_is_whole).then(|| url.to_string())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(typed: &str, expect: Option<&str>) {
        assert_eq!(read(typed).as_deref(), expect, "{typed}");
    }

    #[test]
    fn the_web_is_led_to() {
        check("https://example.org/a?b#c", Some("https://example.org/a?b#c"));
        check(" example.org/plan ", Some("https://example.org/plan"));
        check("http://пример.рф", Some("http://xn--e1afmkfd.xn--p1ai/"));
    }

    #[test]
    fn telegrams_own_pages_are_led_to_and_its_people_are_not() {
        check("tg://resolve?domain=krug_bot", Some("tg://resolve?domain=krug_bot"));
        check("tg://user?id=5", None);
    }

    #[test]
    fn nothing_else_is() {
        for typed in ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "a b.org", "кабинет", "", "."]
        {
            check(typed, None);
        }
        check("https://bank.ru@example.org/", None);
        check("https://localhost/", None);
    }

    proptest! {
        #[test]
        fn what_was_read_is_read_again(typed in "\\PC{0,40}") {
            if let Some(address) = read(&typed) {
                prop_assert_eq!(read(&address), Some(address.clone()));
            }
        }
    }
}

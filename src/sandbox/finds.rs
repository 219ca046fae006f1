//! What Telegram finds in a text by itself: commands, mentions, hashtags, web addresses; and how it trims a text.
//! Must never find a thing inside code or behind a link.

use super::text::{Entity, Text, units};

const LITERAL: [&str; 5] = ["code", "pre", "text_link", "text_mention", "custom_emoji"];

/// Cuts white space at both ends, carriage returns everywhere, and moves the entities along.
pub(super) fn trim(text: Text) -> Text {
    let plain = text.plain.replace('\r', "");
    let whole = units(&plain);
    let left = whole - units(plain.trim_start());
    let kept = plain.trim().to_owned();
    let end = left + units(&kept);
    let entities = text
        .entities
        .into_iter()
        .filter_map(|mut entity| {
            let (from, to) = (entity.offset.max(left), (entity.offset + entity.length).min(end));
            if from >= to {
                return None;
            }
            (entity.offset, entity.length) = (from - left, to - from);
            Some(entity)
        })
        .collect();
    Text { plain: kept, entities }
}

/// Adds what is found to the entities that are there, in order.
pub(super) fn complete(mut text: Text) -> Text {
    let found: Vec<Entity> = find(&text.plain)
        .into_iter()
        .filter(|found| {
            !text.entities.iter().any(|there| {
                LITERAL.contains(&there.kind.as_str())
                    && there.offset < found.offset + found.length
                    && found.offset < there.offset + there.length
            })
        })
        .collect();
    text.entities.extend(found);
    text.entities.sort_by(|a, b| a.offset.cmp(&b.offset).then(b.length.cmp(&a.length)));
    text
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn find(plain: &str) -> Vec<Entity> {
    let mut found = Vec::new();
    let mut before: Option<char> = None;
    let (mut at, mut offset) = (0, 0);
    while let Some(rest) = plain.get(at..)
        && let Some(c) = rest.chars().next()
    {
        // Asked only where something may begin: the alphabets of the world are a long list.
        let free = || before.is_none_or(|c| !is_word(c));
        let hit = match c {
            '/' if free() && !before.is_some_and(|c| matches!(c, '/' | '<' | '>')) => command(rest),
            '@' if free() => mention(rest).map(|length| ("mention", length)),
            '#' if free() => hashtag(rest),
            'h' | 'H' if free() => address(rest),
            _ => None,
        };
        let (bytes, kind) = hit.map_or((c.len_utf8(), None), |(kind, length)| (length, Some(kind)));
        let seen = rest.get(..bytes).unwrap_or(rest);
        if let Some(kind) = kind {
            found.push(Entity::new(kind, offset, units(seen)));
        }
        before = seen.chars().next_back();
        at += seen.len();
        offset += units(seen);
    }
    found
}

fn run(text: &str, part: impl Fn(char) -> bool) -> usize {
    text.find(|c| !part(c)).unwrap_or(text.len())
}

fn command(rest: &str) -> Option<(&'static str, usize)> {
    let latin = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let name = run(rest.get(1..)?, latin);
    let mut length = 1 + name;
    if let Some(bot) = rest.get(length..)
        && let Some(more) = mention(bot)
    {
        length += more;
    }
    let next = rest.get(length..)?.chars().next();
    let ends = !next.is_some_and(|c| is_word(c) || matches!(c, '/' | '<' | '>'));
    ((1..=64).contains(&name) && ends).then_some(("bot_command", length))
}

/// The length of a mention that begins here.
fn mention(rest: &str) -> Option<usize> {
    let name = run(rest.strip_prefix('@')?, |c| c.is_ascii_alphanumeric() || c == '_');
    let next = rest.get(1 + name..)?.chars().next();
    ((3..=32).contains(&name) && !next.is_some_and(is_word)).then_some(1 + name)
}

fn hashtag(rest: &str) -> Option<(&'static str, usize)> {
    let tag = rest.get(1..)?;
    let length = run(tag, is_word);
    tag.get(..length)?.chars().any(|c| !c.is_numeric()).then_some(("hashtag", 1 + length))
}

fn address(rest: &str) -> Option<(&'static str, usize)> {
    let lower = rest.get(..rest.len().min(8)).unwrap_or_default().to_ascii_lowercase();
    let scheme = ["https://", "http://"].into_iter().find(|scheme| lower.starts_with(scheme))?;
    let length = run(rest, |c| !c.is_whitespace() && !matches!(c, '<' | '>' | '"' | '«' | '»'));
    let address = rest.get(..length)?.trim_end_matches(['.', ',', ':', ';', '!', '?', ')', '\'']);
    address.get(scheme.len()..)?.contains('.').then_some(("url", address.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(plain: &str, expect: &[(&str, &str)]) {
        let code: Vec<u16> = plain.encode_utf16().collect();
        let found: Vec<(String, String)> = find(plain)
            .into_iter()
            .map(|e| (e.kind, String::from_utf16_lossy(&code[e.offset..e.offset + e.length])))
            .collect();
        let expect: Vec<(String, String)> =
            expect.iter().map(|(kind, text)| ((*kind).to_owned(), (*text).to_owned())).collect();
        assert_eq!(found, expect, "{plain}");
    }

    #[test]
    fn a_command_stands_alone() {
        check("/start abc", &[("bot_command", "/start")]);
        check("/start@krug_bot x", &[("bot_command", "/start@krug_bot")]);
        check("👋 /help.", &[("bot_command", "/help")]);
        check("и/или a/b //x /", &[]);
        check("/встреча", &[]);
    }

    #[test]
    fn mentions_tags_and_addresses_are_found() {
        check("@krug_bot, привет", &[("mention", "@krug_bot")]);
        check("a@krug_bot", &[]);
        check("#школа #123", &[("hashtag", "#школа")]);
        check("(https://example.org/a)", &[("url", "https://example.org/a")]);
    }

    #[test]
    fn a_text_is_trimmed_and_its_marks_move_along() {
        let text = Text { plain: "  \nab \r\n".to_owned(), entities: vec![Entity::new("bold", 0, 5)] };
        let kept = trim(text);
        assert_eq!((kept.plain.as_str(), &kept.entities[..]), ("ab", &[Entity::new("bold", 0, 2)][..]));
    }

    #[test]
    fn nothing_is_found_inside_code() {
        let text = Text { plain: "/a /b".to_owned(), entities: vec![Entity::new("code", 0, 2)] };
        let kinds: Vec<String> = complete(text).entities.into_iter().map(|e| e.kind).collect();
        assert_eq!(kinds, ["code", "bot_command"]);
    }
}

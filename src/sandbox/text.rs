//! `parse_mode` HTML as Telegram's library reads it (`parse_html`), with its complaints word for word.
//! Must never be kinder than Telegram: a tag it lets pass here would stop a message to a person there.

use serde_json::{Map, Value, json};

use super::errors::Refusal;
use super::links;

/// A stretch of text that is shown in its own way. Offsets and lengths in UTF-16 units.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Entity {
    pub kind: String,
    pub offset: usize,
    pub length: usize,
    /// `url`, `user`, `language` and the like.
    pub more: Map<String, Value>,
}

impl Entity {
    pub fn new(kind: &str, offset: usize, length: usize) -> Self {
        Self { kind: kind.to_owned(), offset, length, more: Map::new() }
    }

    /// Reads a `MessageEntity`; `None` for what is none.
    pub fn read(json: &Value) -> Option<Self> {
        let mut more = json.as_object()?.clone();
        let kind = more.remove("type")?.as_str()?.to_owned();
        let mut number = |name: &str| more.remove(name)?.as_u64().and_then(|n| usize::try_from(n).ok());
        let (offset, length) = (number("offset")?, number("length")?);
        Some(Self { kind, offset, length, more })
    }

    fn with(mut self, name: &str, value: Value) -> Self {
        self.more.insert(name.to_owned(), value);
        self
    }

    /// As `MessageEntity` has it.
    pub fn json(&self) -> Value {
        let mut fields = self.more.clone();
        fields.insert("type".to_owned(), json!(self.kind));
        fields.insert("offset".to_owned(), json!(self.offset));
        fields.insert("length".to_owned(), json!(self.length));
        Value::Object(fields)
    }
}

/// Text without its marks, and the marks.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Text {
    pub plain: String,
    pub entities: Vec<Entity>,
}

/// The length Telegram counts: UTF-16 code units.
pub(super) fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

const TAGS: [&str; 17] = [
    "a",
    "b",
    "strong",
    "i",
    "em",
    "s",
    "strike",
    "del",
    "u",
    "ins",
    "tg-spoiler",
    "tg-emoji",
    "tg-time",
    "span",
    "pre",
    "code",
    "blockquote",
];

/// Reads `html`.
///
/// # Errors
/// `can't parse entities: …` with what is wrong and at which byte.
pub(super) fn parse_html(html: &str) -> Result<Text, Refusal> {
    let mut reader = Html { html, at: 0, plain: String::new(), units: 0, open: Vec::new(), done: Vec::new() };
    reader.read().map_err(|complaint| Refusal::bad(format!("Can't parse entities: {complaint}")))?;
    let mut entities = reader.done;
    for entity in &mut entities {
        if entity.kind == "code" {
            entity.more.clear();
        }
    }
    entities.sort_by(|a, b| a.offset.cmp(&b.offset).then(b.length.cmp(&a.length)));
    Ok(Text { plain: reader.plain, entities })
}

struct Open {
    tag: String,
    argument: String,
    date: i64,
    offset: usize,
    begins: usize,
}

struct Html<'a> {
    html: &'a str,
    at: usize,
    plain: String,
    units: usize,
    open: Vec<Open>,
    done: Vec<Entity>,
}

/// The end of the text counts as space, as a C string's last zero does for Telegram.
fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | 0 | 0x0b)
}

impl Html<'_> {
    fn byte(&self) -> u8 {
        self.html.as_bytes().get(self.at).copied().unwrap_or(0)
    }

    fn ended(&self) -> bool {
        self.at >= self.html.len()
    }

    fn rest(&self) -> &str {
        self.html.get(self.at..).unwrap_or_default()
    }

    fn since(&self, begin: usize) -> &str {
        self.html.get(begin..self.at.min(self.html.len())).unwrap_or_default()
    }

    fn skip_while(&mut self, go_on: impl Fn(u8) -> bool) {
        while !self.ended() && go_on(self.byte()) {
            self.at += 1;
        }
    }

    fn say(&mut self, c: char) {
        self.plain.push(c);
        self.units += c.len_utf16();
    }

    fn read(&mut self) -> Result<(), String> {
        while let Some(c) = self.rest().chars().next() {
            let begin = self.at;
            match c {
                '&' => {
                    let said = self.character_reference().unwrap_or_else(|| {
                        self.at += 1;
                        '&'
                    });
                    self.say(said);
                }
                '<' if self.html.as_bytes().get(begin + 1) == Some(&b'/') => self.end_tag(begin)?,
                '<' => self.start_tag(begin)?,
                _ => {
                    self.at += c.len_utf8();
                    self.say(c);
                }
            }
        }
        match self.open.last() {
            Some(open) => Err(format!("Can't find end tag corresponding to start tag \"{}\"", open.tag)),
            None => Ok(()),
        }
    }

    /// `&lt;` `&gt;` `&amp;` `&quot;` and numbers, the semicolon optional. `None`: the ampersand means itself.
    fn character_reference(&mut self) -> Option<char> {
        let begin = self.at;
        let rest = self.rest().get(1..)?;
        let (said, length) = if let Some(number) = rest.strip_prefix('#') {
            let (digits, radix, skipped) =
                number.strip_prefix('x').map_or((number, 10, 2), |hexadecimal| (hexadecimal, 16, 3));
            let count = digits.bytes().take_while(|byte| char::from(*byte).is_digit(radix)).count();
            if count + skipped >= 10 {
                return None;
            }
            let code = u32::from_str_radix(digits.get(..count)?, radix).ok().filter(|code| *code != 0)?;
            (char::from_u32(code)?, skipped + count)
        } else {
            let count = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
            let said = match rest.get(..count)? {
                "lt" => '<',
                "gt" => '>',
                "amp" => '&',
                "quot" => '"',
                _ => return None,
            };
            (said, 1 + count)
        };
        self.at = begin + length;
        if self.byte() == b';' {
            self.at += 1;
        }
        Some(said)
    }

    fn start_tag(&mut self, begin: usize) -> Result<(), String> {
        self.at += 1;
        self.skip_while(|byte| !is_space(byte) && byte != b'>');
        if self.ended() {
            return Err(format!("Unclosed start tag at byte offset {begin}"));
        }
        let tag = self.since(begin + 1).to_ascii_lowercase();
        if !TAGS.contains(&tag.as_str()) {
            return Err(format!("Unsupported start tag \"{tag}\" at byte offset {begin}"));
        }
        let mut open = Open { tag, argument: String::new(), date: 0, offset: self.units, begins: self.plain.len() };
        while self.byte() != b'>' {
            self.skip_while(is_space);
            if self.byte() == b'>' {
                break;
            }
            self.attribute(begin, &mut open)?;
        }
        self.at += 1;
        if open.tag == "span" && open.argument != "spoiler" {
            return Err(format!("Tag \"span\" must have class \"tg-spoiler\" at byte offset {begin}"));
        }
        self.open.push(open);
        Ok(())
    }

    fn attribute(&mut self, begin: usize, open: &mut Open) -> Result<(), String> {
        let name_begins = self.at;
        self.skip_while(|byte| !is_space(byte) && !matches!(byte, b'=' | b'>' | b'/' | b'"' | b'\''));
        let name = self.since(name_begins).to_owned();
        let unclosed = || format!("Unclosed start tag \"{}\" at byte offset {begin}", open.tag);
        if name.is_empty() {
            return Err(format!("Empty attribute name in the tag \"{}\" at byte offset {begin}", open.tag));
        }
        self.skip_while(is_space);
        if self.ended() {
            return Err(unclosed());
        }
        if self.byte() != b'=' {
            if open.tag == "blockquote" && name == "expandable" {
                open.argument = "1".to_owned();
            }
            return Ok(());
        }
        self.at += 1;
        self.skip_while(is_space);
        if self.ended() {
            return Err(unclosed());
        }
        let value = self.attribute_value()?;
        if self.ended() {
            return Err(format!("Unclosed start tag at byte offset {begin}"));
        }
        match (open.tag.as_str(), name.as_str()) {
            ("a", "href") | ("tg-emoji", "emoji-id") | ("tg-time", "format") => open.argument = value,
            ("code", "class") => {
                if let Some(language) = value.strip_prefix("language-") {
                    open.argument = language.to_owned();
                }
            }
            ("span", "class") => {
                if let Some(class) = value.strip_prefix("tg-") {
                    open.argument = class.to_owned();
                }
            }
            ("blockquote", "expandable") => open.argument = "1".to_owned(),
            ("tg-time", "unix") => open.date = value.parse().unwrap_or(0),
            _ => {}
        }
        Ok(())
    }

    fn attribute_value(&mut self) -> Result<String, String> {
        let quote = self.byte();
        if quote != b'"' && quote != b'\'' {
            let begin = self.at;
            self.skip_while(|byte| byte.is_ascii_alphanumeric() || byte == b'.' || byte == b'-');
            let value = self.since(begin).to_ascii_lowercase();
            if !is_space(self.byte()) && self.byte() != b'>' {
                return Err(format!("Unexpected end of name token at byte offset {begin}"));
            }
            return Ok(value);
        }
        self.at += 1;
        let mut value = String::new();
        while let Some(c) = self.rest().chars().next() {
            if self.byte() == quote {
                self.at += 1;
                break;
            }
            match (c == '&').then(|| self.character_reference()).flatten() {
                Some(said) => value.push(said),
                None => {
                    self.at += c.len_utf8();
                    value.push(c);
                }
            }
        }
        Ok(value)
    }

    fn end_tag(&mut self, begin: usize) -> Result<(), String> {
        let Some(open) = self.open.pop() else {
            return Err(format!("Unexpected end tag at byte offset {begin}"));
        };
        self.at += 2;
        self.skip_while(|byte| !is_space(byte) && byte != b'>');
        let tag = self.since(begin + 2).to_ascii_lowercase();
        self.skip_while(is_space);
        if self.byte() != b'>' {
            return Err(format!("Unclosed end tag at byte offset {begin}"));
        }
        self.at += 1;
        if !tag.is_empty() && tag != open.tag {
            let expected = open.tag;
            return Err(format!(
                "Unmatched end tag at byte offset {begin}, expected \"</{expected}>\", found \"</{tag}>\""
            ));
        }
        if self.units > open.offset { self.close(open) } else { Ok(()) }
    }

    fn close(&mut self, open: Open) -> Result<(), String> {
        let (offset, length) = (open.offset, self.units - open.offset);
        let entity = |kind: &str| Entity::new(kind, offset, length);
        let same_place = |last: &&mut Entity| last.offset == offset && last.length == length;
        let made = match open.tag.as_str() {
            "b" | "strong" => entity("bold"),
            "i" | "em" => entity("italic"),
            "s" | "strike" | "del" => entity("strikethrough"),
            "u" | "ins" => entity("underline"),
            "tg-spoiler" | "span" => entity("spoiler"),
            "tg-emoji" => match open.argument.parse::<i64>() {
                Ok(id) if id != 0 => entity("custom_emoji").with("custom_emoji_id", json!(open.argument)),
                _ => return Err("Invalid custom emoji identifier specified".to_owned()),
            },
            "tg-time" if open.date > 0 && open.argument.is_empty() => {
                entity("date_time").with("unix_time", json!(open.date))
            }
            "tg-time" if open.date > 0 => {
                entity("date_time").with("unix_time", json!(open.date)).with("date_time_format", json!(open.argument))
            }
            "tg-time" => return Ok(()),
            "blockquote" if open.argument.is_empty() => entity("blockquote"),
            "blockquote" => entity("expandable_blockquote"),
            "a" => {
                let shown = self.plain.get(open.begins..).unwrap_or_default();
                let url = if open.argument.is_empty() { shown } else { &open.argument };
                match (links::person(url), links::check(url)) {
                    (Some(id), _) => entity("text_mention").with("user", json!({ "id": id })),
                    (None, Ok(url)) => entity("text_link").with("url", json!(url)),
                    (None, Err(_)) => return Ok(()),
                }
            }
            "pre" => {
                if let Some(code) = self.done.last_mut().filter(same_place)
                    && code.kind == "code"
                    && !code.more.is_empty()
                {
                    code.kind = "pre".to_owned();
                    return Ok(());
                }
                entity("pre")
            }
            _ => {
                if let Some(pre) = self.done.last_mut().filter(same_place)
                    && pre.kind == "pre"
                    && !open.argument.is_empty()
                {
                    pre.more.insert("language".to_owned(), json!(open.argument));
                    return Ok(());
                }
                let code = entity("code");
                if open.argument.is_empty() { code } else { code.with("language", json!(open.argument)) }
            }
        };
        self.done.push(made);
        Ok(())
    }
}

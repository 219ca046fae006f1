//! A text or a caption as a call brings it: parse mode, explicit entities, length.
//! Must never count the marks: the limit holds for what people see.

use std::borrow::Cow;

use serde_json::Value;

use super::super::errors::Refusal;
use super::super::finds;
use super::super::text::{Entity, Text, parse_html, units};
use super::Ask;

/// Most UTF-16 units of a message.
pub(super) const MESSAGE: usize = 4096;
/// Most UTF-16 units of a caption.
pub(super) const CAPTION: usize = 1024;
/// Most bytes Telegram's server will begin to parse.
const BYTES: usize = 1 << 15;

/// A text with its marks, and as it came.
pub(super) struct Words {
    pub text: Text,
    pub html: String,
}

impl Ask<'_> {
    /// The `text` of a message; `too_long` is the complaint beyond [`MESSAGE`].
    pub(super) fn words(&self, too_long: &str) -> Result<Words, Refusal> {
        if self.args.text("text").is_empty() {
            return Err(Refusal::bad("Message text is empty"));
        }
        let words = self.parsed("text", "entities")?;
        if words.text.plain.is_empty() {
            return Err(Refusal::bad("Text must be non-empty"));
        }
        if units(&words.text.plain) > MESSAGE {
            return Err(Refusal::bad(too_long));
        }
        Ok(words)
    }

    /// The `caption` of a file, which may be empty; `too_long` is the complaint beyond [`CAPTION`].
    pub(super) fn caption(&self, too_long: &str) -> Result<Words, Refusal> {
        let words = self.parsed("caption", "caption_entities")?;
        if units(&words.text.plain) > CAPTION {
            return Err(Refusal::bad(too_long));
        }
        Ok(words)
    }

    fn parsed(&self, name: &str, marks: &str) -> Result<Words, Refusal> {
        let html = self.args.text(name);
        if html.len() > BYTES {
            return Err(Refusal::bad("Text is too long"));
        }
        let text = match self.args.text("parse_mode").to_ascii_lowercase().as_str() {
            "html" => parse_html(&html)?,
            "" | "none" => Text { entities: self.marks(marks, units(&html))?, plain: html.clone() },
            "markdown" | "markdownv2" => {
                return Err(Refusal::bad("Can't parse entities: the sandbox reads HTML, not Markdown"));
            }
            _ => return Err(Refusal::bad("Unsupported parse_mode")),
        };
        let mut text = finds::complete(finds::trim(text));
        self.world.resolve(&mut text);
        Ok(Words { text, html })
    }

    /// Explicit entities. Telegram ignores a list it cannot read, and entities beyond the text.
    fn marks(&self, name: &str, length: usize) -> Result<Vec<Entity>, Refusal> {
        let Ok(Some(Value::Array(marks))) = self.args.json(name, "").map(|marks| marks.map(Cow::into_owned)) else {
            return Ok(Vec::new());
        };
        let mut entities = Vec::new();
        for mark in marks {
            let cannot = |complaint: &str| Refusal::bad(format!("Can't parse MessageEntity: {complaint}"));
            let Value::Object(mut fields) = mark else { return Err(cannot("expected an Object")) };
            let Some(Value::String(kind)) = fields.remove("type") else { return Err(cannot("Type is not specified")) };
            let mut number = |name: &str| {
                let value = fields.remove(name).and_then(|value| value.as_u64());
                value.and_then(|value| usize::try_from(value).ok()).unwrap_or(0)
            };
            let (offset, length_of_mark) = (number("offset"), number("length"));
            if length_of_mark > 0 && offset + length_of_mark <= length {
                entities.push(Entity { kind, offset, length: length_of_mark, more: fields });
            }
        }
        Ok(entities)
    }
}

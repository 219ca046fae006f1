//! The arguments of one call, however they came: JSON, form, query string or multipart.
//! Must never be stricter about types than Telegram: there every argument is a string that is read when needed.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::errors::Refusal;

/// A file that came with a multipart call.
#[derive(Clone, Debug)]
pub(super) struct Upload {
    pub name: String,
    pub mime: Option<String>,
    pub bytes: Arc<[u8]>,
}

/// Arguments by name; files by the name of their part.
#[derive(Clone, Debug, Default)]
pub(super) struct Args {
    pub values: Map<String, Value>,
    pub files: BTreeMap<String, Upload>,
}

impl Args {
    /// The argument as text: a number or an object as its JSON, nothing as "".
    pub fn text(&self, name: &str) -> String {
        match self.values.get(name) {
            None | Some(Value::Null) => String::new(),
            Some(Value::String(text)) => text.clone(),
            Some(other) => other.to_string(),
        }
    }

    /// The argument as a whole number; 0 for what is none, as Telegram reads it.
    pub fn int(&self, name: &str) -> i64 {
        self.text(name).trim().parse().unwrap_or(0)
    }

    /// The argument as yes or no.
    pub fn flag(&self, name: &str) -> bool {
        let text = self.text(name).to_ascii_lowercase();
        matches!(text.as_str(), "true" | "yes" | "1")
    }

    /// The argument as JSON, parsed if it came as text; `None` if it did not come.
    ///
    /// # Errors
    /// 400 with `complaint` for text that is no JSON.
    pub fn json(&self, name: &str, complaint: &str) -> Result<Option<Cow<'_, Value>>, Refusal> {
        match self.values.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) if text.is_empty() => Ok(None),
            Some(Value::String(text)) => {
                serde_json::from_str(text).map(|value| Some(Cow::Owned(value))).map_err(|_| Refusal::bad(complaint))
            }
            Some(other) => Ok(Some(Cow::Borrowed(other))),
        }
    }

    /// What a later reader of the call sees: every argument, and the size of every file instead of its bytes.
    pub fn into_shown(self) -> Map<String, Value> {
        let mut shown = self.values;
        for (name, file) in self.files {
            shown.insert(name, json!({ "file_name": file.name, "bytes": file.bytes.len() }));
        }
        shown
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn args(values: Value) -> Args {
        Args { values: values.as_object().cloned().unwrap_or_default(), files: BTreeMap::new() }
    }

    #[test]
    fn a_number_may_come_as_text_and_text_as_a_number() {
        assert_eq!(args(json!({ "n": "7" })).int("n"), 7);
        assert_eq!(args(json!({ "n": 7 })).text("n"), "7");
        assert!(args(json!({ "yes": "True" })).flag("yes"));
    }

    #[test]
    fn an_object_may_come_as_text() {
        let given = args(json!({ "o": "{\"a\":1}" }));
        let parsed = given.json("o", "no").unwrap();
        assert_eq!(parsed.as_deref(), Some(&json!({ "a": 1 })));
        assert_eq!(args(json!({ "o": "{" })).json("o", "Not JSON").unwrap_err(), Refusal::bad("Not JSON"));
    }
}

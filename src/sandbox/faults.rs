//! Faults on order: what the next calls of a method run into.
//! Must never strike a method that nobody named.

use std::collections::{BTreeMap, VecDeque};

/// What a call runs into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// An answer with `ok: false`, and nothing done.
    Status {
        /// HTTP status and `error_code`.
        code: u16,
        /// `description`, word for word.
        description: String,
        /// Seconds, for 429.
        retry_after: Option<u64>,
    },
    /// Done, but the connection breaks before a byte of the answer: the bot cannot know.
    DropConnectionBeforeAnswer,
    /// The connection breaks and nothing was done: to the bot it looks the same.
    DropConnectionBeforeEffect,
    /// A page of HTML with status 502, as a proxy in between would send it. Nothing was done.
    /// (Some clients rest for seconds of real time after a 5xx.)
    Html502,
}

impl Fault {
    /// `429 Too Many Requests: retry after …` out of the blue.
    pub fn flood(seconds: u64) -> Self {
        Self::Status {
            code: 429,
            description: format!("Too Many Requests: retry after {seconds}"),
            retry_after: Some(seconds),
        }
    }

    /// An answer with this code and description.
    pub fn status(code: u16, description: &str) -> Self {
        Self::Status { code, description: description.to_owned(), retry_after: None }
    }
}

/// Faults that wait for their calls.
#[derive(Debug, Default)]
pub(super) struct Faults(BTreeMap<String, VecDeque<Option<Fault>>>);

impl Faults {
    pub fn order(&mut self, method: &str, fault: &Fault, times: usize) {
        let waiting = self.0.entry(method.to_ascii_lowercase()).or_default();
        waiting.extend(std::iter::repeat_n(Some(fault.clone()), times));
    }

    /// The next calls go well; what is ordered after this strikes those after them.
    pub fn spare(&mut self, method: &str, times: usize) {
        let waiting = self.0.entry(method.to_ascii_lowercase()).or_default();
        waiting.extend(std::iter::repeat_n(None, times));
    }

    pub fn next(&mut self, method: &str) -> Option<Fault> {
        self.0.get_mut(method)?.pop_front().flatten()
    }
}

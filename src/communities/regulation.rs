//! The text of a regulation, divided for reading in a chat and for quoting a clause.
//!
//! The words are never changed: only traces of word processors (`[bookmark: …]`, `**`) are left out. Sections put
//! together give the text back, and so do the pages of a section; nothing of a regulation may be lost on the way.

use std::collections::BTreeSet;

use sha2::{Digest, Sha256};

use super::pages::{self, Page};
use super::schema::Source;

/// A regulation: what is known of it and its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Regulation {
    /// Title, act, date, number, defects.
    pub source: Source,
    text: String,
    version: String,
    sections: Vec<Section>,
}

/// A part of the text under one heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Its number; `None` for what stands before the first heading (the title, an order).
    pub number: Option<u32>,
    /// The heading with its number: «1. Общие положения».
    pub title: String,
    /// The whole section, its heading included.
    pub text: String,
    /// Its numbered clauses in the order of the text; some sections have none.
    pub clauses: Vec<Clause>,
}

/// A numbered clause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// `4.2`, `4.3.1`.
    pub number: String,
    /// From its number to the next clause that is not part of it: 2.2 includes 2.2.1, which is also listed itself.
    pub text: String,
}

impl Regulation {
    /// Divides `raw`. An empty text gives a regulation without sections.
    pub(super) fn new(source: Source, raw: &str) -> Self {
        let version = Sha256::digest(raw.as_bytes()).iter().take(6).map(|byte| format!("{byte:02x}")).collect();
        let text = tidied(raw);
        let sections = divide(&text);
        Self { source, text, version, sections }
    }

    /// The title, verbatim.
    pub fn title(&self) -> &str {
        &self.source.title
    }

    /// The whole text; empty when the profile came without its regulation.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The first 12 hexadecimal digits of the SHA-256 of the file: two versions of the text differ in it.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// What stands before the first heading, then the numbered sections.
    pub fn sections(&self) -> &[Section] {
        &self.sections
    }

    /// The exact text of a clause (`4.2`), of a whole section (`6`) or of the order (`приказ`), for quoting.
    pub fn clause(&self, number: &str) -> Option<&str> {
        if let Ok(section) = number.parse::<u32>() {
            return self.sections.iter().find(|s| s.number == Some(section)).map(|s| s.text.trim());
        }
        if number == "приказ" {
            return self.sections.iter().find(|s| s.number.is_none() && s.title == ORDER).map(|s| s.text.trim());
        }
        let mut clauses = self.sections.iter().flat_map(|section| &section.clauses);
        clauses.find(|clause| clause.number == number).map(|clause| clause.text.as_str())
    }

    /// The whole text as pages of at most `max_units` UTF-16 units (as Telegram counts), section after section.
    pub fn pages(&self, max_units: usize) -> Vec<Page> {
        self.sections.iter().flat_map(|section| section.pages(max_units)).collect()
    }
}

impl Section {
    /// The section as pages of at most `max_units` UTF-16 units, not counting blanks at a page's ends.
    /// Their texts put together are the section's text.
    pub fn pages(&self, max_units: usize) -> Vec<Page> {
        pages::divide(&self.title, &self.text, max_units)
    }
}

/// The title of the opening part when it holds an order.
const ORDER: &str = "Приказ";
/// The title of the opening part otherwise.
const OPENING: &str = "Положение";

/// Leaves out what a word processor left in: bookmarks, asterisks of bold type, carriage returns.
fn tidied(raw: &str) -> String {
    let mut text = raw.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace("**", "");
    while let Some(start) = text.find("[bookmark:") {
        let Some(length) = text[start..].find(']') else { break };
        text.replace_range(start..=start + length, "");
    }
    text
}

/// A line with its place in the text.
struct Row<'a> {
    start: usize,
    line: &'a str,
}

fn divide(text: &str) -> Vec<Section> {
    if text.trim().is_empty() {
        return Vec::new();
    }
    let mut start = 0;
    let mut rows = Vec::new();
    for line in text.split_inclusive('\n') {
        rows.push(Row { start, line });
        start += line.len();
    }
    let headings = headings(&rows);
    let mut sections = Vec::new();
    let first = headings.first().map_or(text.len(), |&(row, _)| rows[row].start);
    // Blank lines before the first heading are no section of their own: they stay in front of it.
    let opens = !text[..first].trim().is_empty();
    if opens {
        sections.push(opening(&text[..first]));
    }
    for (at, &(row, number)) in headings.iter().enumerate() {
        let from = if at == 0 && !opens { 0 } else { rows[row].start };
        let to = headings.get(at + 1).map_or(text.len(), |&(next, _)| rows[next].start);
        let title = rows[row].line.trim().trim_end_matches([':', '.']).to_owned();
        let inside = rows.iter().filter(|r| (rows[row].start..to).contains(&r.start));
        let clauses = clauses(text, number, inside, to);
        sections.push(Section { number: Some(number), title, text: text[from..to].to_owned(), clauses });
    }
    sections
}

fn opening(text: &str) -> Section {
    let is_order = text.lines().any(|line| line.trim().to_uppercase() == "ПРИКАЗ");
    let title = if is_order { ORDER } else { OPENING };
    Section { number: None, title: title.to_owned(), text: text.to_owned(), clauses: Vec::new() }
}

/// The rows that are headings, numbered 1, 2, 3 … without a gap. A numbered line of an order or of a list looks like
/// a heading too; the one followed by its own first clause («4.» then «4.1.») is believed before any other.
fn headings(rows: &[Row<'_>]) -> Vec<(usize, u32)> {
    let believed = |at: usize, number: u32| {
        let next = rows[at + 1..].iter().find(|row| !row.line.trim().is_empty());
        next.and_then(|row| clause_number(row.line)).is_some_and(|(found, _)| found == format!("{number}.1"))
    };
    let candidates: Vec<(usize, u32)> =
        rows.iter().enumerate().filter_map(|(at, row)| Some((at, heading_number(row.line)?))).collect();
    let mut found: Vec<(usize, u32)> = Vec::new();
    for number in 1.. {
        let after = found.last().map_or(0, |&(at, _)| at + 1);
        let mut fitting = candidates.iter().copied().filter(|&(at, n)| at >= after && n == number);
        let first = fitting.clone().next();
        match fitting.find(|&(at, n)| believed(at, n)).or(first) {
            Some(heading) => found.push(heading),
            None => break,
        }
    }
    found
}

/// `4` for «4. Состав и регламент», `1` for «I. Общие положения».
fn heading_number(line: &str) -> Option<u32> {
    let (number, rest) = line.trim_start().split_once('.')?;
    let titled = rest.starts_with(char::is_whitespace) && rest.trim_start().starts_with(char::is_alphabetic);
    let short = (1..=5).contains(&number.len());
    if !(titled && short) {
        return None;
    }
    if number.bytes().all(|b| b.is_ascii_digit()) { number.parse().ok() } else { roman(number) }
}

fn roman(text: &str) -> Option<u32> {
    const NUMERALS: [&str; 15] =
        ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV"];
    (1..).zip(NUMERALS).find(|&(_, numeral)| numeral == text).map(|(number, _)| number)
}

/// The clauses of section `number`; each begins a line, perhaps after a dash (Tutaev writes «- 3.1. …»).
fn clauses<'a>(text: &str, number: u32, rows: impl Iterator<Item = &'a Row<'a>>, end: usize) -> Vec<Clause> {
    let mut seen = BTreeSet::new();
    let mut starts: Vec<(String, usize)> = Vec::new();
    for row in rows {
        let Some((found, offset)) = clause_number(row.line) else { continue };
        let ours = found.split('.').next().and_then(|n| n.parse().ok()) == Some(number);
        if ours && seen.insert(found.clone()) {
            starts.push((found, row.start + offset));
        }
    }
    let whole = |at: usize| {
        let (number, start) = &starts[at];
        let inner = format!("{number}.");
        let after = starts[at + 1..].iter().find(|(next, _)| !next.starts_with(&inner));
        let text = &text[*start..after.map_or(end, |&(_, next)| next)];
        // The dash before the next number belongs to the next clause.
        text.trim_end_matches(|c: char| c.is_whitespace() || is_dash(c)).to_owned()
    };
    (0..starts.len()).map(|at| Clause { number: starts[at].0.clone(), text: whole(at) }).collect()
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—')
}

/// The number a line begins with (`4.3.1`) and where in the line it stands. Dates are no numbers of clauses.
fn clause_number(line: &str) -> Option<(String, usize)> {
    let body = line.trim_start_matches(|c: char| c.is_whitespace() || is_dash(c));
    let length = body.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(body.len());
    let (written, rest) = body.split_at(length);
    let number = written.strip_suffix('.').unwrap_or(written);
    let parts: Vec<&str> = number.split('.').collect();
    let sound = (2..=4).contains(&parts.len()) && parts.iter().all(|part| (1..=2).contains(&part.len()));
    let ends = rest.starts_with(|c: char| c.is_whitespace() || c.is_uppercase());
    (sound && ends).then(|| (number.to_owned(), line.len() - body.len()))
}

//! Figures as people read them: each beside its floor and what we aim at, on the terminal and in a file.

use std::fmt::Write as _;
use std::path::Path;
use std::time::Duration;

/// Between these the short table stands in a page.
const BEGIN: &str = "<!-- figures -->";
const END: &str = "<!-- end of figures -->";

/// One line of the table.
#[derive(Debug)]
struct Row {
    what: String,
    krug: String,
    floor: String,
    aim: String,
}

impl Row {
    /// More about the line above it: not for the short table.
    fn is_detail(&self) -> bool {
        self.what.starts_with('…')
    }
}

/// All figures so far.
#[derive(Debug, Default)]
pub struct Report {
    rows: Vec<Row>,
}

impl Report {
    /// Adds a line and says it at once: a run takes its time. One that begins with `…` tells more of the one above.
    pub fn line(&mut self, what: impl Into<String>, krug: impl Into<String>, floor: impl Into<String>, aim: &str) {
        let (what, aim) = (what.into(), aim.to_owned());
        let row = Row { what, krug: krug.into(), floor: floor.into(), aim };
        println!("{:<75} {:<28} {:<28} {}", row.what, row.krug, row.floor, row.aim);
        self.rows.push(row);
    }

    /// A note to the terminal only: what is being done now.
    pub fn note(&self, what: &str) {
        println!("… {what}");
    }

    /// Writes the long table under the machine's description.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn write(&self, path: &Path, machine: &[(&str, String)]) -> std::io::Result<()> {
        let mut text = String::from("# The last run of `benches/run`\n\n");
        for (name, value) in machine {
            let _written = writeln!(text, "- {name}: {value}");
        }
        text.push('\n');
        text.push_str(&self.table(false));
        std::fs::write(path, text)
    }

    /// Puts the short table between the two marks of a page that has them.
    ///
    /// # Errors
    /// When the page cannot be read or written, or has no marks.
    pub fn show_in(&self, page: &Path) -> std::io::Result<()> {
        let text = std::fs::read_to_string(page)?;
        let marked = text.split_once(BEGIN).and_then(|(head, rest)| Some((head, rest.split_once(END)?.1)));
        let (head, tail) = marked.ok_or_else(|| std::io::Error::other("the page has no marks for the figures"))?;
        std::fs::write(page, format!("{head}{BEGIN}\n{}{END}{tail}", self.table(true)))
    }

    fn table(&self, short: bool) -> String {
        let mut text = String::from("| | Krug | empty bot | aim |\n|---|---|---|---|\n");
        for Row { what, krug, floor, aim } in self.rows.iter().filter(|row| !short || !row.is_detail()) {
            let _written = writeln!(text, "| {what} | {krug} | {floor} | {aim} |");
        }
        text
    }
}

/// `1234.5` as `1,235`.
pub fn count(n: f64) -> String {
    let digits = format!("{n:.0}");
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// What [`spread`] shows of presses.
pub const SPREAD: &str = "press to answer, p50 / p95 / p99 / max ms";
/// And of the cards.
pub const CARD: &str = "press to card";

/// p50, p95, p99 and the longest, in milliseconds.
pub fn spread(times: &[Duration]) -> String {
    let mut times = times.to_vec();
    times.sort_unstable();
    let at = |share: f64| millis(quantile(&times, share));
    format!("{} / {} / {} / {}", at(0.5), at(0.95), at(0.99), at(1.0))
}

/// The time that this share of sorted `times` does not exceed.
pub fn quantile(times: &[Duration], share: f64) -> Duration {
    let place = (times.len() as f64 * share).ceil() as usize;
    times.get(place.clamp(1, times.len().max(1)) - 1).copied().unwrap_or_default()
}

fn millis(time: Duration) -> String {
    let millis = time.as_secs_f64() * 1000.0;
    if millis < 10.0 { format!("{millis:.2}") } else { format!("{millis:.0}") }
}

/// Bytes as megabytes (of a million).
pub fn megabytes(bytes: u64) -> String {
    format!("{:.1} MB", bytes as f64 / 1e6)
}

//! The same letter for other places: plain words for a network that knows no markup, and a file for Word. Pure.
//!
//! Nothing that was readable in the letter may be missing here: an address hidden behind words is written out.

use std::io::Cursor;

use chrono::NaiveDate;
use docx_rs::{Docx, Hyperlink, HyperlinkType, LineSpacing, PageMargin, Paragraph, Run, RunFonts, SpecialIndentType};

use super::body::Body;
use super::rules::length;
use crate::kernel::actor::Tongue;
use crate::kernel::html::{self, Html};
use crate::kernel::markup::{Piece, pieces};
use crate::label;

/// A stretch of a line that looks the same throughout.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Stretch {
    words: String,
    bold: bool,
    italic: bool,
    underline: bool,
    strike: bool,
    code: bool,
    link: Option<String>,
}

/// One line of a letter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Line {
    quoted: bool,
    stretches: Vec<Stretch>,
}

/// The letter, line by line. A quotation has lines of its own.
fn lines(html: &Html) -> Vec<Line> {
    let (mut lines, mut look, mut quoted) = (vec![Line::default()], Stretch::default(), false);
    // After a quotation a new line has begun already: the one that was typed there is the same.
    let mut begun = false;
    for piece in pieces(html) {
        match piece {
            Piece::Opens(name, whole) => turn(&mut look, name, true, address(whole)),
            Piece::Closes(name) => turn(&mut look, name, false, None),
            Piece::Words(escaped) => {
                for (n, words) in html::plain(escaped).split('\n').enumerate() {
                    if n > 0 && !std::mem::take(&mut begun) {
                        lines.push(Line { quoted, stretches: Vec::new() });
                    }
                    if !words.is_empty() {
                        begun = false;
                        let stretch = Stretch { words: words.to_owned(), ..look.clone() };
                        lines.last_mut().into_iter().for_each(|line| line.stretches.push(stretch.clone()));
                    }
                }
            }
        }
        if let Piece::Opens("blockquote", _) | Piece::Closes("blockquote") = piece {
            quoted = !quoted;
            let empty = lines.last().is_some_and(|line| line.stretches.is_empty());
            match lines.last_mut() {
                Some(last) if empty => last.quoted = quoted,
                _ => lines.push(Line { quoted, stretches: Vec::new() }),
            }
            begun = !quoted;
        }
    }
    lines
}

fn turn(look: &mut Stretch, tag: &str, on: bool, link: Option<String>) {
    match tag {
        "b" => look.bold = on,
        "i" => look.italic = on,
        "u" => look.underline = on,
        "s" => look.strike = on,
        "code" | "pre" => look.code = on,
        "a" => look.link = link,
        _ => {}
    }
}

fn address(tag: &str) -> Option<String> {
    let (_, rest) = tag.split_once("href=\"")?;
    Some(html::plain(rest.split('"').next()?))
}

/// The letter without markup: quotations begin with «>», addresses stand behind their words, buttons are lines.
pub(super) fn plain(body: &Body) -> String {
    let lines: Vec<String> = lines(&body.html).iter().map(plain_line).collect();
    let buttons: Vec<String> = body.buttons.iter().map(|link| format!("{}: {}", link.label, link.url)).collect();
    let parts = [lines.join("\n").trim_end().to_owned(), buttons.join("\n")];
    parts.iter().filter(|part| !part.is_empty()).map(String::as_str).collect::<Vec<_>>().join("\n\n")
}

fn plain_line(line: &Line) -> String {
    let mut plain = String::from(if line.quoted { "> " } else { "" });
    let mut rest = line.stretches.as_slice();
    while let Some(first) = rest.first() {
        // Words of one link may be marked in several ways; its address stands behind the last of them.
        let one = rest.iter().take_while(|s| s.link == first.link).count();
        let words: String = rest[..one].iter().map(|s| s.words.as_str()).collect();
        plain.push_str(&words);
        if let Some(link) = first.link.as_ref().filter(|link| link.trim_end_matches('/') != words.trim_end_matches('/'))
        {
            plain.push_str(&format!(" ({link})"));
        }
        rest = &rest[one..];
    }
    plain
}

/// `text` in parts of at most `most` units of UTF-16, divided between lines where that is possible.
pub(super) fn parts(text: &str, most: usize) -> Vec<String> {
    let mut parts = vec![String::new()];
    for line in text.split_inclusive('\n') {
        let fits = parts.last().is_some_and(|part| length(part) + length(line) <= most);
        if !fits && parts.last().is_some_and(|part| !part.is_empty()) {
            parts.push(String::new());
        }
        for letter in line.chars() {
            if parts.last().is_some_and(|part| length(part) + letter.len_utf16() > most) {
                parts.push(String::new());
            }
            parts.last_mut().into_iter().for_each(|part| part.push(letter));
        }
    }
    parts.into_iter().map(|part| part.trim_end_matches('\n').to_owned()).filter(|part| !part.is_empty()).collect()
}

/// So many characters of a letter stand in the name of its file: with the rest Telegram's own limit of sixty is kept.
const NAMED: usize = 40;

/// The name of the file for Word, by which it is found again among others: the day, and how the letter begins. Letters, digits
/// and spaces only: whatever else is in a letter, some system does not take it.
pub(super) fn file_name(t: Tongue, day: NaiveDate, body: &Body) -> String {
    let plain = body.plain();
    let line = plain.lines().find(|line| line.chars().any(char::is_alphanumeric)).unwrap_or_default();
    let parted = |c: char| if c.is_whitespace() || c.is_ascii_punctuation() { ' ' } else { c };
    let safe: String = line.chars().map(parted).filter(|c| *c == ' ' || c.is_alphanumeric()).collect();
    let mut name = label!(t, broadcasts_file, day = day.to_string());
    let room = name.chars().count() + NAMED;
    for (n, word) in safe.split_whitespace().enumerate() {
        let fits = name.chars().count() + 1 + word.chars().count() <= room;
        match (fits, n) {
            (true, _) => name = format!("{name} {word}"),
            (false, 0) => name = format!("{name} {}", word.chars().take(NAMED - 1).collect::<String>()),
            (false, _) => break,
        }
    }
    name + ".docx"
}

/// The letter as a file for Word, A4, under the name of the community; `None` if it cannot be packed.
pub(super) fn word(title: &str, body: &Body) -> Option<Vec<u8>> {
    let fonts = RunFonts::new().ascii("Times New Roman").hi_ansi("Times New Roman").cs("Times New Roman");
    // Millimetres as twentieths of a point: 20 at the left, above and below, 10 at the right.
    let margin = PageMargin::new().left(1134).right(567).top(1134).bottom(1134);
    let heading = Paragraph::new().add_run(Run::new().add_text(title).bold());
    let mut file = Docx::new().page_margin(margin).default_fonts(fonts).default_size(28).add_paragraph(heading);
    for line in lines(&body.html) {
        file = file.add_paragraph(paragraph(&line));
    }
    for button in &body.buttons {
        let label = Run::new().add_text(format!("{}: ", button.label));
        file = file.add_paragraph(Paragraph::new().add_run(label).add_hyperlink(hyperlink(&button.url, &button.url)));
    }
    let mut packed = Cursor::new(Vec::new());
    file.build().pack(&mut packed).ok()?;
    Some(packed.into_inner())
}

fn paragraph(line: &Line) -> Paragraph {
    let mut paragraph = Paragraph::new().line_spacing(LineSpacing::new().line(276));
    if line.quoted {
        paragraph = paragraph.indent(Some(709), None::<SpecialIndentType>, None, None);
    }
    for stretch in &line.stretches {
        paragraph = match &stretch.link {
            Some(link) => paragraph.add_hyperlink(hyperlink(link, &stretch.words)),
            None => paragraph.add_run(run(stretch)),
        };
    }
    paragraph
}

fn run(stretch: &Stretch) -> Run {
    let mut run = Run::new().add_text(&stretch.words);
    if stretch.bold {
        run = run.bold();
    }
    if stretch.italic {
        run = run.italic();
    }
    if stretch.underline {
        run = run.underline("single");
    }
    if stretch.strike {
        run = run.strike();
    }
    if stretch.code {
        run = run.fonts(RunFonts::new().ascii("Courier New").hi_ansi("Courier New").cs("Courier New"));
    }
    run
}

fn hyperlink(address: &str, words: &str) -> Hyperlink {
    let run = Run::new().add_text(words).color("0563C1").underline("single");
    Hyperlink::new(address, HyperlinkType::External).add_run(run)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::body::Link;
    use super::*;
    use crate::kernel::markup::{Mark, Style, marked};

    fn mark(style: Style, offset: usize, length: usize) -> Mark {
        Mark { style, offset, length }
    }

    fn check(html: Html, expect: &str) {
        assert_eq!(plain(&Body::of(html)), expect);
    }

    #[test]
    fn an_address_stands_behind_its_words() {
        let link = Style::Link("https://example.org/a?b&c".to_owned());
        check(marked("Вот план, ждём", &[mark(link, 4, 4)]), "Вот план (https://example.org/a?b&c), ждём");
    }

    #[test]
    fn an_address_that_is_read_anyway_is_not_said_twice() {
        let link = Style::Link("https://example.org".to_owned());
        check(marked("https://example.org", &[mark(link, 0, 19)]), "https://example.org");
    }

    #[test]
    fn a_quotation_has_lines_of_its_own() {
        check(marked("а\nб\nв\nг", &[mark(Style::Quote(false), 2, 3)]), "а\n> б\n> в\nг");
        check(marked("абв", &[mark(Style::Quote(true), 1, 1)]), "а\n> б\nв");
    }

    #[test]
    fn buttons_become_lines() {
        let button = Link { label: "Регистрация".to_owned(), url: "https://example.org/".to_owned() };
        let body = Body { buttons: vec![button], ..Body::of(Html::escaped("Ждём")) };
        assert_eq!(plain(&body), "Ждём\n\nРегистрация: https://example.org/");
    }

    #[test]
    fn a_file_is_named_by_its_day_and_its_first_words() {
        let check = |t: Tongue, text: &str, expect: &str| {
            let day = NaiveDate::from_ymd_opt(2026, 9, 24).unwrap();
            assert_eq!(file_name(t, day, &Body::of(Html::escaped(text))), expect, "{text}");
        };
        check(Tongue::Ru, "Ждём всех в 16:00!\nИ вас", "Рассылка 2026-09-24 Ждём всех в 16 00.docx");
        check(Tongue::En, "\n***\n../a\\b%2F «so» 🎉", "Broadcast 2026-09-24 a b 2F so.docx");
        check(Tongue::Ru, "👩‍🏫", "Рассылка 2026-09-24.docx");
        let long = "Приглашаем на встречу всех молодых педагогов области";
        check(Tongue::Ru, long, "Рассылка 2026-09-24 Приглашаем на встречу всех молодых.docx");
        check(Tongue::Ru, &"я".repeat(99), &format!("Рассылка 2026-09-24 {}.docx", "я".repeat(39)));
    }

    #[test]
    fn word_opens_what_is_packed() {
        let marks = [mark(Style::Bold, 0, 4), mark(Style::Link("https://example.org/?a&b".to_owned()), 5, 4)];
        let packed = word("SkillsClub", &Body::of(marked("Ждём всех <здесь>", &marks))).unwrap();
        assert!(packed.starts_with(b"PK"));
        let built = Docx::new().add_paragraph(paragraph(&lines(&marked("а & <б>", &[mark(Style::Bold, 0, 1)]))[0]));
        let written = String::from_utf8(built.build().document).unwrap();
        assert!(written.contains("<w:b />") && written.contains("&amp; &lt;б&gt;"), "{written}");
    }

    proptest! {
        #[test]
        fn no_word_is_lost(text in "[а-г<>& \n]{0,40}", at in 0_usize..20, length in 0_usize..20, quote: bool) {
            let style = if quote { Style::Quote(false) } else { Style::Italic };
            let copied = plain(&Body::of(marked(&text, &[mark(style, at, length)])));
            let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).collect::<String>();
            prop_assert_eq!(letters(&copied), letters(&text));
        }

        #[test]
        fn parts_fit_and_lose_nothing(text in "[а-г👩\n ]{0,80}", most in 2_usize..30) {
            let parts = parts(&text, most);
            prop_assert!(parts.iter().all(|part| length(part) <= most && !part.is_empty()));
            prop_assert_eq!(parts.concat().replace('\n', ""), text.replace('\n', ""));
        }
    }
}

//! What a person typed, without what cannot be seen; and its beginning.
//!
//! Marks that turn the direction of writing or take no room can make one name look like another, hide words in a title,
//! and pass an empty text off as a full one (reliability.md §7.2). They must not get past the door.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The joiner that makes one picture of several: 👩 + joiner + 🏫.
const JOINER: char = '\u{200d}';

/// Marks that are laid upon one letter; real writing needs no more.
const MOST_MARKS: usize = 2;

/// `text` composed (NFC), without control characters, directions, and letters of no width. Lines stay lines; pictures
/// that are joined of several stay whole.
pub fn visible(text: &str) -> String {
    visible_between(None, text, None)
}

/// The same for a part of a text: a picture may be joined with its neighbours.
pub fn visible_between(before: Option<char>, text: &str, after: Option<char>) -> String {
    let mut seen = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let letter = match letter {
            '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
            '\u{b}' | '\u{c}' => ' ',
            other => other,
        };
        let joins = letter == JOINER
            && seen.chars().next_back().or(before).is_some_and(is_picture)
            && letters.peek().copied().or(after).is_some_and(is_picture);
        if joins || !(is_unseen(letter) || (letter.is_control() && !matches!(letter, '\n' | '\t'))) {
            seen.push(letter);
        }
    }
    // Composed only now: what stood between two letters could keep them apart.
    let mut marks = 0;
    let few = |letter: &char| {
        marks = if is_combining_mark(*letter) { marks + 1 } else { 0 };
        marks <= MOST_MARKS
    };
    seen.nfc().filter(few).collect()
}

/// The beginning of a text, on one line, with «…» where it goes on; at most `most` characters.
pub fn beginning(text: &str, most: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= most {
        return line;
    }
    let kept: String = line.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

/// Takes no room, or turns the writing round.
fn is_unseen(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}')
}

/// Part of a picture: neither a letter nor a digit, nor anything of a keyboard.
fn is_picture(letter: char) -> bool {
    !letter.is_ascii() && !letter.is_alphanumeric() && !letter.is_whitespace() && !is_unseen(letter)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str, expect: &str) {
        assert_eq!(visible(text), expect);
    }

    #[test]
    fn directions_and_widthless_letters_go() {
        check("\u{202e}Иванов\u{200b} Пётр\u{2066}", "Иванов Пётр");
    }

    #[test]
    fn what_only_looks_like_a_text_is_empty() {
        check("\u{200b}\u{3164}\u{2800}\u{feff}", "");
    }

    #[test]
    fn lines_stay_lines() {
        check("один\r\nдва\u{2028}три", "один\nдва\nтри");
    }

    #[test]
    fn pictures_stay_whole() {
        check("👩\u{200d}🏫 и 👍🏽, ❤\u{fe0f}\u{200d}🔥", "👩\u{200d}🏫 и 👍🏽, ❤\u{fe0f}\u{200d}🔥");
    }

    #[test]
    fn a_joiner_between_letters_goes() {
        check("Ива\u{200d}нов", "Иванов");
    }

    #[test]
    fn letters_are_composed_and_bear_few_marks() {
        check("и\u{306}", "й");
        check(&format!("а{}", "\u{301}".repeat(40)), "а\u{301}\u{301}");
    }

    #[test]
    fn what_is_too_long_is_cut_where_a_word_ends_or_anywhere() {
        assert_eq!(beginning("Первая\n неделя", 13), "Первая неделя");
        assert_eq!(beginning("Первая\n неделя", 12), "Первая неде…");
        assert_eq!(beginning("Первая\n неделя", 8), "Первая…");
    }

    proptest! {
        #[test]
        fn what_is_visible_stays_as_it_is(text in "(\\PC|[\u{200d}\u{202e}\n\u{301}]){0,60}") {
            let once = visible(&text);
            prop_assert_eq!(visible(&once), once);
        }
    }
}

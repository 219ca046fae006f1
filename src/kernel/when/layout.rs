//! The wrong keyboard layout: «pfdnhf d 16» is «завтра в 16» typed without switching, «16Ж00» is 16:00.
//!
//! Never decides anything: it only proposes other texts, and only the reader that understands one may take it.

const LATIN: &str = "`qwertyuiop[]asdfghjkl;'zxcvbnm,.";
const RUSSIAN: &str = "ёйцукенгшщзхъфывапролджэячсмитьбю";

/// What the text may have been meant to be: each proposal is a whole text, that with more keys swapped
/// first (`c,` is «сб»), at most three.
pub(super) fn retyped(text: &str) -> Vec<String> {
    let text = text.to_lowercase();
    let mut proposals = vec![
        convert(&text, LATIN, RUSSIAN, false),
        convert(&text, LATIN, RUSSIAN, true),
        convert(&text, RUSSIAN, LATIN, true),
    ];
    proposals.retain(|proposal| *proposal != text);
    proposals.dedup();
    proposals
}

/// Swaps keys. A key that is punctuation in one layout (`,` is «б») is swapped next to a letter and left alone
/// between digits and, if `careful`, at the end of a word, where it may be just punctuation.
fn convert(text: &str, from: &str, to: &str, careful: bool) -> String {
    let keys: Vec<char> = text.chars().collect();
    let swapped = keys.iter().enumerate().map(|(place, key)| {
        let before = place.checked_sub(1).and_then(|left| keys.get(left)).copied().unwrap_or(' ');
        let after = keys.get(place + 1).copied().unwrap_or(' ');
        if before.is_ascii_digit() && after.is_ascii_digit() {
            return between_digits(*key);
        }
        let at_word_end = !after.is_alphabetic();
        if !key.is_alphabetic() && careful && at_word_end {
            return *key;
        }
        pressed(*key, from, to).unwrap_or(*key)
    });
    swapped.collect()
}

fn pressed(key: char, from: &str, to: &str) -> Option<char> {
    let place = from.chars().position(|candidate| candidate == key)?;
    to.chars().nth(place)
}

/// A colon and a dot pressed without switching: Shift+; gives «Ж», `.` gives «ю», Shift+6 gives `^`.
fn between_digits(key: char) -> char {
    match key {
        'ж' | '^' => ':',
        'ю' => '.',
        other => other,
    }
}

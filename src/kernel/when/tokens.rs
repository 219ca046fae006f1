//! Cuts a typed text into numbers, known words and marks, whatever the case, the width and the kind of its signs.
//!
//! An unknown word or sign refuses the whole text: it is never skipped, since it may change the meaning.

use unicode_normalization::UnicodeNormalization;

use super::Unread;
use super::lexicon::{self, Sense};

/// One token and whether a space stood before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub kind: Kind,
    pub gap: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A number of at most four digits; `len` tells 9 from 09.
    Num(Num),
    /// «15-го», «пятого», "3rd".
    Ord(u32),
    Say(Sense),
    Mark(char),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Num {
    pub n: u32,
    pub len: usize,
    said: Said,
}

/// A number in digits or in words; «двадцати» joins «пяти» but not «пять» («без двадцати пять»).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Said {
    Digits,
    Plain,
    Oblique,
}

/// A text without what does not matter: width, case, «ё», kinds of dashes and spaces, invisible signs.
pub(super) fn plain(text: &str) -> String {
    let unified = text.nfkc().filter(|sign| !invisible(*sign)).flat_map(char::to_lowercase).map(|sign| match sign {
        'ё' => 'е',
        '‐' | '‑' | '‒' | '–' | '—' | '−' => '-',
        '’' | 'ʼ' | '`' => '\'',
        sign if sign.is_whitespace() => ' ',
        sign => sign,
    });
    let text: String = unified.collect();
    text.replace("o'clock", "oclock").replace("a.m.", "am ").replace("p.m.", "pm ")
}

fn invisible(sign: char) -> bool {
    matches!(sign, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{fe0e}' | '\u{fe0f}' | '\u{feff}')
}

/// Cuts and names; [`Unread::NotUnderstood`] at the first thing nobody knows.
pub(super) fn tokens(text: &str) -> Result<Vec<Token>, Unread> {
    let plain = plain(text);
    let pieces = pieces(&plain);
    let mut tokens: Vec<Token> = Vec::with_capacity(pieces.len());
    let mut rest = pieces.as_slice();
    while let Some((piece, after)) = rest.split_first() {
        rest = after;
        let kind = match piece.text.chars().next() {
            Some(first) if first.is_ascii_digit() => {
                let (kind, left) = number(piece.text, rest)?;
                rest = left;
                kind
            }
            Some(first) if first.is_alphabetic() => word(piece.text)?,
            Some(mark) if ".,:;-/()!?\"«»".contains(mark) => Kind::Mark(mark),
            _ => return Err(Unread::NotUnderstood),
        };
        push(&mut tokens, Token { kind, gap: piece.gap });
    }
    Ok(tokens)
}

#[derive(Clone, Copy)]
struct Piece<'a> {
    text: &'a str,
    gap: bool,
}

/// Runs of digits, runs of letters, single other signs.
fn pieces(text: &str) -> Vec<Piece<'_>> {
    #[derive(PartialEq, Clone, Copy)]
    enum Run {
        Digits,
        Letters,
        Other,
    }
    let run_of = |sign: char| match sign {
        sign if sign.is_ascii_digit() => Run::Digits,
        sign if sign.is_alphabetic() => Run::Letters,
        _ => Run::Other,
    };
    let mut pieces = Vec::new();
    let mut gap = true;
    let mut signs = text.char_indices().peekable();
    while let Some((start, sign)) = signs.next() {
        if sign == ' ' {
            gap = true;
            continue;
        }
        let run = run_of(sign);
        let mut end = start + sign.len_utf8();
        while run != Run::Other
            && let Some((_, next)) = signs.next_if(|(_, next)| run_of(*next) == run)
        {
            end += next.len_utf8();
        }
        pieces.push(Piece { text: &text[start..end], gap });
        gap = false;
    }
    pieces
}

/// A number with its ending, if it has one: «15-го», «1ого», "2nd", «16-ти».
fn number<'a>(digits: &str, rest: &'a [Piece<'a>]) -> Result<(Kind, &'a [Piece<'a>]), Unread> {
    if digits.len() > 4 {
        return Err(Unread::NotUnderstood);
    }
    let n = digits.parse().map_err(|_| Unread::NotUnderstood)?;
    let plain = Kind::Num(Num { n, len: digits.len(), said: Said::Digits });
    let (ending, left) = match rest {
        [dash, ending, left @ ..] if dash.text == "-" && !dash.gap && !ending.gap => (ending.text, left),
        [ending, left @ ..] if !ending.gap => (ending.text, left),
        _ => return Ok((plain, rest)),
    };
    Ok(match ending {
        "го" | "ого" | "е" | "ое" | "му" | "ому" | "st" | "nd" | "rd" | "th" => (Kind::Ord(n), left),
        "ти" | "и" => (plain, left),
        _ => (plain, rest),
    })
}

fn word(text: &str) -> Result<Kind, Unread> {
    let text = one_script(text);
    if let Some((n, oblique)) = lexicon::number(&text) {
        let said = if oblique { Said::Oblique } else { Said::Plain };
        return Ok(Kind::Num(Num { n, len: if n < 10 { 1 } else { 2 }, said }));
    }
    if let Some(n) = lexicon::ordinal(&text) {
        return Ok(Kind::Ord(n));
    }
    lexicon::sense(&text).map(Kind::Say).ok_or(Unread::NotUnderstood)
}

/// «cегодня» with a Latin "c": letters that look the same become Russian if any Russian letter stands among them.
pub(super) fn one_script(word: &str) -> String {
    if !word.chars().any(|letter| ('а'..='я').contains(&letter)) {
        return word.to_owned();
    }
    let alike = |letter| "aceopxykmhtb".chars().zip("асеорхукмнтв".chars()).find(|(latin, _)| *latin == letter);
    word.chars().map(|letter| alike(letter).map_or(letter, |(_, russian)| russian)).collect()
}

/// Adds a token, joining numbers said in two words: «двадцать два», «ноль пять», «двадцать пятого».
fn push(tokens: &mut Vec<Token>, token: Token) {
    let joined = match (tokens.last().map(|last| last.kind), token.kind) {
        (Some(Kind::Num(left)), Kind::Num(right)) if left.said == right.said => join(left, right),
        (Some(Kind::Num(tens)), Kind::Ord(unit @ 1..=9)) if is_tens(tens) => Some(Kind::Ord(tens.n + unit)),
        _ => None,
    };
    match (joined, tokens.last_mut()) {
        (Some(kind), Some(last)) => last.kind = kind,
        _ => tokens.push(token),
    }
}

fn is_tens(num: Num) -> bool {
    num.said != Said::Digits && num.n >= 20 && num.n < 100 && num.n.is_multiple_of(10)
}

fn join(left: Num, right: Num) -> Option<Kind> {
    let spoken = left.said != Said::Digits;
    if is_tens(left) && (1..=9).contains(&right.n) && right.len == 1 {
        return Some(Kind::Num(Num { n: left.n + right.n, ..left }));
    }
    (spoken && left.n == 0 && left.len == 1 && right.n < 10 && right.len == 1).then_some(Kind::Num(Num {
        n: right.n,
        len: 2,
        said: left.said,
    }))
}

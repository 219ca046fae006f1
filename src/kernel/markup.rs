//! Markup as a person set it in her messenger: from marks upon a text to [`Html`], and from there to its pieces.
//!
//! Marks come from outside and may say anything; what is made of them is well formed and never loses a letter.

use super::address;
use super::html::{Html, escape};

/// More marks than this are not looked at: Telegram sets at most a hundred.
const MOST: usize = 200;

/// One stretch of a text that is shown in its own way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// How.
    pub style: Style,
    /// Where it begins, in units of UTF-16.
    pub offset: usize,
    /// How long it is, in units of UTF-16.
    pub length: usize,
}

/// How a stretch of a text is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are those of HTML")]
pub enum Style {
    Bold,
    Italic,
    Underline,
    Strike,
    Spoiler,
    Code,
    /// Lines of code, and their language.
    Pre(Option<String>),
    /// Words that lead to an address.
    Link(String),
    /// A quotation; `true`: folded when it is long.
    Quote(bool),
}

impl Style {
    fn is_quote(&self) -> bool {
        matches!(self, Self::Quote(_))
    }

    fn is_literal(&self) -> bool {
        matches!(self, Self::Code | Self::Pre(_))
    }

    /// Two of a kind cannot stand in each other.
    fn same_kind(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other) || (self.is_literal() && other.is_literal())
    }

    fn opens(&self) -> String {
        match self {
            Self::Bold => "<b>".to_owned(),
            Self::Italic => "<i>".to_owned(),
            Self::Underline => "<u>".to_owned(),
            Self::Strike => "<s>".to_owned(),
            Self::Spoiler => "<tg-spoiler>".to_owned(),
            Self::Code => "<code>".to_owned(),
            Self::Pre(None) => "<pre>".to_owned(),
            Self::Pre(Some(language)) => format!("<pre><code class=\"language-{}\">", escape(language)),
            Self::Link(address) => format!("<a href=\"{}\">", escape(address)),
            Self::Quote(false) => "<blockquote>".to_owned(),
            Self::Quote(true) => "<blockquote expandable>".to_owned(),
        }
    }

    const fn closes(&self) -> &'static str {
        match self {
            Self::Bold => "</b>",
            Self::Italic => "</i>",
            Self::Underline => "</u>",
            Self::Strike => "</s>",
            Self::Spoiler => "</tg-spoiler>",
            Self::Code => "</code>",
            Self::Pre(None) => "</pre>",
            Self::Pre(Some(_)) => "</code></pre>",
            Self::Link(_) => "</a>",
            Self::Quote(_) => "</blockquote>",
        }
    }

    /// The style with nothing in it that may not be shown; `None` if nothing remains of it.
    fn cleaned(&self) -> Option<Self> {
        match self {
            Self::Link(typed) => address::read(typed).map(Self::Link),
            Self::Pre(Some(language)) => {
                let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '#' | '_');
                let fits = !language.is_empty() && language.len() <= 32 && language.chars().all(plain);
                Some(Self::Pre(fits.then(|| language.clone())))
            }
            other => Some(other.clone()),
        }
    }
}

/// `text` with its marks. Marks that reach beyond it, cross each other or say nothing are cut to what can be shown.
pub fn marked(text: &str, marks: &[Mark]) -> Html {
    let letters: Vec<char> = text.chars().collect();
    let mut spans: Vec<(usize, usize, Style)> =
        marks.iter().take(MOST).filter_map(|mark| span(&letters, mark)).collect();
    spans.sort_by_key(|(from, to, _)| (*from, std::cmp::Reverse(*to)));
    let mut turns: Vec<usize> = spans.iter().flat_map(|(from, to, _)| [*from, *to]).collect();
    turns.extend([0, letters.len()]);
    turns.sort_unstable();
    turns.dedup();
    let mut html = String::with_capacity(text.len());
    let mut open: Vec<usize> = Vec::new();
    for (n, at) in turns.iter().enumerate() {
        let now = shown_at(&spans, *at);
        let kept = open.iter().zip(&now).take_while(|(a, b)| a == b).count();
        open.drain(kept..).rev().for_each(|i| html.push_str(spans[i].2.closes()));
        now[kept..].iter().for_each(|i| html.push_str(&spans[*i].2.opens()));
        open = now;
        let until = turns.get(n + 1).copied().unwrap_or(letters.len());
        html.push_str(&escape(&letters[*at..until].iter().collect::<String>()));
    }
    Html::trusted(html)
}

/// Where a mark lies, in letters; half a letter at its ends is left out.
fn span(letters: &[char], mark: &Mark) -> Option<(usize, usize, Style)> {
    let style = mark.style.cleaned()?;
    let end = mark.offset.saturating_add(mark.length);
    let (mut unit, mut from, mut to) = (0, None, 0);
    for (n, letter) in letters.iter().enumerate() {
        let next = unit + letter.len_utf16();
        if unit >= mark.offset && next <= end {
            from = from.or(Some(n));
            to = n + 1;
        }
        unit = next;
    }
    Some((from?, to, style))
}

/// Lines that a tap copies.
pub fn block(text: &str) -> Html {
    Html::trusted(format!("<pre>{}</pre>", escape(text)))
}

/// Which spans are shown from `at` on, the outermost first: no two of a kind, inside code nothing but it, and quotations
/// around everything, so that they stay whole.
fn shown_at(spans: &[(usize, usize, Style)], at: usize) -> Vec<usize> {
    let here: Vec<usize> = (0..spans.len()).filter(|i| spans[*i].0 <= at && at < spans[*i].1).collect();
    let literal = here.iter().any(|i| spans[*i].2.is_literal());
    let mut shown: Vec<usize> = Vec::new();
    for i in here {
        let style = &spans[i].2;
        let fits = !literal || style.is_literal() || style.is_quote();
        if fits && !shown.iter().any(|other| spans[*other].2.same_kind(style)) {
            shown.push(i);
        }
    }
    shown.sort_by_key(|i| !spans[*i].2.is_quote());
    shown
}

/// One piece of a ready [`Html`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// `<b>`, `<a href="…">`: its name, and the whole of it.
    Opens(&'a str, &'a str),
    /// `</b>`: its name.
    Closes(&'a str),
    /// What is seen, still escaped.
    Words(&'a str),
}

/// The pieces of `html`, in their order.
pub fn pieces(html: &Html) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = html.as_str();
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let tag = rest.starts_with('<').then(|| rest.find('>')).flatten();
        let next_tag = || rest.char_indices().skip(1).find(|(_, c)| *c == '<').map_or(rest.len(), |(n, _)| n);
        let (piece, further) = rest.split_at(tag.map_or_else(next_tag, |n| n + 1));
        rest = further;
        let inside = piece.trim_start_matches('<').trim_end_matches('>');
        Some(match (tag, inside.strip_prefix('/')) {
            (None, _) => Piece::Words(piece),
            (Some(_), Some(name)) => Piece::Closes(name),
            (Some(_), None) => Piece::Opens(inside.split(' ').next().unwrap_or(inside), piece),
        })
    })
}

/// The first `most` letters that are seen, with their markup.
pub fn beginning(html: &Html, most: usize) -> Html {
    let (mut kept, mut left, mut open) = (String::new(), most, Vec::new());
    for piece in pieces(html) {
        if left == 0 {
            break;
        }
        match piece {
            Piece::Opens(name, whole) => {
                open.push(name);
                kept.push_str(whole);
            }
            Piece::Closes(name) => {
                open.pop();
                kept.push_str(&format!("</{name}>"));
            }
            Piece::Words(escaped) => {
                let words: String = super::html::plain(escaped).chars().take(left).collect();
                left -= words.chars().count();
                kept.push_str(&escape(&words));
            }
        }
    }
    open.iter().rev().for_each(|name| kept.push_str(&format!("</{name}>")));
    Html::trusted(kept)
}

/// The same with what cannot be seen taken out of its words: see [`super::text::visible`].
pub fn visible(html: &Html) -> Html {
    let mut kept = String::with_capacity(html.as_str().len());
    let (mut before, mut at) = (None, 0);
    let whole: Vec<char> = html.plain().chars().collect();
    for piece in pieces(html) {
        match piece {
            Piece::Opens(_, whole) => kept.push_str(whole),
            Piece::Closes(name) => kept.push_str(&format!("</{name}>")),
            Piece::Words(escaped) => {
                let words = super::html::plain(escaped);
                at += words.chars().count();
                let seen = super::text::visible_between(before, &words, whole.get(at).copied());
                before = seen.chars().next_back().or(before);
                kept.push_str(&escape(&seen));
            }
        }
    }
    Html::trusted(kept)
}

#[cfg(test)]
mod tests;

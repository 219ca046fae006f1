//! Cutting a long text into pages for a chat: at paragraphs, else at sentences, else at words, else anywhere.
//!
//! No character is lost or added: the pages put together are the text.

/// A page of a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The section's title, the same on all its pages.
    pub title: String,
    /// What stands on the page; never blank unless the whole text is.
    pub text: String,
    /// Which page of its section, from 1.
    pub number: usize,
    /// Of how many.
    pub of: usize,
}

/// Divides `text` into pages of at most `max_units` UTF-16 units, blanks at a page's ends not counted.
/// A `max_units` under 2 is taken for 2, the room of one character.
pub(super) fn divide(title: &str, text: &str, max_units: usize) -> Vec<Page> {
    let texts = cut(text, max_units.max(2), &[Border::Paragraph, Border::Sentence, Border::Word]);
    let of = texts.len();
    let page = |(at, text)| Page { title: title.to_owned(), text, number: at + 1, of };
    texts.into_iter().enumerate().map(page).collect()
}

#[derive(Clone, Copy)]
enum Border {
    Paragraph,
    Sentence,
    Word,
}

impl Border {
    /// Pieces of `text`, each with what ends it.
    fn pieces(self, text: &str) -> Vec<&str> {
        match self {
            Self::Paragraph => text.split_inclusive('\n').collect(),
            Self::Word => text.split_inclusive(char::is_whitespace).collect(),
            Self::Sentence => {
                let mut pieces = Vec::new();
                let mut rest = text;
                while let Some((at, mark)) = rest
                    .match_indices(['.', ';', '!', '?'])
                    .find(|(at, mark)| rest[at + mark.len()..].starts_with(char::is_whitespace))
                {
                    let (piece, after) = rest.split_at(at + mark.len());
                    pieces.push(piece);
                    rest = after;
                }
                pieces.push(rest);
                pieces
            }
        }
    }
}

fn units(text: &str) -> usize {
    text.trim().encode_utf16().count()
}

/// Fills page after page with pieces between the first of `borders`; a piece too long for a page is cut by the next.
fn cut(text: &str, max: usize, borders: &[Border]) -> Vec<String> {
    let Some((border, finer)) = borders.split_first() else { return cut_anywhere(text, max) };
    let mut pages: Vec<String> = Vec::new();
    let mut page = String::new();
    for piece in border.pieces(text) {
        let grown = page.clone() + piece;
        if units(&grown) <= max {
            page = grown;
            continue;
        }
        if units(&page) > 0 {
            pages.push(std::mem::take(&mut page));
        }
        // Blanks that no page has taken yet go in front of the piece.
        page.push_str(piece);
        if units(&page) > max {
            let mut parts = cut(&page, max, finer);
            page = parts.pop().unwrap_or_default();
            pages.append(&mut parts);
        }
    }
    match pages.last_mut() {
        Some(last) if units(&page) == 0 => last.push_str(&page),
        _ => pages.push(page),
    }
    pages
}

fn cut_anywhere(text: &str, max: usize) -> Vec<String> {
    let mut pages = vec![String::new()];
    for letter in text.chars() {
        let Some(page) = pages.last_mut() else { break };
        let full = units(page) + letter.len_utf16() > max;
        if full && !letter.is_whitespace() { pages.push(letter.to_string()) } else { page.push(letter) }
    }
    pages
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str, max: usize, expect: &[&str]) {
        let pages = divide("Т", text, max);
        assert_eq!(pages.iter().map(|page| page.text.as_str()).collect::<Vec<_>>(), expect);
    }

    #[test]
    fn a_text_that_fits_is_one_page() {
        check("Один.\nДва.\n", 20, &["Один.\nДва.\n"]);
    }

    #[test]
    fn a_long_text_is_cut_between_paragraphs() {
        check("Один.\n\nДва.\nТри.", 9, &["Один.\n\n", "Два.\nТри."]);
    }

    #[test]
    fn a_long_paragraph_is_cut_between_sentences() {
        check("Первое. Второе; третье.", 15, &["Первое. Второе;", " третье."]);
    }

    #[test]
    fn a_long_sentence_is_cut_between_words() {
        check("раз два три", 7, &["раз два ", "три"]);
    }

    #[test]
    fn a_long_word_is_cut_anywhere() {
        check("абвгд", 2, &["аб", "вг", "д"]);
    }

    #[test]
    fn a_letter_of_two_units_is_never_torn() {
        check("🙂🙂", 3, &["🙂", "🙂"]);
    }

    #[test]
    fn blank_lines_make_no_page_of_their_own() {
        check("Один.\n\n\n\n\n\n\n\n", 5, &["Один.\n\n\n\n\n\n\n\n"]);
    }

    #[test]
    fn a_page_knows_which_it_is() {
        let pages = divide("2. Понятия", "Один.\nДва.", 5);
        let numbers: Vec<_> = pages.iter().map(|page| (page.title.as_str(), page.number, page.of)).collect();
        assert_eq!(numbers, [("2. Понятия", 1, 2), ("2. Понятия", 2, 2)]);
    }

    proptest! {
        #[test]
        fn pages_lose_no_character(text in "[а-яА-Я a-z.;\n🙂\u{a0}]{0,300}", max in 0usize..60) {
            let pages = divide("Т", &text, max);
            prop_assert_eq!(pages.iter().map(|page| page.text.as_str()).collect::<String>(), text);
        }

        #[test]
        fn no_page_is_too_long_and_none_is_blank(text in "[а-яА-Я a-z.;\n🙂]{0,300}", max in 2usize..60) {
            for page in divide("Т", &text, max) {
                prop_assert!(units(&page.text) <= max, "{:?}", page.text);
                prop_assert!(!page.text.trim().is_empty() || text.trim().is_empty());
            }
        }
    }
}

//! Any marks over any text: well formed, and not a letter lost.

use proptest::prelude::*;

use super::*;

fn mark(style: Style, offset: usize, length: usize) -> Mark {
    Mark { style, offset, length }
}

fn check(text: &str, marks: &[Mark], expect: &str) {
    assert_eq!(marked(text, marks).as_str(), expect);
}

#[test]
fn a_text_without_marks_is_only_escaped() {
    check("a < b & \"c\"", &[], "a &lt; b &amp; &quot;c&quot;");
}

#[test]
fn marks_stand_in_each_other() {
    let marks = [mark(Style::Bold, 0, 5), mark(Style::Italic, 1, 2)];
    check("abcde", &marks, "<b>a<i>bc</i>de</b>");
}

#[test]
fn marks_of_the_same_place_and_neighbours_are_both_kept() {
    let marks = [mark(Style::Bold, 0, 2), mark(Style::Underline, 0, 2), mark(Style::Strike, 2, 1)];
    check("abc", &marks, "<b><u>ab</u></b><s>c</s>");
}

#[test]
fn crossing_marks_are_cut_where_they_cross() {
    let marks = [mark(Style::Bold, 0, 3), mark(Style::Italic, 2, 3)];
    check("abcde", &marks, "<b>ab<i>c</i></b><i>de</i>");
}

#[test]
fn offsets_count_units_of_utf_16() {
    check("👩‍🏫 дом", &[mark(Style::Bold, 6, 3)], "👩‍🏫 <b>дом</b>");
    check("👩a", &[mark(Style::Bold, 1, 2)], "👩<b>a</b>");
}

#[test]
fn inside_code_there_is_nothing_but_code() {
    let marks = [mark(Style::Bold, 0, 4), mark(Style::Code, 1, 2), mark(Style::Quote(false), 0, 4)];
    check("abcd", &marks, "<blockquote><b>a</b><code>bc</code><b>d</b></blockquote>");
}

#[test]
fn lines_of_code_keep_their_language_if_it_is_one() {
    check("x", &[mark(Style::Pre(Some("rust".to_owned())), 0, 1)], "<pre><code class=\"language-rust\">x</code></pre>");
    check("x", &[mark(Style::Pre(Some("\"><b>".to_owned())), 0, 1)], "<pre>x</pre>");
}

#[test]
fn only_safe_links_are_kept() {
    let link = |to: &str| mark(Style::Link(to.to_owned()), 0, 1);
    check("x", &[link("https://example.org/?a=1&b=2")], "<a href=\"https://example.org/?a=1&amp;b=2\">x</a>");
    check("x", &[link("tg://user?id=1")], "x");
    check("x", &[link("javascript:alert(1)")], "x");
}

#[test]
fn a_picture_joined_of_two_stays_joined_under_any_markup() {
    let html = marked("👩\u{200d}🏫\u{200b}", &[mark(Style::Bold, 0, 3)]);
    assert_eq!(visible(&html).as_str(), "<b>👩\u{200d}</b>🏫");
}

#[test]
fn a_beginning_closes_what_it_opened() {
    let html = marked("ab&cd", &[mark(Style::Bold, 1, 4)]);
    assert_eq!(beginning(&html, 3).as_str(), "a<b>b&amp;</b>");
    assert_eq!(beginning(&html, 1).as_str(), "a");
    assert_eq!(beginning(&html, 9), html);
}

fn style() -> impl Strategy<Value = Style> {
    prop_oneof![
        Just(Style::Bold),
        Just(Style::Italic),
        Just(Style::Underline),
        Just(Style::Strike),
        Just(Style::Spoiler),
        Just(Style::Code),
        prop::option::of("[a-z\"<]{0,4}").prop_map(Style::Pre),
        "(https://a\\.b/[\"<>&]{0,3}|javascript:x|tg://user\\?id=1)".prop_map(Style::Link),
        any::<bool>().prop_map(Style::Quote),
    ]
}

fn marks() -> impl Strategy<Value = Vec<Mark>> {
    let number = || prop_oneof![8 => 0_usize..24, 1 => Just(usize::MAX), 1 => Just(usize::MAX - 3)];
    prop::collection::vec((style(), number(), number()).prop_map(|(s, o, l)| mark(s, o, l)), 0..12)
}

/// Every tag that opens is closed in its order.
fn is_well_formed(html: &Html) -> bool {
    let mut open = Vec::new();
    for piece in pieces(html) {
        match piece {
            Piece::Opens(name, _) => open.push(name),
            Piece::Closes(name) => {
                if open.pop() != Some(name) {
                    return false;
                }
            }
            Piece::Words(_) => {}
        }
    }
    open.is_empty()
}

proptest! {
    #[test]
    fn any_marks_over_any_text_are_well_formed_and_lose_nothing(text in "[a-zя👩\u{200d}🏫<>&\"\n ]{0,20}", marks in marks()) {
        let html = marked(&text, &marks);
        prop_assert!(is_well_formed(&html), "{}", html.as_str());
        prop_assert_eq!(html.plain(), text);
    }

    #[test]
    fn any_beginning_is_well_formed_and_is_one(text in "[a-я👩<>& ]{0,20}", marks in marks(), most in 0_usize..22) {
        let part = beginning(&marked(&text, &marks), most);
        prop_assert!(is_well_formed(&part), "{}", part.as_str());
        prop_assert_eq!(part.plain(), text.chars().take(most).collect::<String>());
    }

    #[test]
    fn what_is_visible_stays_well_formed(text in "[aи\u{306}\u{200b}\u{202e}<& ]{0,20}", marks in marks()) {
        let seen = visible(&marked(&text, &marks));
        prop_assert!(is_well_formed(&seen), "{}", seen.as_str());
        let unseen = seen.plain().contains(['\u{200b}', '\u{202e}']);
        prop_assert!(!unseen);
    }
}

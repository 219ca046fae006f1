//! `parse_mode` HTML: what is read, and how what cannot be read is named.

use proptest::prelude::*;

use super::super::text::{parse_html, units};
use serde_json::{Value, json};

#[track_caller]
fn check(html: &str, plain: &str, marks: Value) {
    let text = parse_html(html).unwrap();
    let found: Value = text.entities.iter().map(|entity| entity.json()).collect();
    assert_eq!((text.plain.as_str(), found), (plain, marks), "{html}");
}

#[track_caller]
fn refuses(html: &str, complaint: &str) {
    let refusal = parse_html(html).unwrap_err();
    assert_eq!(refusal.description, format!("Bad Request: can't parse entities: {complaint}"));
}

fn mark(kind: &str, offset: usize, length: usize) -> Value {
    json!({ "type": kind, "offset": offset, "length": length })
}

#[test]
fn every_tag_has_its_mark() {
    for (tags, kind) in [
        (&["b", "strong"][..], "bold"),
        (&["i", "em"], "italic"),
        (&["u", "ins"], "underline"),
        (&["s", "strike", "del"], "strikethrough"),
        (&["tg-spoiler"], "spoiler"),
        (&["code"], "code"),
        (&["pre"], "pre"),
        (&["blockquote"], "blockquote"),
    ] {
        for tag in tags {
            check(&format!("a<{tag}>bc</{tag}>d"), "abcd", json!([mark(kind, 1, 2)]));
        }
    }
    check("<span class=\"tg-spoiler\">a</span>", "a", json!([mark("spoiler", 0, 1)]));
    check("<blockquote expandable>a</blockquote>", "a", json!([mark("expandable_blockquote", 0, 1)]));
    check("<B>a</b >", "a", json!([mark("bold", 0, 1)]));
    check("<b>a</>", "a", json!([mark("bold", 0, 1)]));
}

#[test]
fn marks_are_measured_in_utf16() {
    check("😀<b>ж😀</b>", "😀ж😀", json!([mark("bold", 2, 3)]));
}

#[test]
fn marks_nest_and_the_outer_comes_first() {
    check("<b>a<i>b</i></b>", "ab", json!([mark("bold", 0, 2), mark("italic", 1, 1)]));
}

#[test]
fn an_empty_mark_is_no_mark() {
    check("a<b></b>", "a", json!([]));
}

#[test]
fn links_lead_somewhere_or_are_dropped() {
    let link = json!([{ "type": "text_link", "offset": 0, "length": 1, "url": "https://example.org/" }]);
    check("<a href=\"https://example.org\">a</a>", "a", link.clone());
    check("<a href='https://example.org'>a</a>", "a", link);
    check("<a href=\"nowhere\">a</a>", "a", json!([]));
    let person = json!([{ "type": "text_mention", "offset": 0, "length": 1, "user": { "id": 5 } }]);
    check("<a href=\"tg://user?id=5\">a</a>", "a", person);
}

#[test]
fn code_in_pre_keeps_its_language() {
    let pre = json!([{ "type": "pre", "offset": 0, "length": 1, "language": "rust" }]);
    check("<pre><code class=\"language-rust\">a</code></pre>", "a", pre.clone());
    check("<code class=\"language-rust\"><pre>a</pre></code>", "a", pre);
    check("<code class=\"language-rust\">a</code>", "a", json!([mark("code", 0, 1)]));
}

#[test]
fn telegrams_own_tags_are_read() {
    let emoji = json!([{ "type": "custom_emoji", "offset": 0, "length": 2, "custom_emoji_id": "5368324170671202286" }]);
    check("<tg-emoji emoji-id=\"5368324170671202286\">👍</tg-emoji>", "👍", emoji);
    let time = json!([{
        "type": "date_time", "offset": 0, "length": 1, "unix_time": 1_647_531_900, "date_time_format": "wDT"
    }]);
    check("<tg-time unix=\"1647531900\" format=\"wDT\">a</tg-time>", "a", time);
    check("<tg-time unix=\"0\">a</tg-time>", "a", json!([]));
    refuses("<tg-emoji emoji-id=\"x\">a</tg-emoji>", "Invalid custom emoji identifier specified");
}

#[test]
fn characters_may_be_named_or_numbered() {
    check("&lt;b&gt; &amp;amp; &quot;&#33;&#x1F600;", "<b> &amp; \"!😀", json!([]));
    check("&lt &nbsp; &apos; & &#0; &#1234567890;", "< &nbsp; &apos; & &#0; &#1234567890;", json!([]));
    check("5 > 4", "5 > 4", json!([]));
}

#[test]
fn what_cannot_be_read_is_named_with_its_place() {
    refuses("ж<br>", "Unsupported start tag \"br\" at byte offset 2");
    refuses("a <3 b>", "Unsupported start tag \"3\" at byte offset 2");
    refuses("<b>a", "Can't find end tag corresponding to start tag \"b\"");
    refuses("<b><i>a</b></i>", "Unmatched end tag at byte offset 7, expected \"</i>\", found \"</b>\"");
    refuses("a</b>", "Unexpected end tag at byte offset 1");
    refuses("a <", "Unclosed start tag at byte offset 2");
    refuses("<b", "Unclosed start tag at byte offset 0");
    refuses("<b>a</b", "Unclosed end tag at byte offset 4");
    refuses("<a href", "Unclosed start tag \"a\" at byte offset 0");
    refuses("<a href=\"x", "Unclosed start tag at byte offset 0");
    refuses("<a =x>a</a>", "Empty attribute name in the tag \"a\" at byte offset 0");
    refuses("<b/>", "Unsupported start tag \"b/\" at byte offset 0");
    refuses("<a href=x_y>a</a>", "Unexpected end of name token at byte offset 8");
    refuses("<span>a</span>", "Tag \"span\" must have class \"tg-spoiler\" at byte offset 0");
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused_and_marks_stay_inside(html in "[<>/&;#b=\" ai😀ж]{0,40}") {
        if let Ok(text) = parse_html(&html) {
            for entity in &text.entities {
                prop_assert!(entity.offset + entity.length <= units(&text.plain));
            }
        }
    }

    #[test]
    fn an_escaped_text_comes_back_as_it_was(plain in "[<>&\"a-zж😀 ]{0,40}") {
        let html = plain.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        let text = parse_html(&html);
        prop_assert_eq!(text.map(|text| text.plain), Ok(plain));
    }
}

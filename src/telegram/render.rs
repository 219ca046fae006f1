//! Screens to Telegram's terms. What does not fit its limits is cut here, at the last moment, rather than not sent.

use teloxide::types::{InlineKeyboardButton, InlineKeyboardMarkup};

use crate::kernel::address;
use crate::kernel::html::{escape, plain};
use crate::kernel::screen::{Act, Button, Screen};

/// Units of UTF-16 in a message (Bot API, `sendMessage`).
pub(super) const MESSAGE: usize = 4096;
/// Units of UTF-16 in a caption (Bot API, `sendDocument`).
pub(super) const CAPTION: usize = 1024;

/// The words of a screen, within `limit` units as the reader sees them. Too long a text loses its markup and its end:
/// slices divide long texts into pages, so this happens only to what somebody typed.
pub(super) fn text(screen: &Screen, limit: usize) -> String {
    let html = screen.text.as_str();
    let seen = plain(html);
    if seen.encode_utf16().count() <= limit {
        return html.to_owned();
    }
    let mut left = limit - 1;
    let kept: String = seen
        .chars()
        .take_while(|c| {
            let fits = left >= c.len_utf16();
            left = left.saturating_sub(c.len_utf16());
            fits
        })
        .collect();
    escape(&kept) + "…"
}

/// The buttons of a screen. One whose address is none is left out.
pub(super) fn keyboard(screen: &Screen) -> InlineKeyboardMarkup {
    keys(&screen.rows)
}

/// These buttons. One whose address is none is left out.
pub(super) fn keys(rows: &[Vec<Button>]) -> InlineKeyboardMarkup {
    let rows = rows.iter().map(|row| row.iter().filter_map(button).collect::<Vec<_>>());
    InlineKeyboardMarkup::new(rows.filter(|row| !row.is_empty()))
}

fn button(button: &Button) -> Option<InlineKeyboardButton> {
    match &button.act {
        Act::Press(wire) => Some(InlineKeyboardButton::callback(&button.label, wire.as_str())),
        Act::Open(address) => {
            let url = reqwest::Url::parse(&address::read(address)?).ok()?;
            Some(InlineKeyboardButton::url(&button.label, url))
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::kernel::html::Html;

    #[test]
    fn markup_does_not_count() {
        let screen = Screen::new(Html::escaped("a<b").bold());
        assert_eq!(text(&screen, 3), "<b>a&lt;b</b>");
    }

    #[test]
    fn a_file_address_makes_no_button() {
        let screen = Screen::new(Html::escaped("x")).row([Button::open("y", "javascript:alert(1)")]);
        assert!(keyboard(&screen).inline_keyboard.is_empty());
    }

    proptest! {
        #[test]
        fn nothing_is_ever_too_long(typed in "\\PC{0,300}", limit in 2_usize..100) {
            let drawn = text(&Screen::new(Html::escaped(&typed).bold()), limit);
            prop_assert!(plain(&drawn).encode_utf16().count() <= limit);
        }

        #[test]
        fn what_a_person_typed_is_what_is_seen(typed in "\\PC{0,100}") {
            prop_assert_eq!(plain(Html::escaped(&typed).as_str()), typed);
        }
    }
}

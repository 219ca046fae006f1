//! Pictures of what we drew as SVG. It knows no screen and calls nobody; tens of milliseconds, so never inside a turn.
//!
//! Letters come from the two faces of PT Sans that are embedded here (SIL Open Font Licence, `assets/fonts/OFL.txt`):
//! what the machine has installed changes nothing.

use std::sync::{Arc, LazyLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb::Database};

/// No picture of ours is wider or higher, in dots.
const LARGEST: u32 = 2000;

static FONTS: LazyLock<Arc<Database>> = LazyLock::new(|| {
    let mut fonts = Database::new();
    fonts.load_font_data(include_bytes!("../../assets/fonts/PTSans-Regular.ttf").to_vec());
    fonts.load_font_data(include_bytes!("../../assets/fonts/PTSans-Bold.ttf").to_vec());
    Arc::new(fonts)
});

/// `svg` as PNG; `None` if it is none.
pub(super) fn png(svg: &[u8]) -> Option<Vec<u8>> {
    let options = Options { font_family: "PT Sans".to_owned(), fontdb: Arc::clone(&FONTS), ..Options::default() };
    let tree = Tree::from_data(svg, &options).ok()?;
    let size = tree.size().to_int_size();
    if size.width() > LARGEST || size.height() > LARGEST {
        return None;
    }
    let mut canvas = Pixmap::new(size.width(), size.height())?;
    resvg::render(&tree, Transform::identity(), &mut canvas.as_mut());
    canvas.encode_png().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str =
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="60" height="40"><rect width="60" height="40" fill="white"/>"#;

    fn check(inside: &str) -> Option<Vec<u8>> {
        png(format!("{PAGE}{inside}</svg>").as_bytes())
    }

    #[test]
    fn letters_leave_a_trace() {
        let empty = check("").unwrap();
        let written = check(r#"<text x="5" y="30" font-size="24">Жы</text>"#).unwrap();
        assert!(written.starts_with(b"\x89PNG"));
        assert_ne!(empty, written);
    }

    #[test]
    fn what_is_no_picture_makes_none() {
        assert!(png(b"<svg").is_none());
        assert!(png(PAGE.replace("\"60\"", "\"60000\"").replace("/>", "/></svg>").as_bytes()).is_none());
    }
}

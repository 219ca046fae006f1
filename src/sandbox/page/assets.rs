//! The files of the page, as they are in the folder `web`.
//! Must never name another machine: the page works without a network.

/// A file of the page.
pub(super) struct Asset {
    /// Its path, without the slash at the beginning.
    pub path: &'static str,
    /// Its kind.
    pub mime: &'static str,
    /// Its content.
    pub body: &'static str,
}

macro_rules! assets {
    ($($path:literal is $mime:ident),+ $(,)?) => {
        &[$(Asset { path: $path, mime: $mime, body: include_str!(concat!("web/", $path)) }),+]
    };
}

const HTML: &str = "text/html; charset=utf-8";
const CSS: &str = "text/css; charset=utf-8";
const JS: &str = "text/javascript; charset=utf-8";

/// All of them.
pub(super) const ALL: &[Asset] = assets![
    "index.html" is HTML,
    "bubble.css" is CSS,
    "cards.css" is CSS,
    "composer.css" is CSS,
    "panels.css" is CSS,
    "phone.css" is CSS,
    "style.css" is CSS,
    "top.css" is CSS,
    "app.js" is JS,
    "bubble.js" is JS,
    "cards.js" is JS,
    "chat.js" is JS,
    "clock.js" is JS,
    "completions.js" is JS,
    "composer.js" is JS,
    "dialogs.js" is JS,
    "dom.js" is JS,
    "inspector.js" is JS,
    "live.js" is JS,
    "menu.js" is JS,
    "people.js" is JS,
    "phone.js" is JS,
    "rich.js" is JS,
    "stage.js" is JS,
    "store.js" is JS,
    "top.js" is JS,
    "when.js" is JS,
    "words.js" is JS,
];

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;

    #[test]
    fn every_file_of_the_folder_is_embedded() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/sandbox/page/web");
        let mut there: Vec<String> =
            fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        let mut embedded: Vec<String> = ALL.iter().map(|asset| asset.path.to_owned()).collect();
        there.sort();
        embedded.sort();
        assert_eq!(there, embedded);
    }

    #[test]
    fn what_a_module_imports_is_there() {
        let imported = |body: &'static str| {
            body.lines().filter_map(|line| line.strip_prefix("import ")).filter_map(|line| line.rsplit('"').nth(1))
        };
        for asset in ALL {
            for name in imported(asset.body) {
                let name = name.trim_start_matches("./");
                assert!(ALL.iter().any(|one| one.path == name), "{} imports {name}", asset.path);
            }
        }
    }

    #[test]
    fn nothing_comes_from_another_machine() {
        for asset in ALL {
            for sign in ["src=\"http", "href=\"http", "url(http", "@import", "from \"http", "innerHTML", "eval("] {
                assert!(!asset.body.contains(sign), "{} holds {sign}", asset.path);
            }
        }
    }

    #[test]
    fn no_file_is_too_long() {
        for asset in ALL {
            assert!(asset.body.lines().count() <= 400, "{} is too long; divide it", asset.path);
        }
    }
}

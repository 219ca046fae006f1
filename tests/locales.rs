//! Texts for people. That keys and arguments agree in all tongues, and that every key is used, the build itself checks.

use std::fs;
use std::path::{Path, PathBuf};

fn files() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales");
    let folders = fs::read_dir(root).expect("locales").map(|e| e.expect("an entry").path());
    let files = folders.flat_map(|f| fs::read_dir(f).expect("a tongue").map(|e| e.expect("an entry").path()));
    files.map(|path| (path.clone(), fs::read_to_string(path).expect("a text"))).collect()
}

#[test]
fn markup_is_the_kind_that_telegram_knows() {
    for (path, text) in files() {
        for (at, _) in text.match_indices('<') {
            let tag: String = text[at + 1..].chars().take_while(|c| *c != '>').collect();
            let name = tag.trim_start_matches('/').split(' ').next().unwrap_or_default();
            let known = ["b", "i", "u", "s", "code", "pre", "blockquote", "a"].contains(&name);
            assert!(known, "{}: <{tag}> is no tag", path.display());
        }
    }
}

#[test]
fn every_tag_is_closed() {
    for (path, text) in files() {
        for tag in ["b", "i", "u", "s", "code", "blockquote"] {
            let opened = text.matches(&format!("<{tag}>")).count() + text.matches(&format!("<{tag} ")).count();
            let closed = text.matches(&format!("</{tag}>")).count();
            assert_eq!(opened, closed, "{}: <{tag}>", path.display());
        }
    }
}

#[test]
fn nobody_is_shouted_at_or_spoken_to_in_officialese() {
    for (path, text) in files() {
        for word in ["!!", "данный ", "осуществля", "в целях ", "необходимо ", "ОШИБКА", "некорректн"]
        {
            assert!(!text.contains(word), "{} holds {word:?}", path.display());
        }
    }
}

#[test]
fn english_holds_no_russian_but_names() {
    for (path, text) in files().into_iter().filter(|(p, _)| p.components().any(|c| c.as_os_str() == "en")) {
        for line in text.lines().filter(|l| l.chars().any(|c| ('а'..='я').contains(&c))) {
            assert!(line.contains('«') || line.contains('“') || line.contains("ПОС"), "{}: {line}", path.display());
        }
    }
}

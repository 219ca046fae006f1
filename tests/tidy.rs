//! The house rules that no compiler keeps: who may name whom, how long a file may be, what each begins with.

use std::fs;
use std::path::{Path, PathBuf};

/// Longest file, in lines.
const LONGEST: usize = 400;

/// Longest function, in lines.
const LONGEST_FUNCTION: usize = 60;

/// Folder (or file) under `src/`, and what it may name of the crate. Itself it may always name.
const MAY_NAME: [(&str, &[&str]); 10] = [
    ("kernel", &[]),
    ("communities", &["kernel"]),
    ("i18n", &["kernel"]),
    ("db.rs", &[]),
    ("queue", &["kernel", "db"]),
    ("features", &["kernel", "communities", "i18n", "db"]),
    ("observe", &["kernel", "queue", "db"]),
    ("engine", &["kernel", "communities", "i18n", "db", "queue", "features", "observe"]),
    ("telegram", &["kernel", "queue", "db", "observe"]),
    ("sandbox", &["kernel"]),
];

/// Slice, and whose faces it may name. Downstream names upstream, never the other way round; but an event and its answers
/// are one card, and name each other.
const FACES: [(&str, &[&str]); 8] = [
    ("people", &[]),
    ("membership", &["people"]),
    ("events", &["people", "membership", "rsvp"]),
    ("rsvp", &["people", "membership", "events"]),
    ("consultations", &["people", "membership"]),
    ("broadcasts", &["people", "membership", "events", "rsvp"]),
    ("privacy", &["people", "membership", "events", "rsvp", "consultations", "broadcasts"]),
    ("home", &["people", "membership", "events", "rsvp", "consultations", "broadcasts", "privacy"]),
];

fn sources(under: &str) -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(under);
    let mut found = Vec::new();
    let mut folders = vec![root];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder of the project") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let text = fs::read_to_string(&path).expect("a source file");
                found.push((path, text));
            }
        }
    }
    found.sort();
    assert!(!found.is_empty(), "no sources under {under}");
    found
}

/// How far a line is indented.
fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// Whether a line at its own depth ends an item there, as rustfmt lays them out.
fn ends(line: &str, depth: usize) -> bool {
    !line.is_empty() && indent(line) == depth && line.ends_with([';', '}'])
}

/// Whether a line begins an import.
fn imports(line: &str) -> bool {
    line.starts_with("use ") || line.starts_with("pub") && line.contains(" use ")
}

/// The part of a file that is the program, each imported path on a line of its own. What stands under `#[cfg(test)]`
/// is none of it, up to the end of that one item: tests may name more.
fn program(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    while let Some(line) = lines.next() {
        let depth = indent(line);
        if line.trim() == "#[cfg(test)]" {
            lines.by_ref().find(|line| ends(line, depth));
        } else if imports(line.trim_start()) {
            let mut import = line.trim().to_owned();
            while !import.ends_with(';') {
                import += lines.next().expect("an import ends").trim();
            }
            found.extend(paths(&import));
        } else {
            found.push(line.to_owned());
        }
    }
    found
}

/// The paths of an import: `use a::{b, c::{d, e}};` is `use a::b`, `use a::c::d` and `use a::c::e`.
fn paths(import: &str) -> Vec<String> {
    let import = import.trim_end_matches(';');
    let Some((head, rest)) = import.split_once('{') else { return vec![import.trim().to_owned()] };
    let inside = rest.trim_end().strip_suffix('}').unwrap_or(rest);
    let mut deep = 0;
    let parts = inside.split(|c| {
        deep += i32::from(c == '{') - i32::from(c == '}');
        c == ',' && deep == 0
    });
    let parts = parts.map(str::trim).filter(|part| !part.is_empty());
    parts.flat_map(paths).map(|path| format!("{}{path}", head.trim_start())).collect()
}

/// The functions of a file by their first lines, and how many lines each is long.
fn functions(text: &str) -> Vec<(&str, usize)> {
    let lines: Vec<&str> = text.lines().collect();
    let words = |head: &str| {
        head.split_whitespace().all(|w| w.starts_with("pub") || w.ends_with(')') || ["const", "async"].contains(&w))
    };
    let begins = |line: &str| line.trim_start().split_once("fn ").is_some_and(|(head, _)| words(head));
    let long = |at: usize| lines[at..].iter().take_while(|line| !ends(line, indent(lines[at]))).count() + 1;
    (0..lines.len()).filter(|at| begins(lines[*at])).map(|at| (lines[at].trim(), long(at))).collect()
}

/// Files that are only there when tests are built: declared by `mod name;` right under `#[cfg(test)]`.
fn test_files() -> Vec<PathBuf> {
    let mut found = Vec::new();
    for (path, text) in sources("src") {
        let lines: Vec<&str> = text.lines().collect();
        for pair in lines.windows(2).filter(|pair| pair[0].trim() == "#[cfg(test)]") {
            if let Some(name) = pair[1].trim().strip_prefix("mod ").and_then(|rest| rest.strip_suffix(';')) {
                let stem = path.file_stem().and_then(|s| s.to_str()).unwrap_or_default();
                let folder = path.parent().expect("a folder");
                let folder = if stem == "mod" || stem == "lib" { folder.to_owned() } else { folder.join(stem) };
                found.extend([folder.join(format!("{name}.rs")), folder.join(name)]);
            }
        }
    }
    found
}

/// What follows `prefix` in a line, up to the end of the name.
fn named<'a>(line: &'a str, prefix: &'a str) -> impl Iterator<Item = &'a str> {
    line.match_indices(prefix).filter_map(move |(at, _)| {
        let rest = &line[at + prefix.len()..];
        rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().filter(|name| !name.is_empty())
    })
}

#[test]
fn no_file_is_too_long() {
    for folder in ["src", "tests", "benches"] {
        for (path, text) in sources(folder) {
            let lines = text.lines().count();
            assert!(lines <= LONGEST, "{} has {lines} lines; divide it", path.display());
        }
    }
}

#[test]
fn no_function_is_too_long() {
    for folder in ["src", "tests", "benches"] {
        for (path, text) in sources(folder) {
            for (name, lines) in functions(&text) {
                assert!(lines <= LONGEST_FUNCTION, "{}: {name} has {lines} lines; divide it", path.display());
            }
        }
    }
}

#[test]
fn the_fence_sees_what_follows_a_test_and_what_stands_in_a_group() {
    let file = "#[cfg(test)]\nmod laws;\nuse crate::{\n    kernel::{self, time::Clock},\n    queue,\n};\n#[cfg(test)]\n\
                mod tests {\n    use teloxide::Bot;\n}\nfn end() {}\n";
    let seen = ["use crate::kernel::self", "use crate::kernel::time::Clock", "use crate::queue", "fn end() {}"];
    assert_eq!(program(file), seen);
    let file = "impl A {\n    pub(super) async fn a(\n        b: B,\n    ) {\n        c();\n    }\n    fn d() {}\n}\n";
    assert_eq!(functions(file), [("pub(super) async fn a(", 5), ("fn d() {}", 1)]);
}

#[test]
fn every_file_says_what_it_is_for() {
    for folder in ["src", "tests", "benches"] {
        for (path, text) in sources(folder) {
            assert!(text.starts_with("//! "), "{} does not begin with //!", path.display());
        }
    }
}

#[test]
fn nobody_names_what_is_above_him() {
    for (room, allowed) in MAY_NAME {
        let files = if room.ends_with(".rs") {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(room);
            vec![(path.clone(), fs::read_to_string(path).expect("a source file"))]
        } else {
            sources(&format!("src/{room}"))
        };
        for (path, text) in files {
            for line in program(&text) {
                for name in named(&line, "crate::") {
                    let word =
                        name.starts_with(char::is_uppercase) || ["say", "label", "wire", "words"].contains(&name);
                    let own = room.trim_end_matches(".rs") == name;
                    assert!(
                        word || own || allowed.contains(&name),
                        "{}: {room} may not name {name}: {line}",
                        path.display()
                    );
                }
            }
        }
    }
}

#[test]
fn slices_name_only_the_faces_they_may() {
    for (slice, allowed) in FACES {
        for (path, text) in sources(&format!("src/features/{slice}")) {
            // In a slice's own mod.rs `super` is the floor of all slices, deeper down it is the slice.
            let below = path.iter().rev().take_while(|part| *part != "features").count();
            let floor = "super::".repeat(below - usize::from(path.ends_with("mod.rs")));
            for line in program(&text) {
                for name in named(&line, "crate::features::").chain(named(&line, &floor)) {
                    let is_slice = FACES.iter().any(|(s, _)| *s == name) && name != slice;
                    assert!(!is_slice || allowed.contains(&name), "{}: {slice} may not name {name}", path.display());
                }
            }
        }
    }
}

#[test]
fn each_thing_is_done_in_its_own_room() {
    let tests = test_files();
    for (path, text) in sources("src").into_iter().filter(|(p, _)| !tests.iter().any(|t| p.starts_with(t))) {
        let at = path.to_string_lossy().replace('\\', "/");
        let inside = |folder: &str| at.contains(&format!("/src/{folder}"));
        for line in program(&text) {
            assert!(
                !line.contains("teloxide") || inside("telegram") || inside("app.rs"),
                "{at} names teloxide: {line}"
            );
            assert!(!line.contains("sqlx") || !inside("telegram"), "{at} names sqlx: {line}");
            let asks = line.contains("sqlx::query");
            let may_ask = inside("queue/") || inside("db.rs") || inside("features/talks.rs") || at.contains("store");
            assert!(!asks || may_ask, "{at} speaks SQL: {line}");
            let cyrillic = line.split("//").next().unwrap_or(&line).chars().any(|c| ('а'..='я').contains(&c));
            // They read Russian, or are read as data, or stand in for Telegram or for people.
            let rooms = ["kernel/when", "communities", "sandbox", "demo/story"];
            let knows_russian = rooms.iter().any(|room| inside(room));
            assert!(!cyrillic || knows_russian || at.contains("names"), "{at} holds words for people: {line}");
            for forbidden in [".unwrap()", "todo!", "unimplemented!", "dbg!(", "#[allow(", "println!"] {
                let prints = forbidden == "println!" && (inside("cli.rs") || inside("main.rs"));
                assert!(!line.contains(forbidden) || prints, "{at} holds {forbidden}: {line}");
            }
        }
    }
}

//! Turns `locales/<tongue>/<slice>.ftl` into one type a message, with one field an argument.
//!
//! A missing key or argument is then a compile error, a key nobody uses is a warning, and a key or argument that one
//! tongue has and the other has not ends the build here with a sentence that names it.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fmt::{self, Write as _};
use std::path::Path;
use std::{env, fs};

use fluent_syntax::ast::{CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement};

/// The tongue in which texts are written first.
const FIRST: &str = "ru";
const OTHERS: [&str; 1] = ["en"];

/// Key → names of its arguments.
type Messages = BTreeMap<String, BTreeSet<String>>;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=locales");
    println!("cargo::rerun-if-changed=migrations");
    let first = read(FIRST);
    for tongue in OTHERS {
        compare(&first, &read(tongue), tongue);
    }
    let out = env::var("OUT_DIR")?;
    fs::write(Path::new(&out).join("texts.rs"), generate(&first)?)?;
    fs::write(Path::new(&out).join("bundles.rs"), bundles()?)?;
    Ok(())
}

/// All messages of a tongue.
fn read(tongue: &str) -> Messages {
    let mut messages = Messages::new();
    for file in files(tongue) {
        println!("cargo::rerun-if-changed={file}");
        let slice = Path::new(&file).file_stem().and_then(|s| s.to_str()).unwrap_or_default().to_owned();
        let text = fs::read_to_string(&file).unwrap_or_else(|e| panic!("{file}: {e}"));
        let resource = fluent_syntax::parser::parse(text.as_str())
            .unwrap_or_else(|(_, errors)| panic!("{file} is not Fluent: {:?}", errors.first()));
        for entry in resource.body {
            let Entry::Message(message) = entry else { continue };
            let key = message.id.name.to_owned();
            assert!(key.starts_with(&format!("{slice}-")), "{file}: the key {key} must begin with {slice}-");
            let mut names = BTreeSet::new();
            pattern(message.value.as_ref().unwrap_or_else(|| panic!("{file}: {key} has no text")), &mut names);
            assert!(messages.insert(key.clone(), names).is_none(), "{file}: {key} stands there twice");
        }
    }
    messages
}

fn files(tongue: &str) -> Vec<String> {
    let root = format!("{}/locales/{tongue}", env::var("CARGO_MANIFEST_DIR").unwrap_or_default());
    let mut files: Vec<String> = fs::read_dir(&root)
        .unwrap_or_else(|e| panic!("{root}: {e}"))
        .filter_map(|entry| Some(entry.ok()?.path().to_str()?.to_owned()))
        .filter(|path| path.ends_with(".ftl"))
        .collect();
    files.sort();
    files
}

fn pattern(pattern: &Pattern<&str>, names: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            in_expression(expression, names);
        }
    }
}

fn in_expression(expression: &Expression<&str>, names: &mut BTreeSet<String>) {
    match expression {
        Expression::Inline(inline) => in_inline(inline, names),
        Expression::Select { selector, variants } => {
            in_inline(selector, names);
            for variant in variants {
                pattern(&variant.value, names);
            }
        }
    }
}

fn in_inline(inline: &InlineExpression<&str>, names: &mut BTreeSet<String>) {
    match inline {
        InlineExpression::VariableReference { id } => {
            names.insert(id.name.to_owned());
        }
        InlineExpression::Placeable { expression } => in_expression(expression, names),
        InlineExpression::FunctionReference { arguments, .. } => in_call(arguments, names),
        _ => {}
    }
}

fn in_call(arguments: &CallArguments<&str>, names: &mut BTreeSet<String>) {
    for argument in &arguments.positional {
        in_inline(argument, names);
    }
}

fn compare(first: &Messages, other: &Messages, tongue: &str) {
    let mut flaws = Vec::new();
    for (key, names) in first {
        match other.get(key) {
            None => flaws.push(format!("{key} is missing in {tongue}")),
            Some(theirs) if theirs != names => {
                flaws.push(format!("{key}: {FIRST} has the arguments {names:?}, {tongue} has {theirs:?}"));
            }
            Some(_) => {}
        }
    }
    flaws.extend(other.keys().filter(|k| !first.contains_key(*k)).map(|k| format!("{k} is only in {tongue}")));
    assert!(flaws.is_empty(), "the tongues differ:\n  {}", flaws.join("\n  "));
}

fn generate(messages: &Messages) -> Result<String, fmt::Error> {
    let mut code = String::new();
    for (key, names) in messages {
        let name = key.replace('-', "_");
        let life = if names.is_empty() { "" } else { "<'a>" };
        let fields: String = names.iter().map(|n| format!("pub(crate) {n}: Arg<'a>, ")).collect();
        let pairs: String = names.iter().map(|n| format!("({n:?}, self.{n}), ")).collect();
        writeln!(
            code,
            "pub(crate) struct {name}{life} {{ {fields}}}\n\
             impl<'a> Message<'a> for {name}{life} {{\n    \
             const KEY: &'static str = {key:?};\n    \
             fn args(self) -> Vec<(&'static str, Arg<'a>)> {{ vec![{pairs}] }}\n}}"
        )?;
    }
    Ok(code)
}

fn bundles() -> Result<String, fmt::Error> {
    let mut code = String::new();
    for tongue in [FIRST].into_iter().chain(OTHERS) {
        let texts: String = files(tongue).iter().map(|f| format!("include_str!({f:?}), ")).collect();
        writeln!(code, "const {}: &[&str] = &[{texts}];", tongue.to_uppercase())?;
    }
    Ok(code)
}

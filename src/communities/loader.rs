//! Files → [`Profiles`]: the five that ship, and those of the operator's own folder.
//!
//! Either every chosen profile is sound or none is given out: a bot must not start on half a rule book.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use super::basis::Founded;
use super::flaw::Flaw;
use super::lists::default_topics;
use super::profile::Profile;
use super::reader::Reader;
use super::regulation::Regulation;
use super::schema::{Body, Community, Source};
use super::vocabulary::BodyFunction;
use super::{Profiles, validate};

/// A profile that ships: its id, its TOML, the text of its regulation.
struct Shipped {
    id: &'static str,
    profile: &'static str,
    regulation: &'static str,
}

macro_rules! shipped {
    ($($id:literal),+ $(,)?) => {
        &[$(Shipped {
            id: $id,
            profile: include_str!(concat!($id, ".toml")),
            regulation: include_str!(concat!("regulations/", $id, ".txt")),
        }),+]
    };
}

const SHIPPED: &[Shipped] =
    shipped!["skillsclub", "tutaev_pos", "perm_nastavniki", "anuchino_school", "ya_tochka_rosta"];

/// Where a chosen profile is read from.
enum Origin<'a> {
    Shipped(&'static Shipped),
    Own { raw: String, dir: &'a Path },
}

impl Profiles {
    /// The profiles that ship and every `*.toml` of `own_dir`, limited to `ids` when given. A file of the same id
    /// replaces the one that ships. Its regulation is read from `own_dir/regulations/` or `own_dir` itself, else it is
    /// the text that ships under the same file name, else it is empty.
    ///
    /// # Errors
    /// Every flaw of every chosen profile; an id that names no profile is one, an empty choice too.
    pub fn load(ids: Option<&[String]>, own_dir: Option<&Path>) -> Result<Self, Vec<Flaw>> {
        let mut flaws = Vec::new();
        let own = own_dir.map_or_else(BTreeMap::new, |dir| own_files(dir, &mut flaws));
        let mut names: Vec<String> = SHIPPED.iter().map(|shipped| shipped.id.to_owned()).collect();
        names.extend(own.keys().filter(|name| !SHIPPED.iter().any(|shipped| shipped.id == **name)).cloned());
        if let Some(ids) = ids {
            choose(&mut names, ids, &mut flaws);
        }
        let mut profiles = Vec::new();
        for name in &names {
            let Some(origin) = origin(name, &own, own_dir, &mut flaws) else { continue };
            match profile(name, &origin) {
                Ok(profile) => profiles.push(profile),
                Err(mut found) => flaws.append(&mut found),
            }
        }
        if flaws.is_empty() { Ok(Self(Arc::new(profiles))) } else { Err(flaws) }
    }
}

/// Narrows `names` to those in `ids`, keeping their order.
fn choose(names: &mut Vec<String>, ids: &[String], flaws: &mut Vec<Flaw>) {
    let known = names.join(", ");
    for id in ids.iter().filter(|id| !names.contains(id)) {
        let what =
            format!("there is no such community; choose among {known}, or add {id}.toml to the folder of profiles");
        flaws.push(Flaw::new(id, "", what));
    }
    if ids.is_empty() {
        flaws.push(Flaw::new("the list of communities", "", format!("it is empty; choose among {known}")));
    }
    names.retain(|name| ids.contains(name));
}

/// The `*.toml` files of the folder by name without `.toml`. `Err` holds why a file cannot be read.
fn own_files(dir: &Path, flaws: &mut Vec<Flaw>) -> BTreeMap<String, std::io::Result<String>> {
    let entries = match fs::read_dir(dir) {
        Ok(entries) => entries,
        Err(error) => {
            let what = format!("the folder of profiles cannot be read ({error}); name an existing folder");
            flaws.push(Flaw::new(&dir.display().to_string(), "", what));
            return BTreeMap::new();
        }
    };
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let profiles = paths.filter(|path| path.extension().is_some_and(|extension| extension == "toml"));
    profiles.filter_map(|path| Some((path.file_stem()?.to_str()?.to_owned(), fs::read_to_string(&path)))).collect()
}

fn origin<'a>(
    name: &str,
    own: &BTreeMap<String, std::io::Result<String>>,
    dir: Option<&'a Path>,
    flaws: &mut Vec<Flaw>,
) -> Option<Origin<'a>> {
    match (own.get(name), dir) {
        (Some(Ok(raw)), Some(dir)) => Some(Origin::Own { raw: raw.clone(), dir }),
        (Some(Err(error)), _) => {
            let what = format!("cannot be read ({error}); make it a readable file in UTF-8");
            flaws.push(Flaw::new(&format!("{name}.toml"), "", what));
            None
        }
        _ => SHIPPED.iter().find(|shipped| shipped.id == name).map(Origin::Shipped),
    }
}

fn profile(name: &str, origin: &Origin<'_>) -> Result<Profile, Vec<Flaw>> {
    match origin {
        Origin::Shipped(shipped) => read(name, shipped.profile, |_| Ok(shipped.regulation.to_owned())),
        Origin::Own { raw, dir } => read(name, raw, |source_file| regulation_text(dir, source_file)),
    }
}

fn regulation_text(dir: &Path, source_file: &str) -> std::io::Result<String> {
    for path in [dir.join("regulations").join(source_file), dir.join(source_file)] {
        if path.is_file() {
            return fs::read_to_string(path);
        }
    }
    let shipped = SHIPPED.iter().find(|shipped| source_file.strip_suffix(".txt") == Some(shipped.id));
    Ok(shipped.map_or_else(String::new, |shipped| shipped.regulation.to_owned()))
}

/// Reads one profile. `name` is the file's name without `.toml`; `text_of` finds the regulation's text.
pub(super) fn read(
    name: &str,
    raw: &str,
    text_of: impl FnOnce(&str) -> std::io::Result<String>,
) -> Result<Profile, Vec<Flaw>> {
    let file = format!("{name}.toml");
    let mut reader = Reader::new(&file, raw).map_err(|flaw| vec![flaw])?;
    reader.schema();
    let community = reader.section("community");
    let regulation = reader.section("regulation").and_then(|source| regulation(&mut reader, source, text_of));
    let profile = assemble(&mut reader, community, regulation);
    let mut flaws = reader.finish();
    if let Some(profile) = &profile {
        flaws.append(&mut validate::flaws(&file, profile));
    }
    profile.filter(|_| flaws.is_empty()).ok_or(flaws)
}

fn regulation(
    reader: &mut Reader<'_>,
    source: Source,
    text_of: impl FnOnce(&str) -> std::io::Result<String>,
) -> Option<Regulation> {
    let name = &source.source_file;
    // A name with a slash or dots could lead out of the folder.
    if name.is_empty() || name.starts_with('.') || name.contains(['/', '\\']) {
        let what = format!("`source_file` is `{name}`; write a bare file name such as skillsclub.txt");
        reader.flaw("[regulation]", what);
        return None;
    }
    match text_of(name) {
        Ok(text) => Some(Regulation::new(source, &text)),
        Err(error) => {
            reader.flaw("[regulation]", format!("{name} cannot be read ({error}); make it a readable file in UTF-8"));
            None
        }
    }
}

/// Reads all sections before it gives up on any, so that the reader hears of every flaw.
fn assemble(reader: &mut Reader<'_>, community: Option<Community>, regulation: Option<Regulation>) -> Option<Profile> {
    let terms = reader.section("terms");
    let principles = reader.list("principles");
    let functions = reader.list("functions");
    let bodies: Vec<Founded<Body>> = reader.list("bodies");
    let coordinating = coordinating(reader, &bodies);
    let roles = reader.list("roles");
    let categories = reader.list("categories");
    let mentor = reader.founded("mentor");
    let joining = reader.founded("joining");
    let cadence = reader.founded("cadence");
    let plan = reader.founded("plan");
    let minutes = reader.founded("minutes");
    let directions = reader.list("directions");
    let event_kinds = reader.list("event_kinds");
    let formats = reader.list("formats");
    let documents = reader.list("documents");
    let rights = reader.list("rights");
    let duties = reader.list("duties");
    let channels = reader.list("channels");
    let features = reader.features();
    let contests = reader.list("contests");
    let pair_bases = reader.list("pair_bases");
    let units = reader.list("units");
    let listed = reader.list("topics");
    let open_questions = reader.lines("open_questions");
    Some(Profile {
        community: community?,
        regulation: regulation?,
        terms: terms?,
        principles,
        functions,
        bodies,
        roles,
        categories,
        mentor: mentor?,
        joining: joining?,
        cadence: cadence?,
        plan: plan?,
        minutes: minutes?,
        directions,
        event_kinds,
        formats,
        documents,
        rights,
        duties,
        channels,
        features: features?,
        contests,
        pair_bases,
        units,
        topics: if listed.is_empty() { default_topics() } else { listed },
        open_questions,
        coordinating: coordinating?,
    })
}

/// The one body that coordinates.
fn coordinating(reader: &mut Reader<'_>, bodies: &[Founded<Body>]) -> Option<Founded<Body>> {
    let mut found = bodies.iter().filter(|body| body.function == BodyFunction::Coordination);
    match (found.next(), found.next()) {
        (Some(body), None) => Some(body.clone()),
        (None, _) => {
            reader.flaw("[[bodies]]", "none has function = \"coordination\"; give it to the body that coordinates");
            None
        }
        (Some(one), Some(two)) => {
            let what =
                format!("`{}` and `{}` both coordinate; leave function = \"coordination\" to one", one.id, two.id);
            reader.flaw("[[bodies]]", what);
            None
        }
    }
}

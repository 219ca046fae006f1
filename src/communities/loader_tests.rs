//! Which profiles are loaded: the choice, the operator's own folder, and the sentences when it cannot be read.

use std::fs;
use std::path::Path;

use super::*;

const SOUND: &str = include_str!("skillsclub.toml");
const TEXT: &str = include_str!("regulations/skillsclub.txt");

fn names(profiles: &Profiles) -> Vec<&str> {
    profiles.iter().map(|profile| profile.id().as_str()).collect()
}

fn ids(ids: &[&str]) -> Vec<String> {
    ids.iter().map(|id| (*id).to_owned()).collect()
}

fn load_flaws(chosen: Option<&[String]>, dir: Option<&Path>) -> Vec<String> {
    Profiles::load(chosen, dir).unwrap_err().iter().map(Flaw::to_string).collect()
}

#[test]
fn a_choice_keeps_the_stable_order() {
    let profiles = Profiles::load(Some(&ids(&["tutaev_pos", "skillsclub"])), None).unwrap();
    assert_eq!(names(&profiles), ["skillsclub", "tutaev_pos"]);
}

#[test]
fn an_unknown_choice_lists_the_known_ones() {
    assert_eq!(
        load_flaws(Some(&ids(&["skilsclub", "tutaev_pos"])), None),
        [
            "skilsclub: there is no such community; choose among skillsclub, tutaev_pos, perm_nastavniki, anuchino_school, ya_tochka_rosta, or add skilsclub.toml to the folder of profiles."
        ]
    );
}

#[test]
fn an_empty_choice_is_refused() {
    assert_eq!(
        load_flaws(Some(&[]), None),
        [
            "the list of communities: it is empty; choose among skillsclub, tutaev_pos, perm_nastavniki, anuchino_school, ya_tochka_rosta."
        ]
    );
}

#[test]
fn an_own_file_replaces_the_one_that_ships_and_keeps_its_regulation() {
    let dir = tempfile::tempdir().unwrap();
    let units = "\n[[units]]\nid = \"maths\"\ntitle = \"ПОС математиков\"\nbasis = \"default\"\n";
    fs::write(dir.path().join("tutaev_pos.toml"), format!("{}{units}", include_str!("tutaev_pos.toml"))).unwrap();
    let profiles = Profiles::load(None, Some(dir.path())).unwrap();
    assert_eq!(profiles.len(), 5);
    let tutaev = profiles.get(&CommunityId::parse("tutaev_pos").unwrap()).unwrap();
    assert_eq!(tutaev.units[0].title, "ПОС математиков");
    assert!(tutaev.regulation.clause("4.2").is_some());
}

#[test]
fn a_sixth_community_comes_from_two_files() {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("regulations")).unwrap();
    let topics = "\n[[topics]]\nid = \"robots\"\ntitle = \"Робототехника\"\nref = \"1.1\"\n";
    let sixth = SOUND.replace("skillsclub", "sixth") + topics;
    fs::write(dir.path().join("sixth.toml"), sixth).unwrap();
    fs::write(dir.path().join("regulations/sixth.txt"), TEXT.replace("SkillsClub", "Шестое")).unwrap();
    let profiles = Profiles::load(None, Some(dir.path())).unwrap();
    assert_eq!(names(&profiles).last(), Some(&"sixth"));
    let sixth = profiles.get(&CommunityId::parse("sixth").unwrap()).unwrap();
    assert!(sixth.regulation.clause("1.1").unwrap().contains("«Шестое»"));
    assert_eq!(sixth.topics.len(), 1);
    assert_eq!(sixth.topic("robots").unwrap().basis, Basis::Clause("1.1".into()));
}

#[test]
fn a_profile_without_its_text_loads_and_has_nothing_to_quote() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("sixth.toml"), SOUND.replace("skillsclub", "sixth")).unwrap();
    let profiles = Profiles::load(Some(&ids(&["sixth"])), Some(dir.path())).unwrap();
    let sixth = profiles.iter().next().unwrap();
    assert_eq!((sixth.regulation.sections().len(), sixth.regulation.clause("1.1")), (0, None));
}

#[test]
fn an_own_file_that_is_not_chosen_may_be_broken() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("draft.toml"), "schema =").unwrap();
    assert!(Profiles::load(Some(&ids(&["skillsclub"])), Some(dir.path())).is_ok());
    assert_eq!(
        load_flaws(None, Some(dir.path())),
        ["draft.toml, line 1: is not TOML: string values must be quoted, expected literal string; mend the line."]
    );
}

#[test]
fn a_file_that_is_not_utf8_is_a_flaw() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("draft.toml"), [0xff, 0xfe]).unwrap();
    assert_eq!(
        load_flaws(None, Some(dir.path())),
        ["draft.toml: cannot be read (stream did not contain valid UTF-8); make it a readable file in UTF-8."]
    );
}

#[test]
fn a_folder_that_is_not_there_is_a_flaw() {
    let flaws = load_flaws(None, Some(Path::new("no/such/folder")));
    assert!(flaws[0].starts_with("no/such/folder: the folder of profiles cannot be read ("), "{flaws:?}");
    assert!(flaws[0].ends_with("); name an existing folder."), "{flaws:?}");
}

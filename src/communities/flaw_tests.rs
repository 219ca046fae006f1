//! Deliberately broken profiles, each with the exact sentence that mends it: flaws inside one section.

use super::loader::read;
use super::*;

const SOUND: &str = include_str!("skillsclub.toml");
const TEXT: &str = include_str!("regulations/skillsclub.txt");

/// The profile of Tyumen with `from` replaced by `to` once.
pub(super) fn broken(from: &str, to: &str) -> String {
    assert!(SOUND.contains(from), "the profile has no {from}");
    SOUND.replacen(from, to, 1)
}

pub(super) fn sentences(raw: &str) -> Vec<String> {
    let read = read("skillsclub", raw, |_| Ok(TEXT.to_owned()));
    read.err().unwrap_or_default().iter().map(Flaw::to_string).collect()
}

pub(super) fn check(from: &str, to: &str, expect: &[&str]) {
    assert_eq!(sentences(&broken(from, to)), expect);
}

pub(super) const MEETUP: &str = "id = \"meetup\"\ntitle = \"Митап\"\ngroup = \"collective\"\nref = \"3.1\"";

#[test]
fn the_profile_that_ships_has_no_flaw() {
    assert_eq!(sentences(SOUND), [] as [&str; 0]);
}

#[test]
fn an_item_without_a_ground() {
    check(
        MEETUP,
        "id = \"meetup\"\ntitle = \"Митап\"\ngroup = \"collective\"",
        &[
            "skillsclub.toml, [[event_kinds]] 4 (meetup): says neither where it comes from nor that it is our choice; add ref = \"<clause>\" or basis = \"default\".",
        ],
    );
}

#[test]
fn an_item_with_two_grounds() {
    check(
        MEETUP,
        &format!("{MEETUP}\nbasis = \"default\""),
        &[
            "skillsclub.toml, [[event_kinds]] 4 (meetup): has both ref = \"3.1\" and basis = \"default\"; keep the one that is true.",
        ],
    );
}

#[test]
fn an_item_with_an_empty_ref() {
    check(
        MEETUP,
        &MEETUP.replace("3.1", ""),
        &[
            "skillsclub.toml, [[event_kinds]] 4 (meetup): has an empty `ref`; name the clause, or put basis = \"default\" in its place.",
        ],
    );
}

#[test]
fn a_basis_with_another_word() {
    check(
        MEETUP,
        &MEETUP.replace("ref = \"3.1\"", "basis = \"habit\""),
        &[
            "skillsclub.toml, [[event_kinds]] 4 (meetup): `basis` is \"habit\", but it knows one word; write basis = \"default\".",
        ],
    );
}

#[test]
fn a_feature_without_a_ground() {
    check(
        "wiki = { on = false, basis = \"default\" }",
        "wiki = { on = false }",
        &[
            "skillsclub.toml, [features] wiki: says neither where it comes from nor that it is our choice; add ref = \"<clause>\" or basis = \"default\".",
        ],
    );
}

#[test]
fn a_missing_feature() {
    check(
        "wiki = { on = false, basis = \"default\" }\n",
        "",
        &[
            "skillsclub.toml, [features] wiki: is missing; all profiles have the same features, add { on = false, basis = \"default\" }.",
        ],
    );
}

#[test]
fn an_unknown_feature() {
    check(
        "wiki = { on = false, basis = \"default\" }",
        "wiki = { on = false, basis = \"default\" }\nwikki = { on = true, ref = \"3.1\" }",
        &[
            "skillsclub.toml, [features] wikki: there is no such feature; write one of events, consultations, mentoring, needs_survey, deficits, routes, minutes, assignments, post_release, annual_report, practices, proposals, contests, projects, internships, seasons, working_groups, units, mutual_visits, leisure, guests, registry_export, monitoring, recognition, wiki, org_directory, wellbeing, funding_label.",
        ],
    );
}

#[test]
fn a_term_with_three_forms() {
    check(
        "member = [\"участник\", ",
        "member = [",
        &[
            "skillsclub.toml, [terms] member: has 3 forms of four; write nominative and genitive singular, nominative and genitive plural.",
        ],
    );
}

#[test]
fn a_term_with_an_empty_form() {
    check(
        "member = [\"участник\", ",
        "member = [\" \", ",
        &["skillsclub.toml, [terms] member: its form 1 is empty; write the word in that form."],
    );
}

#[test]
fn a_community_with_one_form() {
    check(
        "community = [\"Сообщество\", \"Сообщества\"]",
        "community = [\"Сообщество\"]",
        &["skillsclub.toml, [terms] community: has 1 forms of two; write nominative and genitive singular."],
    );
}

#[test]
fn a_zone_that_no_clock_knows() {
    check(
        "Asia/Yekaterinburg",
        "Asia/Tyumen",
        &["skillsclub.toml, [community] tz: `Asia/Tyumen` is no IANA time zone; write one such as Europe/Moscow."],
    );
}

#[test]
fn an_academic_year_that_begins_on_no_day() {
    check(
        "academic_year_start = \"09-01\"",
        "academic_year_start = \"02-29\"",
        &[
            "skillsclub.toml, [community] academic_year_start: `02-29` is no day of every year; write month and day, as in \"09-01\".",
        ],
    );
}

#[test]
fn a_file_called_otherwise_than_its_community() {
    check(
        "id = \"skillsclub\"",
        "id = \"skills_club\"",
        &[
            "skillsclub.toml, [community]: `id` is `skills_club`, but the file is called skillsclub.toml; rename the file to skills_club.toml or mend the id.",
        ],
    );
}

#[test]
fn an_id_that_a_link_would_spoil() {
    check(
        "id = \"meetup\"",
        "id = \"Meet-up\"",
        &[
            "skillsclub.toml, [[event_kinds]] 4 (Meet-up) id: `Meet-up` is no id; write 1 to 32 characters of a-z, 0-9 and _.",
        ],
    );
}

#[test]
fn the_same_id_twice() {
    check(
        "id = \"meetup\"",
        "id = \"seminar\"",
        &[
            "skillsclub.toml, [[event_kinds]] 4 (seminar): this id stands in the list already; give the second item another id.",
        ],
    );
}

#[test]
fn a_misspelt_key() {
    check(
        "city_label = ",
        "city_lable = ",
        &[
            "skillsclub.toml, [community]: unknown key `city_lable`; write one of `id`, `name`, `short_name`, `kind`, `level`, `region`, `municipality`, `city_label`, `tz`, `academic_year_start`, `hashtag`, `about`, `about_ref`.",
        ],
    );
}

#[test]
fn a_missing_key() {
    check("city_label = \"Тюмень\"", "", &["skillsclub.toml, [community]: `city_label` is missing; add it."]);
}

#[test]
fn a_number_where_a_text_belongs() {
    check(
        "region = \"Тюменская область\"",
        "region = 72",
        &["skillsclub.toml, [community] region: invalid type: integer `72`; write a string."],
    );
}

#[test]
fn a_clause_without_quotes() {
    check(
        MEETUP,
        &MEETUP.replace("\"3.1\"", "3.1"),
        &[
            "skillsclub.toml, [[event_kinds]] 4 (meetup): `ref` is not a text; write the clause in quotes, as in ref = \"4.2\".",
        ],
    );
}

#[test]
fn a_list_written_as_a_section() {
    check(
        "[[functions]]\ntext = \"Научно-информационная\"\nref = \"2.3\"\n[[functions]]\ntext = \"Организационно-координационная\"\nref = \"2.3\"\n[[functions]]\ntext = \"Социальная\"\nref = \"2.3\"\n[[functions]]",
        "[functions]",
        &["skillsclub.toml, [[functions]]: is no list; write [[functions]] above each item."],
    );
}

#[test]
fn a_misspelt_section() {
    check(
        "[cadence]",
        "[cadense]",
        &[
            "skillsclub.toml, [cadence]: is missing; copy the section from a profile that ships and adapt it.",
            "skillsclub.toml, cadense: there is no such section; write one of schema, community, regulation, terms, principles, functions, bodies, roles, categories, mentor, joining, cadence, plan, minutes, directions, event_kinds, formats, documents, rights, duties, channels, features, contests, pair_bases, units, topics, open_questions.",
        ],
    );
}

#[test]
fn words_outside_their_vocabulary_in_a_section() {
    check(
        "mode = \"open\"",
        "mode = \"opened\"",
        &[
            "skillsclub.toml, [joining] mode: unknown word `opened`; write one of `open`, `written_consent`, `approval`.",
        ],
    );
    check(
        "per = \"month\"",
        "per = \"week\"",
        &["skillsclub.toml, [cadence] per: unknown word `week`; write `month` or `academic_year`."],
    );
    check(
        "kind = \"community\"",
        "kind = \"club\"",
        &[
            "skillsclub.toml, [community] kind: unknown word `club`; write one of `community`, `plc_network`, `movement`, `school`.",
        ],
    );
    check(
        "level = \"region\"",
        "level = \"country\"",
        &["skillsclub.toml, [community] level: unknown word `country`; write `region` or `municipality`."],
    );
    check(
        "kinds = [\"individual\", \"group\"]",
        "kinds = [\"single\"]",
        &[
            "skillsclub.toml, [features] consultations kinds: unknown word `single`; write one of `individual`, `group`, `online`, `assistance`.",
        ],
    );
}

#[test]
fn words_outside_their_vocabulary_in_a_list() {
    check(
        "dimension = \"mode\"",
        "dimension = \"place\"",
        &[
            "skillsclub.toml, [[formats]] 1 (onsite) dimension: unknown word `place`; write one of `mode`, `participation`, `org_scope`, `learning`.",
        ],
    );
    check(
        "generator = \"post_release\"",
        "generator = \"magic\"",
        &[
            "skillsclub.toml, [[documents]] 3 (post_release) generator: unknown word `magic`; write one of `upload`, `plan`, `post_release`, `minutes`, `annual_report`, `join_consent`, `mentor_registry`, `registry_export`, `monitoring_export`, `programme`, `route`, `working_groups`.",
        ],
    );
    check(
        "scope = \"event\"",
        "scope = \"world\"",
        &[
            "skillsclub.toml, [[roles]] 3 (guest) scope: unknown word `world`; write one of `network`, `community`, `unit`, `group`, `pair`, `event`.",
        ],
    );
    check(
        "maps_to = \"mentor_candidate\"",
        "maps_to = \"mentor\"",
        &[
            "skillsclub.toml, [[categories]] 1 (experienced_teacher) maps_to: unknown word `mentor`; write one of `mentor_candidate`, `mentee_candidate`, `participant`.",
        ],
    );
    check(
        "group = \"individual\"",
        "group = \"alone\"",
        &[
            "skillsclub.toml, [[event_kinds]] 5 (individual_consultation) group: unknown word `alone`; write one of `collective`, `group`, `individual`.",
        ],
    );
}

#[test]
fn another_schema() {
    check(
        "schema = 1",
        "schema = 2",
        &["skillsclub.toml, schema: is 2, this program reads schema 1; write schema = 1."],
    );
    check("schema = 1\n", "", &["skillsclub.toml, schema: is missing; write schema = 1 at the top of the file."]);
}

#[test]
fn a_line_that_is_not_toml() {
    check(
        "title = \"Митап\"",
        "title = Митап",
        &[
            "skillsclub.toml, line 178: is not TOML: string values must be quoted, expected literal string; mend the line.",
        ],
    );
}

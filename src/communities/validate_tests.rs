//! Deliberately broken profiles, each with the exact sentence that mends it: sections that disagree.

use super::flaw_tests::{MEETUP, broken, check, sentences};

#[test]
fn a_role_of_an_unknown_body() {
    check(
        "body = \"cnppm\"",
        "body = \"cnpm\"",
        &[
            "skillsclub.toml, [[roles]] 1 (coordinator): `body` names `cnpm`, which is not in [[bodies]]; write one of cnppm, togirro or add it there.",
        ],
    );
}

#[test]
fn a_verifier_nobody_knows() {
    check(
        "verified_by = \"coordinator\"",
        "verified_by = \"director\"",
        &[
            "skillsclub.toml, [mentor]: `verified_by` names `director`, which is not in [[roles]]; write one of coordinator, mentor, guest or add it there.",
        ],
    );
}

#[test]
fn a_cadence_of_an_unknown_kind() {
    check(
        "counts = \"event\" ",
        "counts = \"sitting\" ",
        &[
            "skillsclub.toml, [cadence]: `counts` names `sitting`, which is not in [[event_kinds]]; write one of seminar, round_table, conference, meetup, individual_consultation, group_consultation, exhibition, contest, coaching_session, cultural_event, social_action, internship, course, creative_workshop, seminar_series or add it there.",
        ],
    );
}

#[test]
fn a_plan_drawn_up_by_nobody_known() {
    check(
        "participants = [\"cnppm\"]",
        "participants = [\"members\", \"union\"]",
        &["skillsclub.toml, [plan]: `participants` names `union`; write the id of a body or a role, or members."],
    );
}

#[test]
fn minutes_of_which_only_one_place_knows() {
    check(
        "required_for = []",
        "required_for = [\"seminar\"]",
        &[
            "skillsclub.toml, [[event_kinds]] 1 (seminar): `minutes` and [minutes] `required_for` disagree; say the same in both.",
        ],
    );
}

#[test]
fn consultations_of_no_kind() {
    check(
        "kinds = [\"individual\", \"group\"], ",
        "",
        &[
            "skillsclub.toml, [features] consultations: is on without `kinds`; add kinds = [\"individual\"] or other kinds, or turn it off.",
        ],
    );
}

#[test]
fn a_written_consent_in_no_form() {
    check(
        "mode = \"open\"",
        "mode = \"written_consent\"",
        &[
            "skillsclub.toml, [joining]: `mode` is written_consent without `consent_evidence`; add some of electronic, scan, paper.",
        ],
    );
}

#[test]
fn an_approval_by_nobody() {
    check(
        "mode = \"open\"",
        "mode = \"approval\"",
        &["skillsclub.toml, [joining]: `mode` is approval without `confirm_by`; name the role that approves."],
    );
}

#[test]
fn a_choice_of_units_where_there_are_none() {
    check(
        "leave = \"anytime\"",
        "leave = \"anytime\"\nchoose_unit = true",
        &[
            "skillsclub.toml, [joining]: `choose_unit` is true while the feature units is off; turn units on or choose_unit off.",
        ],
    );
}

#[test]
fn nobody_coordinates() {
    check(
        "function = \"coordination\"",
        "function = \"support\"",
        &["skillsclub.toml, [[bodies]]: none has function = \"coordination\"; give it to the body that coordinates."],
    );
}

#[test]
fn two_bodies_coordinate() {
    check(
        "function = \"parent_org\"",
        "function = \"coordination\"",
        &[
            "skillsclub.toml, [[bodies]]: `cnppm` and `togirro` both coordinate; leave function = \"coordination\" to one.",
        ],
    );
}

#[test]
fn a_clause_that_does_not_stand_in_the_regulation() {
    check(
        MEETUP,
        &MEETUP.replace("3.1", "3.1, 3.9"),
        &[
            "skillsclub.toml, [[event_kinds]] 4 (meetup): `ref` names clause `3.9`, which is not in skillsclub.txt; mend the number.",
        ],
    );
}

#[test]
fn a_regulation_outside_the_folder() {
    check(
        "source_file = \"skillsclub.txt\"",
        "source_file = \"../secrets.txt\"",
        &[
            "skillsclub.toml, [regulation]: `source_file` is `../secrets.txt`; write a bare file name such as skillsclub.txt.",
        ],
    );
}

#[test]
fn a_hashtag_of_two_words() {
    check(
        "tz = ",
        "hashtag = \"#Skills Club\"\ntz = ",
        &["skillsclub.toml, [community]: `hashtag` is `#Skills Club`; write one word with a # before it."],
    );
}

#[test]
fn all_flaws_of_a_file_are_told_at_once() {
    let twice =
        broken("Asia/Yekaterinburg", "Asia/Tyumen").replacen("dimension = \"mode\"", "dimension = \"place\"", 1);
    assert_eq!(sentences(&twice).len(), 2);
}

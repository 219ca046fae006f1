//! The five profiles that ship: that they load, and that they say what their regulations say.

use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;

pub(super) fn shipped(id: &str) -> Profile {
    let id = CommunityId::parse(id).unwrap();
    Profiles::load(None, None).unwrap().get(&id).unwrap().clone()
}

fn check_cadence(id: &str, min: u32, per: Period, counts: &str, scope: Scope, clause: Basis) {
    let profile = shipped(id);
    let cadence = &profile.cadence;
    let counted = match &cadence.counts {
        Counts::AnyEvent => "event",
        Counts::Kind(kind) => kind.as_str(),
    };
    assert_eq!((cadence.min, cadence.per, counted, cadence.scope), (min, per, counts, scope));
    assert_eq!(cadence.basis, clause);
}

#[test]
fn all_five_load_in_a_stable_order() {
    let profiles = Profiles::load(None, None).unwrap();
    let ids: Vec<_> = profiles.iter().map(|profile| profile.id().as_str()).collect();
    assert_eq!(ids, ["skillsclub", "tutaev_pos", "perm_nastavniki", "anuchino_school", "ya_tochka_rosta"]);
    assert_eq!(profiles.len(), 5);
}

#[test]
fn tyumen_meets_every_month_by_clause_4_2() {
    let by = Basis::Clause("4.2".into());
    check_cadence("skillsclub", 1, Period::Month, "event", Scope::Community, by);
}

#[test]
fn every_unit_of_tutaev_sits_four_times_a_year_by_clause_4_2() {
    let by = Basis::Clause("4.2".into());
    check_cadence("tutaev_pos", 4, Period::AcademicYear, "meeting_formal", Scope::Unit, by);
}

#[test]
fn the_other_three_have_no_cadence() {
    for id in ["perm_nastavniki", "anuchino_school", "ya_tochka_rosta"] {
        check_cadence(id, 0, Period::AcademicYear, "event", Scope::Community, Basis::Default);
    }
}

#[test]
fn each_is_joined_in_its_own_way() {
    let modes = [
        ("skillsclub", JoinMode::Open, false),
        ("tutaev_pos", JoinMode::Open, true),
        ("perm_nastavniki", JoinMode::Open, false),
        ("anuchino_school", JoinMode::Approval, false),
        ("ya_tochka_rosta", JoinMode::WrittenConsent, false),
    ];
    for (id, mode, choose_unit) in modes {
        let profile = shipped(id);
        assert_eq!((profile.joining.mode, profile.joining.choose_unit), (mode, choose_unit), "{id}");
        assert_eq!(profile.joining.leave, Leave::Anytime, "{id}");
    }
    let yaroslavl = shipped("ya_tochka_rosta");
    assert_eq!(yaroslavl.joining.basis, Basis::Clause("4.2".into()));
    assert_eq!(yaroslavl.joining.consent_evidence, [Evidence::Electronic, Evidence::Scan, Evidence::Paper]);
    assert_eq!(shipped("anuchino_school").joining.basis, Basis::Default);
}

#[test]
fn each_has_its_kinds_categories_and_documents() {
    let counts = [
        ("skillsclub", 15, 4, 3),
        ("tutaev_pos", 15, 1, 6),
        ("perm_nastavniki", 11, 3, 3),
        ("anuchino_school", 6, 5, 6),
        ("ya_tochka_rosta", 6, 4, 4),
    ];
    for (id, kinds, categories, documents) in counts {
        let profile = shipped(id);
        let found = (profile.event_kinds.len(), profile.categories.len(), profile.documents.len());
        assert_eq!(found, (kinds, categories, documents), "{id}");
    }
    assert_eq!(shipped("skillsclub").kind("meetup").unwrap().title, "Митап");
    assert!(shipped("skillsclub").kind("meeting_formal").is_none());
}

#[test]
fn each_is_spoken_to_in_its_own_words() {
    let tutaev = shipped("tutaev_pos");
    let meeting = &tutaev.terms.meeting;
    assert_eq!(
        [meeting.one(), meeting.of_one(), meeting.many(), meeting.of_many()],
        ["заседание", "заседания", "заседания", "заседаний"]
    );
    assert_eq!(tutaev.terms.leader.as_ref().unwrap().one(), "руководитель ПОС");
    assert_eq!(shipped("skillsclub").terms.meeting.many(), "мероприятия");
    assert_eq!(shipped("perm_nastavniki").terms.meeting.after(5), "событий");
    assert_eq!(shipped("anuchino_school").terms.community.of_one(), "Школы");
    assert_eq!(shipped("ya_tochka_rosta").hashtag(), Some("#ЯТочкароста"));
    assert_eq!(shipped("skillsclub").hashtag(), None);
}

#[test]
fn each_lives_in_its_zone() {
    let zones = [
        ("skillsclub", chrono_tz::Asia::Yekaterinburg, "Тюмень"),
        ("tutaev_pos", chrono_tz::Europe::Moscow, "Тутаев"),
        ("perm_nastavniki", chrono_tz::Asia::Yekaterinburg, "Пермь"),
        ("anuchino_school", chrono_tz::Asia::Vladivostok, "Анучино"),
        ("ya_tochka_rosta", chrono_tz::Europe::Moscow, "Ярославль"),
    ];
    for (id, zone, label) in zones {
        let profile = shipped(id);
        assert_eq!((profile.tz(), profile.city_label()), (zone, label), "{id}");
        let begins = profile.community.academic_year_start;
        assert_eq!((begins.month(), begins.day()), (9, 1));
    }
}

#[test]
fn a_mentor_of_perm_has_one_of_eight_grounds_five_years_and_a_recommendation() {
    let perm = shipped("perm_nastavniki");
    assert_eq!((perm.mentor.criteria_any.len(), perm.mentor.min_experience_years), (8, 5));
    assert_eq!(perm.mentor.recommendation_by.as_deref(), Some("научно-методический совет ИРО ПК"));
    assert_eq!(perm.mentor.basis, Basis::Clause("3.1".into()));
    assert_eq!(shipped("skillsclub").mentor.recommendation_by, None);
}

#[test]
fn only_tutaev_demands_minutes_signed_by_the_leader() {
    let tutaev = shipped("tutaev_pos");
    assert!(tutaev.needs_minutes("meeting_formal") && !tutaev.needs_minutes("seminar"));
    assert_eq!(tutaev.minutes.signed_by, Slug::parse("leader"));
    assert!(tutaev.minutes.decision_per_question);
    let profiles = Profiles::load(None, None).unwrap();
    assert_eq!(profiles.iter().filter(|profile| profile.has(Feature::Minutes)).count(), 1);
}

#[test]
fn each_gives_advice_in_the_forms_its_regulation_names() {
    use ConsultationKind::{Group, Individual, Online};
    assert_eq!(shipped("skillsclub").consultation_kinds(), [Individual, Group]);
    assert_eq!(shipped("tutaev_pos").consultation_kinds(), [Individual]);
    assert_eq!(shipped("perm_nastavniki").consultation_kinds(), [Online]);
}

#[test]
fn each_has_one_coordinating_body() {
    let bodies = [
        ("skillsclub", "ЦНППМ ПР"),
        ("tutaev_pos", "ИОЦ"),
        ("perm_nastavniki", "ЦНППМ"),
        ("anuchino_school", "Методическая служба"),
        ("ya_tochka_rosta", "ИРО"),
    ];
    for (id, name) in bodies {
        assert_eq!(shipped(id).coordinating_body().short_name, name, "{id}");
    }
}

#[test]
fn the_default_topics_are_our_choice_and_have_an_english_title() {
    let profile = shipped("skillsclub");
    let ids: Vec<_> = profile.topics.iter().map(|topic| topic.id.as_str()).collect();
    assert_eq!(ids, ["discipline", "methodics", "parents", "documents", "digital", "other"]);
    assert!(profile.topics.iter().all(|topic| topic.basis == Basis::Default));
    let topic = profile.topic("parents").unwrap();
    assert_eq!((topic.title_in("ru"), topic.title_in("en"), topic.title_in("tt")), ("Родители", "Parents", "Родители"));
}

#[test]
fn rights_and_duties_are_there_to_be_shown() {
    let yaroslavl = shipped("ya_tochka_rosta");
    assert_eq!((yaroslavl.rights.len(), yaroslavl.duties.len()), (8, 5));
    assert_eq!(shipped("tutaev_pos").principles.len(), 6);
    let tutaev = shipped("tutaev_pos");
    assert_eq!(tutaev.duties[0].applies_to, Slug::parse("leader"));
    assert!(tutaev.units.is_empty());
}

#[test]
fn every_clause_behind_a_feature_can_be_quoted() {
    let profiles = Profiles::load(None, None).unwrap();
    let mut quoted = 0;
    for profile in profiles.iter() {
        for (feature, switch) in profile.features.iter() {
            for clause in switch.basis.clauses() {
                assert!(profile.regulation.clause(clause).is_some(), "{} {}", profile.id(), feature.key());
                quoted += 1;
            }
        }
    }
    assert!(quoted > 60, "{quoted}");
}

static FIVE: LazyLock<Profiles> = LazyLock::new(|| Profiles::load(None, None).unwrap());

proptest! {
    #[test]
    fn no_page_of_a_regulation_loses_a_character(max in 50usize..5000) {
        for profile in FIVE.iter() {
            let pages = profile.regulation.pages(max);
            let text: String = pages.iter().map(|page| page.text.as_str()).collect();
            prop_assert_eq!(&text, profile.regulation.text());
            prop_assert!(pages.iter().all(|page| page.text.trim().encode_utf16().count() <= max));
        }
    }
}

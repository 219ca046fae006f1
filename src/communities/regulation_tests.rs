//! The five regulations, each with its own defects, divided as a reader would divide them.

use super::shipped_tests::shipped;

fn check_sections(id: &str, expect: &[(Option<u32>, &str, usize)]) {
    let profile = shipped(id);
    let found: Vec<_> =
        profile.regulation.sections().iter().map(|s| (s.number, s.title.as_str(), s.clauses.len())).collect();
    assert_eq!(found, expect, "{id}");
}

fn check_clause(id: &str, number: &str, expect: &str) {
    assert_eq!(shipped(id).regulation.clause(number), Some(expect), "{id} {number}");
}

#[test]
fn tyumen_has_five_sections() {
    check_sections(
        "skillsclub",
        &[
            (None, "Положение", 0),
            (Some(1), "1. Общие положения", 5),
            (Some(2), "2. Цели, задачи и функции", 3),
            (Some(3), "3. Основные направления деятельности", 5),
            (Some(4), "4. Состав и регламент работы", 5),
            (Some(5), "5. Организация работы Сообщества", 2),
        ],
    );
}

#[test]
fn tutaev_has_clauses_after_a_dash_and_a_section_without_any() {
    check_sections(
        "tutaev_pos",
        &[
            (None, "Положение", 0),
            (Some(1), "1. Общие положения", 4),
            (Some(2), "2. Цели и задачи деятельности", 3),
            (Some(3), "3. Направления и формы работы", 2),
            (Some(4), "4. Структура и механизм управления деятельностью ПСО", 2),
            (Some(5), "5. Права и ответственность", 2),
            (Some(6), "6. Документация и отчётность", 0),
        ],
    );
}

#[test]
fn perm_has_clauses_inside_a_clause() {
    check_sections(
        "perm_nastavniki",
        &[
            (None, "Положение", 0),
            (Some(1), "1. Общие положения", 3),
            (Some(2), "2. Цели и задачи", 6),
            (Some(3), "3. Участники движения", 3),
            (Some(4), "4. Механизмы реализации", 9),
            (Some(5), "5. Организация движения", 4),
        ],
    );
}

#[test]
fn anuchino_has_a_roman_heading_and_stops_after_4_3_1() {
    check_sections(
        "anuchino_school",
        &[
            (None, "Положение", 0),
            (Some(1), "I. Общие положения", 2),
            (Some(2), "2. Понятия, используемые в Положении", 0),
            (
                Some(3),
                "3. Цель, задачи и принципы формирования муниципальной системы научно-методического сопровождения \
                 педагогических работников и управленческих кадров",
                3,
            ),
            (Some(4), "4. Структура муниципальной Школы наставничества", 4),
        ],
    );
}

#[test]
fn yaroslavl_has_an_order_whose_points_are_no_sections() {
    check_sections(
        "ya_tochka_rosta",
        &[
            (None, "Приказ", 0),
            (Some(1), "1. Общие положения", 3),
            (Some(2), "2. Цель и задачи Сообщества", 2),
            (Some(3), "3. Содержание и основные формы деятельности Сообщества", 2),
            (Some(4), "4. Организация и порядок деятельности Сообщества", 3),
            (Some(5), "5. Права членов Сообщества", 1),
            (Some(6), "6. Обязанности членов Сообщества", 0),
            (Some(7), "7. Заключительные положения", 2),
        ],
    );
}

#[test]
fn a_clause_is_quoted_to_the_letter() {
    check_clause(
        "ya_tochka_rosta",
        "4.2",
        "4.2. Вступление в члены Сообщества осуществляется добровольно на основании подачи письменного согласия.",
    );
    check_clause(
        "tutaev_pos",
        "4.2",
        "4.2. Периодичность заседаний ПСО устанавливается руководителем, но не менее 4 раз в год. По каждому из \
         обсуждаемых на заседании вопросов принимаются решения, которые фиксируются в протоколе. Протокол \
         подписывается руководителем ПСО.",
    );
}

#[test]
fn a_clause_ends_before_the_dash_of_the_next_one() {
    let tutaev = shipped("tutaev_pos");
    let clause = tutaev.regulation.clause("4.1").unwrap();
    assert!(clause.starts_with("4.1. Координацию") && clause.ends_with("Департамента образования АТМР."), "{clause}");
}

#[test]
fn a_clause_includes_the_clauses_inside_it() {
    let perm = shipped("perm_nastavniki");
    let tasks = perm.regulation.clause("2.2").unwrap();
    assert!(tasks.starts_with("2.2. Задачи:") && tasks.ends_with("поощрить организаторов и участников."), "{tasks}");
    assert!(perm.regulation.clause("2.2.3").unwrap().starts_with("2.2.3. Реализовать программы"));
}

#[test]
fn a_whole_section_and_an_order_can_be_quoted() {
    let section = shipped("ya_tochka_rosta");
    assert!(section.regulation.clause("6").unwrap().starts_with("6. Обязанности членов Сообщества"));
    assert!(section.regulation.clause("приказ").unwrap().contains("№ 01-03/112"));
    assert_eq!(shipped("skillsclub").regulation.clause("приказ"), None);
    assert_eq!(shipped("skillsclub").regulation.clause("9.9"), None);
}

#[test]
fn traces_of_word_processors_are_not_shown() {
    let perm = shipped("perm_nastavniki");
    assert!(perm.regulation.clause("1.2").unwrap().starts_with("1.2. Деятельность общественно-педагогического"));
    for id in ["skillsclub", "tutaev_pos", "perm_nastavniki", "anuchino_school", "ya_tochka_rosta"] {
        let profile = shipped(id);
        assert!(!profile.regulation.text().contains("**") && !profile.regulation.text().contains("[bookmark"), "{id}");
    }
}

#[test]
fn the_version_is_the_beginning_of_the_hash_of_the_file() {
    let versions = [
        ("skillsclub", "dca46b840de0"),
        ("tutaev_pos", "481abe270e60"),
        ("perm_nastavniki", "6af8488ecdfb"),
        ("anuchino_school", "1f37dd56f76c"),
        ("ya_tochka_rosta", "afe00c7a7382"),
    ];
    for (id, version) in versions {
        assert_eq!(shipped(id).regulation.version(), version, "{id}");
    }
}

#[test]
fn what_is_known_of_the_act_stands_beside_the_text() {
    let regulation = shipped("ya_tochka_rosta").regulation;
    assert_eq!(regulation.source.number.as_deref(), Some("01-03/112"));
    assert_eq!(regulation.source.date, chrono::NaiveDate::from_ymd_opt(2022, 7, 5));
    assert_eq!(regulation.source.defects.len(), 2);
    assert_eq!(shipped("skillsclub").regulation.source.date, None);
}

#[test]
fn sections_put_together_are_the_text() {
    for id in ["skillsclub", "tutaev_pos", "perm_nastavniki", "anuchino_school", "ya_tochka_rosta"] {
        let regulation = shipped(id).regulation;
        let text: String = regulation.sections().iter().map(|section| section.text.as_str()).collect();
        assert_eq!(text, regulation.text(), "{id}");
    }
}

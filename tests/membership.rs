//! Joining, as conversations of several people with the running bot.

mod applying;

use chrono::TimeDelta;
use krug::db::Db;
use krug::features::membership;
use krug::kernel::ids::CommunityId;
use krug::sandbox::Kind;
use tempfile::TempDir;

use crate::support::{Krug, Person, a_thursday};

/// A one-time link whose token is known: only its hash lies in the database.
const LINK: &str = "/start i_AAAAAAAAAAAAAAAAAAAAAA";
const INVITED: &str = "INSERT INTO invites (hash, community, role, created_at, expires_at) VALUES
    ('8a5bdb4cc15164126c6ef2668de9dd240d299ce6397a42c95a9411b93d080ed8', 'anuchino_school', 'coordinator', 0, 1790831000000)";

/// Answers everything that is asked, up to the last «Вступить».
pub async fn tells_all(who: Person<'_>, name: &str, category: Option<&str>) {
    who.presses("Даю согласие").await;
    who.sees("Как вас зовут?");
    who.says(name).await;
    who.sees("Запишу так:");
    who.presses("Верно").await;
    who.sees("Где вы работаете или учитесь?");
    who.says("школа 12").await;
    if let Some(category) = category {
        who.sees("Кто вы?");
        who.presses(category).await;
    }
    who.sees("Какой предмет");
    who.presses("Пропустить").await;
    who.sees("Проверьте, всё ли верно");
}

pub async fn joins_skillsclub(who: Person<'_>, name: &str) {
    who.says("/start skillsclub").await;
    who.presses("Вступить").await;
    tells_all(who, name, Some("Молодой специалист")).await;
    who.presses("Вступить").await;
}

#[tokio::test]
async fn a_newcomer_looks_around_and_joins_an_open_community() {
    let krug = Krug::start().await;
    let anna = krug.person("Анна");
    anna.says("/start").await;
    anna.sees("Выберите сообщество");
    anna.presses("SkillsClub").await;
    anna.sees("Участие добровольное и бесплатное");
    anna.sees("Координирует:");
    anna.presses("Вступить").await;
    anna.sees("Согласие на обработку персональных данных");
    anna.sees("утверждает юрист оператора");
    assert_eq!(krug.count("SELECT count(*) FROM memberships").await, 0, "kept before the consent");
    tells_all(anna, "смирнова анна сергеевна", Some("Молодой специалист")).await;
    anna.sees("Смирнова Анна Сергеевна");
    anna.presses("Вступить").await;
    anna.has_seen("Готово, Анна Сергеевна! Теперь вы в сообществе SkillsClub.");
    anna.has_seen("Работать на общественных началах, без оплаты (п. 4.5)");
    anna.says("/start").await;
    anna.sees("Здравствуйте, Анна Сергеевна!");
    krug.nothing_left().await;
}

#[tokio::test]
async fn the_exact_words_of_a_consent_are_kept_once_for_all() {
    let krug = Krug::start().await;
    for name in ["Смирнова Анна", "Орлова Ольга"] {
        joins_skillsclub(krug.person("Кто-то"), name).await;
    }
    assert_eq!(krug.count("SELECT count(*) FROM consents WHERE revoked_at IS NULL").await, 2);
    assert_eq!(krug.count("SELECT count(*) FROM consent_texts").await, 1);
    assert_eq!(krug.count("SELECT count(*) FROM consent_texts WHERE body LIKE '%Смирнова%'").await, 0);
    krug.nothing_left().await;
}

#[tokio::test]
async fn whoever_does_not_consent_is_let_alone_and_leaves_no_trace() {
    let krug = Krug::start().await;
    let anna = krug.person("Анна");
    anna.says("/start skillsclub").await;
    anna.presses("Вступить").await;
    anna.presses("Не сейчас").await;
    anna.sees("План и Положение открыты и так");
    assert_eq!(krug.count("SELECT count(*) FROM memberships").await, 0);
    assert_eq!(krug.count("SELECT count(*) FROM persons WHERE last_name IS NOT NULL").await, 0);
    krug.nothing_left().await;
}

#[tokio::test]
async fn anybody_reads_the_regulation_before_joining() {
    let krug = Krug::start().await;
    let anna = krug.person("Анна");
    anna.says("/start ya_tochka_rosta").await;
    anna.presses("Положение").await;
    anna.sees("01-03/112");
    anna.sees("Какой раздел открыть?");
    anna.presses("Приказ").await;
    anna.presses("Читать дальше").await;
    anna.presses("Разделы").await;
    anna.sees("Какой раздел открыть?");
    krug.nothing_left().await;
}

#[tokio::test]
async fn slips_in_the_form_cost_nothing() {
    let krug = Krug::start().await;
    let anna = krug.person("Анна");
    anna.says("/start skillsclub").await;
    anna.presses("Вступить").await;
    anna.says("да").await;
    anna.sees("Здесь удобнее кнопками");
    anna.presses("Даю согласие").await;
    anna.says("Анна").await;
    anna.sees("Нужны и имя, и фамилия");
    anna.says("аня смирнова").await;
    anna.presses("Смирнова Анна").await;
    anna.sends(Kind::Voice).await;
    anna.sees("Голосовые здесь пока не разбираю");
    anna.sees("Где вы работаете");
    // The old button of the consent changes nothing.
    anna.forges("me:-:consent:no").await;
    anna.sees("Где вы работаете");
    anna.says("/help").await;
    anna.presses("Продолжить: анкета").await;
    anna.sees("Где вы работаете");
    anna.says("гимназия 3").await;
    anna.sees("Кто вы?");
    anna.presses("Назад").await;
    anna.sees("Где вы работаете");
    anna.says("гимназия 33").await;
    anna.says("студент").await;
    anna.says("физика").await;
    anna.sees("гимназия 33");
    anna.sees("Кто: Студент");
    anna.sees("Предмет: физика");
    anna.presses("Назад").await;
    anna.sees("Сейчас: физика");
    anna.presses("Пропустить").await;
    assert!(!anna.screen().contains("физика"), "{}", anna.screen());
    for _ in 0..3 {
        anna.presses("Назад").await;
    }
    anna.sees("Где вы работаете или учитесь?");
    anna.sees("Сейчас: гимназия 33");
    anna.presses("Назад").await;
    anna.sees("Сейчас: Смирнова Анна");
    anna.presses("Оставить").await;
    anna.sees("Проверьте, всё ли верно");
    anna.sees("гимназия 33");
    krug.nothing_left().await;
}

#[tokio::test]
async fn the_curator_may_decline_with_a_reason_and_the_applicant_may_ask_again() {
    let krug = Krug::start().await;
    let (sveta, petr) = (krug.person("Светлана"), krug.person("Пётр"));
    krug.enrol(sveta, "anuchino_school", ("Ким", "Светлана"), &["coordinator"]).await;
    petr.says("/start anuchino_school").await;
    petr.presses("Вступить").await;
    tells_all(petr, "Орлов Пётр", Some("Наставник")).await;
    petr.presses("Вступить").await;
    petr.sees("Её смотрит куратор Школы");
    sveta.sees("Заявка в сообщество Школа наставничества");
    sveta.presses("Отклонить").await;
    sveta.says("Вы из другого округа").await;
    petr.sees("Вы из другого округа");
    petr.presses("Подать ещё раз").await;
    petr.sees("Проверьте, всё ли верно");
    petr.presses("Вступить").await;
    sveta.presses("Принять").await;
    petr.has_seen("Готово, Пётр!");
    // Pressed again from an old card: nobody is taken in twice, nothing fails.
    sveta.forges(&format!("me:ay:anuchino_school:{}", krug.number_of(petr).await)).await;
    assert_eq!(sveta.toast(), "Здесь уже решено. Вот как сейчас.");
    assert_eq!(krug.count("SELECT count(*) FROM memberships WHERE state = 'active'").await, 2);
    krug.nothing_left().await;
}

#[tokio::test]
async fn an_application_without_a_coordinator_waits_and_says_so() {
    let krug = Krug::start().await;
    let petr = krug.person("Пётр");
    petr.says("/start anuchino_school").await;
    petr.presses("Вступить").await;
    tells_all(petr, "Орлов Пётр", Some("Наставник")).await;
    petr.presses("Вступить").await;
    petr.sees("Координатора у сообщества пока нет. Заявка сохранена");
    // The invited coordinator finds it waiting.
    krug.tamper(INVITED).await;
    let sveta = krug.person("Светлана");
    sveta.says(LINK).await;
    tells_all(sveta, "Ким Светлана Ивановна", Some("Наставник")).await;
    sveta.presses("Вступить").await;
    sveta.has_seen("И вы методист");
    sveta.has_seen("Ждёт ответа 1 заявка.");
    sveta.says("/manage").await;
    sveta.presses("Участники").await;
    sveta.presses("Заявки (1)").await;
    sveta.presses("Орлов Пётр").await;
    sveta.presses("Принять").await;
    petr.has_seen("Теперь вы в сообществе Школа наставничества");
    krug.nothing_left().await;
}

#[tokio::test]
async fn a_one_time_link_works_once_and_a_dead_one_tells_nothing() {
    let krug = Krug::start().await;
    krug.tamper(INVITED).await;
    let (sveta, eva) = (krug.person("Светлана"), krug.person("Ева"));
    krug.enrol(sveta, "anuchino_school", ("Ким", "Светлана"), &[]).await;
    sveta.says(LINK).await;
    sveta.has_seen("Вы теперь методист");
    for link in [LINK, "/start i_BBBBBBBBBBBBBBBBBBBBBB", "/start i_short"] {
        eva.says(link).await;
        eva.has_seen("Эта ссылка уже не работает");
    }
    assert_eq!(krug.count("SELECT count(*) FROM memberships WHERE coordinator = 1").await, 1);
    krug.nothing_left().await;
}

#[tokio::test]
async fn an_old_link_is_dead() {
    let krug = Krug::start().await;
    krug.tamper(INVITED).await;
    krug.run_on(TimeDelta::days(8)).await;
    let eva = krug.person("Ева");
    eva.says(LINK).await;
    eva.has_seen("Эта ссылка уже не работает");
    krug.nothing_left().await;
}

#[tokio::test]
async fn of_a_link_only_the_hash_is_kept() {
    let dir = TempDir::new().expect("a folder");
    let url = format!("sqlite://{}", dir.path().join("krug.db").display());
    let db = Db::open(&url).await.expect("a database");
    let community = CommunityId::parse("skillsclub").expect("an id");
    let mut tx = db.begin().await.expect("a transaction");
    let token = membership::invite(&mut tx, &community, [9; 32], a_thursday()).await.expect("a link");
    assert_eq!(token.len(), 22);
    let hash: String = sqlx::query_scalar("SELECT hash FROM invites").fetch_one(&mut *tx).await.expect("a row");
    assert_eq!(hash.len(), 64);
    assert_ne!(hash, token);
    tx.rollback().await.expect("a rollback");
    db.close().await;
}

#[tokio::test]
async fn an_application_that_nobody_answers_is_brought_up_again() {
    let krug = Krug::start().await;
    let (sveta, petr) = (krug.person("Светлана"), krug.person("Пётр"));
    krug.owner().says("/start").await;
    krug.enrol(sveta, "anuchino_school", ("Ким", "Светлана"), &["coordinator"]).await;
    petr.says("/start anuchino_school").await;
    petr.presses("Вступить").await;
    tells_all(petr, "Орлов Пётр", Some("Наставник")).await;
    petr.presses("Вступить").await;
    krug.run_on(TimeDelta::days(3)).await;
    assert_eq!(sveta.times_seen("всё ещё ждёт ответа"), 1);
    krug.owner().has_not_seen("всё ещё ждёт ответа");
    krug.run_on(TimeDelta::days(20)).await;
    assert_eq!(sveta.times_seen("всё ещё ждёт ответа"), 2);
    krug.owner().has_seen("всё ещё ждёт ответа");
    krug.nothing_left().await;
}

#[tokio::test]
async fn one_community_is_looked_at_straight_away() {
    let krug = Krug::serving(Some(&["skillsclub"])).await;
    let anna = krug.person("Анна");
    anna.says("/start").await;
    anna.sees("SkillsClub");
    anna.presses("Вступить").await;
    anna.sees("Согласие на обработку персональных данных");
    krug.nothing_left().await;
}

#[tokio::test]
async fn everything_is_there_in_english() {
    let krug = Krug::start().await;
    let anna = krug.speaker("Anna", "en");
    anna.says("/start skillsclub").await;
    anna.presses("Join").await;
    anna.presses("I consent").await;
    anna.says("Anna Smith").await;
    anna.presses("That’s right").await;
    anna.says("School 12").await;
    anna.presses("Студент педагогического вуза или колледжа").await;
    anna.presses("Skip").await;
    anna.presses("Join").await;
    anna.has_seen("Done, Anna! You are now in SkillsClub.");
    krug.nothing_left().await;
}

#[tokio::test]
async fn it_is_said_which_word_is_the_surname_where_only_custom_decided() {
    let krug = Krug::start().await;
    let kate = krug.speaker("Kate", "en");
    kate.says("/start skillsclub").await;
    kate.presses("Join").await;
    kate.presses("I consent").await;
    kate.says("Kate Brown").await;
    kate.sees("Last name Brown, first name Kate.");
    kate.sees("[The last name is Kate]");
    krug.nothing_left().await;
}

/// Somebody whose application waits for the owner.
pub async fn applicant(krug: &Krug) -> Person<'_> {
    let anna = krug.person("Анна");
    krug.owner().says("/start").await;
    anna.says("/start anuchino_school").await;
    anna.presses("Вступить").await;
    tells_all(anna, "Смирнова Анна", Some("Молодой специалист")).await;
    anna.presses("Вступить").await;
    anna
}

#[tokio::test]
async fn whoever_takes_an_application_back_was_never_inside() {
    let krug = Krug::start().await;
    let anna = applicant(&krug).await;
    krug.owner().sees("Подано: 24 сентября 2026, чт, 15:00 (");
    anna.says("/leave").await;
    anna.presses("Да, отозвать").await;
    anna.sees("Заявка в сообщество Школа наставничества отозвана");
    anna.has_not_seen("Вы вышли");
    krug.nothing_left().await;
}

#[tokio::test]
async fn an_old_question_about_an_application_throws_no_member_out() {
    let krug = Krug::start().await;
    let anna = applicant(&krug).await;
    anna.says("/leave").await;
    krug.owner().presses("Принять").await;
    anna.presses_old("Отозвать заявку", "Да, отозвать").await;
    anna.has_seen("Выйти из сообщества Школа наставничества?");
    anna.has_not_seen("Вы вышли");
    assert_eq!(krug.count("SELECT count(*) FROM memberships WHERE state = 'active'").await, 1);
    krug.nothing_left().await;
}

#[tokio::test]
async fn a_consent_counts_only_to_the_words_that_were_shown() {
    let krug = Krug::start().await;
    let anna = krug.person("Анна");
    anna.says("/start skillsclub").await;
    anna.presses("Вступить").await;
    for old in ["me:-:consent:yes", "me:-:consent:yes000000000000"] {
        anna.forges(old).await;
        anna.sees("Согласие на обработку персональных данных");
    }
    assert_eq!(krug.count("SELECT count(*) FROM consents").await, 0);
    anna.presses("Даю согласие").await;
    anna.sees("Как вас зовут?");
    assert_eq!(krug.count("SELECT count(*) FROM consents").await, 1);
    krug.nothing_left().await;
}

#[tokio::test]
async fn a_link_is_not_used_up_while_its_holder_waits_without_a_consent_in_force() {
    let krug = Krug::start().await;
    krug.tamper(INVITED).await;
    let sveta = krug.person("Светлана");
    krug.enrol(sveta, "anuchino_school", ("Ким", "Светлана"), &[]).await;
    krug.tamper("UPDATE memberships SET state = 'under_review'").await;
    sveta.says(LINK).await;
    assert_eq!(krug.count("SELECT count(*) FROM invites WHERE used_at IS NULL").await, 1);
    assert_eq!(krug.count("SELECT count(*) FROM memberships WHERE coordinator = 1").await, 0);
    krug.tamper("UPDATE memberships SET state = 'active'").await;
    sveta.says(LINK).await;
    sveta.has_seen("Вы теперь методист");
    krug.nothing_left().await;
}

#[tokio::test]
async fn a_link_that_grew_old_in_the_middle_of_the_form_gives_no_role() {
    let krug = Krug::start().await;
    krug.tamper(INVITED).await;
    let eva = krug.person("Ева");
    eva.says(LINK).await;
    tells_all(eva, "Ким Ева", Some("Наставник")).await;
    krug.run_on(TimeDelta::days(8)).await;
    eva.presses("Вступить").await;
    eva.sees("Заявка сохранена");
    assert_eq!(krug.count("SELECT count(*) FROM memberships WHERE coordinator = 1").await, 0);
    krug.nothing_left().await;
}

//! Between an application and its answer: the consent to join, a question of those who decide, words unasked.

use chrono::TimeDelta;

use super::{INVITED, LINK, applicant, tells_all};
use crate::support::Krug;

#[tokio::test]
async fn a_written_consent_is_a_second_record_and_waits_for_the_coordinator() {
    let krug = Krug::start().await;
    let (irina, dasha) = (krug.person("Ирина"), krug.person("Даша"));
    krug.enrol(irina, "ya_tochka_rosta", ("Белова", "Ирина"), &["coordinator"]).await;
    dasha.says("/start ya_tochka_rosta").await;
    dasha.presses("Вступить").await;
    tells_all(dasha, "Котова Дарья", Some("Педагог центра «Точка роста»")).await;
    dasha.presses("Вступить").await;
    dasha.sees("Согласие на вступление");
    dasha.sees("п. 4.2");
    dasha.presses("Подтверждаю").await;
    dasha.sees("Заявка в сообщество #ЯТочкароста отправлена");
    assert_eq!(krug.count("SELECT count(*) FROM consents WHERE kind = 'joining'").await, 1);
    irina.sees("Согласие на вступление в сообщество #ЯТочкароста дано");
    irina.sees("Котова Дарья");
    irina.presses("Уточнить").await;
    irina.says("В каком вы центре?").await;
    dasha.sees("В каком вы центре?");
    dasha.presses("Ответить").await;
    dasha.says("В Данилове").await;
    dasha.sees("Ответ передан");
    irina.sees("В Данилове");
    irina.presses("Принять").await;
    irina.sees("Котова Дарья – теперь в сообществе #ЯТочкароста");
    dasha.has_seen("Указывать свою принадлежность к Сообществу (п. 5.1)");
    krug.nothing_left().await;
}

#[tokio::test]
async fn an_applicant_who_simply_writes_is_asked_whether_to_pass_it_on() {
    let krug = Krug::start().await;
    let (irina, dasha) = (krug.person("Ирина"), krug.person("Даша"));
    krug.enrol(irina, "ya_tochka_rosta", ("Белова", "Ирина"), &["coordinator"]).await;
    dasha.says("/start ya_tochka_rosta").await;
    dasha.presses("Вступить").await;
    tells_all(dasha, "Котова Дарья", Some("Педагог центра «Точка роста»")).await;
    dasha.presses("Вступить").await;
    dasha.presses("Подтверждаю").await;
    irina.presses("Уточнить").await;
    irina.says("В каком вы центре?").await;
    dasha.says("В Данилове").await;
    dasha.sees("Ваша заявка в сообщество #ЯТочкароста ещё ждёт решения. Передать это тем, кто решает?");
    dasha.says("с сентября").await;
    irina.has_not_seen("В Данилове");
    dasha.presses("Да, передать").await;
    dasha.sees("Передано. Как только решат, напишу.");
    dasha.has_not_seen("Ответ передан");
    irina.sees("Пишет по своей заявке:\nВ Данилове с сентября");
    dasha.says("Ой, а можно котёнка?").await;
    dasha.presses("Не передавать").await;
    dasha.sees("никому не передаю");
    irina.has_not_seen("котёнка");
    irina.presses("Принять").await;
    dasha.says("Спасибо").await;
    assert!(!dasha.screen().contains("Передать это"));
    krug.nothing_left().await;
}

#[tokio::test]
async fn whoever_is_taken_in_meanwhile_is_not_asked_about_her_application_again() {
    let krug = Krug::start().await;
    let anna = applicant(&krug).await;
    anna.says("Я из Тюмени").await;
    anna.sees("Передать это тем, кто решает?");
    anna.says("/help").await;
    krug.owner().presses("Принять").await;
    anna.presses("Продолжить: анкета").await;
    anna.sees("Школа наставничества");
    assert!(!anna.screen().contains("ждёт решения"), "{}", anna.screen());
    anna.says("спасибо").await;
    krug.owner().has_not_seen("Я из Тюмени");
    krug.nothing_left().await;
}

#[tokio::test]
async fn words_beside_a_form_that_waits_are_not_taken_for_an_application() {
    let krug = Krug::start().await;
    let anna = applicant(&krug).await;
    anna.says("/start skillsclub").await;
    anna.presses("Вступить").await;
    anna.says("/help").await;
    anna.says("Я из Тюмени").await;
    anna.sees("нажмите «Продолжить» и пришлите ещё раз");
    anna.has_not_seen("Передать это");
    krug.nothing_left().await;
}

#[tokio::test]
async fn words_that_nobody_can_be_told_are_not_called_passed_on() {
    let krug = Krug::start().await;
    let petr = krug.person("Пётр");
    petr.says("/start anuchino_school").await;
    petr.presses("Вступить").await;
    tells_all(petr, "Орлов Пётр", Some("Наставник")).await;
    petr.presses("Вступить").await;
    petr.says("Я из Анучина").await;
    petr.presses("Да, передать").await;
    petr.sees("Передать сейчас некому, и этих слов я не храню. Заявка ждёт");
    krug.nothing_left().await;
}

#[tokio::test]
async fn no_card_outlives_an_application_that_is_taken_back() {
    for taken_back in ["me:lw:anuchino_school", "pr:rn:anuchino_school", "pr:en"] {
        let krug = Krug::start().await;
        let anna = applicant(&krug).await;
        krug.run_on(TimeDelta::days(20)).await;
        krug.owner().has_seen("всё ещё ждёт ответа");
        let sveta = krug.person("Светлана");
        krug.enrol(sveta, "anuchino_school", ("Ким", "Светлана"), &["coordinator"]).await;
        anna.forges(taken_back).await;
        krug.owner().has_not_seen("Смирнова");
        assert_eq!(krug.owner().times_seen("среди участников и заявок уже нет"), 3, "{taken_back}");
        sveta.has_not_seen("заявок уже нет");
        krug.nothing_left().await;
    }
}

#[tokio::test]
async fn whoever_came_later_hears_nothing_of_an_application_she_never_saw() {
    let krug = Krug::start().await;
    applicant(&krug).await;
    let sveta = krug.person("Светлана");
    krug.enrol(sveta, "anuchino_school", ("Ким", "Светлана"), &["coordinator"]).await;
    krug.owner().presses("Принять").await;
    krug.owner().sees("Смирнова Анна – теперь в сообществе");
    sveta.has_not_seen("Смирнова");
    krug.nothing_left().await;
}

#[tokio::test]
async fn the_cards_show_that_a_link_has_taken_the_applicant_in() {
    let krug = Krug::start().await;
    krug.tamper(INVITED).await;
    let anna = applicant(&krug).await;
    krug.owner().sees("[Принять]");
    anna.says(LINK).await;
    krug.owner().sees("Смирнова Анна – теперь в сообществе");
    krug.nothing_left().await;
}

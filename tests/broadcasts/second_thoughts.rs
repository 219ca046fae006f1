//! A coordinator presses twice, turns back, thinks better of it: nothing is lost, and she always sees how things stand.

use chrono::TimeDelta;
use krug::sandbox::{Kind, MessageId};

use super::{TEXT, club, composes, got_it};
use crate::audience::{presses_one_with, seminar, writes};
use crate::support::{Krug, Person};

const BEGUN: &str = "Рассылка уже началась. Как она идёт, видно ниже";

/// A button that is on the screen now: where it stands, and what it carries.
pub(super) fn key(krug: &Krug, who: Person<'_>, label: &str) -> (MessageId, String) {
    let bubble = krug.sandbox.said(who.id).pop().expect("a screen");
    let key = bubble.rows.iter().flatten().find(|key| key.label == label);
    let data = key.and_then(|key| key.data()).unwrap_or_else(|| panic!("no [{label}] in:\n{}", who.screen()));
    (bubble.message_id, data.to_owned())
}

/// Both presses are on their way before the first is answered.
async fn presses_twice(krug: &Krug, who: Person<'_>, label: &str) -> (MessageId, String) {
    let (message, data) = key(krug, who, label);
    for _ in 0..2 {
        krug.sandbox.press_anyway(who.id.into(), who.id, message, &data);
    }
    krug.settle().await;
    (message, data)
}

#[tokio::test]
async fn a_double_tap_on_sending_shows_how_it_goes_and_sends_once() {
    let krug = Krug::start().await;
    let (marina, members) = club(&krug, 2).await;
    composes(marina, TEXT).await;
    let (message, data) = presses_twice(&krug, marina, "Отправить сейчас").await;
    assert_eq!(marina.toast(), BEGUN);
    marina.has_not_seen("Вы в сообществе");
    marina.has_seen("Рассылка началась");
    marina.has_seen("Доставлено 3 из 3");
    // Long after, from a second phone that still shows the preview.
    krug.run_on(TimeDelta::hours(1)).await;
    krug.sandbox.press_anyway(marina.id.into(), marina.id, message, &data);
    krug.settle().await;
    assert_eq!(marina.toast(), "Вот как сейчас");
    marina.has_seen("Рассылка закончена");
    assert_eq!(got_it(&members, TEXT), [1, 1]);
    krug.nothing_left().await;
}

#[tokio::test]
async fn an_old_preview_shows_the_letter_as_it_is_now_and_sends_nothing() {
    const NOW: &str = "Совсем другое письмо";
    let krug = Krug::start().await;
    let (marina, members) = club(&krug, 1).await;
    composes(marina, TEXT).await;
    marina.says("отправляй").await;
    marina.presses("Изменить текст").await;
    marina.says(NOW).await;
    let shown = marina.times_seen(NOW);
    marina.presses_old("Сообщение выше", "Отправить сейчас").await;
    marina.sees("по ней ничего не ушло и не изменилось");
    assert_eq!(marina.times_seen(NOW), shown + 1);
    assert_eq!(got_it(&members, NOW), [0]);
    marina.presses("Отправить сейчас").await;
    assert_eq!(got_it(&members, NOW), [1]);
    krug.nothing_left().await;
}

#[tokio::test]
async fn so_does_one_on_planning_and_on_the_answer_about_the_night() {
    let krug = Krug::start().await;
    let (marina, members) = club(&krug, 1).await;
    composes(marina, "Завтрашняя").await;
    marina.presses("Отправить позже").await;
    marina.says("завтра в 16:00").await;
    presses_twice(&krug, marina, "Запланировать").await;
    assert_eq!(marina.toast(), "Вот как сейчас");
    marina.sees("Рассылка ждёт");
    krug.run_on(TimeDelta::hours(12)).await;
    composes(marina, TEXT).await;
    marina.presses("Отправить сейчас").await;
    presses_twice(&krug, marina, "Отправить и ночью, без звука").await;
    assert_eq!(marina.toast(), BEGUN);
    assert_eq!(got_it(&members, TEXT), [1]);
    marina.has_not_seen("Вы в сообществе");
    krug.nothing_left().await;
}

#[tokio::test]
async fn changing_to_whom_and_turning_back_leaves_it_as_it_was() {
    let krug = Krug::start().await;
    let (marina, members) = club(&krug, 2).await;
    krug.tamper(
        "UPDATE memberships SET mentor = 1, joined_at = 0 WHERE person = (SELECT max(person) FROM memberships)",
    )
    .await;
    composes(marina, TEXT).await;
    marina.presses("Изменить, кому").await;
    marina.presses("Выбрать других").await;
    marina.presses("Наставникам").await;
    marina.presses("Кроме…").await;
    marina.presses("Новички").await;
    marina.presses("К просмотру").await;
    let whom = "Кому: наставникам, но не тем, кто с нами меньше 30 дней.";
    marina.sees(whom);
    marina.presses("Изменить, кому").await;
    marina.sees(whom);
    marina.presses("Назад").await;
    marina.sees(whom);
    marina.sees("Получит 1 человек");
    // Others were begun to be chosen, and given up.
    marina.presses("Изменить, кому").await;
    marina.presses("Выбрать других").await;
    marina.presses("По встрече…").await;
    marina.presses("Назад").await;
    marina.presses("Назад").await;
    marina.sees(whom);
    marina.presses("Отправить сейчас").await;
    assert_eq!(got_it(&members, TEXT), [0, 1]);
    krug.nothing_left().await;
}

#[tokio::test]
async fn turning_back_from_the_text_leads_to_where_she_came_from() {
    let krug = Krug::start().await;
    let (marina, members) = club(&krug, 1).await;
    composes(marina, TEXT).await;
    let shown = marina.times_seen(TEXT);
    marina.presses("Изменить текст").await;
    marina.presses("Назад").await;
    marina.sees("Получат 2 человека");
    assert_eq!(marina.times_seen(TEXT), shown, "the letter stands above already");
    // A picture was added, and given up: what leaves is what is shown.
    krug.sandbox.send_media(marina.id, krug::sandbox::Kind::Photo);
    krug.settle().await;
    marina.sees("Фото: 1");
    marina.presses("Назад").await;
    assert_eq!(marina.times_seen(TEXT), shown + 1);
    marina.presses("Отправить сейчас").await;
    members[0].sees(TEXT);
    // So it is where to whom is asked; a new letter has nothing to go back to but the list.
    marina.forges("br:n").await;
    marina.says("Другое письмо").await;
    marina.presses("Изменить текст").await;
    marina.presses("Назад").await;
    marina.sees("Кому отправить?");
    krug.nothing_left().await;
}

#[tokio::test]
async fn another_one_is_told_of_on_the_day_that_is_chosen() {
    let krug = Krug::start().await;
    let (marina, _) = club(&krug, 1).await;
    composes(marina, "Завтрашняя").await;
    marina.presses("Отправить позже").await;
    marina.says("завтра в 16:00").await;
    assert!(!marina.screen().contains("неохотно"), "{}", marina.screen());
    marina.presses("Запланировать").await;
    composes(marina, TEXT).await;
    assert!(!marina.screen().contains("неохотно"), "nothing leaves today: {}", marina.screen());
    marina.presses("Отправить позже").await;
    marina.says("завтра в 10:00").await;
    let told = "На этот день, 25 сентября 2026, пт, здесь уже есть 1 рассылка";
    marina.sees(told);
    marina.says("завтра в 4").await;
    marina.sees("Днём или ночью?");
    marina.sees(told);
    marina.says("послезавтра в 10:00").await;
    assert!(!marina.screen().contains("неохотно"), "{}", marina.screen());
    marina.presses("Назад").await;
    marina.presses("Отправить сейчас").await;
    // One that is corrected is warned about its own day, and not about itself.
    composes(marina, "Третья").await;
    marina.sees("Сегодня здесь уже есть 1 рассылка");
    marina.presses("Отправить позже").await;
    marina.says("завтра в 12:00").await;
    marina.presses("Запланировать").await;
    marina.presses("Изменить").await;
    marina.sees(told);
    krug.nothing_left().await;
}

#[tokio::test]
async fn a_button_right_below_the_text_is_a_button_too() {
    let krug = Krug::start().await;
    let (marina, members) = club(&krug, 1).await;
    composes(marina, "Ждём всех | и гостей\nв зале\nЗаписаться | https://example.org/a").await;
    marina.has_seen("От кого: SkillsClub\n\nЖдём всех | и гостей\nв зале\n[Записаться]");
    marina.presses("Отправить сейчас").await;
    members[0].sees("Ждём всех | и гостей\nв зале\n[Записаться]");
    krug.nothing_left().await;
}

#[tokio::test]
async fn a_list_is_deleted_only_when_she_says_so_twice() {
    let krug = Krug::start().await;
    let (marina, _) = club(&krug, 1).await;
    krug.tamper(
        "INSERT INTO broadcast_segments (community, name, segment, created_at) VALUES ('skillsclub', 'Наши', '[]', 0)",
    )
    .await;
    marina.forges("br:n").await;
    marina.says(TEXT).await;
    marina.presses("Мои списки").await;
    marina.presses("Наши").await;
    marina.presses("Удалить список").await;
    marina.sees("Удалить список «Наши»?");
    marina.presses("Назад").await;
    marina.sees("Список «Наши»");
    assert_eq!(krug.count("SELECT count(*) FROM broadcast_segments").await, 1);
    marina.presses("Удалить список").await;
    marina.presses("Да, удалить").await;
    assert_eq!(marina.toast(), "Список удалён, рассылки остались");
    assert_eq!(krug.count("SELECT count(*) FROM broadcast_segments").await, 0);
    krug.nothing_left().await;
}

#[tokio::test]
async fn once_the_old_draft_is_deleted_what_she_asked_for_goes_on() {
    let krug = Krug::start().await;
    let (marina, members) = club(&krug, 1).await;
    composes(marina, TEXT).await;
    marina.presses("Отправить позже").await;
    marina.says("завтра в 16:00").await;
    marina.presses("Запланировать").await;
    composes(marina, "Черновик").await;
    // One that waits is to be changed, and there is a draft already.
    marina.forges("br:e:1").await;
    marina.sees("У вас уже есть черновик");
    marina.presses("Удалить черновик").await;
    assert!(marina.toast().starts_with("Снято с отправки"), "{}", marina.toast());
    marina.has_seen(TEXT);
    marina.sees("[Отправить сейчас]");
    // Pressed twice: what the first press has begun is no draft in the way.
    marina.forges("ho:a:br/e/1").await;
    marina.sees("У вас уже есть черновик");
    assert_eq!(krug.count("SELECT count(*) FROM talks").await, 1);
    // The question that comes then asks for the same thing as the first one did.
    marina.presses("Удалить черновик").await;
    marina.sees("[Отправить сейчас]");
    // So with a new one; what she was at is deleted and nothing else.
    marina.forges("br:n").await;
    marina.presses("Удалить черновик").await;
    assert_eq!(marina.toast(), "Черновик удалён.");
    marina.sees("Напишите текст одним сообщением");
    marina.says("Новая").await;
    marina.presses("Всем").await;
    marina.presses("Отправить сейчас").await;
    assert_eq!((got_it(&members, "Новая"), got_it(&members, TEXT)), (vec![1], vec![0]));
    krug.nothing_left().await;
}

#[tokio::test]
async fn the_list_says_by_whose_clock_it_goes() {
    let krug = Krug::start().await;
    let (marina, _) = club(&krug, 0).await;
    marina.forges("br:l").await;
    assert!(!marina.screen().contains("Тюмень"), "there is no time to read yet: {}", marina.screen());
    composes(marina, TEXT).await;
    marina.presses("Отправить сейчас").await;
    marina.forges("br:l").await;
    marina.sees("Рассылки · SkillsClub\nВремя – Тюмень.\n\n24 сентября 2026, чт, 10:");
    krug.nothing_left().await;
}

#[tokio::test]
async fn a_changed_one_is_the_same_one_and_no_cancelled_one_stays_behind() {
    let krug = Krug::start().await;
    let (marina, members) = club(&krug, 1).await;
    composes(marina, "Завтрашняя").await;
    marina.presses("Отправить позже").await;
    marina.says("завтра в 16:00").await;
    marina.presses("Запланировать").await;
    marina.presses("Изменить").await;
    marina.presses("Изменить текст").await;
    marina.says(TEXT).await;
    marina.presses("Отправить позже").await;
    marina.presses("Запланировать").await;
    marina.sees("Рассылка ждёт");
    marina.forges("br:l").await;
    marina.sees("ждёт своего времени");
    assert!(!marina.screen().contains("отменена"), "{}", marina.screen());
    assert_eq!(krug.count("SELECT count(*) FROM broadcasts").await, 1);
    // What was given up can be taken up again, by somebody else too.
    marina.forges("br:w:1").await;
    let oleg = krug.person("Олег");
    krug.enrol(oleg, "skillsclub", ("Котов", "Олег"), &["coordinator"]).await;
    oleg.forges("br:e:1").await;
    oleg.presses("Отправить сейчас").await;
    assert_eq!(krug.count("SELECT count(*) FROM broadcasts WHERE state = 'done'").await, 1);
    oleg.has_seen("Доставлено 3 из 3");
    assert_eq!((got_it(&members, TEXT), got_it(&members, "Завтрашняя")), (vec![1], vec![0]));
    krug.nothing_left().await;
}

#[tokio::test]
async fn a_double_tap_finds_a_changed_one_behind_all_that_was_written_since() {
    let krug = Krug::start().await;
    let (marina, members) = club(&krug, 1).await;
    composes(marina, TEXT).await;
    marina.presses("Отправить позже").await;
    marina.says("завтра в 16:00").await;
    marina.presses("Запланировать").await;
    krug.tamper(
        r#"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 6)
           INSERT INTO broadcasts (community, author, body, segment, state, start_at, begin_at, created_at)
           SELECT community, author, '{"html":"Другое"}', '[]', 'done', created_at, created_at, created_at
           FROM broadcasts CROSS JOIN n"#,
    )
    .await;
    krug.run_on(TimeDelta::hours(1)).await;
    marina.presses("Изменить").await;
    presses_twice(&krug, marina, "Отправить сейчас").await;
    assert_eq!(marina.toast(), BEGUN);
    marina.has_not_seen("Вы в сообществе");
    assert_eq!(got_it(&members, TEXT), [1]);
    krug.nothing_left().await;
}

#[tokio::test]
async fn what_goes_on_stands_first_then_what_waits_then_what_is_over() {
    let krug = Krug::start().await;
    let (marina, _) = club(&krug, 0).await;
    krug.tamper(
        r#"INSERT INTO broadcasts (community, author, body, segment, state, start_at, begin_at, created_at)
           SELECT 'skillsclub', m.person, '{"html":"Письмо ' || v.column1 || '"}', '[]', v.column1, v.column2, v.column2, 0
           FROM memberships AS m, (VALUES ('done', 1790000000000), ('withdrawn', 1799000000000), ('paused', 1600000000000),
               ('scheduled', 1790500000000), ('stopped', 1780000000000), ('late', 1790200000000)) AS v"#,
    )
    .await;
    marina.forges("br:l").await;
    let mut letters: Vec<String> = Vec::new();
    loop {
        let screen = marina.screen();
        letters.extend(screen.lines().filter_map(|line| line.strip_prefix("Письмо ")).map(str::to_owned));
        if !screen.contains("[Раньше]") {
            break;
        }
        marina.presses("Раньше").await;
    }
    assert_eq!(letters, ["late", "paused", "scheduled", "withdrawn", "done", "stopped"]);
    krug.nothing_left().await;
}

#[tokio::test]
async fn those_who_are_not_sure_yet_can_be_meant() {
    let krug = Krug::start().await;
    let (marina, members) = club(&krug, 2).await;
    seminar(&krug).await;
    krug.tamper(
        "INSERT INTO answers (event, person, state, answered_at)
         SELECT 1, max(person), 'maybe', 0 FROM memberships WHERE coordinator = 0",
    )
    .await;
    writes(marina, TEXT).await;
    marina.presses("По встрече…").await;
    presses_one_with(marina, &krug, "Оценивание").await;
    marina.presses("Кто пока думает").await;
    marina.sees("тем, кто пока думает о «Оценивание»");
    marina.presses("К просмотру").await;
    marina.presses("Отправить сейчас").await;
    assert_eq!(got_it(&members, TEXT), [0, 1]);
    krug.nothing_left().await;
}

#[tokio::test]
async fn an_older_button_of_the_preview_does_not_send_everything_again() {
    let krug = Krug::start().await;
    let (marina, members) = club(&krug, 1).await;
    let files = |who: Person<'_>| krug.sandbox.said(who.id).iter().filter(|bubble| bubble.kind.is_some()).count();
    marina.forges("br:n").await;
    krug.sandbox.send_album(marina.id, vec![Kind::Document, Kind::Document], "Два файла");
    krug.settle().await;
    marina.presses("Выбрать, кому").await;
    marina.presses("Всем").await;
    marina.presses("Изменить текст").await;
    marina.says("Два нужных файла").await;
    let before = files(marina);
    let old = "br:-:p:now.0123456789ab";
    marina.forges(old).await;
    assert_eq!(files(marina), before, "the files once more");
    marina.sees("по ней ничего не ушло");
    marina.sees("Сейчас: «Два нужных файла»\nФайлов: 2\nКому: всем участникам.");
    marina.has_seen("Сообщение выше – такое, каким его увидят.");
    assert_eq!(files(members[0]), 0);
    marina.presses("Отправить позже").await;
    marina.says("завтра в 16").await;
    marina.presses("Запланировать").await;
    marina.sees("«Два нужных файла»\nФайлов: 2");
    krug.nothing_left().await;
}

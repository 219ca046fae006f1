//! Two coordinators at one broadcast: neither undoes what the other has done, and each sees how things stand.

use chrono::TimeDelta;

use super::second_thoughts::key;
use super::{TEXT, club, composes, got_it};
use crate::support::{Krug, Person};

/// A second coordinator of the same community.
async fn another(krug: &Krug) -> Person<'_> {
    let oleg = krug.person("Олег");
    krug.enrol(oleg, "skillsclub", ("Котов", "Олег"), &["coordinator"]).await;
    oleg
}

#[tokio::test]
async fn of_two_who_change_the_same_one_the_second_is_told_and_sends_nothing() {
    const TAKEN: &str = "Эту рассылку уже запланировал другой координатор";
    let krug = Krug::start().await;
    let (marina, members) = club(&krug, 1).await;
    composes(marina, "Завтрашняя").await;
    marina.presses("Отправить позже").await;
    marina.says("завтра в 16:00").await;
    marina.presses("Запланировать").await;
    marina.presses("Изменить").await;
    marina.presses("Изменить текст").await;
    marina.says(TEXT).await;
    let (message, now) = key(&krug, marina, "Отправить сейчас");
    marina.presses("Отправить позже").await;
    let oleg = another(&krug).await;
    oleg.forges("br:e:1").await;
    oleg.presses("Отправить позже").await;
    oleg.presses("Запланировать").await;
    marina.presses("Запланировать").await;
    marina.sees(TAKEN);
    krug.sandbox.press_anyway(marina.id.into(), marina.id, message, &now);
    krug.settle().await;
    marina.sees(TAKEN);
    assert!(!marina.screen().contains("[Отправить сейчас]"), "{}", marina.screen());
    assert_eq!(krug.count("SELECT count(*) FROM broadcasts").await, 1);
    assert_eq!(got_it(&members, TEXT), [0]);
    // Its card comes below, and hers stays where it was: it may leave as another one, once she says so.
    marina.presses("К рассылке").await;
    marina.sees("Рассылка ждёт");
    marina.presses_old(TAKEN, "Сделать отдельной рассылкой").await;
    marina.has_not_seen(TAKEN);
    marina.presses_old("Сообщение выше", "Отправить сейчас").await;
    krug.run_on(TimeDelta::days(2)).await;
    assert_eq!((got_it(&members, TEXT), got_it(&members, "Завтрашняя")), (vec![1], vec![1]));
    krug.nothing_left().await;
}

#[tokio::test]
async fn whoever_did_not_send_it_sees_how_it_goes_when_she_lets_it_go() {
    let krug = Krug::start().await;
    let (marina, _) = club(&krug, 2).await;
    let oleg = another(&krug).await;
    krug.tamper(
        "UPDATE persons SET zone = 'Asia/Vladivostok'
         WHERE id = (SELECT min(person) FROM memberships WHERE coordinator = 0)",
    )
    .await;
    // 17:00 in Tyumen is 22:00 in Vladivostok: it goes till the morning.
    krug.run_on(TimeDelta::hours(7)).await;
    composes(marina, TEXT).await;
    marina.presses("Отправить сейчас").await;
    marina.presses("Им – утром, остальным сейчас").await;
    oleg.forges("br:c:1").await;
    oleg.presses("Остановить").await;
    oleg.presses("Нет, пусть идёт").await;
    oleg.sees("Отправлено 3 из 4");
    assert_eq!(oleg.toast(), "Вот как сейчас");
    krug.run_on(TimeDelta::days(1)).await;
    krug.nothing_left().await;
}

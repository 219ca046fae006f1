//! The page of `krug demo`, looked at with a browser: one afternoon of four people, from a newcomer's first tap to a
//! broadcast that has arrived.

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Asia::Yekaterinburg;

use crate::support::browser::{Browser, Phone};
use crate::support::demo::Demo;

/// As a coordinator types it.
fn typed(at: DateTime<Utc>) -> String {
    at.with_timezone(&Yekaterinburg).format("%d.%m %H:%M").to_string()
}

async fn a_newcomer_joins(liza: Phone<'_>) {
    liza.opens("skillsclub").await;
    liza.presses("Вступить").await;
    liza.presses("Даю согласие").await;
    liza.sees("Как вас зовут?").await;
    liza.says("Морозова Лиза Андреевна").await;
    liza.presses("Верно").await;
    liza.sees("Где вы работаете или учитесь?").await;
    liza.says("школа 12").await;
    liza.presses("Молодой специалист").await;
    liza.presses("Пропустить").await;
    liza.sees("Проверьте, всё ли верно").await;
    liza.presses("Вступить").await;
    liza.sees("Теперь вы в сообществе SkillsClub").await;
}

async fn a_coordinator_announces(irina: Phone<'_>, title: &str, at: DateTime<Utc>) {
    irina.says("/manage").await;
    irina.presses("Создать: мероприятие").await;
    irina.presses("Митап").await;
    irina.says(title).await;
    irina.says(&typed(at)).await;
    irina.says("школа 12").await;
    irina.presses("Без ограничений").await;
    irina.presses("Объявить").await;
    irina.sees("Ваше объявление").await;
}

#[tokio::test]
async fn an_afternoon_on_the_page() {
    let Some(browser) = Browser::open().await else { return };
    let demo = Demo::start(&[]).await;
    browser.is_wide(1440, 900).await;
    browser.visits(&demo).await;
    let phone = |role| Phone { browser: &browser, role };
    let (anna, irina, liza) = (phone("teacher"), phone("coordinator"), phone("newcomer"));
    browser.pictured("wide").await;

    a_newcomer_joins(liza).await;
    let title = "Как говорить с родителями";
    // The bell a day before is twelve hours away.
    a_coordinator_announces(irina, title, browser.time().await + TimeDelta::hours(36)).await;
    anna.sees(title).await;
    anna.presses("Приду").await;
    anna.sees("Ваш ответ: приду").await;
    irina.sees("Придут: 1").await;

    let before = browser.time().await;
    browser.clicks("//*[@data-do='day']").await;
    anna.sees("Всё в силе?").await;
    browser.finds("//*[@data-do='day'][not(@disabled)]").await;
    assert!(browser.time().await >= before + TimeDelta::days(1), "a day has passed");

    irina.says("/manage").await;
    irina.presses("Рассылки").await;
    irina.presses("Написать новую").await;
    irina.says("Не забудьте тетради").await;
    irina.presses("Всем").await;
    irina.presses("Отправить сейчас").await;
    irina.sees("Отправлено").await;
    irina.sees("Рассылка закончена").await;
    anna.sees("Не забудьте тетради").await;
    browser.closes().await;
}

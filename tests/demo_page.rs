//! The page of `krug demo`, looked at with a browser: one afternoon of four people, from a newcomer's first tap to a
//! broadcast that has arrived.

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Asia::Yekaterinburg;
use serde_json::json;

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
    // The demo begins at the hour at which it is started: that may be night then, or Sunday, and she is asked whether she means it.
    if irina.is_asked("Всё верно?", "Где собираемся?").await {
        irina.presses("Да, верно").await;
    }
    irina.says("школа 12").await;
    irina.presses("Без ограничений").await;
    irina.presses("Объявить").await;
    irina.sees("Ваше объявление").await;
}

#[tokio::test]
async fn an_afternoon_on_the_page() {
    let Some(browser) = Browser::open(1440, 900).await else { return };
    let demo = Demo::start(&[]).await;
    browser.visits(&demo).await;
    let phone = |role| Phone { browser: &browser, role };
    let (anna, irina, liza) = (phone("teacher"), phone("coordinator"), phone("newcomer"));

    a_newcomer_joins(liza).await;
    let title = "Как говорить с родителями";
    // The bell a day before is twelve hours away.
    a_coordinator_announces(irina, title, browser.time().await + TimeDelta::hours(36)).await;
    anna.sees(title).await;
    anna.presses("Приду").await;
    anna.sees("Ваш ответ: приду").await;
    irina.sees("Придут: 1").await;

    runs_on(&browser, "day", TimeDelta::days(1)).await;
    anna.sees("Всё в силе?").await;

    irina.says("/manage").await;
    irina.presses("Рассылки").await;
    irina.presses("Написать новую").await;
    irina.says("Не забудьте тетради").await;
    irina.presses("Всем").await;
    irina.presses("Отправить сейчас").await;
    // Somebody may be asleep: the demo begins at the hour at which it is started.
    let either = "contains(., 'Подождать до утра') or contains(., 'Рассылка закончена')";
    let message = browser.finds(&format!("//section[@data-role='coordinator']//*[@data-message][{either}]")).await;
    if message.text().await.expect("its words").contains("Подождать до утра") {
        irina.presses("Отправить и ночью, без звука").await;
    }
    irina.sees("Рассылка закончена").await;
    irina.sees("Доставлено").await;
    anna.sees("Не забудьте тетради").await;
    browser.closes().await;
}

/// What a careful eye would complain of on the page as it stands.
async fn complaints(browser: &Browser) -> Vec<String> {
    let said = browser.asks(include_str!("support/fits.js")).await;
    said.as_array().expect("a list").iter().map(ToString::to_string).collect()
}

#[tokio::test]
async fn the_page_fits_every_screen_in_both_themes() {
    let mut demo = None;
    for (width, height) in [(1440, 900), (768, 1024), (360, 740)] {
        let Some(browser) = Browser::open(width, height).await else { return };
        if demo.is_none() {
            demo = Some(Demo::start(&[]).await);
        }
        let demo = demo.as_ref().expect("it has just been started");
        browser.visits(demo).await;
        browser.finds("//*[@data-role='teacher']//*[@data-message]").await;
        assert_eq!(browser.asks("return innerWidth").await, json!(width));
        for theme in ["light", "dark"] {
            browser.asks(&format!("document.documentElement.dataset.theme = '{theme}'")).await;
            browser.pictured(&format!("{width}-{theme}")).await;
            assert_eq!(complaints(&browser).await, Vec::<String>::new(), "{width}×{height}, {theme}");
        }
        browser.closes().await;
    }
}

/// Presses a button of the clock and waits until so much time has passed.
async fn runs_on(browser: &Browser, button: &str, by: TimeDelta) {
    let until = browser.time().await + by;
    browser.clicks(&format!("//*[@data-do='{button}'][not(@disabled)]")).await;
    browser.sees_time(until).await;
    browser.finds(&format!("//*[@data-do='{button}'][not(@disabled)]")).await;
}

#[tokio::test]
async fn months_pass_and_the_page_stays_small_and_quick() {
    let Some(browser) = Browser::open(1440, 900).await else { return };
    let demo = Demo::start(&[]).await;
    browser.visits(&demo).await;
    let anna = Phone { browser: &browser, role: "teacher" };
    let user = browser.asks("return Number(document.querySelector('[data-role=teacher]').dataset.phone)").await;
    for _ in 0..20 {
        for _ in 0..12 {
            let said = json!({ "act": "say", "user": user, "chat": user, "text": "/plan" });
            assert_eq!(demo.act(&said).await, reqwest::StatusCode::NO_CONTENT);
        }
        runs_on(&browser, "week", TimeDelta::weeks(1)).await;
    }
    anna.says("/help").await;
    anna.sees("Что здесь можно").await;
    let count = "return document.querySelectorAll('[data-role=teacher] [data-message]').length";
    let there = browser.asks(count).await.as_u64().expect("a number");
    assert!((150..=400).contains(&there), "{there} messages are drawn of a chat of nearly five hundred");
    browser.closes().await;
}

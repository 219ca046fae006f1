//! Each of the five communities lives on Krug in its own words: from an invitation for the coordinator and `/start` for a
//! newcomer to an announced event and its answer.

use crate::membership::tells_all;
use crate::support::{Krug, Person};

/// What is particular about a community.
struct Walk {
    id: &'static str,
    /// The category a newcomer and a coordinator choose; `None` where there is only one.
    categories: Option<(&'static str, &'static str)>,
    /// What the community calls what it meets for.
    makes: &'static str,
    /// The kind of event that is made, by its title in the profile.
    kind: &'static str,
    /// What the welcome says, clause and all.
    welcome: &'static str,
    /// The city whose time is shown.
    city: &'static str,
    joins: Joins,
}

enum Joins {
    /// At once.
    Open,
    /// By a second text; the coordinator accepts.
    ByWrittenConsent,
    /// The coordinator decides.
    ByApproval,
}

async fn walk(way: &Walk) {
    let krug = Krug::start().await;
    let (marina, anna) = (krug.person("Марина"), krug.person("Анна"));
    let invitation = krug.invitation(way.id).await;
    marina.says(&invitation).await;
    tells_all(marina, "Орлова Марина Петровна", way.categories.map(|c| c.1)).await;
    become_member(marina, way).await;
    marina.has_seen("раздел /manage открыт для вас");

    anna.says(&format!("/start {}", way.id)).await;
    anna.presses("Вступить").await;
    tells_all(anna, "Смирнова Анна Сергеевна", way.categories.map(|c| c.0)).await;
    become_member(anna, way).await;
    if !matches!(way.joins, Joins::Open) {
        anna.has_not_seen("Теперь вы в сообществе");
        marina.has_seen("Смирнова Анна Сергеевна");
        marina.presses("Принять").await;
    }
    anna.has_seen("Готово, Анна Сергеевна!");
    anna.has_seen(way.welcome);

    marina.says("/manage").await;
    marina.presses(&format!("Создать: {}", way.makes)).await;
    marina.says(way.kind).await;
    marina.says("Первая неделя в классе").await;
    marina.says("15.10 16:00").await;
    marina.says("школа 12").await;
    marina.presses("Без ограничений").await;
    marina.sees(&format!("15 октября 2026, чт, 16:00 ({})", way.city));
    marina.presses("Объявить").await;

    anna.sees(&format!("{} «Первая неделя в классе»", way.kind));
    anna.presses("Приду").await;
    anna.sees("Записали");
    anna.says("/plan").await;
    anna.sees("Первая неделя в классе");
    krug.nothing_left().await;
}

/// The last step of joining.
async fn become_member(who: Person<'_>, way: &Walk) {
    who.presses("Вступить").await;
    if matches!(way.joins, Joins::ByWrittenConsent) {
        who.sees("Согласие на вступление");
        who.presses("Подтверждаю").await;
    }
}

#[tokio::test]
async fn skillsclub() {
    walk(&Walk {
        id: "skillsclub",
        categories: Some(("Молодой специалист", "Опытный педагог")),
        makes: "мероприятие",
        kind: "Митап",
        welcome: "Работать на общественных началах, без оплаты (п. 4.5)",
        city: "Тюмень",
        joins: Joins::Open,
    })
    .await;
}

#[tokio::test]
async fn tutaev_pos() {
    walk(&Walk {
        id: "tutaev_pos",
        categories: None,
        makes: "заседание",
        kind: "Заседание",
        welcome: "Давать поручения членам ПОС (п. 5.1)",
        city: "Тутаев",
        joins: Joins::Open,
    })
    .await;
}

#[tokio::test]
async fn perm_nastavniki() {
    walk(&Walk {
        id: "perm_nastavniki",
        categories: Some(("Молодой педагог", "Участник мероприятий")),
        makes: "событие",
        kind: "Вебинар",
        welcome: "Получать оперативную взаимопомощь и учиться «по горизонтали» (п. 1.3)",
        city: "Пермь",
        joins: Joins::Open,
    })
    .await;
}

#[tokio::test]
async fn anuchino_school() {
    walk(&Walk {
        id: "anuchino_school",
        categories: Some(("Молодой специалист", "Наставник")),
        makes: "встреча",
        kind: "Обмен опытом",
        welcome: "Получать методическую поддержку с опорой на свои сильные стороны",
        city: "Анучино",
        joins: Joins::ByApproval,
    })
    .await;
}

#[tokio::test]
async fn ya_tochka_rosta() {
    walk(&Walk {
        id: "ya_tochka_rosta",
        categories: Some(("Педагог центра «Точка роста»", "Работник ИРО")),
        makes: "мероприятие",
        kind: "Мастер-класс",
        welcome: "Указывать свою принадлежность к Сообществу (п. 5.1)",
        city: "Ярославль",
        joins: Joins::ByWrittenConsent,
    })
    .await;
}

//! Belonging to communities: switching, the profile, teams, roles, leaving.

use chrono::TimeDelta;

use crate::membership::{joins_skillsclub, tells_all};
use crate::support::Krug;

#[tokio::test]
async fn a_second_community_asks_only_what_is_missing() {
    let krug = Krug::start().await;
    let dasha = krug.person("Даша");
    joins_skillsclub(dasha, "Котова Дарья").await;
    dasha.says("/start perm_nastavniki").await;
    dasha.presses("Вступить").await;
    dasha.sees("Пермский край");
    dasha.presses("Даю согласие").await;
    dasha.sees("Кто вы?");
    dasha.presses("Молодой педагог").await;
    dasha.sees("Котова Дарья");
    dasha.presses("Вступить").await;
    dasha.says("/profile").await;
    dasha.sees("Вы состоите в: SkillsClub, НАСТАВНИКИ");
    dasha.says("/start").await;
    dasha.presses("Сообщества").await;
    dasha.sees("НАСТАВНИКИ · сейчас, вы внутри");
    dasha.presses("SkillsClub · вы внутри").await;
    assert_eq!(dasha.toast(), "Сейчас: SkillsClub");
    dasha.says("/start").await;
    dasha.sees("Вы в сообществе SkillsClub");
    krug.nothing_left().await;
}

#[tokio::test]
async fn a_newcomer_chooses_a_team_where_there_are_teams() {
    let krug = Krug::start().await;
    let (olga, igor) = (krug.person("Ольга"), krug.person("Игорь"));
    krug.enrol(olga, "tutaev_pos", ("Белова", "Ольга"), &["coordinator"]).await;
    igor.says("/start tutaev_pos").await;
    igor.presses("Вступить").await;
    tells_all(igor, "Орлов Игорь Павлович", None).await;
    igor.sees("Команды координатор пока не завёл");
    olga.says("/manage").await;
    olga.presses("Участники").await;
    olga.presses("Команды").await;
    olga.presses("Добавить").await;
    olga.says("ПОС математиков").await;
    olga.sees("ПОС математиков");
    igor.presses("Заполнить заново").await;
    igor.says("Орлов Игорь Павлович").await;
    igor.presses("Верно").await;
    igor.says("лицей 1").await;
    igor.presses("ПОС математиков").await;
    igor.presses("Пропустить").await;
    igor.presses("Вступить").await;
    igor.says("/profile").await;
    igor.sees("Команда: ПОС математиков");
    olga.presses("ПОС математиков").await;
    olga.sees("1 участник");
    olga.presses("Закрыть").await;
    olga.sees("Новых людей не принимает");
    krug.nothing_left().await;
}

#[tokio::test]
async fn a_member_changes_what_she_told() {
    let krug = Krug::start().await;
    let anna = krug.person("Анна");
    joins_skillsclub(anna, "Смирнова Анна").await;
    anna.says("/profile").await;
    anna.presses("Изменить").await;
    anna.presses("Имя").await;
    anna.says("7").await;
    anna.sees("словами, без сокращений");
    anna.says("Петрова Анна Ивановна").await;
    anna.sees("Петрова Анна Ивановна");
    anna.presses("Изменить").await;
    anna.presses("Кто я").await;
    anna.presses("Опытный педагог").await;
    anna.sees("Кто: Опытный педагог");
    anna.presses("Изменить").await;
    anna.presses("Предмет").await;
    anna.says("химия").await;
    anna.sees("Предмет: химия");
    krug.nothing_left().await;
}

#[tokio::test]
async fn a_coordinator_gives_and_takes_roles_and_the_member_hears_of_it() {
    let krug = Krug::start().await;
    let (marina, anna) = (krug.person("Марина"), krug.person("Анна"));
    krug.enrol(marina, "skillsclub", ("Белова", "Марина"), &["coordinator"]).await;
    joins_skillsclub(anna, "Смирнова Анна").await;
    marina.says("/manage").await;
    marina.presses("Участники").await;
    marina.sees("Молодой специалист: 1");
    marina.presses("Участники").await;
    marina.presses("Смирнова Анна").await;
    marina.presses("Сделать наставником").await;
    anna.sees("Вы теперь наставник в сообществе SkillsClub");
    marina.presses("Темы").await;
    marina.sees("значит, на все");
    marina.presses("Методика").await;
    let number = krug.number_of(anna).await;
    // A button that was drawn for another mentor changes nothing.
    marina.forges(&format!("me:-:topic{}:-methodics", number + 1)).await;
    marina.forges(&format!("me:-:topic{number}:+methodics")).await;
    marina.presses("Готово").await;
    marina.sees("Наставник, темы: Методика");
    marina.presses("Сделать координатором").await;
    anna.sees("Вы теперь координатор ЦНППМ");
    let menu: Vec<String> = krug.sandbox.menu_of(anna.id).into_iter().map(|(name, _)| name).collect();
    assert!(menu.contains(&"manage".to_owned()), "{menu:?}");
    marina.presses("Снять роль наставника").await;
    anna.sees("Вы больше не наставник");
    krug.nothing_left().await;
}

#[tokio::test]
async fn whoever_lost_the_right_presses_in_vain() {
    let krug = Krug::start().await;
    let (marina, anna) = (krug.person("Марина"), krug.person("Анна"));
    krug.enrol(marina, "skillsclub", ("Белова", "Марина"), &["coordinator"]).await;
    krug.enrol(anna, "skillsclub", ("Смирнова", "Анна"), &[]).await;
    let number = krug.number_of(marina).await;
    for data in [
        format!("me:gi:skillsclub:{number}:m"),
        format!("me:ta:skillsclub:{number}:c"),
        format!("me:ap:skillsclub:{number}"),
        format!("me:fx:skillsclub:{number}:c"),
        "me:am:skillsclub:0".to_owned(),
        "me:ua:skillsclub".to_owned(),
    ] {
        anna.forges(&data).await;
        anna.has_not_seen("Белова");
    }
    anna.sees("Это раздел координатора");
    assert_eq!(krug.count("SELECT count(*) FROM memberships WHERE coordinator = 1").await, 1);
    assert_eq!(krug.count("SELECT count(*) FROM memberships WHERE mentor = 1").await, 0);
    krug.nothing_left().await;
}

#[tokio::test]
async fn the_last_coordinator_cannot_be_unmade_but_can_leave_and_it_is_noticed() {
    let krug = Krug::start().await;
    let (marina, olga) = (krug.person("Марина"), krug.person("Ольга"));
    krug.owner().says("/start").await;
    krug.enrol(marina, "skillsclub", ("Белова", "Марина"), &["coordinator"]).await;
    krug.enrol(olga, "skillsclub", ("Орлова", "Ольга"), &["mentor"]).await;
    marina.says("/manage").await;
    marina.presses("Участники").await;
    marina.presses("Участники").await;
    marina.presses("Белова Марина Сергеевна").await;
    marina.presses("Снять роль координатора").await;
    assert_eq!(marina.toast(), "Это последний координатор. Сначала назначьте другого.");
    marina.says("/leave").await;
    marina.sees("Вы последний координатор");
    marina.sees("Выйти из сообщества SkillsClub?");
    marina.presses("Да, выйти").await;
    marina.sees("Вы вышли из сообщества SkillsClub");
    olga.sees("В сообществе SkillsClub больше нет координатора");
    krug.owner().sees("krug invite skillsclub");
    krug.nothing_left().await;
}

#[tokio::test]
async fn where_nobody_else_can_be_told_all_members_are_and_delay_nobody() {
    let krug = Krug::start().await;
    let (marina, anna, kate) = (krug.person("Марина"), krug.person("Анна"), krug.speaker("Kate", "en"));
    krug.enrol(marina, "skillsclub", ("Белова", "Марина"), &["coordinator"]).await;
    krug.enrol(anna, "skillsclub", ("Смирнова", "Анна"), &[]).await;
    krug.enrol(kate, "skillsclub", ("Brown", "Kate"), &[]).await;
    marina.says("/leave").await;
    marina.presses("Да, выйти").await;
    anna.sees("В сообществе SkillsClub больше нет координатора");
    kate.sees("SkillsClub has no coordinator any more");
    assert_eq!(krug.count("SELECT count(*) FROM outbox WHERE lane = 3").await, 2);
    assert!(!marina.screen().contains("больше нет координатора"), "{}", marina.screen());
    krug.nothing_left().await;
}

#[tokio::test]
async fn what_a_leaver_told_is_kept_for_thirty_days_and_then_forgotten() {
    let krug = Krug::start().await;
    let anna = krug.person("Анна");
    joins_skillsclub(anna, "Смирнова Анна").await;
    anna.says("/leave").await;
    anna.presses("Да, выйти").await;
    anna.presses_old("Вы вышли из сообщества SkillsClub", "На главную").await;
    anna.sees("Вы вышли из этого сообщества");
    krug.run_on(TimeDelta::days(29)).await;
    assert_eq!(krug.count("SELECT count(*) FROM persons WHERE last_name = 'Смирнова'").await, 1);
    krug.run_on(TimeDelta::days(2)).await;
    assert_eq!(krug.count("SELECT count(*) FROM persons WHERE last_name IS NOT NULL").await, 0);
    assert_eq!(krug.count("SELECT count(*) FROM memberships").await, 0);
    assert_eq!(krug.count("SELECT count(*) FROM consents WHERE revoked_at IS NOT NULL").await, 1);
    krug.nothing_left().await;
}

#[tokio::test]
async fn whoever_comes_back_in_time_is_not_forgotten() {
    let krug = Krug::start().await;
    let anna = krug.person("Анна");
    joins_skillsclub(anna, "Смирнова Анна").await;
    anna.says("/leave").await;
    anna.presses("Да, выйти").await;
    anna.presses("Вернуться").await;
    anna.sees("Проверьте, всё ли верно");
    anna.presses("Вступить").await;
    anna.has_seen("Готово, Анна!");
    krug.run_on(TimeDelta::days(40)).await;
    assert_eq!(krug.count("SELECT count(*) FROM memberships WHERE state = 'active'").await, 1);
    krug.nothing_left().await;
}

#[tokio::test]
async fn somebody_who_left_may_be_forgotten_at_once() {
    let krug = Krug::start().await;
    let anna = krug.person("Анна");
    joins_skillsclub(anna, "Смирнова Анна").await;
    anna.says("/leave").await;
    anna.presses("Да, выйти").await;
    anna.presses("Удалить сейчас").await;
    anna.sees("больше ничего не хранится");
    assert_eq!(krug.count("SELECT count(*) FROM persons WHERE last_name IS NOT NULL").await, 0);
    krug.nothing_left().await;
}

#[tokio::test]
async fn a_stranger_may_press_anything_and_gets_an_answer() {
    let krug = Krug::start().await;
    let anna = krug.person("Анна");
    anna.says("/start").await;
    let tags = ["v", "j", "ly", "le", "ar", "aw", "am", "ac", "ay", "an", "aq", "ap", "to", "u", "ua", "rc", "rs"];
    for tag in tags {
        for rest in ["skillsclub", "skillsclub:1", "skillsclub:999:7", "nosuch", "nosuch:1", "anuchino_school:999"] {
            anna.forges(&format!("me:{tag}:{rest}")).await;
            assert!(!anna.screen().is_empty());
        }
    }
    for data in [
        "me:gi:nosuch:1:m",
        "me:ta:skillsclub:1:c",
        "me:fx:skillsclub:1:u",
        "me:uc:5",
        "me:ur:5",
        "me:ux:5",
        "me:uo:5",
        "me:pc",
        "me:pe:n",
        "me:pe:u",
        "me:cm:65535",
        "me:l",
        "me:a",
        "pr:ra:nosuch",
        "pr:rn:skillsclub",
        "pr:r",
    ] {
        anna.forges(data).await;
        assert!(!anna.screen().is_empty());
    }
    assert_eq!(krug.count("SELECT count(*) FROM memberships").await, 0);
    assert_eq!(krug.count("SELECT count(*) FROM units").await, 0);
    krug.nothing_left().await;
}

#[tokio::test]
async fn a_phone_number_or_a_link_is_not_taken_for_a_workplace() {
    let krug = Krug::start().await;
    let anna = krug.person("Анна");
    anna.says("/start skillsclub").await;
    anna.presses("Вступить").await;
    anna.presses("Даю согласие").await;
    anna.says("Смирнова Анна").await;
    anna.presses("Верно").await;
    for other in ["+7 912 345-67-89", "https://школа.рф"] {
        anna.says(other).await;
        anna.sees("Похоже на номер, почту или ссылку. Напишите, пожалуйста, название");
        anna.sees("Где вы работаете или учитесь?");
    }
    anna.says("школа 12").await;
    anna.presses("Молодой специалист").await;
    anna.presses("Пропустить").await;
    anna.presses("Вступить").await;
    anna.says("/profile").await;
    anna.presses("Изменить").await;
    anna.presses("Место работы").await;
    anna.says("anna@mail.ru").await;
    anna.sees("Похоже на номер, почту или ссылку");
    anna.says("лицей 3").await;
    anna.sees("Работа или учёба: лицей 3");
    krug.nothing_left().await;
}

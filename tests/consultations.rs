//! Questions to mentors: one asks, the first who takes it has it, both talk through the bot, nothing ends in silence.

use chrono::TimeDelta;
use krug::sandbox::Kind;

mod which;

use crate::support::{Krug, Person};

pub const QUESTION: &str = "Восьмой класс не слушает вообще, завтра опять урок, что делать?";

/// One who asks, three mentors and a coordinator of SkillsClub.
pub struct Cast<'k> {
    pub anna: Person<'k>,
    pub nina: Person<'k>,
    pub olga: Person<'k>,
    pub vera: Person<'k>,
    pub marina: Person<'k>,
}

pub async fn cast(krug: &Krug) -> Cast<'_> {
    let member = |name: &'static str, last: &'static str, roles: &'static [&'static str]| async move {
        let person = krug.person(name);
        krug.enrol(person, "skillsclub", (last, name), roles).await;
        person
    };
    Cast {
        anna: member("Анна", "Смирнова", &[]).await,
        nina: member("Нина", "Котова", &["mentor"]).await,
        olga: member("Ольга", "Белова", &["mentor"]).await,
        vera: member("Вера", "Львова", &["mentor"]).await,
        marina: member("Марина", "Орлова", &["coordinator"]).await,
    }
}

/// Asks from the command to the sent question.
pub async fn asks(anna: Person<'_>, name: &str) {
    anna.says("/ask").await;
    anna.presses("Дисциплина в классе").await;
    anna.presses("К завтрашнему уроку").await;
    anna.says(QUESTION).await;
    anna.presses(name).await;
    anna.presses("Отправить").await;
}

/// Asks, and Nina takes it.
pub async fn talking<'k>(krug: &'k Krug, name: &str) -> Cast<'k> {
    let cast = cast(krug).await;
    asks(cast.anna, name).await;
    cast.nina.presses("Возьму").await;
    cast
}

#[tokio::test]
async fn a_question_is_asked_answered_and_thanked_for() {
    let krug = Krug::start().await;
    let c = cast(&krug).await;
    c.anna.says("/ask").await;
    c.anna.sees("О чём вопрос?");
    c.anna.sees("п. 3.1 Положения");
    c.anna.presses("Другие темы").await;
    c.anna.presses("Другие темы").await;
    c.anna.presses("Дисциплина в классе").await;
    c.anna.presses("К завтрашнему уроку").await;
    c.anna.sees("Фамилий детей и родителей не называйте");
    c.anna.sees("вопрос увидит координатор ЦНППМ");
    c.anna.says(QUESTION).await;
    c.anna.presses("Да, показать").await;
    c.anna.sees("Имя увидят: Анна Сергеевна");
    c.anna.presses("Отправить").await;
    c.anna.sees("его получили 3 наставника");
    c.nina.sees("Спрашивает Анна Сергеевна");
    c.nina.presses("Возьму").await;
    c.nina.sees("Вопрос ваш");
    c.anna.sees("Вашим вопросом занимается Нина Сергеевна");
    c.olga.sees("Спасибо, коллега уже ответил");
    c.olga.has_not_seen(QUESTION);

    c.nina.says("Начните с тишины: сядьте и подождите.").await;
    c.nina.sees("Передано: вопрос №1, Анна Сергеевна");
    c.anna.sees("Вопрос №1 · отвечает Нина Сергеевна");
    c.anna.sees("Начните с тишины");
    c.anna.says("Попробую, спасибо!").await;
    c.nina.sees("Вопрос №1 · пишет Анна Сергеевна");
    c.anna.presses("Закрыть вопрос").await;
    c.anna.sees("Вопрос закрыт. Помогло?");
    c.anna.presses("Помогло").await;
    c.nina.sees("Ответ помог. Спасибо вам!");
    c.anna.says("попробовала, сработало!!!").await;
    c.anna.sees("Ваши слова переданы");
    c.nina.sees("попробовала, сработало!!!");
    c.marina.has_not_seen("Восьмой класс");
    krug.nothing_left().await;
}

#[tokio::test]
async fn without_a_name_nobody_learns_it() {
    let krug = Krug::start().await;
    let c = talking(&krug, "Без имени").await;
    c.anna.says("Мне подойти к ним самой?").await;
    c.nina.sees("Вопрос №1 · без имени");
    c.nina.says("Да, на перемене").await;
    c.nina.sees("Передано: вопрос №1");
    for mentor in [c.nina, c.olga, c.vera] {
        mentor.has_not_seen("Анна");
        mentor.has_not_seen("Смирнова");
    }
    c.anna.says("/my").await;
    c.anna.presses("Мои вопросы").await;
    c.anna.presses("№1 · Дисциплина в классе").await;
    c.anna.presses("Показать моё имя").await;
    c.nina.sees("Автор вопроса теперь пишет под именем: Анна Сергеевна");
    krug.nothing_left().await;
}

#[tokio::test]
async fn a_second_press_of_send_changes_nothing() {
    let krug = Krug::start().await;
    let c = cast(&krug).await;
    asks(c.anna, "Без имени").await;
    c.anna.forges(&sent_wire(&krug).await).await;
    assert_eq!(c.anna.toast(), "Этот вопрос уже отправлен.");
    c.anna.sees("ждём ответа наставников");
    c.anna.sees("Показать моё имя");
    assert_eq!(krug.count("SELECT count(*) FROM consultations").await, 1);
    assert_eq!(c.nina.times_seen(QUESTION), 1);
    krug.nothing_left().await;
}

/// The data of the button «Отправить» of the one question there is.
async fn sent_wire(krug: &Krug) -> String {
    format!("co:y:{}", krug.count("SELECT nonce FROM consultations").await)
}

#[tokio::test]
async fn the_late_mentor_hears_a_kind_word() {
    let krug = Krug::start().await;
    let c = talking(&krug, "Без имени").await;
    c.olga.forges("co:t:1").await;
    assert_eq!(c.olga.toast(), "Коллега успел раньше, спасибо!");
    c.olga.sees("Спасибо, коллега уже ответил");
    c.nina.forges("co:t:1").await;
    c.nina.sees(QUESTION);
    let taken = "SELECT count(*) FROM consultation_offers WHERE state = 'taken'";
    assert_eq!(krug.count(taken).await, 1);
    krug.nothing_left().await;
}

#[tokio::test]
async fn strangers_learn_nothing_and_do_nothing() {
    let krug = Krug::start().await;
    let c = talking(&krug, "Без имени").await;
    let eve = krug.person("Ева");
    krug.enrol(eve, "skillsclub", ("Чужая", "Ева"), &[]).await;
    for press in
        ["c:1", "t:1", "d:1:1", "r:1", "x:1:1", "xs:1:1", "xg:1:1", "k:1:1:no", "l:1:1", "z:1:1", "w:1", "wy:1:1"]
    {
        eve.forges(&format!("co:{press}")).await;
        eve.has_not_seen("Дисциплина");
        eve.has_not_seen(QUESTION);
    }
    for press in ["et:1", "ea:1:0", "ew:1", "c:1", "n:1", "kn:1"] {
        c.marina.forges(&format!("co:{press}")).await;
        c.marina.has_not_seen(QUESTION);
        c.marina.has_seen("Текст и переписку видят только автор и тот, кто отвечает");
    }
    assert_eq!(krug.count("SELECT count(*) FROM consultations WHERE stage = 'accepted' AND named = 0").await, 1);
    krug.nothing_left().await;
}

#[tokio::test]
async fn nobody_takes_it_and_the_coordinator_answers() {
    let krug = Krug::start().await;
    let c = cast(&krug).await;
    asks(c.anna, "Без имени").await;
    c.nina.presses("Не смогу").await;
    c.nina.sees("Хорошо, спасибо, что ответили");
    krug.run_on(TimeDelta::hours(8)).await;
    c.anna.sees("Теперь вопрос видит координатор ЦНППМ");
    c.marina.sees(QUESTION);
    c.marina.presses("Закрыть с ответом").await;
    c.marina.sends(Kind::Voice).await;
    c.marina.sees("Голосовые здесь пока не разбираю");
    c.marina.says("Приходите в среду на встречу, разберём вместе.").await;
    c.marina.sees("Ответ передан");
    c.marina.presses_old("Вопрос больше не ждёт вас", "На главную").await;
    c.anna.has_seen("Приходите в среду на встречу");
    c.anna.sees("Это ответ. Помогло?");
    c.anna.presses("Частично").await;
    c.anna.presses("Без слов").await;
    c.marina.has_seen("Ответ частично помог");
    krug.nothing_left().await;
}

#[tokio::test]
async fn a_coordinator_gives_it_to_a_mentor_by_name() {
    let krug = Krug::start().await;
    let c = cast(&krug).await;
    asks(c.anna, "Да, показать").await;
    for mentor in [c.nina, c.olga, c.vera] {
        mentor.presses("Не смогу").await;
    }
    c.anna.sees("Теперь вопрос видит координатор ЦНППМ");
    c.marina.sees("Спрашивает Анна Сергеевна");
    c.marina.presses("Поручить наставнику").await;
    c.marina.presses("Белова Ольга Сергеевна").await;
    c.marina.sees("Предложено: Белова Ольга Сергеевна");
    c.olga.sees("Этот вопрос предлагает вам координатор ЦНППМ");
    c.olga.presses("Возьму").await;
    c.anna.sees("Вашим вопросом занимается Ольга Сергеевна");
    krug.nothing_left().await;
}

#[tokio::test]
async fn where_there_is_nobody_at_all_it_is_said_honestly() {
    let krug = Krug::start().await;
    let anna = krug.person("Анна");
    krug.enrol(anna, "skillsclub", ("Смирнова", "Анна"), &[]).await;
    asks(anna, "Без имени").await;
    anna.sees("передать вопрос пока некому");
    krug.run_on(TimeDelta::days(9)).await;
    anna.sees("Ответить так никто и не смог, извините");
    krug.owner().says("/start").await;
    anna.presses("Спросить ещё раз").await;
    krug.owner().sees(QUESTION);
    krug.nothing_left().await;
}

#[tokio::test]
async fn voice_is_passed_on_and_phone_numbers_are_not() {
    let krug = Krug::start().await;
    let c = talking(&krug, "Без имени").await;
    c.nina.sends(Kind::Voice).await;
    c.nina.sees("Передано");
    c.anna.has_seen("Голосовое сообщение ниже");
    c.anna.sees("voice.oga");
    c.anna.sends(Kind::Photo).await;
    c.anna.sees("На фото не должно быть фамилий и лиц детей");
    c.nina.sees("photo.jpg");
    c.nina.sends(Kind::Contact).await;
    c.nina.sees("Телефоны не передаю");
    c.nina.sends(Kind::Sticker).await;
    c.nina.sees("Такое передать не могу");
    krug.nothing_left().await;
}

#[tokio::test]
async fn words_of_the_other_side_stay_when_a_button_under_them_is_pressed() {
    let krug = Krug::start().await;
    let c = talking(&krug, "Без имени").await;
    c.nina.says("Начните с тишины").await;
    for button in ["Ответить", "Закрыть вопрос", "На главную"] {
        c.anna.presses_old("Начните с тишины", button).await;
        c.anna.has_seen("Начните с тишины");
    }
    krug.nothing_left().await;
}

#[tokio::test]
async fn with_two_open_questions_words_wait_until_it_is_said_to_whom() {
    let krug = Krug::start().await;
    let c = talking(&krug, "Без имени").await;
    asks(c.anna, "Без имени").await;
    c.olga.presses("Возьму").await;
    c.anna.says("Спасибо, а если не поможет?").await;
    c.anna.sees("К какому это?");
    c.nina.has_not_seen("а если не поможет");
    c.olga.has_not_seen("а если не поможет");
    c.anna.presses("№2 · Ольга Сергеевна").await;
    c.anna.sees("Передано: вопрос №2, Ольга Сергеевна");
    c.olga.sees("а если не поможет");
    // What has been passed on cannot be kept back any more, and nobody says so.
    c.anna.forges("co:rn").await;
    c.anna.sees("Здесь уже ничего не ждёт");
    c.anna.says("И ещё одно").await;
    c.olga.sees("И ещё одно");
    c.nina.has_not_seen("И ещё одно");
    krug.nothing_left().await;
}

/// Nina leads two questions: Anna's, and Dasha's, who was the last to ask.
async fn leading_two<'k>(krug: &'k Krug) -> (Cast<'k>, Person<'k>) {
    let c = talking(krug, "Да, показать").await;
    let dasha = krug.person("Дарья");
    krug.enrol(dasha, "skillsclub", ("Котова", "Дарья"), &[]).await;
    asks(dasha, "Без имени").await;
    c.nina.presses("Возьму").await;
    (c, dasha)
}

#[tokio::test]
async fn a_mentor_who_leads_two_questions_is_asked_to_whom_she_writes() {
    let krug = Krug::start().await;
    let (c, dasha) = leading_two(&krug).await;
    c.nina.says("Начните с тишины").await;
    c.nina.sees("У вас несколько открытых вопросов. К какому это?");
    c.nina.sees("[№1 · Анна Сергеевна]");
    c.nina.says("И не спешите").await;
    assert!(c.anna.times_seen("Начните с тишины") + dasha.times_seen("Начните с тишины") == 0);
    c.nina.presses("№1 · Анна Сергеевна").await;
    c.nina.sees("Передано: вопрос №1, Анна Сергеевна");
    c.anna.has_seen("Начните с тишины");
    c.anna.sees("И не спешите");
    // Right after it is plain to whom.
    c.nina.says("Удачи!").await;
    c.anna.sees("Удачи!");
    krug.run_on(TimeDelta::hours(1)).await;
    c.nina.says("Как прошёл урок?").await;
    c.nina.sees("К какому это?");
    c.anna.has_not_seen("Как прошёл урок?");
    dasha.has_not_seen("Начните с тишины");
    krug.nothing_left().await;
}

#[tokio::test]
async fn a_reply_to_somebodys_words_goes_to_her() {
    let krug = Krug::start().await;
    let (c, dasha) = leading_two(&krug).await;
    c.anna.says("А если они шумят?").await;
    dasha.says("А если молчат?").await;
    c.nina.replies("А если они шумят?", "Ждите").await;
    c.nina.sees("Передано: вопрос №1, Анна Сергеевна");
    c.anna.sees("Ждите");
    c.nina.replies("А если молчат?", "Спросите сами").await;
    c.nina.sees("Передано: вопрос №2");
    dasha.sees("Спросите сами");
    c.anna.has_not_seen("Спросите сами");
    c.nina.sends(Kind::Voice).await;
    dasha.has_seen("Голосовое сообщение ниже");
    // A message of which nobody knows whose question it was about.
    c.nina.replies("Передано: вопрос №1", "И ещё").await;
    c.anna.sees("И ещё");
    krug.nothing_left().await;
}

#[tokio::test]
async fn a_reply_to_a_message_about_several_questions_goes_to_none_of_them_unasked() {
    let krug = Krug::start().await;
    let (c, dasha) = leading_two(&krug).await;
    c.nina.says("Начните с тишины").await;
    c.nina.presses("№2 · Дисциплина в классе").await;
    dasha.sees("Начните с тишины");
    c.nina.replies("К какому это?", "И ещё").await;
    c.nina.sees("К какому это?");
    assert!(c.anna.times_seen("И ещё") + dasha.times_seen("И ещё") == 0);
    krug.nothing_left().await;
}

#[tokio::test]
async fn whoever_leads_many_questions_reaches_each_of_them() {
    let krug = Krug::start().await;
    let c = cast(&krug).await;
    for n in 1..=6 {
        let asker = krug.person("Дарья");
        krug.enrol(asker, "skillsclub", ("Котова", "Дарья"), &[]).await;
        asks(asker, "Без имени").await;
        c.nina.forges(&format!("co:t:{n}")).await;
    }
    c.nina.says("Начните с тишины").await;
    c.nina.sees("К какому это?");
    c.nina.presses("Другой вопрос").await;
    c.nina.presses("Дальше").await;
    c.nina.presses("№1 · Дисциплина в классе").await;
    c.nina.presses("Написать").await;
    c.nina.sees("Передано: вопрос №1");
    krug.nothing_left().await;
}

#[tokio::test]
async fn a_mentor_finds_what_waits_for_her() {
    let krug = Krug::start().await;
    let c = cast(&krug).await;
    c.nina.says("/start").await;
    assert!(!c.nina.screen().contains("Вопросы ждут"));
    for _ in 1..=5 {
        asks(c.anna, "Да, показать").await;
    }
    c.nina.says("/start").await;
    c.nina.presses("Вопросы ждут: 5").await;
    c.nina.sees("Вопросы ждут вас\n\n№1 · Дисциплина в классе · к завтрашнему уроку · с ");
    assert!(!c.nina.screen().contains(QUESTION) && !c.nina.screen().contains("Анна"));
    c.nina.presses("Дальше").await;
    c.nina.sees("№5 · Дисциплина в классе");
    c.nina.presses("№5 · Дисциплина в классе").await;
    c.nina.sees(QUESTION);
    c.nina.presses("Возьму").await;
    c.nina.sees("Вопрос ваш");
    c.olga.says("/my").await;
    c.olga.presses("Вопросы ждут: 4").await;
    c.olga.presses("№2 · Дисциплина в классе").await;
    c.olga.presses("Не смогу").await;
    c.olga.forges("co:of:0").await;
    assert!(!c.olga.screen().contains("№2"), "{}", c.olga.screen());
    krug.tamper("UPDATE memberships SET mentor = 0").await;
    c.olga.forges("co:of:0").await;
    c.olga.sees("Сейчас ничего не ждёт");
    c.anna.forges("co:of:0").await;
    c.anna.sees("Сейчас ничего не ждёт");
    krug.nothing_left().await;
}

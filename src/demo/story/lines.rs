//! What people in the town write. Data only: their own words in Russian, as they would be typed.

/// An event as a coordinator announces it.
#[derive(Debug)]
pub(super) struct Event {
    /// Ids of kinds, the likeliest first; a profile has the one or the other.
    pub kinds: &'static [&'static str],
    pub title: &'static str,
    pub place: &'static str,
    pub seats: Option<u32>,
}

/// It is over when the demonstration begins.
pub(super) const HELD: Event = Event {
    kinds: &["master_class", "round_table", "experience_exchange"],
    title: "Разговор с родителями: разбираем трудные случаи",
    place: "Школа № 12, библиотека",
    seats: None,
};

/// The next one, with a seat or two left.
pub(super) const COMING: Event = Event {
    kinds: &["seminar"],
    title: "Первый открытый урок: с чего начать",
    place: "Лицей № 3, кабинет 305",
    seats: Some(6),
};

/// In a week.
pub(super) const LATER: Event = Event {
    kinds: &["meetup", "experience_exchange", "mutual_visit", "round_table"],
    title: "Смотрим урок вместе: как спрашивать, чтобы думали",
    place: "Гимназия № 1, актовый зал",
    seats: None,
};

/// Words in the titles of two teams, by which they are told from each other.
pub(super) const TEAMS: [&str; 2] = ["начальных классов", "старших классов"];

/// The subject of those who are in the first of them.
pub(super) const SMALL: &str = "начальные классы";

/// Before the words of [`TEAMS`], after the community's own word for a team.
pub(super) const OF_TEACHERS: &str = "учителей";

pub(super) const BROADCAST: &str = "Коллеги, доброе утро! Собираем папку с разработками первых уроков: если вам есть чем \
    поделиться, пришлите мне на днях. Можно черновики и фото доски, оформлять красиво не нужно.";

/// A question that was answered.
pub(super) const ANSWERED: Question = Question {
    topic: "parents",
    text: "Мама ученика пишет мне каждый вечер, иногда после десяти. Хочу остановить это вежливо и не поссориться. Как?",
};
/// What the one who answers writes.
pub(super) const REPLIES: [&str; 2] = [
    "Добрый день! Договоритесь о времени один раз и для всех: «Отвечаю с 15 до 18, срочное – звонком в школу». Лучше \
     сказать на собрании, чтобы это было правилом класса, а не ответом одной маме.",
    "И на вечернее сообщение отвечайте утром, спокойно и по делу. Через неделю привыкнут.",
];
/// What the asker writes between them, and at the end.
pub(super) const BETWEEN: &str = "Про правило для всех я не подумала. А если она всё равно напишет поздно?";
pub(super) const THANKS: &str = "Сказала на собрании, родители сами предложили часы. Спасибо вам большое!";

/// A question that nobody has taken yet.
pub(super) const OPEN: Question = Question {
    topic: "discipline",
    text: "Восьмой класс после физкультуры приходит шумный, первые десять минут урока теряю. С чего начать, чтобы \
        собрать их без крика?",
};

/// A question to mentors.
#[derive(Debug)]
pub(super) struct Question {
    /// Id of a topic; where the profile has no such, its first.
    pub topic: &'static str,
    pub text: &'static str,
}

/// The teachers' own group.
pub(super) const GROUP: &str = "Учительская";
/// What is written in the group: by the coordinator, then by teachers.
pub(super) const IN_GROUP: [&str; 3] = [
    "Коллеги, добавила сюда нашего помощника. Записаться на встречу или спросить наставника – к нему в личные сообщения.",
    "Спасибо! А что он умеет?",
    "Я через него уже на семинар записалась, удобно",
];
/// What somebody tries out in the group.
pub(super) const COMMAND: &str = "/help";

//! Who lives in the town. Data only.

use super::lines::SMALL;

/// Somebody as she is in life; what she types when the bot asks is made of this.
#[derive(Debug)]
pub(super) struct Person {
    /// How she calls herself in the messenger.
    pub first: &'static str,
    pub last: &'static str,
    /// What she writes when asked for her name.
    pub name: &'static str,
    pub workplace: &'static str,
    pub subject: &'static str,
}

const fn person(
    [first, last]: [&'static str; 2],
    name: &'static str,
    workplace: &'static str,
    subject: &'static str,
) -> Person {
    Person { first, last, name, workplace, subject }
}

pub(super) const IRINA: Person =
    person(["Ирина", "Белова"], "Белова Ирина Викторовна", "Методический центр", "методист");
pub(super) const PYOTR: Person =
    person(["Пётр", "Орлов"], "Орлов Пётр Алексеевич", "Лицей № 3", "физика, 24 года в школе");
pub(super) const MARINA: Person =
    person(["Марина", "Гусева"], "Гусева Марина Львовна", "Гимназия № 1", "русский язык и литература");
pub(super) const ANNA: Person = person(["Анна", "Смирнова"], "Смирнова Анна Сергеевна", "Школа № 12", "математика");
pub(super) const DASHA: Person = person(["Даша", "Ковалёва"], "Ковалёва Дарья Игоревна", "Школа № 7", SMALL);
pub(super) const TIMUR: Person =
    person(["Тимур", "Ахметов"], "Ахметов Тимур Рустамович", "Школа № 5", "история и обществознание");
pub(super) const OLGA: Person = person(["Ольга", "Ветрова"], "Ветрова Ольга Дмитриевна", "Лицей № 3", "химия");
pub(super) const KIRILL: Person =
    person(["Кирилл", "Зайцев"], "Зайцев Кирилл Андреевич", "Школа № 9", "физическая культура");
pub(super) const POLINA: Person =
    person(["Полина", "Ильина"], "Ильина Полина Олеговна", "Школа № 12", "английский язык");
pub(super) const RUSLAN: Person =
    person(["Руслан", "Галеев"], "Галеев Руслан Маратович", "Сельская школа № 2", "информатика");
pub(super) const VERA: Person = person(["Вера", "Мельникова"], "Мельникова Вера Павловна", "Гимназия № 1", "биология");
pub(super) const LIZA: Person = person(["Лиза", "Морозова"], "Морозова Елизавета Романовна", "Школа № 7", "музыка");

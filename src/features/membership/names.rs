//! Reading a person's name from one message: any usual order, any case, with a patronymic or without.
//!
//! Nothing is decided behind the person's back: what was read is shown to her before it is kept.

use serde::{Deserialize, Serialize};

use super::rules::tidied;
use crate::kernel::actor::Name;

/// The longest word of a name and the longest name, in characters.
const LONGEST_WORD: usize = 30;
const LONGEST: usize = 80;

/// A name as it was understood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// The likeliest.
    pub name: Name,
    /// The other order, where nothing but custom decided which word is the surname.
    pub swapped: Option<Name>,
    /// With the full form of a first name that was typed short: «Аня» → «Анна».
    pub fuller: Option<Name>,
}

/// Why a text is no name yet. Each is one sentence to the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unread {
    /// Digits, dots, signs; initials too.
    NotLetters,
    /// One word only.
    OneWord,
    /// «Анна Сергеевна»: how one is spoken to, the surname is missing.
    NoSurname,
    /// More words than a name has, or too long.
    TooLong,
}

/// Reads a name.
pub(super) fn read(text: &str) -> Result<Reading, Unread> {
    let text = tidied(text).replace(',', " ").replace(['’', 'ʼ', '`'], "'");
    if text.chars().count() > LONGEST {
        return Err(Unread::TooLong);
    }
    let words: Vec<String> = without_greeting(&text).split_whitespace().map(proper).collect();
    if words.is_empty() || !words.iter().all(|word| is_word(word)) {
        return Err(Unread::NotLetters);
    }
    if words.iter().any(|word| word.chars().count() > LONGEST_WORD) {
        return Err(Unread::TooLong);
    }
    let (name, swapped) = put_together(&joined_patronymic(words))?;
    let fuller = full_form(&name.first).map(|first| Name { first: first.to_owned(), ..name.clone() });
    Ok(Reading { name, swapped, fuller })
}

/// «Меня зовут Анна» is a name with a greeting before it.
fn without_greeting(text: &str) -> &str {
    const GREETINGS: [&str; 4] = ["меня зовут ", "я - ", "my name is ", "i am "];
    let lower = text.to_lowercase();
    let found = GREETINGS.iter().find(|greeting| lower.starts_with(*greeting));
    // Lower case has as many characters here: the greetings hold no letter that changes its length.
    let skipped = found.map_or(0, |greeting| greeting.chars().count());
    text.char_indices().nth(skipped).map_or("", |(at, _)| &text[at..])
}

fn is_word(word: &str) -> bool {
    word.chars().all(|c| c.is_alphabetic() || c == '-' || c == '\'')
        && word.starts_with(char::is_alphabetic)
        && word.ends_with(char::is_alphabetic)
        && (word.chars().count() > 1)
}

/// «смирнова-ПЕТРОВА» → «Смирнова-Петрова», «o'neil» → «O'Neil».
fn proper(word: &str) -> String {
    word.split('-').map(capital).collect::<Vec<_>>().join("-")
}

fn capital(part: &str) -> String {
    let mut said = String::with_capacity(part.len());
    let mut upper = true;
    for (at, c) in part.chars().enumerate() {
        if upper {
            said.extend(c.to_uppercase());
        } else {
            said.extend(c.to_lowercase());
        }
        upper = c == '\'' && at == 1;
    }
    said
}

/// «Гасан оглы» is one patronymic.
fn joined_patronymic(words: Vec<String>) -> Vec<String> {
    let mut whole: Vec<String> = Vec::with_capacity(words.len());
    for word in words {
        let lower = word.to_lowercase();
        match whole.last_mut() {
            Some(last) if matches!(lower.as_str(), "оглы" | "кызы" | "оглу" | "кизи") => {
                last.push(' ');
                last.push_str(&lower);
            }
            _ => whole.push(word),
        }
    }
    whole
}

/// Which word is what; the second name is the other order if nothing but custom chose.
fn put_together(words: &[String]) -> Result<(Name, Option<Name>), Unread> {
    match words {
        [_] => Err(Unread::OneWord),
        [a, b] => two(a, b),
        [_, _, _] => three(words),
        [a, b, c, d] => match patronymic_at(words) {
            Some(3) => Ok((named(a, &format!("{b} {c}"), Some(d)), None)),
            Some(2) => Ok((named(d, &format!("{a} {b}"), Some(c)), None)),
            _ => Err(Unread::TooLong),
        },
        _ => Err(Unread::TooLong),
    }
}

fn two(a: &str, b: &str) -> Result<(Name, Option<Name>), Unread> {
    let spoken = |first: &str, second: &str| {
        is_patronymic(second) && !(second.ends_with("ич") && full_name_of_a_woman(first)) && !is_first(second)
    };
    if spoken(a, b) || (spoken(b, a) && a.ends_with("на")) {
        return Err(Unread::NoSurname);
    }
    Ok(ordered(a, b, None))
}

fn three(words: &[String]) -> Result<(Name, Option<Name>), Unread> {
    let [a, b, c] = words else { return Err(Unread::TooLong) };
    Ok(match patronymic_at(words) {
        Some(2) => ordered(a, b, Some(c)),
        Some(1) => ordered(c, a, Some(b)),
        Some(_) => ordered(b, c, Some(a)),
        None if is_latin(a) => (named(c, &format!("{a} {b}"), None), Some(named(a, &format!("{b} {c}"), None))),
        None => (named(a, &format!("{b} {c}"), None), Some(named(c, &format!("{a} {b}"), None))),
    })
}

/// Which word is the patronymic: after a first name it is believed at once («Роман Аркадьевич Абрамович»), else the last
/// that looks like one («Абрамович Роман Аркадьевич»).
fn patronymic_at(words: &[String]) -> Option<usize> {
    let after_first = (1..words.len()).find(|&at| is_first(&words[at - 1]) && is_patronymic(&words[at]));
    after_first.or_else(|| words.iter().rposition(|word| is_patronymic(word)))
}

/// Two words, of which one is the surname: known first names and endings decide, else custom: «Фамилия Имя», in Latin
/// letters first name first.
fn ordered(a: &str, b: &str, patronymic: Option<&String>) -> (Name, Option<Name>) {
    let surname_first = named(a, b, patronymic);
    let first_first = named(b, a, patronymic);
    match firstness(a).cmp(&firstness(b)) {
        std::cmp::Ordering::Less => (surname_first, None),
        std::cmp::Ordering::Greater => (first_first, None),
        std::cmp::Ordering::Equal if is_latin(a) => (first_first, Some(surname_first)),
        std::cmp::Ordering::Equal => (surname_first, Some(first_first)),
    }
}

fn named(last: &str, first: &str, patronymic: Option<&String>) -> Name {
    Name { last: last.to_owned(), first: first.to_owned(), patronymic: patronymic.cloned() }
}

/// How much a word is like a first name: 2 known, 1 unknown, 0 like a surname.
fn firstness(word: &str) -> u8 {
    match (is_first(word), is_surname(word)) {
        (true, _) => 2,
        (false, false) => 1,
        (false, true) => 0,
    }
}

fn is_latin(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_alphabetic())
}

fn is_patronymic(word: &str) -> bool {
    const ENDS: [&str; 9] = ["ович", "евич", "ьич", "овна", "евна", "инична", "ична", " оглы", " кызы"];
    const WHOLE: [&str; 6] = ["фомич", "лукич", "кузьмич", "никитич", "саввич", "фокич"];
    let lower = word.to_lowercase();
    lower.chars().count() >= 5 && (ENDS.iter().any(|end| lower.ends_with(end)) || WHOLE.contains(&lower.as_str()))
}

fn is_surname(word: &str) -> bool {
    const ENDS: [&str; 22] = [
        "ов",
        "ова",
        "ев",
        "ева",
        "ёв",
        "ёва",
        "ин",
        "ина",
        "ын",
        "ына",
        "ский",
        "ская",
        "цкий",
        "цкая",
        "ых",
        "их",
        "ко",
        "ук",
        "юк",
        "дзе",
        "швили",
        "ян",
    ];
    let lower = word.to_lowercase();
    ENDS.iter().any(|end| lower.ends_with(end))
}

fn is_first(word: &str) -> bool {
    FIRST_NAMES.split_whitespace().any(|name| name == word)
        || word.split('-').all(|part| part != word && is_first(part))
        || SHORT_NAMES.iter().any(|(short, _)| *short == word)
}

fn full_name_of_a_woman(word: &str) -> bool {
    is_first(word) && word.ends_with(['а', 'я', 'ь'])
}

fn full_form(first: &str) -> Option<&'static str> {
    SHORT_NAMES.iter().find(|(short, _)| *short == first).map(|(_, full)| *full)
}

/// Names whose ending would deceive, and the commonest ones: they only decide an order that the person then confirms.
const FIRST_NAMES: &str = "Александр Александра Алексей Алина Алла Альбина Анастасия Анатолий Ангелина Андрей Анжелика \
    Анна Антон Антонина Аркадий Арина Арсений Артём Артем Артур Борис Вадим Валентин Валентина Валерий Валерия Варвара \
    Василий Вера Вероника Виктор Виктория Виталий Владимир Владислав Вячеслав Галина Геннадий Георгий Глеб Григорий \
    Дарья Денис Диана Дина Дмитрий Евгений Евгения Егор Екатерина Елена Елизавета Жанна Зинаида Зоя Иван Игорь Илья \
    Инна Ирина Карина Кирилл Клавдия Константин Кристина Ксения Лариса Лев Леонид Лидия Любовь Людмила Максим Маргарита \
    Марина Мария Марк Матвей Михаил Надежда Наталия Наталья Никита Николай Нина Оксана Олег Олеся Ольга Павел Пётр Петр \
    Полина Раиса Регина Ринат Роман Руслан Светлана Семён Семен Сергей Софья София Станислав Степан Тамара Татьяна Тимур \
    Ульяна Фёдор Федор Эдуард Эльвира Эльмира Юлия Юрий Яна Ярослав Марат Ильдар Гульнара Лилия Рустам Тагир Алия Айгуль";

const SHORT_NAMES: &[(&str, &str)] = &[
    ("Аня", "Анна"),
    ("Настя", "Анастасия"),
    ("Катя", "Екатерина"),
    ("Лена", "Елена"),
    ("Оля", "Ольга"),
    ("Таня", "Татьяна"),
    ("Наташа", "Наталья"),
    ("Даша", "Дарья"),
    ("Маша", "Мария"),
    ("Ира", "Ирина"),
    ("Света", "Светлана"),
    ("Юля", "Юлия"),
    ("Люда", "Людмила"),
    ("Галя", "Галина"),
    ("Вика", "Виктория"),
    ("Лиза", "Елизавета"),
    ("Ваня", "Иван"),
    ("Дима", "Дмитрий"),
    ("Серёжа", "Сергей"),
    ("Сережа", "Сергей"),
    ("Лёша", "Алексей"),
    ("Леша", "Алексей"),
    ("Миша", "Михаил"),
    ("Коля", "Николай"),
    ("Паша", "Павел"),
    ("Петя", "Пётр"),
    ("Володя", "Владимир"),
    ("Андрюша", "Андрей"),
];

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str, last: &str, first: &str, patronymic: &str) {
        let read = read(text).map(|reading| reading.name);
        let patronymic = (!patronymic.is_empty()).then(|| patronymic.to_owned());
        let expect = Name { last: last.to_owned(), first: first.to_owned(), patronymic };
        assert_eq!(read, Ok(expect), "{text}");
    }

    fn refuse(text: &str, expect: Unread) {
        assert_eq!(read(text), Err(expect), "{text}");
    }

    #[test]
    fn a_name_is_read_in_any_usual_order_and_case() {
        check("смирнова анна сергеевна", "Смирнова", "Анна", "Сергеевна");
        check("Анна Сергеевна Смирнова", "Смирнова", "Анна", "Сергеевна");
        check("АННА СМИРНОВА СЕРГЕЕВНА", "Смирнова", "Анна", "Сергеевна");
        check("Сергеевна Анна Смирнова", "Смирнова", "Анна", "Сергеевна");
        check("анна смирнова", "Смирнова", "Анна", "");
        check("Смирнова, Анна", "Смирнова", "Анна", "");
    }

    #[test]
    fn a_surname_that_looks_like_a_patronymic_is_told_from_one() {
        check("Абрамович Роман Аркадьевич", "Абрамович", "Роман", "Аркадьевич");
        check("Роман Аркадьевич Абрамович", "Абрамович", "Роман", "Аркадьевич");
        check("абрамович роман", "Абрамович", "Роман", "");
        check("Анна Абрамович", "Абрамович", "Анна", "");
    }

    #[test]
    fn a_surname_with_a_hyphen_keeps_both_capitals() {
        check("петрова-водкина ольга", "Петрова-Водкина", "Ольга", "");
    }

    #[test]
    fn an_eastern_patronymic_of_two_words_is_one() {
        check("Алиев Мамед Гасан оглы", "Алиев", "Мамед", "Гасан оглы");
        check("алиева севда гасан кызы", "Алиева", "Севда", "Гасан кызы");
    }

    #[test]
    fn an_english_name_begins_with_the_first_one() {
        check("anna o'neil", "O'Neil", "Anna", "");
        check("My name is Anna Maria Smith", "Smith", "Anna Maria", "");
    }

    #[test]
    fn a_greeting_is_no_part_of_a_name() {
        check("Меня зовут Анна Смирнова", "Смирнова", "Анна", "");
    }

    #[test]
    fn an_order_nobody_can_know_is_offered_the_other_way_round() {
        let reading = read("Ким Бок").unwrap();
        assert_eq!(reading.name.last, "Ким");
        assert_eq!(reading.swapped.map(|name| name.last).as_deref(), Some("Бок"));
    }

    #[test]
    fn a_short_first_name_is_offered_in_full() {
        let reading = read("аня смирнова").unwrap();
        assert_eq!(reading.name.full(), "Смирнова Аня");
        assert_eq!(reading.fuller.map(|name| name.full()).as_deref(), Some("Смирнова Анна"));
    }

    #[test]
    fn what_is_no_whole_name_is_told_apart() {
        refuse("Анна", Unread::OneWord);
        refuse("Анна Сергеевна", Unread::NoSurname);
        refuse("Сергеевна Анна", Unread::NoSurname);
        refuse("Смирнова А.С.", Unread::NotLetters);
        refuse("Смирнова 1", Unread::NotLetters);
        refuse("", Unread::NotLetters);
        refuse("раз два три четыре пять", Unread::TooLong);
        refuse(&"а".repeat(31), Unread::TooLong);
    }

    fn name() -> impl Strategy<Value = (&'static str, &'static str, &'static str)> {
        prop::sample::select(vec![
            ("Смирнова", "Анна", "Сергеевна"),
            ("Орлов", "Игорь", "Павлович"),
            ("Черных", "Ольга", "Ильинична"),
            ("Белоцерковская", "Марина", "Кузьминична"),
            ("Тимошенко", "Илья", "Фомич"),
            ("Абрамович", "Роман", "Аркадьевич"),
        ])
    }

    proptest! {
        #[test]
        fn order_case_and_blanks_do_not_matter(
            (last, first, patronymic) in name(), order in 0usize..3, upper in any::<bool>(), gap in "[ \t\u{200b}]{0,3}"
        ) {
            let words = match order {
                0 => [last, first, patronymic],
                1 => [first, patronymic, last],
                _ => [first, last, patronymic],
            };
            // «Роман Абрамович Аркадьевич» is the one order that nobody can tell.
            prop_assume!(order != 2 || last != "Абрамович");
            let text = words.join(&format!("{gap} "));
            let text = if upper { text.to_uppercase() } else { text.to_lowercase() };
            let name = read(&text).unwrap().name;
            prop_assert_eq!(name.full(), format!("{last} {first} {patronymic}"));
        }

        #[test]
        fn no_text_is_too_strange(text in "\\PC{0,100}") {
            if let Ok(reading) = read(&text) {
                prop_assert!(!reading.name.last.is_empty() && !reading.name.first.is_empty());
            }
        }
    }
}

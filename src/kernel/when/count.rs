//! How many people: «40», «40 мест», «сорок», «без ограничений».
//!
//! A range or "about" is not a number of seats and is not taken for one.

use super::{LONGEST, lexicon, tokens};

/// How many may come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// From 1 to `MOST_SEATS`.
    Seats(u32),
    /// As many as wish.
    Unlimited,
}

/// More than any hall of ours holds: beyond it the number is a slip (a telephone, a year with a time).
pub const MOST_SEATS: u32 = 100_000;

/// Reads a number of seats; `None` if the text is anything else, zero included.
pub fn read_count(text: &str) -> Option<Count> {
    if text.chars().nth(LONGEST).is_some() {
        return None;
    }
    let plain = tokens::plain(text);
    let trimmed = plain.trim().trim_end_matches(['.', '!', ',']);
    if unlimited(trimmed) {
        return Some(Count::Unlimited);
    }
    let words: Vec<&str> = trimmed.split([' ', '.']).filter(|word| !word.is_empty() && !idle(word)).collect();
    let seats = digits(&words).or_else(|| spelled(&words))?;
    (1..=MOST_SEATS).contains(&seats).then_some(Count::Seats(seats))
}

fn unlimited(text: &str) -> bool {
    let text = text.trim_end_matches(" мест").trim_end_matches(" по местам").trim_end_matches(" количество");
    matches!(
        text,
        "без ограничений"
            | "без ограничения"
            | "без лимита"
            | "безлимит"
            | "безлимитно"
            | "не ограничено"
            | "неограничено"
            | "неограниченно"
            | "неограниченное"
            | "нет ограничений"
            | "ограничений нет"
            | "сколько угодно"
            | "сколько придет"
            | "любое"
            | "все"
            | "все желающие"
            | "для всех"
            | "unlimited"
            | "no limit"
            | "no limits"
            | "any"
            | "everyone"
            | "∞"
    )
}

fn idle(word: &str) -> bool {
    matches!(
        word,
        "мест"
            | "место"
            | "места"
            | "человек"
            | "человека"
            | "чел"
            | "участников"
            | "участника"
            | "педагогов"
            | "учителей"
            | "до"
            | "на"
            | "максимум"
            | "макс"
            | "не"
            | "более"
            | "больше"
            | "ровно"
            | "всего"
            | "seats"
            | "seat"
            | "people"
            | "places"
            | "persons"
            | "up"
            | "to"
            | "max"
    )
}

/// «40», «40мест», «1 000».
fn digits(words: &[&str]) -> Option<u32> {
    let whole = words.concat();
    let number = whole.trim_end_matches(|sign: char| sign.is_alphabetic());
    if !idle(whole.strip_prefix(number)?) && number.len() != whole.len() {
        return None;
    }
    let grouped = words.len() == 1 || words.iter().skip(1).all(|group| group.len() == 3);
    (grouped && (1..=6).contains(&number.len()) && number.bytes().all(|digit| digit.is_ascii_digit()))
        .then(|| number.parse().ok())?
}

/// «Сорок», «сто двадцать пять», «тысяча двести».
fn spelled(words: &[&str]) -> Option<u32> {
    let mut total: u32 = 0;
    let mut room = u32::MAX;
    for (place, word) in words.iter().enumerate() {
        let (value, next_room) = match (lexicon::number(&tokens::one_script(word)), *word) {
            (Some((n, _)), _) => (
                n,
                if n >= 100 {
                    100
                } else if n >= 20 {
                    10
                } else {
                    1
                },
            ),
            (None, "тысяча" | "тысячу" | "тысячи") if place == 0 => (1000, 1000),
            _ => return None,
        };
        if value == 0 || value >= room {
            return None;
        }
        total += value;
        room = next_room;
    }
    (total > 0).then_some(total)
}

#[cfg(test)]
mod tests {
    use super::{Count, read_count};

    #[test]
    fn seats() {
        let table = [
            ("40", Some(Count::Seats(40))),
            ("40 мест", Some(Count::Seats(40))),
            ("40мест", Some(Count::Seats(40))),
            ("до 40 человек", Some(Count::Seats(40))),
            ("не больше 40 чел.", Some(Count::Seats(40))),
            ("1 000", Some(Count::Seats(1000))),
            ("сорок", Some(Count::Seats(40))),
            ("Сто двадцать пять мест", Some(Count::Seats(125))),
            ("тысяча", Some(Count::Seats(1000))),
            ("４０", Some(Count::Seats(40))),
            ("40 seats", Some(Count::Seats(40))),
            ("twenty five", Some(Count::Seats(25))),
            ("без ограничений", Some(Count::Unlimited)),
            ("Без ограничений.", Some(Count::Unlimited)),
            ("сколько угодно", Some(Count::Unlimited)),
            ("no limit", Some(Count::Unlimited)),
            ("0", None),
            ("-5", None),
            ("30-40", None),
            ("30 40", None),
            ("40 котов", None),
            ("пять сорок", None),
            ("100001", None),
            ("999999999999", None),
            ("мест", None),
            ("", None),
        ];
        for (text, expect) in table {
            assert_eq!(read_count(text), expect, "for {text:?}");
        }
    }
}

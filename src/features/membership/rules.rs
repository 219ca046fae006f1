//! How a membership moves from state to state, and when somebody is reminded. Pure; knows no texts and no tables.
//!
//! Nobody becomes a member without a consent to data processing, and leaving needs nobody's permission.

use super::standing::MemberState;
use crate::communities::JoinMode;
use crate::kernel::text::visible;
use crate::kernel::time::instant;
use chrono::{DateTime, Datelike, Days, Timelike, Utc, Weekday};
use chrono_tz::Tz;

/// What happens to a membership.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Move {
    /// The consent to data processing is given, or is in force from before.
    Consent,
    /// Everything that is asked has been told.
    Describe,
    /// «Вступить», in the way the regulation wants it.
    Apply(JoinMode),
    /// A one-time invitation takes effect.
    Invite,
    /// The coordinator accepts.
    Accept,
    /// The coordinator does not.
    Decline,
    /// The person leaves or takes the application back.
    Leave,
}

/// Where a membership stands after `step`; `None` if that cannot happen from here.
pub(super) fn after(state: Option<MemberState>, step: Move) -> Option<MemberState> {
    use MemberState::{Active, ConsentGiven, Left, PdConsented, ProfileDraft, Rejected, UnderReview};
    Some(match (state, step) {
        (None | Some(Left | Rejected | PdConsented | ProfileDraft), Move::Consent) => PdConsented,
        (Some(PdConsented | ProfileDraft), Move::Describe) => ProfileDraft,
        (Some(ProfileDraft), Move::Apply(JoinMode::Open) | Move::Invite) => Active,
        (Some(ProfileDraft), Move::Apply(JoinMode::WrittenConsent)) => ConsentGiven,
        (Some(ProfileDraft), Move::Apply(JoinMode::Approval)) => UnderReview,
        (Some(ConsentGiven | UnderReview), Move::Invite | Move::Accept) => Active,
        (Some(UnderReview), Move::Decline) => Rejected,
        (Some(Active | ConsentGiven | UnderReview), Move::Leave) => Left,
        _ => return None,
    })
}

/// Waits for a coordinator.
pub(super) fn is_waiting(state: Option<MemberState>) -> bool {
    matches!(state, Some(MemberState::ConsentGiven | MemberState::UnderReview))
}

/// Has begun to join and is not through.
pub(super) fn is_begun(state: Option<MemberState>) -> bool {
    matches!(state, Some(MemberState::PdConsented | MemberState::ProfileDraft))
}

/// Neither a member nor waiting to be one: what such a person told is forgotten after a while.
pub(super) fn is_forgotten(state: MemberState) -> bool {
    !matches!(state, MemberState::Active | MemberState::ConsentGiven | MemberState::UnderReview)
}

/// `days` working days after `from` by the wall clock of `zone`, between 9 and 18 o'clock. Sundays do not count
/// (domain.md §3.0: Monday to Saturday).
pub(super) fn working_days_after(from: DateTime<Utc>, days: u32, zone: Tz) -> DateTime<Utc> {
    let local = from.with_timezone(&zone);
    let mut day = local.date_naive();
    let mut left = days;
    while left > 0 {
        let Some(next) = day.checked_add_days(Days::new(1)) else { break };
        day = next;
        left -= u32::from(day.weekday() != Weekday::Sun);
    }
    let (hour, minute) = match local.hour() {
        0..9 => (9, 0),
        18.. => (18, 0),
        hour => (hour, local.minute()),
    };
    day.and_hms_opt(hour, minute, 0).map_or(from, |at| instant(zone, at))
}

/// What a person typed, on one line, composed (NFC), without characters that cannot be seen.
pub(super) fn tidied(text: &str) -> String {
    visible(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Why a short text was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unfit {
    /// Nothing to read in it.
    Short,
    /// Longer than fits on a card.
    Long,
    /// A phone number, an address or a bare number, where the name of a place was asked for.
    NoPlace,
}

/// A short text of `2..=most` characters with at least one letter or digit.
pub(super) fn short_text(text: &str, most: usize) -> Result<String, Unfit> {
    let text = tidied(text);
    let length = text.chars().count();
    if length > most {
        return Err(Unfit::Long);
    }
    if length < 2 || !text.chars().any(char::is_alphanumeric) {
        return Err(Unfit::Short);
    }
    Ok(text)
}

/// So many digits are a phone number, if there are hardly any letters beside them.
const PHONE_DIGITS: usize = 10;

/// So few letters beside a phone number name no place: «тел», «моб».
const FEW_LETTERS: usize = 4;

/// A short text that may be the name of a workplace: there are words in it, beside numbers and addresses.
pub(super) fn workplace(text: &str, most: usize) -> Result<String, Unfit> {
    let text = short_text(text, most)?;
    let words: String = text.split(' ').filter(|word| !is_address(word)).collect();
    let letters = words.chars().filter(|c| c.is_alphabetic()).count();
    let phone = words.chars().filter(char::is_ascii_digit).count() >= PHONE_DIGITS;
    if letters == 0 || (phone && letters < FEW_LETTERS) {
        return Err(Unfit::NoPlace);
    }
    Ok(text)
}

/// An e-mail, an account, a link, with or without its scheme.
fn is_address(word: &str) -> bool {
    let host = word.split(['/', '?', ',', ';']).next().unwrap_or_default();
    // «А.С.Пушкина» and «Yandex.Practicum» are names.
    let is_top = |top: &str| (2..=6).contains(&top.len()) && top.chars().all(|c| c.is_ascii_lowercase());
    let is_site = host.is_ascii() && host.rsplit_once('.').is_some_and(|(name, top)| !name.is_empty() && is_top(top));
    word.contains('@') || word.contains("://") || is_site
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const MOVES: [Move; 9] = [
        Move::Consent,
        Move::Describe,
        Move::Apply(JoinMode::Open),
        Move::Apply(JoinMode::WrittenConsent),
        Move::Apply(JoinMode::Approval),
        Move::Invite,
        Move::Accept,
        Move::Decline,
        Move::Leave,
    ];

    /// The state after all moves that can happen, and whether a consent lies behind it.
    fn walk(moves: &[Move]) -> (Option<MemberState>, bool) {
        moves.iter().fold((None, false), |(state, consented), step| match after(state, *step) {
            Some(next) => (Some(next), consented || *step == Move::Consent),
            None => (state, consented),
        })
    }

    fn check(moves: &[Move], expect: Option<MemberState>) {
        assert_eq!(walk(moves).0, expect, "{moves:?}");
    }

    #[test]
    fn an_open_community_takes_a_newcomer_at_once() {
        check(&[Move::Consent, Move::Describe, Move::Apply(JoinMode::Open)], Some(MemberState::Active));
    }

    #[test]
    fn a_written_consent_waits_for_the_coordinator() {
        let asked = [Move::Consent, Move::Describe, Move::Apply(JoinMode::WrittenConsent)];
        check(&asked, Some(MemberState::ConsentGiven));
        check(&[&asked[..], &[Move::Decline]].concat(), Some(MemberState::ConsentGiven));
        check(&[&asked[..], &[Move::Accept]].concat(), Some(MemberState::Active));
    }

    #[test]
    fn whoever_was_declined_may_ask_again() {
        let asked = [Move::Consent, Move::Describe, Move::Apply(JoinMode::Approval)];
        check(&[&asked[..], &[Move::Decline], &asked[..]].concat(), Some(MemberState::UnderReview));
    }

    #[test]
    fn nobody_is_accepted_who_did_not_ask() {
        check(&[Move::Accept], None);
        check(&[Move::Consent, Move::Accept], Some(MemberState::PdConsented));
    }

    fn moves() -> impl Strategy<Value = Vec<Move>> {
        prop::collection::vec(prop::sample::select(&MOVES[..]), 0..20)
    }

    proptest! {
        #[test]
        fn nobody_gets_anywhere_without_a_consent(moves in moves()) {
            let (state, consented) = walk(&moves);
            prop_assert!(state.is_none() || consented);
        }

        #[test]
        fn a_member_always_can_leave_and_come_back(moves in moves()) {
            let (state, _) = walk(&moves);
            if state == Some(MemberState::Active) {
                let left = after(state, Move::Leave);
                prop_assert_eq!(left, Some(MemberState::Left));
                let back = after(after(after(left, Move::Consent), Move::Describe), Move::Apply(JoinMode::Open));
                prop_assert_eq!(back, Some(MemberState::Active));
            }
        }

        #[test]
        fn saying_the_same_twice_changes_nothing(moves in moves(), step in prop::sample::select(&MOVES[..])) {
            let (state, _) = walk(&moves);
            if let Some(next) = after(state, step) {
                let again = after(Some(next), step);
                prop_assert!(again.is_none() || again == Some(next), "{state:?} {step:?} {next:?} {again:?}");
            }
        }

        #[test]
        fn a_reminder_comes_in_working_hours_of_a_working_day(at in 0i64..4_000_000_000_000, days in 1u32..10) {
            let zone = chrono_tz::Asia::Vladivostok;
            let from = crate::kernel::time::at_millis(at);
            let local = working_days_after(from, days, zone).with_timezone(&zone);
            prop_assert!(local.weekday() != Weekday::Sun);
            prop_assert!((9..=18).contains(&local.hour()));
            prop_assert!(local.with_timezone(&Utc) > from);
        }

        #[test]
        fn a_phone_number_is_never_a_workplace(
            plus in "\\+?[78] ?", parts in "[(]?[0-9]{3}[)]?[- ]?[0-9]{3}[- ]?[0-9]{2}[- ]?[0-9]{2}", before in "(тел[.:]? )?"
        ) {
            prop_assert_eq!(workplace(&format!("{before}{plus}{parts}"), 120), Err(Unfit::NoPlace));
        }

        #[test]
        fn digits_and_addresses_alone_are_no_workplace(
            all in prop::collection::vec(
                "[0-9№#., -]{1,12}|[a-z0-9.]{1,9}@[a-z]{1,9}\\.ru|https?://[а-яa-z./]{1,12}|[a-z0-9]{2,9}\\.[a-z]{2,5}(/[a-z]{1,5})?",
                1..4,
            )
        ) {
            prop_assert!(workplace(&all.join(" "), 120).is_err());
        }

        #[test]
        fn a_word_makes_a_workplace_whatever_stands_beside_it(
            word in "[а-яё]{4,20}", beside in "[0-9№., -]{0,20}|https://[a-z./]{1,12}|[a-z]{1,9}@[a-z]{1,9}\\.ru"
        ) {
            let text = tidied(&format!("{word} {beside}"));
            prop_assert_eq!(workplace(&text, 120), Ok(text));
        }

        #[test]
        fn what_is_tidied_stays_tidied(text in "\\PC{0,60}") {
            let once = tidied(&text);
            prop_assert_eq!(tidied(&once), once);
        }
    }

    #[test]
    fn a_working_day_after_saturday_is_monday() {
        let saturday = "2026-09-26T06:30:00Z".parse::<DateTime<Utc>>().unwrap();
        let expect = "2026-09-28T06:30:00Z".parse::<DateTime<Utc>>().unwrap();
        assert_eq!(working_days_after(saturday, 1, chrono_tz::Europe::Moscow), expect);
    }

    #[test]
    fn a_short_text_loses_what_cannot_be_seen() {
        assert_eq!(short_text(" школа\u{200b}\n 12 ", 20), Ok("школа 12".to_owned()));
        assert_eq!(short_text("?!", 20), Err(Unfit::Short));
        assert_eq!(short_text("школа", 4), Err(Unfit::Long));
    }

    fn check_workplace(text: &str, taken: bool) {
        assert_eq!(workplace(text, 120).is_ok(), taken, "{text:?}");
    }

    #[test]
    fn workplaces_as_people_write_them() {
        let names = [
            "школа 12, Тюмень",
            "МБОУ СОШ №5",
            "ДОУ 7",
            "ТОГИРРО",
            "MIT",
            "лицей №1 им. А.С.Пушкина",
            "СОШ.12",
            "Yandex.Practicum",
        ];
        for name in names {
            check_workplace(name, true);
        }
    }

    #[test]
    fn what_is_plainly_no_workplace() {
        let others =
            ["+7 912 345-67-89", "89123456789", "12", "anna@mail.ru", "@anna", "https://школа.рф", "t.me/anna"];
        for other in others {
            check_workplace(other, false);
        }
    }
}

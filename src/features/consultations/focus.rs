//! To which open question belongs what a person writes outside any dialogue. Pure; `focus_store` keeps it.
//!
//! Words must never reach the wrong person: where several questions are open they go to the one that she has just chosen or
//! written to, or whose words she replies to. As soon as somebody else has written to her since, or a while has passed, she
//! is asked which question she means, and what she wrote waits for the answer.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::kernel::ids::{ChatId, ConsultationId, MessageId};
use crate::kernel::input::Media;

/// Beside other open questions a choice holds for so long after it was made or last used.
const FRESH: TimeDelta = TimeDelta::minutes(30);

/// Something written, on its way to the other side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Parcel {
    /// Words.
    Words(String),
    /// Voice, photo or file, passed on as it is.
    Media {
        /// What it is.
        kind: Media,
        /// Where it lies.
        chat: ChatId,
        /// The message.
        message: MessageId,
    },
}

/// Where a person's words go.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Focus {
    /// To this question.
    pub consultation: Option<ConsultationId>,
    /// Somebody else has written to her since she chose it, or she was asked which she means.
    pub doubt: bool,
    /// Written, and not yet said to whom.
    pub pending: Vec<Parcel>,
    /// When it was chosen or last used.
    pub at: DateTime<Utc>,
}

impl Focus {
    /// Tells what waits now from what waited when a button was drawn.
    pub fn mark(&self) -> i64 {
        self.at.timestamp_millis() + i64::try_from(self.pending.len()).unwrap_or(i64::MAX)
    }
}

/// To whom words go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whom {
    /// No question is open.
    Nobody,
    /// To this one.
    One(ConsultationId),
    /// She must say.
    Ask,
}

/// What words are said in reply to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reply {
    /// To nothing.
    No,
    /// To a message about this question.
    About(ConsultationId),
    /// To a message of which nobody knows what it was about: a voice, a picture, a list of several questions.
    Unclear,
}

/// To whom words go, when these questions are `open`.
pub fn whom(focus: &Focus, open: &[ConsultationId], reply: Reply, now: DateTime<Utc>) -> Whom {
    match (open, focus.consultation) {
        ([], _) => Whom::Nobody,
        _ if let Reply::About(one) = reply => {
            if open.contains(&one) {
                Whom::One(one)
            } else {
                Whom::Ask
            }
        }
        // Words that wait were written when more was open: only she knows for whom.
        _ if !focus.pending.is_empty() => Whom::Ask,
        ([only], None) => Whom::One(*only),
        ([only], Some(chosen)) if *only == chosen => Whom::One(chosen),
        _ if reply == Reply::Unclear => Whom::Ask,
        (_, Some(chosen)) if open.contains(&chosen) && !focus.doubt && now - focus.at <= FRESH => Whom::One(chosen),
        // What she had chosen is over, or long ago: what she writes now may be meant for any of them.
        _ => Whom::Ask,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(open: &[i64], focus: &Focus, reply: Reply, minutes: i64, expect: Whom) {
        let open: Vec<ConsultationId> = open.iter().copied().map(ConsultationId).collect();
        let now = focus.at + TimeDelta::minutes(minutes);
        assert_eq!(whom(focus, &open, reply, now), expect, "{open:?} {focus:?} {reply:?} {minutes}");
    }

    fn check(open: &[i64], focus: Option<i64>, doubt: bool, expect: Whom) {
        let focus = Focus { consultation: focus.map(ConsultationId), doubt, ..Focus::default() };
        at(open, &focus, Reply::No, 0, expect);
    }

    #[test]
    fn with_one_open_question_words_go_there() {
        check(&[41], None, false, Whom::One(ConsultationId(41)));
        check(&[41], Some(41), true, Whom::One(ConsultationId(41)));
    }

    #[test]
    fn what_was_meant_for_a_question_that_is_over_goes_to_nobody_by_itself() {
        check(&[41], Some(7), true, Whom::Ask);
        let parcel = Parcel::Words("и ещё".to_owned());
        let focus = Focus { consultation: Some(ConsultationId(41)), pending: vec![parcel], ..Focus::default() };
        at(&[41], &focus, Reply::No, 0, Whom::Ask);
        // What she replies to is clear; the words that wait go on waiting.
        at(&[41], &focus, Reply::About(ConsultationId(41)), 0, Whom::One(ConsultationId(41)));
    }

    #[test]
    fn beside_others_a_choice_grows_old() {
        let focus = Focus { consultation: Some(ConsultationId(42)), ..Focus::default() };
        at(&[41, 42], &focus, Reply::No, 30, Whom::One(ConsultationId(42)));
        at(&[41, 42], &focus, Reply::No, 31, Whom::Ask);
        at(&[42], &focus, Reply::No, 3000, Whom::One(ConsultationId(42)));
    }

    #[test]
    fn a_reply_goes_where_its_message_belongs() {
        let focus = Focus { consultation: Some(ConsultationId(42)), ..Focus::default() };
        at(&[41, 42], &focus, Reply::About(ConsultationId(41)), 0, Whom::One(ConsultationId(41)));
        // A question that is over: it was meant for nobody who is here.
        at(&[41, 42], &focus, Reply::About(ConsultationId(7)), 0, Whom::Ask);
        at(&[42], &focus, Reply::About(ConsultationId(7)), 0, Whom::Ask);
        at(&[41, 42], &focus, Reply::Unclear, 0, Whom::Ask);
        at(&[42], &focus, Reply::Unclear, 0, Whom::One(ConsultationId(42)));
    }

    #[test]
    fn with_several_they_go_where_she_chose() {
        check(&[41, 42], Some(42), false, Whom::One(ConsultationId(42)));
    }

    #[test]
    fn when_somebody_else_has_written_since_she_is_asked() {
        check(&[41, 42], Some(42), true, Whom::Ask);
    }

    #[test]
    fn a_chosen_question_that_is_over_counts_no_more() {
        check(&[41, 42], Some(7), false, Whom::Ask);
        check(&[41, 42], None, false, Whom::Ask);
    }

    #[test]
    fn without_open_questions_words_go_nowhere() {
        check(&[], Some(41), false, Whom::Nobody);
    }
}

//! Rules of answers and seats. Pure.

crate::words! {
    /// What a person said about an event (domain.md §3.5).
    pub enum Answer {
        /// Still thinking; holds no seat.
        Maybe = "maybe",
        /// Cannot come.
        NotGoing = "not_going",
        /// Comes.
        Going = "going",
        /// Comes, and was asked the day before whether it still holds.
        ConfirmAsked = "confirm_asked",
        /// Comes, and has said so again.
        Confirmed = "confirmed",
        /// Said yes before the event was moved; the seat is held for a while.
        ReconfirmAsked = "reconfirm_asked",
        /// Waits for a seat.
        Waitlisted = "waitlisted",
        /// A seat is offered and held for a while.
        Offered = "offered",
    }
}

/// The answers of those who come.
pub const COMING: &[Answer] = &[Answer::Going, Answer::ConfirmAsked, Answer::Confirmed, Answer::ReconfirmAsked];

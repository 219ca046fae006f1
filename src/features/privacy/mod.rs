//! What is kept about a person: seeing it, taking it along, revoking the consent and being erased.

use super::turn::{Answer, Turn};
use crate::kernel::actor::Actor;
use crate::kernel::outcome::Done;

crate::wire! {
    /// What can be pressed.
    pub enum Press in "pr" {
        /// The first screen.
        Privacy = "p",
    }
}

pub async fn press(_: &mut Turn<'_>, _: &Actor, _: Press) -> Answer {
    Ok(Done::nothing())
}

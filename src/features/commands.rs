//! Commands are doors: each opens the screen that a button opens too, so that there is one way to do a thing.
//!
//! The list a person sees in the chat depends on her rights; the scope of a list is no authorisation.

use super::registry::Press;
use super::turn::House;
use super::{consultations, events, home, membership, people, privacy};
use crate::kernel::actor::Tongue;
use crate::kernel::ids::{ChatId, PersonId};
use crate::label;
use sqlx::SqliteConnection;

/// What a command opens. `/start` is not here: it carries a code.
pub(super) fn door(name: &str) -> Option<Press> {
    Some(match name {
        "help" => home::Press::Help.into(),
        "plan" => events::Press::Plan.into(),
        "my" => home::Press::My.into(),
        "ask" => consultations::Press::Ask.into(),
        "profile" => membership::Press::Profile.into(),
        "settings" => people::Press::Settings.into(),
        "privacy" => privacy::Press::Privacy.into(),
        "regulation" => membership::Press::Regulation.into(),
        "leave" => membership::Press::Leave.into(),
        "manage" => home::Press::Manage.into(),
        "cancel" => home::Press::Cancel.into(),
        _ => return None,
    })
}

/// Whether a command is one of ours.
pub(super) fn is_ours(name: &str) -> bool {
    name == "start" || door(name).is_some()
}

/// The list for a person: name and description.
pub fn list(t: Tongue, coordinator: bool) -> Vec<(String, String)> {
    let mut list = vec![
        ("start", label!(t, home_command_start)),
        ("plan", label!(t, home_command_plan)),
        ("ask", label!(t, home_command_ask)),
        ("my", label!(t, home_command_my)),
    ];
    if coordinator {
        list.push(("manage", label!(t, home_command_manage)));
    }
    list.extend([
        ("profile", label!(t, home_command_profile)),
        ("regulation", label!(t, home_command_regulation)),
        ("settings", label!(t, home_command_settings)),
        ("privacy", label!(t, home_command_privacy)),
        ("leave", label!(t, home_command_leave)),
        ("cancel", label!(t, home_command_cancel)),
        ("help", label!(t, home_command_help)),
    ]);
    list.into_iter().map(|(name, says)| (name.to_owned(), says)).collect()
}

/// The list for a person at `chat`, whose private chat in Telegram has the number of her account.
///
/// # Errors
/// Storage errors.
pub async fn list_for(
    db: &mut SqliteConnection,
    house: &House,
    person: PersonId,
    chat: ChatId,
) -> sqlx::Result<Vec<(String, String)>> {
    let tongue = people::tongue(db, person).await?;
    let coordinator = house.owners.contains(&chat.0) || membership::coordinates(db, person).await?;
    Ok(list(tongue, coordinator))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_in_the_list_opens_something() {
        for (name, _) in list(Tongue::Ru, true) {
            assert!(is_ours(&name), "/{name}");
        }
    }

    #[test]
    fn names_and_descriptions_fit_telegram() {
        for tongue in [Tongue::Ru, Tongue::En] {
            for (name, says) in list(tongue, true) {
                assert!((1..=32).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_lowercase()), "{name}");
                assert!((1..=256).contains(&says.chars().count()), "{says}");
            }
        }
    }
}

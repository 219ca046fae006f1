//! People whom a kept database knows from an earlier demo: they get their phones again, with empty chats.
//! Must never touch what the database holds.

use crate::db::Db;
use crate::features::{membership, people};
use crate::kernel::ids::CommunityId;
use crate::kernel::time::Clock;
use crate::sandbox::page::{Page, Role};
use crate::sandbox::{Sandbox, UserId};

/// So many phones are laid out at once; the others are fetched from the page's list.
const PHONES: usize = 4;

/// The messages of this life get numbers above those of any earlier one: seconds since 2026 by the demo's own time, which
/// goes on from life to life; a bot does not say so much that a second of each life would not do for a message.
const ERA: i64 = 1_767_225_600;

/// Whether nobody has ever come.
pub(super) async fn is_new(db: &Db) -> anyhow::Result<bool> {
    Ok(people::known(&mut *db.reader().acquire().await?).await?.is_empty())
}

/// Everybody's account in the sandbox again, and phones for the first of each role.
pub(super) async fn restore(
    db: &Db,
    community: &CommunityId,
    sandbox: &Sandbox,
    page: &Page,
    clock: &Clock,
) -> anyhow::Result<()> {
    sandbox.number_messages_above(clock.now().timestamp() - ERA);
    let mut reader = db.reader().acquire().await?;
    let known = people::known(&mut reader).await?;
    let mut found: Vec<(Role, UserId)> = Vec::new();
    for one in &known {
        let user = UserId(one.account);
        let last = one.name.as_ref().map(|name| name.last.as_str());
        let first = one.name.as_ref().map_or_else(|| one.person.to_string(), |name| name.first.clone());
        sandbox.add_known_person(user, &first, last, one.tongue.word());
        let standing = membership::standing_in(&mut reader, one.person, community).await?.filter(|s| s.is_member());
        let role = match standing {
            Some(standing) if standing.coordinator => Role::Coordinator,
            Some(standing) if standing.mentor => Role::Mentor,
            Some(_) => Role::Teacher,
            None => Role::Guest,
        };
        page.introduce(user, role);
        found.push((role, user));
    }
    let firsts = [Role::Teacher, Role::Mentor, Role::Coordinator, Role::Guest];
    let firsts = firsts.iter().filter_map(|role| found.iter().find(|(theirs, _)| theirs == role));
    for (_, user) in firsts.take(PHONES) {
        page.show_phone(*user, true);
    }
    Ok(())
}

//! Lists of questions: one's own, and those of a community that have no answer yet.

use super::rules::{Consultation, Side};
use super::screens::{cards, heads, line};
use super::{State, desk, focus, focus_store, store};
use crate::communities::Profile;
use crate::features::membership;
use crate::features::turn::{Answer, Failure, Turn};
use crate::kernel::actor::Actor;
use crate::kernel::html::Html;
use crate::kernel::ids::CommunityId;
use crate::kernel::outcome::Done;
use crate::say;

/// How many questions «Моё» names.
const NAMED: usize = 3;

/// A person's questions with her side of each and its community.
async fn own<'a>(turn: &mut Turn<'a>, who: &Actor) -> Result<Vec<(Consultation, Side, &'a Profile)>, Failure> {
    let ids = store::mine(turn.db, who.person()).await?;
    let mut all = Vec::with_capacity(ids.len());
    for q in desk::all(turn, ids).await? {
        let profile = turn.profile(&q.community)?;
        if let Some(side) = q.side(who.person()) {
            all.push((q, side, profile));
        }
    }
    Ok(all)
}

/// My questions and those I answer.
pub async fn mine(turn: &mut Turn<'_>, who: &Actor, page: u16) -> Answer<State> {
    let all = own(turn, who).await?;
    let open: Vec<_> = all.iter().filter(|(q, ..)| q.stage.is_dialogue()).map(|(q, ..)| q.id).collect();
    let focus = focus_store::of(turn.db, who.person(), turn.now).await?;
    let chosen = match focus::whom(&focus, &open, focus::Reply::No, turn.now) {
        focus::Whom::One(id) => Some(id),
        focus::Whom::Nobody | focus::Whom::Ask => None,
    };
    Ok(Done::show(cards::mine(who.tongue(), &all, page, chosen)))
}

/// Where this mentor may take questions now.
async fn mentoring(turn: &mut Turn<'_>, who: &Actor) -> Result<Vec<CommunityId>, Failure> {
    let mut communities = membership::mentoring(turn, who.person()).await?;
    communities.retain(|community| turn.profiles.get(community).is_some());
    Ok(communities)
}

/// How many wait for her: two statements, however many were ever offered, and one for somebody who answers nowhere.
pub async fn count_offered(turn: &mut Turn<'_>, who: &Actor) -> Result<usize, Failure> {
    let communities = mentoring(turn, who).await?;
    if communities.is_empty() {
        return Ok(0);
    }
    let n = store::count_offered_to(turn.db, who.person(), &communities).await?;
    Ok(usize::try_from(n).unwrap_or_default())
}

/// The list of those, by as many statements.
pub async fn offers(turn: &mut Turn<'_>, who: &Actor, page: u16) -> Answer<State> {
    let communities = mentoring(turn, who).await?;
    let offered = match communities.as_slice() {
        [] => Vec::new(),
        some => store::offered_to(turn.db, who.person(), some).await?,
    };
    let mut all = Vec::with_capacity(offered.len());
    for q in offered {
        let profile = turn.profile(&q.community)?;
        all.push((q, profile));
    }
    Ok(Done::show(cards::offers(who.reader, &all, page)))
}

/// For coordinators: what has no answer yet.
pub async fn open(turn: &mut Turn<'_>, who: &Actor, page: u16) -> Answer<State> {
    let t = who.tongue();
    let refused = Done::show(line(t, say!(t, consultations_heads_only)));
    let Some(community) = &who.community else { return Ok(refused) };
    if !membership::standing(turn, who, community).await?.coordinator {
        return Ok(refused);
    }
    let ids = store::open_in(turn.db, community).await?;
    let all = desk::all(turn, ids).await?;
    Ok(Done::show(heads::open(who.reader, turn.profile(community)?, &all, page)))
}

/// A few lines about the person's open questions.
pub async fn brief(turn: &mut Turn<'_>, who: &Actor) -> Result<Html, Failure> {
    let t = who.tongue();
    let all = own(turn, who).await?;
    let open: Vec<_> = all.iter().filter(|(q, ..)| !q.stage.is_over()).collect();
    let title = say!(t, consultations_brief);
    if open.is_empty() {
        return Ok(title.line(say!(t, consultations_brief_none)));
    }
    let text = open
        .iter()
        .take(NAMED)
        .fold(title, |text, (q, side, profile)| text.line(cards::mine_line(t, q, *side, profile)));
    Ok(match open.len().checked_sub(NAMED) {
        Some(more) if more > 0 => text.line(say!(t, consultations_brief_more, n = more)),
        _ => text,
    })
}

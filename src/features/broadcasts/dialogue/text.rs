//! The question of the text: words, pictures, files and buttons, in any order. What was typed or sent is taken whole or
//! not at all, and nothing that is there already is lost by what does not fit.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::super::body::{self, Body, Flaw, MOST_FILES, MOST_LINKS};
use super::super::rules::Segment;
use super::super::screens;
use super::super::segment::{Condition, Part};
use super::{Context, End, Letter, Planned, State, stale, when};
use crate::kernel::actor::Tongue;
use crate::kernel::effect::{Attachment, AttachmentKind};
use crate::kernel::html::Html;
use crate::kernel::ids::{BroadcastId, CommunityId};
use crate::kernel::outcome::Step;
use crate::say;

/// A letter that is being written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// In which community.
    pub community: CommunityId,
    /// To whom, if that is known already.
    pub whom: Option<Segment>,
    /// What is there already.
    pub was: Option<Body>,
    /// What was there when she came to change it: «Назад» leads back to that.
    #[serde(default)]
    pub before: Option<Body>,
    /// The broadcast that it was before it was taken back to be changed.
    #[serde(default)]
    pub of: Option<BroadcastId>,
    /// The album whose parts are arriving.
    #[serde(default)]
    pub album: Option<String>,
    /// The album of which a part cannot be taken.
    #[serde(default)]
    pub missed: Option<String>,
    /// When, if that was said.
    #[serde(default)]
    pub planned: Planned,
    /// What was too long a moment ago: Telegram cuts it in two, and the rest is on its way.
    #[serde(default)]
    pub cut: Option<Cut>,
}

/// A text that was too long.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cut {
    /// When the first part came; milliseconds.
    #[serde(default)]
    first: i64,
    /// When the last part came; milliseconds.
    at: i64,
    /// Its length so far, as Telegram counts.
    length: usize,
}

/// Nobody types another text so soon.
const APART: i64 = 3000;
/// Telegram's own programs cut a text that is too long for a message at a good place in its second half.
const HALF: usize = 2000;

impl Cut {
    /// How much of the text is there, if what comes at `now` is the rest of it.
    fn before(self, now: i64) -> Option<usize> {
        (now - self.at < APART).then_some(self.length)
    }
}

impl From<Letter> for Draft {
    fn from(Letter { community, body, whom, planned, came, of, .. }: Letter) -> Self {
        // If more of it comes at once, it was cut.
        let cut = came.map(|at| Cut { first: at, at, length: body.length() }).filter(|cut| cut.length > HALF);
        let before = Some(body.clone());
        Self { was: Some(body), before, of, planned, cut, ..Self::new(community, Some(whom)) }
    }
}

impl Draft {
    /// Nothing yet, and to whom it goes if that is known.
    pub fn new(community: CommunityId, whom: Option<Segment>) -> Self {
        let (was, before, of, album, missed, cut) = (None, None, None, None, None, None);
        Self { community, whom, was, before, of, album, missed, planned: Planned::default(), cut }
    }

    /// There is no text yet, nor was there one.
    pub(super) fn is_blank(&self) -> bool {
        [&self.was, &self.before].iter().all(|body| body.as_ref().is_none_or(Body::is_empty)) && self.of.is_none()
    }

    /// The earlier broadcast from whose report she came: some of those whom it reached are meant, and nobody else.
    pub fn after(&self) -> Option<BroadcastId> {
        match self.whom.as_ref()?.conditions() {
            [Condition::Is(Part::Reached(earlier) | Part::Unread(earlier))] => Some(*earlier),
            _ => None,
        }
    }

    /// Of a letter that is about to be for others: whoever came from its preview goes back there, else that is asked again.
    pub(super) fn for_whom_it_was(letter: Letter) -> Self {
        let whom = letter.was_for.clone();
        Self { whom, ..letter.into() }
    }

    fn with(self, body: Body) -> State {
        State::Text(Self { was: Some(body), ..self })
    }

    /// What comes after the text.
    fn next(self, body: Body, context: &Context<'_>) -> State {
        let ask = if self.whom.is_some() { State::Preview } else { State::Whom };
        let whom = self.whom.unwrap_or_else(Segment::everybody);
        let came = Some(context.now.timestamp_millis());
        ask(Letter { planned: self.planned, came, of: self.of, ..Letter::new(self.community, body, whom) })
    }
}

/// When the first part of a text came of which a part has come just `now` and more may be on its way.
pub(super) fn coming(state: &State, now: i64) -> Option<i64> {
    match state {
        State::Text(draft) => draft.cut.filter(|cut| cut.at == now).map(|cut| cut.first),
        State::Whom(letter) | State::Preview(letter) => {
            letter.came.filter(|came| *came == now && letter.body.length() > HALF)
        }
        _ => None,
    }
}

/// A picture or a file that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// What it is.
    pub attachment: Attachment,
    /// The words under it.
    pub caption: Option<Html>,
    /// The album of which it is a part.
    pub album: Option<String>,
}

/// Words: they take the place of those that were there; pictures and files stay.
pub(super) fn typed(draft: Draft, words: Html, context: &Context<'_>) -> Step<State, End> {
    let (t, now) = (context.reader.tongue, context.now.timestamp_millis());
    let cut = draft.cut.filter(|cut| cut.before(now).is_some());
    let before = cut.map_or(0, |cut| cut.length);
    let media = draft.was.as_ref().map(|was| was.media.clone()).unwrap_or_default();
    let (html, buttons) = match body::read(&words) {
        Ok(read) => read,
        Err(_) if before > 0 => (words, Vec::new()),
        Err(flaw) => return Step::Again(draft.with(Body { html: words, media, buttons: Vec::new() }), told(t, &flaw)),
    };
    if html.plain().trim().is_empty() {
        return Step::Again(State::Text(draft), say!(t, broadcasts_empty));
    }
    let body = Body { html, media, buttons };
    let Some(help) = too_long(&body, before, context) else { return Step::Ask(draft.next(body, context)) };
    let first = cut.map_or(now, |cut| cut.first);
    let draft = Draft { cut: Some(Cut { first, at: now, length: before + body.length() }), ..draft };
    if body.media.is_empty() {
        // The first half is no text either.
        let was = draft.was.filter(|was| was.length() != before);
        return Step::Again(State::Text(Draft { was, ..draft }), help);
    }
    // Without what goes with it it may fit: it waits with it.
    let first = draft.was.as_ref().filter(|_| before > 0).map(|was| was.html.clone());
    let html = first.map_or_else(|| body.html.clone(), |first| first.line(body.html.clone()));
    Step::Again(draft.with(Body { html, ..body }), help)
}

/// Whether words that come where none are asked for are the letter's: its text corrected, or the rest of it.
pub(super) fn takes(letter: &Letter, words: &Html, context: &Context<'_>) -> bool {
    let is_time = |text: &str| when::read(None, text, context).is_ok();
    let draft = Draft::from(letter.clone());
    let rest = draft.cut.and_then(|cut| cut.before(context.now.timestamp_millis()));
    let rest = rest.is_some_and(|before| too_long(&Body::of(words.clone()), before, context).is_some());
    let time = is_time(&words.plain()) && !is_time(&letter.body.plain());
    rest || (!time && corrects(&letter.body, words))
}

/// Whether these words are mostly the same.
fn corrects(body: &Body, words: &Html) -> bool {
    let set = |text: String| -> HashSet<String> {
        let words = text.to_lowercase();
        words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
    };
    // The lines that are buttons stand no more among the words of what is there.
    let now = body::read(words).map_or_else(|_| words.plain(), |(html, _)| html.plain());
    let (was, now) = (set(body.plain()), set(now));
    let same = was.intersection(&now).count();
    same > 0 && 3 * same >= 2 * was.len() && 2 * same > now.len()
}

/// What cannot go into a letter: a part of an album is told of with each part that can.
pub(super) fn refused(draft: Draft, album: Option<String>, context: &Context<'_>) -> Step<State, End> {
    let missed = album.or(draft.missed);
    Step::Again(State::Text(Draft { missed, ..draft }), say!(context.reader.tongue, broadcasts_only_files))
}

/// A picture or a file: joins those of its kind; words under it are those of the letter. One of the other kind is not
/// taken: what is there already stays.
pub(super) fn sent(draft: Draft, sent: Sent, context: &Context<'_>) -> Step<State, End> {
    let t = context.reader.tongue;
    let mut body = draft.was.clone().unwrap_or_default();
    let same_album = sent.album.is_some() && sent.album == draft.album;
    if body.media.iter().any(|there| there.kind != sent.attachment.kind) {
        let help = match sent.attachment.kind {
            AttachmentKind::Photo => say!(t, broadcasts_photo_not_taken),
            AttachmentKind::Document => say!(t, broadcasts_document_not_taken),
        };
        return Step::Again(State::Text(draft), help);
    }
    let missed = sent.album.is_some() && sent.album == draft.missed;
    let mut help = missed.then(|| say!(t, broadcasts_only_files));
    if body.media.len() >= MOST_FILES {
        help = Some(say!(t, broadcasts_files_most, n = MOST_FILES));
    } else if !body.media.contains(&sent.attachment) {
        body.media.push(sent.attachment);
    }
    if let Some(caption) = sent.caption.filter(|caption| !caption.plain().trim().is_empty()) {
        if same_album {
            body.html = body.html.line(caption);
        } else {
            (body.html, body.buttons) = (caption, Vec::new());
        }
    }
    match body::read(&body.html) {
        Ok((html, buttons)) if !buttons.is_empty() => (body.html, body.buttons) = (html, buttons),
        Ok(_) => {}
        Err(flaw) => help = Some(told(t, &flaw)),
    }
    let help = too_long(&body, 0, context).or(help);
    let next = Draft { album: sent.album, ..draft }.with(body);
    match help {
        Some(help) => Step::Again(next, help),
        None => Step::Ask(next),
    }
}

pub(super) fn chosen(draft: Draft, value: &str, context: &Context<'_>) -> Step<State, End> {
    let there = draft.was.clone().filter(|body| !body.is_empty());
    match (there, value) {
        (Some(body), "keep") => match too_long(&body, 0, context) {
            Some(help) => Step::Again(State::Text(draft), help),
            None => Step::Ask(draft.next(body, context)),
        },
        (Some(body), "clear") => Step::Ask(draft.with(Body { media: Vec::new(), ..body })),
        (_, "back") if draft.before.is_some() => back(draft, context),
        _ => stale(State::Text(draft), context),
    }
}

/// To where she came from. If nothing is changed yet, the letter itself stands above already.
fn back(draft: Draft, context: &Context<'_>) -> Step<State, End> {
    let same = draft.was == draft.before;
    let body = draft.before.clone().unwrap_or_default();
    match draft.next(body, context) {
        State::Preview(letter) if same => Step::Again(State::Preview(letter), Html::default()),
        asked => Step::Ask(asked),
    }
}

/// What to say of a body that does not fit behind `before` units of UTF-16 of the same text.
fn too_long(body: &Body, before: usize, context: &Context<'_>) -> Option<Html> {
    let t = context.reader.tongue;
    let limit = body.room(screens::heading(context.profile));
    let n = before + body.length();
    let over = n.saturating_sub(limit);
    match (over, body.media.is_empty()) {
        (0, _) => None,
        (over, true) => Some(say!(t, broadcasts_too_long, n = n, limit = limit, over = over)),
        (over, false) => Some(say!(t, broadcasts_caption_too_long, n = n, limit = limit, over = over)),
    }
}

fn told(t: Tongue, flaw: &Flaw) -> Html {
    match flaw {
        Flaw::Address { label, typed } => say!(t, broadcasts_link_bad, label = label, typed = typed),
        Flaw::Label(label) => say!(t, broadcasts_link_long, label = label),
        Flaw::Many(n) => say!(t, broadcasts_links_many, n = *n, most = MOST_LINKS),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_are_mostly_the_same_are_the_corrected_text() {
        let check = |was: &str, now: &str, expect| {
            assert_eq!(corrects(&Body::of(Html::escaped(was)), &Html::escaped(now)), expect, "{now}")
        };
        check("Ждём всех в 16:00 в актовом зале", "Ждём всех в 17:00 в актовом зале!", true);
        check("Ждём всех в 16:00 в актовом зале", "завтра в 16", false);
        check("Ждём всех", "Всем!", false);
        check("Всем", "", false);
        check("Завтра в 16:00 встреча в каб. 305", "завтра в 16:00", false);
        check("", "Ждём всех", false);
        check("!!!", "отправляй", false);
    }
}

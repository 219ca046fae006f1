//! Button data. A button stays pressable for ever, so its string is never given another meaning: what is pinned here may
//! be added to, never changed.

use krug::features::{Press, broadcasts, consultations, events, home, membership, people, privacy, rsvp};
use krug::kernel::ids::{BroadcastId, CommunityId, ConsultationId, EventId, PersonId};
use krug::kernel::wire::{Choice, LIMIT, Wire};
use proptest::prelude::*;

fn check(press: impl Into<Press> + Clone, wire: &Wire, pinned: &str) {
    assert_eq!(wire.as_str(), pinned);
    assert_eq!(Press::read(pinned), Some(press.into()), "{pinned}");
    assert!(pinned.len() <= LIMIT, "{pinned} is too long");
}

macro_rules! pinned {
    ($($press:expr => $wire:literal),+ $(,)?) => { $(check($press, &$press.wire(), $wire);)+ };
}

#[test]
fn doors_keep_their_strings() {
    pinned! {
        home::Press::Home => "ho:h",
        home::Press::Below => "ho:b",
        home::Press::Help => "ho:?",
        home::Press::My => "ho:y",
        home::Press::Manage => "ho:m",
        home::Press::Cancel => "ho:x",
        home::Press::Resume("ev".to_owned()) => "ho:r:ev",
        home::Press::Discard("ev".to_owned()) => "ho:d:ev",
        home::Press::Anew(home::Asked::of("br:e:7").expect("no slash")) => "ho:a:br/e/7",
        people::Press::Settings => "pe:s",
        membership::Press::Profile => "me:p",
        membership::Press::Regulation => "me:r",
        membership::Press::Leave => "me:l",
        membership::Press::People => "me:a",
        membership::Press::Communities => "me:c",
        privacy::Press::Privacy => "pr:p",
        events::Press::Plan => "ev:p",
        events::Press::PlanPage(2) => "ev:pp:2",
        events::Press::New => "ev:n",
        events::Press::Card(EventId(7)) => "ev:c:7",
        events::Press::Calendar(EventId(7)) => "ev:i:7",
        events::Press::Desk(EventId(7)) => "ev:d:7",
        events::Press::DeskBelow(EventId(7)) => "ev:db:7",
        events::Press::Change(EventId(7)) => "ev:e:7",
        events::Press::Move(EventId(7)) => "ev:m:7",
        events::Press::Rename(EventId(7)) => "ev:t:7",
        events::Press::Relocate(EventId(7)) => "ev:w:7",
        events::Press::Reseat(EventId(7)) => "ev:s:7",
        events::Press::Cancel(EventId(7)) => "ev:x:7",
        rsvp::Press::Mine => "rs:m",
        rsvp::Press::MinePage(2) => "rs:mp:2",
        rsvp::Press::Say(EventId(7), 3, rsvp::Wish::Think) => "rs:a:7:3:t",
        rsvp::Press::Say(EventId(7), 3, rsvp::Wish::Decline) => "rs:a:7:3:n",
        rsvp::Press::People(EventId(7), 0) => "rs:p:7:0",
        consultations::Press::Ask => "co:a",
        consultations::Press::Mine => "co:m",
        consultations::Press::Open => "co:o",
        broadcasts::Press::List => "br:l",
        broadcasts::Press::New => "br:n",
        broadcasts::Press::WishesHere => "br:oh",
    }
}

#[test]
fn things_keep_their_strings_at_the_farthest_id() {
    const FAR: i64 = i64::MAX;
    pinned! {
        events::Press::Card(EventId(FAR)) => "ev:c:9223372036854775807",
        rsvp::Press::Say(EventId(FAR), FAR, rsvp::Wish::Come) => "rs:a:9223372036854775807:9223372036854775807:y",
        broadcasts::Press::Card(BroadcastId(FAR)) => "br:c:9223372036854775807",
        broadcasts::Press::Stop(BroadcastId(FAR), u32::MAX) => "br:sx:9223372036854775807:4294967295",
        broadcasts::Press::DoNotStop(BroadcastId(FAR)) => "br:sn:9223372036854775807",
        broadcasts::Press::Remind(BroadcastId(FAR)) => "br:u:9223372036854775807",
        broadcasts::Press::Read(BroadcastId(FAR)) => "br:rd:9223372036854775807",
    }
}

#[test]
fn buttons_of_questions_keep_their_strings() {
    const FAR: i64 = i64::MAX;
    let id = ConsultationId(FAR);
    let person = PersonId(FAR);
    pinned! {
        consultations::Press::MinePage(u16::MAX) => "co:mp:65535",
        consultations::Press::OpenPage(u16::MAX) => "co:op:65535",
        consultations::Press::Send(u32::MAX) => "co:y:4294967295",
        consultations::Press::Card(id) => "co:c:9223372036854775807",
        consultations::Press::ShowName(id) => "co:n:9223372036854775807",
        consultations::Press::Withdraw(id) => "co:w:9223372036854775807",
        consultations::Press::WithdrawYes(id, FAR) => "co:wy:9223372036854775807:9223372036854775807",
        consultations::Press::Take(id) => "co:t:9223372036854775807",
        consultations::Press::Decline(id, FAR) => "co:d:9223372036854775807:9223372036854775807",
        consultations::Press::Reply(id) => "co:r:9223372036854775807",
        consultations::Press::Pass(id, FAR) => "co:p:9223372036854775807:9223372036854775807",
        consultations::Press::ToNobody => "co:rn",
        consultations::Press::Close(id, FAR) => "co:x:9223372036854775807:9223372036854775807",
        consultations::Press::Solved(id, FAR) => "co:xs:9223372036854775807:9223372036854775807",
        consultations::Press::GiveUp(id, FAR) => "co:xg:9223372036854775807:9223372036854775807",
        consultations::Press::Rate(id, FAR, consultations::Rating::Partly)
            => "co:k:9223372036854775807:9223372036854775807:partly",
        consultations::Press::NoWords(id) => "co:kn:9223372036854775807",
        consultations::Press::GoOn(id, FAR) => "co:l:9223372036854775807:9223372036854775807",
        consultations::Press::Again(id, FAR) => "co:z:9223372036854775807:9223372036854775807",
        consultations::Press::TakeOver(id) => "co:et:9223372036854775807",
        consultations::Press::Assign(id, 9) => "co:ea:9223372036854775807:9",
        consultations::Press::AssignTo(id, person) => "co:ep:9223372036854775807:9223372036854775807",
        consultations::Press::Answer(id) => "co:ew:9223372036854775807",
    }
}

#[test]
fn the_longest_community_fits() {
    let id = CommunityId::parse(&"a".repeat(32)).expect("32 are allowed");
    pinned! {
        broadcasts::Press::Wishes(id.clone()) => "br:o:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        broadcasts::Press::OptOut(id.clone(), broadcasts::Kind::Digest) => "br:ox:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa:digest",
        broadcasts::Press::OptIn(id.clone(), broadcasts::Kind::News) => "br:oi:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa:news",
    }
    assert!(format!("me:xx:{id}").len() <= LIMIT);
}

#[test]
fn the_way_home_is_known_to_the_kernel() {
    assert_eq!(Wire::home(), home::Press::Home.wire());
    assert_eq!(Wire::home_below(), home::Press::Below.wire());
    assert_eq!(Wire::plan(), events::Press::Plan.wire());
    assert_eq!(Wire::wishes(), broadcasts::Press::WishesHere.wire());
}

#[test]
fn an_answer_to_a_dialogue_is_no_press() {
    let wire = Wire::choice("ev", "kind", "seminar");
    assert_eq!(Press::read(wire.as_str()), None);
    let choice = Choice::read(wire.as_str()).expect("a choice");
    assert_eq!((choice.slice.as_str(), choice.step.as_str(), choice.value.as_str()), ("ev", "kind", "seminar"));
}

proptest! {
    #[test]
    fn whatever_comes_in_is_read_or_refused(data in "\\PC{0,64}") {
        let _ = Choice::read(&data);
        let _ = Press::read(&data);
    }

    #[test]
    fn whatever_is_read_is_written_so_that_it_is_read_again(
        slice in prop::sample::select(vec!["br", "co", "ev", "ho", "me", "pe", "pr", "rs"]),
        rest in prop::collection::vec("[a-z?]{1,2}|[0-9]{1,3}|[a-z0-9:?-]{0,6}", 1..5),
    ) {
        let data = format!("{slice}:{}", rest.join(":"));
        if let Some(press) = Press::read(&data) {
            prop_assert_eq!(Press::read(press.wire().as_str()), Some(press), "{}", data);
        }
    }
}

//! Each limit by an example.

use super::*;

/// Sends as fast as allowed, each call over at once, and returns the instants.
fn run(pace: usize, calls: &[(i64, Weight)]) -> Vec<(i64, i64)> {
    let mut limits = Limits::new(Pace::new(pace).unwrap());
    let mut now = at_millis(0);
    let mut sent = Vec::new();
    for (chat, weight) in calls {
        now = send(&mut limits, *chat, *weight, now);
        sent.push((*chat, now.timestamp_millis()));
    }
    sent
}

/// One call as early as possible; when.
pub(super) fn send(limits: &mut Limits, chat: i64, call: impl Into<Call>, mut now: DateTime<Utc>) -> DateTime<Utc> {
    let call = call.into();
    loop {
        limits.look(now);
        match limits.leave(ChatId(chat), call, now) {
            Leave::Now => break,
            Leave::Never => panic!("no list of commands is asked for here"),
            Leave::PaceFrom(from) | Leave::ChatFrom(from) => {
                assert!(from > now, "told to look again at once");
                now = from;
            }
        }
    }
    let ticket = limits.note(ChatId(chat), call, now);
    limits.back(ticket, now);
    now
}

fn from(limits: &Limits, chat: i64, weight: Weight, now: i64) -> i64 {
    match limits.leave(ChatId(chat), weight, at_millis(now)) {
        Leave::Now => now,
        Leave::PaceFrom(from) | Leave::ChatFrom(from) => from.timestamp_millis(),
        Leave::Never => i64::MAX,
    }
}

fn check(pace: usize, calls: &[(i64, Weight)], expect: &[i64]) {
    let at: Vec<i64> = run(pace, calls).iter().map(|s| s.1).collect();
    assert_eq!(&at[at.len() - expect.len()..], expect, "{pace} a second: {calls:?}");
}

fn to_many(n: i64, weight: Weight) -> Vec<(i64, Weight)> {
    (1..=n).map(|chat| (chat, weight)).collect()
}

fn flooded(limits: &mut Limits, chat: i64, weight: Weight, seconds: i64, now: i64) -> Flooded {
    limits.flooded(ChatId(chat), weight, TimeDelta::seconds(seconds), at_millis(now))
}

#[test]
fn a_private_chat_gets_one_message_a_second() {
    check(30, &[(5, Weight::Message); 3], &[0, 1000, 2000]);
}

#[test]
fn an_edit_in_a_private_chat_does_not_wait_for_messages() {
    check(30, &[(5, Weight::Message), (5, Weight::Edit)], &[0, 0]);
}

#[test]
fn the_thirty_first_message_waits_for_the_next_second() {
    check(30, &to_many(31, Weight::Message), &[0, 1000]);
}

#[test]
fn neither_edits_nor_answers_to_presses_keep_the_pace() {
    check(30, &to_many(500, Weight::Edit), &[0]);
    check(30, &to_many(500, Weight::Light), &[0]);
}

#[test]
fn a_group_gets_twenty_a_minute_edits_among_them() {
    check(30, &[(-5, Weight::Edit); 21], &[0, 61_000]);
    check(30, &[(-5, Weight::Message); 21], &[19_000, 61_000]);
}

#[test]
fn bulk_keeps_its_distance() {
    check(30, &to_many(6, Weight::Bulk), &[0, 0, 0, 34, 67, 100]);
    check(1, &to_many(3, Weight::Bulk), &[0, 1000, 2000]);
}

#[test]
fn bulk_that_is_behind_catches_up_at_twice_the_pace_and_leaves_in_bunches_if_it_is_fast() {
    let at: Vec<i64> = run(1000, &to_many(400, Weight::Bulk)).iter().map(|sent| sent.1).collect();
    let in_bunches: Vec<usize> = (0..16).map(|n| at.iter().filter(|at| **at / 10 == n).count()).collect();
    assert_eq!(in_bunches, [20, 20, 20, 20, 20, 20, 20, 20, 20, 10, 10, 10, 10, 10, 10, 10]);
    assert!(at.iter().all(|at| at % 10 == 0), "{at:?}");
}

#[test]
fn an_answer_never_waits_behind_bulk_for_longer_than_a_tenth_of_a_second() {
    for pace in [10, 30, 200, 1000] {
        let mut limits = Limits::new(Pace::new(pace).unwrap());
        let mut now = at_millis(0);
        for n in 0..3 * i64::try_from(pace).unwrap() {
            now = send(&mut limits, n + 1, Weight::Bulk, now);
            let waits = from(&limits, -1, Weight::Message, now.timestamp_millis()) - now.timestamp_millis();
            assert!(waits <= 100, "at {pace} a second: {waits} ms after {n} to many");
        }
    }
}

#[test]
fn above_the_free_pace_only_bulk_is_paid_for() {
    check(1000, &to_many(31, Weight::Message), &[0, 1000]);
}

#[test]
fn one_flooded_chat_does_not_hold_back_another() {
    let mut limits = Limits::new(Pace::default());
    assert_eq!(flooded(&mut limits, 1, Weight::Message, 8, 0), Flooded::Chat);
    assert_eq!(from(&limits, 1, Weight::Message, 0), 8000);
    assert_eq!(from(&limits, 1, Weight::Edit, 0), 8000);
    assert_eq!(from(&limits, 1, Weight::Light, 0), 0);
    assert_eq!(from(&limits, 2, Weight::Message, 0), 0);
}

#[test]
fn two_flooded_chats_in_a_second_hold_back_everybody() {
    let mut limits = Limits::new(Pace::default());
    flooded(&mut limits, 1, Weight::Message, 3, 0);
    assert_eq!(flooded(&mut limits, 2, Weight::Message, 8, 500), Flooded::Everybody);
    assert_eq!(from(&limits, 3, Weight::Light, 600), 8500);
}

#[test]
fn two_flooded_chats_in_more_than_a_second_are_two_chats() {
    let mut limits = Limits::new(Pace::default());
    flooded(&mut limits, 1, Weight::Message, 3, 0);
    assert_eq!(flooded(&mut limits, 2, Weight::Message, 8, 1001), Flooded::Chat);
    assert_eq!(from(&limits, 3, Weight::Message, 1001), 1001);
}

#[test]
fn a_flood_in_no_chat_holds_back_everybody() {
    let mut limits = Limits::new(Pace::default());
    assert_eq!(flooded(&mut limits, 1, Weight::Light, 3, 0), Flooded::Everybody);
    assert_eq!(from(&limits, 2, Weight::Light, 0), 3000);
}

#[test]
fn a_flood_of_lists_of_commands_holds_back_nobody_else() {
    let mut limits = Limits::new(Pace::default());
    assert_eq!(flooded(&mut limits, 1, Weight::Menu, 600, 0), Flooded::Menus);
    assert_eq!(from(&limits, 1, Weight::Message, 0), 0);
    assert_eq!(from(&limits, 2, Weight::Light, 0), 0);
    assert_eq!(limits.leave(ChatId(2), Weight::Menu, at_millis(599_999)), Leave::Never);
    assert_eq!(limits.leave(ChatId(2), Weight::Menu, at_millis(600_000)), Leave::Now);
    assert_eq!(limits.speed(), 30);
}

/// The pace so many seconds after everybody was told to wait for five.
fn pace_after(full: usize, seconds: i64) -> usize {
    let mut limits = Limits::new(Pace::new(full).unwrap());
    flooded(&mut limits, 1, Weight::Light, 5, 0);
    // Another call was on its way: one telling-off, not two.
    flooded(&mut limits, 2, Weight::Light, 4, 10);
    limits.look(at_millis(seconds * 1000));
    limits.speed()
}

#[test]
fn after_everybody_was_held_the_pace_halves_and_recovers() {
    let steps = [0, 5, 34, 35, 65, 5 + 14 * 30, 5 + 15 * 30];
    assert_eq!(steps.map(|seconds| pace_after(30, seconds)), [15, 15, 15, 16, 17, 29, 30]);
    assert_eq!([0, 35, 3600].map(|seconds| pace_after(1000, seconds)), [500, 533, 1000]);
    assert_eq!([0, 35].map(|seconds| pace_after(1, seconds)), [1, 1]);
}

#[test]
fn a_second_storm_after_the_first_halves_the_pace_again() {
    let mut limits = Limits::new(Pace::default());
    flooded(&mut limits, 1, Weight::Light, 5, 0);
    flooded(&mut limits, 1, Weight::Light, 5, 6000);
    assert_eq!(limits.speed(), 7);
}

#[test]
fn edits_to_which_telegram_objects_keep_the_pace_until_it_has_recovered() {
    let mut limits = Limits::new(Pace::default());
    flooded(&mut limits, 1, Weight::Edit, 1, 0);
    flooded(&mut limits, 2, Weight::Edit, 1, 0);
    let now = at_millis(1000);
    let at: Vec<i64> = (3..20).map(|chat| send(&mut limits, chat, Weight::Edit, now).timestamp_millis()).collect();
    assert_eq!((at[14], at[15]), (1000, 2000));
    limits.look(at_millis(3_600_000));
    assert_eq!(from(&limits, 3, Weight::Edit, 3_600_000), 3_600_000);
}

#[test]
fn a_clock_that_was_put_back_makes_nobody_wait_longer_than_a_second() {
    let mut limits = Limits::new(Pace::new(1).unwrap());
    send(&mut limits, 1, Weight::Bulk, at_millis(3_600_000));
    limits.look(at_millis(0));
    for weight in [Weight::Bulk, Weight::Message] {
        assert!(from(&limits, 1, weight, 0) <= 1000, "{weight:?}");
    }
}

#[test]
fn what_no_limit_looks_at_any_more_is_forgotten() {
    let mut limits = Limits::new(Pace::new(1000).unwrap());
    let mut now = at_millis(0);
    for chat in 1..=20_000 {
        now = send(&mut limits, chat, Weight::Bulk, now);
    }
    limits.look(now);
    assert!(limits.chats.len() <= 2 * MANY, "{} chats", limits.chats.len());
}

#[test]
fn an_album_takes_its_share_of_a_groups_minute() {
    let mut limits = Limits::new(Pace::default());
    let album = Call { weight: Weight::Message, messages: 10 };
    assert_eq!(send(&mut limits, -1, album, at_millis(0)), at_millis(0));
    assert_eq!(send(&mut limits, -1, Weight::Message, at_millis(1500)), at_millis(1500));
    assert_eq!(send(&mut limits, -1, album, at_millis(3000)), at_millis(61_000));
}

#[test]
fn an_album_wider_than_the_pace_leaves_alone_and_is_paid_off() {
    let mut limits = Limits::new(Pace::new(5).unwrap());
    let album = Call { weight: Weight::Bulk, messages: 10 };
    assert_eq!(send(&mut limits, 1, album, at_millis(0)), at_millis(0));
    assert_eq!(send(&mut limits, 2, album, at_millis(0)), at_millis(2000));
}

#[test]
fn whoever_asks_amid_a_broadcast_of_albums_waits_four_tenths_of_a_second_at_most() {
    let mut limits = Limits::new(Pace::default());
    let mut before = at_millis(0);
    for chat in 1..30 {
        let next = send(&mut limits, chat, Call { weight: Weight::Bulk, messages: 10 }, before);
        let asked = next.timestamp_millis() + 1;
        let waits = from(&limits, 99, Weight::Message, asked) - asked;
        assert!(waits <= 400, "{waits} ms after album {chat}");
        before = next;
    }
}

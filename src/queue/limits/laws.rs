//! Laws of the limits: whatever is sent to whom, and whatever Telegram answers.

use proptest::prelude::*;

use super::tests::send;
use super::*;

const ALL: [Weight; 4] = [Weight::Bulk, Weight::Message, Weight::Edit, Weight::Light];

/// A call, and how long to wait before it.
fn calls() -> impl Strategy<Value = Vec<(i64, Weight, i64)>> {
    let chat = (-3_i64..40).prop_filter("no chat has this number", |chat| *chat != 0);
    prop::collection::vec((chat, prop::sample::select(ALL.to_vec()), 0_i64..120), 1..250)
}

/// No second, no minute holds more of what was sent at these instants than it may.
fn keep_the_limits(sent: &[(i64, Weight, i64)], pace: usize) -> Result<(), TestCaseError> {
    let is_message = |weight: Weight| matches!(weight, Weight::Bulk | Weight::Message);
    for (i, (chat, weight, at)) in sent.iter().enumerate() {
        let before = |span: i64| sent[..i].iter().filter(move |other| at - other.2 < span);
        if is_message(*weight) {
            prop_assert!(before(1000).filter(|o| is_message(o.1)).count() < pace, "the pace");
            prop_assert!(!before(1000).any(|o| o.0 == *chat && is_message(o.1)), "a chat's second");
        }
        if *weight == Weight::Message {
            prop_assert!(before(1000).filter(|o| o.1 == Weight::Message).count() < Pace::FREE, "not paid for");
        }
        let in_group = before(60_000).filter(|o| o.0 == *chat && o.1 != Weight::Light).count();
        prop_assert!(*chat > 0 || *weight == Weight::Light || in_group < GROUP, "a group's minute");
    }
    Ok(())
}

proptest! {
    #[test]
    fn no_limit_is_ever_broken(calls in calls(), pace in 1_usize..60) {
        let mut limits = Limits::new(Pace::new(pace).unwrap());
        let mut sent: Vec<(i64, Weight, i64)> = Vec::new();
        let mut now = 0;
        for (chat, weight, pause) in calls {
            now = send(&mut limits, chat, weight, at_millis(now + pause)).timestamp_millis();
            sent.push((chat, weight, now));
        }
        keep_the_limits(&sent, pace)?;
    }

    #[test]
    fn nor_is_one_when_calls_are_noted_ahead(calls in calls(), pace in 1_usize..=1000, ahead in 0..=AHEAD.num_milliseconds()) {
        let mut limits = Limits::new(Pace::new(pace).unwrap());
        let mut sent: Vec<(i64, Weight, i64)> = Vec::new();
        let mut under_way: Vec<(i64, Ticket)> = Vec::new();
        let mut now = 0;
        for (chat, weight, pause) in calls {
            now += pause;
            let at = loop {
                for (at, ticket) in under_way.extract_if(.., |(at, _)| *at <= now) {
                    limits.back(ticket, at_millis(at));
                }
                let instant = at_millis(now);
                limits.look(instant);
                let near = |from: DateTime<Utc>| {
                    from <= instant + TimeDelta::milliseconds(ahead)
                        && limits.leave(ChatId(chat), weight, from) == Leave::Now
                };
                match limits.leave(ChatId(chat), weight, instant) {
                    Leave::Now => break now,
                    Leave::PaceFrom(from) if near(from) => break from.timestamp_millis(),
                    Leave::Never => panic!("no list of commands is asked for here"),
                    Leave::PaceFrom(from) | Leave::ChatFrom(from) => {
                        let back = under_way.iter().map(|(at, _)| *at).min().unwrap_or(i64::MAX);
                        now = from.timestamp_millis().min(back);
                    }
                }
            };
            under_way.push((at, limits.note(ChatId(chat), weight, at_millis(at))));
            sent.push((chat, weight, at));
        }
        sent.sort_by_key(|(_, _, at)| *at);
        keep_the_limits(&sent, pace)?;
    }

    #[test]
    fn nothing_leaves_before_a_wait_is_over_and_others_are_not_held_by_it(
        calls in calls(),
        floods in prop::collection::vec((0_usize..250, 1_i64..9), 1..12),
    ) {
        let mut limits = Limits::new(Pace::new(1000).unwrap());
        let mut waits: Vec<(Option<i64>, i64)> = Vec::new();
        let mut now = 0;
        for (i, (chat, weight, pause)) in calls.into_iter().enumerate() {
            now = send(&mut limits, chat, weight, at_millis(now + pause)).timestamp_millis();
            let held = waits.iter().any(|(whose, until)| {
                (whose.is_none() || (*whose == Some(chat) && weight != Weight::Light)) && now < *until
            });
            prop_assert!(!held, "to {chat} at {now}: {waits:?}");
            if let Some((_, seconds)) = floods.iter().find(|(at, _)| *at == i) {
                let who = limits.flooded(ChatId(chat), weight, TimeDelta::seconds(*seconds), at_millis(now));
                waits.push((Some(chat).filter(|_| who == Flooded::Chat), now + seconds * 1000));
            }
        }
    }
}

proptest! {
    /// Whoever looks at as many as there is room for misses nobody who may leave.
    #[test]
    fn no_more_leave_at_one_instant_than_there_is_room_for(
        pace in 1_usize..=1000,
        looks in prop::collection::vec(0_i64..40, 1..60),
    ) {
        let mut limits = Limits::new(Pace::new(pace).unwrap());
        let (mut now, mut chat) = (0, 0);
        for pause in looks {
            now += pause;
            let instant = at_millis(now);
            limits.look(instant);
            let (room, before) = (limits.room(Weight::Bulk, instant), chat);
            while limits.leave(ChatId(chat + 1), Weight::Bulk, instant) == Leave::Now {
                chat += 1;
                let ticket = limits.note(ChatId(chat), Weight::Bulk, instant);
                limits.back(ticket, instant);
            }
            let left = usize::try_from(chat - before).unwrap();
            prop_assert!(left <= room, "{left} of {room} at {now}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// A broadcast alone, each call on its way for a while: it takes as long as the pace demands.
    #[test]
    fn a_broadcast_takes_as_long_as_the_pace_demands(pace in 20_usize..=1000, trip in 0_i64..80, late in 0_i64..15) {
        let recipients = pace * 10;
        let mut limits = Limits::new(Pace::new(pace).unwrap());
        let mut under_way: VecDeque<(i64, Ticket)> = VecDeque::new();
        let (mut now, mut left) = (0, 0);
        while left < recipients {
            while under_way.front().is_some_and(|(ends, _)| *ends <= now) {
                let (ends, ticket) = under_way.pop_front().unwrap();
                limits.back(ticket, at_millis(ends));
            }
            limits.look(at_millis(now));
            match limits.leave(ChatId(left as i64 + 1), Weight::Bulk, at_millis(now)) {
                Leave::Now => {
                    let ticket = limits.note(ChatId(left as i64 + 1), Weight::Bulk, at_millis(now));
                    under_way.push_back((now + trip, ticket));
                    left += 1;
                }
                Leave::Never => panic!("no list of commands is asked for here"),
                Leave::PaceFrom(from) | Leave::ChatFrom(from) => {
                    let back = under_way.front().map_or(i64::MAX, |(ends, _)| *ends);
                    now = (from.timestamp_millis() + late).min(back.max(now + 1));
                }
            }
        }
        let ideal = (recipients as f64 - 1.0) / pace as f64 * 1000.0;
        // A millisecond for the rounding of the clock, and as late as we are each time: of every thousand.
        let most = ideal * (1.0 + (late as f64 + 2.0) / 1000.0) + trip as f64 + 20.0;
        prop_assert!(now as f64 <= most, "{now} ms instead of {ideal:.0}");
    }
}

proptest! {
    /// However albums and single messages, to many and to one, come one after the other.
    #[test]
    fn an_album_counts_with_each_of_its_items(
        calls in prop::collection::vec((1_i64..40, any::<bool>(), 1_usize..=10, 0_i64..400), 1..150),
        pace in 1_usize..60,
    ) {
        let mut limits = Limits::new(Pace::new(pace).unwrap());
        let mut sent: Vec<(i64, usize)> = Vec::new();
        let mut now = 0;
        for (chat, bulk, messages, pause) in calls {
            let call = Call { weight: if bulk { Weight::Bulk } else { Weight::Message }, messages };
            now = send(&mut limits, chat, call, at_millis(now + pause)).timestamp_millis();
            let before: usize = sent.iter().filter(|(at, _)| now - at < 1000).map(|(_, n)| n).sum();
            // One that is wider than the pace leaves alone.
            prop_assert!(before + messages <= pace || before == 0, "{before} and {messages} at {now}");
            sent.push((now, messages));
        }
    }

    /// A broadcast of albums is no quicker than one of as many single messages, and no slower than what fits into a second.
    #[test]
    fn albums_to_many_keep_the_pace_of_their_items(pace in 10_usize..60, messages in 2_usize..=10) {
        let mut limits = Limits::new(Pace::new(pace).unwrap());
        let mut now = at_millis(0);
        let albums = 20 * pace / messages;
        for chat in 1..=albums {
            now = send(&mut limits, chat as i64, Call { weight: Weight::Bulk, messages }, now);
        }
        let (took, ideal) = (now.timestamp_millis(), (albums - 1) * messages * 1000 / pace);
        let wide = i64::try_from(ideal).unwrap();
        prop_assert!(took >= wide - 1000, "{took} of {wide}");
        prop_assert!(took <= wide * 2, "{took} of {wide}");
    }
}

//! Composing, step by step, and the screens it ends in.

use std::sync::LazyLock;

use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;

use super::Press;
use super::body::Body;
use super::dialogue::{Choosing, Context, Draft, End, Letter, Shelf, State, step};
use super::digest::{Digest, Rhythm};
use super::rules::{Broadcast, Course, Kind, Segment, Tally, length};
use super::screens::{self, Audience, View};
use super::segment::Part;
use super::timing::{Manner, Night, Spread, Whose};
use crate::communities::Profiles;
use crate::kernel::actor::{Reader, Tongue};
use crate::kernel::html::Html;
use crate::kernel::ids::{BroadcastId, CommunityId, PersonId, SegmentId};
use crate::kernel::input::{Input, Media};
use crate::kernel::outcome::Step;
use crate::kernel::screen::{Act, Screen};
use crate::kernel::wire::LIMIT;

const READER: Reader = Reader { person: PersonId(1), tongue: Tongue::Ru, zone: None };

/// 24 September 2026, Thursday, 10:00 in Tyumen.
fn now() -> DateTime<Utc> {
    "2026-09-24T05:00:00Z".parse().unwrap()
}

fn community() -> CommunityId {
    CommunityId::parse("skillsclub").unwrap()
}

fn profiles() -> Profiles {
    static LOADED: LazyLock<Profiles> = LazyLock::new(|| Profiles::load(None, None).unwrap());
    LOADED.clone()
}

fn after(state: State, input: Input) -> Step<State, End> {
    let profiles = profiles();
    let profile = profiles.get(&community()).unwrap();
    step(state, input, &Context { reader: READER, now: now(), profile, offers: &[] })
}

fn text(text: &str) -> Input {
    Input::Text(text.into())
}

fn pressed(step: &str, value: &str) -> Input {
    Input::Choice { step: step.to_owned(), value: value.to_owned() }
}

/// What fits under the heading of a letter.
fn room() -> usize {
    Body::default().room(screens::heading(profiles().get(&community()).unwrap()))
}

fn body(words: &str) -> Body {
    Body::of(Html::escaped(words))
}

fn empty() -> State {
    State::Text(Draft::new(community(), None))
}

fn whom() -> State {
    State::Whom(letter(Segment::everybody()))
}

fn letter(whom: Segment) -> Letter {
    Letter::new(community(), body("Привет"), whom)
}

/// The state stays, with help that holds `words`.
fn check_again(state: State, input: Input, words: &str) {
    let Step::Again(same, help) = after(state.clone(), input) else { panic!("went on from {state:?}") };
    assert_eq!(same, state);
    assert!(help.as_str().contains(words), "{}", help.as_str());
}

fn check_ask(state: State, input: Input, expect: State) {
    assert_eq!(after(state, input), Step::Ask(expect));
}

#[test]
fn the_text_is_kept_as_it_was_typed() {
    let typed = "  <b>Завтра</b>\n\n в 16:00 & всё ";
    check_ask(
        empty(),
        text(typed),
        State::Whom(Letter { body: body(typed), came: Some(now().timestamp_millis()), ..letter(Segment::everybody()) }),
    );
}

#[test]
fn the_longest_text_fits_and_one_more_is_told_with_its_number() {
    let most = "я".repeat(room());
    check_ask(
        empty(),
        text(&most),
        State::Whom(Letter { body: body(&most), came: Some(now().timestamp_millis()), ..letter(Segment::everybody()) }),
    );
    let Step::Again(State::Text(draft), help) = after(empty(), text(&(most + "!"))) else { panic!("it was taken") };
    assert!(help.as_str().contains("лишних знаков – 1"), "{}", help.as_str());
    assert_eq!(draft.was, None);
    // What comes right after it is the rest of it.
    let Step::Again(_, help) = after(State::Text(draft), text("конец")) else {
        panic!("the rest was taken for a text")
    };
    assert!(help.as_str().contains("лишних знаков – 6"), "{}", help.as_str());
}

#[test]
fn anything_but_words_gets_a_line_and_loses_nothing() {
    let voice = Input::media(Media::Voice, crate::kernel::ids::MessageId(1));
    check_again(empty(), voice.clone(), "словами");
    check_again(State::Preview(letter(Segment::everybody())), voice, "словами");
}

#[test]
fn to_whom_is_chosen_by_buttons() {
    check_ask(whom(), pressed("w", "all"), State::Preview(letter(Segment::everybody())));
    let mentors = letter(Part::Mentors.into());
    check_ask(whom(), pressed("w", "mentors"), State::Meant { letter: mentors, list: None });
    check_again(whom(), text("всем"), "кнопки");
    check_again(whom(), pressed("w", "everybody"), "другого вопроса");
}

#[test]
fn a_button_of_another_question_changes_nothing() {
    check_again(whom(), pressed("p", "now"), "другого вопроса");
    check_again(State::Preview(letter(Segment::everybody())), pressed("w", "mentors"), "другого вопроса");
}

#[test]
fn nothing_is_sent_but_from_the_preview() {
    let all = || letter(Segment::everybody());
    let now = all().send_now();
    assert_eq!(after(State::Preview(all()), pressed("p", &now)), Step::Complete(End::Now(all(), None)));
    let other = Letter { body: body("Другое"), ..all() };
    check_again(State::Preview(other), pressed("p", &now), "другого вопроса");
    check_again(State::Preview(all()), text("отправляй"), "ничего не изменила");
}

#[test]
fn a_button_under_a_letter_lives_as_long_as_the_letter_is_kept() {
    assert_eq!(letter(Segment::everybody()).send_now(), "now.94dc92bc624a");
}

fn at(day: Option<&str>, offers: &[&str]) -> State {
    State::When {
        letter: letter(Segment::everybody()),
        day: day.map(|d| d.parse().unwrap()),
        offers: offers.iter().map(|t| t.parse::<DateTime<Utc>>().unwrap().timestamp_millis()).collect(),
    }
}

/// What is typed leads to these offers, with help that holds `words`.
fn check_when(day: Option<&str>, typed: &str, offers: &[&str], words: &str) {
    let Step::Again(state, help) = after(at(day, &[]), text(typed)) else { panic!("{typed}") };
    let State::When { offers: got, .. } = &state else { panic!("{state:?}") };
    let State::When { offers: want, .. } = at(None, offers) else { unreachable!() };
    assert_eq!(*got, want, "{typed}");
    assert!(help.as_str().contains(words), "{}", help.as_str());
}

#[test]
fn a_time_is_read_and_asked_about_before_it_counts() {
    check_when(None, "завтра в 16", &["2026-09-25T11:00:00Z"], "25 сентября 2026, пт, 16:00 (Тюмень)");
    check_when(None, "завтра в 4", &["2026-09-25T11:00:00Z", "2026-09-24T23:00:00Z"], "Днём или ночью");
    check_when(None, "в воскресенье в 12:00", &["2026-09-27T07:00:00Z"], "воскресенье");
}

#[test]
fn every_time_that_cannot_be_has_its_sentence() {
    check_when(None, "когда-нибудь", &[], "Не вижу здесь даты");
    check_when(None, "32 октября в 10:00", &[], "Такой даты нет");
    check_when(None, "завтра в 25:00", &[], "Такого времени нет");
    check_when(None, "24.09.2026 9:00", &[], "уже прошло");
    check_when(None, "завтра", &[], "В котором часу");
    check_when(None, "в среду 25.09.2026 в 10:00", &[], "пятница");
    check_when(None, "завтра, 30.09, в 10:00", &[], "два разных дня");
    check_when(None, "завтра с 16 до 18", &[], "два времени");
    check_when(None, "завтра в 16:00 мск", &[], "по другим часам");
}

#[test]
fn a_day_is_remembered_until_its_time_is_told() {
    check_when(Some("2026-09-30"), "16:00", &["2026-09-30T11:00:00Z"], "30 сентября");
}

#[test]
fn only_an_offered_time_can_be_chosen_and_only_ahead() {
    let offered = at(None, &["2026-09-25T11:00:00Z"]);
    let chosen = pressed("t", &"2026-09-25T11:00:00Z".parse::<DateTime<Utc>>().unwrap().timestamp_millis().to_string());
    assert!(matches!(after(offered.clone(), chosen), Step::Complete(End::At(..))));
    check_again(offered, pressed("t", "1"), "другого вопроса");
    let over = at(None, &["2026-09-24T04:00:00Z"]);
    let chosen = pressed("t", &"2026-09-24T04:00:00Z".parse::<DateTime<Utc>>().unwrap().timestamp_millis().to_string());
    let Step::Again(_, help) = after(over, chosen) else { panic!("a time that is over was taken") };
    assert!(help.as_str().contains("уже прошло"));
}

#[test]
fn whose_clock_and_the_night_are_turned_and_the_offer_stays() {
    let offered = at(None, &["2026-09-25T11:00:00Z"]);
    let Step::Ask(own) = after(offered, pressed("t", "own")) else { panic!("not asked again") };
    let Step::Ask(silent) = after(own, pressed("t", "silent")) else { panic!("not asked again") };
    let State::When { offers, letter, .. } = &silent else { panic!("{silent:?}") };
    assert_eq!((offers.len(), letter.planned.manner), (1, Manner { whose: Whose::Own, night: Night::Silent }));
    let Step::Ask(back) = after(silent, pressed("t", "community")) else { panic!("not asked again") };
    let Step::Ask(back) = after(back, pressed("t", "morning")) else { panic!("not asked again") };
    assert_eq!(back, at(None, &["2026-09-25T11:00:00Z"]));
}

#[test]
fn the_night_is_answered_for_this_letter_only() {
    let all = || letter(Segment::everybody());
    let silent = all().mark("silent");
    let sent = Step::Complete(End::Now(all(), Some(Night::Silent)));
    assert_eq!(after(State::Night(all()), pressed("z", &silent)), sent);
    let other = Letter { body: body("Другое"), ..all() };
    check_again(State::Night(other), pressed("z", &silent), "другого вопроса");
}

#[test]
fn a_draft_from_before_goes_by_the_communitys_clock() {
    let mut kept = serde_json::to_value(at(None, &[])).unwrap();
    kept["When"]["letter"].as_object_mut().unwrap().remove("planned");
    assert_eq!(serde_json::from_value::<State>(kept).unwrap(), at(None, &[]));
}

proptest! {
    #[test]
    fn no_input_loses_the_text(typed in ".{0,80}", which in "[xwqmndptz]", value in "[a-z0-9]{0,12}") {
        let states = [
            whom(),
            State::Part(Choosing { letter: letter(Segment::everybody()), except: true, shelf: Shelf::Kinds, page: 3 }),
            State::Meant { letter: letter(Part::New.into()), list: Some(SegmentId(1)) },
            State::Name(letter(Part::New.into())),
            State::Drop { letter: letter(Part::New.into()), list: SegmentId(1) },
            State::Preview(letter(Part::Mentors.into())),
            at(Some("2026-09-30"), &[]),
            State::Night(letter(Segment::everybody())),
        ];
        for state in states {
            for input in [text(&typed), pressed(&which, &value)] {
                let json = match after(state.clone(), input) {
                    Step::Ask(next) | Step::Again(next, _) => serde_json::to_string(&next).unwrap(),
                    Step::Complete(End::Digest(..)) => unreachable!("no digest was asked about"),
                    Step::Complete(
                        End::Now(letter, _)
                        | End::At(letter, ..)
                        | End::Try(letter)
                        | End::Keep(letter, _)
                        | End::Forget(letter, _),
                    ) => letter.body.plain(),
                };
                prop_assert!(json.contains("Привет"), "{json}");
            }
        }
    }
}

fn broadcast(course: Course) -> Broadcast {
    Broadcast {
        id: BroadcastId(i64::MAX),
        community: community(),
        author: Some(PersonId(1)),
        kind: Kind::News,
        body: body(&"<b>я&".repeat(700)),
        segment: Segment::everybody(),
        course,
        round: u32::MAX,
        manner: Manner { whose: Whose::Own, night: Night::Morning },
        start_at: now(),
        begin_at: now(),
        started_at: Some(now()),
        finished_at: None,
        drawn_at: None,
        paced: None,
    }
}

/// Moments of many people on two days.
fn spread(n: usize) -> Spread {
    Spread { first: now() - TimeDelta::days(1), last: now() + TimeDelta::days(1), asleep: n, missed: n }
}

/// What Telegram and a small phone can hold: see `domain.md` 5.7, last line.
fn check_screen(screen: &Screen) {
    let shown = screen.text.as_str().replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    assert!(length(&shown) <= 4096, "{} units", length(&shown));
    assert!(screen.rows.iter().flatten().count() <= 6, "{screen:?}");
    for button in screen.rows.iter().flatten() {
        assert!(button.label.chars().count() <= 40, "{}", button.label);
        if let Act::Press(wire) = &button.act {
            assert!(wire.as_str().len() <= LIMIT, "{}", wire.as_str());
        }
    }
}

#[test]
fn every_screen_fits_in_every_tongue_and_community() {
    for (tongue, profile) in [Tongue::Ru, Tongue::En]
        .into_iter()
        .flat_map(|t| profiles().iter().cloned().map(move |p| (t, p)).collect::<Vec<_>>())
    {
        let reader = Reader { tongue, ..READER };
        let (most, n) = (1_000_000, usize::from(u16::MAX));
        let tally = Tally { waiting: 0, queued: 0, sent: most, blocked: n, refused: n, unknown: n, skipped: n };
        for course in Course::ALL {
            for tally in [tally, Tally { queued: 1, waiting: 1, ..tally }, Tally::default()] {
                let broadcast = broadcast(*course);
                let (spread, last_due) = (Some(spread(most)), Some(now() + TimeDelta::days(1)));
                let whom = "я".repeat(80);
                let view = View {
                    reader,
                    profile: &profile,
                    broadcast: &broadcast,
                    tally,
                    whom,
                    read: n,
                    spread,
                    last_due,
                    now: now(),
                };
                check_screen(&screens::card(&view));
            }
        }
        let broadcast = broadcast(Course::Sending);
        check_screen(&screens::letter(tongue, &profile, &broadcast.body));
        check_screen(&screens::ask_stop(tongue, &broadcast, &tally));
        check_screen(&screens::ask_again(tongue, &broadcast, &tally));
        check_screen(&screens::still_paused(tongue, &broadcast, most));
        check_screen(&screens::list(reader, &profile, 9, &vec![broadcast.clone(); 3], true));
        check_screen(&screens::ask_whom(tongue, &Letter::from(&broadcast), true));
        let (whom, others) = ("я".repeat(200), Html::escaped(&"я".repeat(99)));
        let audience =
            Audience { whom, reachable: most, unreachable: n, declined: n, others: others.clone(), asleep: n };
        let about = screens::not_above(tongue, &broadcast.body);
        for taken in [None, Some(&broadcast)] {
            check_screen(&screens::preview(tongue, about.clone(), &audience, "now.0123456789ab", taken));
        }
        for manner in [Manner::default(), Manner { whose: Whose::Own, night: Night::Silent }] {
            for offers in [&[][..], &[1], &[1, 2, 3, 4, 5]] {
                let (spread, others) = (Some(spread(most)), others.clone());
                check_screen(&screens::ask_when(reader, &profile, (offers, manner), spread, others));
            }
        }
        check_screen(&screens::ask_night(tongue, &letter(Segment::everybody()), n, most));
        check_screen(&screens::ask_late(reader, &profile, &broadcast, now() + TimeDelta::days(2)));
        check_screen(&screens::digest_left(tongue, &broadcast, &tally));
        for next_at in [None, Some(now())] {
            let (community, rhythm) = (profile.id().clone(), Rhythm::default());
            let digest = Digest { community, author: None, rhythm, next_at };
            check_screen(&screens::digest(reader, &profile, &digest, now()));
        }
        check_screen(&screens::ask_digest(tongue, &profile, &[1, 2, 3, 4, 5]));
        check_screen(&screens::digest_orphaned(tongue, &profile, false));
    }
}

#[test]
fn what_people_typed_is_shown_as_they_typed_it() {
    let profiles = profiles();
    let screen = screens::letter(Tongue::Ru, profiles.get(&community()).unwrap(), &body("<b>1 & 2</b>"));
    assert_eq!(screen.text.as_str(), "От кого: <b>SkillsClub</b>\n\n&lt;b&gt;1 &amp; 2&lt;/b&gt;");
}

#[test]
fn an_old_button_is_still_read() {
    for press in
        [Press::List, Press::Card(BroadcastId(3)), Press::Stop(BroadcastId(3), 2), Press::Again(BroadcastId(3), 2)]
    {
        assert_eq!(Press::read(press.wire().as_str()), Some(press));
    }
    assert_eq!(Press::read("br:l"), Some(Press::List));
}

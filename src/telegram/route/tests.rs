//! What Telegram sends, and as what it is read.

use proptest::prelude::*;

use super::*;

fn event(message: &str) -> Event {
    read(&format!(r#"{{"update_id":1,"message":{message}}}"#), "KrugBot").event
}

fn text(words: &str) -> Event {
    event(&serde_json::json!({ "text": words }).to_string())
}

fn command(name: &str, rest: &str, named: bool) -> Event {
    Event::Command { name: name.to_owned(), rest: rest.to_owned(), named }
}

#[test]
fn a_command_is_read_with_its_rest() {
    assert_eq!(text("/start skillsclub"), command("start", "skillsclub", false));
    assert_eq!(text("/Plan@krugbot"), command("plan", "", true));
}

#[test]
fn a_command_for_another_bot_is_not_ours() {
    assert_eq!(text("/plan@otherbot"), Event::Foreign);
}

#[test]
fn a_slash_in_a_sentence_is_no_command() {
    assert_eq!(text("/ или нет?"), Event::Message(Input::Text("/ или нет?".into())));
}

#[test]
fn an_entity_nobody_knows_costs_no_text() {
    let message = r#"{"text":"завтра","entities":[{"type":"date_time","offset":0,"length":6,"unix":1}]}"#;
    assert_eq!(event(message), Event::Message(Input::Text("завтра".into())));
}

#[test]
fn a_kind_nobody_knows_is_still_answered() {
    let request = read(
        r#"{"update_id":1,"message":{"message_id":3,"from":{"id":5,"is_bot":false},
            "chat":{"id":5,"type":"private"},"rich_message":{}}}"#,
        "KrugBot",
    );
    assert!(matches!(request.event, Event::Message(Input::Media { kind: Media::Other, .. })));
    assert_eq!(request.place, Place::Private(ChatId(5)));
}

#[test]
fn a_press_that_is_none_is_foreign() {
    for query in ["7", "{}", r#"{"id":7,"data":"ho:h"}"#, r#"{"id":"9","from":"Anna","data":"ho:h"}"#] {
        let request = read(&format!(r#"{{"update_id":1,"callback_query":{query}}}"#), "KrugBot");
        assert_eq!(
            request,
            Request { from: None, place: Place::Elsewhere, event: Event::Foreign, replies: None },
            "{query}"
        );
    }
}

#[test]
fn a_press_with_a_strange_field_is_a_press() {
    let request = read(
        r#"{"update_id":1,"callback_query":{"id":"9","data":"ho:h","from":{"id":5,"language_code":7,"is_bot":"no"},
            "message":{"message_id":3,"date":"today","chat":{"id":5,"type":"private"}}}}"#,
        "KrugBot",
    );
    let event = Event::Press { query: "9".to_owned(), data: "ho:h".to_owned(), message: None };
    let from = Some(Account { id: 5, language: None, is_bot: false });
    assert_eq!(request, Request { from, place: Place::Private(ChatId(5)), event, replies: None });
}

#[test]
fn a_press_on_a_message_that_is_gone_has_nothing_to_edit() {
    let update = r#"{"update_id":1,"callback_query":{"id":"9","from":{"id":5},"data":"ho:h",
        "message":{"message_id":3,"date":0,"chat":{"id":5,"type":"private"}}}}"#;
    let Event::Press { message, query, .. } = read(update, "KrugBot").event else { panic!("no press") };
    assert_eq!((message, query.as_str()), (None, "9"));
}

fn html(message: &serde_json::Value) -> String {
    match event(&message.to_string()) {
        Event::Message(Input::Text(words) | Input::Media { caption: Some(words), .. }) => {
            words.html.as_str().to_owned()
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn words_keep_the_markup_they_were_typed_with() {
    let said = serde_json::json!({ "text": "Жирно и ссылка @anna", "entities": [
        { "type": "bold", "offset": 0, "length": 5 },
        { "type": "text_link", "offset": 8, "length": 6, "url": "https://example.org/" },
        { "type": "mention", "offset": 15, "length": 5 },
    ] });
    assert_eq!(html(&said), "<b>Жирно</b> и <a href=\"https://example.org/\">ссылка</a> @anna");
}

#[test]
fn a_link_to_a_person_loses_only_the_link() {
    let said = serde_json::json!({ "text": "Анна", "entities": [
        { "type": "text_mention", "offset": 0, "length": 4, "user": { "id": 5 } },
        { "type": "text_link", "offset": 0, "length": 4, "url": "tg://user?id=5" },
    ] });
    assert_eq!(html(&said), "Анна");
}

#[test]
fn offsets_of_a_hostile_server_break_nothing() {
    let said = serde_json::json!({ "text": "a", "entities": [
        { "type": "bold", "offset": -1, "length": 2 }, { "type": "bold", "offset": 0, "length": 1e300 },
        { "type": "italic", "offset": u64::MAX, "length": u64::MAX }, { "type": "pre" }, 7, null,
    ] });
    assert_eq!(html(&said), "a");
}

#[test]
fn a_picture_is_known_by_its_largest_size_and_an_album_by_its_name() {
    let said = event(
        r#"{"message_id":3,"media_group_id":"77","caption":"Зал","caption_entities":[{"type":"italic","offset":0,"length":3}],
            "photo":[{"file_id":"small"},{"file_id":"large"}]}"#,
    );
    let Event::Message(Input::Media { attachment, album, caption, .. }) = said else { panic!("no picture") };
    assert_eq!(attachment, Some(Attachment { kind: AttachmentKind::Photo, file: "large".to_owned() }));
    assert_eq!((album.as_deref(), caption.unwrap().html.as_str()), (Some("77"), "<i>Зал</i>"));
}

#[test]
fn a_moving_picture_is_no_file() {
    let said = event(r#"{"message_id":3,"animation":{"file_id":"a"},"document":{"file_id":"a"}}"#);
    assert!(matches!(said, Event::Message(Input::Media { attachment: None, kind: Media::Document, .. })));
}

#[test]
fn only_changed_words_are_an_edit() {
    let edit = |message: &str| read(&format!(r#"{{"update_id":1,"edited_message":{message}}}"#), "KrugBot").event;
    assert_eq!(edit(r#"{"message_id":3,"edit_date":9,"text":"после"}"#), Event::Edited);
    assert_eq!(edit(r#"{"message_id":3,"edit_date":9,"photo":[],"caption":"после"}"#), Event::Edited);
    assert_eq!(edit(r#"{"message_id":3,"edit_date":9,"location":{"latitude":57.1,"longitude":65.5}}"#), Event::Foreign);
    assert_eq!(edit(r#"{"message_id":3,"text":"то же"}"#), Event::Foreign);
}

proptest! {
    #[test]
    fn anything_at_all_is_read(body in "\\PC*") {
        read(&body, "KrugBot");
    }

    #[test]
    fn any_message_is_read(words in "\\PC{0,200}") {
        text(&words);
    }
}

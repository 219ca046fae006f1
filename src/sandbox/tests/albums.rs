//! Albums both ways, and files that are sent again by their names.

use super::super::Kind;
use super::*;

/// Names of a picture and of a file that Anna sent.
async fn sent_by_anna(bench: &Bench) -> (Value, Value) {
    bench.sandbox.send_media(bench.anna, Kind::Photo);
    bench.sandbox.send_media(bench.anna, Kind::Document);
    let updates = bench.updates().await;
    let [.., photo, document] = &updates[..] else { panic!("two updates") };
    (photo["message"]["photo"][0]["file_id"].clone(), document["message"]["document"]["file_id"].clone())
}

fn item(kind: &str, file: &Value) -> Value {
    json!({ "type": kind, "media": file })
}

#[tokio::test]
async fn pictures_that_people_sent_are_sent_on_together_under_one_name() {
    let bench = Bench::set_up().await;
    let (photo, _) = sent_by_anna(&bench).await;
    let first = json!({ "type": "photo", "media": photo, "caption": "<b>Зал</b>", "parse_mode": "HTML" });
    let args = json!({ "chat_id": bench.anna.0, "media": [first, item("photo", &photo)] });
    let said = bench.ok("sendMediaGroup", args).await;
    assert_eq!(said[0]["media_group_id"], said[1]["media_group_id"]);
    let bubbles = bench.sandbox.said(bench.anna);
    let shown: Vec<_> = bubbles.iter().map(|b| (b.text.as_str(), b.kind.as_deref(), b.album.is_some())).collect();
    assert_eq!(shown, [("Зал", Some("photo"), true), ("", Some("photo"), true)]);
}

#[tokio::test]
async fn one_item_is_an_ordinary_message() {
    let bench = Bench::set_up().await;
    let (photo, _) = sent_by_anna(&bench).await;
    let args = json!({ "chat_id": bench.anna.0, "media": [item("photo", &photo)] });
    assert_eq!(bench.ok("sendMediaGroup", args).await[0]["media_group_id"], Value::Null);
}

#[tokio::test]
async fn an_album_that_cannot_be_shown_is_refused_whole() {
    let bench = Bench::set_up().await;
    let (photo, document) = sent_by_anna(&bench).await;
    let (photos, files) = (item("photo", &photo), item("document", &document));
    let long = json!({ "type": "photo", "media": photo, "caption": "ж".repeat(1025) });
    for (media, words) in [
        (Value::Null, "Bad Request: parameter \"media\" is required"),
        (json!([]), "Bad Request: there are no messages to send"),
        (json!(vec![photos.clone(); 11]), "Bad Request: too many messages to send as an album"),
        (json!([photos, files]), "Bad Request: document can't be mixed with other media types"),
        (json!([photos, long]), "Bad Request: message caption is too long"),
        (
            json!([photos, item("photo", &document)]),
            "Bad Request: failed to send message #2 with the error message \"can't use file of type Document as Photo\"",
        ),
        (
            json!([photos, item("photo", &json!("x"))]),
            "Bad Request: failed to send message #2 with the error message \"wrong file identifier/HTTP URL specified\"",
        ),
        (
            json!([item("animation", &photo)]),
            "Bad Request: can't parse InputMedia: type \"animation\" can't be used in sendMediaGroup",
        ),
    ] {
        let no = bench.no("sendMediaGroup", json!({ "chat_id": bench.anna.0, "media": media })).await;
        Bench::refused(&no, 400, words);
    }
    assert!(bench.sandbox.said(bench.anna).is_empty());
}

#[tokio::test]
async fn a_name_is_good_for_its_own_kind_only() {
    let bench = Bench::set_up().await;
    let (photo, document) = sent_by_anna(&bench).await;
    bench.ok("sendPhoto", json!({ "chat_id": bench.anna.0, "photo": photo })).await;
    bench.ok("sendDocument", json!({ "chat_id": bench.anna.0, "document": document })).await;
    let no = bench.no("sendPhoto", json!({ "chat_id": bench.anna.0, "photo": document })).await;
    Bench::refused(&no, 400, "Bad Request: can't use file of type Document as Photo");
    let no = bench.no("sendDocument", json!({ "chat_id": bench.anna.0, "document": photo })).await;
    Bench::refused(&no, 400, "Bad Request: can't use file of type Photo as Document");
}

#[tokio::test]
async fn people_send_albums_one_update_a_part_and_type_with_markup() {
    let bench = Bench::set_up().await;
    bench.sandbox.send_album(bench.anna, vec![Kind::Photo, Kind::Photo], "Зал");
    let marks = json!([{ "type": "bold", "offset": 2, "length": 3 }]);
    bench.sandbox.say_marked(bench.anna, " Мы тут https://example.org/", &marks);
    let updates = bench.updates().await;
    let [.., first, second, words] = &updates[..] else { panic!("three updates") };
    assert_eq!(first["message"]["media_group_id"], second["message"]["media_group_id"]);
    assert_eq!((&first["message"]["caption"], &second["message"]["caption"]), (&json!("Зал"), &Value::Null));
    let entities = &words["message"]["entities"];
    assert_eq!(entities[0], json!({ "type": "bold", "offset": 1, "length": 3 }));
    assert_eq!(entities[1]["type"], "url");
}

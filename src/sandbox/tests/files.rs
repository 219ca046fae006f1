//! Files both ways: uploads, captions, downloads.

use super::super::Kind;
use super::*;

/// Sends a document as multipart, with the file in the part `part`.
async fn upload(bench: &Bench, fields: &[(&str, &str)], part: &str, bytes: &str) -> Value {
    let mut body = String::new();
    for (name, value) in fields {
        body += &format!("--X\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
    }
    body += &format!(
        "--X\r\ncontent-disposition: form-data; name=\"{part}\"; filename=\"встречи.ics\"\r\n\
         content-type: text/calendar\r\n\r\n{bytes}\r\n--X--\r\n"
    );
    let post = bench.http.post(bench.url("sendDocument")).header("content-type", "multipart/form-data; boundary=X");
    post.body(body).send().await.unwrap().json().await.unwrap()
}

#[tokio::test]
async fn an_uploaded_document_stands_on_the_screen_and_can_be_sent_again() {
    let bench = Bench::set_up().await;
    let id = bench.anna.0.to_string();
    let fields = [("chat_id", id.as_str()), ("caption", "<b>Вот</b>"), ("parse_mode", "HTML")];
    let sent = upload(&bench, &fields, "document", "BEGIN:VCALENDAR").await["result"].clone();
    assert_eq!(sent["document"]["file_name"], "встречи.ics");
    assert_eq!((&sent["document"]["file_size"], &sent["document"]["mime_type"]), (&json!(15), &json!("text/calendar")));
    assert_eq!((&sent["caption"], &sent["caption_entities"][0]["type"]), (&json!("Вот"), &json!("bold")));
    let again = json!({ "chat_id": id, "document": sent["document"]["file_id"] });
    bench.ok("sendDocument", again).await;
    for bubble in bench.sandbox.said(bench.anna) {
        let file = bubble.file.unwrap();
        assert_eq!((file.name.as_str(), &file.bytes[..]), ("встречи.ics", &b"BEGIN:VCALENDAR"[..]));
    }
}

#[tokio::test]
async fn a_document_may_stand_in_a_part_of_another_name() {
    let bench = Bench::set_up().await;
    let id = bench.anna.0.to_string();
    let fields = [("chat_id", id.as_str()), ("document", "attach://f1")];
    assert_eq!(upload(&bench, &fields, "f1", "a").await["ok"], true);
    assert_eq!(bench.sandbox.said(bench.anna)[0].kind.as_deref(), Some("document"));
}

#[tokio::test]
async fn there_must_be_a_file_and_something_in_it() {
    let bench = Bench::set_up().await;
    let anna = bench.anna.0;
    for (method, kind) in [("sendDocument", "document"), ("sendPhoto", "photo"), ("sendVoice", "voice")] {
        let none = bench.no(method, json!({ "chat_id": anna })).await;
        Bench::refused(&none, 400, &format!("Bad Request: there is no {kind} in the request"));
        let odd = bench.no(method, json!({ "chat_id": anna, kind: "x" })).await;
        Bench::refused(&odd, 400, "Bad Request: wrong file identifier/HTTP URL specified");
        let link = bench.no(method, json!({ "chat_id": anna, kind: "https://example.org/a.pdf" })).await;
        Bench::refused(&link, 400, "Bad Request: failed to get HTTP URL content");
    }
    let empty = upload(&bench, &[("chat_id", &anna.to_string())], "document", "").await;
    assert_eq!(empty["description"], "Bad Request: file must be non-empty");
}

#[tokio::test]
async fn a_caption_has_1024_units() {
    let bench = Bench::set_up().await;
    let id = bench.anna.0.to_string();
    let (fits, long) = ("ж".repeat(1024), "ж".repeat(1025));
    let sent = upload(&bench, &[("chat_id", &id), ("caption", &fits)], "document", "a").await;
    let refused = upload(&bench, &[("chat_id", &id), ("caption", &long)], "document", "a").await;
    assert_eq!(refused["description"], "Bad Request: message caption is too long");
    let edit = |words: &str| json!({ "chat_id": id, "message_id": sent["result"]["message_id"], "caption": words });
    Bench::refused(&bench.no("editMessageCaption", edit(&long)).await, 400, "Bad Request: MEDIA_CAPTION_TOO_LONG");
    assert_eq!(bench.ok("editMessageCaption", edit("b")).await["caption"], "b");
    let text = json!({ "chat_id": id, "message_id": sent["result"]["message_id"], "text": "b" });
    let words = "Bad Request: there is no text in the message to edit";
    Bench::refused(&bench.no("editMessageText", text).await, 400, words);
    let plain = bench.say_with("a", json!([])).await;
    let caption = json!({ "chat_id": id, "message_id": plain, "caption": "b" });
    let words = "Bad Request: there is no caption in the message to edit";
    Bench::refused(&bench.no("editMessageCaption", caption).await, 400, words);
}

#[tokio::test]
async fn what_people_send_can_be_downloaded() {
    let bench = Bench::set_up().await;
    let kind =
        Kind::File { name: "план.pdf".to_owned(), mime: "application/pdf".to_owned(), bytes: b"%PDF".to_vec() };
    bench.sandbox.send_media(bench.anna, kind);
    let document = bench.updates().await.pop().unwrap()["message"]["document"].clone();
    let file = bench.ok("getFile", json!({ "file_id": document["file_id"] })).await;
    let path = file["file_path"].as_str().unwrap();
    let url = |token: &str| format!("{}/file/bot{token}/{path}", bench.sandbox.url());
    let bytes = reqwest::get(url(bench.sandbox.token())).await.unwrap().bytes().await.unwrap();
    assert_eq!(&bytes[..], b"%PDF");
    assert_eq!(reqwest::get(url("1:wrong")).await.unwrap().status(), 401);
    assert_eq!(reqwest::get(url(bench.sandbox.token()) + "x").await.unwrap().status(), 404);
    Bench::refused(&bench.no("getFile", json!({ "file_id": "x" })).await, 400, "Bad Request: invalid file_id");
}

#[tokio::test]
async fn files_beyond_twenty_megabytes_cannot_be_downloaded() {
    let bench = Bench::set_up().await;
    let bytes = vec![0; 20 * 1024 * 1024 + 1];
    let kind = Kind::File { name: "a".to_owned(), mime: "a/b".to_owned(), bytes };
    bench.sandbox.send_media(bench.anna, kind);
    let document = bench.updates().await.pop().unwrap()["message"]["document"].clone();
    let get = bench.no("getFile", json!({ "file_id": document["file_id"] })).await;
    Bench::refused(&get, 400, "Bad Request: file is too big");
}

#[tokio::test]
async fn a_body_beyond_the_limit_is_too_large() {
    let bench = Bench::set_up().await;
    let body = "a".repeat(52 * 1024 * 1024);
    let answer = upload(&bench, &[("chat_id", &bench.anna.0.to_string())], "document", &body).await;
    assert_eq!(answer, json!({ "ok": false, "error_code": 413, "description": "Request Entity Too Large" }));
}

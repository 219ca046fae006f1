//! People: what they do reaches the bot in Telegram's shapes, and what they refuse stays refused.

use super::super::{Kind, MessageId};
use super::*;

#[tokio::test]
async fn what_people_write_has_telegrams_shape() {
    let bench = Bench::set_up().await;
    let updates = bench.updates().await;
    let update = &updates[0];
    let message = &update["message"];
    assert_eq!(update.as_object().unwrap().len(), 2);
    assert_eq!(
        message["from"],
        json!({
            "id": bench.anna.0, "is_bot": false, "first_name": "Анна", "last_name": "Ким", "username": "anna_kim",
            "language_code": "ru"
        })
    );
    assert_eq!(message["entities"], json!([{ "type": "bot_command", "offset": 0, "length": 6 }]));
    assert_eq!(message["date"], 1_772_442_000);
    assert!(bench.anna.0 > i64::from(u32::MAX));
}

#[tokio::test]
async fn an_edit_comes_as_an_edit() {
    let bench = Bench::set_up().await;
    let id = bench.sandbox.say(bench.anna, "до");
    assert!(bench.sandbox.edit(bench.anna, id, "после"));
    let update = bench.updates().await.pop().unwrap();
    assert_eq!(update["edited_message"]["text"], "после");
    assert_eq!(update["edited_message"]["message_id"], id.0);
    assert!(update["edited_message"]["edit_date"].is_i64());
    assert!(!bench.sandbox.edit(bench.anna, MessageId(999), "x"));
}

#[tokio::test]
async fn a_long_text_goes_out_in_parts() {
    let bench = Bench::set_up().await;
    bench.sandbox.say(bench.anna, &"ж".repeat(5000));
    let lengths: Vec<usize> = bench.updates().await[1..]
        .iter()
        .map(|update| update["message"]["text"].as_str().unwrap().chars().count())
        .collect();
    assert_eq!(lengths, [4096, 904]);
}

#[tokio::test]
async fn everything_else_people_send_comes_under_its_name() {
    let bench = Bench::set_up().await;
    for (kind, name) in [
        (Kind::Voice, "voice"),
        (Kind::Photo, "photo"),
        (Kind::Sticker, "sticker"),
        (Kind::Document, "document"),
        (Kind::Audio, "audio"),
        (Kind::Video, "video"),
        (Kind::VideoNote, "video_note"),
        (Kind::Animation, "animation"),
        (Kind::Contact, "contact"),
        (Kind::Location, "location"),
        (Kind::Dice, "dice"),
        (Kind::Poll, "poll"),
    ] {
        bench.sandbox.send_media_with(bench.anna, kind, "подпись");
        let message = bench.updates().await.pop().unwrap()["message"].clone();
        assert!(message.get(name).is_some() && message.get("text").is_none(), "{message}");
        assert_eq!(message["caption"], "подпись");
        assert_eq!(bench.sandbox.bubbles(bench.anna).pop().unwrap().kind.as_deref(), Some(name));
    }
}

#[tokio::test]
async fn anything_at_all_can_be_put_into_the_queue() {
    let bench = Bench::set_up().await;
    let id = bench.sandbox.send_raw_update(json!({ "surprise": [1, 2] }));
    bench.sandbox.send_raw_update(json!("not even an object"));
    let updates = bench.updates().await;
    assert_eq!(updates[1], json!({ "update_id": id, "surprise": [1, 2] }));
    assert_eq!(updates[2], "not even an object");
}

#[tokio::test]
async fn a_person_who_never_wrote_cannot_be_written_to() {
    let bench = Bench::set_up().await;
    let boris = bench.sandbox.add_person("Борис", None, None, None);
    let early = bench.no("sendMessage", json!({ "chat_id": boris.0, "text": "a" })).await;
    Bench::refused(&early, 403, "Forbidden: bot can't initiate conversation with a user");
    bench.sandbox.say(boris, "/start");
    bench.ok("sendMessage", json!({ "chat_id": boris.0, "text": "a" })).await;
}

#[tokio::test]
async fn a_block_is_told_and_holds_until_it_is_lifted() {
    let bench = Bench::set_up().await;
    let send = json!({ "chat_id": bench.anna.0, "text": "a" });
    bench.sandbox.block(bench.anna);
    let told = bench.updates().await.pop().unwrap()["my_chat_member"].clone();
    assert_eq!(told["old_chat_member"]["status"], "member");
    assert_eq!(
        (&told["new_chat_member"]["status"], &told["new_chat_member"]["until_date"]),
        (&json!("kicked"), &json!(0))
    );
    assert_eq!((&told["from"]["id"], &told["chat"]["type"]), (&json!(bench.anna.0), &json!("private")));
    Bench::refused(&bench.no("sendMessage", send.clone()).await, 403, "Forbidden: bot was blocked by the user");
    bench.sandbox.unblock(bench.anna);
    bench.ok("sendMessage", send.clone()).await;
    bench.sandbox.block(bench.anna);
    bench.sandbox.say(bench.anna, "я вернулась");
    let updates = bench.updates().await;
    let [.., lifted, message] = &updates[..] else { panic!("{updates:?}") };
    assert_eq!(lifted["my_chat_member"]["new_chat_member"]["status"], "member");
    assert_eq!(message["message"]["text"], "я вернулась");
    bench.ok("sendMessage", send).await;
}

#[tokio::test]
async fn a_deleted_account_takes_nothing_and_sends_nothing() {
    let bench = Bench::set_up().await;
    bench.sandbox.deactivate(bench.anna);
    let send = bench.no("sendMessage", json!({ "chat_id": bench.anna.0, "text": "a" })).await;
    Bench::refused(&send, 403, "Forbidden: user is deactivated");
    assert_eq!(bench.sandbox.say(bench.anna, "a"), MessageId(0));
    assert_eq!(bench.sandbox.pending_updates(), 1);
}

#[tokio::test]
async fn whoever_watches_hears_of_every_change() {
    let bench = Bench::set_up().await;
    let mut changes = bench.sandbox.changes();
    bench.sandbox.say(bench.anna, "a");
    changes.changed().await.unwrap();
    bench.ok("sendMessage", json!({ "chat_id": bench.anna.0, "text": "b" })).await;
    changes.changed().await.unwrap();
}

#[tokio::test]
async fn waiting_in_vain_ends_with_what_the_bot_did() {
    let bench = Bench::set_up().await;
    bench.ok("getMe", json!({})).await;
    let vain = bench.sandbox.wait_at_most(std::time::Duration::ZERO, |_| false).await.unwrap_err();
    assert!(vain.to_string().contains("getMe {} → 200"), "{vain}");
}

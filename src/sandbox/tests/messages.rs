//! What the bot says and how it changes what it said.

use super::*;

#[tokio::test]
async fn a_message_comes_back_whole_and_stands_on_the_screen() {
    let bench = Bench::set_up().await;
    let args = json!({ "chat_id": bench.anna.0, "text": "<b>Привет</b>, Анна", "parse_mode": "HTML" });
    let said = bench.ok("sendMessage", args).await;
    assert_eq!(said["text"], "Привет, Анна");
    assert_eq!(said["entities"], json!([{ "type": "bold", "offset": 0, "length": 6 }]));
    assert_eq!(said["from"]["is_bot"], true);
    assert_eq!(
        said["chat"],
        json!({
            "id": bench.anna.0, "type": "private", "first_name": "Анна", "last_name": "Ким", "username": "anna_kim"
        })
    );
    assert_eq!(said["date"], 1_772_442_000);
    let bubble = bench.sandbox.said(bench.anna).remove(0);
    assert_eq!((bubble.text.as_str(), bubble.html.as_str()), ("Привет, Анна", "<b>Привет</b>, Анна"));
    assert!(bubble.from_bot && !bubble.edited);
}

#[tokio::test]
async fn a_message_needs_words_and_a_chat() {
    let bench = Bench::set_up().await;
    let anna = bench.anna.0;
    let empty = bench.no("sendMessage", json!({ "chat_id": anna })).await;
    Bench::refused(&empty, 400, "Bad Request: message text is empty");
    let blank = bench.no("sendMessage", json!({ "chat_id": anna, "text": " \n" })).await;
    Bench::refused(&blank, 400, "Bad Request: text must be non-empty");
    let nowhere = bench.no("sendMessage", json!({ "text": "a" })).await;
    Bench::refused(&nowhere, 400, "Bad Request: chat_id is empty");
    for stranger in [json!(1), json!("@nobody"), json!(-5)] {
        let unknown = bench.no("sendMessage", json!({ "chat_id": stranger, "text": "a" })).await;
        Bench::refused(&unknown, 400, "Bad Request: chat not found");
    }
}

#[tokio::test]
async fn a_message_has_4096_units_after_its_marks_are_read() {
    let bench = Bench::set_up().await;
    let send = |text: String| json!({ "chat_id": bench.anna.0, "text": text, "parse_mode": "html" });
    bench.ok("sendMessage", send(format!("<b>{}</b>", "ж".repeat(4096)))).await;
    bench.ok("sendMessage", send("😀".repeat(2048))).await;
    let long = bench.no("sendMessage", send("😀".repeat(2048) + "!")).await;
    Bench::refused(&long, 400, "Bad Request: message is too long");
    let huge = bench.no("sendMessage", send("a".repeat(32_769))).await;
    Bench::refused(&huge, 400, "Bad Request: text is too long");
}

#[tokio::test]
async fn only_html_and_plain_words_are_read() {
    let bench = Bench::set_up().await;
    let send = |mode: &str| json!({ "chat_id": bench.anna.0, "text": "a", "parse_mode": mode });
    Bench::refused(&bench.no("sendMessage", send("rtf")).await, 400, "Bad Request: unsupported parse_mode");
    let markdown = bench.no("sendMessage", send("MarkdownV2")).await;
    Bench::refused(&markdown, 400, "Bad Request: can't parse entities: the sandbox reads HTML, not Markdown");
}

#[tokio::test]
async fn marks_may_be_given_as_a_list() {
    let bench = Bench::set_up().await;
    let mark = json!([{ "type": "italic", "offset": 1, "length": 2 }, { "type": "bold", "offset": 1, "length": 9 }]);
    let said = bench.ok("sendMessage", json!({ "chat_id": bench.anna.0, "text": "abc", "entities": mark })).await;
    assert_eq!(said["entities"], json!([{ "type": "italic", "offset": 1, "length": 2 }]));
}

#[tokio::test]
async fn a_reply_shows_what_it_replies_to() {
    let bench = Bench::set_up().await;
    let asked = bench.sandbox.say(bench.anna, "Когда встреча?").0;
    let reply = |to: i64, lenient: bool| {
        let to = json!({ "message_id": to, "allow_sending_without_reply": lenient });
        json!({ "chat_id": bench.anna.0, "text": "В среду", "reply_parameters": to })
    };
    let said = bench.ok("sendMessage", reply(asked, false)).await;
    assert_eq!(said["reply_to_message"]["text"], "Когда встреча?");
    let missing = bench.no("sendMessage", reply(999, false)).await;
    Bench::refused(&missing, 400, "Bad Request: message to be replied not found");
    assert_eq!(bench.ok("sendMessage", reply(999, true)).await.get("reply_to_message"), None);
}

#[tokio::test]
async fn an_edit_replaces_words_and_keys() {
    let bench = Bench::set_up().await;
    let id = bench.say_with("a", json!([[{ "text": "да", "callback_data": "y" }]])).await;
    let edited = bench.ok("editMessageText", json!({ "chat_id": bench.anna.0, "message_id": id, "text": "b" })).await;
    assert_eq!((&edited["text"], edited.get("reply_markup")), (&json!("b"), None));
    assert!(edited["edit_date"].is_i64());
    let bubble = bench.sandbox.said(bench.anna).remove(0);
    assert!(bubble.edited && bubble.rows.is_empty());
}

#[tokio::test]
async fn an_edit_must_change_something() {
    let bench = Bench::set_up().await;
    let rows = json!([[{ "text": "да", "callback_data": "y" }]]);
    let id = bench.say_with("a", rows.clone()).await;
    let markup = json!({ "inline_keyboard": rows });
    let same = json!({ "chat_id": bench.anna.0, "message_id": id, "text": "a", "reply_markup": markup });
    let words = "Bad Request: message is not modified: specified new message content and reply markup are exactly the \
                 same as a current content and reply markup of the message";
    Bench::refused(&bench.no("editMessageText", same.clone()).await, 400, words);
    Bench::refused(&bench.no("editMessageReplyMarkup", same).await, 400, words);
    bench.ok("editMessageReplyMarkup", json!({ "chat_id": bench.anna.0, "message_id": id })).await;
    assert!(bench.sandbox.said(bench.anna)[0].rows.is_empty());
}

#[tokio::test]
async fn only_the_bots_own_plain_messages_can_be_edited() {
    let bench = Bench::set_up().await;
    let anna = bench.anna.0;
    let edit = |id: i64| json!({ "chat_id": anna, "message_id": id, "text": "b" });
    let hers = bench.sandbox.say(bench.anna, "моё").0;
    Bench::refused(&bench.no("editMessageText", edit(hers)).await, 400, "Bad Request: message can't be edited");
    let missing = bench.no("editMessageText", edit(999)).await;
    Bench::refused(&missing, 400, "Bad Request: message to edit not found");
    let nothing = bench.no("editMessageText", json!({ "text": "b" })).await;
    Bench::refused(&nothing, 400, "Bad Request: message identifier is not specified");
    let keyboard = json!({ "keyboard": [["a"]] });
    let said = bench.ok("sendMessage", json!({ "chat_id": anna, "text": "a", "reply_markup": keyboard })).await;
    let id = said["message_id"].as_i64().unwrap();
    Bench::refused(&bench.no("editMessageText", edit(id)).await, 400, "Bad Request: message can't be edited");
    let other = json!({ "chat_id": anna, "message_id": id, "text": "b", "reply_markup": keyboard });
    Bench::refused(&bench.no("editMessageText", other).await, 400, "Bad Request: inline keyboard expected");
}

#[tokio::test]
async fn a_long_edit_has_its_own_complaint() {
    let bench = Bench::set_up().await;
    let id = bench.say_with("a", json!([])).await;
    let edit = json!({ "chat_id": bench.anna.0, "message_id": id, "text": "ж".repeat(4097) });
    Bench::refused(&bench.no("editMessageText", edit).await, 400, "Bad Request: MESSAGE_TOO_LONG");
}

#[tokio::test]
async fn a_message_can_be_deleted_for_two_days() {
    let bench = Bench::set_up().await;
    let delete = |id: i64| json!({ "chat_id": bench.anna.0, "message_id": id });
    let (old, young) = (bench.say_with("a", json!([])).await, bench.sandbox.say(bench.anna, "b").0);
    bench.run_on(TimeDelta::hours(48) - TimeDelta::seconds(1));
    bench.ok("deleteMessage", delete(young)).await;
    bench.run_on(TimeDelta::seconds(1));
    let late = bench.no("deleteMessage", delete(old)).await;
    Bench::refused(&late, 400, "Bad Request: message can't be deleted for everyone");
    let gone = bench.no("deleteMessage", delete(young)).await;
    Bench::refused(&gone, 400, "Bad Request: message to delete not found");
    let none = bench.no("deleteMessage", json!({ "chat_id": bench.anna.0 })).await;
    Bench::refused(&none, 400, "Bad Request: message identifier is not specified");
    let nowhere = bench.no("deleteMessage", json!({ "message_id": 1 })).await;
    Bench::refused(&nowhere, 400, "Bad Request: chat identifier is not specified");
}

#[tokio::test]
async fn a_copy_is_the_bots_own_and_a_forward_names_the_author() {
    let bench = Bench::set_up().await;
    let boris = bench.sandbox.add_person("Борис", None, None, None);
    bench.sandbox.say(boris, "/start");
    let id = bench.sandbox.say(bench.anna, "Спасибо!").0;
    let args = json!({ "chat_id": boris.0, "from_chat_id": bench.anna.0, "message_id": id });
    let copy = bench.ok("copyMessage", args.clone()).await;
    assert_eq!(copy.as_object().unwrap().len(), 1);
    let forward = bench.ok("forwardMessage", args).await;
    assert_eq!(forward["forward_origin"]["sender_user"]["first_name"], "Анна");
    let texts: Vec<String> = bench.sandbox.said(boris).into_iter().map(|bubble| bubble.text).collect();
    assert_eq!(texts, ["Спасибо!", "Спасибо!"]);
    let missing = json!({ "chat_id": boris.0, "from_chat_id": bench.anna.0, "message_id": 999 });
    let words = "Bad Request: message to copy not found";
    Bench::refused(&bench.no("copyMessage", missing.clone()).await, 400, words);
    let words = "Bad Request: message to forward not found";
    Bench::refused(&bench.no("forwardMessage", missing).await, 400, words);
    let edit = json!({ "chat_id": boris.0, "message_id": forward["message_id"], "text": "b" });
    Bench::refused(&bench.no("editMessageText", edit).await, 400, "Bad Request: message can't be edited");
}

#[tokio::test]
async fn an_action_is_one_of_those_telegram_knows() {
    let bench = Bench::set_up().await;
    bench.ok("sendChatAction", json!({ "chat_id": bench.anna.0, "action": "typing" })).await;
    let odd = bench.no("sendChatAction", json!({ "chat_id": bench.anna.0, "action": "dancing" })).await;
    Bench::refused(&odd, 400, "Bad Request: wrong parameter action in request");
}

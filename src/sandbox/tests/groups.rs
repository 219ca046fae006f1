//! Groups: the bot is added, sees only what is meant for it, and may be thrown out.

use super::super::{ChatId, MessageId};
use super::*;

async fn group() -> (Bench, ChatId, UserId) {
    let bench = Bench::set_up().await;
    let boris = bench.sandbox.add_person("Борис", None, None, None);
    let group = bench.sandbox.add_group("Мастерская", &[bench.anna, boris]);
    (bench, group, boris)
}

#[tokio::test]
async fn being_added_is_told() {
    let (bench, group, _) = group().await;
    let updates = bench.updates().await;
    let told = &updates[1]["my_chat_member"];
    assert_eq!(
        (&told["old_chat_member"]["status"], &told["new_chat_member"]["status"]),
        (&json!("left"), &json!("member"))
    );
    assert_eq!((&told["chat"]["id"], &told["chat"]["type"]), (&json!(group.0), &json!("group")));
    assert_eq!(updates[2]["message"]["new_chat_members"][0]["username"], bench.sandbox.bot_username());
}

#[tokio::test]
async fn privacy_mode_shows_only_what_is_meant_for_the_bot() {
    let (bench, group, boris) = group().await;
    let said = bench.ok("sendMessage", json!({ "chat_id": group.0, "text": "Всем привет" })).await;
    bench.confirm_all().await;
    let bot = bench.sandbox.bot_username();
    bench.sandbox.say_in(group, boris, "просто разговор");
    bench.sandbox.say_in(group, boris, "/help@other_bot");
    bench.sandbox.say_in(group, boris, "@somebody_else, привет");
    let hers = bench.sandbox.say_in(group, bench.anna, "тишина");
    bench.sandbox.reply_in(group, boris, hers, "это не боту");
    assert_eq!(bench.updates().await.len(), 0);
    bench.sandbox.say_in(group, boris, "/help");
    bench.sandbox.say_in(group, boris, &format!("/help@{bot}"));
    bench.sandbox.say_in(group, boris, &format!("@{bot}, привет"));
    bench.sandbox.reply_in(group, boris, MessageId(said["message_id"].as_i64().unwrap()), "и тебе");
    let dina = bench.sandbox.add_person("Дина", None, None, None);
    bench.sandbox.join_group(group, dina);
    let updates = bench.updates().await;
    assert_eq!(updates.len(), 5);
    assert_eq!(updates[3]["message"]["reply_to_message"]["text"], "Всем привет");
    assert_eq!(updates[4]["message"]["new_chat_members"][0]["first_name"], "Дина");
}

#[tokio::test]
async fn strangers_do_not_write_in_a_group() {
    let (bench, group, _) = group().await;
    let stranger = bench.sandbox.add_person("Ева", None, None, None);
    assert_eq!(bench.sandbox.say_in(group, stranger, "/help"), MessageId(0));
}

#[tokio::test]
async fn a_key_in_a_group_is_pressed_by_anyone() {
    let (bench, group, boris) = group().await;
    let markup = json!({ "inline_keyboard": [[{ "text": "+", "callback_data": "plus" }]] });
    let said = bench.ok("sendMessage", json!({ "chat_id": group.0, "text": "?", "reply_markup": markup })).await;
    let id = MessageId(said["message_id"].as_i64().unwrap());
    bench.sandbox.press_in(group, boris, id, "plus").unwrap();
    let query = bench.updates().await.pop().unwrap()["callback_query"].clone();
    assert_eq!((&query["from"]["id"], &query["message"]["chat"]["id"]), (&json!(boris.0), &json!(group.0)));
}

#[tokio::test]
async fn a_bot_that_was_thrown_out_stays_out() {
    let (bench, group, boris) = group().await;
    bench.sandbox.kick_bot(group);
    let told = bench.updates().await.pop().unwrap();
    assert_eq!(told["my_chat_member"]["new_chat_member"]["status"], "kicked");
    let send = bench.no("sendMessage", json!({ "chat_id": group.0, "text": "a" })).await;
    Bench::refused(&send, 403, "Forbidden: bot was kicked from the group chat");
    bench.confirm_all().await;
    bench.sandbox.say_in(group, boris, "/help");
    assert_eq!(bench.updates().await.len(), 0);
}

#[tokio::test]
async fn a_bot_that_left_is_no_member() {
    let (bench, group, _) = group().await;
    bench.ok("leaveChat", json!({ "chat_id": group.0 })).await;
    let told = bench.updates().await.pop().unwrap();
    assert_eq!(told["my_chat_member"]["new_chat_member"]["status"], "left");
    let send = bench.no("sendMessage", json!({ "chat_id": group.0, "text": "a" })).await;
    Bench::refused(&send, 403, "Forbidden: bot is not a member of the group chat");
    let private = bench.no("leaveChat", json!({ "chat_id": bench.anna.0 })).await;
    Bench::refused(&private, 400, "Bad Request: chat member status can't be changed in private chats");
}

#[tokio::test]
async fn members_have_their_status() {
    let (bench, group, boris) = group().await;
    let ask = |user: i64| json!({ "chat_id": group.0, "user_id": user });
    let status = async |user: i64| bench.ok("getChatMember", ask(user)).await["status"].clone();
    assert_eq!(status(bench.anna.0).await, "creator");
    assert_eq!(status(boris.0).await, "member");
    let stranger = bench.sandbox.add_person("Ева", None, None, None);
    assert_eq!(status(stranger.0).await, "left");
    Bench::refused(&bench.no("getChatMember", ask(17)).await, 400, "Bad Request: user not found");
    Bench::refused(&bench.no("getChatMember", ask(0)).await, 400, "Bad Request: invalid user_id specified");
}

#[tokio::test]
async fn a_chat_is_described_once_it_was_met() {
    let (bench, group, boris) = group().await;
    assert_eq!(bench.ok("getChat", json!({ "chat_id": group.0 })).await["title"], "Мастерская");
    assert_eq!(bench.ok("getChat", json!({ "chat_id": boris.0 })).await["first_name"], "Борис");
    let stranger = bench.sandbox.add_person("Ева", None, None, None);
    let unmet = bench.no("getChat", json!({ "chat_id": stranger.0 })).await;
    Bench::refused(&unmet, 400, "Bad Request: chat not found");
}

#[tokio::test]
async fn a_pinned_message_shows_in_its_chat() {
    let (bench, group, _) = group().await;
    let id = bench.say_with("Расписание", json!([])).await;
    bench.ok("pinChatMessage", json!({ "chat_id": bench.anna.0, "message_id": id })).await;
    let chat = bench.ok("getChat", json!({ "chat_id": bench.anna.0 })).await;
    assert_eq!(chat["pinned_message"]["text"], "Расписание");
    let told = bench.updates().await.pop().unwrap()["message"].clone();
    assert_eq!((&told["pinned_message"]["message_id"], &told["from"]["is_bot"]), (&json!(id), &json!(true)));
    assert_eq!(bench.sandbox.said(bench.anna).len(), 1);
    let missing = bench.no("pinChatMessage", json!({ "chat_id": bench.anna.0, "message_id": 999 })).await;
    Bench::refused(&missing, 400, "Bad Request: message to pin not found");
    let said = bench.ok("sendMessage", json!({ "chat_id": group.0, "text": "a" })).await;
    let pin = bench.no("pinChatMessage", json!({ "chat_id": group.0, "message_id": said["message_id"] })).await;
    Bench::refused(&pin, 400, "Bad Request: not enough rights to manage pinned messages in the chat");
}

#[tokio::test]
async fn in_a_group_the_bot_deletes_only_its_own() {
    let (bench, group, boris) = group().await;
    let his = bench.sandbox.say_in(group, boris, "a").0;
    let delete = bench.no("deleteMessage", json!({ "chat_id": group.0, "message_id": his })).await;
    Bench::refused(&delete, 400, "Bad Request: message can't be deleted");
}

//! What the bot says of itself: commands by scope and language, names, descriptions, the menu button.

use super::*;

fn command(name: &str, words: &str) -> Value {
    json!({ "commands": [{ "command": name, "description": words }] })
}

#[tokio::test]
async fn commands_are_kept_by_scope_and_language() {
    let bench = Bench::set_up().await;
    let set = |name: &str, scope: Value, language: &str| {
        let mut args = command(name, "Что умею");
        args["scope"] = scope;
        args["language_code"] = json!(language);
        args
    };
    bench.ok("setMyCommands", set("help", json!(null), "")).await;
    bench.ok("setMyCommands", set("pomosch", json!({ "type": "all_private_chats" }), "ru")).await;
    assert_eq!(bench.sandbox.commands("default", "")[0].0, "help");
    let menu = |user| bench.sandbox.menu_of(user).into_iter().map(|(name, _)| name).collect::<Vec<_>>();
    assert_eq!(menu(bench.anna), ["pomosch"]);
    let john = bench.sandbox.add_person("John", None, None, Some("en"));
    assert_eq!(menu(john), ["help"]);
    let chat = json!({ "type": "chat", "chat_id": bench.anna.0 });
    bench.ok("setMyCommands", set("mine", chat.clone(), "")).await;
    assert_eq!(menu(bench.anna), ["mine"]);
    let got = bench.ok("getMyCommands", json!({ "scope": chat })).await;
    assert_eq!(got, json!([{ "command": "mine", "description": "Что умею" }]));
    bench.ok("deleteMyCommands", json!({ "scope": chat })).await;
    assert_eq!(bench.ok("getMyCommands", json!({ "scope": chat })).await, json!([]));
    assert_eq!(menu(bench.anna), ["pomosch"]);
}

#[tokio::test]
async fn a_command_has_a_name_and_words_of_their_lengths() {
    let bench = Bench::set_up().await;
    let words = async |args: Value| bench.no("setMyCommands", args).await.1;
    bench.ok("setMyCommands", command(&"a".repeat(32), &"ж".repeat(256))).await;
    assert_eq!(words(command("", "a")).await, "Bad Request: command must be non-empty");
    assert_eq!(words(command(&"a".repeat(33), "a")).await, "Bad Request: command length must not exceed 32");
    assert_eq!(words(command("a", " ")).await, "Bad Request: command description must be non-empty");
    let long = words(command("a", &"ж".repeat(257))).await;
    assert_eq!(long, "Bad Request: command description length must not exceed 256");
    for odd in ["Help", "помощь", "two words", "a-b"] {
        assert_eq!(words(command(odd, "a")).await, "Bad Request: BOT_COMMAND_INVALID");
    }
    assert_eq!(bench.sandbox.commands("default", "").len(), 1);
}

#[tokio::test]
async fn a_list_has_a_hundred_commands() {
    let bench = Bench::set_up().await;
    let list = |n: usize| {
        let all: Vec<Value> = (0..n).map(|i| json!({ "command": format!("c{i}"), "description": "a" })).collect();
        json!({ "commands": all })
    };
    bench.ok("setMyCommands", list(100)).await;
    Bench::refused(&bench.no("setMyCommands", list(101)).await, 400, "Bad Request: BOT_COMMANDS_TOO_MUCH");
}

#[tokio::test]
async fn what_cannot_be_read_as_commands_is_named() {
    let bench = Bench::set_up().await;
    let words = async |args: Value| bench.no("setMyCommands", args).await.1;
    assert_eq!(words(json!({ "commands": "{" })).await, "Bad Request: can't parse commands JSON object");
    assert_eq!(words(json!({ "commands": {} })).await, "Bad Request: expected an Array of BotCommand");
    assert_eq!(words(json!({ "commands": [1] })).await, "Bad Request: can't parse BotCommand: expected an Object");
    let half = words(json!({ "commands": [{ "command": "a" }] })).await;
    assert_eq!(half, "Bad Request: can't parse BotCommand: Can't find field \"description\"");
    let scope = |scope: Value| json!({ "scope": scope });
    let odd = words(scope(json!({ "type": "moon" }))).await;
    assert_eq!(odd, "Bad Request: can't parse BotCommandScope: Unsupported type specified");
    let odd = words(scope(json!("default"))).await;
    assert_eq!(odd, "Bad Request: can't parse BotCommandScope JSON object");
    let odd = words(scope(json!({ "type": "chat" }))).await;
    assert_eq!(odd, "Bad Request: can't parse BotCommandScope: Empty chat_id specified");
    let odd = words(scope(json!({ "type": "chat_member", "chat_id": bench.anna.0, "user_id": 0 }))).await;
    assert_eq!(odd, "Bad Request: can't parse BotCommandScope: Invalid user_id specified");
    let odd = words(scope(json!({ "type": "chat", "chat_id": 5 }))).await;
    assert_eq!(odd, "Bad Request: chat not found");
    let odd = words(json!({ "language_code": "rus" })).await;
    assert_eq!(odd, "Bad Request: invalid language code specified");
}

#[tokio::test]
async fn the_bot_names_and_describes_itself_by_language() {
    let bench = Bench::set_up().await;
    for (method, field, length, complaint) in [
        ("MyName", "name", 64, "BOT_TITLE_INVALID"),
        ("MyDescription", "description", 512, "BOT_DESCRIPTION_INVALID"),
        ("MyShortDescription", "short_description", 120, "BOT_ABOUT_INVALID"),
    ] {
        let (set, get) = (format!("set{method}"), format!("get{method}"));
        bench.ok(&set, json!({ field: "Circle" })).await;
        bench.ok(&set, json!({ field: "ж".repeat(length), "language_code": "ru" })).await;
        assert_eq!(bench.ok(&get, json!({ "language_code": "de" })).await, json!({ field: "Circle" }));
        assert_eq!(bench.ok(&get, json!({ "language_code": "ru" })).await[field], "ж".repeat(length));
        let long = bench.no(&set, json!({ field: "ж".repeat(length + 1) })).await;
        Bench::refused(&long, 400, &format!("Bad Request: {complaint}"));
        bench.ok(&set, json!({ field: "", "language_code": "ru" })).await;
        assert_eq!(bench.ok(&get, json!({ "language_code": "ru" })).await[field], "Circle");
    }
    assert_eq!(bench.ok("getMe", json!({})).await["first_name"], "Circle");
}

#[tokio::test]
async fn a_chat_may_have_its_own_menu_button() {
    let bench = Bench::set_up().await;
    let get = json!({ "chat_id": bench.anna.0 });
    assert_eq!(bench.ok("getChatMenuButton", get.clone()).await["type"], "commands");
    let app = json!({ "type": "web_app", "text": "Круг", "web_app": { "url": "https://example.org/" } });
    bench.ok("setChatMenuButton", json!({ "chat_id": bench.anna.0, "menu_button": app })).await;
    assert_eq!(bench.ok("getChatMenuButton", get).await, app);
    let odd = bench.no("setChatMenuButton", json!({ "menu_button": { "type": "moon" } })).await;
    Bench::refused(&odd, 400, "Bad Request: can't parse menu button: MenuButton has unsupported type");
}

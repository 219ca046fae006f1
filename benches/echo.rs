//! The floor: a bot with nothing in it but a quicker allocator, the one of those who press. It reads updates, answers each
//! press and redraws its card, and keeps nothing: what it cannot do on this machine over this HTTP client, no bot can.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use reqwest::Client;
use serde_json::{Value, json};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

/// Calls in flight at a time, unless `ECHO_AT_ONCE` says otherwise.
const AT_ONCE: usize = 64;

/// Runs until it is killed.
pub fn run(token: &str) -> anyhow::Result<()> {
    let server = std::env::var("TELOXIDE_API_URL").context("TELOXIDE_API_URL is not set")?;
    let at_once = std::env::var("ECHO_AT_ONCE").ok().and_then(|n| n.parse().ok()).unwrap_or(AT_ONCE);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(echo(&format!("{server}/bot{token}"), at_once))
}

async fn echo(base: &str, at_once: usize) -> anyhow::Result<()> {
    let client = Client::builder().pool_max_idle_per_host(at_once + 1).tcp_nodelay(true).build()?;
    let (room, mut calls, mut offset) = (Arc::new(Semaphore::new(at_once)), JoinSet::new(), 0);
    loop {
        let asked = json!({ "offset": offset, "limit": 100, "timeout": 25 });
        let got = call(&client, &format!("{base}/getUpdates"), &asked).await?;
        for update in got["result"].as_array().into_iter().flatten() {
            offset = update["update_id"].as_i64().unwrap_or(0) + 1;
            for (method, body) in follows(&update["callback_query"]) {
                let (client, url) = (client.clone(), format!("{base}/{method}"));
                let place = Arc::clone(&room).acquire_owned().await?;
                calls.spawn(async move {
                    let done = call(&client, &url, &body).await;
                    drop(place);
                    done.map(drop)
                });
            }
        }
        while let Some(done) = calls.try_join_next() {
            done??;
        }
    }
}

/// The answer, and the card in another look with as many words and keys as a real one.
fn follows(press: &Value) -> Vec<(&'static str, Value)> {
    let Some(id) = press["id"].as_str() else { return Vec::new() };
    let data = press["data"].as_str().unwrap_or_default();
    let text = format!(
        "Записали: {data} ({id}). Напомню за день и за час.\n\n<b>Митап «Первая неделя в классе»</b>\n4 октября 2026, вс, 16:00 \
         (Тюмень)\nТОГИРРО, Советская, 56\nПридут: 17\nВаш ответ: приду"
    );
    let key = |label: &str, data: &str| json!({ "text": label, "callback_data": data });
    let rows = json!([[key("Пока думаю", "rs:a:1:1:t"), key("Не смогу", "rs:a:1:1:n")], [key("Меню", "ho:h")]]);
    let (chat, message) = (&press["message"]["chat"]["id"], &press["message"]["message_id"]);
    vec![
        ("answerCallbackQuery", json!({ "callback_query_id": id })),
        (
            "editMessageText",
            json!({
                "chat_id": chat, "message_id": message, "text": text, "parse_mode": "HTML",
                "reply_markup": { "inline_keyboard": rows }
            }),
        ),
    ]
}

async fn call(client: &Client, url: &str, body: &Value) -> anyhow::Result<Value> {
    let request = client.post(url).timeout(Duration::from_secs(40)).json(body);
    let bytes = request.send().await?.bytes().await?;
    Ok(serde_json::from_slice(&bytes)?)
}

//! What the page shows, told in patches: each connection remembers what it was told.
//! Must never tell a message twice that has not changed, nor hold a chat's whole past.

use std::collections::BTreeMap;
use std::ops::Bound;

use serde_json::{Map, Value, json};

use super::super::world::{BOT_ID, BotIs, Group, World};
use super::super::{BOT_USERNAME, UserId};
use super::{Phones, Shared, bubble};

/// So many of the newest messages of a chat are shown.
const SHOWN: usize = 200;

/// What one connection was told.
#[derive(Debug)]
pub(super) struct Seen {
    fields: BTreeMap<&'static str, Value>,
    /// For each chat, the messages shown and the look of them.
    chats: BTreeMap<i64, BTreeMap<i64, u64>>,
    toasted: u64,
    new: bool,
}

impl Seen {
    /// Nothing but that toasts of the past are past.
    pub fn nothing(page: &Shared) -> Self {
        let toasted = page.sandbox.0.world().toasted;
        Self { fields: BTreeMap::new(), chats: BTreeMap::new(), toasted, new: true }
    }

    /// What has changed since; `None` if nothing has.
    pub fn patch(&mut self, page: &Shared) -> Option<Value> {
        let mut patch = Map::new();
        if std::mem::take(&mut self.new) {
            patch.insert("whole".to_owned(), json!(true));
        }
        self.tell_clock(page, &mut patch);
        let phones = page.phones();
        let world = page.sandbox.0.world();
        let fields = [
            ("bot", bot(&world)),
            ("links", json!(page.setting.links)),
            ("people", people(&world, &phones)),
            ("groups", groups(&world)),
            ("presses", presses(&world, page)),
            ("calls", json!(world.called)),
        ];
        for (name, value) in fields {
            if self.is_news(name, &value) {
                patch.insert(name.to_owned(), value);
            }
        }
        let chats = self.chats(&world, &phones.shown);
        if !chats.is_empty() {
            patch.insert("chats".to_owned(), chats.into());
        }
        let toasts = self.toasts(&world);
        if !toasts.is_empty() {
            patch.insert("toasts".to_owned(), toasts.into());
        }
        (!patch.is_empty()).then_some(Value::Object(patch))
    }

    /// The time itself is told only with something new about it: the page's own clock ticks on.
    fn tell_clock(&mut self, page: &Shared, patch: &mut Map<String, Value>) {
        let running = page.setting.standing.borrow().running;
        let now = page.clock.now();
        let clock = json!({
            "ahead": page.clock.ahead().num_milliseconds(),
            "zone": page.setting.zone.name(),
            "running": running.map(|r| json!({
                "from": r.from.timestamp_millis(), "until": r.until.map(|t| t.timestamp_millis())
            })),
        });
        if self.is_news("clock", &clock) {
            let mut clock = clock;
            clock["now"] = json!(now.timestamp_millis());
            patch.insert("clock".to_owned(), clock);
        }
    }

    fn is_news(&mut self, name: &'static str, value: &Value) -> bool {
        let news = self.fields.get(name) != Some(value);
        if news {
            self.fields.insert(name, value.clone());
        }
        news
    }

    fn chats(&mut self, world: &World, shown: &[UserId]) -> Vec<Value> {
        let in_group = |members: &std::collections::BTreeSet<i64>| shown.iter().any(|user| members.contains(&user.0));
        let groups = world.groups.iter().filter(|(_, group)| in_group(&group.members)).map(|(id, _)| *id);
        let wanted: Vec<i64> = shown.iter().map(|user| user.0).chain(groups).collect();
        // A phone that comes back is told everything again.
        self.chats.retain(|chat, _| wanted.contains(chat));
        wanted.into_iter().filter_map(|chat| self.chat(world, chat)).collect()
    }

    fn chat(&mut self, world: &World, chat: i64) -> Option<Value> {
        let seen = self.chats.entry(chat).or_default();
        let range = (Bound::Included((chat, i64::MIN)), Bound::Included((chat, i64::MAX)));
        let newest: BTreeMap<i64, u64> =
            world.messages.range(range).rev().take(SHOWN).map(|(key, message)| (key.1, message.stamp)).collect();
        let gone: Vec<i64> = seen.keys().filter(|id| !newest.contains_key(id)).copied().collect();
        let fresh = newest.iter().filter(|(id, stamp)| seen.get(id) != Some(stamp));
        let put: Vec<Value> = fresh.map(|(id, _)| bubble::json(world, &world.messages[&(chat, *id)])).collect();
        *seen = newest;
        (!put.is_empty() || !gone.is_empty()).then(|| json!({ "chat": chat, "put": put, "drop": gone }))
    }

    fn toasts(&mut self, world: &World) -> Vec<Value> {
        let new = usize::try_from(world.toasted - self.toasted).unwrap_or(usize::MAX).min(world.toasts.len());
        self.toasted = world.toasted;
        let toasts = world.toasts.iter().skip(world.toasts.len() - new);
        toasts
            .map(|toast| json!({ "user": toast.user.0, "text": toast.text, "alert": toast.alert, "url": toast.url }))
            .collect()
    }
}

fn bot(world: &World) -> Value {
    let about = world.card.words.iter().filter(|((field, _), _)| *field == "description");
    let about: Map<String, Value> = about.map(|((_, language), text)| (language.clone(), json!(text))).collect();
    json!({ "name": world.user_json(BOT_ID)["first_name"], "username": BOT_USERNAME, "about": about })
}

/// Those with a phone first, in the order of the phones.
fn people(world: &World, phones: &Phones) -> Value {
    let others = world.people.keys().map(|id| UserId(*id)).filter(|user| !phones.shown.contains(user));
    let all = phones.shown.iter().copied().chain(others);
    all.filter_map(|user| {
        let person = world.people.get(&user.0)?;
        Some(json!({
            "id": user.0,
            "first": person.first_name,
            "last": person.last_name,
            "language": person.language_code,
            "role": phones.roles.get(&user),
            "shown": phones.shown.contains(&user),
            "opened": person.opened,
            "blocked": person.blocked,
            "commands": world.menu_of(user.0),
        }))
    })
    .collect()
}

fn groups(world: &World) -> Value {
    let group = |(id, group): (&i64, &Group)| json!({ "id": id, "title": group.title, "members": group.members, "bot": group.bot == BotIs::Member });
    world.groups.iter().map(group).collect()
}

/// Keys that spin: nobody has answered, and an answer can still come.
fn presses(world: &World, page: &Shared) -> Value {
    let since = page.clock.now() - world.limits.answer_window;
    let waiting = world.presses.values().filter(|press| !press.answered && press.at > since);
    waiting
        .map(|press| json!({ "user": press.user, "chat": press.chat, "message": press.message, "data": press.data }))
        .collect()
}

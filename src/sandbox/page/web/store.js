// What it is for: what the page knows, put together from the patches of /live, and which parts of it have changed.
// Must never happen here: DOM, network, or more bubbles of a chat than are kept.

/** So many bubbles of each chat are kept and shown: the newest. */
export const KEPT = 200;

const SIMPLE = ["bot", "links"];

/** One chat: bubbles by id, and the ids in order. */
class Chat {
  constructor() {
    this.bubbles = new Map();
    this.order = [];
  }

  put(bubble) {
    if (!this.bubbles.has(bubble.id)) this.insert(bubble.id);
    this.bubbles.set(bubble.id, bubble);
  }

  insert(id) {
    let at = this.order.length;
    while (at > 0 && this.order[at - 1] > id) at -= 1;
    this.order.splice(at, 0, id);
  }

  drop(id) {
    if (!this.bubbles.delete(id)) return;
    this.order.splice(this.order.indexOf(id), 1);
  }

  /** Forgets the oldest beyond what is kept; returns their ids. */
  trim() {
    const old = this.order.splice(0, Math.max(0, this.order.length - KEPT));
    for (const id of old) this.bubbles.delete(id);
    return old;
  }

  newest() {
    return this.bubbles.get(this.order[this.order.length - 1]);
  }
}

/** What changed since the views last looked. `chats`: chat → ids, or "all". */
function nothing() {
  return { bot: false, clock: false, links: false, people: false, groups: false, presses: false, calls: false, whole: false, toasts: [], chats: new Map() };
}

export class Store {
  constructor() {
    this.bot = { name: "", username: "", about: {} };
    this.clock = { ahead: 0, now: Date.now(), zone: "UTC", running: null };
    this.heard = performance.now();
    this.links = [];
    this.people = new Map();
    this.groups = new Map();
    this.chats = new Map();
    this.presses = new Set();
    this.calls = 0;
    this.known = false;
    this.seen = new Map();
    this.dirty = nothing();
  }

  /** Takes in one event of /live. */
  apply(patch) {
    if (patch.whole) this.forgetChats();
    for (const key of SIMPLE) if (key in patch) this.take(key, patch[key]);
    if (patch.clock) {
      this.heard = performance.now();
      this.take("clock", patch.clock);
    }
    if ("calls" in patch) this.take("calls", patch.calls);
    if (patch.people) this.take("people", new Map(patch.people.map((person) => [person.id, person])));
    if (patch.groups) this.take("groups", new Map(patch.groups.map((group) => [group.id, group])));
    if (patch.presses) this.take("presses", new Set(patch.presses.map((one) => pressKey(one.user, one.chat, one.message, one.data))));
    for (const change of patch.chats ?? []) this.changeChat(change);
    if (patch.toasts) this.dirty.toasts.push(...patch.toasts);
    this.dirty.toasts.splice(0, Math.max(0, this.dirty.toasts.length - 50));
    if (patch.whole && !this.known) this.everythingSeen();
    this.known = true;
  }

  take(key, value) {
    this[key] = value;
    this.dirty[key] = true;
  }

  forgetChats() {
    for (const id of this.chats.keys()) this.dirty.chats.set(id, "all");
    this.chats = new Map();
    this.presses = new Set();
    this.dirty.presses = true;
    this.dirty.whole = true;
  }

  changeChat({ chat: id, put = [], drop = [] }) {
    const chat = this.chat(id);
    for (const bubble of put) chat.put(bubble);
    for (const gone of drop) chat.drop(gone);
    const changed = [...put.map((bubble) => bubble.id), ...drop, ...chat.trim()];
    const marks = this.dirty.chats.get(id) ?? new Set();
    if (marks === "all") return;
    for (const one of changed) marks.add(one);
    this.dirty.chats.set(id, marks.size > 2 * KEPT ? "all" : marks);
  }

  /** What changed, once. */
  takeDirty() {
    const dirty = this.dirty;
    this.dirty = nothing();
    return dirty;
  }

  chat(id) {
    let chat = this.chats.get(id);
    if (!chat) {
      chat = new Chat();
      this.chats.set(id, chat);
    }
    return chat;
  }

  /** The demo's time now, ms: it goes on by itself at real speed between patches. */
  now() {
    return this.clock.now + (performance.now() - this.heard);
  }

  shown() {
    return [...this.people.values()].filter((person) => person.shown);
  }

  /** The chats on a person's phone: the bot's first, then the groups. */
  chatsOf(user) {
    return [user, ...[...this.groups.values()].filter((group) => group.members.includes(user)).map((group) => group.id)];
  }

  /** What was there when the page opened is not news. */
  everythingSeen() {
    for (const person of this.people.values()) for (const chat of this.chatsOf(person.id)) this.see(person.id, chat);
  }

  /** The person has looked at the chat. True if there was something new. */
  see(user, chat) {
    const newest = this.chat(chat).newest()?.id ?? 0;
    const key = `${user}:${chat}`;
    const before = this.seen.get(key) ?? 0;
    this.seen.set(key, Math.max(newest, before));
    return newest > before;
  }

  /** Whether others have said something the person has not looked at. */
  unread(user, chat) {
    const seen = this.seen.get(`${user}:${chat}`) ?? 0;
    const { order, bubbles } = this.chat(chat);
    for (let at = order.length - 1; at >= 0 && order[at] > seen; at -= 1) {
      if (bubbles.get(order[at]).from !== user) return true;
    }
    return false;
  }

  /** The name of whoever wrote a bubble. */
  author(bubble) {
    return bubble.bot ? this.bot.name : fullName(this.people.get(bubble.from));
  }

  /** The name of a chat: a person's or a group's. */
  chatName(id) {
    return this.groups.get(id)?.title ?? (this.people.has(id) ? fullName(this.people.get(id)) : String(id));
  }
}

/** One key that waits, as a string that can be looked up. */
export function pressKey(user, chat, message, data) {
  return `${user}|${chat}|${message}|${data}`;
}

/** First and last name. */
export function fullName(person) {
  if (!person) return "…";
  return person.last ? `${person.first} ${person.last}` : person.first;
}

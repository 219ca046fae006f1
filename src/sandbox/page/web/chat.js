// What it is for: the list of messages of one chat on one phone: order, days, scrolling, walking by keyboard.
// Must never happen here: more rows than the store keeps, or a jump under the eyes of somebody who reads further up.

import { brokenPicture } from "./cards.js";
import { makeRow, side, spin, updateRow } from "./bubble.js";
import { el, icon, put, write } from "./dom.js";
import { KEPT, pressKey } from "./store.js";
import { dayWords } from "./when.js";
import { words } from "./words.js";

const NEAR = 48;
const REACHABLE = "button, a[href], [role=button]";

export class ChatView {
  constructor(store, user, id) {
    this.store = store;
    this.user = user;
    this.id = id;
    this.isGroup = id < 0;
    this.rows = new Map();
    this.pending = "all";
    this.pressed = new Map();
    this.stuck = true;
    this.fresh = 0;
    this.current = null;
    this.build();
  }

  build() {
    const name = this.isGroup ? this.store.chatName(this.id) : this.store.bot.name;
    this.about = el("div", { class: "about", hidden: true });
    this.list = el("div", { class: "list" });
    this.log = el("div", { class: "log", role: "log", "aria-live": "off", "aria-label": words("chatWith")(name), tabindex: "0" }, this.about, this.list);
    this.downWords = el("span");
    this.down = el("button", { type: "button", class: "down", "data-do": "down", hidden: true }, icon("down"), this.downWords);
    this.element = el("div", { class: "chat", "data-chat": this.id, hidden: true }, this.log, this.down);
    this.log.addEventListener("scroll", () => this.scrolled(), { passive: true });
    this.log.addEventListener("keydown", (event) => this.walk(event));
    this.log.addEventListener("focusin", (event) => this.entered(event));
    this.log.addEventListener("load", () => this.settle(), true);
    this.log.addEventListener("error", (event) => this.unpicture(event.target), true);
    this.sizes = new ResizeObserver(() => this.settle());
    this.sizes.observe(this.log);
  }

  remove() {
    this.sizes.disconnect();
    this.element.remove();
  }

  find(id) {
    return this.store.chat(this.id).bubbles.get(id);
  }

  /** Notes what changed; a hidden chat waits until it is looked at. */
  mark(changed) {
    if (changed === "all" || this.pending === "all") this.pending = "all";
    else this.pending = new Set([...(this.pending ?? []), ...changed]);
    if (this.pending !== "all" && this.pending.size > 2 * KEPT) this.pending = "all";
  }

  show(visible) {
    this.element.hidden = !visible;
    if (!visible) return;
    this.sync();
    this.settle();
  }

  /** Brings the rows to what the store holds. Returns the bubbles that are new or changed, oldest first. */
  sync() {
    const changed = this.pending;
    this.pending = null;
    if (!changed) return [];
    const ids = changed === "all" ? new Set([...this.rows.keys(), ...this.store.chat(this.id).order]) : changed;
    const news = [];
    let ownNew = false;
    for (const id of [...ids].sort((a, b) => a - b)) {
      const outcome = this.syncOne(id);
      if (!outcome) continue;
      news.push(outcome.bubble);
      if (!outcome.added) continue;
      if (side(outcome.bubble, this.user) === "own") ownNew = true;
      else if (!this.stuck) this.fresh += 1;
    }
    this.arrange();
    this.showPresses();
    if (ownNew) this.stuck = true;
    this.settle();
    return news;
  }

  syncOne(id) {
    const bubble = this.find(id);
    const made = this.rows.get(id);
    if (!bubble) {
      made?.row.remove();
      this.rows.delete(id);
      return null;
    }
    if (!made) {
      this.place(id, makeRow(bubble, this));
      return { bubble, added: true };
    }
    const before = made.bodySign + made.keysSign;
    const focused = made.article.contains(document.activeElement) ? document.activeElement : null;
    const label = focused?.textContent;
    updateRow(made, bubble, this);
    if (before === made.bodySign + made.keysSign) return null;
    if (focused && !focused.isConnected) this.refocus(made, label);
    return { bubble, added: false };
  }

  /**
   * The pressed key is gone with the old keyboard: whoever walks by keyboard stays on the key with the same words, else
   * with the message. Never on the key that took its place: a second Enter would undo what the first one did.
   */
  refocus(made, label) {
    const same = [...made.article.querySelectorAll(REACHABLE)].find((one) => one.textContent === label);
    (same ?? made.article).focus({ preventScroll: true });
  }

  place(id, made) {
    this.rows.set(id, made);
    const { order } = this.store.chat(this.id);
    const at = order.lastIndexOf(id);
    let next = null;
    for (let after = at + 1; after < order.length && !next; after += 1) next = this.rows.get(order[after])?.row ?? null;
    this.list.insertBefore(made.row, next);
  }

  /** Days between rows, rows of one author drawn together, and the one row Tab leads into. */
  arrange() {
    let day = "";
    let from = null;
    const now = this.store.now();
    for (const id of this.store.chat(this.id).order) {
      const made = this.rows.get(id);
      const { row, bubble } = made;
      const newDay = row.dataset.day !== day;
      const head = made.dayHead;
      if (newDay && !head) {
        made.dayHead = el("p", { class: "day" }, el("span", { text: dayWords(bubble.at, now) }));
        row.prepend(made.dayHead);
      } else if (!newDay && head) {
        head.remove();
        made.dayHead = null;
      }
      const author = bubble.note ? null : bubble.from;
      row.classList.toggle("follows", !newDay && author !== null && author === from);
      day = row.dataset.day;
      from = author;
    }
    this.reach();
  }

  /** Of 200 messages one is on the way of Tab: the newest, or where the person walked. */
  reach() {
    const newest = this.store.chat(this.id).newest()?.id ?? null;
    const walking = this.log.contains(document.activeElement) && this.rows.has(this.current);
    const next = walking ? this.current : newest;
    for (const [id, made] of this.rows) {
      const within = id === next;
      if (made.reachable === within && made.reachSign === made.keysSign + made.bodySign) continue;
      made.reachable = within;
      made.reachSign = made.keysSign + made.bodySign;
      for (const one of made.article.querySelectorAll(REACHABLE)) put(one, "tabindex", within ? "0" : "-1");
    }
    this.current = next;
  }

  entered(event) {
    const id = Number(event.target.closest("[data-message]")?.dataset.message);
    if (!this.rows.has(id) || id === this.current) return;
    this.current = id;
    this.reach();
  }

  /** Arrows go from message to message, Home and End to the first and the newest. */
  walk(event) {
    const { order } = this.store.chat(this.id);
    const focused = event.target === this.log || event.target.matches("article");
    if (!focused || event.altKey || event.ctrlKey || event.metaKey || order.length === 0) return;
    const at = event.target === this.log ? order.length : order.indexOf(this.current);
    const next = { ArrowUp: Math.max(0, at - 1), ArrowDown: Math.min(order.length - 1, at + 1), Home: 0, End: order.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    this.rows.get(order[next]).article.focus();
  }

  /** Keys that were pressed spin until the server has an answer; so does one whose press is on its way. */
  showPresses() {
    for (const [id, made] of this.rows) {
      spin(made, (data) => this.pressed.has(`${id}|${data}`) || this.store.presses.has(pressKey(this.user, this.id, id, data)));
    }
  }

  /** Marks a key as pressed while its press goes to the server. Returns what ends that. */
  pressing(id, data) {
    const key = `${id}|${data}`;
    this.pressed.set(key, (this.pressed.get(key) ?? 0) + 1);
    this.showPresses();
    return () => {
      const left = this.pressed.get(key) - 1;
      if (left > 0) this.pressed.set(key, left);
      else this.pressed.delete(key);
      this.showPresses();
    };
  }

  scrolled() {
    const left = this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight;
    // A list that has just grown or shrunk also scrolls; only a visible one tells what the person did.
    if (this.log.clientHeight > 0) this.stuck = left < NEAR;
    if (this.stuck) this.fresh = 0;
    this.showDown();
  }

  showDown() {
    put(this.down, "hidden", this.stuck);
    write(this.downWords, this.fresh > 0 ? words("downNew")(this.fresh) : words("down"));
  }

  /** Back to the newest message, if the person was there. What the bot can do is read from its beginning. */
  settle() {
    if (this.stuck && this.about.hidden) this.log.scrollTop = this.log.scrollHeight;
    this.showDown();
  }

  toBottom() {
    this.stuck = true;
    this.fresh = 0;
    this.settle();
  }

  /** Shows an older message and lights it up for a moment. */
  jump(id) {
    const made = this.rows.get(id);
    if (!made) return;
    this.stuck = false;
    made.article.scrollIntoView({ block: "center" });
    made.article.focus({ preventScroll: true });
    made.article.classList.remove("lit");
    requestAnimationFrame(() => made.article.classList.add("lit"));
  }

  unpicture(image) {
    const frame = image.closest?.(".picture");
    const made = this.rows.get(Number(image.closest?.("[data-message]")?.dataset.message));
    if (frame && made) frame.replaceWith(brokenPicture(made.bubble));
  }
}

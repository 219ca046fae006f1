// What it is for: the phones side by side, and on a narrow screen the strip that chooses one of them.
// Must never happen here: moving or rebuilding a phone that stays, for somebody may be typing on it.

import { el, put, write } from "./dom.js";
import { Phone } from "./phone.js";
import { fullName } from "./store.js";
import { words } from "./words.js";

export class Stage {
  constructor(desk) {
    this.desk = desk;
    this.store = desk.store;
    this.phones = new Map();
    this.current = null;
    this.awaited = null;
    this.stripSign = "";
    this.narrow = window.matchMedia("(max-width: 700px)");
    this.strip = el("nav", { class: "strip", "aria-label": words("phones") });
    this.empty = el("p", { class: "no-phones", text: words("loading") });
    this.row = el("main", { class: "stage", id: "phones", tabindex: "-1" }, this.empty);
    this.strip.addEventListener("click", (event) => {
      const chosen = event.target.closest("[data-person]");
      if (chosen) this.choose(Number(chosen.dataset.person));
    });
    this.row.addEventListener("focusin", (event) => this.entered(event));
    this.widthChanged = () => this.update();
    this.narrow.addEventListener("change", this.widthChanged);
  }

  remove() {
    this.narrow.removeEventListener("change", this.widthChanged);
    for (const phone of this.phones.values()) phone.remove();
    this.phones.clear();
  }

  /** Takes in what changed since the last frame. */
  take(dirty) {
    if (dirty.people) this.gather();
    for (const phone of this.phones.values()) phone.take(dirty);
    for (const toast of dirty.toasts) this.phones.get(toast.user)?.answer(toast);
    this.updateStrip();
  }

  /** Puts on the table the phones that are shown, and takes away the others. */
  gather() {
    const shown = this.store.shown();
    const first = this.phones.size === 0;
    const ids = new Set(shown.map((person) => person.id));
    for (const [id, phone] of this.phones) {
      if (ids.has(id)) continue;
      phone.remove();
      this.phones.delete(id);
    }
    for (const [at, person] of shown.entries()) {
      if (this.phones.has(person.id)) continue;
      const phone = new Phone(this.desk, person);
      this.phones.set(person.id, phone);
      const next = shown.slice(at + 1).find((later) => this.phones.has(later.id));
      this.row.insertBefore(phone.element, next ? this.phones.get(next.id).element : null);
      if (!first || this.awaited === person.id) this.choose(person.id);
    }
    put(this.empty, "hidden", shown.length > 0);
    if (this.store.known) write(this.empty, words("noPhones"));
    this.update();
  }

  /** In order of the table. */
  ordered() {
    return [...this.row.querySelectorAll("[data-phone]")].map((node) => this.phones.get(Number(node.dataset.phone)));
  }

  /** Brings a phone before the eyes. */
  choose(id) {
    this.awaited = null;
    this.current = id;
    this.update();
    this.phones.get(id)?.element.scrollIntoView({ inline: "nearest", block: "nearest" });
  }

  /** Says which phone should be chosen as soon as it lies on the table. */
  await(id) {
    this.awaited = id;
    if (this.phones.has(id)) this.choose(id);
  }

  /** Whether somebody at the page can see the phone's open chat. */
  visible(phone) {
    return !this.narrow.matches || phone.user === this.current;
  }

  update() {
    if (!this.phones.has(this.current)) this.current = this.ordered()[0]?.user ?? null;
    for (const [id, phone] of this.phones) {
      phone.element.classList.toggle("current", id === this.current);
      if (this.visible(phone)) this.store.see(id, phone.chat);
      phone.update();
    }
    this.updateStrip();
  }

  updateStrip() {
    const marks = this.ordered().map(({ user }) => [user, this.shortName(user), user === this.current, this.hasNews(user)]);
    const sign = JSON.stringify(marks);
    if (sign === this.stripSign) return;
    this.stripSign = sign;
    const focused = this.strip.contains(document.activeElement) ? document.activeElement.dataset.person : null;
    this.strip.replaceChildren(...marks.map((mark) => tab(...mark)));
    if (focused) this.strip.querySelector(`[data-person="${focused}"]`)?.focus();
    const current = this.strip.querySelector("[aria-current]");
    if (current && this.narrow.matches) current.scrollIntoView({ inline: "nearest", block: "nearest" });
  }

  /** The first name, if no other phone on the table has the same. */
  shortName(user) {
    const person = this.store.people.get(user);
    const same = this.store.shown().filter((other) => other.first === person.first);
    return same.length > 1 ? fullName(person) : person.first;
  }

  hasNews(user) {
    return this.store.chatsOf(user).some((chat) => this.store.unread(user, chat));
  }

  entered(event) {
    const id = Number(event.target.closest("[data-phone]")?.dataset.phone);
    if (this.phones.has(id) && id !== this.current) {
      this.current = id;
      this.update();
    }
  }

  /** Puts the focus into the phone with this number, counted from one. */
  goTo(number) {
    const phone = this.ordered()[number - 1];
    if (!phone) return;
    this.choose(phone.user);
    const { field, start, unblock } = phone.composer;
    const open = [field, start, unblock].find((one) => one.checkVisibility());
    (open ?? phone.element).focus();
  }
}

function tab(user, name, current, unread) {
  const news = unread ? el("span", { class: "dot" }, el("span", { class: "unseen", text: `, ${words("unread")}` })) : null;
  return el("button", { type: "button", "data-person": user, "aria-current": current ? "true" : null }, el("span", { text: name }), news);
}

// What it is for: one person's phone: who holds it, her chats, what she presses, and the words that pop up.
// Must never happen here: knowing of other phones, or speaking (aria-live) while somebody uses another one.

import { hue, plainWords, side } from "./bubble.js";
import { ChatView } from "./chat.js";
import { Composer } from "./composer.js";
import { showPicture, showWords } from "./dialogs.js";
import { button, el, icon, iconButton, put, write } from "./dom.js";
import { Refused } from "./live.js";
import { openMenu } from "./menu.js";
import { reveal, safeAddress, startOf, unfold } from "./rich.js";
import { fullName } from "./store.js";
import { words } from "./words.js";

const TOAST_STAYS = 3_500;
/** A press shows as waiting at least this long after the server took it: by then /live has told of it. */
const PRESS_SHOWS = 250;

/** What a link leads to: one of them makes whoever opens it a coordinator, once. */
function linkName(link) {
  return link.coordinator ? words("asCoordinator")(link.label) : link.label;
}

export class Phone {
  /** `desk` is what all phones share: the store, the server, the announcer. */
  constructor(desk, person) {
    this.desk = desk;
    this.store = desk.store;
    this.user = person.id;
    this.chat = person.id;
    this.linked = null;
    this.views = new Map();
    this.tabsSign = "";
    this.toastTimer = 0;
    this.build();
    this.turnTo(this.chat);
  }

  get person() {
    return this.store.people.get(this.user);
  }

  build() {
    this.face = el("span", { class: `face ${hue(this.user)}`, "aria-hidden": "true" });
    this.title = el("h2");
    this.subtitle = el("p");
    const menu = iconButton("phone-menu", "more", words("phoneMenu"), { "aria-haspopup": "menu" });
    const head = el("header", { class: "phone-head" }, this.face, el("div", { class: "who" }, this.title, this.subtitle), menu);
    this.tabs = el("nav", { class: "tabs", "aria-label": words("chats"), hidden: true });
    this.here = el("p", { class: "here", hidden: true });
    this.room = el("div", { class: "room" });
    this.toast = el("div", { class: "toast", "data-toast": true, role: "status", "aria-live": "polite" });
    this.composer = new Composer(this);
    this.element = el("section", { class: "phone", "data-phone": this.user, tabindex: "-1" }, head, this.tabs, this.here, this.room, this.toast, this.composer.element);
    this.element.addEventListener("click", (event) => this.clicked(event));
    this.element.addEventListener("keydown", (event) => this.key(event));
  }

  remove() {
    clearTimeout(this.toastTimer);
    this.composer.keepText();
    for (const view of this.views.values()) view.remove();
    this.element.remove();
  }

  chatName() {
    return this.chat < 0 ? this.store.chatName(this.chat) : this.store.bot.name;
  }

  get view() {
    return this.viewOf(this.chat);
  }

  viewOf(chat) {
    let view = this.views.get(chat);
    if (!view) {
      view = new ChatView(this.store, this.user, chat);
      this.views.set(chat, view);
      this.room.append(view.element);
    }
    return view;
  }

  turnTo(chat) {
    this.chat = chat;
    for (const view of this.views.values()) if (view.id !== chat) view.show(false);
    this.viewOf(chat).show(true);
    this.composer.turnTo(chat);
    this.update();
  }

  /** Brings everything but the messages to what the store holds. */
  update() {
    const { person } = this;
    if (!person) return;
    const chats = this.store.chatsOf(this.user);
    if (!chats.includes(this.chat)) {
      this.turnTo(this.user);
      return;
    }
    const name = fullName(person);
    const role = words("roles")[person.role] ?? "";
    put(this.element, "data-role", person.role ?? "person");
    put(this.element, "aria-label", words("phoneOf")(name, role));
    write(this.face, (person.first[0] ?? "") + (person.last?.[0] ?? ""));
    write(this.title, name);
    // One line, so that the head does not grow under the finger.
    const marks = [role, person.blocked ? words("blockedMark") : words("speaksWord")[person.language] ?? person.language];
    write(this.subtitle, marks.filter(Boolean).join(" · "));
    this.updateTabs(chats);
    this.updateHere();
    this.updateAbout(person);
    this.composer.update();
  }

  /** Takes in what changed since the last frame. */
  take(dirty) {
    for (const [chat, ids] of dirty.chats) this.views.get(chat)?.mark(ids);
    const news = this.view.sync();
    if (dirty.presses) for (const view of this.views.values()) view.showPresses();
    if (this.desk.visible(this)) this.store.see(this.user, this.chat);
    const mine = [...dirty.chats.keys()].some((chat) => chat === this.user || chat < 0);
    if (mine || dirty.people || dirty.groups || dirty.bot || dirty.links) this.update();
    if (news.length > 0 && !dirty.whole) this.announce(news);
  }

  announce(news) {
    const said = news.filter((bubble) => bubble.bot && !bubble.note).slice(-3);
    if (said.length > 0 && this.desk.inUse === this) this.desk.announce(said.map((bubble) => `${this.store.bot.name}: ${plainWords(bubble)}`).join("\n"));
  }

  updateTabs(chats) {
    const several = chats.length > 1;
    put(this.tabs, "hidden", !several);
    const marks = several ? chats.map((chat) => [chat, chat < 0 ? this.store.chatName(chat) : this.store.bot.name, chat === this.chat, this.store.unread(this.user, chat)]) : [];
    const sign = JSON.stringify(marks);
    if (sign === this.tabsSign) return;
    this.tabsSign = sign;
    const focused = this.tabs.contains(document.activeElement) ? document.activeElement.dataset.chat : null;
    this.tabs.replaceChildren(...marks.map(([chat, name, current, unread]) => this.tab(chat, name, current, unread)));
    if (focused) this.tabs.querySelector(`[data-chat="${focused}"]`)?.focus();
  }

  tab(chat, name, current, unread) {
    const dot = unread ? el("span", { class: "dot" }, el("span", { class: "unseen", text: `, ${words("unread")}` })) : null;
    const tab = button("chat", name, { "data-chat": chat, "aria-current": current ? "true" : null });
    if (dot) tab.append(dot);
    return tab;
  }

  updateHere() {
    const group = this.store.groups.get(this.chat);
    put(this.here, "hidden", !group);
    if (!group) return;
    const names = group.members.map((id) => this.store.people.get(id)?.first ?? "…");
    const all = group.bot ? [...names, this.store.bot.name] : names;
    const gone = group.bot ? "" : `. ${words("botGone")}`;
    write(this.here, words("inGroup")(all.join(", ")) + gone);
    this.here.title = this.here.textContent;
  }

  /** What the bot can do, in the empty chat of somebody who has not written to it yet. */
  updateAbout(person) {
    const view = this.viewOf(this.user);
    const wanted = !person.opened && this.store.chat(this.user).order.length === 0;
    put(view.about, "hidden", !wanted);
    if (!wanted) return;
    const { about } = this.store.bot;
    const text = about?.[person.language] ?? about?.[""] ?? "";
    const sign = JSON.stringify([text, this.store.links, this.linked]);
    if (sign === view.about.dataset.sign) return;
    view.about.dataset.sign = sign;
    const links = this.store.links.map((link) => button("choose-link", linkName(link), { class: "pill", "data-link": link.start, "aria-pressed": String(this.linked?.start === link.start) }));
    const byLink = links.length > 0 ? el("div", { class: "by-link" }, el("p", { text: words("comeByLink") }), el("div", { class: "pills" }, ...links)) : null;
    view.about.replaceChildren(el("div", { class: "about-card" }, icon("krug"), el("h3", { text: words("whatCan") }), el("p", { text })), byLink ?? "");
  }

  /** Does something of this person's. True if the server took it; if not, a calm sentence says so. */
  async act(body, sorry = words("actFailed")) {
    try {
      await this.desk.act(body);
      return true;
    } catch (error) {
      this.sorry(error, sorry);
      return false;
    }
  }

  sorry(error, sentence) {
    if (!(error instanceof Refused)) throw error;
    this.showToast(error.why ? `${sentence} ${words("because")(error.why)}` : sentence);
  }

  async upload(file) {
    try {
      await this.desk.upload(this.user, this.chat, file);
    } catch (error) {
      this.sorry(error, words("actFailed"));
    }
  }

  startBot() {
    const text = this.linked ? `/start ${this.linked.start}` : "/start";
    this.linked = null;
    this.update();
    this.act({ act: "say", user: this.user, chat: this.user, text, reply: null });
  }

  /** Chooses a community's link, `{label, start}`: the next START brings it. `null` lets go of it. */
  link(chosen) {
    this.linked = chosen;
    if (this.chat !== this.user) this.turnTo(this.user);
    this.update();
    this.view.toBottom();
    if (chosen) this.composer.start.focus();
  }

  /** A link that was pressed: to the bot it opens the chat here; anything else opens in another tab. */
  follow(address) {
    const payload = startOf(address, this.store.bot.username);
    if (payload === null) {
      const safe = safeAddress(address);
      if (safe) window.open(safe, "_blank", "noopener,noreferrer");
    } else if (payload === "") {
      this.turnTo(this.user);
    } else {
      const known = this.store.links.find((link) => link.start === payload);
      this.link(known ?? { label: payload, start: payload });
    }
  }

  clicked(event) {
    const pressed = event.target.closest("[data-do]");
    if (!pressed || this.composer.element.contains(pressed)) return;
    const bubble = this.view.find(Number(pressed.closest("[data-message]")?.dataset.message));
    const deeds = {
      "phone-menu": () => this.openPhoneMenu(pressed),
      chat: () => this.turnTo(Number(pressed.dataset.chat)),
      "choose-link": () => this.link(this.store.links.find((link) => link.start === pressed.dataset.link) ?? null),
      key: () => this.press(bubble, pressed),
      actions: () => this.openActions(pressed, bubble),
      jump: () => this.view.jump(Number(pressed.dataset.to)),
      down: () => this.view.toBottom(),
      command: () => this.composer.say(pressed.dataset.text),
      reveal: () => reveal(pressed),
      unfold: () => unfold(pressed),
      picture: () => showPicture(pressed.dataset.href, pressed.dataset.kind),
      link: () => {
        event.preventDefault();
        this.follow(pressed.href);
      },
    };
    deeds[pressed.dataset.do]?.();
  }

  key(event) {
    const message = event.target.closest("[data-message]");
    if (event.target.dataset.do === "reveal" && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      reveal(event.target);
    } else if (message === event.target && event.key === "Enter") {
      event.preventDefault();
      message.querySelector(".acts")?.click();
    }
  }

  async press(bubble, pressed) {
    const { press, url } = pressed.dataset;
    if (url !== undefined) this.follow(url);
    if (press === undefined || !bubble) return;
    const done = this.view.pressing(bubble.id, press);
    const taken = await this.act({ act: "press", user: this.user, chat: this.chat, message: bubble.id, data: press });
    if (taken) setTimeout(done, PRESS_SHOWS);
    else done();
  }

  openPhoneMenu(anchor) {
    const { person, user } = this;
    const links = this.store.links.map((link) => ({ label: linkName(link), icon: "link", attributes: { "data-start": link.start }, run: () => this.link(link) }));
    const block = person.blocked
      ? { label: words("unblockBot"), icon: "check", attributes: { "data-menu": "unblock" }, run: () => this.act({ act: "unblock", user }) }
      : { label: words("block"), icon: "block", attributes: { "data-menu": "block" }, run: () => this.act({ act: "block", user }) };
    const away = { label: words("putAway"), icon: "away", attributes: { "data-menu": "away" }, run: () => this.act({ act: "phone", user, shown: false }) };
    const entries = links.length > 0 ? [{ heading: words("openByLink") }, ...links, { heading: fullName(person) }] : [];
    openMenu(anchor, this.element, words("phoneMenu"), [...entries, block, away]);
  }

  openActions(anchor, bubble) {
    if (!bubble) return;
    const entries = [{ label: words("reply"), icon: "reply", attributes: { "data-menu": "reply" }, run: () => this.composer.reply(bubble.id) }];
    if (side(bubble, this.user) === "own" && bubble.text && !bubble.kind) {
      entries.push({ label: words("edit"), icon: "edit", attributes: { "data-menu": "edit" }, run: () => this.composer.edit(bubble) });
    }
    if (bubble.text) entries.push({ label: words("copy"), icon: "copy", attributes: { "data-menu": "copy" }, run: () => this.copy(bubble.text) });
    openMenu(anchor, this.element, words("actions"), entries);
  }

  async copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      this.showToast(words("copied"));
    } catch {
      this.showToast(words("copyFailed"));
    }
  }

  /** What came with the answer to a press: a toast, an alert, or a link. */
  answer({ text, alert, url }) {
    if (url) this.follow(url);
    if (!text) return;
    if (alert) showWords(text, fullName(this.person), this.element.getBoundingClientRect());
    else this.showToast(text);
  }

  showToast(text) {
    clearTimeout(this.toastTimer);
    this.toast.replaceChildren(el("span", { text }));
    this.toast.classList.add("up");
    this.toastTimer = setTimeout(() => {
      this.toast.classList.remove("up");
      this.toast.replaceChildren();
    }, TOAST_STAYS);
  }
}

// What it is for: the beginning of the page: it joins the store, the server and the views, and draws once a frame.
// Must never happen here: knowledge of what is inside a phone.
//
// What a browser test may hold on to (these names are kept):
//   html[data-live="yes|no"]            whether /live is connected and has told everything once
//   [data-phone="<user>"]               a phone; [data-role="teacher|mentor|coordinator|newcomer|guest|person"] on the same node
//   [data-phone] [data-chat="<chat>"]   button: a tab of the phone; div: a chat's list of messages (the others are hidden)
//   [data-message="<id>"]               a message, with [data-from="bot|person|own"]; its keys are <button>s whose text is their label,
//                                       aria-busy="true" while they wait for an answer
//   textarea[name="text"]               the field of a phone; [data-do="send"] sends, [data-do="start"] is START, [data-do="unblock"]
//   [data-do="phone-menu"]              the phone's menu; inside it [data-start="<payload>"], [data-menu="block|unblock|away"]
//   [data-do="attach"]                  what to send; inside it [data-send="voice|photo|document|contact|sticker|location|video_note|file"]
//   [data-do="commands"]                the commands; inside it, and in the list that grows from "/", [data-command="<name>"]
//   [data-do="actions"]                 a message's menu; inside it [data-menu="reply|edit|copy"]
//   [data-toast]                        the toast of a phone, empty when there is none; dialog.alert is an alert, its OK [data-do="ok"]
//   [data-do="hour|day|week|word|stop"] the clock; time[data-clock] shows it, `datetime` in ISO. On narrow screens behind [data-do="fold"]
//   [data-do="people"], [data-do="look"] the menus of the top bar; inside [data-menu="person|group"], [data-fetch="<user>"],
//                                       [data-language="ru|en"], [data-theme-choice="auto|light|dark"]
//   [data-do="inspector"]               the drawer; inside it [data-call="<number>"]
//   [data-person="<user>"]              the strip of people on a narrow screen

import { el, kept, oncePerFrame } from "./dom.js";
import { Inspector } from "./inspector.js";
import { act, listen, upload } from "./live.js";
import { useTheme } from "./people.js";
import { Stage } from "./stage.js";
import { Store } from "./store.js";
import { Top } from "./top.js";
import { useZone } from "./when.js";
import { language, speak, words } from "./words.js";

const SECOND = 1_000;
const root = document.documentElement;

class Page {
  constructor() {
    this.store = new Store();
    this.drafts = new Map();
    this.inUse = null;
    this.linked = false;
    this.draw = oncePerFrame(() => this.flush());
    this.said = el("div", { class: "unseen", "aria-live": "polite" });
    this.place = document.getElementById("page");
    this.build();
    document.addEventListener("focusin", (event) => this.entered(event));
    document.addEventListener("keydown", (event) => this.key(event));
    setInterval(() => this.top.clock.tick(), SECOND);
    listen(
      (patch) => this.hear(patch),
      (yes) => this.connection(yes),
    );
  }

  /** Everything one sees, from the store. Done once, and again when the language changes. */
  build() {
    root.lang = language();
    document.title = words("title");
    this.top = new Top(this);
    this.stage = new Stage(this);
    this.inspector = new Inspector(this);
    const skip = el("a", { class: "skip", href: "#phones", text: words("skip") });
    this.place.replaceChildren(skip, this.top.element, this.stage.strip, this.stage.row, this.inspector.element, this.said);
    if (!this.store.known) return;
    this.stage.gather();
    this.top.clock.update();
  }

  /** Changes the language of the page. What people have typed stays. */
  speak(code) {
    speak(code);
    const { current } = this.stage;
    const { open } = this.inspector;
    for (const part of [this.top, this.stage, this.inspector]) part.remove();
    this.inUse = null;
    this.build();
    if (current !== null) this.stage.choose(current);
    this.inspector.turn(open);
    this.top.connected(this.linked);
    this.top.element.querySelector("[data-do=look]").focus();
  }

  hear(patch) {
    this.store.apply(patch);
    this.draw();
  }

  flush() {
    const dirty = this.store.takeDirty();
    if (dirty.clock) useZone(this.store.clock.zone);
    this.stage.take(dirty);
    if (dirty.clock) this.top.clock.update();
    this.inspector.take(dirty);
    if (this.linked && this.store.known) root.dataset.live = "yes";
  }

  connection(yes) {
    this.linked = yes;
    if (!yes) root.dataset.live = "no";
    this.top.connected(yes);
  }

  entered(event) {
    const id = Number(event.target.closest?.("[data-phone]")?.dataset.phone);
    this.inUse = this.stage.phones.get(id) ?? null;
  }

  key(event) {
    const digit = /^Digit([1-9])$/.exec(event.code)?.[1];
    if (!digit || !event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.stage.goTo(Number(digit));
  }

  /** Speaks to a screen reader when it has nothing else to say. */
  announce(text) {
    this.said.textContent = text;
  }

  notice(text) {
    this.top.notice(text);
  }

  act(body) {
    return act(body);
  }

  upload(user, chat, file) {
    return upload(user, chat, file);
  }

  async fetchPhone(user) {
    this.stage.await(user);
    try {
      await act({ act: "phone", user, shown: true });
    } catch {
      this.notice(words("failed"));
    }
  }

  visible(phone) {
    return this.stage.visible(phone);
  }

  /** What a person has typed and not sent, by chat; it outlives her phone. */
  draftsOf(user) {
    if (!this.drafts.has(user)) this.drafts.set(user, new Map());
    return this.drafts.get(user);
  }
}

useTheme(kept.read("theme"));
new Page();

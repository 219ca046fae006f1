// What it is for: the foot of a phone: the field with its drafts, "Start" before the first word, "Unblock" after a block.
// Must never happen here: being rebuilt while somebody types, or losing typed words when sending fails.

import { plainWords } from "./bubble.js";
import { Completions } from "./completions.js";
import { button, el, icon, iconButton, put, write } from "./dom.js";
import { openMenu } from "./menu.js";
import { words } from "./words.js";

const SAMPLES = [
  ["voice", "voice"], ["photo", "photo"], ["document", "document"], ["contact", "person"], ["sticker", "sticker"], ["location", "location"], ["video_note", "video"],
];
const EMPTY = { text: "", reply: null, edit: null };

export class Composer {
  /** `phone` says whose it is, which chat is open, and sends. */
  constructor(phone) {
    this.phone = phone;
    this.drafts = phone.desk.draftsOf(phone.user);
    this.chat = phone.chat;
    this.answersSign = "";
    this.buildField();
    this.buildInstead();
    this.element = el("footer", { class: "composer" }, this.instead, this.form);
    this.element.addEventListener("click", (event) => this.clicked(event));
    this.field.value = this.draft.text;
  }

  buildField() {
    this.field = el("textarea", { name: "text", rows: "1", placeholder: words("message"), autocomplete: "off", enterkeyhint: "send", maxlength: "16384" });
    this.completions = new Completions(this.field, (command) => this.say(`/${command}`));
    this.answers = el("div", { class: "answers", role: "group", "aria-label": words("answers"), hidden: true });
    this.quoteWords = el("span", { class: "quoting-words" });
    this.quote = el("div", { class: "quoting", hidden: true }, this.quoteWords, iconButton("quote-cancel", "close", words("quoteCancel")));
    this.menu = el("button", { type: "button", class: "menu-button", "data-do": "commands", "aria-haspopup": "menu", "aria-label": words("menu"), title: words("menu") }, icon("menu"), el("span", { text: words("menu") }));
    this.send = iconButton("send", "send", words("send"), { class: "round send" });
    this.file = el("input", { type: "file", hidden: true, tabindex: "-1", "aria-label": words("upload") });
    const attach = iconButton("attach", "clip", words("attach"), { "aria-haspopup": "menu" });
    const line = el("div", { class: "line" }, this.menu, this.field, attach, this.send);
    this.form = el("form", { class: "write" }, this.completions.element, this.answers, this.quote, line, this.file);
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.field.addEventListener("keydown", (event) => this.key(event));
    this.field.addEventListener("input", () => this.typed());
    this.field.addEventListener("blur", () => this.completions.close());
    this.file.addEventListener("change", () => this.uploadChosen());
  }

  buildInstead() {
    this.via = el("p", { class: "via", hidden: true });
    this.start = button("start", words("start"), { class: "big" });
    this.unlink = button("unlink", words("withoutLink"), { class: "quiet", hidden: true });
    this.unblock = button("unblock", words("unblock"), { class: "big" });
    this.instead = el("div", { class: "instead", hidden: true }, this.via, this.start, this.unlink, this.unblock);
  }

  get draft() {
    return this.drafts.get(this.chat) ?? EMPTY;
  }

  /** Another chat is open: its own words return to the field. */
  turnTo(chat) {
    if (chat === this.chat) return;
    this.keepText();
    this.chat = chat;
    this.completions.close();
    this.fillField(this.draft.text);
    this.showQuote();
  }

  /** The phone goes away, or is built anew: what is typed stays for its return. */
  keepText() {
    if (this.field.value || this.drafts.has(this.chat)) this.keep({ text: this.field.value });
  }

  keep(change) {
    this.drafts.set(this.chat, { ...this.draft, ...change });
  }

  fillField(text) {
    this.field.value = text;
    this.grow();
  }

  /** Brings the foot to what the person may do in this chat now. */
  update() {
    const { person, linked } = this.phone;
    const group = this.chat < 0;
    const mode = group ? "write" : person.blocked ? "blocked" : !person.opened || linked ? "start" : "write";
    const held = this.instead.contains(document.activeElement);
    put(this.instead, "hidden", mode === "write");
    put(this.form, "hidden", mode !== "write");
    put(this.start, "hidden", mode !== "start");
    put(this.unblock, "hidden", mode !== "blocked");
    put(this.via, "hidden", mode !== "start" || !linked);
    put(this.unlink, "hidden", mode !== "start" || !linked);
    if (linked) write(this.via, words("viaLink")(linked.label));
    write(this.unlink.lastElementChild, words(person.opened ? "stayHere" : "withoutLink"));
    put(this.menu, "hidden", group || person.commands.length === 0);
    put(this.field, "aria-label", words("messageTo")(this.phone.chatName()));
    if (mode === "write" && held) this.field.focus();
    this.showAnswers();
    this.showQuote();
    this.grow();
  }

  /** The rows of ready words that came with the newest message that says anything about them. */
  showAnswers() {
    const { order, bubbles } = this.phone.store.chat(this.chat);
    let rows = [];
    for (let at = order.length - 1; at >= 0; at -= 1) {
      const { keyboard } = bubbles.get(order[at]);
      if (!keyboard) continue;
      rows = keyboard;
      break;
    }
    const sign = JSON.stringify(rows);
    if (sign === this.answersSign) return;
    this.answersSign = sign;
    const lines = rows.map((row) => el("div", { class: "keyrow" }, ...row.map((label) => button("answer", label, { class: "answer", "data-text": label }))));
    this.answers.replaceChildren(...lines);
    put(this.answers, "hidden", rows.length === 0);
  }

  showQuote() {
    const bubble = this.phone.store.chat(this.chat).bubbles.get(this.draft.edit ?? this.draft.reply);
    // Nobody answers or mends a message that has been deleted meanwhile.
    if (!bubble && (this.draft.edit || this.draft.reply)) this.keep({ reply: null, edit: null });
    const { edit } = this.draft;
    put(this.quote, "hidden", !bubble);
    const label = words(edit ? "save" : "send");
    put(this.send, "aria-label", label);
    put(this.send, "title", label);
    this.send.firstElementChild.firstElementChild.setAttribute("href", edit ? "#i-check" : "#i-send");
    if (!bubble) return;
    const title = edit ? words("editing") : words("replyTo")(this.phone.store.author(bubble));
    this.quoteWords.replaceChildren(el("b", { text: title }), el("span", { text: plainWords(bubble) }));
  }

  reply(id) {
    if (this.draft.edit) this.fillField("");
    this.keep({ reply: id, edit: null });
    this.showQuote();
    this.field.focus();
  }

  edit(bubble) {
    this.keep({ reply: null, edit: bubble.id });
    this.fillField(bubble.text);
    this.showQuote();
    this.field.focus();
    this.field.setSelectionRange(bubble.text.length, bubble.text.length);
  }

  cancelQuote() {
    if (this.draft.edit) this.fillField("");
    this.keep({ reply: null, edit: null });
    this.showQuote();
    this.field.focus();
  }

  clicked(event) {
    const pressed = event.target.closest("[data-do]");
    if (!pressed || !this.element.contains(pressed)) return;
    const { person } = this.phone;
    const deeds = {
      send: () => this.sendField(),
      attach: () => this.openAttach(pressed),
      commands: () => this.openCommands(pressed),
      answer: () => this.say(pressed.dataset.text),
      start: () => this.phone.startBot(),
      unlink: () => this.phone.link(null),
      unblock: () => this.phone.act({ act: "unblock", user: person.id }),
      "quote-cancel": () => this.cancelQuote(),
    };
    deeds[pressed.dataset.do]?.();
  }

  key(event) {
    if (this.completions.key(event)) {
      event.preventDefault();
      event.stopPropagation();
    } else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.sendField();
    } else if (event.key === "Escape" && (this.draft.reply || this.draft.edit)) {
      event.preventDefault();
      this.cancelQuote();
    }
  }

  typed() {
    this.grow();
    this.completions.look(this.chat < 0 ? [] : this.phone.person.commands);
  }

  /** The field is as high as its text, up to a limit the style sheet sets. */
  grow() {
    const { field } = this;
    if (field.value === this.grownFor && field.clientWidth === this.grownWidth) return;
    this.grownFor = field.value;
    this.grownWidth = field.clientWidth;
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight + field.offsetHeight - field.clientHeight}px`;
  }

  openAttach(anchor) {
    const { chat, phone } = this;
    const samples = SAMPLES.map(([kind, drawing]) => ({
      label: words("kinds")[kind],
      icon: drawing,
      attributes: { "data-send": kind },
      run: () => phone.act({ act: "send", user: phone.user, chat, kind }),
    }));
    const own = { label: words("upload"), icon: "upload", attributes: { "data-send": "file" }, run: () => this.file.click() };
    openMenu(anchor, phone.element, words("attachWhat"), [...samples, own]);
  }

  openCommands(anchor) {
    const { commands } = this.phone.person;
    const entries = commands.map(([command, hint]) => ({
      label: hint, hint: `/${command}`, attributes: { "data-command": command }, run: () => this.say(`/${command}`),
    }));
    openMenu(anchor, this.phone.element, words("commands"), entries);
  }

  uploadChosen() {
    const [file] = this.file.files;
    this.file.value = "";
    if (file) this.phone.upload(file);
  }

  /** Sends words that are not in the field: a command, a ready answer. What is in the field stays there. */
  say(text) {
    if (this.field.value.startsWith("/")) this.fillField("");
    this.phone.act({ act: "say", user: this.phone.user, chat: this.chat, text, reply: null });
    this.field.focus();
  }

  async sendField() {
    const text = this.field.value;
    if (!text.trim()) return;
    const { chat, phone } = this;
    const { reply, edit } = this.draft;
    const body = edit ? { act: "edit", user: phone.user, chat, message: edit, text } : { act: "say", user: phone.user, chat, text, reply };
    this.fillField("");
    this.drafts.delete(chat);
    this.completions.close();
    this.showQuote();
    this.field.focus();
    const sent = await phone.act(body, words("sendFailed"));
    if (!sent) this.giveBack(chat, { text, reply, edit });
  }

  /** Sending failed: the words return, before what has been typed since. */
  giveBack(chat, draft) {
    const open = chat === this.chat;
    const since = open ? this.field.value : this.drafts.get(chat)?.text ?? "";
    const text = since ? `${draft.text}\n${since}` : draft.text;
    this.drafts.set(chat, { ...draft, text });
    if (!open) return;
    this.fillField(text);
    this.showQuote();
  }
}

// What it is for: one message as DOM: its words, what it carries, and its keys.
// Must never happen here: asking the server for anything, or keeping state that is not in the bubble.

import { card, kindWord } from "./cards.js";
import { el, icon, iconButton } from "./dom.js";
import { richText, startOf } from "./rich.js";
import { dayOf, said } from "./when.js";
import { words } from "./words.js";

const QUOTED = 90;

/** Whose a bubble is for the person at the phone: "own", "bot" or "person". */
export function side(bubble, user) {
  if (bubble.bot) return "bot";
  return bubble.from === user ? "own" : "person";
}

/** A colour of six that stays with a person. */
export function hue(id) {
  return `hue-${Math.abs(id) % 6}`;
}

/** A bubble without its formatting, in one line: for quotations and announcements. */
export function plainWords(bubble) {
  const text = bubble.text.replace(/\s+/g, " ").trim();
  if (text) return text;
  return bubble.file && bubble.kind === "document" ? bubble.file.name : kindWord(bubble.kind);
}

/** The row of a new bubble: a place for the day, and the message in its article. */
export function makeRow(bubble, view) {
  const from = side(bubble, view.user);
  const article = el("article", { class: `message from-${from}`, "data-message": bubble.id, "data-from": from, tabindex: "-1" });
  const row = el("div", { class: "row" }, article);
  const made = { row, article, body: null, keys: null, bodySign: "", keysSign: "" };
  updateRow(made, bubble, view);
  return made;
}

/** Brings a row to what its bubble is now, touching only what differs. */
export function updateRow(made, bubble, view) {
  made.bubble = bubble;
  const { rows = [], keyboard, ...rest } = bubble;
  const quoted = bubble.reply ? view.find(bubble.reply) : null;
  const author = view.store.author(bubble);
  const bodySign = JSON.stringify([rest, author, quoted ? [view.store.author(quoted), plainWords(quoted)] : null]);
  if (bodySign !== made.bodySign) {
    const body = bubble.note ? note(bubble, author) : speech(bubble, author, quoted, view);
    if (made.body) made.body.replaceWith(body);
    else made.article.prepend(body);
    made.body = body;
    made.bodySign = bodySign;
    made.row.dataset.day = dayOf(bubble.at);
    made.article.setAttribute("aria-label", `${author}, ${said(bubble.at, "time")}`);
  }
  const keysSign = JSON.stringify(rows ?? []);
  if (keysSign === made.keysSign) return;
  made.keysSign = keysSign;
  made.keys?.remove();
  made.keys = rows?.length ? keys(rows, view.store.bot.username) : null;
  if (made.keys) made.article.append(made.keys);
}

function note(bubble, author) {
  const say = words("notes")[bubble.note] ?? words("notes").other;
  const names = (bubble.names?.length ? bubble.names : [author]).join(", ");
  return el("p", { class: "note" }, el("span", { text: say(names) }));
}

function speech(bubble, author, quoted, view) {
  const body = el("div", { class: "bubble" });
  if (view.isGroup && side(bubble, view.user) !== "own") body.append(el("span", { class: `author ${hue(bubble.bot ? 0 : bubble.from)}`, text: author }));
  if (bubble.reply) body.append(quote(bubble.reply, quoted, view.store));
  const carried = card(bubble);
  if (carried) body.append(carried);
  const said = el("div", { class: "words" }, richText(bubble.text, bubble.entities), meta(bubble));
  body.append(said, iconButton("actions", "more", words("actions"), { class: "round acts", "aria-haspopup": "menu", tabindex: "-1" }));
  return body;
}

function meta(bubble) {
  const at = el("time", { datetime: new Date(bubble.at).toISOString(), text: said(bubble.at, "time") });
  return el("span", { class: "meta" }, bubble.edited ? el("span", { text: `${words("edited")} ` }) : null, at);
}

function quote(id, quoted, store) {
  const author = quoted ? store.author(quoted) : words("quoted");
  const line = quoted ? plainWords(quoted) : "…";
  const short = line.length > QUOTED ? `${line.slice(0, QUOTED)}…` : line;
  return el("button", { type: "button", class: "quote", "data-do": "jump", "data-to": id }, el("b", { text: author }), el("span", { text: short }));
}

function keys(rows, username) {
  return el("div", { class: "keys" }, ...rows.map((row) => el("div", { class: row.length > 3 ? "keyrow many" : "keyrow" }, ...row.map((one) => key(one, username)))));
}

function key(one, username) {
  const inert = one.data === undefined && one.url === undefined;
  const leaves = one.url !== undefined && startOf(one.url, username) === null;
  return el(
    "button",
    { type: "button", class: "key", "data-do": "key", "data-press": one.data, "data-url": one.url, "aria-disabled": inert ? "true" : null, title: leaves ? words("opensLink") : null },
    el("span", { class: "label", text: one.label }),
    leaves ? icon("out") : null,
  );
}

/** Shows on each key of a row whether it waits for an answer. */
export function spin(made, waits) {
  if (!made.keys) return;
  for (const one of made.keys.querySelectorAll("[data-press]")) {
    const busy = waits(one.dataset.press);
    if (busy === one.hasAttribute("aria-busy")) continue;
    if (busy) one.setAttribute("aria-busy", "true");
    else one.removeAttribute("aria-busy");
    one.title = busy ? words("spins") : "";
  }
}

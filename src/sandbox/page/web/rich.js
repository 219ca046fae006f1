// What it is for: a message's text with its entities as DOM nodes. Offsets are UTF-16 units, like those of JS strings.
// Must never happen here: text read as HTML, or a link with a scheme that runs something in this page.

import { button, el } from "./dom.js";
import { words } from "./words.js";

const SCHEMES = new Set(["http:", "https:", "tg:", "mailto:", "tel:"]);
const TAGS = { bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code", pre: "pre" };
const BLOCKS = new Set(["blockquote", "expandable_blockquote", "pre"]);
/** A quotation longer than this, or of more lines than three, can be folded. */
const LONG = 130;

/** The address if a link may lead there, else null. */
export function safeAddress(address) {
  try {
    return SCHEMES.has(new URL(address).protocol) ? address : null;
  } catch {
    return null;
  }
}

/** What a link to this bot starts: the payload (possibly empty), or null if the link leads elsewhere. */
export function startOf(address, username) {
  let url;
  try {
    url = new URL(address);
  } catch {
    return null;
  }
  const same = (name) => name !== null && name.toLowerCase() === username.toLowerCase();
  if (url.protocol === "tg:" && (url.hostname === "resolve" || url.pathname.replace(/^\/+/, "") === "resolve")) {
    return same(url.searchParams.get("domain")) ? url.searchParams.get("start") ?? "" : null;
  }
  const telegram = ["http:", "https:"].includes(url.protocol) && ["t.me", "telegram.me"].includes(url.hostname);
  return telegram && same(url.pathname.slice(1).replace(/\/$/, "")) ? url.searchParams.get("start") ?? "" : null;
}

/** The nodes of a text. Entities may nest; those that cross are cut where they cross. */
export function richText(text, entities) {
  const sorted = (entities ?? [])
    .map((one) => ({ ...one, end: Math.min(one.offset + one.length, text.length) }))
    .filter((one) => one.offset >= 0 && one.end > one.offset)
    .sort((a, b) => a.offset - b.offset || b.end - a.end);
  const holder = document.createDocumentFragment();
  fill(holder, text, 0, text.length, sorted);
  return holder;
}

function fill(parent, text, from, to, entities) {
  let at = from;
  const rest = [...entities];
  while (rest.length > 0) {
    const one = rest.shift();
    if (one.offset > at) parent.append(text.slice(at, one.offset));
    const inside = [];
    while (rest.length > 0 && rest[0].offset < one.end) {
      const next = rest.shift();
      inside.push({ ...next, end: Math.min(next.end, one.end) });
      if (next.end > one.end) insert(rest, { ...next, offset: one.end });
    }
    parent.append(wrap(one, text, inside));
    at = one.end;
    // A quotation is a block of its own: the line break after it has done its work.
    if (BLOCKS.has(one.type) && text[at] === "\n" && at < to) at += 1;
  }
  if (at < to) parent.append(text.slice(at, to));
}

function insert(list, one) {
  let at = 0;
  while (at < list.length && (list[at].offset < one.offset || (list[at].offset === one.offset && list[at].end >= one.end))) at += 1;
  list.splice(at, 0, one);
}

function wrap(one, text, inside) {
  const words = text.slice(one.offset, one.end);
  if (one.type === "spoiler") return spoiler(words, text, one, inside);
  const node = element(one, words);
  fill(node, text, one.offset, one.end, inside);
  return one.type === "expandable_blockquote" ? foldable(node, words) : node;
}

function element(one, words) {
  if (one.type in TAGS) return el(TAGS[one.type]);
  switch (one.type) {
    case "blockquote":
    case "expandable_blockquote":
      return el("blockquote");
    case "text_link":
      return link(one.url);
    case "url":
      return link(/^[a-z][a-z0-9+.-]*:/i.test(words) ? words : `https://${words}`);
    case "email":
      return link(`mailto:${words}`);
    case "phone_number":
      return link(`tel:${words.replace(/[^+\d]/g, "")}`);
    case "bot_command":
      return el("button", { type: "button", class: "command", "data-do": "command", "data-text": words });
    default:
      return el("span", { class: one.type === "custom_emoji" ? null : "mark" });
  }
}

function link(address) {
  const safe = safeAddress(address);
  return safe ? el("a", { href: safe, target: "_blank", rel: "noopener noreferrer", "data-do": "link" }) : el("span");
}

function spoiler(hidden, text, one, inside) {
  const cover = el("span", { "aria-hidden": "true" });
  fill(cover, text, one.offset, one.end, inside);
  return el("span", { class: "spoiler", role: "button", tabindex: "0", "aria-label": words("reveal"), title: words("reveal"), "data-do": "reveal" }, cover);
}

/** Shows what a spoiler hides, for good. */
export function reveal(node) {
  for (const name of ["role", "tabindex", "aria-label", "title", "data-do"]) node.removeAttribute(name);
  node.firstElementChild.removeAttribute("aria-hidden");
  node.classList.add("open");
}

function foldable(quote, quoted) {
  if (quoted.length <= LONG && quoted.split("\n").length <= 3) return quote;
  const inner = el("div", { class: "fold" });
  inner.append(...quote.childNodes);
  quote.classList.add("folded");
  quote.append(inner, button("unfold", words("unfold"), { class: "unfold", "aria-expanded": "false" }));
  return quote;
}

/** Opens or folds a long quotation. */
export function unfold(toggle) {
  const folded = toggle.parentElement.classList.toggle("folded");
  toggle.setAttribute("aria-expanded", String(!folded));
  toggle.lastElementChild.textContent = words(folded ? "unfold" : "foldBack");
}

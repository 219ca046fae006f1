// What it is for: what a message carries besides words (files, pictures, voices, places), as small cards with words.
// Must never happen here: a file fetched before the person asks, except pictures.

import { el, icon } from "./dom.js";
import { language, words } from "./words.js";

const DRAWINGS = {
  voice: "voice", audio: "audio", photo: "photo", document: "document", video: "video", video_note: "video", animation: "video",
  sticker: "sticker", contact: "person", location: "location", dice: "dice", poll: "poll",
};

/** What is listened to or looked at where it lies: in a trial there is nothing behind it that could be opened. */
const CLOSED = new Set(["voice", "video_note", "sticker"]);

/** The card of a bubble, or null if it is words alone. */
export function card(bubble) {
  if (!bubble.kind && !bubble.file) return null;
  if (bubble.file?.picture) return picture(bubble);
  return plain(bubble);
}

function picture({ kind, file }) {
  const label = `${words("openPicture")}: ${file.name || kindWord(kind)}`;
  const image = el("img", { src: file.href, alt: kindWord(kind), loading: "lazy", decoding: "async" });
  return el("button", { type: "button", class: "picture", "data-do": "picture", "data-href": file.href, "data-kind": kind, "aria-label": label, title: words("openPicture") }, image);
}

function plain({ kind, file }) {
  const named = kind === "document" || !kind;
  const title = named && file ? file.name : kindWord(kind);
  const opens = file && !CLOSED.has(kind);
  const about = [named ? null : shortName(kind, file), opens ? size(file.size) : null].filter(Boolean).join(" · ");
  return el(
    "div",
    { class: `card card-${kind ?? "other"}` },
    el("span", { class: "card-sign" }, icon(DRAWINGS[kind] ?? "document")),
    el(
      "div",
      { class: "card-words" },
      el("span", { class: "card-title", text: title }),
      about ? el("span", { class: "card-about", text: about }) : null,
      opens ? links(file) : null,
    ),
  );
}

/** A picture that turned out not to be one, as a card. */
export function brokenPicture(bubble) {
  return plain(bubble);
}

function links(file) {
  const open = el("a", { href: file.href, target: "_blank", rel: "noopener noreferrer", text: words("openFile"), "aria-label": `${words("openFile")}: ${file.name}` });
  const save = el("a", { href: file.href, download: file.name || "", text: words("saveFile"), "aria-label": `${words("saveFile")}: ${file.name}` });
  return el("span", { class: "card-links" }, open, save);
}

/** The name of a file whose card is titled by its kind; a voice's technical name says nothing. */
function shortName(kind, file) {
  return file && (kind === "audio" || kind === "video" || kind === "photo") ? file.name : null;
}

/** What a kind is called. */
export function kindWord(kind) {
  const kinds = words("kinds");
  return kinds[kind] ?? kinds.other;
}

function size(bytes) {
  if (!Number.isFinite(bytes)) return null;
  const units = words("sizes");
  const step = bytes < 1024 ? 0 : bytes < 1024 * 1024 ? 1 : 2;
  const value = bytes / 1024 ** step;
  const shown = new Intl.NumberFormat(language(), { maximumFractionDigits: value < 10 && step > 0 ? 1 : 0 }).format(value);
  return `${shown} ${units[step]}`;
}

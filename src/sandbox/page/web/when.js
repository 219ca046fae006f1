// What it is for: instants as words, in the zone of the demo and the language of the page.
// Must never happen here: the zone of the browser, which may be anywhere.

import { language } from "./words.js";

const SHAPES = {
  time: { hour: "2-digit", minute: "2-digit" },
  seconds: { hour: "2-digit", minute: "2-digit", second: "2-digit" },
  day: { day: "numeric", month: "long" },
  dayOfYear: { day: "numeric", month: "long", year: "numeric" },
  date: { weekday: "long", day: "numeric", month: "long", year: "numeric" },
  numbers: { day: "2-digit", month: "2-digit", year: "numeric" },
  shortDate: { weekday: "short", day: "numeric", month: "short" },
};

let zone = "UTC";
const makers = new Map();

/** The zone all times are shown in (IANA). A name the browser does not know leaves the old one. */
export function useZone(name) {
  if (!name || name === zone) return;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
  } catch {
    return;
  }
  zone = name;
  makers.clear();
}

function maker(tag, shape) {
  const key = `${tag} ${shape}`;
  let made = makers.get(key);
  if (!made) {
    made = new Intl.DateTimeFormat(tag, { ...SHAPES[shape], hourCycle: "h23", timeZone: zone });
    makers.set(key, made);
  }
  return made;
}

/** An instant (ms) in one of the shapes above, in words of the page's language. */
export function said(ms, shape) {
  const text = maker(language() === "ru" ? "ru-RU" : "en-GB", shape).format(ms);
  return text.replace(/\s*г\.$/, "");
}

/** The calendar day of an instant as `2026-11-22`. */
export function dayOf(ms) {
  const parts = maker("en-CA", "numbers").formatToParts(ms);
  const part = (type) => parts.find((one) => one.type === type).value;
  return `${part("year")}-${part("month")}-${part("day")}`;
}

/** A day as a separator between bubbles says it: the year only when it is not `now`'s. */
export function dayWords(ms, now) {
  const year = (instant) => dayOf(instant).slice(0, 4);
  return said(ms, year(ms) === year(now) ? "day" : "dayOfYear");
}

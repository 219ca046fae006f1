// What it is for: the demo's date and time, and running it on.
// Must never happen here: telling the time in the browser's zone, or guessing whether time is running.

import { button, el, icon, put, write } from "./dom.js";
import { Refused } from "./live.js";
import { said } from "./when.js";
import { words } from "./words.js";

const HOUR = 3600;
const RUNS = { hour: HOUR, day: 24 * HOUR, week: 7 * 24 * HOUR };
/** The demo counts as running ahead of the present from this much on, ms. */
const NOTABLE = 30 * 60 * 1000;
/** A second press within this of one that was taken is the same press of an impatient finger, ms. */
const DOUBLE = 1_000;

export class Clock {
  constructor(desk) {
    this.desk = desk;
    this.taken = -Infinity;
    this.date = el("span", { class: "clock-date" });
    this.hours = el("span", { class: "clock-time" });
    this.time = el("time", { class: "clock", "data-clock": true, "aria-label": words("clock") }, this.date, this.hours);
    this.stop = el("button", { type: "button", class: "stop", "data-do": "stop", hidden: true }, icon("stop"), el("span", { text: words("stop") }));
    this.bar = el("progress", { class: "running", max: "1", "aria-label": words("running"), hidden: true });
    const run = (name) => button(name, words(name), { class: "run" });
    this.runs = [run("hour"), run("day"), run("week"), button("word", words("word"), { class: "run", title: words("wordHint") })];
    this.buttons = el("div", { class: "runs", role: "group", "aria-label": words("clock") }, ...this.runs);
    this.state = el("span", { class: "unseen", role: "status" });
    this.tick();
  }

  /** Shows the time as it is now. Called every second, and on every patch. */
  tick() {
    const { store } = this.desk;
    const now = store.now();
    put(this.time, "datetime", new Date(now).toISOString());
    write(this.date, said(now, "shortDate"));
    write(this.hours, said(now, store.clock.running ? "time" : "seconds"));
    const { ahead } = store.clock;
    this.time.title = ahead > NOTABLE ? `${said(now, "date")}, ${words("ahead")(span(ahead))}` : said(now, "date");
  }

  /** Shows whether time is running, and how far it has come. */
  update() {
    const { running, now } = this.desk.store.clock;
    const moves = Boolean(running);
    const focused = document.activeElement;
    const held = moves ? this.runs.includes(focused) : focused === this.stop;
    put(this.stop, "hidden", !moves);
    put(this.bar, "hidden", !moves);
    this.time.classList.toggle("moves", moves);
    for (const run of this.runs) put(run, "disabled", moves);
    if (moves && running.until) this.bar.value = Math.min(1, Math.max(0, (now - running.from) / (running.until - running.from)));
    else put(this.bar, "value", null);
    write(this.state, moves ? words("running") : "");
    if (held) (moves ? this.stop : this.runs[this.lastRun ?? 0]).focus();
    this.tick();
  }

  async press(name) {
    const bodies = { stop: { act: "stop" }, word: { act: "run_to_word" } };
    const body = bodies[name] ?? { act: "run", seconds: RUNS[name] };
    if (name !== "stop") this.lastRun = this.runs.findIndex((one) => one.dataset.do === name);
    try {
      await this.desk.act(body);
      this.taken = performance.now();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (error.why === "busy" && performance.now() - this.taken < DOUBLE) return;
      this.desk.notice(words("clockFailed"));
    }
  }
}

/** "3 days", or "5 hours" when it is less than two days. */
function span(ms) {
  const hours = Math.round(ms / 3_600_000);
  return hours < 48 ? words("hours")(Math.max(1, hours)) : words("days")(Math.round(hours / 24));
}

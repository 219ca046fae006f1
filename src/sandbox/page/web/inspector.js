// What it is for: the drawer that shows what the bot asked of Telegram, and how near it is to Telegram's limits.
// Must never happen here: fetching while it is closed, more than four times a second, or more rows than 200.

import { el, icon, put, write } from "./dom.js";
import { callsAfter } from "./live.js";
import { said } from "./when.js";
import { language, words } from "./words.js";

const ROWS = 200;
const APART = 260;
/** Limits empty by themselves: one more look after they had something in them. */
const LATER = 1_100;

export class Inspector {
  constructor(desk) {
    this.desk = desk;
    this.store = desk.store;
    this.rows = new Map();
    this.newest = 0;
    this.action = 0;
    this.all = false;
    this.polls = false;
    this.open = false;
    this.timer = 0;
    this.fetching = false;
    this.build();
  }

  build() {
    this.toggle = el("button", { type: "button", class: "drawer", "data-do": "inspector", "aria-expanded": "false", "aria-controls": "inspector", title: words("inspectorHint") }, icon("fold"), el("span", { text: words("inspector") }));
    this.mode = el("select", { name: "calls", "aria-label": words("callsShown") }, el("option", { value: "last", text: words("lastAction") }), el("option", { value: "all", text: words("allCalls") }));
    this.idle = el("input", { type: "checkbox", name: "polls" });
    this.limits = el("ul", { class: "limits", "aria-label": words("limits") });
    this.list = el("ol", { class: "calls", "aria-label": words("inspector") });
    this.empty = el("p", { class: "no-calls" });
    const choices = el("div", { class: "calls-choices" }, this.mode, el("label", { class: "tick" }, this.idle, el("span", { text: words("idlePolls") })));
    this.panel = el("div", { class: "calls-panel", id: "inspector", hidden: true }, el("div", { class: "calls-head" }, choices, this.limits), el("div", { class: "calls-scroll", tabindex: "0" }, this.empty, this.list));
    this.element = el("aside", { class: "inspector", "aria-label": words("inspector") }, this.toggle, this.panel);
    this.toggle.addEventListener("click", () => this.turn(!this.open));
    this.mode.addEventListener("change", () => this.filter());
    this.idle.addEventListener("change", () => this.filter());
    this.element.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !this.open) return;
      this.turn(false);
      this.toggle.focus();
    });
  }

  remove() {
    clearTimeout(this.timer);
    this.open = false;
  }

  turn(open) {
    this.open = open;
    put(this.panel, "hidden", !open);
    put(this.toggle, "aria-expanded", String(open));
    clearTimeout(this.timer);
    this.timer = 0;
    if (open) this.look();
  }

  /** Takes in what changed since the last frame. */
  take(dirty) {
    if (dirty.whole) this.forget();
    if (this.open && (dirty.calls || dirty.whole)) this.lookSoon(APART);
  }

  /** Another server, other calls: numbers begin anew. */
  forget() {
    this.newest = 0;
    this.rows.clear();
    this.list.replaceChildren();
  }

  lookSoon(delay) {
    if (this.timer || this.fetching) {
      this.again = true;
      return;
    }
    this.timer = setTimeout(() => this.look(), delay);
  }

  async look() {
    clearTimeout(this.timer);
    this.timer = 0;
    if (!this.open || this.fetching) return;
    this.fetching = true;
    this.again = false;
    let lively = false;
    try {
      const told = await callsAfter(this.newest);
      lively = this.show(told);
    } catch {
      write(this.empty, words("callsFailed"));
      lively = true;
    }
    this.fetching = false;
    if (!this.open) return;
    if (this.again || this.store.calls > this.newest) this.lookSoon(APART);
    else if (lively) this.lookSoon(LATER);
  }

  /** Shows an answer of /calls; returns whether the limits will change by themselves. */
  show({ calls, action, limits }) {
    this.action = action;
    const { parentElement: scroll } = this.list;
    const atEnd = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 40;
    for (const call of calls) this.add(call);
    while (this.rows.size > ROWS) {
      const [oldest, row] = this.rows.entries().next().value;
      row.node.remove();
      this.rows.delete(oldest);
    }
    this.filter();
    this.showLimits(limits);
    if (atEnd) scroll.scrollTop = scroll.scrollHeight;
    return limits.overall.used > 0 || limits.chats.length > 0 || limits.waiting > 0;
  }

  add(call) {
    if (this.rows.has(call.number)) return;
    this.newest = Math.max(this.newest, call.number);
    const node = this.row(call);
    this.rows.set(call.number, { call, node });
    this.list.append(node);
  }

  row(call) {
    const chat = call.request?.chat_id;
    const good = call.status >= 200 && call.status < 300;
    const columns = words("columns");
    const cell = (name, text, title) => el("span", { class: `call-${name}`, title: `${columns[name]}${title ? `: ${title}` : ""}`, text });
    const took = `${(call.took_us / 1000).toLocaleString(language(), { maximumFractionDigits: call.took_us < 10_000 ? 1 : 0 })} ${words("ms")}`;
    const summary = el(
      "summary",
      { class: good ? null : "bad" },
      cell("time", said(call.at, "seconds")),
      cell("method", call.method),
      cell("chat", chat === undefined ? "" : this.store.chatName(Number(chat)), chat),
      cell("status", String(call.status)),
      cell("took", took),
    );
    const details = el("details", {}, summary);
    details.addEventListener("toggle", () => unpack(details, call), { once: true });
    return el("li", { "data-call": call.number }, details);
  }

  filter() {
    this.all = this.mode.value === "all";
    this.polls = this.idle.checked;
    let visible = 0;
    for (const { call, node } of this.rows.values()) {
      const wanted = (this.all || call.number > this.action) && (this.polls || !call.poll);
      put(node, "hidden", !wanted);
      if (wanted) visible += 1;
    }
    put(this.empty, "hidden", visible > 0);
    write(this.empty, words(this.all ? "noCalls" : "noCallsAction"));
  }

  showLimits({ overall, chats, groups, breaches, waiting }) {
    const items = [
      item(words("overall")(overall.used, overall.of), overall.used >= overall.of),
      ...groups.map((one) => item(words("ofGroup")(this.store.chatName(one.chat), one.used, one.of), one.used >= one.of)),
      ...chats.slice(0, 6).map((one) => item(words("mustWait")(this.store.chatName(one.chat), (one.wait_ms / 1000).toFixed(1)), true)),
      item(words("waiting")(waiting), waiting > 0),
      item(words("breaches")(breaches), breaches > 0),
    ];
    this.limits.replaceChildren(...items);
  }
}

function item(text, full) {
  return el("li", { class: full ? "full" : null, text });
}

/** The request and the answer are written out only for those who open the row. */
function unpack(details, call) {
  const pretty = (value) => el("pre", { tabindex: "0", text: JSON.stringify(value, null, 2) });
  details.append(el("div", { class: "call-body" }, el("h4", { text: words("request") }), pretty(call.request), el("h4", { text: words("answer") }), pretty(call.answer)));
}

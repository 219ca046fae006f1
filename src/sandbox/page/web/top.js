// What it is for: the bar at the top: the name, the clock, people, how the page looks, and whether there is a connection.
// Must never happen here: anything about one phone.

import { Clock } from "./clock.js";
import { button, el, icon, put, write } from "./dom.js";
import { openLook, openPeople } from "./people.js";
import { words } from "./words.js";

const NOTICE_STAYS = 5_000;

export class Top {
  constructor(desk) {
    this.desk = desk;
    this.noticeTimer = 0;
    this.clock = new Clock(desk);
    const brand = el("div", { class: "brand" }, icon("krug"), el("div", {}, el("h1", { text: words("title") }), el("p", { text: words("tagline") })));
    const face = el("div", { class: "face-of-clock" }, this.clock.time, this.clock.stop);
    this.fold = el("button", { type: "button", class: "fold-button", "data-do": "fold", "aria-expanded": "false", "aria-controls": "tools" }, el("span", { text: words("more") }), icon("fold"));
    const people = button("people", words("people"), { "aria-haspopup": "menu" }, icon("people"));
    const look = button("look", words("look"), { "aria-haspopup": "menu" }, icon("look"));
    this.tools = el("div", { class: "tools", id: "tools" }, this.clock.buttons, el("div", { class: "choices" }, people, look));
    this.offline = el("p", { class: "offline", role: "status" });
    this.notices = el("p", { class: "notice", role: "status" });
    this.element = el("header", { class: "top" }, brand, face, this.fold, this.tools, this.clock.bar, this.clock.state, this.offline, this.notices);
    this.element.addEventListener("click", (event) => this.clicked(event));
    this.element.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.fold.getAttribute("aria-expanded") === "true") this.unfold(false);
    });
  }

  remove() {
    clearTimeout(this.noticeTimer);
  }

  clicked(event) {
    const pressed = event.target.closest("[data-do]");
    if (!pressed) return;
    const name = pressed.dataset.do;
    if (name === "fold") this.unfold(this.fold.getAttribute("aria-expanded") !== "true");
    else if (name === "people") openPeople(pressed, this.desk);
    else if (name === "look") openLook(pressed, this.desk);
    else this.clock.press(name);
  }

  /** On a narrow screen the tools are folded away; this opens or closes them. */
  unfold(open) {
    put(this.fold, "aria-expanded", String(open));
    this.tools.classList.toggle("open", open);
    if (!open) this.fold.focus();
  }

  /** Says for as long as it lasts that the server cannot be reached. */
  connected(yes) {
    write(this.offline, yes ? "" : words("offline"));
  }

  /** One calm sentence, for a few seconds. */
  notice(text) {
    clearTimeout(this.noticeTimer);
    write(this.notices, text);
    this.noticeTimer = setTimeout(() => write(this.notices, ""), NOTICE_STAYS);
  }
}

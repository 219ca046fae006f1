// What it is for: the list of commands that grows out of "/" while somebody types.
// Must never happen here: sending anything; choosing is told to the composer.

import { el, put } from "./dom.js";
import { words } from "./words.js";

let lists = 0;

export class Completions {
  /** `choose` gets the command without its slash. */
  constructor(field, choose) {
    this.field = field;
    this.choose = choose;
    this.found = [];
    this.at = 0;
    lists += 1;
    this.element = el("ul", { class: "completions", role: "listbox", id: `commands-${lists}`, "aria-label": words("commands"), hidden: true });
    // The field keeps the focus, so a press must not take it away.
    this.element.addEventListener("pointerdown", (event) => event.preventDefault());
    this.element.addEventListener("click", (event) => {
      const option = event.target.closest("[data-command]");
      if (option) this.take(option.dataset.command);
    });
  }

  /** Looks at what is typed: a slash and the beginning of a command opens the list. */
  look(commands) {
    const typed = /^\/([a-z0-9_]*)$/i.exec(this.field.value);
    const start = typed?.[1].toLowerCase();
    this.found = typed ? commands.filter(([command]) => command.startsWith(start)) : [];
    this.at = 0;
    this.draw();
  }

  close() {
    this.found = [];
    this.draw();
  }

  get open() {
    return this.found.length > 0;
  }

  /** Whether the key was meant for the list. */
  key(event) {
    if (!this.open || event.isComposing) return false;
    const count = this.found.length;
    if (event.key === "ArrowDown") this.at = (this.at + 1) % count;
    else if (event.key === "ArrowUp") this.at = (this.at + count - 1) % count;
    else if (event.key === "Escape") this.found = [];
    else if (event.key === "Tab" || (event.key === "Enter" && !event.shiftKey)) {
      const whole = this.field.value === `/${this.found[this.at][0]}`;
      if (event.key === "Enter" && whole) return false;
      this.take(this.found[this.at][0]);
      return true;
    } else return false;
    this.draw();
    return true;
  }

  take(command) {
    this.close();
    this.choose(command);
  }

  draw() {
    const { field, element, open } = this;
    const options = this.found.map(([command, hint], at) =>
      el(
        "li",
        { role: "option", id: `${element.id}-${at}`, "data-command": command, "aria-selected": String(at === this.at) },
        el("b", { text: `/${command}` }),
        el("span", { text: hint }),
      ),
    );
    element.replaceChildren(...options);
    put(element, "hidden", !open);
    put(field, "role", open ? "combobox" : null);
    put(field, "aria-autocomplete", open ? "list" : null);
    put(field, "aria-expanded", open ? "true" : null);
    put(field, "aria-controls", open ? element.id : null);
    put(field, "aria-activedescendant", open ? `${element.id}-${this.at}` : null);
    options[this.at]?.scrollIntoView({ block: "nearest" });
  }
}

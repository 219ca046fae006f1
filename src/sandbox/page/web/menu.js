// What it is for: small menus that open from a button: arrows walk, Enter chooses, Escape or a press elsewhere closes.
// Must never happen here: knowing what an entry does; each brings its own `run`.

import { el, icon } from "./dom.js";

const GAP = 6;
let pressedAnchor = null;

/**
 * Opens a menu at `anchor`, as a child of `host`. An entry is `{label, hint?, icon?, checked?, attributes?, run}`,
 * `{heading}`, or `{remark}`. A second press on the anchor closes it.
 */
export function openMenu(anchor, host, label, entries) {
  if (pressedAnchor === anchor) {
    pressedAnchor = null;
    return;
  }
  const menu = el("div", { class: "menu", role: "menu", "aria-label": label, popover: "auto" }, ...entries.map(entry));
  host.append(menu);
  const choices = [...menu.querySelectorAll("button")];
  const runs = entries.filter((one) => one.run).map((one) => one.run);
  choices.forEach((choice, at) => choice.addEventListener("click", () => choose(menu, runs[at])));
  menu.addEventListener("keydown", (event) => walk(event, menu, choices));
  const noteAnchor = (event) => {
    if (anchor.contains(event.target)) pressedAnchor = anchor;
    setTimeout(() => (pressedAnchor = null), 600);
  };
  document.addEventListener("pointerdown", noteAnchor, true);
  menu.addEventListener("toggle", (event) => {
    if (event.newState !== "closed") return;
    document.removeEventListener("pointerdown", noteAnchor, true);
    anchor.setAttribute("aria-expanded", "false");
    const inside = menu.contains(document.activeElement) || document.activeElement === document.body;
    menu.remove();
    if (inside && anchor.isConnected) anchor.focus();
  });
  anchor.setAttribute("aria-expanded", "true");
  menu.showPopover();
  position(menu, anchor.getBoundingClientRect(), host.getBoundingClientRect());
  (choices.find((choice) => choice.getAttribute("aria-checked") === "true") ?? choices[0] ?? menu).focus();
}

function entry(one) {
  if (one.heading) return el("p", { class: "menu-heading", role: "presentation", text: one.heading });
  if (one.remark) return el("p", { class: "menu-remark", text: one.remark });
  const choosing = one.checked !== undefined;
  const attributes = { role: choosing ? "menuitemradio" : "menuitem", "aria-checked": choosing ? String(one.checked) : null, tabindex: "-1" };
  return el(
    "button",
    { type: "button", class: "menu-entry", ...attributes, ...one.attributes },
    choosing ? el("span", { class: "menu-check" }, one.checked ? icon("check") : null) : one.icon ? icon(one.icon) : null,
    el("span", { class: "menu-label", text: one.label }),
    one.hint ? el("span", { class: "menu-hint", text: one.hint }) : null,
  );
}

function choose(menu, run) {
  menu.hidePopover();
  run();
}

function walk(event, menu, choices) {
  event.stopPropagation();
  if (event.key === "Tab") {
    menu.hidePopover();
    return;
  }
  const at = choices.indexOf(document.activeElement);
  const last = choices.length - 1;
  const next = { ArrowDown: at >= last ? 0 : at + 1, ArrowUp: at <= 0 ? last : at - 1, Home: 0, End: last }[event.key];
  if (next === undefined) return;
  event.preventDefault();
  choices[next]?.focus();
}

/** Under the anchor if there is room, else above; within the host's sides and the window. */
function position(menu, anchor, host) {
  const { innerWidth, innerHeight } = window;
  const most = Math.min(host.right, innerWidth) - Math.max(host.left, 0) - 2 * GAP;
  menu.style.maxWidth = `${Math.max(most, 220)}px`;
  const below = innerHeight - anchor.bottom - 2 * GAP;
  const above = anchor.top - 2 * GAP;
  const up = below < Math.min(menu.scrollHeight, 280) && above > below;
  menu.style.maxHeight = `${up ? above : below}px`;
  const { width, height } = menu.getBoundingClientRect();
  const left = Math.min(Math.max(anchor.left, Math.max(host.left, 0) + GAP), Math.min(host.right, innerWidth) - width - GAP);
  menu.style.left = `${Math.max(GAP, left)}px`;
  menu.style.top = `${up ? anchor.top - GAP - height : anchor.bottom + GAP}px`;
}

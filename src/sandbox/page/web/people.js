// What it is for: the menus of people and groups, and of how the page looks.
// Must never happen here: deciding who exists; that is the server's.

import { showForm } from "./dialogs.js";
import { el, kept } from "./dom.js";
import { Refused } from "./live.js";
import { openMenu } from "./menu.js";
import { fullName } from "./store.js";
import { language, words } from "./words.js";

/** "People": phones that are not on the table, a new person, a new group. */
export function openPeople(anchor, desk) {
  const away = [...desk.store.people.values()].filter((person) => !person.shown);
  const phones = away.map((person) => ({
    label: fullName(person),
    hint: words("roles")[person.role],
    icon: "person",
    attributes: { "data-fetch": person.id },
    run: () => desk.fetchPhone(person.id),
  }));
  openMenu(anchor, document.body, words("people"), [
    { label: words("newPerson"), icon: "person", attributes: { "data-menu": "person" }, run: () => askPerson(desk) },
    { label: words("newGroup"), icon: "people", attributes: { "data-menu": "group" }, run: () => askGroup(desk) },
    { heading: words("fetchPhone") },
    ...(phones.length > 0 ? phones : [{ remark: words("nobodyElse") }]),
  ]);
}

/** "View": the language of the page and its colours. */
export function openLook(anchor, desk) {
  const tongue = (code, label) => ({ label, checked: language() === code, attributes: { "data-language": code, lang: code }, run: () => desk.speak(code) });
  const theme = (name, label) => ({ label, checked: themeNow() === name, attributes: { "data-theme-choice": name }, run: () => useTheme(name) });
  openMenu(anchor, document.body, words("look"), [
    { heading: words("language") },
    tongue("ru", "Русский"),
    tongue("en", "English"),
    { heading: words("theme") },
    theme("auto", words("themeAuto")),
    theme("light", words("themeLight")),
    theme("dark", words("themeDark")),
  ]);
}

function themeNow() {
  return document.documentElement.dataset.theme;
}

/** Sets the colours: "auto", "light" or "dark", and remembers them. */
export function useTheme(name) {
  document.documentElement.dataset.theme = ["light", "dark"].includes(name) ? name : "auto";
  kept.write("theme", themeNow());
}

function field(label, attributes) {
  const input = el("input", { type: "text", maxlength: "64", autocomplete: "off", ...attributes });
  return { input, node: el("label", { class: "field" }, el("span", { text: label }), input) };
}

/** Sends what a form asks for; a refusal becomes the sentence the form shows. */
async function tell(desk, body) {
  try {
    await desk.act(body);
    return null;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return error.why ? `${words("failed")} ${words("because")(error.why)}` : words("failed");
  }
}

function askPerson(desk) {
  const first = field(words("first"), { name: "first", required: true, autofocus: true });
  const last = field(words("last"), { name: "last" });
  const tongue = el("select", { name: "language" }, el("option", { value: "ru", text: "Русский" }), el("option", { value: "en", text: "English" }));
  const speaks = el("label", { class: "field" }, el("span", { text: words("speaks") }), tongue);
  const submit = async () => {
    const name = first.input.value.trim();
    if (!name) {
      first.input.focus();
      return words("nameNeeded");
    }
    return tell(desk, { act: "person", first: name, last: last.input.value.trim() || null, language: tongue.value });
  };
  showForm({ title: words("newPerson").replace("…", ""), fields: [first.node, last.node, speaks], go: words("add"), submit });
}

function askGroup(desk) {
  const title = field(words("groupTitle"), { name: "title", required: true, autofocus: true });
  const boxes = [...desk.store.people.values()].map((person) => {
    const box = el("input", { type: "checkbox", name: "member", value: person.id });
    return { box, node: el("label", { class: "tick" }, box, el("span", { text: fullName(person) }), el("small", { text: words("roles")[person.role] ?? "" })) };
  });
  const members = el("fieldset", {}, el("legend", { text: words("members") }), el("div", { class: "ticks" }, ...boxes.map((one) => one.node)), el("small", { text: words("botJoins") }));
  const submit = async () => {
    const name = title.input.value.trim();
    const chosen = boxes.filter((one) => one.box.checked).map((one) => Number(one.box.value));
    if (!name) {
      title.input.focus();
      return words("titleNeeded");
    }
    if (chosen.length === 0) return words("memberNeeded");
    return tell(desk, { act: "group", title: name, members: chosen });
  };
  showForm({ title: words("newGroup").replace("…", ""), fields: [title.node, members], go: words("create"), submit });
}

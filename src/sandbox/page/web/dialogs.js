// What it is for: what lies over the page until it is answered: an alert of the bot, a picture, a form.
// Must never happen here: two of them at once, one hiding the other's words.

import { kindWord } from "./cards.js";
import { button, el, iconButton } from "./dom.js";
import { words } from "./words.js";

let queue = Promise.resolve();

/** Shows a dialog when those before it are closed, and takes it away when it is closed. */
function show(dialog, before = () => {}) {
  queue = queue.then(
    () =>
      new Promise((closed) => {
        const back = document.activeElement;
        document.body.append(dialog);
        dialog.addEventListener("close", () => {
          dialog.remove();
          if (back?.isConnected) back.focus({ preventScroll: true });
          closed();
        });
        dialog.showModal();
        before();
      }),
  );
  return queue;
}

/** The bot's alert, over the phone it is for. */
export function showWords(text, whose, frame) {
  const ok = button("ok", words("ok"), { class: "big", autofocus: true });
  const dialog = el("dialog", { class: "alert", "aria-label": whose }, el("p", { class: "alert-whose", text: whose }), el("p", { class: "alert-words", text }), ok);
  ok.addEventListener("click", () => dialog.close());
  show(dialog, () => {
    const { width, height } = dialog.getBoundingClientRect();
    const within = (wish, most) => `${Math.max(8, Math.min(wish, most - 8))}px`;
    dialog.style.left = within(frame.left + (frame.width - width) / 2, window.innerWidth - width);
    dialog.style.top = within(frame.top + (frame.height - height) / 2, window.innerHeight - height);
  });
}

/** A picture, as large as the window allows. A press anywhere closes it. */
export function showPicture(address, kind) {
  const image = el("img", { src: address, alt: kindWord(kind) });
  const dialog = el("dialog", { class: "large", "aria-label": kindWord(kind) }, image, iconButton("close", "close", words("close")));
  dialog.addEventListener("click", () => dialog.close());
  show(dialog);
}

/**
 * A form: `fields` are nodes, `submit` does what it is for and returns a sentence about what is wrong, or nothing.
 * The form stays, with what was typed, until it went well or was cancelled.
 */
export function showForm({ title, fields, go, submit }) {
  const wrong = el("p", { class: "wrong", role: "alert" });
  const send = el("button", { type: "submit", class: "big", text: go });
  const cancel = button("cancel", words("cancel"), { class: "quiet" });
  const form = el("form", { method: "dialog", novalidate: true }, el("h2", { text: title }), ...fields, wrong, el("div", { class: "form-foot" }, cancel, send));
  const dialog = el("dialog", { class: "form", "aria-label": title }, form);
  cancel.addEventListener("click", () => dialog.close());
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    send.disabled = true;
    const said = await submit();
    send.disabled = false;
    if (said) wrong.textContent = said;
    else dialog.close();
  });
  show(dialog);
}

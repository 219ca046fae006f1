// What it is for: building and tending DOM nodes, in the fewest words.
// Must never happen here: text read as HTML. Words only ever become text nodes.

const SVG = "http://www.w3.org/2000/svg";

/** An element with attributes (`class`, `text` and any other by its own name) and children; empty children are left out. */
export function el(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key === "text") node.textContent = value;
    else if (key === "class") node.className = value;
    else node.setAttribute(key, value === true ? "" : String(value));
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** One of the drawings of index.html. It says nothing to a screen reader: words stand beside it. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("focusable", "false");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#i-${name}`);
  svg.append(use);
  return svg;
}

/** A button that does `action` (see the delegated listeners), with visible words. */
export function button(action, label, attributes = {}, ...children) {
  return el("button", { type: "button", "data-do": action, ...attributes }, ...children, el("span", { text: label }));
}

/** A button that shows only a drawing; its words are its label and its hint. */
export function iconButton(action, drawing, label, attributes = {}) {
  return el("button", { type: "button", "data-do": action, class: "round", "aria-label": label, title: label, ...attributes }, icon(drawing));
}

/** Sets an attribute only when it differs, so that nothing is announced or painted twice. */
export function put(node, name, value) {
  if (value === null || value === undefined || value === false) {
    if (node.hasAttribute(name)) node.removeAttribute(name);
    return;
  }
  const text = value === true ? "" : String(value);
  if (node.getAttribute(name) !== text) node.setAttribute(name, text);
}

/** Sets the text only when it differs. */
export function write(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** Runs `work` at most once a frame, however often it is asked for. */
export function oncePerFrame(work) {
  let asked = false;
  return () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      work();
    });
  };
}

/** What the browser keeps for this page; a browser that keeps nothing is no reason to fail. */
export const kept = {
  read(key) {
    try {
      return localStorage.getItem(`krug-${key}`);
    } catch {
      return null;
    }
  },
  write(key, value) {
    try {
      localStorage.setItem(`krug-${key}`, value);
    } catch {
      return;
    }
  },
};

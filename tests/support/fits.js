// What a careful eye would complain of on the page as it stands: run in the browser, says a list of sentences.
const complaints = [];
const root = document.documentElement;
const shown = (node) => node.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && node.getClientRects().length > 0;
const call = (node) => `${node.tagName.toLowerCase()}.${node.className} "${node.textContent.trim().slice(0, 40)}"`;

if (root.scrollWidth > root.clientWidth) complaints.push(`the page is ${root.scrollWidth} wide on a screen of ${root.clientWidth}`);

// Buttons: a name for everybody, no cut words, room for a finger.
for (const button of document.querySelectorAll("button, a[href]")) {
  if (!shown(button)) continue;
  const name = button.getAttribute("aria-label") || button.textContent.trim();
  if (!name) complaints.push(`no name: ${call(button)}`);
  if (button.tagName !== "BUTTON") continue;
  if (button.scrollWidth > button.clientWidth + 1) complaints.push(`cut: ${call(button)}`);
  // A word of a sentence that can be pressed is as high as its line (WCAG 2.2, 2.5.8, "inline").
  if (button.offsetHeight < 24 && !button.closest(".words")) complaints.push(`${button.offsetHeight} px high: ${call(button)}`);
}

// Words: WCAG 2.2, 1.4.3 (AA).
const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
const colour = (css) => {
  canvas.clearRect(0, 0, 1, 1);
  canvas.fillStyle = css;
  canvas.fillRect(0, 0, 1, 1);
  return [...canvas.getImageData(0, 0, 1, 1).data];
};
const over = ([r, g, b, a], [R, G, B]) => [r, g, b].map((x, i) => (x * a + [R, G, B][i] * (255 - a)) / 255);
const light = (rgb) => {
  const [r, g, b] = rgb.map((x) => (x / 255 <= 0.03928 ? x / 255 / 12.92 : ((x / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const ground = (node) => {
  const layers = [];
  for (let at = node; at; at = at.parentElement) layers.push(colour(getComputedStyle(at).backgroundColor));
  return layers.reverse().reduce((below, layer) => over(layer, below), [255, 255, 255]);
};
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const node = walker.currentNode.parentElement;
  if (!walker.currentNode.data.trim() || !shown(node)) continue;
  const style = getComputedStyle(node);
  const size = parseFloat(style.fontSize);
  const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
  const back = ground(node);
  const [a, b] = [light(over(colour(style.color), back)), light(back)].sort((x, y) => y - x);
  const ratio = (a + 0.05) / (b + 0.05);
  if (ratio < (large ? 3 : 4.5)) complaints.push(`contrast ${ratio.toFixed(2)}: ${call(node)}`);
}
return [...new Set(complaints)];

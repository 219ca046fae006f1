// What it is for: everything that goes to the server and comes from it.
// Must never happen here: DOM, or two acts of one person overtaking each other.

const PATIENCE = 20_000;
const RETRY = 1_500;

/** An act the server refused, or that did not reach it; `why` is the server's own words, or empty. */
export class Refused extends Error {
  constructor(why) {
    super(why || "no answer");
    this.why = why;
  }
}

/**
 * Listens to /live for ever. `onPatch` gets each event, `onLink` whether there is a connection.
 * EventSource comes back by itself after most breaks; where it gives up, it is made anew.
 */
export function listen(onPatch, onLink) {
  const source = new EventSource("live");
  source.onopen = () => onLink(true);
  source.onmessage = (event) => onPatch(JSON.parse(event.data));
  source.onerror = () => {
    onLink(false);
    if (source.readyState !== EventSource.CLOSED) return;
    setTimeout(() => listen(onPatch, onLink), RETRY);
  };
}

async function post(address, options) {
  let response;
  try {
    response = await fetch(address, { method: "POST", signal: AbortSignal.timeout(PATIENCE), ...options });
  } catch {
    throw new Refused("");
  }
  if (!response.ok) throw new Refused(await reason(response));
}

async function reason(response) {
  try {
    return (await response.json()).error ?? "";
  } catch {
    return "";
  }
}

const lanes = new Map();

/** Runs `work` after everything that is before it in the same lane, whatever became of that. */
function inLane(lane, work) {
  const before = lanes.get(lane) ?? Promise.resolve();
  const mine = before.then(work, work);
  lanes.set(lane, mine);
  const leave = () => {
    if (lanes.get(lane) === mine) lanes.delete(lane);
  };
  mine.then(leave, leave);
  return mine;
}

/** Does something in the demo. What one person does keeps its order; the rest goes at once. Rejects with `Refused`. */
export function act(body) {
  const work = () => post("act", { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
  return body.user ? inLane(body.user, work) : work();
}

/** Sends a file from the computer as a document. */
export function upload(user, chat, file) {
  const query = new URLSearchParams({ user, chat, name: file.name });
  const headers = { "Content-Type": file.type || "application/octet-stream" };
  return inLane(user, () => post(`upload?${query}`, { headers, body: file }));
}

/** The bot's calls after number `after`, and the state of the limits. */
export async function callsAfter(after) {
  const response = await fetch(`calls?after=${after}`, { signal: AbortSignal.timeout(PATIENCE) });
  if (!response.ok) throw new Refused("");
  return response.json();
}

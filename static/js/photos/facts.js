// What the library says of the photos in the text – picture, credit, what is missing – asked for all of them at once, again
// while one is being prepared, and when somebody comes back from mending one in another tab.
const FIRST_AGAIN = 700, LAST_AGAIN = 5000;
const MOST = 40; // names in one question

const frames = new Map(); // where it is shown → name
const late = new Set(); // asked for once more presently
let asked = new Set(), planned = 0, patience = FIRST_AGAIN;

export function watch(name, frame) {
  frames.set(frame, name);
  patience = FIRST_AGAIN;
  ask(name);
}

export function forget(frame) {
  frames.delete(frame);
}

function ask(name) {
  asked.add(name);
  queueMicrotask(send);
}

async function send() {
  const names = [...asked].slice(0, MOST);
  if (!names.length) return;
  asked = new Set([...asked].slice(MOST));
  queueMicrotask(send);
  const query = new URLSearchParams(names.map((name) => ["name", name]));
  try {
    const response = await fetch(`${document.querySelector("#photo-figure").dataset.url}?${query}`, { headers: { "HX-Request": "true" } });
    if (response.ok) show(await response.text());
    else again(names);
  } catch {
    again(names);
  }
}

function show(html) {
  const answers = new DOMParser().parseFromString(html, "text/html").querySelectorAll("[data-figure]");
  const waiting = [];
  for (const answer of answers) {
    const { figure: name, status, caption = "" } = answer.dataset;
    if (status === "waiting") waiting.push(name);
    for (const [frame, shown] of frames) {
      if (shown !== name || frame.dataset.edition === answer.outerHTML) continue;
      frame.dataset.edition = answer.outerHTML;
      frame.replaceChildren(document.importNode(answer, true));
      frame.dispatchEvent(new CustomEvent("photo", { detail: { status, caption } }));
    }
  }
  if (waiting.length) again(waiting);
}

function again(names) {
  names.forEach((name) => late.add(name));
  clearTimeout(planned);
  planned = setTimeout(() => {
    late.forEach(ask);
    late.clear();
  }, patience);
  patience = Math.min(LAST_AGAIN, patience * 1.5);
}

document.addEventListener("visibilitychange", () => document.hidden || new Set(frames.values()).forEach(ask));
document.addEventListener("session-renewed", () => new Set(frames.values()).forEach(ask));

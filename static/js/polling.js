// When the polls of live lists run. htmx sends them («every 15s»); this lets them rest in hidden tabs, spreads them,
// slows them down after errors, and keeps an answer that shows nothing new from touching the page.
const SPREAD = 0.2, LONGEST_SPREAD = 15_000, LONGEST_REST = 5 * 60_000;

class Polling {
  #failures = new WeakMap(); // list → polls that failed in a row
  #restUntil = new WeakMap(); // list → moment before which it is left alone
  #owed = new Set(); // lists whose poll came due while nobody looked
  #signedOut = false;

  constructor() {
    this.#onPoll("htmx:config:request", this.#due);
    this.#onPoll("htmx:before:swap", this.#arrives);
    this.#onPoll("htmx:finally:request", this.#answered);
    document.addEventListener("visibilitychange", () => document.hidden || this.#catchUp());
    document.addEventListener("session-renewed", () => (this.#signedOut = false));
  }

  #onPoll(name, act) {
    document.addEventListener(name, (event) => {
      const { ctx } = event.detail;
      if (ctx.sourceEvent?.type === "every") act.call(this, ctx.sourceElement, ctx, event);
    });
  }

  #due(list, ctx, event) {
    if (document.hidden) this.#owed.add(list);
    if (document.hidden || this.#signedOut || Date.now() < this.#restUntil.get(list)) event.preventDefault();
    else if (!this.#owed.delete(list)) this.#spread(list, ctx);
  }

  #spread(list, ctx) {
    const wait = Math.random() * Math.min(SPREAD * interval(list), LONGEST_SPREAD);
    const send = ctx.fetch ?? window.fetch.bind(window);
    ctx.fetch = (...request) => new Promise((go) => setTimeout(go, wait)).then(() => send(...request));
  }

  #catchUp() {
    for (const list of this.#owed) list.isConnected ? htmx.trigger(list, "every", {}, false) : this.#owed.delete(list);
  }

  #arrives(list, ctx, event) {
    const next = event.detail.tasks[0]?.fragment.firstElementChild;
    if (!next) return;
    const same = ["hx-get", "hx-trigger", "hx-vals"].every((name) => next.getAttribute(name) === list.getAttribute(name));
    if (same) return event.preventDefault();
    const known = new Set(Array.from(list.querySelectorAll("li[id]"), (post) => post.id));
    if (known.size) document.addEventListener("htmx:after:swap", () => showNew(list, known), { once: true });
  }

  #answered(list, ctx) {
    const status = ctx.response?.status ?? 0;
    if (status === 401) this.#signedOut = true;
    const failures = status >= 200 && status < 400 ? 0 : (this.#failures.get(list) ?? 0) + 1;
    this.#failures.set(list, failures);
    const rest = Math.min(LONGEST_REST, interval(list) * 2 ** failures);
    // Half an interval less, so that the tick at the end of the rest is not missed by a hair.
    if (failures) this.#restUntil.set(list, Date.now() + Math.max(rest - interval(list) / 2, retryAfter(ctx.response)));
  }
}

function interval(list) {
  return htmx.parseInterval(list.getAttribute("hx-trigger")?.match(/every (\S+)/)?.[1]) ?? 15_000;
}

function retryAfter(response) {
  const asked = response?.headers.get("Retry-After") ?? "";
  return (/^\d+$/.test(asked) ? asked * 1000 : Date.parse(asked) - Date.now()) || 0;
}

// Marks, once, the posts of a list that were not there before. `known`: the ids of those that were.
export function showNew(list, known) {
  for (const post of list.querySelectorAll("li[id]")) {
    if (known.has(post.id)) continue;
    post.classList.add("is-new");
    post.addEventListener("animationend", () => post.classList.remove("is-new"), { once: true });
  }
}

new Polling();

// The widget's only script: keeps times true and fetches new posts. A classic script without htmx, because its frame has
// 12 KB and three requests, and because in a sandboxed frame a module would be refused. Reads the same attributes as htmx.
{
  const MINUTE = 60, HOUR = 3600, DAY = 86400, FRESH = 300, LONGEST_REST = 300_000;
  const words = document.documentElement.dataset;
  let failures = 0;
  let owed = false;

  const inWords = (age, date) =>
    age >= DAY ? date
    : age < MINUTE ? words.now
    : age < HOUR ? words.minutesAgo.replace("{n}", Math.floor(age / MINUTE))
    : words.hoursAgo.replace("{n}", Math.floor(age / HOUR));

  function tick() {
    for (const time of document.querySelectorAll("time[data-relative]")) {
      const age = (Date.now() - Date.parse(time.dateTime)) / 1000;
      const said = inWords(age, time.dataset.date);
      if (time.textContent !== said) time.textContent = said;
      if ("newest" in time.dataset) time.toggleAttribute("data-fresh", age < FRESH);
    }
  }

  // Puts the new panel in place; the focus stays on the post it was on.
  function show(panel, next) {
    const known = new Set(Array.from(panel.querySelectorAll("li[id]"), (post) => post.id));
    for (const post of next.querySelectorAll("li[id]")) post.classList.toggle("is-new", known.size > 0 && !known.has(post.id));
    const focused = panel.contains(document.activeElement) && document.activeElement.closest("li")?.id;
    panel.replaceWith(next);
    if (focused) document.getElementById(focused)?.querySelector("a").focus({ preventScroll: true });
    tick();
  }

  async function poll() {
    const panel = document.querySelector("#recent-posts");
    owed = document.hidden;
    if (owed) return;
    try {
      const answer = await fetch(panel.getAttribute("hx-get"), { credentials: "omit" });
      if (!answer.ok) throw new Error(answer.status);
      failures = 0;
      const next = answer.status === 204 ? null : new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("#recent-posts");
      if (next && next.getAttribute("hx-get") !== panel.getAttribute("hx-get")) show(panel, next);
    } catch {
      failures += 1;
    }
    plan();
  }

  // Spread by a fifth, doubled after each failure, five minutes at most.
  function plan() {
    const seconds = parseInt(document.querySelector("#recent-posts").getAttribute("hx-trigger").slice(6), 10);
    const wait = Math.min(seconds * 1000 * 2 ** failures, Math.max(LONGEST_REST, seconds * 1000));
    setTimeout(poll, wait * (0.9 + Math.random() * 0.2));
  }

  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return;
    tick();
    if (owed) poll();
  });
  setInterval(() => document.hidden || tick(), 15_000);
  tick();
  plan();
}

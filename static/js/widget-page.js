// The widget's only script: keeps times true, fetches new posts, tells the page around how high the list is. A classic
// script without htmx, because its frame has 12 KB and three requests, and a sandboxed frame would refuse a module.
{
  const MINUTE = 60, HOUR = 3600, DAY = 86400, FRESH = 300, LONGEST_REST = 300_000, MOMENT = 15_000, HOLE = 0.7, SHOWN = 0.1;
  const words = document.documentElement.dataset;
  let failures = 0;
  let owed = false;
  let heard = Date.now(); // when the server last answered

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

  // Counts that the list was looked at, once a page, and each click: nothing that would know a reader again. Not where
  // our own pages frame it, nor where nobody does.
  const counts = parent !== self && !document.referrer.startsWith(`${location.origin}/`);
  function count(clicked = "") {
    const { count: url } = document.querySelector("#recent-posts").dataset;
    if (counts && url) fetch(url + clicked, { method: "POST", mode: "no-cors", credentials: "omit", keepalive: true }).catch(() => {});
    return Boolean(url);
  }

  let gaze;
  const eye = new IntersectionObserver((seen) => {
    clearInterval(gaze);
    if (seen.at(-1).intersectionRatio >= SHOWN) gaze = setInterval(lookAt, 1000);
  }, { threshold: [0, SHOWN] });
  eye.observe(document.querySelector(".card"));

  function lookAt() {
    if (document.hidden || !count()) return;
    clearInterval(gaze);
    eye.disconnect();
  }

  function follow(pressed) {
    const post = pressed.target.closest("h3 a")?.closest("li[id]");
    if (post && pressed.button < 2) count(`&clicked=${post.id.split("-").pop()}`);
  }
  document.addEventListener("click", follow);
  document.addEventListener("auxclick", follow);

  // Puts the new panel in place; the focus stays on the post it was on.
  function show(panel, next) {
    const known = new Set(Array.from(panel.querySelectorAll("li[id]"), (post) => post.id));
    for (const post of next.querySelectorAll("li[id]")) post.classList.toggle("is-new", known.size > 0 && !known.has(post.id));
    const focused = panel.contains(document.activeElement) && document.activeElement.closest("li")?.id;
    panel.replaceWith(next);
    fit();
    if (focused) document.getElementById(focused)?.querySelector("a").focus({ preventScroll: true });
    tick();
  }

  async function poll() {
    const panel = document.querySelector("#recent-posts");
    owed = document.hidden;
    if (owed) return;
    let asked = 0;
    try {
      // All frames of the world ask for the same address within a moment: a cache answers them with one copy.
      const answer = await fetch(`${panel.dataset.poll}&at=${Math.floor(Date.now() / MOMENT)}`, { credentials: "omit", cache: "no-cache" });
      asked = retryAfter(answer);
      if (!answer.ok) throw new Error(answer.status);
      failures = 0;
      heard = Date.now();
      const next = answer.status === 204 ? null : new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("#recent-posts");
      if (next && next.dataset.poll !== panel.dataset.poll) show(panel, next);
    } catch {
      failures += 1;
    }
    sayHowOld();
    plan(asked);
  }

  const retryAfter = (answer) => {
    const asked = answer.headers.get("Retry-After") ?? "";
    // A day at most: what no timer can count it would take for «at once».
    return Math.min((/^\d+$/.test(asked) ? asked * 1000 : Date.parse(asked) - Date.now()) || 0, DAY * 1000);
  };

  // While we do not answer, the last list stays and says from when it is.
  function sayHowOld() {
    const note = document.querySelector(".recent__stale");
    note.dataset.words ??= note.textContent;
    if (note.hidden !== failures < 2) setTimeout(fit);
    note.hidden = failures < 2;
    const time = new Date(heard).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
    if (failures) note.textContent = note.dataset.words.replace("{time}", time);
  }

  // Spread by a fifth, doubled after each failure, five minutes at most, or as long as the server asks.
  function plan(asked) {
    const usual = document.querySelector("#recent-posts").dataset.interval * 1000;
    const wait = Math.min(usual * 2 ** failures, Math.max(LONGEST_REST, usual));
    setTimeout(poll, Math.max(asked, wait * (1 + Math.random() * 0.2)));
  }

  // Whose page is around us. Only a partner's may be; what is said to it is a height, and for WordPress a link of ours.
  const around = location.ancestorOrigins?.[0] ?? URL.parse?.(document.referrer)?.origin;
  // WordPress appends its own to whatever secret the address has: the last one counts.
  const secret = () => location.hash.match(/.*secret=([a-zA-Z0-9]{10})/)?.[1];
  let told = 0;

  const tell = (message, value) => window.parent.postMessage({ message, value, secret: secret() }, around);

  // What the rows have room for is theirs to share; only a real hole is given back to the page around.
  function fit() {
    if (window.parent === window || !window.innerWidth) return;
    try {
      window.requestResize?.();
    } catch {} // that page does not fit its frame by itself
    const root = document.documentElement;
    root.classList.add("is-measured");
    const needed = Math.ceil(document.querySelector(".card").getBoundingClientRect().height);
    root.classList.remove("is-measured");
    const wanted = needed < HOLE * window.innerHeight ? needed : Math.max(needed, window.innerHeight);
    if (wanted === told || !/^https?:/.test(around)) return;
    told = wanted;
    tell("height", told);
  }

  window.addEventListener("message", ({ source, origin, data }) => {
    if (source !== window.parent || origin !== around || data?.message !== "ready" || data.secret !== secret()) return;
    told = 0;
    fit();
  });

  // In WordPress's frame a link cannot open anything; WordPress does, when it leads to the host of this page.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    const isPlain = event.button === 0 && !(event.altKey || event.ctrlKey || event.metaKey || event.shiftKey);
    if (!link || !isPlain || !secret() || !/^https?:/.test(around)) return;
    event.preventDefault();
    tell("link", link.href);
  });

  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return;
    tick();
    if (owed) poll();
  });
  setInterval(() => document.hidden || tick(), 15_000);
  for (const name of ["load", "resize", "hashchange"]) window.addEventListener(name, fit);
  tick();
  plan(0);
}

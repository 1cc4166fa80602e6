/* Recent posts of a newsroom, on somebody else's page. Text only, no globals, no cookies, no storage. */
(() => {
  const script = document.currentScript;
  const NAME = "newsroom-posts", LONGEST_REST = 300_000, MOMENT = 15_000, MINUTE = 60, HOUR = 3600, DAY = 86400, SHOWN = 0.1;
  const CSS = `:host{all:initial!important;display:grid!important;contain:content!important;min-inline-size:0!important}
:host([hidden]){display:none!important}
.card{--paper:#fff;--rule:#d8dbdb;--ink:#15181b;--quiet:#3f454a;--faint:#596066;--accent:#b9240f;--focus:#1c4f9f;container-type:inline-size;background:var(--paper);color:var(--ink);border:1px solid var(--rule);border-radius:var(--corner,3px);font:400 13px/18px system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;text-align:start;overflow-wrap:break-word;overflow:hidden}
.card,ol{display:flex;flex-direction:column;flex:1 0 auto}
.dark{--paper:#16191c;--rule:#343a3f;--ink:#eceded;--quiet:#c3c8cb;--faint:#9aa2a7;--accent:#ff7d66;--focus:#8db7ff}
.host{--paper:transparent;--ink:inherit;--quiet:inherit;--faint:inherit;--rule:currentcolor;font-family:inherit;color:inherit;border-color:currentcolor}
.square{--corner:0}.round{--corner:12px}
*,*::before,*::after{box-sizing:border-box}
header,footer{display:flex;flex-wrap:wrap;align-items:center;justify-content:space-between;gap:0 16px;padding:2px 16px}
header{border-block-end:2px solid var(--line,var(--ink))}
header,footer,.note{flex:none}
footer{border-block-start:1px solid var(--rule);font-size:12px;color:var(--faint)}
h2,h3,p,ol{margin:0;padding:0;font-weight:400}
ol{list-style:none;padding-inline:16px}
a{color:inherit;text-decoration:none}a:hover{text-decoration:underline}
h2{font-size:12px;line-height:16px;color:var(--faint)}
header a,footer a{display:inline-block;padding-block:13px;font-weight:650;color:var(--ink)}
header a{font-size:18px;padding-block:11px}
li{flex:1 0 auto;max-block-size:190px;position:relative;padding-block:12px;border-block-end:1px solid var(--rule)}
.dense li{padding-block:6px}
li:last-child{border:0}
h3{font-size:15px;line-height:19px;font-weight:650;--lines:4}
h3,li p{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:var(--lines,2);overflow:hidden}
h3 a::after{content:"";position:absolute;inset:0}
a:focus-visible,h3 a:focus-visible::after{outline:2px solid var(--focus);outline-offset:-2px}
h3 a:focus-visible{outline:none}
li p{align-self:start;margin-block-start:3px;line-height:17px;color:var(--quiet)}
.photo{display:grid;grid-template:min-content min-content 1fr/minmax(0,1fr) 72px;column-gap:12px}
img{grid-area:1/2/4;align-self:start;inline-size:72px;block-size:72px;object-fit:cover;background:var(--rule)}
time{display:block;margin-block-start:4px;font-size:12px;line-height:16px;color:var(--faint);font-variant-numeric:tabular-nums}
.fresh{color:var(--accent);font-weight:650}
.note{padding:8px 16px;color:var(--quiet)}
@container(min-width:520px){li{display:grid;grid-template:min-content 1fr/92px minmax(0,1fr);column-gap:16px;max-block-size:150px}h3{grid-area:1/2;font-size:16px;line-height:21px;--lines:3}li p{grid-area:2/2}time{grid-area:1/1/3;margin-block-start:2px}.photo{grid-template:min-content 1fr/92px minmax(0,1fr) 72px;column-gap:16px}img{grid-area:1/3/3}}`;
  const dark = matchMedia("(prefers-color-scheme: dark)");

  const make = (name, text, parent) => {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    if (parent) parent.append(made);
    return made;
  };
  const link = (text, url, parent) => {
    const made = make("a", text, parent);
    made.href = /^https?:/.test(url) ? url : "about:blank";
    made.rel = "noopener";
    return made;
  };
  const waits = (answer) => {
    const asked = answer.headers.get("Retry-After") || "";
    // A day at most: what no timer can count it would take for «at once».
    return Math.min((/^\d+$/.test(asked) ? asked * 1000 : Date.parse(asked) - Date.now()) || 0, DAY * 1000);
  };

  // One for each list that this page shows, whatever the number of boxes.
  class Source {
    boxes = new Set();
    failures = 0;
    same = 0;
    constructor(url) {
      this.url = url;
      document.addEventListener("visibilitychange", () => this.isOwed && this.poll());
    }
    get isWatched() {
      let watched = false;
      this.boxes.forEach((box) => (watched ||= box.isSeen));
      return watched && !document.hidden;
    }
    // All boxes of the world ask for the same address within a moment: a cache answers them with one copy, and none is older.
    get now() {
      const seen = this.told ? `&seen=${this.told.edition}` : "";
      return `${this.url}?at=${Math.floor(Date.now() / MOMENT)}${seen}`;
    }
    add(box) {
      this.boxes.add(box);
      if (this.told) box.show(this.told, this.heard, this.failures);
      if (this.boxes.size === 1) this.poll(!this.told);
    }
    remove(box) {
      this.boxes.delete(box);
      if (!this.boxes.size) clearTimeout(this.timer);
    }
    // Once a page that it was seen, and each click: nothing that would know a reader again. It delays no link.
    count(clicked) {
      if (!this.told || !this.told.count || (this.isCounted && !clicked)) return;
      this.isCounted ||= !clicked;
      const url = new URL(this.told.count, this.url) + (clicked ? `&clicked=${clicked}` : "");
      fetch(url, { method: "POST", mode: "no-cors", credentials: "omit", keepalive: true }).catch(() => {});
    }
    async poll(first) {
      clearTimeout(this.timer);
      this.isOwed = !first && !this.isWatched;
      if (this.isOwed || !this.boxes.size) return;
      let rest = 0;
      try {
        const answer = await fetch(this.now, { credentials: "omit", cache: "no-cache", referrerPolicy: "strict-origin-when-cross-origin" });
        rest = waits(answer);
        if (!answer.ok) throw 0;
        const isSame = answer.status === 204;
        if (!isSame) this.told = await answer.json();
        this.same = isSame ? this.same + 1 : 0;
        this.failures = 0;
        this.heard = Date.now();
      } catch {
        this.failures += 1;
      }
      if (this.told) this.boxes.forEach((box) => box.show(this.told, this.heard, this.failures));
      const usual = (this.told ? this.told.interval : 30) * 1000;
      const slow = this.failures ? 2 ** this.failures : this.same > 3 ? 2 : 1;
      const wait = Math.min(usual * slow, LONGEST_REST);
      this.timer = setTimeout(() => this.poll(), Math.max(rest, wait * (1 + Math.random() * 0.2)));
    }
  }

  class Posts extends HTMLElement {
    static sources = new Map();
    isSeen = true;

    connectedCallback() {
      if (!this.root) this.build();
      const url = this.getAttribute("src");
      if (!Posts.sources.has(url)) Posts.sources.set(url, new Source(url));
      this.source = Posts.sources.get(url);
      this.eye = new IntersectionObserver((seen) => {
        const last = seen[seen.length - 1];
        this.isSeen = last.isIntersecting;
        if (this.isSeen && this.source.isOwed) this.source.poll();
        clearInterval(this.gaze);
        if (last.intersectionRatio >= SHOWN && !this.source.isCounted) this.gaze = setInterval(() => this.isLookedAt(), 1000);
      }, { threshold: [0, SHOWN] });
      this.eye.observe(this);
      this.clock = setInterval(() => document.hidden || this.tick(), 15_000);
      this.repaint = () => this.told && this.look(this.told);
      dark.addEventListener("change", this.repaint);
      this.source.add(this);
    }

    disconnectedCallback() {
      this.source.remove(this);
      this.eye.disconnect();
      clearInterval(this.clock);
      clearInterval(this.gaze);
      dark.removeEventListener("change", this.repaint);
    }

    isLookedAt() {
      if (document.hidden || !this.told || !this.told.posts.length) return;
      this.source.count();
      clearInterval(this.gaze);
    }

    // Until the list has come, what stands on the page is shown: links to us.
    build() {
      this.root = this.attachShadow({ mode: "open" });
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(CSS);
      this.root.adoptedStyleSheets = [sheet];
      make("slot", "", this.root);
    }

    show(told, heard, failures) {
      if (!this.told || this.told.edition !== told.edition) this.draw(told);
      this.note.hidden = failures < 2;
      const time = new Date(heard).toLocaleTimeString(told.language, { hour: "2-digit", minute: "2-digit" });
      this.note.textContent = told.words.stale.replace("{time}", time);
    }

    draw(told) {
      const focused = this.root.activeElement && this.root.activeElement.href;
      this.told = told;
      this.root.textContent = "";
      const card = (this.card = make("section", "", this.root));
      this.look(told);
      card.lang = told.language;
      card.dir = "ltr";
      const head = make("header", "", card);
      link(told.site.name, told.site.url, head);
      const title = make("h2", told.title, head);
      title.id = "title";
      card.setAttribute("aria-labelledby", "title");
      if (told.notice) make("p", told.notice, card).className = "note";
      const list = make("ol", "", card);
      this.times = [];
      for (let at = 0; at < told.posts.length; at++) this.item(told.posts[at], at, list);
      this.note = make("p", "", card);
      this.note.className = "note";
      this.note.hidden = true;
      const foot = make("footer", "", card);
      link(told.words.all, told.site.url, foot);
      make("span", told.site.address, foot);
      this.tick();
      if (focused) this.root.querySelectorAll("a").forEach((one) => one.href === focused && one.focus({ preventScroll: true }));
    }

    item(post, at, list) {
      const row = make("li", "", list);
      const heading = make("h3", "", row);
      heading.lang = this.told.site.language;
      const way = link(post.set.headline, post.url, heading);
      way.addEventListener("click", () => this.source.count(post.id));
      way.addEventListener("auxclick", (pressed) => pressed.button === 1 && this.source.count(post.id));
      if (post.set.excerpt) make("p", post.set.excerpt, row).lang = this.told.site.language;
      if (post.photo) this.picture(post.photo, row);
      const time = make("time", "", row);
      time.dateTime = post.published;
      this.times[at] = { time, post };
    }

    picture(photo, row) {
      row.className = "photo";
      const image = make("img", "", row);
      image.alt = photo.alt;
      image.title = photo.credit;
      image.lang = this.told.site.language;
      image.loading = "lazy";
      image.src = /^https?:/.test(photo.url) ? photo.url : "";
    }

    look(told) {
      const isDark = told.scheme === "dark" || (told.scheme !== "light" && told.scheme !== "host" && dark.matches);
      this.card.className = `card ${told.corner} ${told.density} ${isDark ? "dark" : ""} ${told.scheme === "host" ? "host" : ""}`;
      const accent = told.accent && told.accent[isDark ? 1 : 0];
      if (accent && told.scheme !== "host") {
        this.card.style.setProperty("--accent", accent);
        this.card.style.setProperty("--line", accent);
      }
    }

    tick() {
      for (let at = 0; at < this.times.length; at++) {
        const { time, post } = this.times[at];
        const age = (Date.now() - Date.parse(post.published)) / 1000, words = this.told.words;
        time.textContent =
          age >= DAY ? post.date
          : age < MINUTE ? words["now"]
          : age < HOUR ? words["minutes-ago"].replace("{n}", Math.floor(age / MINUTE))
          : words["hours-ago"].replace("{n}", Math.floor(age / HOUR));
        time.className = at === 0 && age < 5 * MINUTE ? "fresh" : "";
      }
    }
  }

  if (!script || !script.dataset.partner || !("adoptedStyleSheets" in document)) return;
  if (!customElements.get(NAME)) customElements.define(NAME, Posts);
  // A page put back from a copy of itself has its box already.
  const before = script.previousElementSibling;
  if (before && before.localName === NAME) return;
  const ours = new URL(script.src).origin;
  const box = document.createElement(NAME);
  box.setAttribute("src", `${ours}/widget/${encodeURIComponent(script.dataset.partner)}.json`);
  // The links beside the script are what a reader without scripts has; the box shows them until the list is there.
  const parent = script.parentElement;
  const links = parent.querySelectorAll("a");
  let isOurs = links.length > 0 && parent !== document.body && parent !== document.head;
  links.forEach((one) => (isOurs &&= one.origin === ours));
  if (isOurs) while (script.previousSibling) box.prepend(script.previousSibling);
  script.before(box);
})();

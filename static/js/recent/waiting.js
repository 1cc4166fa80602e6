// Readers' recent posts. A list that somebody has seen is theirs: what a poll finds new waits («3 нові») until they want
// it, so that nothing moves under a thumb. One that nobody has seen yet and that lies below the screen renews itself.
import { showNew } from "../polling.js";
import { mend } from "./mending.js";

const list = document.querySelector("#recent-posts[data-limit]");
const plural = new Intl.PluralRules(document.documentElement.lang);
let waiting = null; // the list as the last poll brought it
let wasSeen = false;

const part = (name) => document.querySelector(`#recent-posts-${name}`);
const posts = (of) => [...of.querySelectorAll("li[id]")];
const at = (post) => post.querySelector("time").dateTime;

function hold(event) {
  const { ctx, tasks } = event.detail;
  if (event.defaultPrevented || ctx.sourceElement !== list || ctx.sourceEvent?.type !== "every") return;
  const next = tasks[0]?.fragment.querySelector("#recent-posts");
  if (!next || isOutOfSight()) return;
  tasks.shift();
  const [shown, coming] = [posts(list), posts(next)];
  const fresh = newer(shown, coming);
  mend(shown, coming, { isWhole: coming.length < next.dataset.limit, gone: list.dataset.gone });
  waiting = fresh.length ? next : null;
  tell(fresh.length, fresh.length === Number(next.dataset.limit));
  pollAs(next, fresh.length);
}

function isOutOfSight() {
  return !wasSeen && list.getBoundingClientRect().top >= innerHeight && !list.contains(document.activeElement);
}

// Above the first that is known. What comes in from below, because something was taken down, is not new.
function newer(shown, coming) {
  const known = coming.findIndex((post) => shown.some(({ id }) => id === post.id));
  if (known >= 0) return coming.slice(0, known);
  const newest = shown.map(at).sort().at(-1) ?? "";
  return coming.filter((post) => at(post) > newest);
}

function tell(count, mayBeMore) {
  const pattern = part("head").getAttribute(`data-new-${plural.select(count)}`);
  const words = pattern.replace("{n}", mayBeMore ? `${count}+` : count);
  part("new").hidden = !count;
  part("new").firstElementChild.textContent = words;
  say(count ? `${part("title").textContent}: ${words}` : "");
}

function say(words) {
  if (part("status").textContent !== words) part("status").textContent = words;
}

// From now on it asks for what has changed since, also among as many older posts as are shown in place of the new ones.
function pollAs(next, count) {
  const [address] = next.getAttribute("hx-get").split("&also=");
  list.setAttribute("hx-get", count ? `${address}&also=${count}` : address);
  const often = next.getAttribute("hx-trigger");
  if (often === list.getAttribute("hx-trigger")) return;
  list.setAttribute("hx-trigger", often);
  htmx.process(list, true);
}

async function show() {
  const known = new Set(posts(list).map(({ id }) => id));
  for (const post of posts(waiting).slice(list.dataset.limit)) post.remove();
  waiting.dataset.limit = list.dataset.limit;
  waiting.setAttribute("hx-get", waiting.getAttribute("hx-get").split("&also=")[0]);
  await htmx.swap({ text: waiting.outerHTML, target: list, sourceElement: list, swap: "outerMorph" });
  waiting = null;
  tell(0);
  say(part("head").dataset.renewed);
  showNew(list, known);
  list.querySelector("li[id] a").focus();
}

if (list) {
  document.addEventListener("htmx:before:swap", hold);
  part("new").addEventListener("click", show);
  new IntersectionObserver((seen, observer) => {
    wasSeen ||= seen.some((one) => one.isIntersecting);
    if (wasSeen) observer.disconnect();
  }).observe(list);
}

// Lets a reader stop the live list (WCAG 2.2.2). Kept in this tab until it is closed, and only once somebody has asked
// for it: what a visitor themselves orders needs no consent, and no cookie goes anywhere.
const KEY = "recent-posts-paused";
const list = document.querySelector("#recent-posts[data-limit]");
const part = (name) => document.querySelector(`#recent-posts-${name}`);
let isPaused = false;

function recall() {
  try {
    return sessionStorage.getItem(KEY) !== null;
  } catch {
    return false; // storage is switched off: it lasts for the page
  }
}

function remember() {
  try {
    isPaused ? sessionStorage.setItem(KEY, "") : sessionStorage.removeItem(KEY);
  } catch {}
}

function draw() {
  const { pause, resume } = part("head").dataset;
  part("pause").hidden = false;
  part("pause").title = part("pause").lastElementChild.textContent = isPaused ? resume : pause;
  part("head").toggleAttribute("data-paused", isPaused);
  part("paused").hidden = !isPaused;
}

function toggle() {
  isPaused = !isPaused;
  remember();
  draw();
  part("status").textContent = isPaused ? part("paused").textContent : "";
  if (!isPaused) htmx.trigger(list, "every", {}, false);
}

if (list) {
  isPaused = recall();
  draw();
  part("pause").addEventListener("click", toggle);
  document.addEventListener("htmx:config:request", (event) => {
    const { ctx } = event.detail;
    if (isPaused && ctx.sourceElement === list && ctx.sourceEvent?.type === "every") event.preventDefault();
  });
}

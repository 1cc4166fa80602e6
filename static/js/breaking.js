// Breaking news that comes, changes or ends while somebody reads. The strip in its place at the top came with the page;
// what comes later lies over the page until the reader closes it, and what ended leaves its space: nothing moves.
const place = document.querySelector("#breaking");
const late = document.querySelector("#breaking-late");
const [news, close] = late.children;
let shown = said(place);

function said(strip) {
  const link = strip.querySelector("a");
  return link ? `${link.getAttribute("href")} ${link.textContent}` : "";
}

document.addEventListener("htmx:before:swap", ({ detail: { tasks } }) => {
  const at = tasks.findIndex(({ target }) => target === place);
  if (at >= 0) arrive(tasks.splice(at, 1)[0].fragment.firstElementChild);
});

function arrive(strip) {
  if (said(strip) === shown) return;
  shown = said(strip);
  place.toggleAttribute("data-over", shown !== said(place));
  const isHere = !shown || shown === said(place); // it ended, or the one in its place came back
  news.replaceChildren(...(isHere ? [] : strip.childNodes));
  draw();
}

function draw() {
  const isEmpty = !news.childElementCount;
  if (isEmpty && late.contains(document.activeElement)) document.querySelector("#main").focus({ preventScroll: true });
  late.classList.toggle("visually-hidden", isEmpty);
  close.hidden = isEmpty;
}

close.addEventListener("click", () => (news.replaceChildren(), draw()));

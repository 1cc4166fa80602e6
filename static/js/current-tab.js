// On a narrow screen the board's states are wider than it: brings the current one into sight, when the page comes and when
// another becomes current. A poll that changes none leaves the strip where a thumb has put it.
let shown;

function show() {
  const strip = document.querySelector("#tabs");
  const tab = strip?.querySelector("[aria-current]");
  if (!tab || tab.id === shown) return;
  shown = tab.id;
  const [whole, part] = [strip.getBoundingClientRect(), tab.getBoundingClientRect()];
  strip.scrollLeft += part.left + part.width / 2 - (whole.left + whole.width / 2);
}

show();
document.addEventListener("htmx:after:swap", show);

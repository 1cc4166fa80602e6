// Keys of the board: j and k move, / finds, n writes. By place on the keyboard, because with Ukrainian letters j is «о».
// Who speaks to the computer, or slips on its keys, can turn them off (WCAG 2.1.4); this browser remembers it.
const OFF = "desk-keys-off";
const rows = () => [...document.querySelectorAll("[data-row] .row__headline a")];

function move(step) {
  const all = rows();
  const here = all.findIndex((link) => link.closest("[data-row]").contains(document.activeElement));
  const next = here < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(here + step, 0), all.length - 1);
  all[next]?.focus();
  all[next]?.closest("[data-row]").scrollIntoView({ block: "nearest" });
}

function find() {
  const search = document.querySelector("#q");
  search?.focus();
  search?.select();
}

const DO = {
  KeyJ: () => move(1),
  KeyK: () => move(-1),
  Slash: find,
  KeyN: () => document.querySelector("#new-article")?.click(),
};

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (typing && event.code === "Escape") return typing.blur();
  if (localStorage.getItem(OFF) || document.querySelector("dialog[open]")) return;
  if (typing || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const act = event.key === "/" ? find : DO[event.code];
  if (!act) return;
  event.preventDefault();
  act();
});

const switchButton = document.querySelector("[data-keys-switch]");
if (switchButton) {
  const show = () => {
    const isOff = Boolean(localStorage.getItem(OFF));
    switchButton.textContent = isOff ? switchButton.dataset.on : switchButton.dataset.off;
    switchButton.closest(".keys").toggleAttribute("data-off", isOff);
  };
  switchButton.hidden = false;
  switchButton.addEventListener("click", () => {
    if (localStorage.getItem(OFF)) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "1");
    show();
  });
  show();
}

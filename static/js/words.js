// Counts while one types, and keeps the headline on one line.
import { counts, cuts } from "./counts.js";

const number = new Intl.NumberFormat(document.documentElement.lang);
const waiting = new Set(); // counts that will be written presently
const PAUSE = 100;

function count(output) {
  const { characters, words, minutes } = counts(textOf(document.getElementById(output.dataset.count)));
  const figures = { n: characters, words, minutes };
  const said = output.dataset.pattern.replace(/{(\w+)}/g, (_, name) => number.format(figures[name]));
  const parts = [said, ...cuts(characters, output.dataset).map((place) => output.dataset[place])].filter(Boolean).join(" · ");
  output.textContent = parts.replaceAll(/(?<!·) /g, "\u00a0"); // on a phone it breaks after a dot and nowhere else
  output.toggleAttribute("data-over", characters > (output.dataset.limit ?? Infinity));
}

function textOf(field) {
  return field?.closest("rich-text:defined")?.text ?? field?.value ?? "";
}

function countAll() {
  document.querySelectorAll("[data-count]").forEach(count);
}

// Soon, but never between a key and its letter.
function countFor(target) {
  const id = target.id || target.querySelector("textarea")?.id;
  const output = id && document.querySelector(`[data-count="${CSS.escape(id)}"]`);
  if (!output || waiting.has(output)) return;
  waiting.add(output);
  setTimeout(() => (waiting.delete(output), count(output)), PAUSE);
}

document.addEventListener("input", ({ target }) => {
  if (target.matches("[data-one-line]") && target.value.includes("\n")) {
    const caret = target.selectionStart;
    target.value = target.value.replace(/\s*\n\s*/g, " ");
    target.setSelectionRange(caret, caret);
  }
  countFor(target);
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing || !event.target.matches("[data-one-line]")) return;
  if (event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  document.querySelector("#lede")?.focus();
});

document.addEventListener("merge", ({ target }) => countFor(target));
document.addEventListener("htmx:after:swap", countAll);
countAll();

// The board says so when this browser holds a text that the server has not, and where to take it up again.
import { compared } from "./comparing.js";
import { left, remove } from "./journal.js";

const slot = document.querySelector("#unsaved-here");

async function look() {
  const entries = await left(slot.dataset.staff).catch(() => []);
  for (const entry of entries) {
    const differences = await compared(entry, document.querySelector("input[name=csrf_token]").value);
    if (differences) show(entry, differences);
    else await remove(entry.page);
  }
}

function show(entry, differences) {
  const line = slot.querySelector("template").content.cloneNode(true);
  const link = line.querySelector("a");
  link.href = entry.article ? entry.address : slot.dataset.new;
  link.textContent = new Map(entry.fields).get("headline") || link.textContent;
  line.querySelector("[data-differences]").append(differences);
  slot.querySelector("ul").append(line);
  slot.hidden = false;
}

look();

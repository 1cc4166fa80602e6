// Signing out on a browser that still holds a text which the server has not: asks before, and then leaves nothing here.
import { of, remove } from "./journal.js";
import { handedOver } from "./local-copy.js";
import { SIGNED_OUT } from "./signed-out.js";

const dialog = document.querySelector("#unsaved-dialog");
let isSettled = false;

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("form[data-sign-out]") || isSettled) return;
  event.preventDefault();
  const entries = await of(dialog.dataset.staff).catch(() => []);
  if (entries.length && !(await isAgreed(entries))) return;
  for (const entry of entries) await remove(entry.page);
  handedOver();
  new BroadcastChannel(SIGNED_OUT).postMessage(dialog.dataset.staff);
  isSettled = true;
  form.requestSubmit();
});

function isAgreed(entries) {
  const lines = entries.map((entry) => Object.assign(document.createElement("li"), { textContent: new Map(entry.fields).get("headline") || "…" }));
  dialog.querySelector("[data-texts]").replaceChildren(...lines);
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((answer) => dialog.addEventListener("close", () => answer(dialog.returnValue === "leave"), { once: true }));
}

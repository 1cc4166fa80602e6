// The editor loses no word: everything in this folder, put together on the page where an article is written.
import { arrive } from "./arrival.js";
import { Autosave } from "./autosave.js";
import { Buttons } from "./buttons.js";
import { Company } from "./company.js";
import { Draft } from "./draft.js";
import { Label } from "./label.js";
import { Leaving } from "./leaving.js";
import { LocalCopy } from "./local-copy.js";
import { refuseLongPastes } from "./long-paste.js";
import { Meeting } from "./meeting.js";
import { Recovery } from "./recovery.js";
import { goWhenSignedOut } from "./signed-out.js";

function start(form) {
  const draft = new Draft(form);
  const label = new Label();
  const autosave = new Autosave(draft, label);
  const copy = new LocalCopy(draft.page, () => draft.entry(), (isBroken) => {
    label.isKeptHere = !isBroken;
    document.querySelector("#unkept").hidden = !isBroken;
  });
  const belongs = (field) => (field.form ?? field.closest("form")) === form;
  document.addEventListener("input", ({ target }) => {
    if (!belongs(target)) return;
    copy.soon();
    autosave.typed();
  });
  for (const event of ["sent", "answered"]) autosave.addEventListener(event, () => copy.now());
  autosave.addEventListener("kept", ({ detail }) => {
    arrive(form, detail);
    document.body.dispatchEvent(new CustomEvent("article-saved"));
  });
  refuseLongPastes(form);
  document.addEventListener("keydown", press);
  new Buttons(draft, autosave, label);
  new Meeting(draft, autosave);
  new Company(draft, autosave);
  goWhenSignedOut(form.dataset.staff, copy, new Leaving(draft, autosave, copy));
  new Recovery(draft, autosave, copy).look();
}

function press(event) {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
  const buttons = { KeyS: "#save", Enter: "#publish, #hand-over", NumpadEnter: "#publish, #hand-over" }[event.code];
  if (!buttons) return;
  event.preventDefault();
  (document.querySelector(buttons) ?? document.querySelector("#save")).click();
}

const form = document.querySelector("form[data-autosave]");
if (form) start(form);

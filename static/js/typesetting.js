// Typography as one types in the headline and other plain fields, by the editor's own rules. What was typed comes first,
// and what it should be follows as a change of its own: Ctrl+Z takes back just that, and nothing is done twice.
import { typography } from "./editor/switch.js";
import { typeset } from "./editor/typography.js";

const FIELDS = "textarea[data-typography]";
const ours = new WeakMap(); // field → places of our changes, as «start-end»
let isOurs = false;
let composed = null; // the field whose last word came from an input method: it is looked at with the next key

document.addEventListener("compositionend", ({ target, data }) => data && target.matches?.(FIELDS) && (composed = target));

document.addEventListener("input", (event) => {
  const { target: field, inputType, data } = event;
  if (isOurs || event.isComposing || !field.matches(FIELDS)) return;
  if (inputType === "insertText" && isKey(data) && typography.isOn) set(field, data);
  else if (inputType === "historyUndo") unselect(field);
  composed = null;
});

// A whole phrase at once was dictated, or put in by a program: it stays as it is.
const isKey = (data) => data !== null && [...data].length === 1;

function set(field, data) {
  const end = field.selectionEnd;
  const now = field.value.slice(0, end);
  if (field.selectionStart !== end || !now.endsWith(data)) return;
  const from = now.slice(0, -data.length).search(composed === field ? /\S*$/ : /$/);
  const better = typeset(now.slice(0, from), now.slice(from), field.lang)?.text ?? now;
  if (better === now) return;
  let start = 0;
  while (now[start] === better[start]) start += 1;
  change(field, start, end, better.slice(start));
}

// The one way of changing a field that its own undo knows of.
function change(field, start, end, text) {
  isOurs = true;
  field.setSelectionRange(start, end);
  document.execCommand("insertText", false, text);
  isOurs = false;
  ours.set(field, (ours.get(field) ?? new Set()).add(`${start}-${end}`));
}

// Undo selects what it brings back; of our changes it is what was typed, and the caret belongs after it.
function unselect(field) {
  const { selectionStart, selectionEnd } = field;
  if (ours.get(field)?.has(`${selectionStart}-${selectionEnd}`)) field.setSelectionRange(selectionEnd, selectionEnd);
}

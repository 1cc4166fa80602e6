// What stands in the editor's form, by name, and how it differs from what stood there before.
const OURS = new Set(["csrf_token", "save_id", "base"]);
const ONCE = new Set(["note", "update_kind", "correction"]); // said with one save or publication, and part of no revision

export function read(form) {
  return new Map([...new FormData(form)].filter(([name]) => !OURS.has(name)));
}

export function words(fields) {
  return new Map([...fields].filter(([name]) => !ONCE.has(name)));
}

export function differing(one, other) {
  return [...new Set([...one.keys(), ...other.keys()])].filter((name) => (one.get(name) ?? "") !== (other.get(name) ?? ""));
}

// Whether two texts are one but for spaces and line ends, which the server puts in order.
export function same(one, other) {
  return squeezed(one) === squeezed(other);
}

const squeezed = (text) => (text ?? "").replace(/[ \t\r\n]+/g, " ").trim();

export function isBlank(fields) {
  return ["headline", "lede", "body"].every((name) => same(fields.get(name), ""));
}

// By name alone: what has only the id of another is not meant.
const named = (form, name) => Array.from(form.elements).filter((field) => field.name === name);

// HTML of the text cannot be shown where its editor is missing and a plain field stands in.
export function canTake(form, name) {
  return name !== "body" || named(form, name).some((field) => field.merge);
}

// Puts a text into a field as if it had always been there: caret and selection stay.
export function put(form, name, text) {
  const [field, ...others] = named(form, name);
  if (!field) return;
  if (field.type === "radio") return [field, ...others].forEach((choice) => (choice.checked = choice.value === text));
  if (field.merge) return field.merge(text);
  if (field.value === text) return;
  if (field === document.activeElement && field.setSelectionRange && field.selectionStart !== null) putAroundCaret(field, text);
  else field.value = text;
  field.dispatchEvent(new Event("merge", { bubbles: true }));
}

function putAroundCaret(field, text) {
  const { value, selectionStart, selectionEnd, selectionDirection } = field;
  let head = 0, tail = 0;
  const shortest = Math.min(value.length, text.length);
  while (head < shortest && value[head] === text[head]) head += 1;
  while (tail < shortest - head && value.at(-1 - tail) === text.at(-1 - tail)) tail += 1;
  const moved = (caret) =>
    caret <= head ? caret : caret >= value.length - tail ? caret + text.length - value.length : text.length - tail;
  field.value = text;
  field.setSelectionRange(moved(selectionStart), moved(selectionEnd), selectionDirection);
}

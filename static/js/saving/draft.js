// What this page has typed, what the server has of it, and under which id the rest is sent.
//   The same words sent again are the same save. Other words are another one, and name those before it whose answers
//   may have been lost. The base moves on only with an answer whose words stand in the form.
import { combine } from "./combining.js";
import { canTake, differing, isBlank, put, read, same, words } from "./fields.js";
import { newId } from "./sending.js";

const GOING_OUT = ["going_out", "publish_date", "publish_time", "fold"];
const MOST_IDS = 50;
const MOST_CHARACTERS = 400_000; // in a field; half of that is refused by the server, which says by how much

export class Draft {
  form;
  page = newId();
  #kept; // what the server has, as far as we know
  #sent = null; // the last save, until its answer comes
  #lost = []; // ids of earlier ones whose answers have not come
  #refused = new Map(); // texts that the server would not have, by field

  constructor(form) {
    this.form = form;
    this.#kept = read(form);
  }

  get base() {
    return Number(this.form.elements.base.value);
  }

  get isNew() {
    return !this.form.dataset.article;
  }

  // Whether there is anything that the server may not have.
  get isDirty() {
    return Boolean(this.#sent || this.#lost.length || this.#changed(words(read(this.form))));
  }

  get isTooLong() {
    return [...read(this.form).values()].some((text) => text.length > MOST_CHARACTERS);
  }

  // Why a field is not saved as it stands, in the server's words.
  get refusal() {
    return this.#refusedNow.map((name) => [labelOf(name), this.#refused.get(name).why].filter(Boolean).join(": ")).filter(Boolean).join(" ");
  }

  get #refusedNow() {
    const typed = read(this.form);
    return [...this.#refused.keys()].filter((name) => typed.get(name) === this.#refused.get(name).text);
  }

  // Whether the save that is on its way has every word.
  get isAllSent() {
    return Boolean(this.#sent) && !differing(this.#sent.fields, this.#sent.own ? read(this.form) : words(read(this.form))).length;
  }

  #changed(fields) {
    return differing(fields, words(this.#kept)).length > 0;
  }

  // Whether a save by itself would carry anything.
  get hasMore() {
    return this.#next() !== null;
  }

  #next(own = false, anyway = false) {
    const typed = read(this.form);
    if (own) return typed;
    const fields = this.#acceptable(words(typed));
    const isKnown = !anyway && !this.#sent && !this.#lost.length && !this.#changed(fields);
    return isKnown || (this.isNew && isBlank(typed)) ? null : fields;
  }

  // The save to send now; null where there is nothing to save. `own`: the person asks for it, and the note goes along.
  compose({ own = false, anyway = false } = {}) {
    const fields = this.#next(own, anyway);
    const text = fields && JSON.stringify([own, ...fields]);
    if (fields && this.#sent?.text !== text) {
      if (this.#sent) this.#lost = [...this.#lost, this.#sent.id].slice(-MOST_IDS);
      this.#sent = { id: newId(), text, own, fields };
    }
    return fields && this.#sent;
  }

  // A refused field waits as the server has it, so that all others go on being saved.
  #acceptable(fields) {
    for (const name of this.#refusedNow) {
      if (this.#kept.has(name)) fields.set(name, this.#kept.get(name));
      else fields.delete(name);
    }
    return fields;
  }

  // What names this save to the server.
  identity(save) {
    return [["save_id", save.id], ["base", this.base], ...this.#lost.map((id) => ["follows", id])];
  }

  // The server has it, as revision `number`; with `theirs`, together with what somebody else has changed.
  accepted(save, number, theirs = null) {
    for (const [name, text] of words(save.fields)) this.#kept.set(name, text);
    const isWhole = !theirs || this.#takeOver(save.fields, theirs);
    this.#lost = isWhole ? [] : [...this.#lost, save.id];
    if (isWhole) this.form.elements.base.value = number;
    this.#sent = null;
    if (save.own && read(this.form).get("note") === save.fields.get("note")) put(this.form, "note", "");
    return isWhole;
  }

  // It has come and is not kept.
  rejected(errors = {}) {
    const all = Object.keys(errors).some((name) => GOING_OUT.includes(name)) ? [...GOING_OUT, ...Object.keys(errors)] : Object.keys(errors);
    for (const name of all) this.#refused.set(name, { text: this.#sent?.fields.get(name), why: errors[name]?.join(" ") });
    this.#sent = null;
  }

  // Takes what the other side changed into the form, but for what is being changed here too.
  #takeOver(sent, theirs) {
    const now = read(this.form);
    let isWhole = true;
    for (const [name, text] of theirs) {
      const before = sent.get(name) ?? "", typed = now.get(name) ?? "";
      if (same(text, before) || !now.has(name)) continue;
      if (!canTake(this.form, name)) isWhole = false;
      else if (same(typed, before) || same(typed, text)) this.#adopt(name, text);
      else {
        const both = name === "body" ? combine(before, text, typed) : null;
        if (both === null) isWhole = false;
        else put(this.form, name, both), this.#kept.set(name, text);
      }
    }
    return isWhole;
  }

  #adopt(name, text) {
    put(this.form, name, text);
    this.#kept.set(name, read(this.form).get(name) ?? "");
  }

  // For the journal: all that stands here, while the server has not.
  entry() {
    const typed = read(this.form);
    const isKept = differing(typed, this.#kept).every((name) => name === "update_kind");
    if (isKept && !this.#sent && !this.#lost.length) return null;
    const ids = [...this.#lost, ...(this.#sent ? [this.#sent.id] : [])];
    const { staff, article } = this.form.dataset;
    return { staff, article, address: location.pathname, base: this.base, ids, fields: [...typed] };
  }

  // Whether the form shows other words than this entry of the journal.
  differsFrom({ fields }) {
    const shown = read(this.form);
    return fields.some(([name, text]) => name !== "update_kind" && !same(text, shown.get(name)));
  }

  // A text from the journal, with the revision that it was written from.
  takeBack({ fields, base, ids }) {
    for (const [name, text] of fields) put(this.form, name, text);
    this.form.elements.base.value = base;
    this.#lost = ids;
    this.#sent = null;
    this.#refused.clear();
  }
}

function labelOf(name) {
  return document.querySelector(`label[for="${CSS.escape(name)}"]`)?.textContent.trim();
}

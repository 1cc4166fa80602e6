// Keeps what this page has unsaved in the browser's journal, on the disk within a second of a key.
import { holdOpen, put, remove } from "./journal.js";

const SECOND = 1000;

export class LocalCopy {
  #unsaved; // () → the entry to keep, or null when the server has it all
  #onTrouble;
  #timer = 0;
  #last = 0;
  #writing = Promise.resolve();
  #isThere = false;

  constructor(page, unsaved, onTrouble) {
    this.page = page;
    this.#unsaved = unsaved;
    this.#onTrouble = onTrouble;
    holdOpen(page);
    this.#write(() => remove(page)); // tells at once whether anything can be kept here
  }

  soon() {
    if (!this.#timer) this.#timer = setTimeout(() => this.now(), Math.max(0, this.#last + SECOND - Date.now()));
  }

  now() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.#last = Date.now();
    const entry = this.#unsaved();
    if (!entry && !this.#isThere) return this.#writing;
    this.#isThere = Boolean(entry);
    return this.#write(() => (entry ? put({ ...entry, page: this.page, at: Date.now() }) : remove(this.page)));
  }

  #write(act) {
    this.#writing = this.#writing.then(act).then(() => this.#onTrouble(false), (error) => this.#onTrouble(true, error));
    return this.#writing;
  }
}

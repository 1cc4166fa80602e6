// Keeps what this page has unsaved in the browser's journal, on the disk within a second of a key.
import { holdOpen, put, remove } from "./journal.js";

const SECOND = 1000, LAST_WORDS = "desk-last-words";

export class LocalCopy {
  #unsaved; // () → the entry to keep, or null when the server has it all
  #onTrouble;
  #timer = 0;
  #last = 0;
  #writing = Promise.resolve();
  #isThere = false;
  #isOver = false;

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
    if (this.#isOver) return this.#writing;
    const entry = this.#unsaved();
    if (!entry && !this.#isThere) return this.#writing;
    this.#isThere = Boolean(entry);
    return this.#write(() => (entry ? put({ ...entry, page: this.page, at: Date.now() }) : remove(this.page)));
  }

  // Whatever the disk and the network do: the next page of this tab has it at once.
  handOver() {
    const entry = this.#unsaved();
    if (entry && !this.#isOver) attempt(() => sessionStorage.setItem(LAST_WORDS, JSON.stringify({ ...entry, page: this.page, at: Date.now() })));
  }

  // Nothing of this page stays here, and nothing more is kept.
  end() {
    this.#isOver = true;
    return this.#write(() => remove(this.page));
  }

  #write(act) {
    this.#writing = this.#writing.then(act).then(() => this.#onTrouble(false), (error) => this.#onTrouble(true, error));
    return this.#writing;
  }
}

// What the page before this one handed over; once.
export function handedOver() {
  const entry = attempt(() => JSON.parse(sessionStorage.getItem(LAST_WORDS)));
  attempt(() => sessionStorage.removeItem(LAST_WORDS));
  return entry;
}

// A browser may forbid it, or have no room.
function attempt(act) {
  try {
    return act();
  } catch {
    return null;
  }
}

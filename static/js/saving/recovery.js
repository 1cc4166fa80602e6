// A text that this browser kept and the server has not, after a crash, a dead battery, a closed tab or hours offline: shown
// with what differs, taken back or put away by the person, one after the other. Nothing wins in silence.
import { put, left, remove } from "./journal.js";
import { compared } from "./comparing.js";
import { clock, day } from "./label.js";
import { handedOver } from "./local-copy.js";

const JUST_NOW = 60_000;

export class Recovery {
  #draft;
  #autosave;
  #copy;
  #entries = [];

  constructor(draft, autosave, copy) {
    this.#draft = draft;
    this.#autosave = autosave;
    this.#copy = copy;
  }

  async look() {
    const { staff, article } = this.#draft.form.dataset;
    await this.#goOn(handedOver());
    const entries = await left(staff).catch(() => []);
    this.#entries = entries.filter((entry) => entry.article === article);
    await this.#offerNext();
  }

  // Somebody has reloaded this very page while their last words were on the way: they stand in it again.
  async #goOn(entry) {
    const { staff, article } = this.#draft.form.dataset;
    const isOurs = entry && article && entry.staff === staff && entry.article === article;
    if (!isOurs || Date.now() - entry.at > JUST_NOW || this.#draft.isDirty) return;
    if (this.#draft.differsFrom(entry)) {
      this.#draft.takeBack(entry);
      await this.#copy.now();
      this.#autosave.save();
    }
    // Words of a field that stands here no longer, as a correction of what was taken down, are offered.
    if (!this.#draft.differsFrom(entry)) await remove(entry.page);
    else await put(entry);
  }

  async #offerNext() {
    const slot = document.querySelector("#recovery");
    slot.hidden = true;
    slot.replaceChildren();
    for (let entry; (entry = this.#entries.shift()); ) {
      const differences = await compared(entry, this.#draft.form.elements.csrf_token.value);
      if (differences) return this.#offer(slot, entry, differences);
      if (this.#draft.differsFrom(entry)) await this.#autosave.save({ anyway: true }); // this page is older than its last words
      await remove(entry.page); // the server has it
    }
  }

  #offer(slot, entry, differences) {
    slot.append(document.querySelector("template#recovery-notice").content.cloneNode(true));
    const when = slot.querySelector("[data-when]");
    when.textContent = when.dataset.when.replace("{time}", moment(entry.at));
    slot.querySelector("[data-differences]").append(differences);
    slot.querySelector("[data-restore]").addEventListener("click", () => this.#restore(entry));
    slot.querySelector("[data-dismiss]").addEventListener("click", ({ target }) => this.#dismiss(entry, target));
    slot.hidden = false;
  }

  // What was typed since the page opened is kept in the journal, and offered in its turn.
  async #restore(entry) {
    const here = this.#draft.entry();
    if (here) this.#entries.unshift({ ...here, page: `${entry.page}-before`, at: Date.now() });
    if (here) await put(this.#entries[0]);
    this.#draft.takeBack(entry);
    await this.#copy.now();
    await remove(entry.page);
    this.#autosave.save();
    this.#leave();
    await this.#offerNext();
  }

  // The buttons go; the caret is in the text.
  #leave() {
    document.querySelector("#body").focus();
  }

  // Asks once.
  async #dismiss(entry, button) {
    if (button.dataset.sure) {
      button.textContent = button.dataset.sure;
      return void delete button.dataset.sure;
    }
    await remove(entry.page);
    this.#leave();
    await this.#offerNext();
  }
}

function moment(at) {
  return day(at) === day(Date.now()) ? clock(at) : `${day(at)}, ${clock(at)}`;
}

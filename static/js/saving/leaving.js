// Somebody leaves the editor: by a link or another form of the page only when the server has it all, or will not answer.
export class Leaving {
  #draft;
  #autosave;
  #copy;
  #isGoing = false; // by our own hand
  #waits = false; // for the save before it

  constructor(draft, autosave, copy) {
    this.#draft = draft;
    this.#autosave = autosave;
    this.#copy = copy;
    document.addEventListener("click", this.#byLink);
    document.addEventListener("submit", this.#byForm, { capture: true });
    window.addEventListener("beforeunload", this.#ask);
    window.addEventListener("pagehide", () => this.#go());
    document.addEventListener("visibilitychange", () => document.hidden && copy.now());
  }

  // What is unsaved may go: whoever wrote it has said so.
  byAgreement() {
    window.removeEventListener("beforeunload", this.#ask);
  }

  get #mustWait() {
    return !this.#isGoing && (this.#draft.isDirty || this.#autosave.isFlying);
  }

  #byLink = (event) => {
    const link = event.target.closest("a[href]");
    if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    if (link.target || link.hasAttribute("download") || link.isContentEditable || !this.#mustWait) return;
    const there = new URL(link.href);
    if (!there.protocol.startsWith("http") || (there.hash && there.pathname === location.pathname)) return;
    event.preventDefault();
    this.#autosave.flush().then(() => location.assign(link.href));
  };

  // The return to an author, a note to colleagues: the text is saved before.
  #byForm = (event) => {
    const { target: form, submitter } = event;
    if (form === this.#draft.form || form.method === "dialog" || form.hasAttribute("hx-post") || !this.#mustWait) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (this.#waits) return;
    this.#waits = true;
    this.#autosave.flush().then((isSaved) => setTimeout(() => this.#goOn(form, submitter, isSaved)));
  };

  // What the server does not hear now it would not hear from this form either, whose own words are in no journal.
  // Not in the same task: a form whose submit event is still on its way cannot be submitted again.
  #goOn(form, submitter, isSaved) {
    this.#waits = false;
    if (!isSaved && this.#autosave.isUnheard) return this.#autosave.insist();
    this.#isGoing = true;
    form.requestSubmit(submitter);
    this.#isGoing = false;
  }

  // Only where something could be lost sight of: the server has not got it, and a last request will not bring it.
  #ask = (event) => {
    if (this.#draft.isDirty && !this.#autosave.canSendAtLast) event.preventDefault();
  };

  // The journal names the last save too, so that the next page knows its own words again.
  #go() {
    this.#autosave.farewell();
    this.#copy.handOver();
    this.#copy.now();
  }
}

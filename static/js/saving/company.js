// Who else is here asks for itself. When it tells of a newer revision while nothing is being typed, that comes in quietly;
// otherwise the next save brings it. A page that goes says so.
export class Company {
  #draft;
  #autosave;

  constructor(draft, autosave) {
    this.#draft = draft;
    this.#autosave = autosave;
    document.addEventListener("htmx:after:swap", () => this.#look());
    autosave.addEventListener("answered", () => this.#look());
    window.addEventListener("pagehide", () => this.#leave());
    this.#look();
  }

  get #element() {
    return document.querySelector("#company");
  }

  #look() {
    const isNewer = Number(this.#element?.dataset.number ?? 0) > this.#draft.base;
    const words = this.#element?.querySelector("[data-newer]");
    if (words) words.hidden = !isNewer || this.#autosave.isIdle;
    if (isNewer && this.#autosave.isIdle) this.#autosave.save({ anyway: true });
  }

  #leave() {
    const address = this.#element?.getAttribute("hx-post");
    const token = this.#draft.form.elements.csrf_token.value;
    if (address) navigator.sendBeacon(address, new URLSearchParams({ csrf_token: token, leaving: "1" }));
  }
}

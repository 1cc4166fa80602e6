// Says in the editor what came of two people's saves: their words are here too, or both texts wait to be chosen from.
export class Meeting {
  #autosave;
  #draft;
  #address = ""; // where to choose

  constructor(draft, autosave) {
    this.#draft = draft;
    this.#autosave = autosave;
    autosave.addEventListener("kept", ({ detail: told }) => this.#tell(told));
    document.addEventListener("click", (event) => {
      const link = event.target.closest("#meeting a[data-merge]");
      if (link) event.preventDefault(), this.#choose();
    });
  }

  #tell({ outcome, message, joined, merge }) {
    if (outcome === "aside") this.#aside(merge);
    else if (message) this.#merged(message, joined);
    else if (this.#address) this.#clear();
  }

  // Whose words came in, and where, is a press away.
  #merged(message, joined) {
    const slot = this.#show("merged-notice");
    slot.querySelector("[data-message]").textContent = message;
    const list = new DOMParser().parseFromString(joined, "text/html").querySelector("#joined");
    if (list) slot.querySelector("[data-joined]").append(document.adoptNode(list));
  }

  #aside(address) {
    this.#address = address;
    this.#show("aside-notice").querySelector("[data-merge]").href = address;
  }

  // The newest words are among those to choose from.
  async #choose() {
    if (this.#draft.isDirty) await this.#autosave.save({ own: true });
    if (!this.#draft.isDirty) location.assign(this.#address);
  }

  #show(name) {
    const notice = document.querySelector(`template#${name}`).content.cloneNode(true);
    const slot = document.querySelector("#meeting");
    slot.hidden = false;
    slot.replaceChildren(notice);
    return slot;
  }

  #clear() {
    this.#address = "";
    document.querySelector("#meeting").replaceChildren();
  }
}

// «Збережено о 14:02»: what is true of the text now. The words stand in the label's own attributes.
const TROUBLE = new Set(["failed", "offline", "busy", "signed-out", "forbidden", "too-long", "stopped"]);

export class Label {
  isKeptHere = true; // whether this browser keeps what the server does not have
  #saved = this.#element.textContent.trim();

  get #element() {
    return document.querySelector("#save-label");
  }

  // `loud`: somebody waits for it, or something is wrong. What comes and goes while one types is not read aloud.
  say(state, { why = "", time = "", words = "", loud = TROUBLE.has(state) } = {}) {
    const shown = TROUBLE.has(state) && !this.isKeptHere ? "unkept" : state;
    this.#show(shown, words || this.pattern(shown).replace("{why}", why).replace("{time}", time), loud);
  }

  saved(words, loud = false) {
    this.#saved = words;
    this.#show("saved", words, loud);
  }

  savedAsBefore() {
    this.#show("saved", this.#saved, false);
  }

  pattern(state) {
    return this.#element.dataset[state.replace(/-(.)/g, (_, letter) => letter.toUpperCase())] ?? "";
  }

  #show(state, text, loud) {
    const label = this.#element;
    if (label.dataset.state === state && label.textContent.trim() === text) return;
    label.ariaLive = loud ? "polite" : "off";
    label.dataset.state = state;
    label.textContent = text;
  }
}

export function clock(at) {
  return new Date(at).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hour12: false });
}

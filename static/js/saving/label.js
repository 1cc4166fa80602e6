// «Збережено о 14:02»: what is true of the text now. The words stand in the label's own attributes.
const TROUBLE = new Set(["failed", "offline", "busy", "unwritten", "signed-out", "forbidden", "too-long", "stopped"]);

const ZONE = known(document.documentElement.dataset.zone);

// A browser older than the name Europe/Kyiv has its own zone to go by.
function known(timeZone) {
  try {
    return new Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

export class Label {
  undone = ""; // what a person asked for and the server has not confirmed: it stands before all else
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

  insist() {
    const label = this.#element, words = label.textContent;
    label.ariaLive = "assertive";
    label.textContent = "";
    requestAnimationFrame(() => (label.textContent = words));
    label.scrollIntoView({ block: "nearest" });
  }

  pattern(state) {
    return this.#element.dataset[state.replace(/-(.)/g, (_, letter) => letter.toUpperCase())] ?? "";
  }

  #show(state, words, loud) {
    const label = this.#element, text = [this.undone, words].filter(Boolean).join(" ");
    if (label.dataset.state === state && label.textContent.trim() === text) return;
    label.ariaLive = loud ? "polite" : "off";
    label.dataset.state = state;
    label.toggleAttribute("data-undone", Boolean(this.undone));
    label.textContent = text;
  }
}

// In the newsroom's zone, as the server says it, wherever the reporter is.
export function clock(at) {
  return new Date(at).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hour12: false, timeZone: ZONE });
}

export function day(at) {
  return new Date(at).toLocaleDateString(document.documentElement.lang, { timeZone: ZONE });
}

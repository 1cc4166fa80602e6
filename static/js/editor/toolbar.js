// The buttons above the text: one stop for Tab, arrows between them, and back to the text after each press.
import { COMMANDS } from "./commands.js";

const ON_MAC = /Mac|iP(hone|[oa]d)/.test(navigator.platform);

export class Toolbar {
  #buttons;
  #act; // name of a button → what it does besides COMMANDS
  #planned = 0;

  constructor(bar, { act, leave }) {
    this.#buttons = Array.from(bar.querySelectorAll("button[data-tool]"));
    this.#act = act;
    if (ON_MAC) this.#buttons.forEach(withMacKeys);
    this.#stopAt(this.#buttons[0]);
    bar.addEventListener("pointerdown", (event) => event.target.closest("button") && event.preventDefault()); // the caret stays
    bar.addEventListener("click", (event) => this.#press(event.target.closest("button[data-tool]")));
    bar.addEventListener("focusin", (event) => this.#buttons.includes(event.target) && this.#stopAt(event.target));
    bar.addEventListener("keydown", (event) => (event.key === "Escape" ? leave() : this.#move(event)));
  }

  focus() {
    this.#buttons.find((button) => button.tabIndex === 0).focus();
    return true;
  }

  // Shows what is on where the caret is, once before the next picture however fast somebody types.
  show(state, { isOff, extra }) {
    cancelAnimationFrame(this.#planned);
    this.#planned = requestAnimationFrame(() => {
      for (const button of this.#buttons) {
        const { run, isOn } = COMMANDS[button.dataset.tool] ?? extra[button.dataset.tool] ?? {};
        if (isOn) set(button, "aria-pressed", isOn(state));
        set(button, "aria-disabled", isOff || !run?.(state));
      }
    });
  }

  #press(button) {
    if (button && button.getAttribute("aria-disabled") !== "true") this.#act(button.dataset.tool);
  }

  #stopAt(button) {
    for (const other of this.#buttons) other.tabIndex = other === button ? 0 : -1;
  }

  #move(event) {
    const last = this.#buttons.length - 1;
    const here = this.#buttons.indexOf(event.target);
    const to = { ArrowRight: here === last ? 0 : here + 1, ArrowLeft: here ? here - 1 : last, Home: 0, End: last }[event.key];
    if (here < 0 || to === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    this.#buttons[to].focus();
  }
}

function set(button, name, value) {
  if (button.getAttribute(name) !== String(value)) button.setAttribute(name, value);
}

function withMacKeys(button) {
  const keys = button.getAttribute("aria-keyshortcuts");
  if (!keys) return;
  button.setAttribute("aria-keyshortcuts", keys.replaceAll("Control", "Meta"));
  button.title = button.title.replace("Ctrl+", "⌘").replace("Alt+", "⌥").replace("Shift+", "⇧");
}

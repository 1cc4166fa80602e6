// The small form for the address of a link or a card. Keyboard only is enough: Enter keeps, Escape leaves.
import { meantAddress } from "./addresses.js";

export class LinkForm {
  #form;
  #input;
  #error;
  #remove;
  #asked = null; // what to do with the answer

  constructor(form, { leave }) {
    this.#form = form;
    this.#input = form.querySelector("input");
    this.#error = form.querySelector("[role=alert]");
    this.#remove = form.querySelector("[data-remove]");
    form.querySelector("[data-keep]").addEventListener("click", () => this.#keep());
    form.querySelector("[data-leave]").addEventListener("click", () => this.#close(leave));
    this.#remove.addEventListener("click", () => this.#close(this.#asked.remove));
    this.#input.addEventListener("input", (event) => (event.stopPropagation(), this.#complain("")));
    form.addEventListener("keydown", (event) => {
      if (event.key === "Escape") event.preventDefault(), this.#close(leave);
      if (event.key !== "Enter" || event.target !== this.#input || event.isComposing) return;
      event.preventDefault(); // the article is not sent
      event.stopPropagation();
      this.#keep();
    });
  }

  get isOpen() {
    return !this.#form.hidden;
  }

  // asked: { kind: "link" or "card", address, keep(address), remove() }
  open(asked) {
    this.#asked = asked;
    this.#form.hidden = false;
    this.#form.dataset.kind = asked.kind;
    this.#remove.hidden = !asked.address;
    this.#input.value = asked.address;
    this.#complain("");
    this.#input.focus();
    this.#input.select();
  }

  close() {
    this.#form.hidden = true;
  }

  #close(then) {
    this.close();
    then();
  }

  #keep() {
    const typed = this.#input.value.trim();
    if (!typed && this.#asked.address) return this.#close(this.#asked.remove);
    const address = meantAddress(typed);
    if (!address) return this.#complain(typed ? this.#error.dataset.wrong : this.#error.dataset.empty);
    return this.#close(() => this.#asked.keep(address));
  }

  #complain(words) {
    this.#error.textContent = words;
    this.#input.toggleAttribute("aria-invalid", Boolean(words));
    if (words) this.#input.setAttribute("aria-invalid", "true"), this.#input.focus();
  }
}

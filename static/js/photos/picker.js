// The dialog in which a photo is chosen: found by words, by the arrows, or uploaded on the spot. Any button with
// data-pick-photo="ID" opens it and gets the photo's name into the field of that id; the editor asks by `pick`.
import { progressOf } from "./progress.js";
import { upload } from "./uploads.js";

class Picker {
  #dialog = document.querySelector("#photo-picker");
  #take = null; // { chosen(photo), files(list) or nothing: then an upload is waited for here }

  constructor() {
    const dialog = this.#dialog;
    dialog.addEventListener("click", ({ target }) => {
      const choice = target.closest("[data-choose]");
      if (choice) this.#choose({ name: choice.dataset.choose, caption: choice.dataset.caption });
      else if (target.closest("[data-leave]") || target === dialog) dialog.close();
    });
    dialog.addEventListener("keydown", (event) => this.#key(event));
    dialog.addEventListener("input", (event) => event.stopPropagation());
    dialog.addEventListener("change", ({ target }) => target.type === "file" && this.#upload(target));
    dialog.addEventListener("dragover", (event) => event.preventDefault());
    dialog.addEventListener("drop", (event) => (event.preventDefault(), this.#files([...event.dataTransfer.files])));
  }

  open(take) {
    this.#take = take;
    this.#dialog.querySelector("input[type=file]").multiple = Boolean(take.files);
    this.#dialog.showModal();
    const words = this.#dialog.querySelector("input[type=search]");
    words.value = "";
    this.#dialog.querySelector("#photo-choices").replaceChildren();
    words.focus();
    htmx.trigger(this.#dialog.querySelector("form"), "photos-asked");
  }

  #choose(photo) {
    const { chosen } = this.#take;
    this.#dialog.close();
    chosen(photo);
  }

  #upload(input) {
    const files = [...input.files];
    input.value = "";
    this.#files(files);
  }

  #files(files) {
    if (!files.length) return;
    if (this.#take.files) {
      this.#dialog.close();
      this.#take.files(files);
      return;
    }
    const under = upload(files[0]);
    const list = this.#dialog.querySelector("[data-uploads]");
    const view = progressOf(under, { remove: () => view.remove() });
    list.append(view);
    const asked = this.#take;
    under.addEventListener("change", () => {
      if (under.state !== "done") return;
      view.remove();
      if (this.#dialog.open && this.#take === asked) this.#choose(under.photo);
    });
  }

  // The arrows go over the photos as they lie, and up from the first row to the words.
  #key(event) {
    const choices = [...this.#dialog.querySelectorAll("[data-choose]")];
    const at = choices.indexOf(document.activeElement), words = this.#dialog.querySelector("input[type=search]");
    const inWords = document.activeElement === words;
    if (!choices.length || (at < 0 && !(inWords && ["ArrowDown", "Enter"].includes(event.key))) || event.isComposing) return;
    if (inWords && event.key === "Enter") return void event.preventDefault();
    const top = (one) => one.getBoundingClientRect().top;
    const columns = Math.max(1, choices.filter((one) => top(one) === top(choices[0])).length);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, ArrowDown: inWords ? 0 : at + columns, ArrowUp: at - columns, Home: 0, End: choices.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    if (to < 0) words.focus();
    else choices[Math.min(to, choices.length - 1)].focus();
  }
}

export const picker = document.querySelector("#photo-picker") ? new Picker() : null;

document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-pick-photo]");
  if (!button || !picker) return;
  picker.open({
    chosen({ name }) {
      const input = document.getElementById(button.dataset.pickPhoto);
      input.value = name;
      for (const event of ["input", "change"]) input.dispatchEvent(new Event(event, { bubbles: true }));
    },
  });
});

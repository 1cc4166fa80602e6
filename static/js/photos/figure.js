// A photo in the text: the picture with its credit as the library has them, the caption as it is written here.
import { forget, watch } from "./facts.js";
import { progressOf } from "./progress.js";
import { uploadOf } from "./uploads.js";

export class Figure {
  dom = document.createElement("figure");
  contentDOM = document.createElement("figcaption");
  #facts = document.createElement("div");
  #tools = document.querySelector("#photo-figure").content.firstElementChild.cloneNode(true);
  #sketch = null; // the picture as this browser has it, until ours is ready
  #node;
  #does;

  // does: { remove, up, down, select, name(upload), caption(words) }, each told where by `at`
  constructor(node, at, does) {
    this.#does = does;
    const frame = document.createElement("div");
    frame.className = "figure__frame";
    frame.contentEditable = "false";
    frame.append(this.#facts, this.#tools);
    this.dom.append(frame, this.contentDOM);
    this.dom.className = "figure";
    this.#facts.addEventListener("photo", ({ detail }) => {
      if (detail.status === "ready") does.caption(at(), detail.caption);
      else if (detail.status === "waiting" && this.#sketch) this.#facts.querySelector(".picture--none")?.replaceWith(this.#sketch);
    });
    frame.addEventListener("click", ({ target }) => {
      const { does: tool } = target.closest("button")?.dataset ?? {};
      if (tool) does[tool](at());
      else if (!target.closest("a, button")) does.select(at());
    });
    this.at = at;
    this.#show(node);
  }

  update(node) {
    if (node.type !== this.#node.type) return false;
    const { name, upload } = this.#node.attrs;
    if (name !== node.attrs.name || upload !== node.attrs.upload) this.#show(node);
    this.#node = node;
    return true;
  }

  // What changes around the caption is ours, not somebody's typing.
  ignoreMutation({ type, target }) {
    return type !== "selection" && !this.contentDOM.contains(target);
  }

  stopEvent({ target }) {
    return !this.contentDOM.contains(target) && Boolean(target.closest?.("button, a"));
  }

  destroy() {
    forget(this.#facts);
  }

  #show(node) {
    this.#node = node;
    const { name, upload } = node.attrs;
    this.dom.dataset.photo = name;
    if (name) return watch(name, this.#facts);
    const under = uploadOf(upload);
    if (!under) return undefined;
    this.#facts.replaceChildren(progressOf(under, { remove: () => this.#does.remove(this.at()) }));
    this.#sketch = this.#facts.querySelector("canvas");
    const named = () => under.state === "done" && queueMicrotask(() => this.#does.name(under));
    under.addEventListener("change", named);
    return named();
  }
}

// <rich-text name label lang html tools> around a <textarea>: the words of an article as readers will see them.
// Without a script the textarea is the way in. With it the element itself is the form's field, and its value is HTML
// that the server's cleaner keeps character for character.
//   value, text, blocks, merge(html, base), focus(), extend(make); an «input» event for what a person changes, a «merge» event for the rest.
import { closeHistory, history } from "prosemirror-history";
import { EditorState, NodeSelection, Plugin, TextSelection } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { around, canLink, COMMANDS, linkAround, putBlock, putCard, putLink, removeCard, removeLink, roomFor } from "./commands.js";
import { blocks, documentOf } from "./html.js";
import { keys } from "./keys.js";
import { LinkForm } from "./link-form.js";
import { merge } from "./merging.js";
import { pasting } from "./pasting.js";
import { nodes } from "./schema.js";
import { typography } from "./switch.js";
import { Toolbar } from "./toolbar.js";
import { typing } from "./typing.js";

const MOST = 200_000; // characters; the server says the same
const COMES_FROM_ELSEWHERE = "comes from elsewhere";

class RichText extends HTMLElement {
  static formAssociated = true;
  static observedAttributes = ["html", "described", "invalid"];

  #internals = this.attachInternals();
  #surface = document.createElement("div");
  #state = null;
  #view = null;
  #value = "";
  #disabled = false;
  #owed = null; // words that came while a composition was under way
  #toolbar;
  #linkForm;
  #more = { plugins: [], tools: {} };

  // ---- The field

  get name() {
    return this.getAttribute("name");
  }

  get form() {
    return this.#internals.form;
  }

  get type() {
    return "rich-text";
  }

  get value() {
    return this.#value;
  }

  set value(html) {
    this.#begin(html);
    this.#keep();
    this.#view?.updateState(this.#state);
  }

  get defaultValue() {
    return this.getAttribute("html") ?? "";
  }

  get blocks() {
    return blocks(this.#state.doc);
  }

  get text() {
    const texts = [];
    this.#state.doc.descendants((node) => {
      if (node.isTextblock) texts.push(node.textBetween(0, node.content.size, "", "\n").trim());
      return !node.isTextblock;
    });
    return texts.filter(Boolean).join("\n\n");
  }

  // ``base``: the words that ``html`` was made from, where they may not be what stands here now. True when all of it is in;
  // not, when a block was changed here as well (it stays), or while a word is being composed (then it comes after it).
  merge(html, base = this.#value) {
    if (this.#view?.composing) {
      this.#owed = [html, base];
      return false;
    }
    this.#view?.domObserver.flush(); // the caret may have moved a moment ago
    const { tr, isWhole } = merge(this.#state, html, base === this.#value ? undefined : base);
    if (tr.docChanged) this.#dispatch(tr.setMeta(COMES_FROM_ELSEWHERE, true));
    return isWhole;
  }

  focus() {
    this.#view.focus();
    this.#dispatch(this.#state.tr.scrollIntoView());
  }

  // What not every page needs comes in modules of its own (static/js/photos/): make(kit) gives { plugins, tools }.
  extend(make) {
    this.#more = make({ closeHistory, NodeSelection, Plugin, TextSelection, around, putBlock, roomFor, element: this });
    this.#state = this.#state.reconfigure({ plugins: [...this.#more.plugins, ...this.#state.plugins] });
    this.#view?.updateState(this.#state);
    this.#show();
  }

  formResetCallback() {
    this.value = this.defaultValue;
  }

  formDisabledCallback(disabled) {
    this.#disabled = disabled;
    this.#view?.setProps({ editable: () => !disabled });
    this.#show();
  }

  // ---- Its place in the page

  connectedCallback() {
    if (!this.#state) this.#upgrade();
    if (!this.#view) this.#appear();
  }

  // Moved, not removed, as htmx does it: nothing to do.
  connectedMoveCallback() {}

  disconnectedCallback() {
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#view?.destroy();
      this.#view = null;
    });
  }

  attributeChangedCallback(name, _before, value) {
    if (name === "html" && value !== null && this.#state) this.merge(value);
    else this.#view?.setProps({ attributes: this.#attributes });
  }

  #upgrade() {
    const textarea = this.querySelector("textarea");
    this.#begin(this.getAttribute("html") ?? asParagraphs(textarea.value));
    this.#keep();
    textarea.removeAttribute("name");
    textarea.tabIndex = -1;
    textarea.setAttribute("aria-hidden", "true");
    for (const event of ["focus", "click"]) textarea.addEventListener(event, () => this.focus()); // its label, and links to it
    this.#surface.className = "rich-text__surface";
    const names = { ...this.dataset, placeholder: textarea.placeholder };
    for (const [key, words] of Object.entries(names)) this.#surface.style.setProperty(`--name-${key}`, JSON.stringify(words));
    textarea.after(this.#surface);
    this.addEventListener("input", (event) => event.target !== this && event.stopPropagation());
    this.addEventListener("compositionend", () => setTimeout(() => this.#catchUp(), 50));
  }

  #begin(html) {
    const tools = { askForLink: () => this.#ask("link"), goToTools: () => Boolean(this.#toolbar?.focus()) };
    const plugins = [
      ...this.#more.plugins, typing(() => this.lang), ...keys(tools), history(),
      pasting({ most: MOST, say: (what) => this.#say(what) }),
    ];
    this.#state = EditorState.create({ doc: documentOf(html), plugins });
  }

  #appear() {
    this.#view = new EditorView({ mount: this.#surface }, {
      state: this.#state,
      editable: () => !this.#disabled,
      attributes: this.#attributes,
      handleDOMEvents: { keydown: caretFirst },
      dispatchTransaction: (tr) => this.#dispatch(tr),
    });
    this.#findTools();
    this.#show();
  }

  #attributes = () => ({
    class: this.#value ? "prose" : "prose is-empty",
    role: "textbox", "aria-multiline": "true", "aria-label": this.getAttribute("label"), lang: this.lang, spellcheck: "true",
    ...(this.getAttribute("described") && { "aria-describedby": this.getAttribute("described") }),
    ...(this.hasAttribute("invalid") && { "aria-invalid": "true" }),
    ...(this.#disabled && { "aria-disabled": "true" }),
  });

  // ---- What happens in it

  #dispatch(tr) {
    this.#state = this.#state.apply(tr);
    if (tr.docChanged) this.#keep();
    if (tr.docChanged && !tr.getMeta("paste")) this.#say("");
    this.#view?.updateState(this.#state);
    if (tr.docChanged) {
      this.dispatchEvent(new Event(tr.getMeta(COMES_FROM_ELSEWHERE) ? "merge" : "input", { bubbles: true }));
    }
    this.#show();
  }

  #keep() {
    this.#value = this.blocks.join("");
    this.#internals.setFormValue(this.#value);
  }

  #catchUp() {
    const owed = this.#owed;
    this.#owed = null;
    if (owed) this.merge(...owed);
  }

  // ---- Its tools

  #findTools() {
    const tools = document.getElementById(this.getAttribute("tools"));
    if (!tools) return;
    const leave = () => this.#view.focus();
    this.#toolbar ??= new Toolbar(tools.querySelector("[role=toolbar]"), { act: (tool) => this.#act(tool), leave });
    this.#linkForm ??= new LinkForm(tools.querySelector("[data-link-form]"), { leave });
    tools.hidden = false;
  }

  #show() {
    this.#toolbar?.show(this.#state, {
      isOff: this.#disabled,
      extra: {
        link: { run: canLink, isOn: (state) => Boolean(linkAround(state)?.href) },
        card: { run: () => true, isOn: (state) => Boolean(around(state, nodes.link_card)) },
        typography: { run: () => true, isOn: () => typography.isOn },
        ...this.#more.tools,
      },
    });
  }

  #act(tool) {
    if (tool === "typography") {
      typography.isOn = !typography.isOn;
      return this.#show();
    }
    if (tool === "link" || tool === "card") return this.#ask(tool);
    (COMMANDS[tool] ?? this.#more.tools[tool]).run(this.#state, (tr) => this.#dispatch(tr), this.#view);
    return this.#view.focus();
  }

  #ask(kind) {
    const state = this.#state;
    const card = around(state, nodes.link_card);
    if (!this.#linkForm || (kind === "link" && !card && !canLink(state))) return false;
    const finish = (act) => (address) => {
      this.#dispatch(act(this.#state, address));
      this.#view.focus();
    };
    if (card || kind === "card") this.#linkForm.open({ kind: "card", address: card?.node.attrs.href ?? "", keep: finish(putCard), remove: finish(removeCard) });
    else this.#linkForm.open({ kind, address: linkAround(state)?.href ?? "", keep: finish(putLink), remove: finish(removeLink) });
    return true;
  }

  #say(what) {
    const said = document.getElementById(this.getAttribute("tools"))?.querySelector("[role=status]");
    if (said) said.textContent = said.dataset[what] ?? "";
  }
}

// On a slow phone the next key may come before the browser has told where the last one put the caret: look first.
function caretFirst(view, event) {
  if (!event.isComposing && event.keyCode !== 229) view.domObserver.flush();
  return false;
}

// Text as in a letter, where the server gave no HTML for it.
function asParagraphs(text) {
  const safe = text.trim().replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return safe ? safe.split(/\n\s*\n/).map((part) => `<p>${part.replaceAll("\n", "<br>")}</p>`).join("") : "";
}

customElements.define("rich-text", RichText);

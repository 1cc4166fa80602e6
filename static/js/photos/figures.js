// Photos and galleries in the editor: how they are put in, moved, joined, and what keys do in them.
import { Figure } from "./figure.js";
import { uploadOf } from "./uploads.js";

// kit: what <rich-text> gives whoever extends it.
export class Figures {
  #kit;
  #view = null;
  #came = new Set(); // names of photos that were uploaded here: the caption of their file is offered once

  constructor(kit, { pick }) {
    this.#kit = kit;
    this.pick = pick;
    this.plugin = new kit.Plugin({
      view: (view) => ((this.#view = view), { update: () => this.#cancelRemoved() }),
      props: {
        nodeViews: { photo: (node, view, at) => new Figure(node, at, this.#does) },
        handleKeyDown: (view, event) => this.#key(event),
      },
    });
    this.tools = {
      photo: { run: (state, dispatch) => (dispatch && pick(), true) },
      gallery: { run: (state, dispatch) => this.#gallery(state, dispatch), isOn: (state) => Boolean(kit.around(state, state.schema.nodes.gallery)) },
    };
  }

  // ---- In

  // photos: [{ name, caption } or { upload }]. In a gallery they go after the photo that one is at.
  put(photos, at = null) {
    const { state } = this.#view, { photo } = state.schema.nodes;
    const nodes = photos.map(({ name = "", upload = "", caption = "" }) => photo.create({ name, upload }, caption ? state.schema.text(caption) : null));
    const here = at === null && this.#here(state);
    const isInGallery = here && this.#kit.around(state, state.schema.nodes.gallery)?.node.type !== here.node.type && here.depth > 1;
    const begun = this.#kit.closeHistory(state.tr);
    const tr = isInGallery ? begun.insert(here.to, nodes) : this.#kit.putBlock(begun, ...this.#room(state, at), nodes);
    const first = isInGallery ? here.to : tr.mapping.map(this.#room(state, at)[0], -1);
    this.#view.dispatch(tr.setSelection(this.#kit.TextSelection.create(tr.doc, first + 1)).scrollIntoView());
    this.#view.focus();
  }

  #room(state, at) {
    if (at === null) return state.selection.node ? [state.selection.to, state.selection.to] : this.#kit.roomFor(state);
    const $at = state.doc.resolve(at);
    const place = $at.depth ? $at.after(1) : at;
    return [place, place];
  }

  // ---- What a figure's own buttons do

  #does = {
    select: (at) => this.#select(at),
    remove: (at) => this.#change(at, (tr, { from, to }) => this.#without(tr, from, to)),
    up: (at) => this.#move(at, -1),
    down: (at) => this.#move(at, 1),
    name: (upload) => this.#name(upload),
    caption: (at, words) => this.#offer(at, words),
  };

  #change(at, act) {
    const { tr, doc } = this.#view.state;
    const node = doc.nodeAt(at);
    if (node) this.#view.dispatch(act(this.#kit.closeHistory(tr), { from: at, to: at + node.nodeSize, node }).scrollIntoView());
    this.#view.focus();
    return true;
  }

  #select(at) {
    const { state } = this.#view;
    this.#view.dispatch(state.tr.setSelection(this.#kit.NodeSelection.create(state.doc, at)));
    this.#view.focus();
  }

  // A gallery of one is a photo.
  #without(tr, from, to) {
    const $from = tr.doc.resolve(from);
    if ($from.depth && $from.parent.childCount === 2) {
      const left = $from.parent.child($from.index() ? 0 : 1);
      return tr.replaceWith($from.before(), $from.after(), left);
    }
    return tr.doc.childCount === 1 ? tr.replaceWith(from, to, tr.doc.type.schema.nodes.paragraph.create()) : tr.delete(from, to);
  }

  // The answer may come after the figure was moved, or taken out and put back.
  #name(upload) {
    const { state } = this.#view;
    const tr = state.tr.setMeta("addToHistory", false);
    state.doc.descendants((node, at) => {
      if (node.attrs.upload === upload.id && !node.attrs.name) tr.setNodeMarkup(at, null, { name: upload.photo.name, upload: "" });
      return !node.isTextblock;
    });
    this.#came.add(upload.photo.name);
    if (tr.docChanged) this.#view.dispatch(tr);
  }

  #offer(at, words) {
    const { state } = this.#view;
    const node = state.doc.nodeAt(at);
    if (!words || node?.content.size || !this.#came.delete(node?.attrs.name)) return;
    this.#view.dispatch(state.tr.insert(at + 1, state.schema.text(words)).setMeta("addToHistory", false));
  }

  #cancelRemoved() {
    const here = new Set();
    this.#view.state.doc.descendants((node) => (node.attrs.upload && here.add(node.attrs.upload), !node.isTextblock));
    for (const id of this.#known) if (!here.has(id) && uploadOf(id).isUnderWay) uploadOf(id).cancel();
    this.#known = here;
  }

  #known = new Set();

  // ---- Where one is

  #here(state) {
    const { selection } = state, { photo } = state.schema.nodes;
    if (selection.node && selection.node.type !== photo) return null;
    const here = this.#kit.around(state, photo);
    return here && { ...here, depth: selection.node ? selection.$from.depth + 1 : here.depth };
  }

  // ---- Moved

  #move(at, by) {
    return this.#change(at, (tr, { from, node }) => {
      const $from = tr.doc.resolve(from);
      const inGallery = $from.depth > 0;
      const target = $from.index() + by;
      if (target < 0 || target >= $from.parent.childCount) return inGallery ? this.#out(tr, $from, node, by) : tr;
      const other = $from.parent.child(target);
      const start = by < 0 ? from - other.nodeSize : from;
      tr.replaceWith(start, start + node.nodeSize + other.nodeSize, by < 0 ? [node, other] : [other, node]);
      return tr.setSelection(this.#kit.NodeSelection.create(tr.doc, by < 0 ? start : start + other.nodeSize));
    });
  }

  #out(tr, $from, node, by) {
    const others = [];
    $from.parent.forEach((child, _, index) => index !== $from.index() && others.push(child));
    const rest = others.length > 1 ? [$from.parent.copy().type.create(null, others)] : others;
    const start = $from.before();
    tr.replaceWith(start, $from.after(), by < 0 ? [node, ...rest] : [...rest, node]);
    const before = by < 0 ? 0 : rest.reduce((size, one) => size + one.nodeSize, 0);
    return tr.setSelection(this.#kit.NodeSelection.create(tr.doc, start + before));
  }

  // ---- A gallery of those that stand together, and back

  #gallery(state, dispatch) {
    const { gallery } = state.schema.nodes;
    const here = this.#kit.around(state, gallery);
    if (here) {
      dispatch?.(this.#selected(this.#kit.closeHistory(state.tr).replaceWith(here.from, here.to, here.node.content), here.from));
      return true;
    }
    const { from, to, photos } = this.#together(state);
    if (photos.length < 2) return false;
    dispatch?.(this.#selected(this.#kit.closeHistory(state.tr).replaceWith(from, to, gallery.create(null, photos)), from));
    return true;
  }

  #selected(tr, at) {
    return tr.setSelection(this.#kit.NodeSelection.create(tr.doc, at)).scrollIntoView();
  }

  #together(state) {
    const { photo, gallery } = state.schema.nodes;
    const { doc, selection } = state;
    let first = selection.$from.index(0), last = selection.$to.index(0) - (selection.node && !selection.$from.depth ? 1 : 0);
    const stands = (at) => [photo, gallery].includes(doc.maybeChild(at)?.type);
    if (!stands(first)) return { photos: [] };
    last = Math.max(first, last);
    while (stands(first - 1)) first -= 1;
    while (stands(last + 1)) last += 1;
    const photos = [];
    let from = 0, to = 0;
    doc.forEach((node, offset, at) => {
      if (at === first) from = offset;
      if (at < first || at > last || !stands(at)) return;
      to = offset + node.nodeSize;
      if (node.type === photo) photos.push(node);
      else node.forEach((child) => photos.push(child));
    });
    return { from, to, photos };
  }

  // ---- Keys

  #key(event) {
    const { state } = this.#view;
    if (event.code === "KeyP" && event.altKey && (event.ctrlKey || event.metaKey)) return this.pick(), true;
    const here = this.#here(state);
    if (!here || event.isComposing) return false;
    const isCaption = !state.selection.node;
    if (event.altKey && event.key === "ArrowUp") return this.#move(here.from, -1);
    if (event.altKey && event.key === "ArrowDown") return this.#move(here.from, 1);
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    if (event.key === "Enter") return this.#onward(state, here);
    if (event.key === "Backspace" && isCaption && state.selection.empty && !state.selection.$from.parentOffset) return this.#select(here.from), true;
    if ((event.key === "Backspace" || event.key === "Delete") && !isCaption) return this.#does.remove(here.from);
    if (!isCaption && event.key.length === 1) return true; // a letter does not take the place of a photo
    return false;
  }

  // To the next caption of a gallery, or on to the text.
  #onward(state, here) {
    const $to = state.doc.resolve(here.to);
    if ($to.depth && $to.nodeAfter) return this.#caret(state.tr, here.to + 1);
    const after = $to.depth ? $to.after() : here.to;
    const next = state.doc.nodeAt(after);
    const tr = next?.type === state.schema.nodes.paragraph && !next.content.size ? state.tr : state.tr.insert(after, state.schema.nodes.paragraph.create());
    return this.#caret(tr, after + 1);
  }

  #caret(tr, at) {
    this.#view.dispatch(tr.setSelection(this.#kit.TextSelection.create(tr.doc, at)).scrollIntoView());
    return true;
  }
}

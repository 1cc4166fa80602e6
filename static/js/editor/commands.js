// What the buttons and keys do. A command that cannot be done here says false, and its button rests.
import { chainCommands, lift, setBlockType, toggleMark } from "prosemirror-commands";
import { redo, undo } from "prosemirror-history";
import { undoInputRule } from "prosemirror-inputrules";
import { Fragment } from "prosemirror-model";
import { liftListItem, sinkListItem, wrapInList } from "prosemirror-schema-list";
import { TextSelection } from "prosemirror-state";
import { findWrapping, liftTarget } from "prosemirror-transform";
import { spoken } from "./addresses.js";
import { DEEPEST_LIST, marks, nodes, schema } from "./schema.js";

// ---- Where the caret is

export function around(state, type) {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1)
    if ($from.node(depth).type === type) return { node: $from.node(depth), depth, from: $from.before(depth), to: $from.after(depth) };
  const { node, from, to } = state.selection;
  return node?.type === type ? { node, depth: $from.depth + 1, from, to } : null;
}

export function hasMark(state, type) {
  const { empty, $from, from, to } = state.selection;
  return empty ? Boolean(type.isInSet(state.storedMarks ?? $from.marks())) : state.doc.rangeHasMark(from, to, type);
}

const inFigure = (state) => around(state, nodes.pull_quote) || around(state, nodes.link_card);

// ---- Blocks of text

const heading = (level) => (state, dispatch) => {
  if (inFigure(state)) return false;
  const here = around(state, nodes.heading);
  if (here?.node.attrs.level === level) return setBlockType(nodes.paragraph)(state, dispatch);
  return setBlockType(nodes.heading, { level })(state, dispatch);
};

const list = (type) => (state, dispatch) => {
  const here = innermostList(state);
  if (!here) return wrapInList(type)(state, dispatch);
  if (here.node.type === type) return liftListItem(nodes.list_item)(state, dispatch);
  dispatch?.(state.tr.setNodeMarkup(here.from, type));
  return true;
};

function innermostList(state) {
  const found = [around(state, nodes.bullet_list), around(state, nodes.ordered_list)].filter(Boolean);
  return found.sort((one, other) => other.depth - one.depth)[0] ?? null;
}

export function deeper(state, dispatch) {
  const { $from } = state.selection;
  const lists = Array.from({ length: $from.depth + 1 }, (_, depth) => $from.node(depth)).filter((node) => node.type.spec.group?.includes("list"));
  return lists.length < DEEPEST_LIST && sinkListItem(nodes.list_item)(state, dispatch);
}

export const shallower = chainCommands(liftListItem(nodes.list_item), lift);

// ---- Blocks around blocks

const wrapped = (type, mayStandIn) => (state, dispatch) => {
  if (around(state, type)) return unwrap(around(state, type), state, dispatch);
  const { $from, $to } = state.selection;
  const range = $from.blockRange($to, (node) => mayStandIn.includes(node.type));
  const wrapping = range && findWrapping(range, type);
  if (!wrapping) return false;
  dispatch?.(state.tr.wrap(range, wrapping).scrollIntoView());
  return true;
};

function unwrap({ from, to, node }, state, dispatch) {
  const tr = state.tr;
  const range = tr.doc.resolve(from + 1).blockRange(tr.doc.resolve(to - 1), (parent) => parent === node);
  const target = range && liftTarget(range);
  if (target === null) return false;
  dispatch?.(tr.lift(range, target).scrollIntoView());
  return true;
}

function pullQuote(state, dispatch) {
  const here = around(state, nodes.pull_quote);
  if (here) return asParagraphs(here, state, dispatch);
  const { $from, $to } = state.selection;
  const range = $from.blockRange($to, (node) => node.type === nodes.doc);
  if (!range) return false;
  const paragraphs = [];
  for (let at = range.startIndex; at < range.endIndex; at += 1) {
    const block = state.doc.child(at);
    const texts = block.type === nodes.quote ? block.content.content : [block];
    if (!texts.every((text) => text.type === nodes.paragraph || text.type === nodes.heading)) return false;
    paragraphs.push(...texts.map((text) => nodes.paragraph.create(null, text.content)));
  }
  const quote = nodes.pull_quote.create(null, [nodes.pull_text.create(null, paragraphs), nodes.pull_author.create()]);
  const inQuote = state.doc.child(range.startIndex).type === nodes.quote;
  dispatch?.(putBlock(state.tr, range.start, range.end, quote, state.selection.head + (inQuote ? 1 : 2)));
  return true;
}

function asParagraphs({ from, to, node }, state, dispatch) {
  const paragraphs = [];
  node.descendants((text) => {
    if (text.isTextblock && (text.content.size || text.type === nodes.paragraph)) paragraphs.push(nodes.paragraph.create(null, text.content));
    return !text.isTextblock;
  });
  dispatch?.(putBlock(state.tr, from, to, paragraphs, from + 1));
  return true;
}

// A block that stands for itself, and always somewhere to write after it.
export function putBlock(tr, from, to, block, caret) {
  const content = Fragment.from(block);
  tr.replaceWith(from, to, content);
  const after = from + content.size;
  if (after === tr.doc.content.size && !content.lastChild.type.spec.group.includes("flow")) tr.insert(after, nodes.paragraph.create());
  if (after === tr.doc.content.size && content.lastChild.type === nodes.divider) tr.insert(after, nodes.paragraph.create());
  return tr.setSelection(TextSelection.near(tr.doc.resolve(Math.min(caret ?? after + 1, tr.doc.content.size)))).scrollIntoView();
}

// Where a new block goes: in place of the empty paragraph the caret is in, else after the block it is in.
export function roomFor(state) {
  const { $from } = state.selection;
  if (!$from.depth) return [$from.pos, state.selection.to];
  const empty = $from.depth === 1 && $from.parent.type === nodes.paragraph && !$from.parent.content.size;
  return [empty ? $from.before(1) : $from.after(1), $from.after(1)];
}

function divider(state, dispatch) {
  const [from, to] = roomFor(state);
  dispatch?.(putBlock(state.tr, from, to, nodes.divider.create()));
  return true;
}

// The title stands selected: what one types takes its place.
export function putCard(state, href) {
  const here = around(state, nodes.link_card);
  if (here) return state.tr.setNodeMarkup(here.from, null, { href });
  const [from, to] = roomFor(state);
  const tr = putBlock(state.tr, from, to, nodes.link_card.create({ href }, schema.text(spoken(href))));
  return tr.setSelection(TextSelection.create(tr.doc, from + 1, from + 1 + spoken(href).length));
}

export function lineAsCard(state, href) {
  const { $from } = state.selection;
  return putBlock(state.tr, $from.before(1), $from.after(1), nodes.link_card.create({ href }, schema.text(spoken(href))));
}

export function removeCard(state) {
  const { from, to, node } = around(state, nodes.link_card);
  const link = marks.link.create({ href: node.attrs.href });
  const text = node.content.size ? [schema.text(node.textContent, [link])] : [];
  return putBlock(state.tr, from, to, nodes.paragraph.create(null, text), from + 1);
}

// ---- Links

// The link the caret is in, all of it; else the selection, to become one.
export function linkAround(state) {
  const { $from, from, to, empty } = state.selection;
  const link = marks.link.isInSet($from.marks()) ?? marks.link.isInSet($from.nodeAfter?.marks ?? []);
  if (!link) return empty ? null : { from, to, href: "" };
  const parts = [];
  $from.parent.forEach((child, offset) => {
    const left = $from.start() + offset;
    if (!link.isInSet(child.marks)) return;
    if (parts.at(-1)?.to === left) parts.at(-1).to += child.nodeSize;
    else parts.push({ from: left, to: left + child.nodeSize });
  });
  const whole = parts.find((part) => part.from <= from && part.to >= from);
  return { from: Math.min(whole.from, from), to: Math.max(whole.to, to), href: link.attrs.href };
}

export function putLink(state, href) {
  const found = linkAround(state);
  const link = marks.link.create({ href });
  const { from } = state.selection;
  if (!found) return state.tr.insertText(spoken(href)).addMark(from, from + spoken(href).length, link).removeStoredMark(marks.link);
  return state.tr.removeMark(found.from, found.to, marks.link).addMark(found.from, found.to, link);
}

export function removeLink(state) {
  const found = linkAround(state);
  return state.tr.removeMark(found.from, found.to, marks.link);
}

export const canLink = (state) => toggleMark(marks.link)(state);

// ---- All that has a button

export const undoTyping = chainCommands(undoInputRule, undo);

const mark = (name) => ({ run: toggleMark(marks[name]), isOn: (state) => hasMark(state, marks[name]) });
const block = (run, type, level) => ({
  run, isOn: (state) => { const here = around(state, nodes[type]); return Boolean(here && (!level || here.node.attrs.level === level)); },
});

export const COMMANDS = {
  strong: mark("strong"),
  em: mark("em"),
  h2: block(heading(2), "heading", 2),
  h3: block(heading(3), "heading", 3),
  ul: { run: list(nodes.bullet_list), isOn: (state) => innermostList(state)?.node.type === nodes.bullet_list },
  ol: { run: list(nodes.ordered_list), isOn: (state) => innermostList(state)?.node.type === nodes.ordered_list },
  quote: block(wrapped(nodes.quote, [nodes.doc, nodes.background]), "quote"),
  background: block(wrapped(nodes.background, [nodes.doc]), "background"),
  pull: block(pullQuote, "pull_quote"),
  divider: { run: divider },
  undo: { run: undoTyping },
  redo: { run: redo },
};
export const paragraph = (state, dispatch) => !inFigure(state) && setBlockType(nodes.paragraph)(state, dispatch);

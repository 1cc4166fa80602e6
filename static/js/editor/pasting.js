// Pasting and dropping: what other programs give is made plain, what does not fit here is said in words.
import { closeHistory } from "prosemirror-history";
import { Fragment, Slice } from "prosemirror-model";
import { Plugin } from "prosemirror-state";
import { isAddressAlone, safeAddress } from "./addresses.js";
import { lineAsCard } from "./commands.js";
import { plainHTML } from "./pasted.js";
import { marks, nodes, schema } from "./schema.js";
import { legible } from "./tidy.js";

const LONGEST_HTML = 4_000_000; // characters of markup; of longer ones only the text is taken

export function pasting({ most, say }) {
  const received = (view, event) => {
    const data = event.clipboardData ?? event.dataTransfer;
    const text = data.getData("text/plain"), html = data.getData("text/html");
    const refuse = (why) => (event.preventDefault(), say(why), true);
    if (data.files.length && !text && !html) return refuse("pictures");
    if (Math.max(text.length, text ? 0 : html.length / 20) + view.state.doc.content.size > most) return refuse("tooLong");
    if (event.type !== "paste" || html.length <= LONGEST_HTML) return false;
    event.preventDefault();
    return view.pasteText(text, event);
  };
  return new Plugin({
    props: {
      handleDOMEvents: { paste: received, drop: received },
      transformPastedHTML(html) {
        const plain = plainHTML(html);
        if (plain.hadPictures) say("pictures");
        return plain.html;
      },
      clipboardTextParser: (text, $context) => paragraphsOf(text, $context),
      transformPasted: (slice) => tidied(slice),
      handlePaste: (view, event, slice) => pastedAddress(view, slice),
    },
  });
}

// An empty line begins a paragraph, a line end breaks the line.
function paragraphsOf(text, $context) {
  const inCard = $context.parent.type === nodes.link_card;
  const lines = legible(text).replace(/\t/g, " ");
  const parts = inCard ? [lines.replace(/\s+/g, " ")] : lines.replace(/^\n+|\n+$/g, "").split(/\n\s*\n/);
  const written = (line) => (line ? [schema.text(line, inCard ? [] : $context.marks())] : []);
  const paragraphs = parts.map((part) =>
    nodes.paragraph.create(null, part.split("\n").flatMap((line, at) => [...(at ? [nodes.hard_break.create()] : []), ...written(line)])),
  );
  return inCard ? new Slice(paragraphs[0].content, 0, 0) : Slice.maxOpen(Fragment.from(paragraphs));
}

// A paragraph with an empty line in it is two, and empty ones were only distance.
function tidied(slice) {
  const content = Fragment.from(withoutGaps(slice.content.content));
  const deep = (side) => {
    let depth = 0;
    for (let node = content[side]; node && !node.isInline && !node.isLeaf; node = node[side]) depth += 1;
    return depth;
  };
  return new Slice(content, Math.min(slice.openStart, deep("firstChild")), Math.min(slice.openEnd, deep("lastChild")));
}

function withoutGaps(given) {
  const all = given.flatMap((node) => {
    if (node.type === nodes.paragraph) return splitAtGaps(node);
    return node.isBlock && !node.isTextblock && !node.isLeaf ? [node.copy(Fragment.from(withoutGaps(node.content.content)))] : [node];
  });
  const full = all.filter((node, at) => !isEmptyParagraph(node) || (at === 0 && all[1]?.type.spec.group?.includes("list")));
  return full.length ? full : all.slice(0, 1);
}

const isEmptyParagraph = (node) => node.type === nodes.paragraph && !node.textContent.trim();

function splitAtGaps(paragraph) {
  const parts = [[]];
  let breaks = 0;
  paragraph.forEach((child) => {
    if (child.type === nodes.hard_break) return (breaks += 1);
    if (breaks > 1 && parts.at(-1).length) parts.push([]);
    else if (breaks && parts.at(-1).length) parts.at(-1).push(nodes.hard_break.create());
    breaks = 0;
    return parts.at(-1).push(child);
  });
  return parts.map((part) => paragraph.copy(Fragment.from(part)));
}

// An address alone: over selected words it is their link; on an empty line it becomes a card, and undo makes it a link again.
function pastedAddress(view, slice) {
  const address = slice.content.textBetween(0, slice.content.size, "\n").trim();
  const { $from, empty, from, to } = view.state.selection;
  if (!isAddressAlone(address) || slice.content.childCount > 1 || !$from.parent.type.allowsMarkType(marks.link)) return false;
  const link = marks.link.create({ href: safeAddress(address) });
  if (!empty) {
    if (!$from.sameParent(view.state.selection.$to)) return false;
    view.dispatch(view.state.tr.addMark(from, to, link).setMeta("paste", true));
    return true;
  }
  const onEmptyLine = $from.depth === 1 && $from.parent.type === nodes.paragraph && !$from.parent.content.size;
  view.dispatch(closeHistory(view.state.tr.replaceSelectionWith(schema.text(address, [link]), false).setMeta("paste", true)));
  if (onEmptyLine) view.dispatch(closeHistory(lineAsCard(view.state, link.attrs.href)));
  return true;
}

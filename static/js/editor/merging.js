// Somebody else's words come in: only the blocks that they changed are replaced, so caret, selection and undo stay, and so
// does what was typed here since ``base``, the words that both began from.
import { documentOf, htmlOf } from "./html.js";

const MOST_PAIRS = 1_000_000; // beyond this the differing middle is replaced as one

// { tr, isWhole }: not whole, when a block was changed here as well; then it stays as it is here.
export function merge(state, html, base) {
  const tr = state.tr.setMeta("addToHistory", false);
  const mine = units(state.doc), theirs = units(documentOf(html));
  const old = base === undefined ? mine : units(documentOf(base));
  const place = new Map(matches(texts(old), texts(mine)));
  let isWhole = true;
  for (const hunk of hunks(texts(old), texts(theirs)).reverse()) {
    const fresh = theirs.slice(...hunk.right);
    const touched = old.slice(...hunk.left).map((_, at) => mine[place.get(hunk.left[0] + at)]);
    if (!touched.length) insert(tr, mine, place, hunk.left[0], fresh);
    else if (touched.length === fresh.length) touched.map((unit, at) => unit && [unit, fresh[at].node]).reverse().forEach((pair) => pair && refine(tr, ...pair));
    else if (touched.every(Boolean)) replace(tr, touched, fresh);
    isWhole &&= touched.every(Boolean);
  }
  return { tr, isWhole };
}

const texts = (list) => list.map((unit) => unit.html);
const nodesOf = (list) => list.map((unit) => unit.node);

function insert(tr, mine, place, at, fresh) {
  let before = at - 1;
  if (!place.has(before) && place.has(at)) return tr.insert(mine[place.get(at)].from, nodesOf(fresh));
  while (before >= 0 && !place.has(before)) before -= 1;
  return tr.insert(before < 0 ? 0 : mine[place.get(before)].to, nodesOf(fresh));
}

function replace(tr, [first, ...others], fresh) {
  for (const { from, to } of others.reverse()) tr.delete(from, to);
  if (fresh.length) tr.replaceWith(first.from, first.to, nodesOf(fresh));
  else tr.delete(first.from, first.to);
}

// The top-level blocks that hold something; an empty paragraph, where somebody is about to write, stays as it is.
function units(doc) {
  const out = [];
  doc.forEach((node, from) => {
    const html = htmlOf(node).join("");
    if (html) out.push({ node, html, from, to: from + node.nodeSize });
  });
  return out;
}

function refine(tr, { node, from, to }, fresh) {
  if (!node.sameMarkup(fresh)) return tr.replaceWith(from, to, fresh);
  if (node.isTextblock) return refineText(tr, from + 1, node, fresh);
  const start = node.content.findDiffStart(fresh.content);
  if (start === null) return tr;
  const end = node.content.findDiffEnd(fresh.content);
  const overlap = Math.max(0, start - Math.min(end.a, end.b));
  return tr.replace(from + 1 + start, from + 1 + end.a + overlap, fresh.slice(start, end.b + overlap));
}

// Word by word, so that a caret in the paragraph stays beside its letter.
function refineText(tr, start, node, fresh) {
  const mine = words(node), theirs = words(fresh);
  for (const hunk of hunks(mine.map((word) => word.key), theirs.map((word) => word.key)).reverse()) {
    const [left, right] = hunk.right.map((at) => theirs[at]?.at ?? fresh.content.size);
    tr.replaceWith(...hunk.left.map((at) => start + (mine[at]?.at ?? node.content.size)), fresh.content.cut(left, right));
  }
  return tr;
}

function words(textblock) {
  const out = [];
  textblock.forEach((child, offset) => {
    const marks = JSON.stringify(child.marks);
    for (const found of (child.text ?? "\n").matchAll(/\s+|\S+/g)) out.push({ key: found[0] + marks, at: offset + found.index });
  });
  return out;
}

// Where two sequences differ: { left: [from, to], right: [from, to] }.
function hunks(left, right) {
  const out = [];
  let from = [0, 0];
  for (const [one, other] of [...matches(left, right), [left.length, right.length]]) {
    if (one > from[0] || other > from[1]) out.push({ left: [from[0], one], right: [from[1], other] });
    from = [one + 1, other + 1];
  }
  return out;
}

// Pairs of places with the same thing.
function matches(left, right) {
  let head = 0, tail = 0;
  const shortest = Math.min(left.length, right.length);
  while (head < shortest && left[head] === right[head]) head += 1;
  while (tail < shortest - head && left.at(-1 - tail) === right.at(-1 - tail)) tail += 1;
  const ends = [left.length - tail, right.length - tail];
  return [
    ...Array.from({ length: head }, (_, at) => [at, at]),
    ...common(left.slice(head, ends[0]), right.slice(head, ends[1])).map((pair) => pair.map((at) => at + head)),
    ...Array.from({ length: tail }, (_, at) => ends.map((end) => end + at)),
  ];
}

// The longest common subsequence, as pairs of places.
function common(left, right) {
  if (left.length * right.length > MOST_PAIRS) return [];
  const lengths = Array.from({ length: left.length + 1 }, () => new Uint16Array(right.length + 1));
  for (let i = left.length - 1; i >= 0; i -= 1)
    for (let j = right.length - 1; j >= 0; j -= 1)
      lengths[i][j] = left[i] === right[j] ? lengths[i + 1][j + 1] + 1 : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
  const pairs = [];
  for (let i = 0, j = 0; i < left.length && j < right.length; ) {
    if (left[i] === right[j]) pairs.push([i++, j++]);
    else if (lengths[i + 1][j] >= lengths[i][j + 1]) i += 1;
    else j += 1;
  }
  return pairs;
}

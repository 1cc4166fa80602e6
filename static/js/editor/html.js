// The words as HTML and back. What is written here is what the server keeps, character for character (see
// newsroom/language/runs.py and blocks.py): a save then never changes the text under somebody's hands.
import { DOMParser } from "prosemirror-model";
import { spoken } from "./addresses.js";
import { schema } from "./schema.js";
import { escaped, legible } from "./tidy.js";

const LOOSE_STROKE = /(?<=^|[ \n\u00a0])\u0338+/g;
const WHITE = /[ \n\u00a0]+/g;
const GONE = "\ufdd0", PARAGRAPH_END = "\u2029"; // `legible` leaves none of these in a text
const LAST_WORDS = /^(divider|link_card|pull_quote|photo|gallery)$/;
const known = new WeakMap(); // node → its blocks: a keystroke makes one new paragraph, and only that is written anew

// ---- Reading

export function documentOf(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  template.content.querySelectorAll("li").forEach(beginWithText);
  const doc = DOMParser.fromSchema(schema).parse(template.content);
  // Somewhere to go on writing after a figure or a line.
  return LAST_WORDS.test(doc.lastChild.type.name) ? doc.copy(doc.content.addToEnd(schema.node("paragraph"))) : doc;
}

// An item that is nothing but a list has an empty line of its own here.
export function beginWithText(item) {
  const first = Array.from(item.childNodes).find((node) => node.nodeType === Node.ELEMENT_NODE || node.data?.trim());
  if (first?.localName === "ul" || first?.localName === "ol") item.prepend(document.createElement("p"));
}

// ---- Writing

export function blocks(doc) {
  return Array.from({ length: doc.childCount }, (_, at) => htmlOf(doc.child(at))).flat();
}

// A paragraph with an empty line in it is two; what holds no text is none.
export function htmlOf(node) {
  return kept(node).map(tagged);
}

const tagged = ([name, inside, about = ""]) => (name === "hr" ? "<hr>" : name ? `<${name}${about}>${inside}</${name}>` : inside);
const children = (node) => Array.from({ length: node.childCount }, (_, at) => kept(node.child(at))).flat();

function kept(node) {
  if (!known.has(node)) known.set(node, (WRITERS[node.type.name] ?? container(node.type.name))(node));
  return known.get(node);
}

const container = (type) => (node) => {
  const inside = children(node);
  return inside.some(([name]) => name !== "hr") ? [[TAGS[type], inside.map(tagged).join("")]] : [];
};
const line = (name) => (node) => {
  const parts = paragraphs(node).map(written);
  return parts.length ? [[name, parts.join("<br>")]] : [];
};

const TAGS = { bullet_list: "ul", ordered_list: "ol", quote: "blockquote", background: "aside", pull_text: "blockquote" };
const WRITERS = {
  paragraph: (node) => paragraphs(node).map((runs) => ["p", written(runs)]),
  heading: (node) => line(`h${node.attrs.level}`)(node),
  divider: () => [["hr", ""]],
  list_item(node) {
    const inside = children(node);
    const alone = inside.filter(([name]) => name === "p").length === 1;
    const bare = alone ? inside.map(([name, html]) => [name === "p" ? "" : name, html]) : inside;
    return inside.length ? [["li", bare.map(tagged).join("")]] : [];
  },
  pull_author: line("figcaption"),
  pull_quote(node) {
    const [text, author] = [kept(node.child(0)), kept(node.child(1))];
    if (text.length) return [["figure", [...text, ...author].map(tagged).join("")]];
    return author.map(([, html]) => ["p", html]);
  },
  // While it has no name, the words go without it.
  photo(node) {
    const caption = paragraphs(node).map(written).join(" ");
    return node.attrs.name ? [["figure", `<figcaption>${caption}</figcaption>`, ` data-photo="${node.attrs.name}"`]] : [];
  },
  gallery(node) {
    const photos = children(node);
    return photos.length > 1 ? [["div", photos.map(tagged).join(""), " data-gallery"]] : photos;
  },
  link_card(node) {
    const title = paragraphs(node).flat().map((run) => run.text).join("") || spoken(node.attrs.href);
    return [["figure", written([{ text: title, href: node.attrs.href }])]];
  },
};

function paragraphs(node) {
  const runs = [];
  node.forEach((child) => {
    const text = child.isText ? legible(child.text).replace(/[ \t\n]+/g, " ") : "\n";
    const has = (name) => child.marks.some((mark) => mark.type.name === name);
    runs.push({ text, href: child.marks.find((mark) => mark.type.name === "link")?.attrs.href ?? "", strong: has("strong"), em: has("em") });
  });
  const tidied = merged(runs).map((run) => ({ ...run, text: legible(run.text).replace(LOOSE_STROKE, (strokes) => "\u0337".repeat(strokes.length)) }));
  const parts = [[]];
  for (const run of shrunk(tidied)) {
    const [first, ...others] = run.text.split(PARAGRAPH_END);
    parts.at(-1).push({ ...run, text: first });
    for (const text of others) parts.push([{ ...run, text }]);
  }
  const marked = parts.map((part) => merged(part.filter((run) => run.text).map(unmarkedWhite)));
  return marked.filter((part) => part.some((run) => run.text.trim()));
}

const sameMarks = (one, other) => one.href === other.href && one.strong === other.strong && one.em === other.em;

function merged(runs) {
  const out = [];
  for (const run of runs) {
    if (out.length && sameMarks(out.at(-1), run)) out[out.length - 1] = { ...run, text: out.at(-1).text + run.text };
    else out.push(run);
  }
  return out;
}

// White space runs on through the marks: it is measured on the whole text, then dealt out.
function shrunk(runs) {
  let whole = runs.map((run) => run.text).join("");
  whole = whole.replace(WHITE, (found, at) => oneWhite(found, at, whole.length).padEnd(found.length, GONE));
  let at = 0;
  const out = runs.map((run) => ({ ...run, text: whole.slice(at, (at += run.text.length)).replaceAll(GONE, "") }));
  return out.filter((run) => run.text);
}

function oneWhite(found, at, length) {
  if (at === 0 || at + found.length === length) return "";
  const breaks = found.split("\n").length - 1;
  if (breaks) return breaks === 1 ? "\n" : PARAGRAPH_END;
  return found.replace(/ {2,}/g, " ");
}

function unmarkedWhite(run) {
  return run.text.trim() ? run : { text: run.text, href: "", strong: false, em: false };
}

function written(runs) {
  let html = "", opened = [];
  for (const run of runs) {
    const wanted = [run.href && `a href="${escaped(run.href).replace(/"/g, "&quot;")}"`, run.strong && "strong", run.em && "em"].filter(Boolean);
    let same = 0;
    while (same < Math.min(opened.length, wanted.length) && opened[same] === wanted[same]) same += 1;
    html += closing(opened.slice(same)) + wanted.slice(same).map((tag) => `<${tag}>`).join("");
    html += escaped(run.text).replaceAll("\n", "<br>");
    opened = wanted;
  }
  return html + closing(opened);
}

const closing = (tags) => tags.reverse().map((tag) => `</${tag.split(" ")[0]}>`).join("");

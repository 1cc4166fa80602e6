// The blocks and marks of a body: exactly what newsroom/language/arranging.py keeps, nested as it nests them.
import { Schema } from "prosemirror-model";
import { safeAddress } from "./addresses.js";

const TEXT = "inline*";
const block = (tag, spec) => ({ parseDOM: [{ tag }], toDOM: () => [tag, 0], ...spec });
const headings = { h1: 2, h2: 2, h3: 3, h4: 3, h5: 3, h6: 3 };

const onlyChild = (figure) => figure.childElementCount === 1 && figure.textContent.trim() === figure.firstElementChild.textContent.trim();
const cardOf = (figure) => {
  const link = figure.firstElementChild;
  const href = onlyChild(figure) && link.matches("a[href]") && safeAddress(link.getAttribute("href"));
  return href ? { href } : false;
};
const isPullQuote = (figure) => {
  const tags = Array.from(figure.children, (child) => child.localName).join(" ");
  const inside = Array.from(figure.firstElementChild?.children ?? [], (child) => child.localName);
  return (tags === "blockquote" || tags === "blockquote figcaption") && inside.every((name) => name === "p") && null;
};

const photoOf = ({ dataset: { photo } }) => /^[a-z0-9]{16}$/.test(photo) && { name: photo };

export const schema = new Schema({
  nodes: {
    doc: { content: "block+" },
    paragraph: block("p", { group: "block flow", content: TEXT }),
    heading: {
      group: "block flow", content: TEXT, defining: true, attrs: { level: { default: 2, validate: "number" } },
      parseDOM: Object.entries(headings).map(([tag, level]) => ({ tag, attrs: { level } })),
      toDOM: (node) => [`h${node.attrs.level}`, 0],
    },
    bullet_list: block("ul", { group: "block flow list", content: "list_item+" }),
    ordered_list: block("ol", { group: "block flow list", content: "list_item+" }),
    list_item: block("li", { content: "paragraph (paragraph | list)*", defining: true }),
    quote: block("blockquote", { group: "block", content: "flow+", defining: true }),
    background: block("aside", { group: "block", content: "(flow | quote)+", defining: true }),
    pull_quote: {
      group: "block", content: "pull_text pull_author", defining: true, isolating: true,
      parseDOM: [{ tag: "figure", getAttrs: isPullQuote, priority: 60 }], toDOM: () => ["figure", 0],
    },
    pull_text: block("blockquote", { content: "paragraph+", parseDOM: [{ tag: "blockquote", context: "pull_quote/", priority: 60 }] }),
    pull_author: block("figcaption", { content: TEXT, parseDOM: [{ tag: "figcaption", context: "pull_quote/" }] }),
    link_card: {
      group: "block", content: "text*", marks: "", isolating: true, defining: true, attrs: { href: { validate: "string" } },
      parseDOM: [{ tag: "figure", getAttrs: cardOf, contentElement: "a", priority: 60 }],
      toDOM: (node) => ["figure", ["a", { href: node.attrs.href }, 0]],
    },
    // One that is being uploaded has no name yet, but an ``upload`` of this page.
    photo: {
      group: "block", content: "text*", marks: "", isolating: true, defining: true, draggable: true,
      attrs: { name: { default: "", validate: "string" }, upload: { default: "", validate: "string" } },
      parseDOM: [{ tag: "figure", getAttrs: photoOf, contentElement: (figure) => figure.querySelector("figcaption") ?? document.createElement("i"), priority: 61 }],
      toDOM: (node) => ["figure", { "data-photo": node.attrs.name }, ["figcaption", 0]],
    },
    gallery: block("div", { group: "block", content: "photo{2,}", isolating: true, parseDOM: [{ tag: "div[data-gallery]" }], toDOM: () => ["div", { "data-gallery": "" }, 0] }),
    divider: { group: "block flow", parseDOM: [{ tag: "hr" }], toDOM: () => ["hr"] },
    text: { group: "inline" },
    hard_break: { group: "inline", inline: true, selectable: false, parseDOM: [{ tag: "br" }], toDOM: () => ["br"] },
  },
  // Their order is how they nest: links outside, then strong, then em.
  marks: {
    link: {
      attrs: { href: { validate: "string" } }, inclusive: false,
      parseDOM: [{ tag: "a[href]", getAttrs: (dom) => { const href = safeAddress(dom.getAttribute("href")); return href ? { href } : false; } }],
      toDOM: (mark) => ["a", { href: mark.attrs.href }, 0],
    },
    strong: { parseDOM: [{ tag: "strong" }, { tag: "b" }], toDOM: () => ["strong", 0] },
    em: { parseDOM: [{ tag: "em" }, { tag: "i" }], toDOM: () => ["em", 0] },
  },
});

export const { nodes, marks } = schema;
export const DEEPEST_LIST = 6;

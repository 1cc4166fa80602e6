// What other programs put on the clipboard, made plain: Word's lists, Google's bold, Telegram's breaks, the web's clutter.
// Nothing here runs or loads: the HTML is taken apart in a <template>, which has no window.
import { beginWithText } from "./html.js";

// Even there our policy reports each style="…" and onclick="…". So before parsing, whatever might begin one gets a mark
// (no character: the server would drop it too), which is wiped off again wherever it turned out to be text.
const MARK = "\ufdd1";
const STYLE = `${MARK}style`;

const NOT_TEXT = "script, style, meta, link, base, title, head, template, iframe, noscript, object, embed, svg, math, textarea, select, audio, video, canvas, input, button";
const PARTING = "aside, td, th, caption, dt, dd, summary, option, legend, center, main, nav, search, details, dialog";
const PICTURES = "img, picture, figure:has(img, picture, video, iframe)";
const EMOJI = /^\p{Extended_Pictographic}[\p{Extended_Pictographic}\p{Emoji_Modifier}\u200d\ufe0f]*$/u;
const KEPT = new Set(["href", "data-pm-slice", "data-photo", "data-gallery"]);

// { html, hadPictures }: HTML of plain elements, and whether pictures had to stay behind.
export function plainHTML(source) {
  const template = document.createElement("template");
  template.innerHTML = source.replace(/(?<=[\s"']|[^<]\/)(?=style|on)/gi, MARK);
  const root = template.content;
  const isOurs = root.querySelector("[data-pm-slice]"); // copied from an editor like this one
  const hadPictures = !isOurs && withoutPictures(root);
  const steps = isOurs ? [withoutNoise] : [wordLists, withoutNoise, wordParagraphs, marked, googleLinks, parted, keptLines, joinedLists, listsInItems];
  for (const step of [...steps, unmarked]) step(root);
  return { html: template.innerHTML, hadPictures };
}

function unmarked(root) {
  each(root, "*", (element) => {
    for (const { name, value } of Array.from(element.attributes)) {
      if (KEPT.has(name)) element.setAttribute(name, value.replaceAll(MARK, ""));
      else element.removeAttribute(name);
    }
  });
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) if (texts.currentNode.data.includes(MARK)) texts.currentNode.data = texts.currentNode.data.replaceAll(MARK, "");
}

const listsInItems = (root) => each(root, "li", beginWithText);
const style = (element) => (element.getAttribute(STYLE) ?? "").toLowerCase().replace(/\s/g, "");
const each = (root, selector, act) => root.querySelectorAll(selector).forEach(act);
const unwrap = (element) => element.replaceWith(...element.childNodes);
const rename = (element, name) => {
  const renamed = document.createElement(name);
  renamed.append(...element.childNodes);
  element.replaceWith(renamed);
  return renamed;
};

function withoutPictures(root) {
  each(root, "img[alt]", (image) => EMOJI.test(image.alt) && image.replaceWith(image.alt));
  const hadPictures = Boolean(root.querySelector("img, video, iframe"));
  each(root, PICTURES, (picture) => picture.remove());
  return hadPictures;
}

// Word writes an item as a paragraph, its bullet as text: <p style="mso-list:l0 level2 lfo1"><span style="mso-list:Ignore">o </span>…
function wordLists(root) {
  let open = []; // the lists that are open, the outermost first
  each(root, "p, h1, h2, h3, h4, h5, h6", (paragraph) => {
    const asked = Number(/mso-list:l\d+level(\d+)/.exec(style(paragraph))?.[1] ?? Number(/^MsoListParagraph/.test(paragraph.className)));
    if (open[0]?.nextElementSibling !== paragraph) open = [];
    if (!asked) return;
    const tag = /^\s*[\p{L}\p{N}]{1,4}[.)]/u.test(takenMarker(paragraph)) ? "ol" : "ul";
    open.length = Math.min(open.length, asked);
    if (open.length === asked && open.at(-1).localName !== tag) open.pop();
    if (open.length < asked) {
      const list = document.createElement(tag);
      if (open.length) open.at(-1).lastElementChild.append(list);
      else paragraph.before(list);
      open.push(list);
    }
    open.at(-1).append(rename(paragraph, "li"));
  });
}

function takenMarker(paragraph) {
  const sign = Array.from(paragraph.querySelectorAll(`[${STYLE}]`)).find((span) => /mso-list:ignore/.test(style(span)));
  sign?.remove();
  return sign?.textContent ?? "";
}

function withoutNoise(root) {
  each(root, NOT_TEXT, (element) => element.remove());
  each(root, `[hidden], [${STYLE}*="none"]`, (element) => (element.hidden || /(^|;)display:none/.test(style(element))) && element.remove());
  each(root, "br.Apple-interchange-newline", (element) => element.remove());
  each(root, "span.Apple-converted-space", (element) => element.replaceWith(" "));
  each(root, ".ListContainerWrapper", unwrap);
}

function wordParagraphs(root) {
  each(root, "p.MsoTitle", (paragraph) => rename(paragraph, "h2"));
  each(root, "p.MsoQuote, p.MsoIntenseQuote", (paragraph) => rename(paragraph, "blockquote"));
}

// Bold and italic by style become bold and italic by name; a heading is bold anyway.
function marked(root) {
  each(root, `:is(b, strong)[${STYLE}]`, (bold) => /(^|;)font-weight:(normal|[1-5]00)/.test(style(bold)) && unwrap(bold));
  each(root, `:is(i, em)[${STYLE}]`, (italic) => /(^|;)font-style:normal/.test(style(italic)) && unwrap(italic));
  each(root, `[${STYLE}*="font"]`, (element) => {
    if (/(^|;)font-weight:(bold|[6-9]00)/.test(style(element))) wrapInside(element, "strong");
    if (/(^|;)font-style:(italic|oblique)/.test(style(element))) wrapInside(element, "em");
  });
  each(root, ":is(h1, h2, h3, h4, h5, h6) :is(b, strong)", unwrap);
}

function wrapInside(element, name) {
  const inside = document.createElement(name);
  inside.append(...element.childNodes);
  element.append(inside);
}

// Google sends every link through itself.
function googleLinks(root) {
  each(root, "a[href]", (link) => {
    const address = link.getAttribute("href").replaceAll(MARK, "");
    if (!URL.canParse(address)) return;
    const { hostname, pathname, searchParams } = new URL(address);
    const meant = /^www\.google\./.test(hostname) && pathname === "/url" && (searchParams.get("q") ?? searchParams.get("url"));
    if (meant) link.setAttribute("href", meant);
  });
}

function parted(root) {
  each(root, PARTING, (element) => rename(element, "div"));
  each(root, "table, thead, tbody, tfoot, tr, colgroup", unwrap);
}

function keptLines(root) {
  each(root, `pre, [${STYLE}*="pre-wrap"], [${STYLE}*="pre-line"]`, (element) => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) if (walker.currentNode.data.includes("\n")) texts.push(walker.currentNode);
    for (const text of texts) text.replaceWith(...text.data.split("\n").flatMap((line, at) => (at ? [document.createElement("br"), line] : [line])));
  });
}

function joinedLists(root) {
  each(root, "ul + ul, ol + ol", (list) => {
    const before = list.previousSibling;
    if (before.nodeType === Node.TEXT_NODE && before.data.trim()) return;
    list.previousElementSibling.append(...list.childNodes);
    list.remove();
  });
}

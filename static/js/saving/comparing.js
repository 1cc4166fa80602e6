// How a text of the journal differs from the server's, as the server shows it; plainly where it does not answer.
import { send } from "./sending.js";

// An element to show; null where the server has all of it.
export async function compared(entry, token) {
  const address = entry.article ? `/desk/articles/${entry.article}/unsaved` : "/desk/articles/unsaved";
  const ids = entry.ids.map((id) => ["follows", id]);
  const { status, text } = await send(address, [["csrf_token", token], ["base", entry.base], ...ids, ...entry.fields]);
  if (status === 204) return null;
  return (status === 200 && fragment(text)) || plain(entry);
}

function fragment(html) {
  return new DOMParser().parseFromString(html, "text/html").querySelector("#unsaved");
}

export function plain({ fields }) {
  const texts = new Map(fields);
  const html = new DOMParser().parseFromString(texts.get("body") ?? "", "text/html").body;
  const paragraphs = html.children.length ? Array.from(html.children, (block) => block.textContent) : [html.textContent];
  const view = document.createElement("div");
  for (const text of [texts.get("headline"), texts.get("lede"), ...paragraphs].filter(Boolean)) {
    const line = document.createElement("p");
    line.className = "difference__words";
    line.textContent = text;
    view.append(line);
  }
  return view;
}

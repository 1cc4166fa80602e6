// A new article has been saved for the first time: the page becomes the article's own, and no field in use is touched.
const IN_PLACE = ["#company", "#checklist", "#preview", "h1"];
const AFTER_THE_FORM = ["#return-form", ".panel--beside"];

export async function arrive(form, { addresses }) {
  const [article] = addresses.edit.match(/\d+/);
  if (form.dataset.article === article) return;
  form.dataset.article = article;
  form.dataset.autosave = addresses.autosave;
  history.replaceState(history.state, "", addresses.edit);
  send(form, addresses.save, "action");
  for (const [id, address] of [["publish", addresses.publish], ["hand-over", addresses.submit]]) {
    const button = document.getElementById(id);
    if (button) send(button, address, "formaction");
  }
  await fill(form, addresses.edit);
}

function send(element, address, attribute) {
  element.setAttribute(attribute, address);
  element.setAttribute("hx-post", address);
}

// What only an article has: who else is here, what is missing, its history.
async function fill(form, address) {
  const response = await fetch(address).catch(() => null);
  if (!response?.ok) return;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  document.title = page.title;
  for (const selector of IN_PLACE) bring(page.querySelector(selector), (part) => document.querySelector(selector)?.replaceWith(part));
  for (const selector of AFTER_THE_FORM) bring(page.querySelector(selector), (part) => document.querySelector(selector) ?? form.parentElement.append(part));
}

function bring(part, put) {
  if (!part) return;
  put(document.adoptNode(part));
  if (part.isConnected) htmx.process(part);
}

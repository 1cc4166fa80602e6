// A request that met a dead session (401): the sign-in appears in #session-notice and the page stays as it is.
const notice = document.querySelector("#session-notice");

document.addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
  if (ctx.response.status !== 401) return;
  // While somebody types a password there, another refused request must not draw the form anew.
  const swap = isAsking() && !notice.contains(ctx.sourceElement) ? "none" : "innerHTML";
  Object.assign(ctx, { select: null, selectOOB: null, push: null, replace: null });
  Object.assign(ctx.hx, { retarget: "#session-notice", reswap: swap, reselect: undefined });
});

// Any other refusal of what somebody asked for: said in words, and the page stays. A poll asks for itself, and rests.
document.addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
  const { status } = ctx.response;
  if (status < 400 || status === 401 || status === 422 || ctx.sourceEvent?.type === "every" || isAsking()) return;
  const said = new DOMParser().parseFromString(ctx.text ?? "", "text/html").querySelector("#refused");
  if (said && !ctx.sourceElement.closest("#article-form")) notice.replaceChildren(document.adoptNode(said));
});

// The same for a request that was not htmx's: `html` is the server's answer.
export function askToSignIn(html) {
  const form = new DOMParser().parseFromString(html, "text/html").querySelector("#sign-in-again");
  if (!form || isAsking()) return;
  notice.replaceChildren(document.adoptNode(form));
  htmx.process(notice);
}

const isAsking = () => Boolean(notice.querySelector("form"));

// Once something has worked again, the notice has said enough.
export function allIsWell() {
  notice.querySelector("#signed-in-again, #refused")?.remove();
}

document.addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
  if (ctx.response.status < 400 && !notice.contains(ctx.sourceElement)) allIsWell();
});

// Signed in again: the new session has a new token, and every form on the page needs it, if it is the same person's page.
document.addEventListener("session-renewed", ({ detail }) => {
  const { staff } = document.querySelector("#unsaved-dialog")?.dataset ?? {};
  if (staff && detail.staff && String(detail.staff) !== staff) return;
  for (const input of document.querySelectorAll('input[name="csrf_token"]')) input.value = detail.token;
});

// A refused form is shown at the page's own address, never at the one it was posted to.
document.addEventListener("htmx:before:history:update", (event) => {
  if (event.detail.response?.status >= 400) event.preventDefault();
});

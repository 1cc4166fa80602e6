// Shows a partner's box as it would look, a moment after a setting is changed. Without it a button does.
const PAUSE = 400;
const form = document.querySelector("#partner-form");
const frame = document.querySelector("iframe[name=preview]");
let waiting;

function show() {
  const settings = new URLSearchParams(new FormData(form));
  frame.contentWindow.location.replace(`${form.dataset.preview}?${settings}`);
}

form.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(show, PAUSE);
});

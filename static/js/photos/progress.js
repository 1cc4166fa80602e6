// What an upload has to say, and what may be done about it: a copy of the page's template that follows it.
import { sketch } from "./sketch.js";

const percents = new Intl.NumberFormat(document.documentElement.lang, { style: "percent" });

export function progressOf(upload, { remove }) {
  const view = document.querySelector("#upload-under-way").content.firstElementChild.cloneNode(true);
  const part = (name) => view.querySelector(`[data-${name}]`);
  const bar = part("bar"), said = part("said");
  part("name").textContent = upload.file.name;
  part("cancel").addEventListener("click", () => (upload.cancel(), remove()));
  part("retry").addEventListener("click", () => upload.retry());
  part("remove").addEventListener("click", remove);
  sketch(upload.file, part("sketch"));
  const show = () => {
    const { state, progress } = upload;
    const percent = Math.round(progress * 100);
    view.dataset.state = state;
    bar.value = percent;
    bar.hidden = !["waiting", "sending"].includes(state);
    write(said, state === "refused" && upload.why ? upload.why : (said.dataset[wordOf(state, percent)] ?? "").replace("{percent}", percents.format(progress)));
    said.ariaLive = state === "sending" ? "off" : "polite"; // each percent read aloud would drown the rest
    part("cancel").hidden = !upload.isUnderWay;
    part("retry").hidden = !["again", "cancelled"].includes(state) && !(state === "refused" && upload.mayPass);
    part("remove").hidden = upload.isUnderWay || state === "done";
  };
  upload.addEventListener("change", show);
  show();
  return view;
}

const wordOf = (state, percent) => (state === "sending" && percent === 100 ? "arriving" : state === "signed-out" ? "signedOut" : state);

function write(element, words) {
  if (element.textContent !== words) element.textContent = words;
}

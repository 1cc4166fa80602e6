// All uploads of this page: a few at once, the others wait their turn; leaving the page while one is under way is asked about.
import { Upload } from "./upload.js";

const AT_ONCE = 2;
const all = new Map();

const template = () => document.querySelector("#upload-under-way");

export function upload(file) {
  const { url, most, tooLarge, notAPhoto } = template().dataset;
  const made = new Upload(file, { url, most: Number(most) });
  all.set(made.id, made);
  made.addEventListener("change", next);
  if (file.size > made.most) made.refuse(tooLarge);
  else if (file.type && !file.type.startsWith("image/")) made.refuse(notAPhoto);
  else next();
  return made;
}

export const uploadOf = (id) => all.get(id);
export const isImage = (file) => file.type.startsWith("image/");

function next() {
  const list = [...all.values()];
  const room = AT_ONCE - list.filter((one) => one.state === "sending").length;
  if (room > 0) list.find((one) => one.state === "waiting")?.start();
}

window.addEventListener("beforeunload", (event) => {
  if ([...all.values()].some((one) => one.isUnderWay)) event.preventDefault();
});

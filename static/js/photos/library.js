// The library's page: files go up one by one with their bars, by the form or dropped anywhere, and stand among the others
// when they are taken in. Without this the form sends them all at once.
import { progressOf } from "./progress.js";
import { upload } from "./uploads.js";

const form = document.querySelector("#upload"), list = document.querySelector("#uploads");

function take(files) {
  for (const file of files) {
    const under = upload(file);
    const row = document.createElement("li");
    row.append(progressOf(under, { remove: () => row.remove() }));
    list.append(row);
    under.addEventListener("change", () => under.state === "done" && arrived(under, row));
  }
}

async function arrived({ photo }, row) {
  const response = await fetch(`${location.pathname}/${photo.name}/card`, { headers: { "HX-Request": "true" } });
  if (!response.ok) return;
  row.remove();
  document.querySelector(`#photo-${photo.name}`)?.closest("li").remove();
  const shelf = document.querySelector(".shelf");
  if (!shelf) return location.reload();
  const place = document.createElement("li");
  place.innerHTML = await response.text();
  shelf.prepend(place);
  htmx.process(place);
}

form.dataset.isAlive = "";
form.querySelector("input[type=file]").addEventListener("change", ({ target }) => {
  take([...target.files]);
  target.value = "";
});
document.addEventListener("dragover", (event) => event.dataTransfer?.types.includes("Files") && event.preventDefault());
document.addEventListener("drop", (event) => {
  if (!event.dataTransfer?.files.length || event.target.closest("input")) return;
  event.preventDefault();
  take([...event.dataTransfer.files]);
});

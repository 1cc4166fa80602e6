// The point that matters in a picture: set by pressing on it or by the arrows of the two fields, shown on it and in the crops.
const fields = { x: document.querySelector("#focal_x"), y: document.querySelector("#focal_y") };

function show() {
  const frame = document.querySelector("[data-focal]");
  if (!frame) return;
  const [x, y] = [fields.x, fields.y].map((field) => `${Math.min(100, Math.max(0, Number(field.value) || 0))}%`);
  const point = frame.querySelector("[data-point]");
  Object.assign(point.style, { left: x, top: y });
  const may = !fields.x.matches(":disabled");
  for (const part of document.querySelectorAll("[data-point], [data-crops], [data-focal-hint]")) part.hidden = !may;
  for (const crop of document.querySelectorAll(".look__crop")) crop.style.objectPosition = `${x} ${y}`;
}

document.addEventListener("click", (event) => {
  const picture = event.target.closest("[data-focal] img");
  if (!picture || fields.x.matches(":disabled")) return;
  const box = picture.getBoundingClientRect();
  fields.x.value = Math.round(((event.clientX - box.left) / box.width) * 100);
  fields.y.value = Math.round(((event.clientY - box.top) / box.height) * 100);
  show();
});

for (const field of Object.values(fields)) field?.addEventListener("input", show);
document.addEventListener("htmx:after:swap", show);
if (fields.x) show();

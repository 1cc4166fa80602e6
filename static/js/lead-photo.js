// The lead photo's field: what is picked is kept like what is typed, and can be taken out again.
const field = document.getElementById("lead_photo");

field?.addEventListener("change", ({ isTrusted }) => {
  if (!isTrusted) field.dispatchEvent(new Event("input", { bubbles: true }));
});

document.getElementById("no-lead-photo")?.addEventListener("click", () => {
  if (!field.value) return;
  field.value = "";
  field.dispatchEvent(new Event("change", { bubbles: true }));
});

// The lead photo can be taken out of its field again; that is kept like whatever is typed.
document.getElementById("no-lead-photo")?.addEventListener("click", () => {
  const field = document.getElementById("lead_photo");
  if (!field.value) return;
  field.value = "";
  for (const event of ["input", "change"]) field.dispatchEvent(new Event(event, { bubbles: true }));
});

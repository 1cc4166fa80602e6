// Copies the text of a field; without this script the field itself can be selected.
const WHILE = 5000;
for (const button of document.querySelectorAll("[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  const label = button.firstElementChild;
  const usual = label.textContent;
  let waiting;
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      return; // the browser refuses: what is selected can be copied by hand
    }
    label.textContent = button.dataset.copied;
    clearTimeout(waiting);
    waiting = setTimeout(() => (label.textContent = usual), WHILE);
  });
}

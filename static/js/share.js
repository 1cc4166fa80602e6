// What a browser can do about sharing by itself: its own menu, and the clipboard. The plain links beside work without it.
const WHILE = 5000;
for (const share of document.querySelectorAll("[data-share]")) {
  const { url, title } = share.dataset;
  let waiting;
  const copy = share.querySelector("[data-copy-link]");
  const send = share.querySelector("[data-native]");
  copy.parentElement.hidden = !navigator.clipboard;
  send.parentElement.hidden = !navigator.canShare?.({ url, title });
  send.addEventListener("click", () => navigator.share({ url, title }).catch(() => {})); // closing the menu is no fault
  copy.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(url);
    } catch {
      return; // the browser refuses, and the plain links are there
    }
    const usual = (copy.dataset.usual ??= copy.textContent);
    const say = (word) => (copy.textContent = share.querySelector("[role=status]").textContent = word);
    say(copy.dataset.copied);
    clearTimeout(waiting);
    waiting = setTimeout(() => (copy.textContent = usual), WHILE);
  });
}

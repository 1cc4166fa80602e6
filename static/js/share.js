// What a browser can do about sharing by itself: its own menu, and the clipboard. The plain links beside work without it.
for (const share of document.querySelectorAll("[data-share]")) {
  const { url, title } = share.dataset;
  const copy = share.querySelector("[data-copy-link]");
  const send = share.querySelector("[data-native]");
  copy.parentElement.hidden = !navigator.clipboard;
  send.parentElement.hidden = !navigator.canShare?.({ url, title });
  send.addEventListener("click", () => navigator.share({ url, title }).catch(() => {})); // closing the menu is no fault
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(url);
    copy.textContent = share.querySelector("[role=status]").textContent = copy.dataset.copied;
  });
}

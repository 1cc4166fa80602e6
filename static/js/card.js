// The card's only script. Tells the page around it, in the words of WordPress's embeds, how high the card is and which
// link was followed. A classic script: in a sandboxed frame a module would be refused. It reads nothing of the other page.
{
  // WordPress appends its own to whatever secret the address has: the last one counts.
  const secret = () => location.hash.match(/.*secret=([a-zA-Z0-9]{10})/)?.[1];
  const isFramed = window.parent !== window;

  function tell(message, value) {
    window.parent.postMessage({ message, value, secret: secret() }, "*");
  }

  function tellHeight() {
    if (isFramed && secret()) tell("height", Math.ceil(document.body.getBoundingClientRect().height));
  }

  // The frame may not lead the page around it anywhere; WordPress does, to the host of this address.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    const isPlain = event.button === 0 && !(event.altKey || event.ctrlKey || event.metaKey || event.shiftKey);
    if (!link || !isPlain || !isFramed || !secret()) return;
    event.preventDefault();
    tell("link", link.href);
  });

  window.addEventListener("message", (event) => {
    const isAsked = event.source === window.parent && event.data?.message === "ready";
    if (isAsked && event.data.secret === secret()) tellHeight();
  });
  // WordPress hides the frame until it hears of a height, and in a hidden frame no observer is called.
  window.addEventListener("load", tellHeight);
  window.addEventListener("hashchange", tellHeight);
  new ResizeObserver(tellHeight).observe(document.body);
}

"""What WordPress does with an article's address: our own rendering of its protocol, for tests.

Its filter takes nearly all attributes away and adds its own secret; its script listens to the card.
"""

import re
from secrets import token_hex

from bs4 import BeautifulSoup

KEPT = {
    "a": {"href"},
    "blockquote": set(),
    "iframe": {
        *("src", "width", "height", "title"),
        *("frameborder", "marginwidth", "marginheight", "scrolling"),
    },
}
SCRIPT = """
window.heard = [];
addEventListener("message", ({ data, source }) => {
  if (!data || !(data.secret || data.message || data.value) || /[^a-zA-Z0-9]/.test(data.secret)) return;
  heard.push({ ...data });
  for (const quotation of document.querySelectorAll(`blockquote[data-secret="${data.secret}"]`)) quotation.style.display = "none";
  for (const frame of document.querySelectorAll(`iframe[data-secret="${data.secret}"]`)) {
    if (source !== frame.contentWindow) continue;
    frame.removeAttribute("style");
    if (data.message === "height") frame.height = Math.min(1000, Math.max(200, parseInt(data.value, 10)));
    if (data.message === "link" && new URL(data.value).host === new URL(frame.src).host && document.activeElement === frame) {
      top.location.href = data.value;
    }
  }
});
addEventListener("DOMContentLoaded", () => {
  for (const frame of document.querySelectorAll("iframe.wp-embedded-content")) {
    frame.contentWindow.postMessage({ message: "ready", secret: frame.dataset.secret }, "*");
  }
});
"""
PAGE = """<!doctype html><html lang="uk"><meta charset="utf-8"><title>Вісник</title><link rel="icon" href="data:,">
<meta name="viewport" content="width=device-width"><style>body {{ margin: 0 }} iframe {{ max-width: 100% }}</style>
<script>{script}</script><h1>Вісник</h1>{embedding}</html>"""


def page(html: str) -> str:
    """A post with this oEmbed answer's HTML in it."""
    return PAGE.format(script=SCRIPT, embedding=filtered(html))


def filtered(html: str) -> str:
    """The HTML of a provider that WordPress does not know, as it lets it into a post."""
    soup = BeautifulSoup(html, "html.parser")
    for tag in soup.find_all():
        if tag.name not in KEPT:
            tag.unwrap()
        else:
            tag.attrs = {name: v for name, v in tag.attrs.items() if name in KEPT[tag.name]}
    kept = re.search("(<blockquote>.*?</blockquote>)?.*(<iframe.*?></iframe>)", str(soup), re.S)
    assert kept, html
    quotation, frame = (BeautifulSoup(part or "", "html.parser").find() for part in kept.groups())
    secret = token_hex(5)
    frame["src"] += f"#?secret={secret}"
    for tag in filter(None, (quotation, frame)):
        tag["data-secret"], tag["class"] = secret, "wp-embedded-content"
    frame["sandbox"], frame["security"] = "allow-scripts", "restricted"
    if quotation:
        frame["style"] = "position: absolute; visibility: hidden;"
    return f"{quotation or ''}{frame}"

"""The photos in a body: how one stands in clean HTML, and which there are.

    <figure data-photo="NAME"><figcaption>Caption</figcaption></figure>
    <div data-gallery>…two or more of these…</div>

NAME is the photo's public name; the caption is text without markup, and may be empty. The picture,
its size, its alt text and its credit are the photo's own and are put in where the body is shown.
"""

import re

NAME = "[a-z0-9]{16}"
IS_NAME = re.compile(NAME)

# They match clean HTML only: there a «<» of the text is «&lt;».
FIGURE = re.compile(
    rf'<figure data-photo="(?P<name>{NAME})"><figcaption>(?P<caption>[^<]*)</figcaption></figure>'
)
GALLERY = re.compile(r"<div data-gallery>(?P<figures>.*?)</div>", re.DOTALL)


def photos_in(body: str) -> list[str]:
    """The names of the photos in clean body HTML, in reading order, each once."""
    return list(dict.fromkeys(found["name"] for found in FIGURE.finditer(body)))

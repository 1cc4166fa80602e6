"""Text that may stand in XML, which a few characters never may."""

import re

IMPOSSIBLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def possible(text: str) -> str:
    return IMPOSSIBLE.sub("", text)

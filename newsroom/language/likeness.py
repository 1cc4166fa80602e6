"""How alike two texts are: for finding the story that is there already."""

import re

WORD = re.compile(r"\w{3,}")
STEM = 5  # letters; Ukrainian endings come after them in most words


def likeness(first: str, second: str) -> float:
    """From 0 to 1: the share of word stems of the shorter text that stand in the other too."""
    one, other = stems(first), stems(second)
    if not one or not other:
        return 0.0
    return len(one & other) / min(len(one), len(other))


def stems(text: str) -> set[str]:
    return {word[:STEM] for word in WORD.findall(text.casefold())}

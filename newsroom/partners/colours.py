"""Colours of a partner's choice, readable on our card."""

import colorsys
import re

LIGHT_GROUND, DARK_GROUND = "#ffffff", "#16191c"  # the card's, see static/css/widget.css
ENOUGH = 4.5  # WCAG 2.2, success criterion 1.4.3
HEX = re.compile("#[0-9a-f]{6}")
STEPS = 100


def contrast(one: str, other: str) -> float:
    """The ratio of two colours («#rrggbb»), 1 to 21, as WCAG 2 defines it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def is_readable(colour: str, ground: str) -> bool:
    return contrast(colour, ground) >= ENOUGH


def readable(colour: str, ground: str) -> str:
    """``colour``, or the nearest of its hue that can be read on ``ground``."""
    red, green, blue = _parts(colour)
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    end = 0.0 if _luminance(ground) > 0.5 else 1.0
    for step in range(STEPS):
        lighter = light + (end - light) * step / STEPS
        tried = _hex(colorsys.hls_to_rgb(hue, lighter, saturation))
        if is_readable(tried, ground):
            return tried
    return "#000000" if end == 0 else "#ffffff"


def _parts(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _hex(parts: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)


def _luminance(colour: str) -> float:
    linear = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in _parts(colour)
    )
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

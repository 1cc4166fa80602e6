"""Pictures of Білоріччя, drawn: the demo newsroom's photos belong to nobody else.

Each is a few flat shapes over a sky, at twice its size and then made smaller: its edges are soft.
"""

import math
from collections.abc import Callable
from io import BytesIO

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 2560, 1706
Colour = tuple[int, int, int]
Brush = ImageDraw.ImageDraw


def drawn(scene: str) -> bytes:
    """A JPEG of this scene."""
    file = BytesIO()
    SCENES[scene]().reduce(2).save(file, "JPEG", quality=90)
    return file.getvalue()


def _sky(*colours: Colour) -> tuple[Image.Image, Brush]:
    column = Image.new("RGB", (1, len(colours)))
    column.putdata(colours)
    image = column.resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC)
    return image, ImageDraw.Draw(image)


def _hills(brush: Brush, level: float, colour: Colour, waves: tuple[float, ...]) -> None:
    """A ridge across the picture; ``level`` is its mean height from above, 0 to 1."""
    points: list[tuple[float, float]] = []
    for x in range(0, WIDTH + 20, 20):
        bend = sum(
            math.sin(x / WIDTH * 6.28 * (n + 1) + wave) / (n + 1.5) for n, wave in enumerate(waves)
        )
        points.append((x, HEIGHT * (level + 0.035 * bend)))
    brush.polygon([*points, (WIDTH, HEIGHT), (0, HEIGHT)], fill=colour)


def _water(brush: Brush, top: float, colour: Colour, glint: Colour) -> None:
    brush.rectangle([0, HEIGHT * top, WIDTH, HEIGHT], fill=colour)
    for n in range(26):
        y = HEIGHT * (top + 0.02 + (1 - top) * (n / 26) ** 1.4)
        middle = WIDTH * (0.5 + 0.38 * math.sin(n * 2.4))
        half = WIDTH * (0.03 + 0.004 * n)
        brush.rounded_rectangle([middle - half, y, middle + half, y + 3 + n / 3], 4, fill=glint)


def _disc(brush: Brush, x: float, y: float, radius: float, colour: Colour) -> None:
    x, y, radius = x * WIDTH, y * HEIGHT, radius * HEIGHT
    brush.ellipse([x - radius, y - radius, x + radius, y + radius], fill=colour)


def _river() -> Image.Image:
    image, brush = _sky((238, 214, 190), (244, 226, 205), (250, 238, 222))
    _disc(brush, 0.68, 0.3, 0.085, (252, 246, 232))
    _hills(brush, 0.46, (186, 188, 182), (0.4, 2.1, 4.0))
    _hills(brush, 0.53, (139, 155, 152), (2.8, 0.6, 1.1))
    _water(brush, 0.6, (164, 182, 184), (214, 217, 208))
    _hills(brush, 0.9, (70, 88, 84), (5.2, 3.0, 0.7))
    _boat(brush, 0.36, 0.71)
    return image


def _boat(brush: Brush, x: float, y: float) -> None:
    left, top = x * WIDTH, y * HEIGHT
    hull = [(0, 0), (430, 0), (360, 66), (60, 66)]
    brush.polygon([(left + dx, top + dy) for dx, dy in hull], fill=(54, 62, 66))
    brush.rectangle([left + 196, top - 330, left + 206, top], fill=(54, 62, 66))
    sail = [(214, -320), (214, -30), (380, -30)]
    brush.polygon([(left + dx, top + dy) for dx, dy in sail], fill=(245, 240, 230))


def _bridge() -> Image.Image:
    image, brush = _sky((62, 74, 104), (150, 118, 128), (232, 168, 128))
    _hills(brush, 0.55, (88, 82, 104), (1.0, 3.3, 5.0))
    _water(brush, 0.62, (84, 88, 116), (196, 150, 132))
    stone, deck = (48, 46, 62), HEIGHT * 0.5
    brush.rectangle([0, deck, WIDTH, deck + 46], fill=stone)
    for n in range(-1, 5):
        left = n * 640 - 40
        brush.rectangle([left, deck, left + 640, HEIGHT * 0.68], fill=stone)
        top, low = deck + 96, HEIGHT * 0.62
        arch = [left + 60, top, left + 580, 2 * low - top]
        brush.pieslice(arch, 180, 360, fill=(150, 118, 122))
        brush.rectangle([left + 60, low, left + 580, HEIGHT * 0.69], fill=(84, 88, 116))
    for n in range(9):
        x = n * 300 + 110
        brush.rectangle([x, deck - 190, x + 8, deck], fill=stone)
        _disc(brush, (x + 4) / WIDTH, 0.5 - 196 / HEIGHT, 0.011, (255, 226, 168))
    return image


def _tram() -> Image.Image:
    image, brush = _sky((190, 205, 214), (216, 224, 226), (236, 234, 226))
    for n in range(14):
        left, top = n * 190 - 40, HEIGHT * (0.36 + 0.09 * math.sin(n * 1.9))
        shade = 150 + (n * 37) % 34
        brush.rectangle([left, top, left + 176, HEIGHT], fill=(shade, shade + 4, shade + 10))
        for row in range(5):
            for column in range(3):
                x, y = left + 26 + column * 50, top + 50 + row * 92
                brush.rectangle([x, y, x + 26, y + 46], fill=(206, 212, 212))
    brush.rectangle([0, HEIGHT * 0.82, WIDTH, HEIGHT], fill=(112, 116, 122))
    for rail in (0.885, 0.95):
        brush.rectangle([0, HEIGHT * rail, WIDTH, HEIGHT * rail + 9], fill=(176, 180, 182))
    brush.rectangle([0, HEIGHT * 0.3, WIDTH, HEIGHT * 0.3 + 5], fill=(86, 92, 100))
    brush.line([(1210, HEIGHT * 0.3), (1320, HEIGHT * 0.5)], fill=(86, 92, 100), width=8)
    brush.rounded_rectangle([420, HEIGHT * 0.5, 2060, HEIGHT * 0.86], 60, fill=(176, 62, 50))
    brush.rectangle([420, HEIGHT * 0.7, 2060, HEIGHT * 0.75], fill=(244, 236, 220))
    for n in range(7):
        left = 480 + n * 222
        brush.rounded_rectangle(
            [left, HEIGHT * 0.54, left + 180, HEIGHT * 0.67], 16, fill=(58, 70, 82)
        )
    for wheel in (0.27, 0.35, 0.64, 0.72):
        _disc(brush, wheel, 0.87, 0.036, (58, 60, 66))
    return image


def _willows() -> Image.Image:
    image, brush = _sky((206, 222, 214), (226, 232, 214), (240, 238, 216))
    _hills(brush, 0.48, (170, 190, 164), (0.2, 1.4, 3.9))
    _water(brush, 0.58, (150, 178, 178), (204, 218, 206))
    _hills(brush, 0.86, (98, 122, 84), (4.4, 2.0, 1.2))
    for n in range(9):
        x, y = 0.06 + n * 0.112, 0.62 + 0.03 * math.sin(n * 2.2)
        size = 0.10 + 0.03 * math.sin(n * 1.3)
        trunk = [x * WIDTH - 12, y * HEIGHT, x * WIDTH + 12, HEIGHT * 0.88]
        brush.rectangle(trunk, fill=(84, 76, 62))
        for branch in range(9):
            lean = (branch - 4) / 4
            green = (112 + branch * 5, 142 + branch * 4, 88 + branch * 3)
            left = (x + lean * size * 0.5) * WIDTH
            top = HEIGHT * (y - size * math.sqrt(1 - 0.85 * lean * lean))
            drop = HEIGHT * (y + size * (0.75 + 0.18 * math.cos(branch * 2.1 + n)))
            brush.rounded_rectangle([left - 30, top, left + 30, drop], 30, fill=green)
    return image


def _lamps() -> Image.Image:
    image, brush = _sky((18, 26, 48), (32, 44, 72), (62, 72, 98))
    _hills(brush, 0.5, (24, 32, 52), (3.1, 0.9, 2.2))
    _water(brush, 0.6, (28, 38, 62), (44, 56, 82))
    for n in range(12):
        x = (n + 0.5) / 12
        for glow, colour in (
            (0.034, (86, 82, 84)),
            (0.02, (150, 128, 96)),
            (0.009, (255, 232, 178)),
        ):
            _disc(brush, x, 0.47, glow, colour)
        brush.rectangle(
            [x * WIDTH - 3, HEIGHT * 0.48, x * WIDTH + 3, HEIGHT * 0.6], fill=(16, 22, 38)
        )
        for step in range(7):
            y, half = HEIGHT * (0.63 + step * 0.045), 26 - step * 2
            middle = x * WIDTH + 10 * math.sin(step * 2 + n)
            warm = (196 - step * 20, 166 - step * 15, 116 - step * 6)
            brush.rounded_rectangle([middle - half, y, middle + half, y + 9], 5, fill=warm)
    brush.rectangle([0, HEIGHT * 0.592, WIDTH, HEIGHT * 0.606], fill=(14, 20, 34))
    return image


SCENES: dict[str, Callable[[], Image.Image]] = {
    "bridge": _bridge,
    "lamps": _lamps,
    "river": _river,
    "tram": _tram,
    "willows": _willows,
}

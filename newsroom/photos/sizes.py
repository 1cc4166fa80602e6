"""Which files a photo has. The darkroom makes them, pages and the check ask for them."""

WIDTHS = (320, 480, 640, 960, 1280, 1920)
CARD = (1200, 630)
SQUARE = (320, 320)
MASTER = "master.jpg"


def widths_of(width: int) -> tuple[int, ...]:
    """Of a picture so wide. Never wider than it is: a smaller one than all has its own width."""
    return tuple(each for each in WIDTHS if each <= width) or (width,)


def height_at(width: int, full_width: int, full_height: int) -> int:
    return max(1, round(width * full_height / full_width))


def files_of(width: int, avif: bool) -> list[str]:
    """The names of all the files of a picture so wide, the master among them."""
    endings = ("webp", "avif") if avif else ("webp",)
    named = [f"{each}.{ending}" for each in widths_of(width) for ending in endings]
    return [*named, "card.jpg", "square.webp", MASTER]

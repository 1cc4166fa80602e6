"""How much room a partner's list takes: their page holds it free, so that nothing moves later.

Short headlines leave some of it over, which the rows share: see `static/css/widget.css`.
"""

from dataclasses import dataclass

from newsroom.partners.models import Density, Partner

AROUND = 108  # head, foot and edges
GAPS = {Density.AIRY.value: 12, Density.DENSE.value: 6}
PHOTO = 72
LINE, TIME = 17, 20  # of an excerpt; of the time below it, where it has no column of its own


@dataclass(frozen=True)
class Layout:
    """How a row is set in boxes from ``width`` pixels on: the lines that ordinary news needs."""

    width: int
    headline: int
    excerpt: int
    photo: int  # so much more a headline takes beside one
    time: int = 0

    def height(self, partner: Partner, posts: int = 0) -> int:
        return AROUND + (posts or partner.post_count) * self.row(partner)

    def row(self, partner: Partner) -> int:
        excerpt = 3 + self.excerpt if partner.shows_excerpt else 0
        words = self.headline + excerpt + self.time
        if partner.shows_photo:
            words = max(words + self.photo, PHOTO)
        return 2 * GAPS[partner.density] + words + 1


LAYOUTS = (
    Layout(0, headline=3 * 19, excerpt=2 * LINE, photo=19, time=TIME),
    Layout(520, headline=5 * 21 // 2, excerpt=2 * LINE, photo=10),
    Layout(800, headline=7 * 21 // 4, excerpt=2 * LINE, photo=6),
    Layout(1100, headline=5 * 21 // 4, excerpt=3 * LINE // 2, photo=3),
)


def height(partner: Partner, width: int = 0, posts: int = 0) -> int:
    """Of all their posts or of so many, in a box of ``width``, in CSS pixels."""
    return _layout(width).height(partner, posts)


def posts_in(partner: Partner, width: int, height: int) -> int:
    """How many of their posts fit; one at least."""
    fitting = (height - AROUND) // _layout(width).row(partner)
    return max(1, min(partner.post_count, fitting))


def _layout(width: int) -> Layout:
    return [layout for layout in LAYOUTS if layout.width <= width][-1]


def rules(partner: Partner) -> str:
    """The room as CSS for the page around: `--room`, in an element with our ``class_name``."""
    place = f".{class_name(partner)}"
    narrow, *wider = LAYOUTS
    lines = [
        f"{place} {{ container-type: inline-size; width: 100% }}",
        f"{place} > * {{ --room: {narrow.height(partner)}px }}",
    ]
    lines += [
        f"@container (min-width: {layout.width}px) "
        f"{{ {place} > * {{ --room: {layout.height(partner)}px }} }}"
        for layout in wider
    ]
    return "\n".join(lines)


def class_name(partner: Partner) -> str:
    return f"newsroom-{partner.key}"

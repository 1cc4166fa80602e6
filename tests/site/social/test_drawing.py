"""The card as a picture: its size, its letters, and that nothing runs out of it."""

import io
import time

import pytest
from PIL import Image

from newsroom.site.social.drawing import INK, Beside, can_write, draw

HEADLINE = "Тихий міст перекриють на дев’ять ночей: тролейбуси № 5 і № 11 підуть через Млини"
LONGEST = ("Уряд зобов’язав митницю щотижня звітувати, а в Раді пояснили, чому " * 6)[:300]
EDGE = 24


def opened(card):
    return Image.open(io.BytesIO(card)).convert("RGB")


def picture(colour, size=(1280, 853)):
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, "WEBP")
    return file.getvalue()


def colours_in(image, box):
    return {colour for _count, colour in image.crop(box).getcolors(1 << 20)}


@pytest.mark.parametrize("headline", ["Ні", HEADLINE, LONGEST, "Щ" * 300, "1 234 567,8 ₴"])
def test_it_has_the_size_that_networks_ask_for_and_nothing_touches_its_edge(headline):
    begun = time.process_time()
    card = draw(headline, "Берег")
    assert time.process_time() - begun < 1
    image = opened(card)
    ink = {tuple(bytes.fromhex(INK[1:]))}
    assert image.size == (1200, 630)
    assert len(card) < 60_000
    for box in ((0, 0, EDGE, 630), (1200 - EDGE, 0, 1200, 630), (0, 630 - EDGE, 1200, 630)):
        assert colours_in(image, box) == ink
    assert len(colours_in(image, (72, 170, 1128, 560))) > 2


def test_a_photo_stands_beside_the_headline_cut_where_it_matters():
    left, right = Image.new("RGB", (1600, 600), "#ff0000"), Image.new("RGB", (800, 600), "#0000ff")
    left.paste(right, (800, 0))
    file = io.BytesIO()
    left.save(file, "WEBP", lossless=True)
    focused = {
        x: opened(draw(HEADLINE, "Берег", Beside(file.getvalue(), (x, 0.5), "Фото: Гук")))
        for x in (0, 1)
    }
    for x, (red, _green, blue) in ((x, focused[x].getpixel((940, 300))) for x in focused):
        assert (red > 200) == (x == 0)
        assert (blue > 200) == (x == 1)
    assert len(colours_in(focused[0], (72, 550, 640, 600))) > 2, "whose photo it is"


def test_a_name_far_too_long_stays_on_its_line():
    image = opened(draw("Коротко", "Незалежна газета " * 20))
    assert colours_in(image, (72, 134, 1128, 170)) == {tuple(bytes.fromhex(INK[1:]))}


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("П’ять ґанків № 5 – «18,4 млн ₴»", "П’ять ґанків № 5 – «18,4 млн ₴»"),
        ("🎉 Свято в місті 👩‍🚀", "Свято в місті"),
        ("Šiauliai й Ångström", "Siauliai й Ångström"),
        ("東京", None),
        ("🎉", None),
        ("", None),
    ],
)
def test_what_the_face_cannot_write_is_known_before(typed, written):
    assert can_write(typed) == written

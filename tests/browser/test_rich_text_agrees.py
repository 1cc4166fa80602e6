"""The editor writes the HTML that the server's cleaner keeps: a save never changes a text."""

import random

import pytest

from newsroom.language.body import NotCleanable, clean
from tests import factories
from tests.browser.rich_text import Text
from tests.language.hostile import ADDRESSES, PHOTOS, TAGS, TEXTS

SET_AND_READ = "(element, all) => all.map(html => { element.value = html; return element.value })"
FIGURES = ['<figure data-photo="abcdefgh12345678"><figcaption>Хвиля</figcaption></figure>'] * 4
NOT_IN_TEMPLATES = {"script", "style", "template", "textarea", "title", "svg", "table", "td"}


@pytest.fixture
def text(page, let_in):
    let_in(page, factories.staff())
    page.goto("/desk/articles/new")
    return Text(page)


def odd_html(seed):
    """Blocks, marks and texts in an order that nobody would write."""
    chance = random.Random(seed)
    tags = [tag for tag in TAGS if tag not in NOT_IN_TEMPLATES]

    def piece():
        tag = chance.choice(tags)
        opening = f'<a href="{chance.choice(ADDRESSES)}">' if tag == "a" else f"<{tag}>"
        whole = chance.choice([*FIGURES, *PHOTOS[2:]])
        return chance.choice([opening, f"</{tag}>", chance.choice(TEXTS), whole, "слово", " "])

    return "".join(piece() for _ in range(chance.randint(3, 40)))


def test_what_the_cleaner_keeps_the_editor_keeps_and_the_other_way_round(text):
    odd = [odd_html(seed) for seed in range(1500)]
    clean_ones = []
    for html in odd:
        try:
            clean_ones.append(clean(html))
        except NotCleanable:
            continue
    assert len(set(clean_ones)) > 1000
    read = text.element.evaluate(SET_AND_READ, clean_ones)
    different = [pair for pair in zip(clean_ones, read, strict=True) if pair[0] != pair[1]]
    assert not different, f"{len(different)}: {different[0]}"

    written = text.element.evaluate(SET_AND_READ, odd)
    different = [(html, clean(html)) for html in written if clean(html) != html]
    assert not different, f"{len(different)}: {different[0]}"

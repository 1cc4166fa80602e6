"""The customer's example article: typed by hand at the desk, it is read as the example shows it."""

import re
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from newsroom import clock
from tests import factories
from tests.browser.rich_text import Text

pytestmark = pytest.mark.shared


@dataclass(frozen=True)
class Example:
    category: str
    headline: str
    lede: str
    paragraphs: list[str]
    background: str
    photo: str  # the whole line
    source: str
    recent: list[tuple[str, str, int]]  # headline, excerpt, minutes ago

    @classmethod
    def read(cls, path: Path) -> "Example":
        article, recent = path.read_text().split("\n\nRecent Posts\n\n")
        category, headline, lede, *paragraphs, background, photo = _lines(article)
        listed = iter(_lines(recent))
        return cls(
            category=category.removeprefix("Categories: "),
            headline=headline,
            lede=lede,
            paragraphs=paragraphs,
            background=background,
            photo=photo,
            source=_first(r"передає (\w+)", article),
            recent=[
                (title, excerpt, int(_first(r"(\d+)", ago)))
                for title, excerpt, ago in zip(listed, listed, listed, strict=True)
            ],
        )


def _lines(text: str) -> list[str]:
    return [words for line in text.splitlines() if (words := " ".join(line.split()))]


def _first(pattern: str, text: str) -> str:
    found = re.search(pattern, text)
    assert found, pattern
    return found[1]


@pytest.fixture
def example(shared):
    return Example.read(shared / "data/seed-article-page.txt")


def in_words(texts: list[str]) -> list[str]:
    """Spaces that may not break, and those that may, read alike."""
    return [" ".join(text.split()) for text in texts]


def blocks(page: Page) -> list[tuple[str, str]]:
    """What a reader meets in the article from above, each with what it is."""
    found = page.locator(
        "main :is(.article__category, h1, .article__lede, .prose > *, .article__end > p)"
    )
    kinds = found.evaluate_all("all => all.map(one => one.className || one.localName)")
    return list(zip(kinds, in_words(found.all_inner_texts()), strict=True))


def write(page: Page, example: Example) -> None:
    page.locator("#new-article").click()
    page.get_by_label("Заголовок", exact=True).focus()
    page.keyboard.type(example.headline)
    page.get_by_label("Лід", exact=True).focus()
    page.keyboard.type(example.lede)
    text = Text(page)
    text.surface.focus()
    for paragraph in example.paragraphs:
        text.type(paragraph)
        text.press("Enter")
    text.tool("Нагадаємо").click()
    text.type(example.background)
    page.get_by_label("Рубрика").select_option(example.category)
    for label, words in {"Джерело": example.source, "Автор фото": example.photo}.items():
        page.get_by_label(label, exact=True).focus()
        page.keyboard.type(words)


def test_it_is_written_published_and_read_block_by_block(page, sign_in, new_context, example):
    sign_in(page, factories.staff())
    write(page, example)
    page.get_by_role("button", name="Опублікувати зараз").click()
    see_it = page.get_by_role("link", name="Відкрити на сайті")
    address = see_it.get_attribute("href")
    reader = new_context().new_page()
    reader.goto(address)
    assert blocks(reader) == [
        ("article__category", example.category),
        ("article__headline", example.headline),
        ("article__lede", example.lede),
        *(("p", paragraph) for paragraph in example.paragraphs),
        ("aside", example.background),
        ("p", example.photo),
        ("p", f"Джерело: {example.source}"),
    ]


def test_its_recent_posts_are_listed_with_how_long_ago_in_ukrainian(page, example):
    now = clock.now()
    for headline, excerpt, minutes in example.recent:
        ago = timedelta(minutes=minutes, seconds=1)
        factories.live(headline=headline, lede=excerpt, since=now - ago)
    page.goto("/")
    posts = page.get_by_role("region", name="Останні публікації").get_by_role("listitem")
    shown = [in_words(post.locator("h3, p, time").all_inner_texts()) for post in posts.all()]
    assert shown == [
        [headline, excerpt, f"{minutes} хв тому"] for headline, excerpt, minutes in example.recent
    ]
    expect(page.locator("body")).not_to_contain_text("ago")

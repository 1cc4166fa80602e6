"""Passing an article on: plain links, which ask nobody for anything until they are pressed."""

from urllib.parse import parse_qs, urlsplit

import pytest

from tests import factories

HEADLINE = "Міст & річка: 100% «так»? / ні"


@pytest.fixture
def ways(app, client):
    article = factories.live(headline=HEADLINE)
    links = client.read(f"/news/{article.slug}").select(".share a")
    return f"https://pleso.example/news/{article.slug}", {
        a.text: urlsplit(a["href"]) for a in links
    }


@pytest.mark.settings(BASE_URL="https://pleso.example")
def test_each_way_carries_the_whole_headline_and_our_own_address(ways):
    url, links = ways
    given = {name: parse_qs(link.query, strict_parsing=True) for name, link in links.items()}
    assert given == {
        "Telegram": {"url": [url], "text": [HEADLINE]},
        "Facebook": {"u": [url]},
        "X": {"url": [url], "text": [HEADLINE]},
        "WhatsApp": {"text": [f"{HEADLINE} {url}"]},
        "Пошта": {"subject": [HEADLINE], "body": [url]},
    }


def test_what_only_a_script_can_do_waits_for_it(client):
    page = client.read(f"/news/{factories.live().slug}")
    buttons = page.select(".share button")
    assert len(buttons) == 2
    assert all(button.parent.has_attr("hidden") for button in buttons)


def test_on_paper_stands_the_address_itself(client):
    article = factories.live()
    assert (
        client.read(f"/news/{article.slug}")
        .select_one(".printed")
        .text.endswith(f"/news/{article.slug}")
    )

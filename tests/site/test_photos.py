"""Photos as readers see them: their place is kept, their credit said, and none costs a query."""

from datetime import timedelta

import pytest

from newsroom import clock
from newsroom.database import db
from tests import factories
from tests.articles.test_photos_of_articles import figure
from tests.site.test_article import words


def gallery(*photos):
    return f"<div data-gallery>{''.join(map(figure, photos))}</div>"


def published(**given):
    return factories.live(**{"headline": "Човен на ріці", **given})


@pytest.fixture
def photo(app):
    return factories.photo(
        author="Марта Ліщинська", agency="Берег", alt="Човен під мостом", width=1000, height=500
    )


def test_the_lead_photo_comes_first_and_says_whose_it_is(client, photo):
    article = published(
        lead_photo=photo.name, lead_caption="Тихий міст", photo_credit="Getty Images"
    )
    shown = client.read(f"/news/{article.slug}")
    lead = shown.select_one(".article > .photo--lead")
    picture = lead.select_one(".photo__picture")
    assert picture["fetchpriority"] == "high"
    assert "loading" not in picture.attrs
    assert (picture["width"], picture["height"]) == ("960", "480")
    assert (picture["alt"], picture["decoding"]) == ("Човен під мостом", "async")
    assert [part.split()[1] for part in picture["srcset"].split(", ")] == [
        "320w",
        "480w",
        "640w",
        "960w",
    ]
    assert client.get(picture["src"]).content_type == "image/webp"
    assert lead.select_one(".photo__blur")["src"].startswith("data:image/webp")
    assert words(lead.figcaption) == "Тихий міст Фото: Марта Ліщинська / Берег"
    assert "Getty" not in shown.text
    assert not shown.select("[style]")


def test_photos_in_the_text_wait_below_the_fold(client, photo):
    other = factories.photo(alt="", is_decorative=True, author="", agency="УНІАН")
    gone = "0" * 16
    body = (
        f"<p>Початок.</p>{figure(photo, 'Човен &amp; міст')}"
        f'<figure data-photo="{gone}"><figcaption>Зникле</figcaption></figure>'
        f"{gallery(photo, other)}<p>Кінець.</p>"
    )
    page = client.read(f"/news/{published(body=body).slug}").select_one(".prose")
    assert [tag.name for tag in page.find_all(recursive=False)] == ["p", "figure", "ul", "p"]
    alone = page.select_one(".prose > .photo")
    assert alone.select_one(".photo__picture")["loading"] == "lazy"
    assert words(alone.figcaption) == "Човен & міст Фото: Марта Ліщинська / Берег"
    several = page.select_one(".gallery")
    assert several["aria-label"] == "Галерея: 2 фото"
    assert [img["alt"] for img in several.select(".photo__picture")] == ["Човен під мостом", ""]
    assert "Зникле" not in page.text


def test_a_page_of_twenty_photos_asks_no_more_than_one_of_one(client, photo):
    """The client allows six statements a page; the story so far costs none of its own."""
    earlier = factories.live(headline="Раніше")
    link = f'<p><a href="/news/{earlier.slug}">було</a></p>'
    body = "".join(figure(factories.photo()) for _ in range(20)) + link
    article = published(body=body, lead_photo=photo.name, tags="ріка")
    assert len(client.read(f"/news/{article.slug}").select(".prose .photo")) == 20


def test_lists_show_pictures_only_where_they_add(client, photo):
    town = factories.category("Громада")
    for minutes in range(10):
        published(
            headline=f"Новина {minutes}",
            since=clock.now() - timedelta(minutes=minutes),
            category_id=town.id,
            lead_photo=photo.name if minutes != 2 else "",
        )
    home = client.read("/")
    lead = home.select_one(".lead .photo__picture")
    assert (lead["fetchpriority"], lead["alt"]) == ("high", "Човен під мостом")
    assert words(home.select_one(".lead .photo__credit")) == "Фото: Марта Ліщинська / Берег"
    assert len(home.select(".seconds .photo__picture")) == 1
    assert home.select(".section .photo__picture")
    large = home.select(".seconds .story--wide, .section .story")
    credits = [words(story.select_one(".photo__credit")) for story in large]
    assert len(credits) > 2
    assert set(credits) == {"Фото: Марта Ліщинська / Берег"}
    assert not home.select("#recent-posts img")
    listing = client.read("/categories/hromada")
    thumbnails = listing.select(".list .photo__thumbnail")
    assert len(thumbnails) == 9
    assert {img["alt"] for img in thumbnails} == {""}
    assert client.get(thumbnails[0]["src"]).content_type == "image/webp"


def test_the_crop_keeps_what_matters(client):
    photo = factories.photo(focal_x=1.0, focal_y=0.3)
    published(lead_photo=photo.name)
    frame = client.read("/").select_one(".lead .photo__frame")
    assert {"photo__frame--x4", "photo__frame--y1"} <= set(frame["class"])


def test_a_new_credit_is_another_edition_of_every_page_that_shows_it(client, photo):
    article = published(lead_photo=photo.name)
    pages = ["/", f"/news/{article.slug}", "/feed.rss", "/feed.json"]
    before = {page: client.get(page).headers["ETag"] for page in pages}
    photo.describe(author="Інша Авторка")
    db.session.commit()
    for page in pages:
        answer = client.get(page, headers={"If-None-Match": before[page]})
        assert answer.status_code == 200, page
        assert "Інша Авторка" in answer.text, page


@pytest.mark.settings(SITE_LANGUAGE="en")
@pytest.mark.one_database
def test_an_english_paper_says_it_in_english(client, photo):
    body = gallery(photo, factories.photo())
    page = client.read(f"/news/{published(body=body).slug}")
    assert page.select_one(".gallery")["aria-label"] == "Gallery: 2 photos"
    assert page.select_one(".photo__credit").text == "Photo: Марта Ліщинська / Берег"

"""What a story is in every feed: the same, for ever recognised, and up to date."""

import feedparser
import pytest

from newsroom.articles import addresses
from newsroom.database import db
from tests import factories
from tests.moments import kyiv
from tests.site.feeds.reader import read

BODY = '<p>Дивіться <a href="/news/persha">першу</a> і <a href="https://ua.example/">сайт</a>.</p>'


def publish(**given):
    return factories.live(since=kyiv("2026-11-20 14:02"), **given)


def update(article, at, when, **given):
    at(when)
    factories.save(article, **given)
    article.publish()
    db.session.commit()


def test_a_story_has_all_that_readers_see(client, format):
    category = factories.category("Громада")
    article = publish(
        headline="Міст відкрили",
        lede="Перші проїхали о сьомій.",
        body=BODY,
        byline="Олена Гук, Тарас Пасічник",
        category_id=category.id,
        tags="мости, річка Плесо",
        source_name="Укрінформ",
        source_url="https://source.example/1?a=1&b=2",
    )
    [item] = read(client, f"/feed.{format}").items
    assert item.title == "Міст відкрили"
    assert item.url == f"http://localhost/news/{article.slug}"
    assert item.summary == "Перші проїхали о сьомій."
    assert item.published == item.updated == "2026-11-20T12:02:00Z"
    assert item.authors == ["Олена Гук", "Тарас Пасічник"]
    assert item.categories == ["Громада", "мости", "річка Плесо"]
    lede, text, source = item.soup.find_all("p")
    assert lede.text == "Перші проїхали о сьомій."
    assert text.text == "Дивіться першу і сайт."
    assert source.text == "Джерело: Укрінформ"
    assert source.a["href"] == "https://source.example/1?a=1&b=2"


def test_a_source_without_a_name_is_called_by_its_host_and_a_photo_is_credited(client, format):
    publish(source_url="https://www.source.example/1", photo_credit="Ірина Лоза")
    [item] = read(client, f"/feed.{format}").items
    source, credit = item.soup.find_all("p")[-2:]
    assert source.text == "Джерело: source.example"
    assert source.a["href"] == "https://www.source.example/1"
    assert credit.text == "Фото: Ірина Лоза"


@pytest.fixture
def photos(app):
    lead = factories.photo(author="Марта Ліщинська", agency="Берег", alt="Човен", width=700)
    inside = factories.photo(author="", agency="УНІАН", alt="", is_decorative=True)
    figure = f'<figure data-photo="{inside.name}"><figcaption>Ранок</figcaption></figure>'
    publish(
        headline="Міст",
        body=figure * 2,
        lead_photo=lead.name,
        lead_caption="Тихий міст",
        photo_credit="Хтось інший",
    )
    return lead, inside


@pytest.mark.settings(BASE_URL="https://news.example")
def test_photos_say_whose_they_are_in_every_feed(client, photos, format):
    lead, inside = photos
    [item] = read(client, f"/feed.{format}").items
    first, second, _third = item.soup.find_all("figure")
    assert first.img["src"] == f"https://news.example/photos/{lead.name}/1/640.webp"
    assert first.img["alt"] == "Човен"
    assert first.figcaption.text == "Тихий міст Фото: Марта Ліщинська / Берег"
    assert second.img["src"].startswith(f"https://news.example/photos/{inside.name}/")
    assert second.img["alt"] == ""
    assert second.figcaption.text == "Ранок Фото: УНІАН"
    assert "Хтось інший" not in item.soup.text


@pytest.mark.one_database
def test_the_lead_photo_is_told_in_each_formats_own_words(client, photos):
    lead = photos[0]
    url = f"http://localhost/photos/{lead.name}/1/"
    for format in ("rss", "atom"):
        entry = feedparser.parse(client.get(f"/feed.{format}").data).entries[0]
        [media] = entry.media_content
        assert (media["url"], media["width"]) == (f"{url}640.webp", "640")
        assert entry.media_thumbnail[0]["url"] == f"{url}card.jpg"
        assert entry.media_credit[0]["content"] == "Марта Ліщинська / Берег"
    [item] = client.get("/feed.json").json["items"]
    assert (item["image"], item["banner_image"]) == (f"{url}640.webp", f"{url}card.jpg")
    assert item["_newsroom"]["photo_credit"] == "Марта Ліщинська / Берег"
    [story] = client.get("/feed.ninjs.json").json["associations"]
    [picture] = story["associations"]
    assert (picture["type"], picture["by"]) == ("picture", "Марта Ліщинська / Берег")
    assert [one["href"] for one in picture["renditions"]] == [f"{url}640.webp", f"{url}card.jpg"]
    assert [one["value"] for one in picture["descriptions"]] == ["Тихий міст", "Човен"]


@pytest.mark.one_database
@pytest.mark.settings(FEED_TEXT="excerpt")
def test_an_excerpt_has_its_photo_and_asks_for_none_of_the_text(client, photos):
    [item] = read(client, "/feed.rss").items
    [figure] = item.soup.find_all("figure")
    assert figure.figcaption.text.strip() == "Фото: Марта Ліщинська / Берег"


@pytest.mark.settings(BASE_URL="https://news.example")
def test_every_address_is_a_whole_one_of_the_configured_site(client, format):
    publish(body=BODY + '<p>Так пишуть href="/news/persha" у тексті.</p>')
    feed = read(client, f"/feed.{format}")
    assert feed.url == f"https://news.example/feed.{format}"
    assert feed.page_url == "https://news.example/"
    [item] = feed.items
    assert item.url.startswith("https://news.example/news/")
    links = [link["href"] for link in item.soup.find_all("a")]
    assert links == ["https://news.example/news/persha", "https://ua.example/"]
    assert 'href="/news/persha" у тексті' in item.soup.text


def test_a_host_header_changes_nothing(client, format):
    publish(body=BODY)
    url = f"/feed.{format}"
    ours, other = client.get(url), client.get(url, headers={"Host": "evil.example"})
    assert ours.data == other.data
    assert "evil" not in str(other.headers)


@pytest.mark.settings(FEED_TEXT="excerpt")
def test_a_newsroom_may_give_away_excerpts_only(client, format):
    publish(lede="Лід.", body="Увесь текст.", source_name="Укрінформ")
    [item] = read(client, f"/feed.{format}").items
    assert item.summary == "Лід."
    assert item.soup.text == "Лід."
    assert "Увесь текст" not in client.get(f"/feed.{format}").text


@pytest.mark.settings(FEED_ITEMS=2)
def test_the_newest_come_first_and_only_so_many(client, format):
    for minute in (1, 3, 2):
        factories.live(headline=f"Новина {minute}", since=kyiv(f"2026-11-20 14:0{minute}"))
    assert [item.title for item in read(client, f"/feed.{format}").items] == [
        "Новина 3",
        "Новина 2",
    ]


def test_a_story_is_known_by_the_same_id_though_its_address_changes(client, format):
    article = publish()
    [before] = read(client, f"/feed.{format}").items
    addresses.change_slug(db.session, article, "insha-adresa")
    db.session.commit()
    [after] = read(client, f"/feed.{format}").items
    assert (before.id, after.url) == (after.id, "http://localhost/news/insha-adresa")
    assert before.id == f"tag:localhost,2026:article/{article.id}"


@pytest.mark.settings(BASE_URL="https://новини.example:8443", FEED_AUTHORITY="old.example,2019")
def test_a_newsroom_that_moves_keeps_the_ids_it_had(client, format):
    article = publish()
    [item] = read(client, f"/feed.{format}").items
    assert item.id == f"tag:old.example,2019:article/{article.id}"


@pytest.mark.one_database
@pytest.mark.settings(BASE_URL="https://новини.example:8443")
def test_an_id_has_the_host_as_the_internet_writes_it(client):
    article = publish()
    [item] = read(client, "/feed.json").items
    assert item.id == f"tag:xn--b1amarcd.example,2026:article/{article.id}"


def test_an_update_moves_when_it_changed_but_not_when_it_was_published(client, format, at):
    article = publish()
    update(article, at, "2026-11-20 15:30", headline="Новіше")
    [item] = read(client, f"/feed.{format}").items
    assert (item.title, item.published) == ("Новіше", "2026-11-20T12:02:00Z")
    assert item.updated == "2026-11-20T13:30:00Z"


def test_a_correction_moves_it_too_and_stands_at_the_end(client, format, at, correct):
    article = publish(body="Було двісті.")
    at("2026-11-20 16:45")
    correct(article, "Їх було сто, а не двісті & <не> триста.")
    at("2026-11-20 17:00")
    correct(article, "І міст не новий.")
    [item] = read(client, f"/feed.{format}").items
    assert item.updated == "2026-11-20T15:00:00Z"
    assert [p.text for p in item.soup.h2.find_next_siblings("p")] == [
        "20 листопада 2026, 17:00І міст не новий.",
        "20 листопада 2026, 16:45Їх було сто, а не двісті & <не> триста.",
    ]


@pytest.mark.settings(FEED_TEXT="excerpt")
def test_an_excerpt_is_corrected_as_well(client, format, correct):
    correct(publish(), "Їх було сто.")
    [item] = read(client, f"/feed.{format}").items
    assert item.soup.text.endswith("Їх було сто.")


def test_json_feed_says_corrections_and_the_source_to_machines(client, at, correct):
    article = publish(source_name="Укрінформ", source_url="https://source.example/")
    at("2026-11-20 16:45")
    correct(article, "Їх було сто.")
    [item] = client.get("/feed.json").json["items"]
    assert item["_newsroom"] == {
        "source": {"name": "Укрінформ", "url": "https://source.example/"},
        "corrections": [{"date": "2026-11-20T14:45:00Z", "text": "Їх було сто."}],
    }


def test_what_is_not_live_is_in_no_feed_and_what_is_taken_down_leaves_it(client, format):
    article = publish(headline="Живе")
    factories.draft(headline="Чернетка")
    factories.scheduled(kyiv("2126-11-24 14:02"), headline="Згодом")
    factories.taken_down(headline="Зняте")
    assert [item.title for item in read(client, f"/feed.{format}").items] == ["Живе"]
    article.take_down("так треба")
    db.session.commit()
    assert read(client, f"/feed.{format}").items == []


@pytest.mark.settings(WEBSUB_HUB="https://hub.example/")
def test_a_hub_is_named_in_the_feed_and_before_it(client, format):
    answer = client.get(f"/feed.{format}")
    assert read(client, f"/feed.{format}").hubs == ["https://hub.example/"]
    assert answer.headers.getlist("Link") == [
        '<https://hub.example/>; rel="hub"',
        f'<http://localhost/feed.{format}>; rel="self"',
    ]


def test_without_a_hub_none_is_named(client, format):
    assert read(client, f"/feed.{format}").hubs == []
    assert "Link" not in client.get(f"/feed.{format}").headers


@pytest.mark.one_database
def test_rss_does_not_call_an_id_an_address(client):
    """A guid without a word on it is taken for the story's address."""
    publish()
    [entry] = feedparser.parse(client.get("/feed.rss").data).entries
    assert not entry.guidislink

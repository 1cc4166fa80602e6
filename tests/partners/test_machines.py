"""A partner's list for machines: JSON and ready HTML."""

from datetime import timedelta

import pytest

from newsroom import clock
from tests import factories

THEIRS = "https://visnyk.example"


@pytest.fixture
def partner(app):
    return factories.partner(THEIRS, "https://*.visnyk.example", name="Вісник")


def data(client, partner, origin=None):
    headers = {"Origin": origin} if origin else {}
    return client.get(f"/widget/{partner.key}.json", headers=headers)


def test_the_data_says_all_that_a_box_shows(client, partner):
    city = factories.category("Місто")
    factories.live(
        headline="Міст",
        lede="Лід.",
        category_id=city.id,
        since=clock.now() - timedelta(minutes=3),
    )
    told = data(client, partner).json
    assert told["title"] == "Останні публікації"
    assert told["interval"] == 30
    [post] = told["posts"]
    assert post["url"] == "http://localhost/news/mist"
    assert (post["headline"], post["excerpt"], post["category"]) == ("Міст", "Лід.", "Місто")
    assert told["words"]["minutes-ago"] == "{n} хв тому"


def test_the_words_are_there_as_they_were_typed_and_tied_for_reading(client, partner):
    factories.live(headline="Міст у Рясній", lede="Рух і тиша.")
    [post] = data(client, partner).json["posts"]
    assert (post["headline"], post["excerpt"]) == ("Міст у Рясній", "Рух і тиша.")
    assert post["set"] == {"headline": "Міст у\u00a0Рясній", "excerpt": "Рух і\u00a0тиша."}


@pytest.mark.parametrize(
    "origin", [THEIRS, "https://www.visnyk.example", "https://a.b.visnyk.example", "null"]
)
def test_pages_of_the_partner_may_read_it(client, partner, origin):
    answer = data(client, partner, origin)
    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Origin"] == origin
    assert "Access-Control-Allow-Credentials" not in answer.headers


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "http://visnyk.example",
        "https://visnyk.example:8443",
        "https://evilvisnyk.example",
        "https://.visnyk.example",
        "https://visnyk.example.evil.example",
        "x" * 5000,
    ],
)
def test_pages_of_others_are_told_no_in_words(client, partner, origin):
    factories.live(headline="Міст")
    answer = data(client, partner, origin)
    assert answer.status_code == 403
    assert "не адреса цього партнера" in answer.json["error"]
    assert "Access-Control-Allow-Origin" not in answer.headers
    assert "Міст" not in answer.text


def test_what_differs_by_origin_says_so_to_caches(client, partner):
    for origin in (None, THEIRS, "https://evil.example"):
        assert "Origin" in data(client, partner, origin).headers["Vary"]


def test_an_unchanged_answer_has_the_same_etag(client, partner, at):
    factories.live(since=at("2026-11-24 14:02"))
    first = data(client, partner)
    at("2026-11-24 15:02")
    again = client.get(
        f"/widget/{partner.key}.json", headers={"If-None-Match": first.headers["ETag"]}
    )
    assert again.status_code == 304


@pytest.mark.parametrize("part", [".json", "/list.html"])
def test_a_paused_partner_gets_a_sentence_and_no_posts(client, partner, part):
    factories.live(headline="Міст")
    partner.status = "paused"
    from newsroom.database import db

    db.session.commit()
    text = client.get(f"/widget/{partner.key}{part}").text
    assert "Міст" not in text
    assert "відпочиває" in (client.get(f"/widget/{partner.key}.json").json["notice"])


@pytest.mark.parametrize("part", [".json", "/list.html"])
@pytest.mark.parametrize("key", ["nothing", "0" * 16, "%27", "a" * 500])
def test_an_unknown_key_is_404(client, part, key):
    assert client.get(f"/widget/{key}{part}").status_code == 404


@pytest.mark.parametrize(
    ("key", "query", "status", "why"),
    [
        ("nothing", "", 404, "Такого партнера немає"),
        ("", "?posts=0", 400, "posts – це число від 1 до 20"),
        ("", "?posts=99999999999999999999", 400, "posts – це число від 1 до 20"),
        ("", "?posts=є", 400, "posts – це число від 1 до 20"),
    ],
)
def test_a_wrong_question_gets_a_small_answer_that_every_page_can_read(
    client, partner, key, query, status, why
):
    answer = client.get(
        f"/widget/{key or partner.key}.json{query}", headers={"Origin": "https://x"}
    )
    assert (answer.status_code, answer.json["error"]) == (status, why)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cache-Control"].startswith("public, max-age=15")
    assert len(answer.data) < 200


def test_what_stands_in_the_query_besides_changes_nothing(client, partner):
    factories.live()
    plain = client.get(f"/widget/{partner.key}.json")
    odd = client.get(f"/widget/{partner.key}.json?at=-1e999&seen=%20&scheme=dark&key=other")
    assert (odd.status_code, odd.data) == (200, plain.data)
    assert odd.headers["ETag"] == plain.headers["ETag"]


@pytest.mark.parametrize("part", ["", "/recent", ".json"])
def test_fewer_posts_may_be_asked_for(client, partner, part):
    for number in range(3):
        factories.live(headline=f"News {number}")
    text = client.get(f"/widget/{partner.key}{part}?posts=2").text
    assert ("News 2" in text, "News 0" in text) == (True, False)


def test_the_ready_list_leads_to_us_by_whole_addresses(client, partner):
    factories.live(headline="Міст <b>", lede="Лід.")
    page = client.get(f"/widget/{partner.key}/list.html").soup
    links = [link["href"] for link in page.select("a")]
    assert links == ["http://localhost/news/mist-b", "http://localhost/"]
    assert page.a.text == "Міст <b>"
    assert page.time["datetime"].endswith("Z")


def test_a_poll_that_has_seen_it_all_is_empty_and_readable_there(client, partner):
    factories.live()
    seen = data(client, partner).json["edition"]
    poll = f"/widget/{partner.key}.json?at=118&seen={seen}"
    answer = client.get(poll, headers={"Origin": THEIRS})
    assert (answer.status_code, answer.data) == (204, b"")
    assert answer.headers["Access-Control-Allow-Origin"] == THEIRS
    factories.live(headline="Нова")
    assert client.get(poll, headers={"Origin": THEIRS}).json["posts"][0]["headline"] == "Нова"


@pytest.mark.parametrize("part", ["", "/recent", ".json", "/list.html"])
def test_caches_are_told_how_long_and_the_bytes_are_everybodys(client, partner, part):
    factories.live()
    address = f"/widget/{partner.key}{part}"
    first = client.get(address)
    assert first.headers["Cache-Control"] == "public, max-age=15, stale-while-revalidate=60"
    other = {"User-Agent": "x", "Accept-Language": "en", "Cookie": "a=b", "HX-Request": "true"}
    other = client.get(address, headers=other)
    assert (other.data, other.headers["ETag"]) == (first.data, first.headers["ETag"])
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Cache-Control"] == first.headers["Cache-Control"]
    for answer in (first, other, again):
        assert "Set-Cookie" not in answer.headers
        assert answer.headers.get("Vary", "").replace("Origin", "").strip(", ") in {
            "",
            "Accept-Encoding",
        }


def with_photo(partner):
    partner.shows_photo = True
    photo = factories.photo(alt="Човен", author="Олена Фото", agency="")
    factories.live(headline="Міст", lead_photo=photo.name)
    factories.live(headline="Без фото")
    return photo


def test_photos_are_shown_where_they_were_chosen(client, partner):
    photo = with_photo(partner)
    url = f"http://localhost/photos/{photo.name}/1/square.webp"
    bare, pictured = data(client, partner).json["posts"]
    assert bare["photo"] is None
    said = {"url": url, "width": 320, "height": 320, "alt": "Човен", "credit": "Фото: Олена Фото"}
    assert pictured["photo"] == said
    for part in ("", "/recent", "/list.html"):
        [image] = client.get(f"/widget/{partner.key}{part}").soup.select("img")
        assert (image["src"], image["alt"], image["loading"]) == (url, "Човен", "lazy")
        assert (image["width"], image["height"]) == ("320", "320")
        assert "Фото: Олена Фото" in str(image.parent)


def test_photos_are_not_shown_where_nobody_chose_them(client, partner):
    with_photo(partner)
    partner.shows_photo = False
    assert [post["photo"] for post in data(client, partner).json["posts"]] == [None, None]
    assert not client.get(f"/widget/{partner.key}").soup.select("img")


def test_another_photo_is_another_edition(client, partner):
    photo = with_photo(partner)
    before = data(client, partner).json["edition"]
    photo.version = 2
    assert data(client, partner).json["edition"] != before

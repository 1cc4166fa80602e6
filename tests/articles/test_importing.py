"""`flask articles import`: each line of a file whole or not at all, and once."""

import json

import pytest

from newsroom.language.body import MAX_CHARACTERS
from tests import factories
from tests.articles.desk import articles, revisions
from tests.moments import kyiv

LINE = {
    "title": "Міст через Плесо відкрили",
    "author": "Олена Гук",
    "publication": "Річкове радіо",
    "place": "Білоріччя",
    "year": "2016",
    "url": "https://radio.example/?p=1",
    "paragraphs": ["Перші авто поїхали о шостій.", "Нагадаємо, міст закрили навесні."],
}


@pytest.fixture
def run(app, tmp_path):
    """Import these lines, dicts or raw text or bytes, as somebody at a terminal would."""

    def run(*lines, options=(), before=b""):
        path = tmp_path / "file.jsonl"
        written = (json.dumps(line) if isinstance(line, dict) else line for line in lines)
        raw = [line if isinstance(line, bytes) else line.encode() for line in written]
        path.write_bytes(before + b"\n".join(raw) + b"\n")
        return app.test_cli_runner().invoke(args=["articles", "import", str(path), *options])

    return run


def untied(part):
    """Its text without the ties that readers get."""
    return part.text.replace("\u00a0", " ")


def test_a_line_becomes_a_live_article(client, run):
    result = run(LINE)
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (
        0,
        "додано: 1, імпортовано раніше: 0, відхилено: 0",
    )
    main = client.read("/news/mist-cherez-pleso-vidkryly").main
    assert main.h1.text == LINE["title"]
    assert untied(main.select_one(".prose p")) == LINE["paragraphs"][0]
    assert untied(main.select_one(".prose aside")) == LINE["paragraphs"][1]
    assert main.select_one("a[href='https://radio.example/?p=1']").text == "Річкове радіо"
    assert "Олена Гук" in main.text
    assert main.select_one("time")["datetime"].startswith("2016-01-01")


def test_progress_is_told_apart_from_the_outcome(run):
    assert "Імпорт" in run(LINE).stderr


def test_only_a_title_and_paragraphs_are_needed(run, at):
    at("2026-11-24 14:00")
    assert run({"title": "Міст", "paragraphs": ["Текст."]}).exit_code == 0
    (article,) = articles()
    assert (article.state, article.publish_at.year) == ("live", 2026)


def test_running_it_twice_changes_nothing(client, run):
    run(LINE, LINE | {"title": "Друга"})
    before = client.get("/").data
    result = run(LINE, LINE | {"title": "Друга"})
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (
        0,
        "додано: 0, імпортовано раніше: 2, відхилено: 0",
    )
    assert client.get("/").data == before
    assert [len(revisions(article)) for article in articles()] == [1, 1]


def test_a_line_is_the_same_however_its_parts_are_ordered_and_escaped(run):
    run(LINE)
    turned = json.dumps(dict(reversed(LINE.items())), ensure_ascii=False)
    assert "імпортовано раніше: 1" in run(turned).stdout


def test_what_the_desk_has_changed_since_stays(run):
    run(LINE)
    factories.save(articles()[0], headline="Виправлений")
    run(LINE)
    assert articles()[0].working.headline == "Виправлений"


def test_years_stand_in_order_and_lines_of_a_year_as_in_the_file(client, run):
    years = [("а", "2014"), ("б", "2016"), ("в", "2016"), ("г", "2015")]
    run(*(LINE | {"title": title, "year": year} for title, year in years))
    titles = [a.text for a in client.read("/recent").select("h3 a")]
    assert titles == ["б", "в", "г", "а"]


def test_articles_can_be_put_into_a_category(client, run):
    factories.category("Місто")
    run(LINE, options=["--category", "misto"])
    assert client.read("/categories/misto").select("main h2 a")


def test_an_unknown_category_is_refused_with_those_that_there_are(run):
    factories.category("Місто")
    result = run(LINE, options=["--category", "nema"])
    assert result.exit_code == 2
    assert result.output == "Рубрики «nema» немає; є такі: misto.\n"
    assert articles() == []


BAD = [
    ("{", "не JSON"),
    ("Просто текст", "не JSON"),
    ("[" * 100_000, "не JSON"),
    (b'{"title": "\xcf\xeb\xe5\xf1\xee", "paragraphs": ["x"]}', "не UTF-8"),
    ("[1]", "не об’єкт"),
    ("null", "не об’єкт"),
    ({"paragraphs": ["Текст."]}, "«title»"),
    (LINE | {"title": " \u0000 "}, "«title»"),
    (LINE | {"title": "я" * 301}, "«title»"),
    (LINE | {"title": 5}, "«title» має бути текстом"),
    (LINE | {"author": ["Олена"]}, "«author» має бути текстом"),
    (LINE | {"publication": {"a": 1}}, "«publication» має бути текстом"),
    ({"title": "Міст"}, "«paragraphs»"),
    (LINE | {"paragraphs": "Текст."}, "«paragraphs» має бути списком"),
    (LINE | {"paragraphs": [1]}, "«paragraphs» має бути списком"),
    (LINE | {"paragraphs": []}, "«paragraphs» не має тексту"),
    (LINE | {"paragraphs": [" ", "\u0000"]}, "«paragraphs» не має тексту"),
    (LINE | {"paragraphs": ["я" * (MAX_CHARACTERS + 1)]}, "у тексті понад 200\u00a0000"),
    (LINE | {"url": "javascript:alert(1)"}, "«url»"),
    (LINE | {"url": "radio.example"}, "«url»"),
    (LINE | {"url": "https://["}, "«url»"),
    (LINE | {"year": "минулого"}, "«year»"),
    (LINE | {"year": "1899"}, "«year»"),
    (LINE | {"year": "9999"}, "«year»"),
    (LINE | {"year": -1}, "«year»"),
    (LINE | {"year": [2016]}, "«year»"),
]


@pytest.mark.parametrize(("line", "reason"), BAD, ids=range(len(BAD)))
@pytest.mark.one_database
def test_a_bad_line_is_told_by_number_and_reason_and_the_others_are_taken(run, line, reason):
    result = run(LINE, "", line, LINE | {"title": "Остання"})
    assert result.exit_code == 1
    assert result.stdout.splitlines()[-1] == "додано: 2, імпортовано раніше: 0, відхилено: 1"
    told = [sentence for sentence in result.stderr.splitlines() if sentence.startswith("рядок ")]
    assert len(told) == 1
    assert told[0].startswith("рядок 3: ")
    assert reason in told[0]
    assert [article.headline for article in articles()] == [LINE["title"], "Остання"]


def test_nothing_of_a_bad_line_is_left_and_it_can_be_mended(client, run):
    run(LINE | {"author": "Невідома", "year": "колись"})
    assert articles() == []
    assert run(LINE | {"author": "Невідома"}).exit_code == 0
    assert len(articles()) == 1


@pytest.mark.parametrize("title", ["Кінець \ud83d", "Ки\u0306їв\u202e", "Емодзі 🏛️", "\u0000Міст"])
def test_dirt_in_a_line_is_cleaned_and_the_line_taken(run, title):
    result = run(LINE | {"title": title})
    assert result.exit_code == 0, result.output
    articles()[0].headline.encode()


def test_html_in_a_line_stays_text(client, run):
    run(LINE | {"paragraphs": ["<script>alert(1)</script> і <b>жирне</b>", "2 < 3"]})
    prose = client.read("/news/mist-cherez-pleso-vidkryly").select_one(".prose")
    assert [untied(p) for p in prose.select("p")] == [
        "<script>alert(1)</script> і <b>жирне</b>",
        "2 < 3",
    ]


def test_a_byte_order_mark_at_the_beginning_is_no_part_of_the_first_line(run):
    assert run(LINE, before=b"\xef\xbb\xbf").exit_code == 0


def test_this_years_articles_are_live_on_the_first_morning_of_the_year(run, at):
    at("2027-01-01 08:00")
    run(LINE | {"year": "2027"})
    (article,) = articles()
    assert article.state == "live"
    assert article.publish_at < kyiv("2027-01-01 08:00")


def test_the_same_title_twice_makes_two_addresses(run):
    run(LINE, LINE | {"year": "2015"})
    assert len({article.slug for article in articles()}) == 2


def test_no_number_in_an_address_tells_of_a_draft(run):
    draft = factories.draft(headline=LINE["title"])
    run(LINE)
    assert articles()[-1].slug == "mist-cherez-pleso-vidkryly"
    assert draft.slug.startswith("mist-cherez-pleso-vidkryly-")


def test_a_file_that_is_not_there_is_refused_in_words(app):
    result = app.test_cli_runner().invoke(args=["articles", "import", "nema.jsonl"])
    assert result.exit_code == 2
    assert "nema.jsonl" in result.output


@pytest.mark.one_database
def test_what_nobody_here_knows_is_named_once_and_the_line_taken(run):
    strange = {"lede": "Лід.", "дата\u202e\n": "5 травня", "я" * 99: 1}
    result = run({"title": "Міст", "paragraphs": ["Текст."]}, LINE | strange, LINE | {"lede": "Ще"})
    assert result.exit_code == 0
    passed_over = "невідоме, його пропущено; уперше в рядку 2"
    told = [line for line in result.stderr.splitlines() if "пропущено" in line]
    assert sorted(told) == [
        f"Поле «{name}» {passed_over}" for name in ("lede", "place", "дата", "я" * 60)
    ]
    assert result.stdout.strip() == "додано: 3, імпортовано раніше: 0, відхилено: 0"


@pytest.mark.one_database
@pytest.mark.settings(SITE_LANGUAGE="en")
def test_an_english_newsroom_reads_english(run):
    result = run(LINE, "{")
    assert result.stdout.strip() == "added: 1, imported before: 0, refused: 1"
    assert "line 2: not JSON" in result.stderr
    assert "“place” is not known and was passed over, first in line 1" in result.stderr


@pytest.mark.shared
def test_the_real_press_is_taken_whole_once_and_in_order(app, client, shared):
    runner, path = app.test_cli_runner(), shared / "data" / "press.jsonl"
    for outcome in ("додано: 284, імпортовано раніше: 0", "додано: 0, імпортовано раніше: 284"):
        result = runner.invoke(args=["articles", "import", str(path)])
        assert (result.exit_code, result.stdout.strip()) == (0, f"{outcome}, відхилено: 0")
    rows = [json.loads(line) for line in path.read_text().splitlines()]
    newest_first = sorted(articles(), key=lambda article: article.publish_at, reverse=True)
    years = sorted((int(row["year"]) for row in rows), reverse=True)
    assert [article.publish_at.year for article in newest_first] == years
    assert {article.state for article in newest_first} == {"live"}
    for article in newest_first[:: len(newest_first) // 12]:
        client.read(f"/news/{article.slug}")
    client.read("/")


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("bad", "why"),
    [
        ({"paragraphs": ["&" * 100_000]}, "не можна перетворити на безпечний HTML"),
        ({"year": "1" * 5000}, "«year» має бути роком"),
        ({"year": "²²²²"}, "«year» має бути роком"),
        ({"year": "02016"}, "«year» має бути роком"),
    ],
)
def test_after_a_line_that_cannot_be_read_it_goes_on(run, bad, why):
    result = run({**LINE, "title": "Один"}, {**LINE, **bad}, {**LINE, "title": "Три"})
    assert why in result.stderr
    assert "рядок 2:" in result.stderr
    assert [article.headline for article in articles()] == ["Один", "Три"]
    assert result.exit_code == 1

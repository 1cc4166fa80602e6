"""Two people, one article: nobody is overwritten, and nothing is refused for good."""

import pytest

from tests import factories
from tests.articles.desk import PUBLISH, SAVE, UPDATE, address, fields, revisions
from tests.moments import kyiv

MODES = pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
CHOOSE = "Зберегти вибране"


@pytest.fixture
def article():
    return factories.draft(headline="Було", lede="Лід.", body="Текст.\n\nКінець.")


@pytest.fixture
def asked(editor, colleague, article):
    """The answer to ``editor``, who saved after a colleague with the same page open."""
    mine, other = editor.read(address(article)), colleague(name="Тарас Пасічник")
    their = {"headline": "Їхній", "body": "Їхній текст.\n\nКінець."}
    other.press(other.read(address(article)), SAVE, **their)
    return editor.press(mine, SAVE, headline="Мій", body="Мій текст.\n\nКінець.")


def choices(headline, body="mine", **more):
    return {"choice-headline": headline, "choice-body-0": body, **more}


def sides(page):
    """Each question → its two texts, mine and theirs, as one reads them when what went is gone."""
    for gone in page.select(".merge__words del, .merge__words .difference__said"):
        gone.decompose()
    return {
        question["id"]: [" ".join(words.text.split()) for words in question.select(".merge__words")]
        for question in page.select(".merge__question")
    }


def headlines(article):
    return [(r.number, r.headline, r.is_aside) for r in revisions(article)]


@MODES
def test_both_texts_are_shown_and_who_wrote_the_other(editor, colleague, article, htmx):
    mine, other = editor.read(address(article)), colleague(name="Тарас Пасічник")
    other.press(other.read(address(article)), SAVE, headline="Їхній")
    answer = editor.press(mine, SAVE, htmx=htmx, headline="Мій")
    assert (answer.status_code, answer.request.path) == (200, address(article, "/merges/3"))
    who = [" ".join(name.text.split()) for name in answer.soup.select(".merge__who")]
    assert "Ваш варіант" in who[0]
    assert "Тарас Пасічник" in who[1]
    assert sides(answer.soup) == {"headline": ["Мій", "Їхній"]}


def test_only_what_both_changed_is_asked(asked):
    assert list(sides(asked.soup)) == ["headline", "body-0"]
    assert "Кінець." not in asked.soup.select_one("#body-0").text


@MODES
def test_what_they_did_to_different_fields_and_paragraphs_goes_together(
    editor, colleague, article, htmx
):
    mine, other = editor.read(address(article)), colleague()
    other.press(other.read(address(article)), SAVE, lede="Їхній.", body="Їхнє.\n\nКінець.")
    answer = editor.press(mine, SAVE, htmx=htmx, headline="Мій", body="Текст.\n\nМоє.")
    both = {"headline": "Мій", "lede": "Їхній.", "body": "Їхнє.\n\nМоє."}
    assert (answer.status_code, answer.request.path) == (200, address(article))
    assert both.items() <= fields(answer.soup).items()
    assert "У версії 3 є і ваші зміни, і чужі" in answer.text
    assert headlines(article) == [(1, "Було", False), (2, "Було", False), (3, "Мій", False)]


@pytest.mark.parametrize(
    ("given", "chosen"),
    [
        (choices("mine", "mine"), ("Мій", "Мій текст.\n\nКінець.")),
        (choices("theirs", "theirs"), ("Їхній", "Їхній текст.\n\nКінець.")),
        (choices("mine", "both"), ("Мій", "Їхній текст.\n\nМій текст.\n\nКінець.")),
        (
            choices("hand", "hand", **{"hand-headline": "Спільний", "hand-body-0": "Спільне."}),
            ("Спільний", "Спільне.\n\nКінець."),
        ),
    ],
    ids=["mine", "theirs", "both", "hand"],
)
def test_what_is_chosen_leads_and_every_revision_remains(editor, article, asked, given, chosen):
    answer = editor.press(asked, CHOOSE, **given)
    shown = fields(answer.soup)
    assert (shown["headline"], shown["body"]) == chosen
    told = [(1, "Було", False), (2, "Їхній", False), (3, "Мій", True)]
    assert headlines(article)[:3] == told
    assert article.working.headline == chosen[0]
    for number, text in ((2, "Їхній"), (3, "Мій")):
        page = editor.read(address(article, f"/revisions/{number}"))
        assert page.select_one(".article__headline").text == text


def test_nothing_is_chosen_for_anybody(editor, article, asked):
    answer = editor.press(asked, CHOOSE, **{"choice-headline": "hand", "hand-headline": "Ось так"})
    assert answer.status_code == 422
    assert "Виберіть" in answer.soup.select_one("#body-0-error").text
    assert answer.soup.select_one("#hand-headline").text.strip() == "Ось так"
    assert answer.soup.select_one("#headline-hand").has_attr("checked")
    assert article.working.headline == "Їхній"


def test_until_somebody_chooses_the_article_leads_to_the_choice(editor, asked, article):
    link = f"#unsettled-3 a[href='{address(article, '/merges/3')}']"
    assert editor.read(address(article)).select_one(link)
    editor.press(asked, CHOOSE, **choices("mine"))
    assert not editor.read(address(article)).select_one(link)


def test_a_third_save_between_is_asked_about_again(editor, colleague, article, asked):
    third = colleague()
    third.press(third.read(address(article)), SAVE, headline="Третій")
    again = editor.press(asked, CHOOSE, **choices("mine"))
    assert again.request.path == address(article, "/merges/5")
    assert sides(again.soup) == {"headline": ["Мій", "Третій"]}
    editor.press(again, CHOOSE, **{"choice-headline": "mine"})
    assert [r.headline for r in revisions(article)] == ["Було", "Їхній", "Мій", "Третій"] + [
        "Мій"
    ] * 2
    assert (article.working.headline, "Мій текст" in article.working.body) == ("Мій", True)


def test_a_third_save_between_of_something_else_goes_together(editor, colleague, article, asked):
    third = colleague()
    third.press(third.read(address(article)), SAVE, lede="Третій.")
    answer = editor.press(asked, CHOOSE, **choices("mine"))
    assert {"headline": "Мій", "lede": "Третій."}.items() <= fields(answer.soup).items()


def test_two_who_write_the_same_are_asked_nothing(editor, colleague, article):
    mine, other = editor.read(address(article)), colleague()
    other.press(other.read(address(article)), SAVE, headline="Однаково")
    assert editor.press(mine, SAVE, headline="Однаково").request.path == address(article)
    assert len(revisions(article)) == 2


def test_nothing_is_published_until_the_editor_has_chosen(client, editor, colleague, article):
    mine, other = editor.read(address(article)), colleague()
    other.press(other.read(address(article)), SAVE, headline="Їхній")
    answer = editor.press(mine, PUBLISH, headline="Мій")
    assert answer.request.path == address(article, "/merges/3")
    assert article.live_revision is None
    chosen = editor.press(answer, CHOOSE, **{"choice-headline": "mine"})
    assert article.live_revision is None
    editor.press(chosen, PUBLISH)
    assert client.read(f"/news/{article.slug}").h1.text == "Мій"


def test_what_went_together_is_read_before_it_is_published(client, editor, colleague, article):
    mine, other = editor.read(address(article)), colleague()
    other.press(other.read(address(article)), SAVE, lede="Їхній.")
    answer = editor.press(mine, PUBLISH, headline="Мій")
    assert article.live_revision is None
    editor.press(answer, PUBLISH)
    assert "Їхній." in client.read(f"/news/{article.slug}").main.text


@pytest.mark.parametrize("their", [{"headline": "Їхній"}, {"lede": "Їхній."}])
def test_an_update_that_meets_another_leaves_readers_what_they_have(
    client, editor, colleague, their
):
    article = factories.live(headline="На сайті")
    mine, other = editor.read(address(article)), colleague()
    other.press(other.read(address(article)), SAVE, **their)
    editor.press(mine, UPDATE, headline="Мій")
    assert client.read(f"/news/{article.slug}").h1.text == "На\u00a0сайті"
    assert len(revisions(article)) == 3


def test_two_plans_for_one_article_are_both_named(editor, colleague, article, at):
    at("2026-11-24 12:00")
    mine, other = editor.read(address(article)), colleague()
    plan = {"going_out": "schedule", "publish_date": "2026-11-25"}
    other.press(other.read(address(article)), SAVE, publish_time="15:00", **plan)
    answer = editor.press(mine, SAVE, publish_time="16:00", **plan)
    times = ["25 листопада 2026, 16:00", "25 листопада 2026, 15:00"]
    assert sides(answer.soup) == {"planned_at": times}
    editor.press(answer, CHOOSE, **{"choice-planned_at": "mine"})
    assert article.working.planned_at == kyiv("2026-11-25 16:00")


def test_an_own_save_in_another_tab_is_asked_about_too(editor, article):
    one, other = editor.read(address(article)), editor.read(address(article))
    editor.press(one, SAVE, headline="У першій вкладці")
    answer = editor.press(other, SAVE, headline="У другій вкладці")
    assert sides(answer.soup) == {"headline": ["У другій вкладці", "У першій вкладці"]}
    assert [r.headline for r in revisions(article)][1:] == ["У першій вкладці", "У другій вкладці"]


def test_a_difference_of_formatting_alone_is_shown(editor, colleague, article):
    mine, other = editor.read(address(article)), colleague()
    bold, leaning = "<p><strong>Текст.</strong></p>", "<p><em>Текст.</em></p>"
    other.press(other.read(address(article)), SAVE, body=bold + "<p>Кінець.</p>")
    answer = editor.press(mine, SAVE, body=leaning + "<p>Кінець.</p>")
    assert sides(answer.soup) == {"body-0": [leaning, bold]}

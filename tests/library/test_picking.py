"""What the editor asks the library: photos to choose from, and what its figures show."""

from newsroom.photos.models import PhotoStatus
from tests import factories


def test_photos_to_choose_from_come_in_pages(reporter, monkeypatch):
    monkeypatch.setattr("newsroom.library.picking.PAGE", 2)
    made = [factories.photo(caption=f"Човен {n}").name for n in range(3)]
    factories.photo(status=PhotoStatus.REFUSED, refused_why="svg")
    fragment = reporter.read("/desk/photos/pick", query_string={"q": "човен"})
    chosen = fragment.select("[data-choose]")
    assert [button["data-choose"] for button in chosen] == made[:0:-1]
    assert chosen[0]["data-caption"] == "Човен 2"
    more = reporter.read(fragment.select_one("button[hx-get]")["hx-get"])
    assert [button["data-choose"] for button in more.select("[data-choose]")] == made[:1]
    assert not more.select("button[hx-get]")


def test_nothing_found_is_said(reporter):
    assert reporter.read("/desk/photos/pick?q=x").select_one(".picker__none")


def test_figures_say_what_is_known_and_what_is_missing(reporter):
    good = factories.photo(caption="Човен")
    bare = factories.photo(author="", agency="", alt="")
    asked = [good.name, bare.name, "z" * 16, "x"]
    page = reporter.read("/desk/photos/figures", query_string={"name": asked})
    facts = {part["data-figure"]: part for part in page.select("[data-figure]")}
    assert list(facts) == asked[:3]
    assert [part["data-status"] for part in facts.values()] == ["ready", "ready", "gone"]
    assert "Фото: Олена Фото / Білоріччя-Фото" in facts[good.name].text
    assert facts[good.name].img["alt"] == "Човен на воді"
    assert facts[good.name]["data-caption"] == "Човен"
    assert "Немає ні автора" in facts[bare.name].text
    assert "вже немає в бібліотеці" in facts["z" * 16].text


def test_many_figures_are_one_question_to_the_database(reporter, statements):
    names = [factories.photo().name for _ in range(8)]

    def asked(count):
        statements.clear()
        reporter.read("/desk/photos/figures", query_string={"name": names[:count]})
        return len(statements)

    asked(1)
    assert asked(8) == asked(1)

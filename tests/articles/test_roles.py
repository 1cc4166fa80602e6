"""Who may do what at the desk: every route there, for every role, on one's own and on others'."""

import uuid
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from newsroom.articles.bylines import Author
from newsroom.database import Base, db
from tests import factories
from tests.client import FROM_HTMX
from tests.pressing import find_button

TEXT = {"headline": "Змінено", "body": "Текст.", "base": "1"}
PINNED = {"text": "Міст", "stays": "60"}
RETURNED = {"return-text": "Де джерело?"}
CHOSEN = {"newest": "1", "choice-headline": "mine"}
AUTHOR = {"job": "репортерка", "biography": "Пише."}
PAGE = {"title": "Нова", "body": "Текст.", "position": "3", "readers": "no", "version": "1"}
PARTNER = {
    "name": "Вісник",
    "origins": "https://visnyk.example",
    "post_count": "3",
    "language": "",
    "scheme": "auto",
    "corner": "soft",
    "density": "airy",
    "requests_a_minute": "6000",
}
WHO = ("reporter, own", "reporter, others’", "editor", "chief")
# endpoint: the address, what is sent, and the answer to each of WHO
CHANGES = {
    "articles.create": ("/desk/articles", TEXT, (303, 303, 303, 303)),
    "articles.create_and_publish": ("/desk/articles/publication", TEXT, (403, 403, 303, 303)),
    "articles.save": ("/desk/articles/{id}/revisions", TEXT, (303, 404, 303, 303)),
    "articles.publish": ("/desk/articles/{id}/publication", TEXT, (403, 403, 303, 303)),
    "articles.create_and_submit": ("/desk/articles/submission", TEXT, (303, 303, 303, 303)),
    "articles.submit": ("/desk/articles/{id}/submission", TEXT, (303, 404, 303, 303)),
    "articles.approve": ("/desk/articles/{id}/approval", TEXT, (403, 403, 303, 303)),
    "articles.send_back": ("/desk/articles/{id}/return", RETURNED, (403, 403, 303, 303)),
    "articles.add_note": ("/desk/articles/{id}/notes", {"text": "Гаразд"}, (303, 404, 303, 303)),
    "articles.autosave_new": ("/desk/articles/autosaves", TEXT, (201, 201, 201, 201)),
    "articles.autosave": ("/desk/articles/{id}/autosaves", TEXT, (200, 404, 200, 200)),
    "articles.compare_unsaved_new": ("/desk/articles/unsaved", TEXT, (200, 200, 200, 200)),
    "articles.compare_unsaved": ("/desk/articles/{id}/unsaved", TEXT, (200, 404, 200, 200)),
    "articles.be_present": ("/desk/articles/{id}/presence", {}, (200, 404, 200, 200)),
    "articles.resolve": ("/desk/articles/{id}/merges/2", CHOSEN, (303, 404, 303, 303)),
    "articles.restore": ("/desk/articles/{id}/revisions/2/restoration", {}, (303, 404, 303, 303)),
    "articles.make_preview_link": ("/desk/articles/{id}/previews", {}, (303, 404, 303, 303)),
    "articles.revoke_preview_link": (
        "/desk/articles/{id}/previews/{p}/revocation",
        {},
        (303, 404, 303, 303),
    ),
    "articles.take_down": ("/desk/articles/{id}/take-down", {}, (403, 403, 303, 303)),
    "articles.put_in_strip": ("/desk/articles/{id}/breaking", PINNED, (403, 403, 303, 303)),
    "articles.take_out_of_strip": ("/desk/pins/{pin}/end", {}, (403, 403, 303, 303)),
    "articles.change_slug": ("/desk/articles/{id}/slug", {"slug": "nova"}, (403, 403, 303, 303)),
    "articles.add_category": ("/desk/categories", {"name": "Нова"}, (403, 403, 303, 303)),
    "articles.rename_category": ("/desk/categories/{c}", {"name": "Нова"}, (403, 403, 303, 303)),
    "articles.describe_author": ("/desk/authors/{author}", AUTHOR, (403, 403, 303, 303)),
    "articles.describe_oneself": ("/desk/account/author", AUTHOR, (303, 303, 303, 303)),
    "pages.add_page": ("/desk/pages", {"title": "Нова"}, (403, 403, 303, 303)),
    "pages.save_page": ("/desk/pages/{page}", PAGE, (403, 403, 303, 303)),
    "partners.add": (
        "/desk/partners",
        {"name": "Новий", "origins": "https://novyi.example"},
        (403, 403, 303, 303),
    ),
    "partners.change": (
        "/desk/partners/{partner}",
        PARTNER,
        (403, 403, 303, 303),
    ),
    "partners.set_status": (
        "/desk/partners/{partner}/status",
        {"status": "paused"},
        (403, 403, 303, 303),
    ),
    "photos.upload": ("/desk/photos", {}, (303, 303, 303, 303)),
    "library.describe": ("/desk/photos/{photo}", {}, (422, 403, 422, 422)),
    "library.replace": ("/desk/photos/{photo}/replace", {}, (303, 403, 303, 303)),
    "library.delete": ("/desk/photos/{photo}/delete", {}, (303, 403, 303, 303)),
    "staff.choose_language": ("/desk/account/language", {"language": "en"}, (303, 303, 303, 303)),
    "staff.change_password": ("/desk/account/password", {}, (422, 422, 422, 422)),
    "staff.sign_out": ("/desk/sign-out", {}, (303, 303, 303, 303)),
}
PAGES = {
    "articles.desk": ("/desk/", (302, 302, 302, 302)),
    "articles.board": ("/desk/articles", (200, 200, 200, 200)),
    "articles.write": ("/desk/articles/new", (200, 200, 200, 200)),
    "articles.edit": ("/desk/articles/{id}", (200, 404, 200, 200)),
    "articles.older_notes": ("/desk/articles/{id}/notes", (200, 404, 200, 200)),
    "articles.history": ("/desk/articles/{id}/revisions", (200, 404, 200, 200)),
    "articles.revision": ("/desk/articles/{id}/revisions/1", (200, 404, 200, 200)),
    "articles.compare": ("/desk/articles/{id}/comparison?from=1&to=2", (200, 404, 200, 200)),
    "articles.merge": ("/desk/articles/{id}/merges/2", (200, 404, 200, 200)),
    "articles.preview": ("/desk/articles/{id}/preview", (200, 404, 200, 200)),
    "articles.breaking": ("/desk/articles/{id}/breaking", (403, 403, 200, 200)),
    "articles.checklist": ("/desk/articles/{id}/checklist", (200, 404, 200, 200)),
    "articles.lead_photo": ("/desk/lead-photo?lead_photo={photo}", (200, 200, 200, 200)),
    "articles.author_names": ("/desk/author-names", (200, 200, 200, 200)),
    "articles.tag_names": ("/desk/tag-names", (200, 200, 200, 200)),
    "articles.edit_link": ("/desk/edit-link/{slug}", (200, 204, 200, 200)),
    "photos.status": ("/desk/photos/{photo}/status", (200, 200, 200, 200)),
    "library.library": ("/desk/photos", (200, 200, 200, 200)),
    "library.pick": ("/desk/photos/pick", (200, 200, 200, 200)),
    "library.figures": ("/desk/photos/figures?name={photo}", (200, 200, 200, 200)),
    "library.photo": ("/desk/photos/{photo}", (200, 200, 200, 200)),
    "library.card": ("/desk/photos/{photo}/card", (200, 200, 200, 200)),
    "library.look": ("/desk/photos/{photo}/look", (200, 200, 200, 200)),
    "articles.authors": ("/desk/authors", (403, 403, 200, 200)),
    "articles.author": ("/desk/authors/{author}", (403, 403, 200, 200)),
    "articles.own_author": ("/desk/account/author", (200, 200, 200, 200)),
    "pages.pages": ("/desk/pages", (403, 403, 200, 200)),
    "pages.edit_page": ("/desk/pages/{page}", (403, 403, 200, 200)),
    "articles.board_list": ("/desk/board", (200, 200, 200, 200)),
    "articles.categories": ("/desk/categories", (403, 403, 200, 200)),
    "partners.partners": ("/desk/partners", (403, 403, 200, 200)),
    "partners.numbers": ("/desk/partners/{partner}/numbers", (403, 403, 200, 200)),
    "partners.partner": ("/desk/partners/{partner}", (403, 403, 200, 200)),
    "partners.preview": ("/desk/partners/{partner}/preview", (403, 403, 200, 200)),
    "articles.desk_recent": ("/desk/recent", (200, 200, 200, 200)),
    "staff.account": ("/desk/account", (200, 200, 200, 200)),
}
STATES = ("draft", "live", "taken_down")


def table(routes):
    return [
        pytest.param(*route[:-1], who, answer, id=f"{endpoint}-{who}")
        for endpoint, route in routes.items()
        for who, answer in zip(WHO, route[-1], strict=True)
    ]


def everything():
    """Whatever the database holds, to be compared with what it holds later."""
    tables = Base.metadata.sorted_tables
    return {table.name: sorted(map(repr, db.session.execute(table.select()))) for table in tables}


@pytest.fixture
def scene(colleague):
    """``scene(who)``: their client, and how an address of CHANGES or PAGES reads for them."""

    def enter(who, state="live"):
        role, _, whose = who.partition(", ")
        client = colleague(role)
        author = client.person if whose == "own" else factories.staff("reporter")
        article = getattr(factories, state)(by=author, headline="Було")
        beside = replace(article.working.wording, headline="Осторонь")  # revision 2
        save = {"by": author, "save_id": str(uuid.uuid4()), "base_number": 0}
        db.session.add(article.set_aside(beside, **save))
        link = factories.preview_link(article)
        numbers = {"id": article.id, "c": factories.category().id, "p": link.id}
        numbers |= {"partner": factories.partner().id, "slug": article.slug}
        numbers["pin"] = factories.pin(article, stays=timedelta()).id
        numbers["author"] = db.session.scalar(select(func.min(Author.id)))
        numbers["photo"] = factories.photo(by=author).name
        numbers["page"] = factories.page().id
        return client, lambda url: url.format(**numbers)

    return enter


def token(client):
    return client.read("/desk/account").select_one("[name=csrf_token]")["value"]


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_every_route_of_the_desk_stands_in_the_tables(app, method):
    rules = [rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/desk")]
    known = PAGES if method == "GET" else CHANGES
    assert {rule.endpoint for rule in rules if method in rule.methods} == set(known)


@pytest.mark.parametrize(("url", "sent", "who", "answer"), table(CHANGES))
@pytest.mark.one_database
def test_who_may_change_what(scene, url, sent, who, answer):
    client, here = scene(who)
    given = {"csrf_token": token(client), **sent}
    before = everything()
    response = client.post(here(url), data=given)
    assert response.status_code == answer
    if answer in {403, 404}:
        assert everything() == before
        assert response.soup.h1.text in {"У вас немає на це права", "Такої сторінки немає"}
        assert response.soup.select("main a[href='/desk/articles']")


@pytest.mark.parametrize("state", STATES)
def test_what_others_wrote_is_not_there_in_any_state(scene, state):
    client, here = scene("reporter, others’", state)
    for url, (*_, others, _editor, _chief) in PAGES.values():
        if "{id}" in url:
            assert client.get(here(url)).status_code == others in {403, 404}
    given = {"csrf_token": token(client), **TEXT}
    assert client.post(here("/desk/articles/{id}/revisions"), data=given).status_code == 404


@pytest.mark.parametrize(("url", "who", "answer"), table(PAGES))
@pytest.mark.one_database
def test_who_may_read_what(scene, url, who, answer):
    client, here = scene(who)
    assert client.get(here(url)).status_code == answer


NOBODY = pytest.mark.parametrize("url", [url for url, *_ in CHANGES.values()], ids=[*CHANGES])


@NOBODY
@pytest.mark.parametrize("wrong", [None, "", "wrong"])
@pytest.mark.one_database
def test_nothing_changes_without_a_token(scene, url, wrong):
    client, here = scene("chief")
    before = everything()
    given = TEXT | ({} if wrong is None else {"csrf_token": wrong})
    answer = client.post(here(url), data=given)
    assert answer.status_code == 400
    assert everything() == before
    assert "Змінено" in answer.text  # and what was typed is offered again


@NOBODY
@pytest.mark.parametrize("headers", [{}, FROM_HTMX], ids=["plain", "htmx"])
@pytest.mark.one_database
def test_nothing_changes_without_a_session(client, scene, url, headers):
    _, here = scene("chief")
    before = everything()
    answer = client.post(here(url), data=TEXT, headers=headers)
    assert answer.status_code == 401
    assert everything() == before


@pytest.mark.parametrize("url", [url for url, _ in PAGES.values()], ids=[*PAGES])
@pytest.mark.one_database
def test_no_page_of_the_desk_is_read_without_a_session(client, scene, url):
    _, here = scene("chief")
    assert client.get(here(url)).location.startswith("/sign-in?next=")
    assert client.get(here(url), headers=FROM_HTMX).status_code == 401


def test_a_save_without_its_token_goes_through_once_it_is_sent_again(editor):
    article = factories.draft(headline="Було")
    page = editor.read(f"/desk/articles/{article.id}")
    page.select_one("#article-form [name=csrf_token]")["value"] = "of an earlier session"
    offered = editor.press(page, "Зберегти", headline="Стало")
    find_button(offered.soup, "Надіслати ще раз")
    editor.press(offered, "Надіслати ще раз")
    assert article.working.headline == "Стало"


def test_whom_the_by_line_names_may_go_on_writing(editor, reporter):
    article = factories.draft(by=editor.person, byline=f"{editor.person.name}, Хтось")
    assert reporter.get(f"/desk/articles/{article.id}").status_code == 404
    page = editor.read(f"/desk/articles/{article.id}")
    editor.press(page, "Зберегти", byline=f"{reporter.person.name}, Хтось")
    page = reporter.read(f"/desk/articles/{article.id}")
    reporter.press(page, "Зберегти", headline="Удвох")
    assert article.working.author == reporter.person


def test_who_began_an_article_keeps_it_whatever_the_by_line_says(reporter):
    article = factories.draft(by=reporter.person)
    page = reporter.read(f"/desk/articles/{article.id}")
    reporter.press(page, "Зберегти", byline="Інше ім’я")
    reporter.read(f"/desk/articles/{article.id}")


def test_a_reporter_goes_on_with_a_live_article_and_readers_see_no_change(client, reporter):
    article = factories.live(by=reporter.person, headline="Було")
    page = reporter.read(f"/desk/articles/{article.id}")
    reporter.press(page, "Зберегти", headline="Стало")
    assert client.read(f"/news/{article.slug}").h1.text == "Було"
    assert article.working.headline == "Стало"

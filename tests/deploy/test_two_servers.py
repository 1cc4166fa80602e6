"""Two servers on one PostgreSQL: it makes no difference which of them somebody meets."""

import pytest

from newsroom.articles.preview_links import PreviewLink, revoke_all
from newsroom.articles.previews import token_of
from newsroom.database import db
from tests import factories
from tests.articles.desk import PUBLISH
from tests.deploy.person import Person
from tests.deploy.place import KEY, Place

WRONG = "не той пароль"


@pytest.fixture(scope="module")
def place(folder, on_postgresql):
    with Place(folder, on_postgresql, TRUSTED_PROXIES=0) as place:
        place.apps = place.servers()
        yield place


@pytest.fixture
def here(place):
    return place.apps[0].url


@pytest.fixture
def there(place):
    return place.apps[1].url


def moved(person, url):
    """The same browser, which meets the other server from now on."""
    person.url = url
    return person


def test_who_signs_in_here_is_signed_in_there_and_out_everywhere(place, here, there):
    editor = place.editor(here)
    page = moved(editor, there).read("/desk/")
    assert moved(editor, here).press(page, "Вийти").ok
    for url in (here, there):
        assert "/sign-in" in moved(editor, url).get("/desk/").url


def test_a_form_from_here_is_taken_there_and_what_it_says_is_shown_here(place, here, there):
    editor, story = place.editor(here), place.draft("Міст відкрили")
    page = editor.read(story.desk)
    answer = moved(editor, there).press(page, PUBLISH, redirects=False)
    assert answer.status_code == 303
    shown = moved(editor, here).get(answer.headers["Location"]).text
    assert "Опубліковано" in shown


def test_guesses_here_and_there_are_counted_together(place, here, there):
    email = factories.staff("editor").email
    db.session.commit()
    for url in (here, there) * 3:
        guesser = Person(url)
        guesser.press(guesser.read("/sign-in"), "Увійти", email=email, password=WRONG)
    late = Person(here)
    known = {"email": email, "password": factories.PASSWORD}
    assert late.press(late.read("/sign-in"), "Увійти", **known).status_code == 429


def test_who_has_an_article_open_here_is_seen_there(place, here, there):
    story = place.draft("Міст відкрили")
    one, other = place.editor(here), place.editor(there)
    token = one.read(story.desk).select_one("[name=csrf_token]")["value"]
    assert one.send(f"{story.desk}/presence", {"csrf_token": token}).ok
    token = other.read(story.desk).select_one("[name=csrf_token]")["value"]
    company = other.send(f"{story.desk}/presence", {"csrf_token": token})
    assert "Працівник" in company.text


def preview_of(story):
    link = PreviewLink(article_id=story.id, ends_at=factories.clock.now() + factories.LIVES)
    db.session.add(link)
    db.session.commit()
    path = f"/preview/{token_of(link)}"
    db.session.commit()
    return path


def test_a_preview_link_opens_here_and_there_until_it_is_taken_back(place, here, there):
    story = place.draft("Міст відкрили")
    path = preview_of(story)
    assert all(Person(url).get(path).ok for url in (here, there))
    revoke_all(db.session, story.id)
    db.session.commit()
    assert not any(Person(url).get(path).ok for url in (here, there))


def test_a_change_of_the_secret_signs_nobody_out_where_the_former_is_still_good(place, here, there):
    editor, story = place.editor(here), place.draft("Міст відкрили")
    page, preview, server = editor.read(story.desk), preview_of(story), place.apps[1]
    server.stop()
    server.settings |= {"SECRET_KEY": "a-new-one", "SECRET_KEY_FALLBACKS": KEY}
    server.start()
    assert Person(there).get(preview).ok
    assert moved(editor, there).press(page, PUBLISH, redirects=False).status_code == 303
    assert "Опубліковано" in editor.get(story.desk).text


def test_a_page_from_before_a_change_of_the_secret_loses_no_text(place, here, there):
    editor, story = place.editor(here), place.draft("Міст відкрили")
    page = editor.read(story.desk)
    server = place.apps[1]
    server.stop()
    server.settings |= {"SECRET_KEY": "another", "SECRET_KEY_FALLBACKS": ""}
    server.start()
    answer = moved(editor, there).press(page, "Зберегти", headline="Міст закрили на зиму")
    assert answer.status_code < 500
    assert "Міст закрили на" in answer.text

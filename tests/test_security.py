"""Who may do what: the guard before the desk, the roles, and where a change may come from."""

import pytest

from newsroom.security import editors_only, is_from_our_own_page
from tests import factories
from tests.every_address import addresses

FOR_EDITORS = {
    "articles.add_category",
    "articles.approve",
    "articles.author",
    "articles.authors",
    "articles.breaking",
    "articles.categories",
    "articles.change_slug",
    "articles.create_and_publish",
    "articles.describe_author",
    "articles.publish",
    "articles.put_in_strip",
    "articles.rename_category",
    "articles.send_back",
    "articles.take_down",
    "articles.take_out_of_strip",
    "pages.add_page",
    "pages.edit_page",
    "pages.pages",
    "pages.save_page",
    "partners.add",
    "partners.change",
    "partners.numbers",
    "partners.partner",
    "partners.partners",
    "partners.preview",
    "partners.set_status",
}


def desk(app, method):
    return [url for url in addresses(app, method) if url.startswith("/desk")]


def test_nobody_reads_the_desk_without_signing_in(app, client):
    for url in [*desk(app, "GET"), "/desk/nothing", "/desk"]:
        answer = client.get(url)
        assert (answer.status_code, answer.location.split("=")[0]) == (302, "/sign-in?next"), url


def test_nobody_changes_anything_without_signing_in(app, client):
    token = client.read("/sign-in").select_one("[name=csrf_token]")["value"]
    for url in desk(app, "POST"):
        answer = client.post(url, data={"csrf_token": token, "headline": "x"})
        assert answer.status_code == 401, url
        assert answer.soup.select_one("input[name=password]"), url


def test_what_only_editors_may_do_is_as_decided(app):
    guarded = {name for name, view in app.view_functions.items() if hasattr(view, "editors_only")}
    assert guarded == FOR_EDITORS


@pytest.mark.parametrize("role", ["editor", "chief"])
def test_an_editor_may_do_it(client, role):
    factories.sign_in(client, factories.staff(role))
    assert client.get("/desk/categories").status_code == 200


def test_a_reporter_is_refused_in_words_and_nothing_changes(app, client):
    reporter = factories.staff("reporter")
    factories.sign_in(client, reporter)
    article = factories.draft(reporter)
    token = client.read("/desk/account").select_one("[name=csrf_token]")["value"]
    before = article.revision_count
    for name in sorted(FOR_EDITORS):
        with app.test_request_context():
            url = app.url_for(name, **values(app, name, article))
        is_read = "GET" in next(app.url_map.iter_rules(name)).methods
        given = {"csrf_token": token, "headline": "x", "body": "y"}
        answer = client.get(url) if is_read else client.post(url, data=given)
        assert answer.status_code == 403, url
        assert "У вас немає на це права" in answer.text
    assert article.revision_count == before
    assert article.live_revision_id is None


def values(app, endpoint, article):
    names = next(app.url_map.iter_rules(endpoint)).arguments
    known = {"article_id": article.id, "category_id": factories.category(f"Р{endpoint}").id}
    known |= dict.fromkeys(("author_id", "page_id", "partner_id", "pin_id"), 1)
    return {name: known[name] for name in names}


def test_the_guard_goes_red_for_whom_it_should(app):
    view = editors_only(lambda: "done")
    person = type("Reporter", (), {"may_publish": False})
    with app.test_request_context("/desk/x"):
        from flask import g
        from werkzeug.exceptions import Forbidden

        g._login_user = person
        with pytest.raises(Forbidden):
            view()
        person.may_publish = True
        assert view() == "done"


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("headers", "ours"),
    [
        ({}, True),  # a browser of before 2023, or no browser
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Sec-Fetch-Site": "none"}, True),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Sec-Fetch-Site": ""}, False),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "https://news.example"}, False),
        ({"Origin": "https://news.example"}, True),
        ({"Origin": "http://inside.example:8000"}, True),  # by another name of the same server
        ({"Origin": "https://evil.example"}, False),
        ({"Origin": "http://news.example"}, False),
        ({"Origin": "https://news.example.evil.example"}, False),
        ({"Origin": "null"}, False),
    ],
)
@pytest.mark.settings(BASE_URL="https://news.example")
def test_where_a_change_comes_from_is_told_by_the_browser(app, headers, ours):
    with app.test_request_context(
        "/desk/x", base_url="http://inside.example:8000", method="POST", headers=headers
    ):
        assert is_from_our_own_page() is ours


def test_another_site_may_link_to_us_but_change_nothing(client):
    elsewhere = {"Sec-Fetch-Site": "cross-site"}
    assert client.get("/", headers=elsewhere).status_code == 200
    assert client.get("/sign-in", headers=elsewhere).status_code == 200
    assert client.post("/sign-in", headers=elsewhere).status_code == 403


@pytest.mark.parametrize("url", ["/%00", "/news/a%00b", "/widget/%00", "/desk/%00", "/?q=%00"])
def test_an_address_with_a_nul_is_no_address(client, url):
    answer = client.get(url)
    assert answer.status_code == 404
    assert "Такої сторінки немає" in answer.text


def test_a_nul_in_the_query_of_the_desk_breaks_nothing(client):
    factories.sign_in(client, factories.staff())
    for name in ("q", "category", "author", "state", "before"):
        answer = client.get("/desk/articles", query_string={name: "a\x00b"})
        assert answer.status_code == 404, name

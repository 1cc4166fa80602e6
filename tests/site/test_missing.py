"""Where there is nothing, readers are helped on, and nobody is told what was asked for."""

from tests import factories


def test_a_missing_page_shows_the_newest_and_the_sections(client):
    factories.category("Місто")
    factories.live(headline="Найновіше")
    for url in ("/kanarka", "/news/kanarka", "/tags/kanarka", "/archive/kanarka"):
        answer = client.get(url)
        assert answer.status_code == 404
        assert "Найновіше" in answer.soup.select_one("#recent-posts").text, url
        ways = [link["href"] for link in answer.soup.select("main a")]
        assert ways == ["/", "/categories/misto"], url
        assert "kanarka" not in answer.text


def test_what_is_gone_shows_them_too(client):
    factories.live(headline="Найновіше")
    answer = client.get(f"/news/{factories.taken_down(headline='Зняте').slug}")
    assert answer.status_code == 410
    assert "Найновіше" in answer.soup.select_one("#recent-posts").text
    assert "Зняте" not in answer.text


def test_a_missing_file_or_a_strange_method_costs_no_list(client):
    factories.live(headline="Найновіше")
    for answer in (client.get("/static/x/nothing.css"), client.post("/nothing")):
        assert answer.status_code == 404
        assert "Найновіше" not in answer.text


def test_the_desk_keeps_its_own_words(client):
    factories.sign_in(client, factories.staff())
    answer = client.get("/desk/nothing")
    assert answer.status_code == 404
    assert answer.soup.select("main a[href='/desk/articles']")
    assert not answer.soup.select("#recent-posts")

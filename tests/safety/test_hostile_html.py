"""HTML that ran scripts in browsers, typed into every field: it is text there, or nothing."""

import pytest
from bs4 import BeautifulSoup

from newsroom.articles.models import Article
from newsroom.database import db
from newsroom.language.body import from_typed
from newsroom.language.cleaning import clean
from newsroom.language.tidy import tidy, tidy_line
from tests import factories
from tests.pressing import find_button, submission
from tests.safety import vectors

pytestmark = [pytest.mark.shared, pytest.mark.one_database]

ALLOWED = {
    "p": set(),
    "h2": set(),
    "h3": set(),
    "strong": set(),
    "em": set(),
    "a": {"href"},
    "ul": set(),
    "ol": set(),
    "li": set(),
    "blockquote": set(),
    "aside": set(),
    "hr": set(),
    "br": set(),
}
LINES = ("headline", "lede", "source_name", "photo_credit")


def faults(prose):
    """What is in a body besides our short list of tags and the links of web and mail."""
    for tag in prose.find_all(True):
        if tag.name not in ALLOWED or set(tag.attrs) - ALLOWED[tag.name]:
            yield str(tag)[:200]
        href = tag.get("href", "/")
        is_path = href.startswith("/") and href[1:2] not in {"/", "\\"}
        if not is_path and not href.lower().startswith(("http://", "https://", "mailto:")):
            yield href


def bones(page):
    """The page without its words: every tag of the news, with the names of its attributes."""
    return [
        (tag.name, *tag.attrs) for part in (page.head, page.main) for tag in part.find_all(True)
    ]


@pytest.fixture
def own(client):
    return factories.sign_in(client, factories.staff("chief"))


@pytest.fixture
def publish(own):
    """Save by the desk's form, publish, and read the page."""
    first = own.read("/desk/articles/new")

    def read(**typed):
        form = submission(find_button(first, "Зберегти"), {})
        save_id = {"save_id": f"00000000-0000-4000-8000-{next(factories.numbers):012}"}
        answer = own.post(form.url, data=dict(form.fields) | save_id | typed)
        assert answer.status_code == 303, answer.soup.select(".field__error")
        article = db.session.get(Article, int(answer.location.rpartition("/")[2]))
        article.publish()
        return own.read(f"/news/{article.slug}")

    return read


def test_the_search_for_faults_finds_them():
    for html in ("<p id=a>", "<script>", '<a href="javascript:x">', '<a href="//a.example">'):
        assert list(faults(BeautifulSoup(html, "html.parser")))


def test_html_in_a_line_is_read_as_text(publish, shared):
    """The page has the bones of any other page, whatever the words are."""
    plain = bones(publish(**dict.fromkeys(LINES, "Слова"), byline="Слова", body="Слова."))
    for pack in vectors.packed(vectors.html(shared), 300):
        text = tidy_line(pack)
        lines = dict.fromkeys(LINES, pack) | {"source_name": pack[:200]}
        page = publish(**lines, byline="Слова", body="Слова.")
        assert " ".join(page.h1.text.split()) == " ".join(text.split())
        assert bones(page) == plain, pack


def test_html_in_a_text_is_read_as_text(publish, shared):
    texts = [text for text in vectors.html(shared) if tidy(text)]
    typed = "Початок.\n\n" + "\n\n".join(texts)
    prose = publish(headline="Міст", body=typed).select_one(".prose")
    assert {tag.name for tag in prose.find_all(True)} <= {"p", "br", "aside"}
    assert " ".join(prose.get_text(" ").split()) == " ".join(tidy(typed).split())


def test_html_typed_as_html_keeps_nothing_that_could_run(publish, shared):
    for group in vectors.groups(vectors.html(shared), 30):
        typed = "<p>Початок.</p>" + "".join(f"<p>{html}</p>" for html in group)
        prose = publish(headline="Міст", body=typed).select_one(".prose")
        assert not list(faults(prose))
        assert "Початок." in prose.p.text


@pytest.mark.parametrize(
    "around", ["<p>{}</p>", "<p>a</p>{}", "{}", "<ul><li>{}</ul>", "<p><a href={}>a"]
)
def test_each_alone_is_clean_and_stays_as_it_is_when_cleaned_again(shared, around):
    for html in vectors.html(shared):
        cleaned = from_typed(around.format(html))
        assert not list(faults(BeautifulSoup(cleaned, "html.parser"))), html
        assert clean(cleaned) == cleaned, html


def test_every_address_of_a_link_leads_to_the_web_or_nowhere(shared):
    for case in vectors.urls(shared):
        address = case["input"].replace('"', "%22")
        cleaned = from_typed(f'<p><a href="{address}">слово</a></p>')
        assert not list(faults(BeautifulSoup(cleaned, "html.parser"))), case["input"]

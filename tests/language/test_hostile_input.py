"""The lists of input that broke or attacked other systems."""

import json
import re

import nh3
import pytest

from newsroom.language.body import clean, from_typed, to_typed
from newsroom.language.excerpts import excerpt, plain
from newsroom.language.slugs import slugify
from newsroom.language.tidy import tidy, tidy_line
from newsroom.language.typography import nbsp
from tests.language.structure import wrong_in

pytestmark = pytest.mark.shared


@pytest.fixture
def snippets(shared):
    return [entry["html"] for entry in json.loads((shared / "vectors/xss-html.json").read_text())]


@pytest.fixture(params=["strings.json", "injection_strings.json"])
def strings(request, shared):
    by_source = json.loads((shared / "vectors" / request.param).read_text())
    return [text for texts in by_source.values() for text in texts]


def test_nothing_that_runs_script_gets_through(snippets):
    assert len(snippets) > 700
    for snippet in snippets:
        for html in (snippet, f"<p>{snippet}</p>", f"<ul><li>{snippet}", f"<p title='{snippet}"):
            cleaned = clean(html)
            assert wrong_in(cleaned) == [], html
            assert not re.search("<[^>]*(javascript|data):", cleaned, re.IGNORECASE), html


def test_what_is_clean_stays_clean(snippets):
    for snippet in snippets:
        cleaned = clean(snippet)
        assert clean(cleaned) == cleaned, snippet
        assert from_typed(to_typed(cleaned)) == cleaned, snippet


def test_typed_as_text_it_is_shown_as_text(snippets):
    for snippet in snippets:
        html = from_typed("Код: " + snippet)
        assert wrong_in(html) == [], snippet
        assert plain(html).split() == tidy("Код: " + snippet).split(), snippet


def test_weaker_cleaners_turn_these_tests_red(snippets):
    """The negative control: as it comes, by nh3's defaults, and without our check of links."""
    without_check = nh3.Cleaner(tags={"p", "a"}, attributes={"a": {"href"}}, link_rel=None)
    assert sum(wrong_in(snippet) != [] for snippet in snippets) > 700
    assert any(wrong_in(f"<p>{nh3.clean(snippet)}</p>") for snippet in snippets)
    assert any(wrong_in(f"<p>{without_check.clean(snippet)}</p>") for snippet in snippets)


def test_strings_keep_their_visible_text(strings):
    typed = [text for text in strings if not re.match(r"\s*<(p|h2|h3|ul|ol|hr)\b", text)]
    assert len(typed) > len(strings) * 0.95
    for text in typed:
        assert plain(from_typed(text)).split() == tidy(text).split(), text


def test_strings_make_slugs_excerpts_and_headlines(strings):
    for text in strings:
        assert re.fullmatch("[a-z0-9-]{0,80}", slugify(text)), text
        assert nbsp(nbsp(text)) == nbsp(text), text
        assert tidy_line(text).startswith(excerpt(text, 20).removesuffix("…")), text

"""The body as readers see it: tied where a line should not end, and otherwise the body."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.language.body import from_typed
from newsroom.language.prose import prose


@pytest.mark.parametrize(
    ("html", "with_ties"),
    [
        ("<p>Удар у порт і в місто</p>", "<p>Удар у~порт і~в~місто</p>"),
        ("<p>до міста та без світла</p>", "<p>до міста та без світла</p>"),
        ("<p>Київ – місто, наказ № 55</p>", "<p>Київ~– місто, наказ №~55</p>"),
        ("<p>18,4 млн ₴ за 23 листопада</p>", "<p>18,4~млн~₴ за 23~листопада</p>"),
        ("<p>О. Гук з <em>нами</em></p>", "<p>О.~Гук з~<em>нами</em></p>"),
        ('<p><a href="/a b">у місті</a></p>', '<p><a href="/a b">у~місті</a></p>'),
        (
            '<p><a href="https://x.example/?a=5 млн" title="a > у місті">з дому</a></p>',
            '<p><a href="https://x.example/?a=5 млн" title="a > у місті">з~дому</a></p>',
        ),
        ("<p>5 &lt; 6 &amp; у нас</p>", "<p>5 &lt; 6 &amp; у~нас</p>"),
        ("", ""),
    ],
)
def test_a_body_is_tied_sparingly_and_its_tags_are_left_alone(html, with_ties):
    assert prose(html).replace("\u00a0", "~") == with_ties


@given(st.text(st.sampled_from("уізнад 5–№<>&\"'«»\n.а"), max_size=60))
@settings(deadline=None)
def test_only_spaces_change(text):
    html = from_typed(text)
    assert prose(html).replace("\u00a0", " ") == html.replace("\u00a0", " ")

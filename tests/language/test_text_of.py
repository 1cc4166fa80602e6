"""The text of clean HTML, without parsing: the same as with it."""

from hypothesis import given, settings

from newsroom.language.body import clean, text_of
from newsroom.language.excerpts import plain
from tests.language.hostile import html


def test_blocks_stand_apart_and_lines_stay():
    body = clean(
        "<h2>Раз &amp; <em>два</em></h2><p>Три<br>чотири</p><hr><ul><li>п’ять</li><li>шість"
        "<ol><li>сім</li></ol></li></ul><aside><p>вісім</p></aside><figure><blockquote>"
        "<p>дев’ять</p></blockquote><figcaption>десять &lt;b&gt;</figcaption></figure>"
    )
    said = "Раз & два\n\nТри\nчотири\n\nп’ять\n\nшість\n\nсім\n\nвісім\n\nдев’ять\n\nдесять <b>"
    assert text_of(body) == plain(body) == said


@given(html)
@settings(max_examples=300, deadline=None)
def test_it_is_what_reading_the_html_gives(html):
    body = clean(html)
    assert text_of(body) == plain(body)

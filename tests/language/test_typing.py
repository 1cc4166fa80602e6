import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.language.body import clean, from_typed, to_typed
from newsroom.language.excerpts import plain
from newsroom.language.tidy import tidy
from tests.language import hostile
from tests.language.structure import wrong_in


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("", ""),
        (" \n \n ", ""),
        ("Один абзац.", "<p>Один абзац.</p>"),
        ("Перший.\n\nДругий.", "<p>Перший.</p><p>Другий.</p>"),
        ("Перший.\r\n \t\r\n\r\nДругий.", "<p>Перший.</p><p>Другий.</p>"),
        ("Рядок\nі ще рядок", "<p>Рядок<br>і ще рядок</p>"),
        ("5 < 7 & 7 > 5", "<p>5 &lt; 7 &amp; 7 &gt; 5</p>"),
        ("&amp; і &nbsp;", "<p>&amp;amp; і &amp;nbsp;</p>"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("Текст із <p> всередині", "<p>Текст із &lt;p&gt; всередині</p>"),
        ("<pre>x</pre>", "<p>&lt;pre&gt;x&lt;/pre&gt;</p>"),
    ],
)
def test_plain_text_becomes_paragraphs(typed, html):
    assert from_typed(typed) == html


@pytest.mark.parametrize("opening", ["Нагадаємо, що", "Нагадуємо:", "As we reported,"])
def test_a_reminder_becomes_the_background(opening):
    typed = f"Новина.\n\n{opening} було\nраніше.\n\nКінець."
    html = f"<p>Новина.</p><aside><p>{opening} було<br>раніше.</p></aside><p>Кінець.</p>"
    assert from_typed(typed) == html
    assert to_typed(html) == typed


@pytest.mark.parametrize("typed", ["Нагадаємося.", "Ми нагадаємо, що", "As we reportedly"])
def test_what_only_looks_like_a_reminder_is_a_paragraph(typed):
    assert from_typed(typed) == f"<p>{typed}</p>"


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("<p>a <b>b</b>", "<p>a <strong>b</strong></p>"),
        ("\n <H2>a</H2>\nb", "<h2>a</h2><p>b</p>"),
        ("<hr/><p>a</p>", "<hr><p>a</p>"),
        ("<ul>\n<li>a\n<li>b\n</ul>", "<ul><li>a</li><li>b</li></ul>"),
        ("<blockquote>a<script>x</script>", "<blockquote><p>a</p></blockquote>"),
    ],
)
def test_text_that_begins_with_a_block_is_html(typed, html):
    assert from_typed(typed) == html


@pytest.mark.parametrize(
    ("html", "typed"),
    [
        ("", ""),
        ("<p>a</p><p>b<br>c</p>", "a\n\nb\nc"),
        ("<p>5 &lt; 7&nbsp;&amp;&nbsp;8</p>", "5 < 7\u00a0&\u00a08"),
        ("<p>&lt;p&gt; – це тег</p>", "<p>&lt;p&gt; – це тег</p>"),
        ("<p>Нагадаємо, не тло</p>", "<p>Нагадаємо, не тло</p>"),
        ("<aside><p>a</p></aside>", "<aside>\n<p>a</p>\n</aside>"),
        ("<p>a</p><p><em>b</em></p>", "<p>a</p>\n<p><em>b</em></p>"),
        ("<h2>a</h2><hr><ul><li>b</li></ul>", "<h2>a</h2>\n<hr>\n<ul>\n<li>b</li>\n</ul>"),
    ],
)
def test_the_field_shows_text_where_text_says_it_all(html, typed):
    assert to_typed(html) == typed
    assert from_typed(typed) == html


@given(hostile.html)
@settings(deadline=None, max_examples=300)
def test_opening_and_saving_changes_nothing(html):
    cleaned = clean(html)
    typed = to_typed(cleaned)
    assert from_typed(typed) == cleaned
    # On the way through a browser every line end becomes CRLF.
    assert from_typed(typed.replace("\n", "\r\n")) == cleaned
    assert tidy(typed) == typed


@given(st.text())
@settings(deadline=None, max_examples=300)
def test_whatever_is_typed_is_what_readers_see(text):
    html = from_typed("Сказано: " + text)
    assert wrong_in(html) == []
    seen, typed = plain(html).split(), tidy("Сказано: " + text).replace("\u0338", "\u0337").split()
    assert [word.replace("\u0338", "\u0337") for word in seen] == typed

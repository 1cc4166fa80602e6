"""The two figures of a body: a pull quote, and the card of a link. Others are unwrapped."""

import pytest

from newsroom.language.body import clean, from_typed, to_typed
from tests.language.structure import wrong_in

PULL = "<figure><blockquote><p>Ночей буде дев’ять</p></blockquote>"


@pytest.mark.parametrize(
    "html",
    [
        PULL + "</figure>",
        PULL + "<figcaption>Галина <em>Вербова</em></figcaption></figure>",
        "<figure><blockquote><p>Раз</p><p>два</p></blockquote><figcaption>Хто</figcaption></figure>",
        '<figure><a href="https://x.example/?a=1&amp;b=2">Назва &lt;так&gt;</a></figure>',
        '<figure><a href="/news/mist">Міст</a></figure><p>далі</p>',
    ],
)
def test_a_figure_of_ours_stays_and_can_be_typed(html):
    assert clean(html) == html
    assert from_typed(to_typed(html)) == html
    assert wrong_in(html) == []


@pytest.mark.parametrize(
    ("html", "cleaned"),
    [
        (
            "<figure><blockquote>Без абзацу</blockquote></figure>",
            "<figure><blockquote><p>Без абзацу</p></blockquote></figure>",
        ),
        (
            "<figure><blockquote>а<br><br>б</blockquote></figure>",
            "<figure><blockquote><p>а</p><p>б</p></blockquote></figure>",
        ),
        (
            "<figure><blockquote>а</blockquote><figcaption>б<br><br>в</figcaption></figure>",
            "<figure><blockquote><p>а</p></blockquote><figcaption>б<br>в</figcaption></figure>",
        ),
        (
            "<figure><blockquote>а</blockquote><figcaption> </figcaption></figure>",
            "<figure><blockquote><p>а</p></blockquote></figure>",
        ),
        (
            '<figure> <p><a href="/x">а <b>б</b><br>в</a></p> </figure>',
            '<figure><a href="/x">а б в</a></figure>',
        ),
        (
            '<figure><figure><a href="/x">а</a></figure></figure>',
            '<figure><a href="/x">а</a></figure>',
        ),
    ],
)
def test_a_figure_nearly_ours_becomes_ours(html, cleaned):
    assert clean(html) == cleaned
    assert clean(cleaned) == cleaned


@pytest.mark.parametrize(
    ("html", "cleaned"),
    [
        ("<figure></figure><figure><img src=x></figure>", ""),
        ("<figure><img src=x><figcaption>Фото</figcaption></figure>", "<p>Фото</p>"),
        (
            "<figure><figcaption>а</figcaption><blockquote>б</blockquote></figure>",
            "<p>а</p><blockquote><p>б</p></blockquote>",
        ),
        (
            "<figure><blockquote><h2>а</h2></blockquote></figure>",
            "<blockquote><h2>а</h2></blockquote>",
        ),
        (
            "<figure><blockquote>а</blockquote>б</figure>",
            "<blockquote><p>а</p></blockquote><p>б</p>",
        ),
        (
            "<figure><ul><li>а</ul><aside>б</aside></figure>",
            "<ul><li>а</li></ul><aside><p>б</p></aside>",
        ),
        ('<figure><a href="/x">а</a> б</figure>', '<p><a href="/x">а</a> б</p>'),
        (
            '<figure><a href="/x">а</a><a href="/y">б</a></figure>',
            '<p><a href="/x">а</a><a href="/y">б</a></p>',
        ),
        (
            '<figure><a href="/x">а</a><figcaption>б</figcaption></figure>',
            '<p><a href="/x">а</a></p><p>б</p>',
        ),
        ('<figure><a href="javascript:alert(1)">а</a></figure>', "<p>а</p>"),
        ("<figure>а</figure>", "<p>а</p>"),
        (
            "<aside><figure><blockquote>а</blockquote><figcaption>б</figcaption></figure></aside>",
            "<aside><blockquote><p>а</p></blockquote><p>б</p></aside>",
        ),
        (
            '<ul><li><figure><a href="/x">а</a></figure></ul>',
            '<ul><li><a href="/x">а</a></li></ul>',
        ),
        ("<figcaption>а</figcaption>", "<p>а</p>"),
    ],
)
def test_any_other_figure_is_unwrapped(html, cleaned):
    assert clean(html) == cleaned
    assert clean(cleaned) == cleaned
    assert wrong_in(cleaned) == []


def test_an_apostrophe_in_an_address_is_no_trouble():
    html = '<p><a href="https://x.example/it\'s">а</a></p>'
    assert clean(html) == html

"""Photos in a body: what stays of them, what comes out, how they are typed, merged and compared."""

import pytest

from newsroom.language.body import blocks_of, clean, from_typed, text_of, to_typed
from newsroom.language.excerpts import opening, plain
from newsroom.language.merging import merge
from newsroom.language.photos_in import FIGURE, GALLERY, photos_in
from tests.language.structure import wrong_in

BRIDGE, RIVER = "abcdefgh12345678", "bcdefgh123456789"


def figure(name=BRIDGE, caption="Міст о п’ятій ранку"):
    return f'<figure data-photo="{name}"><figcaption>{caption}</figcaption></figure>'


def gallery(*figures):
    return f"<div data-gallery>{''.join(figures)}</div>"


BOTH = gallery(figure(), figure(RIVER, "Річка"))


@pytest.mark.parametrize(
    "html",
    [
        figure(),
        figure(caption=""),
        figure(caption="a &lt;b&gt; &amp; c&nbsp;d “лапки”"),
        f"<p>до</p>{figure()}<p>після</p>",
        BOTH,
        gallery(figure(), figure(), figure(RIVER, "")),
        f"{figure()}{BOTH}<p>після</p>{BOTH}{figure()}",
    ],
)
def test_a_photo_stays_as_it_is_and_can_be_typed(html):
    assert clean(html) == html
    assert from_typed(to_typed(html)) == html
    assert from_typed(to_typed(html).replace("\n", "\r\n")) == html
    assert wrong_in(html) == []


@pytest.mark.parametrize(
    ("html", "cleaned"),
    [
        (f"<figure data-photo={BRIDGE}></figure>", figure(caption="")),
        (f"<figure id=x data-photo='{BRIDGE}' hx-get=/x></figure>", figure(caption="")),
        (f"<figure data-photo={BRIDGE}><img src=/x onerror=y></figure>", figure(caption="")),
        (
            f"<figure data-photo={BRIDGE}><figcaption>а <b>б</b><br>\n<i> в</i></figure>",
            figure(caption="а б в"),
        ),
        (
            f"<figure data-photo={BRIDGE}><figcaption>а</figcaption><figcaption>б</figure>",
            figure(caption="а б"),
        ),
        (
            f"<figure data-photo={BRIDGE}>а<h2>б</h2></figure>",
            f"{figure(caption='')}<p>а</p><h2>б</h2>",
        ),
        (
            f"<figure data-photo={BRIDGE}><figcaption>e<b>&#x301;</b></figure>",
            figure(caption="é"),
        ),
        (f"<p>а<figure data-photo={BRIDGE}></figure>б", f"<p>а</p>{figure(caption='')}<p>б</p>"),
        (gallery(figure()), figure()),
        (gallery("<p>а</p>"), "<p>а</p>"),
        (gallery(), ""),
        (
            gallery("а", figure(), figure(RIVER, "б"), "в"),
            f"{gallery(figure(), figure(RIVER, 'б'))}<p>а</p><p>в</p>",
        ),
        (gallery("<div>", figure(), "</div><div>", figure(RIVER, "Річка"), "</div>"), BOTH),
        (gallery(BOTH), BOTH),
        (f"<div>{figure()}</div><div>{figure()}</div>", figure() * 2),
    ],
)
def test_a_photo_nearly_ours_becomes_ours(html, cleaned):
    assert clean(html) == cleaned
    assert clean(cleaned) == cleaned
    assert wrong_in(cleaned) == []


@pytest.mark.parametrize(
    "name",
    [
        "",
        "abc",
        BRIDGE.upper(),
        f"{BRIDGE}9",
        f"{BRIDGE}\n",
        "../../../../x/y/",
        "ａbcdefgh12345678",
    ],
)
def test_what_is_no_photos_name_leaves_the_caption(name):
    html = f'<figure data-photo="{name}"><figcaption>Підпис</figcaption></figure>'
    assert clean(html) == "<p>Підпис</p>"


@pytest.mark.parametrize("around", ["aside", "blockquote", "ul", "ol", "figure"])
def test_where_no_photo_may_stand_it_comes_out_after_the_block(around):
    html = f"<{around}><li>а{figure()}б</{around}><p>в</p>"
    cleaned = clean(html)
    assert cleaned.endswith(f"{figure()}<p>в</p>") or cleaned.endswith(
        f"</{around}>{figure()}<p>в</p>"
    )
    assert "а" in cleaned.split("<figure data-photo")[0]
    assert "б" in cleaned
    assert wrong_in(cleaned) == []


@pytest.mark.parametrize(
    "html", ["<img src=/x>", "<picture><img src=/x></picture>", "<svg><image href=x></svg>"]
)
def test_other_images_leave_nothing(html):
    assert clean(f"<p>до{html}після</p>") == "<p>допісля</p>"


def test_the_names_come_in_order_each_once():
    assert photos_in(f"<p>{BRIDGE}</p>{figure(RIVER)}{BOTH}") == [RIVER, BRIDGE]
    assert photos_in("<p>&lt;figure data-photo=&quot;" + BRIDGE) == []
    assert FIGURE.search(BOTH)["caption"] == "Міст о п’ятій ранку"
    assert len(FIGURE.findall(GALLERY.search(f"<p>x</p>{BOTH}")["figures"])) == 2


def test_in_plain_text_a_photo_is_a_line_of_html():
    html = f"{figure()}<p>Перший.</p>{BOTH}<p>Другий<br>рядок.</p>"
    assert to_typed(html) == f"{figure()}\n\nПерший.\n\n{BOTH}\n\nДругий\nрядок."
    assert (
        from_typed(f"Один\n{figure()}\nДва\nі два") == f"<p>Один</p>{figure()}<p>Два<br>і два</p>"
    )
    assert from_typed(f"{figure()}\n\n<h2>а") == f"{figure()}<h2>а</h2>"
    assert from_typed('Текст\n\n<figure data-photo="x"></figure>') == (
        '<p>Текст</p><p>&lt;figure data-photo="x"&gt;&lt;/figure&gt;</p>'
    )


def test_among_html_a_photo_is_one_line_too():
    html = f"<h2>а</h2>{figure()}<ul><li>б</li></ul>{BOTH}"
    assert to_typed(html) == f"<h2>а</h2>\n{figure()}\n<ul>\n<li>б</li>\n</ul>\n{BOTH}"


def test_a_photo_and_a_gallery_are_a_block_each():
    html = f"<p>а</p>{figure()}{BOTH}<p>б</p>"
    assert blocks_of(html) == ["<p>а</p>", figure(), BOTH, "<p>б</p>"]


def test_two_people_change_a_caption_and_the_text_around_it():
    base = ["<p>а</p>", figure(), "<p>б</p>"]
    theirs = ["<p>а!</p>", figure(), BOTH, "<p>б</p>"]
    mine = ["<p>а</p>", figure(caption="Інший підпис"), "<p>б?</p>"]
    assert merge(base, theirs, mine) == [
        "<p>а!</p>",
        figure(caption="Інший підпис"),
        BOTH,
        "<p>б?</p>",
    ]


def test_captions_are_words_of_the_text_but_no_story_begins_with_one():
    html = f"{figure()}{BOTH}<p>Новина.</p>"
    assert (
        text_of(html)
        == plain(html)
        == "Міст о п’ятій ранку\n\nМіст о п’ятій ранку\n\nРічка\n\nНовина."
    )
    assert opening(html) == "Новина."


def test_a_comparison_tells_photos_apart():
    assert plain(figure(), photo="Фото") == f"[Фото {BRIDGE}] Міст о п’ятій ранку"
    assert plain(figure(caption=""), photo="Фото") == f"[Фото {BRIDGE}]"

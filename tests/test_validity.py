"""The HTML checker runs, and tells whose mistake it found."""

from tests.validity import complaints

HEAD = '<!doctype html><html lang="uk"><head><title>Плесо</title></head><body><h1>Плесо</h1>'


def test_it_tells_good_from_bad():
    found = complaints(
        {
            "good": HEAD + "<p hx-get='/recent' hx-target:inherited='this'>Текст</p>",
            "good fragment": '<section aria-label="Нове"><h2>Нове</h2></section>',
            "bad": HEAD + "<p><div>Текст</div></p>",
            "bad fragment": '<ul><p id="1 2">Текст</p></ul>',
        }
    )
    assert {sentence.split(",")[0] for sentence in found} == {"bad", "bad fragment"}
    assert any("Element “p” not allowed as child of element “ul”" in sentence for sentence in found)

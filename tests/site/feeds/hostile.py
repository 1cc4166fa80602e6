"""Stories that break feeds which were put together carelessly."""

from tests import factories

HEADLINES = [
    "]]> і <![CDATA[ у заголовку",
    "&amp; &lt;b&gt; & <b>жирно</b> &#0; &nbsp;",
    '"},{"id":"9"} \\u0000 \\',
    "Емодзі 👩‍👩‍👧‍👦 🇺🇦 \U0001f9ff та рідкісні 𠮷",
    "مرحبا بالعالم שלום עולם",
    "Zalgo ҉̨̯̱ і " + "т" * 250,
    "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/hosts'>]>&a;",
    "{{ 7 * 7 }} {% raw %} ${7*7}",
]
BODY = (
    "<h2>Розділ &amp; <em>друге</em></h2><p>]]&gt; &lt;script&gt; &amp;amp; 👩‍👩‍👧‍👦</p>"
    '<p><a href="/news/a?b=1&amp;c=%22">свій</a> <a href="mailto:a@b.example">лист</a></p>'
    "<ul><li>раз</li><li>два</li></ul><aside><p>Нагадаємо, 1 &lt; 2.</p></aside>"
    "<figure><blockquote><p>Цитата</p></blockquote><figcaption>Хто</figcaption></figure><hr>"
)


def hostile_stories(category):
    """Live ones; every second has neither a category nor a lede, a by-line or a source."""
    photo = factories.photo(
        author="О’Ніл & <Ко> ]]>", alt='"Міст" & <b>човен</b> ]]>', agency="'AP'"
    )
    figure = (
        f'<figure data-photo="{photo.name}"><figcaption>]]&gt; &amp;lt; "</figcaption></figure>'
    )
    for number, headline in enumerate(HEADLINES):
        more = {
            "lead_photo": photo.name,
            "lead_caption": headline[:300],
            "category_id": category.id,
            "lede": f"Лід: {headline}",
            "byline": f"О’Ніл & <Ко> {number}, «Хтось» ]]>",
            "tags": "<tag> & 'co', ]]>, 🧿",
            "source_name": "Reuters & <AP>",
            "source_url": "https://source.example/?a=1&b=<2>\"'",
        }
        given = {"lede": ""} if number % 2 else more
        factories.live(headline=headline, body=BODY + figure, **given)

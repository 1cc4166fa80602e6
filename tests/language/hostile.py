"""Pieces that hypothesis puts together to HTML as nobody would write it, except on purpose."""

from hypothesis import strategies as st

TAGS = [
    *["p", "h1", "h2", "h3", "h4", "strong", "em", "b", "i", "a", "ul", "ol", "li", "blockquote"],
    *["aside", "figure", "figcaption", "hr", "br", "div", "span", "table", "td", "pre", "script"],
    *["style", "svg", "template", "textarea", "title"],
]
ADDRESSES = [
    "/news/x",
    "//evil.example",
    "/\\evil.example",
    "javascript:alert(1)",
    "java\nscript:alert(1)",
    "&#106;avascript:alert(1)",
    "data:text/html,x",
    "HTTPS://x.example/?a=1&b=2",
    'https://x.example/it\'s "q" <>',
    "https://",
    "http://[",
    "mailto:a@b.example",
    " /y ",
    "",
]
PHOTOS = [
    '<figure data-photo="abcdefgh12345678">',
    "<FIGURE class=x DATA-PHOTO=bcdefgh123456789 onload=x()>",
    '<figure data-photo="bcdefgh123456789"><figcaption>Хвиля <b>б</b>’є &lt;',
    '<figure data-photo="../../etc/passwd">',
    "<div data-gallery>",
    "<div data-gallery='x' class=y>",
    "</figcaption></figure>",
    "</div>",
    "<img src=/x alt=y>",
]
TEXTS = [
    *[
        "Київ",
        "x",
        " ",
        "\u00a0",
        "\n",
        "\r\n",
        "\t",
        "\u0338",
        "\u0301",
        "e",
        "=",
        "<",
        ">",
        "&",
        '"',
    ],
    *[
        "&amp;",
        "&lt;",
        "&nbsp;",
        "&#824;",
        "&#x301;",
        "&#0;",
        "&#xD800;",
        "&#12;",
        "&ensp;",
        "&copy",
    ],
    *[
        "<!--",
        "-->",
        "<![CDATA[",
        "<?",
        "</",
        "\u2028",
        "\u202e",
        "\ud800",
        "\ufdd0",
        "Нагадаємо, ",
    ],
]

pieces = st.one_of(
    st.sampled_from(TEXTS),
    st.sampled_from([f"<{tag}>" for tag in TAGS]),
    st.sampled_from([f"</{tag}>" for tag in TAGS]),
    st.sampled_from([f'<a href="{address}" onclick="x()">' for address in ADDRESSES]),
    st.sampled_from(PHOTOS),
    st.sampled_from(
        ['<p style="x" class="y" id="z">', "<b data-hx-post=/x hx-get=/y>", "<svg/onload=x>"]
    ),
)
html = st.one_of(st.lists(pieces, max_size=25).map("".join), st.text())

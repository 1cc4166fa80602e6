"""Every address of the newsroom, with something real behind each."""

import re
from collections.abc import Iterator
from typing import Any

from flask import Flask, url_for
from werkzeug.routing import Rule

from newsroom.articles.previews import token_of
from newsroom.assets import static_edition
from newsroom.language.slugs import slugify
from newsroom.site.days import day_of
from tests import factories

PUBLIC = ("site.", "partners.", "photos.", "articles.recent", "healthz", "static")


def addresses(app: Flask, method: str) -> list[str]:
    """The URL of every route that takes ``method``; a route with a new argument needs it here."""
    return list(
        _addresses(app, [rule for rule in app.url_map.iter_rules() if _takes(rule, method)])
    )


def public_addresses(app: Flask) -> list[str]:
    """What readers and partners may ask for."""
    return list(_addresses(app, [rule for rule in app.url_map.iter_rules() if _is_public(rule)]))


def numbered_addresses(app: Flask, number: int | str) -> Iterator[tuple[str, str]]:
    """Method and URL of every route with a number in its address, this one in the place of each."""
    numbered = [rule for rule in app.url_map.iter_rules() if "<int:" in rule.rule]
    for rule in numbered:
        path = re.sub("<int:[^>]+>", str(number), rule.rule)
        for method in sorted((rule.methods or set()) & {"GET", "POST"}):
            yield method, path if "<" not in path else _filled(app, rule, path)


def _filled(app: Flask, rule: Rule, path: str) -> str:
    url = next(_addresses(app, [rule]))
    ours, real = path.split("/"), url.split("/")
    return "/".join(here if "<" in part else part for part, here in zip(ours, real, strict=True))


def _addresses(app: Flask, rules: list[Rule]) -> Iterator[str]:
    known = _known(app)
    with app.test_request_context():
        for rule in rules:
            page = re.sub(r"_feed_.*|_ninjs$", "", rule.endpoint)  # whose feed it is
            own = known | known.get(page, {})
            arguments = {name: own[name] for name in rule.arguments}
            yield url_for(rule.endpoint, **arguments | known.get(f"?{rule.endpoint}", {}))


def _known(app: Flask) -> dict[str, Any]:
    category = factories.category(f"Рубрика {next(factories.numbers)}")
    article = factories.live(
        category_id=category.id,
        byline=f"Авторка {next(factories.numbers)}",
        tags=f"тег {next(factories.numbers)}",
    )
    link = factories.preview_link(article)
    page = factories.page(f"Про {next(factories.numbers)}")
    partner = factories.partner()
    photo = factories.photo()
    aside = {"number": factories.set_aside(article).number}
    return {
        "link_id": link.id,
        "token": token_of(link),
        "article_id": article.id,
        "number": 1,
        "category_id": category.id,
        "key": partner.key,
        "partner_id": partner.id,
        "pin_id": factories.pin(article).id,
        "version": "1",
        "edition": static_edition(),
        "kind": "articles",
        "part": 0,
        "filename": "icon.svg",
        "name": photo.name,
        "file": factories.card(article),
        "photos.file": {"version": photo.version, "filename": "320.webp"},
        "articles.merge": aside,
        "articles.resolve": aside,
        "articles.edit_link": {"slug": article.slug},
        "?site.oembed": {"url": f"{app.config['BASE_URL']}/news/{article.slug}"},
        "site.article": {"slug": article.slug},
        "site.category": {"slug": category.slug},
        "site.archive": {"day": day_of(article.publish_at).isoformat()},
        "site.page": {"slug": page.slug},
        "page_id": page.id,
        "author_id": 1,
        "site.tag": {"slug": slugify(article.tags)},
        "site.author": {"slug": slugify(article.byline)},
    }


def _takes(rule: Rule, method: str) -> bool:
    return method in (rule.methods or ())


def _is_public(rule: Rule) -> bool:
    is_desk = rule.rule.startswith("/desk")
    return _takes(rule, "GET") and not is_desk and rule.endpoint.startswith(PUBLIC)

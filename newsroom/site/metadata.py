"""What a page says of itself to search engines and to those who show a link to it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from flask import Flask, request, url_for
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from newsroom.articles.recent import Post
from newsroom.embeds import discovery
from newsroom.i18n import gettext as _
from newsroom.language.excerpts import excerpt, opening
from newsroom.paging import Cursor
from newsroom.site import schema_org
from newsroom.site.attached import Corrected
from newsroom.site.schema_org import Thing, absolute
from newsroom.site.social.pictures import Picture, general
from newsroom.words import site as this_site

if TYPE_CHECKING:
    from newsroom.pages.models import Page
    from newsroom.site.listings import Listing

LOCALES = {"uk": "uk_UA", "en": "en_US"}


@dataclass(frozen=True)
class About:
    """A page in the words of Open Graph and schema.org. ``url`` is the one it is known by."""

    title: str
    url: str
    description: str = ""
    kind: str = "website"
    is_found: bool = True  # whether search engines may list it
    facts: list[tuple[str, str]] = field(default_factory=list)  # Open Graph's, of its kind
    cards: list[tuple[str, str]] = field(default_factory=list)  # where oEmbed has it, by type
    things: list[Thing] = field(default_factory=list)  # schema.org's
    image: Picture = field(default_factory=general)

    @property
    def locale(self) -> str:
        return LOCALES[this_site().language]


def init_app(app: Flask) -> None:
    app.jinja_env.globals.update(any_page=any_page, absolute=absolute)
    app.jinja_env.filters["json_ld"] = json_ld


def json_ld(thing: Thing) -> Markup:
    """A thing as the content of a <script>, which no text in it can end."""
    whole = {"@context": "https://schema.org", **thing}
    return htmlsafe_json_dumps(whole, dumps=json.dumps, ensure_ascii=False, separators=(",", ":"))


def front_page() -> About:
    site = this_site()
    return About(
        title=f"{site.name} – {site.tagline}" if site.tagline else site.name,
        url=absolute("/"),
        description=site.tagline or _("%(name)s: the news", name=site.name),
        things=[schema_org.website(), schema_org.organization()],
    )


def any_page(title: str) -> About:
    """A page that has no more to say than its title."""
    path = url_for(request.endpoint or "", **request.view_args or {})
    return About(title=title, url=absolute(path))


def of_page(page: "Page") -> About:
    """A plain page: what it says in short."""
    url = absolute(url_for("site.page", slug=page.slug))
    about = excerpt(opening(page.body))
    return About(
        title=page.title,
        url=url,
        description=about,
        things=[
            schema_org.web_page(page.title, url, about, page.updated_at),
            schema_org.breadcrumbs([(page.title, url)]),
        ],
    )


def of_article(article: Mapping[str, Any], corrections: Sequence[Corrected]) -> About:
    """``article`` is the reader's view of it, as the page shows it."""
    modified = last_change(article, corrections)
    section = article["category_name"]
    facts = [
        ("article:published_time", schema_org.moment(article["publish_at"])),
        ("article:modified_time", schema_org.moment(modified)),
        *(("article:author", schema_org.author_url(author)) for author in article["authors"]),
        *([("article:section", section)] if section else []),
        *(("article:tag", tag.name) for tag in article["tags"]),
    ]
    return About(
        title=article["headline"],
        url=article["url"],
        description=article["excerpt"],
        kind="article",
        facts=facts,
        cards=discovery(article["url"]),
        image=article["social"],
        things=[
            schema_org.news_article(article, corrections, modified),
            schema_org.breadcrumbs(_way_to(article)),
        ],
    )


def of_listing(listing: "Listing", posts: Sequence[Post], before: Cursor | None) -> About:
    """A page of a list is known by its own address; only the first is to be found by searching.

    What stands on the others moves on with every publication.
    """
    of_any = of_list(listing.name, listing.url, posts, before)
    about = replace(of_any, description=_description(listing))
    if listing.kind != "author":
        return about
    who = schema_org.profile(listing, about.url, posts)
    return replace(about, kind="profile", things=[who, *about.things[1:]])


def of_list(name: str, path: str, posts: Sequence[Post], before: Cursor | None) -> About:
    url = absolute(path)
    page_url = f"{url}?before={before}" if before else url
    return About(
        title=name,
        url=page_url,
        description=_newest(name, posts),
        is_found=before is None,
        things=[
            schema_org.collection(name, page_url, posts),
            schema_org.breadcrumbs([(name, url)]),
        ],
    )


def _description(listing: "Listing") -> str:
    name = listing.name
    if listing.kind == "author":
        about = excerpt(listing.of.biography or listing.of.job)
        return about or str(_("%(name)s: all articles, newest first", name=name))
    if listing.kind == "tag":
        return str(_("“%(name)s”: all articles with this tag, newest first", name=name))
    return str(_("“%(name)s”: all the news of this category, newest first", name=name))


def _newest(name: str, posts: Sequence[Post]) -> str:
    """«Транспорт: трамвай № 2 знову ходить до пристані; …»: what a search result says of a list."""
    headlines = "; ".join(post.headline for post in posts[:3])
    return excerpt(f"{name}: {headlines}") if headlines else f"{name} – {this_site().name}"


def last_change(article: Mapping[str, Any], corrections: Sequence[Corrected]) -> datetime:
    """When readers last got something else to read there."""
    moments: list[datetime | None] = [article["publish_at"], article["updated_at"]]
    moments += [correction.created_at for correction in corrections]
    return max(moment for moment in moments if moment)


def _way_to(article: Mapping[str, Any]) -> list[tuple[str, str]]:
    here = (article["headline"], article["url"])
    if not article["category_name"]:
        return [here]
    category = url_for("site.category", slug=article["category_slug"])
    return [(article["category_name"], absolute(category)), here]

"""What we say of ourselves and of articles in the vocabulary of schema.org, as plain objects."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from flask import url_for

from newsroom.articles.recent import Post
from newsroom.assets import asset
from newsroom.photos.addresses import absolute as photo_url
from newsroom.photos.models import Photo
from newsroom.photos.renditions import renditions_of
from newsroom.site.attached import Corrected, Named
from newsroom.words import site as this_site

if TYPE_CHECKING:
    from newsroom.site.listings import Listing

Thing = dict[str, Any]
TAG = re.compile(r"<[^>]+>")


def absolute(path: str) -> str:
    """An address of ours for others: on the configured base, whatever Host was asked for."""
    return this_site().url + path


def moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def organization() -> Thing:
    site = this_site()
    return {
        "@type": "NewsMediaOrganization",
        "@id": absolute("/#organization"),
        "name": site.name,
        "url": absolute("/"),
        "logo": {"@type": "ImageObject", "url": absolute(asset("icons/icon-512.png"))},
    }


def website() -> Thing:
    site = this_site()
    return _given(
        {
            "@type": "WebSite",
            "@id": absolute("/#website"),
            "name": site.name,
            "description": site.tagline,
            "url": absolute("/"),
            "inLanguage": site.language,
            "publisher": {"@id": absolute("/#organization")},
        }
    )


def news_article(
    article: Mapping[str, Any], corrections: Sequence[Corrected], modified: datetime
) -> Thing:
    """``article`` is the reader's view of it, as the page shows it."""
    site = this_site()
    return _given(
        {
            "@type": "NewsArticle",
            "@id": f"{article['url']}#article",
            "mainEntityOfPage": {"@type": "WebPage", "@id": article["url"]},
            "url": article["url"],
            "headline": article["headline"],
            "description": article["excerpt"],
            "image": images(article),
            "datePublished": moment(article["publish_at"]),
            "dateModified": moment(modified),
            "author": [person(author) for author in article["authors"]] or organization(),
            "publisher": organization(),
            "articleSection": article["category_name"],
            "keywords": [tag.name for tag in article["tags"]],
            "inLanguage": site.language,
            "isAccessibleForFree": True,
            "wordCount": len(TAG.sub(" ", article["body"]).split()),
            "isBasedOn": source(article["source_label"], article["source_url"]),
            "correction": [correction_comment(one) for one in corrections],
        }
    )


def images(article: Mapping[str, Any]) -> list[Thing]:
    """The lead photo, with whose it is; and the card that other sites show, once it is drawn."""
    card, photo = article["social"], article["lead_photo"]
    drawn = {"@type": "ImageObject", "url": card.url, **_size(card.width, card.height)}
    shown = [photo_object(photo, article["lead_caption"])] if photo else []
    return [*shown, drawn] if card.is_own else shown


def _size(width: int, height: int) -> Thing:
    return {"width": f"{width} px", "height": f"{height} px"}


def photo_object(photo: Photo, caption: str) -> Thing:
    """https://developers.google.com/search/docs/appearance/structured-data/image-license-metadata"""
    file = renditions_of(photo)[-1]
    author = {"@type": "Person", "name": photo.author} if photo.author else None
    agency = {"@type": "Organization", "name": photo.agency} if photo.agency else None
    return _given(
        {
            "@type": "ImageObject",
            "url": photo_url(photo, f"{file.width}.webp"),
            **_size(file.width, file.height),
            "caption": caption or photo.alt,
            "creditText": photo.credit,
            "creator": author or agency,
            "copyrightNotice": photo.copyright or photo.credit,
        }
    )


def person(author: Named) -> Thing:
    return {"@type": "Person", "name": author.name, "url": author_url(author)}


def author_url(author: Named) -> str:
    return absolute(url_for("site.author", slug=author.slug))


def source(name: str, url: str) -> Thing | None:
    """Who told us, and where they said it."""
    if not name and not url:
        return None
    return _given({"@type": "CreativeWork", "name": name, "url": url})


def correction_comment(correction: Corrected) -> Thing:
    return {
        "@type": "CorrectionComment",
        "text": correction.text,
        "datePublished": moment(correction.created_at),
    }


def web_page(title: str, url: str, description: str, modified: datetime) -> Thing:
    return _given(
        {
            "@type": "WebPage",
            "name": title,
            "description": description,
            "url": url,
            "dateModified": moment(modified),
            "inLanguage": this_site().language,
            "isPartOf": {"@id": absolute("/#website")},
        }
    )


def breadcrumbs(steps: Iterable[tuple[str, str]]) -> Thing:
    """The way from the front page; ``steps`` are a name and an address each."""
    way = [(this_site().name, absolute("/")), *steps]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": name, "item": url}
            for number, (name, url) in enumerate(way, start=1)
        ],
    }


def collection(name: str, url: str, posts: Sequence[Post]) -> Thing:
    """A page that is a list of articles."""
    stories = [_story(post) for post in posts]
    items = [
        {"@type": "ListItem", "position": number, "name": story["headline"], "url": story["url"]}
        for number, story in enumerate(stories, start=1)
    ]
    articles = {"@type": "ItemList", "itemListElement": items}
    return {"@type": "CollectionPage", **_page(name, url), "mainEntity": articles}


def profile(listing: "Listing", url: str, posts: Sequence[Post]) -> Thing:
    """An author's page: who they are, and their articles."""
    about = _given(_author(listing))
    page = {"@type": "ProfilePage", **_page(listing.name, url), "mainEntity": about}
    return _given({**page, "hasPart": [_story(post) for post in posts]})


def _page(name: str, url: str) -> Thing:
    return {
        "name": name,
        "url": url,
        "inLanguage": this_site().language,
        "isPartOf": {"@id": absolute("/#website")},
    }


def _story(post: Post) -> Thing:
    return {
        "@type": "NewsArticle",
        "headline": post.headline,
        "url": absolute(url_for("site.article", slug=post.slug)),
        "datePublished": moment(post.publish_at),
    }


def _author(listing: "Listing") -> Thing:
    return {
        **person(Named(listing.name, listing.slug)),
        "jobTitle": listing.of.job,
        "description": " ".join(listing.of.biography.split()),
    }


def _given(thing: Thing) -> Thing:
    return {name: value for name, value in thing.items() if value not in (None, "", [])}

"""WebSub: telling the hub which feeds have changed. https://www.w3.org/TR/websub/"""

from datetime import timedelta

from flask import Flask, current_app

from newsroom import clock, outbox
from newsroom.articles import outside
from newsroom.articles.models import Article
from newsroom.database import db
from newsroom.site.feeds.formats import FORMATS, address

PING = "websub"
SPACING = timedelta(seconds=30)  # between two pings of one feed, however much is published
HOPELESS = {400, 410}  # it says that the question is wrong, or that it has gone for good


def init_app(app: Flask) -> None:
    outbox.register(app, outbox.Kind(PING, ping, spacing=SPACING))
    outbox.listen(app, outside.ANNOUNCED, put_pings)


def put_pings(order: outbox.Order) -> None:
    """One for each feed that shows the article or has shown it, if readers ever saw it.

    Only when no cache on the way to the hub has the feed as it was: it would pass that on as new.
    """
    article = db.session.get(Article, int(order.subject))
    if not current_app.config["WEBSUB_HUB"] or article is None or not article.was_live:
        return
    stood_in = {(kind, slug) for kind, slug in order.payload["stood_in"]}
    fresh_at = clock.now() + timedelta(seconds=current_app.config["PUBLIC_SECONDS"] + 1)
    for kind, slug in sorted({("site", ""), *stood_in, *outside.stands_in(article.id)}):
        for url in _feeds(kind, slug):
            outbox.put(PING, url, at=fresh_at, key=url)


def ping(order: outbox.Order) -> None:
    """Tell the hub. It asks for the feed itself, so to be told twice does it no harm."""
    from newsroom import outward  # only jobs need what it asks with

    hub = current_app.config["WEBSUB_HUB"]
    if not hub:
        return
    try:
        answer = outward.way().post(hub, {"hub.mode": "publish", "hub.url": order.subject})
    except outward.Refused as problem:
        raise outbox.Hopeless(f"the hub: {problem}") from None
    except outward.NotReached as problem:
        raise outbox.Later(f"the hub: {problem}") from None
    if answer.status in HOPELESS:
        raise outbox.Hopeless(f"the hub answers {answer.status}")
    if not answer.is_good:
        raise outbox.Later(f"the hub answers {answer.status}", answer.retry_after)


def _feeds(kind: str, slug: str) -> list[str]:
    """The whole addresses of a listing's feeds that readers follow."""
    routes = current_app.url_map.bind("")
    page = routes.build(f"site.{kind}", {"slug": slug}) if slug else "/"
    return [address(page, format) for format in FORMATS if format.is_for_readers]

"""Boxes on partners' pages, as their scripts ask: to be counted, and for the posts."""

from newsroom.database import db
from newsroom.partners.counts import Count
from newsroom.partners.ledger import ledger

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


class Box:
    """A box of ``partner``, who lives at ``origin``, on a page of theirs."""

    def __init__(self, client, partner, origin):
        self.client, self.partner, self.origin = client, partner, origin

    def url(self, embed="script"):
        """Where the list that is shown now is counted."""
        if embed == "script":
            return self.client.get(f"/widget/{self.partner.key}.json").json["count"]
        page = self.client.read(f"/widget/{self.partner.key}")
        return page.select_one("#recent-posts")["data-count"]

    def send(self, url, **headers):
        headers = {"Origin": self.origin, "User-Agent": BROWSER, **headers}
        given = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors", **headers}
        answer = self.client.post(url, headers=given)
        assert (answer.status_code, answer.data) == (204, b"")
        return answer

    def seen(self, embed="script", **headers):
        return self.send(self.url(embed), **headers)

    def clicked(self, article, embed="script", **headers):
        return self.send(f"{self.url(embed)}&clicked={article.id}", **headers)


def counted():
    """(article, kind of box) → views and clicks, once they are written down."""
    ledger().write_down()
    db.session.rollback()
    found = {
        (row.article_id, row.embed): (row.views, row.clicks)
        for row in db.session.query(Count).populate_existing()
    }
    db.session.rollback()
    return found

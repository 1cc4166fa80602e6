"""An editor's page and its script's part of the bargain, without a browser (static/js/saving/)."""

import re
import uuid

from werkzeug.datastructures import MultiDict

from tests.articles.desk import address
from tests.client import FROM_HTMX, FROM_OUR_OWN_PAGE

NOTE = (
    "примітка"  # each save by hand has a note of its own: saved twice, it would stand there twice
)


class ScriptedPage:
    """The text as paragraphs, the base it began from, and the saves without an answer."""

    def __init__(self, client, article):
        self.client, self.address = client, address(article)
        self.open()

    def open(self):
        form = self.client.read(self.address).select_one("#article-form")
        self.token, self.base = (
            form.select_one(f"[name={name}]")["value"] for name in ("csrf_token", "base")
        )
        self.blocks = blocks(form.select_one("rich-text")["html"])
        self.kept = list(self.blocks)
        self.sent, self.lost = None, []

    @property
    def is_dirty(self):
        return self.blocks != self.kept or self.sent is not None or bool(self.lost)

    def autosave(self, own):
        fields = self._compose(own)
        if not own:
            fields["by_itself"] = "1"
        return self.client.post(f"{self.address}/autosaves", data=fields, headers=FROM_HTMX)

    def publish(self):
        where = f"{self.address}/publication"
        return self.client.post(where, data=self._compose(own=True), headers=FROM_OUR_OWN_PAGE)

    def hear(self, told, sent):
        """What the script does with an answer to ``sent`` blocks, maybe while more was typed."""
        save_id = self.sent[0]
        self.sent, self.kept = None, list(sent)
        if told["outcome"] == "merged" and self.blocks != sent:
            self.lost.append(save_id)  # the next save brings both together
            return
        if told["outcome"] == "merged":
            self.blocks = blocks(told["wording"]["body"])
            self.kept = list(self.blocks)
        self.base, self.lost = str(told["number"]), []

    def _compose(self, own):
        """The same words sent again are the same save; other words name it as one before them."""
        content = (own, "".join(self.blocks))
        if self.sent is None or self.sent[1] != content:
            self.lost += [self.sent[0]] if self.sent else []
            self.sent = (str(uuid.uuid4()), content)
        words = {"headline": "Міст", "body": content[1], "category": "0"}
        words["note"] = f"{NOTE} {self.sent[0]}" if own else ""
        identity = {"csrf_token": self.token, "save_id": self.sent[0], "base": self.base}
        fields = MultiDict(words | identity)
        fields.setlist("follows", self.lost)
        return fields


def blocks(html):
    return re.findall(r"<p>.*?</p>", html)

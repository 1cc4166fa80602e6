"""Two people's pages on one article, and what a model knows of their words."""

import re

from hypothesis.stateful import RuleBasedStateMachine

from tests import factories
from tests.articles.desk import revisions
from tests.articles.scripted_page import ScriptedPage

WORD = re.compile(r"слово\d+")


class Writers(RuleBasedStateMachine):
    def meet(self, people, reader):
        self.article = factories.draft(headline="Міст", lede="", body="слово0\n\nслово1\n\nслово2")
        self.pages = [ScriptedPage(client, self.article) for client in people]
        self.ids = [client.person.id for client in people]
        self.reader = reader
        self.words = 2  # typed so far
        self.acknowledged = {"слово0", "слово1", "слово2"}  # these some revision must have
        self.removed = set()  # these somebody took out, or left beside
        self.live = None  # what readers see

    def edit(self, page, where, how):
        self.words += 1
        word = f"слово{self.words}"
        at = where % (len(page.blocks) or 1)
        if how == "insert" or not page.blocks:
            page.blocks.insert(at, f"<p>{word}</p>")
        elif how == "add":
            page.blocks[at] = page.blocks[at].replace("</p>", f" {word}</p>")
        else:
            self.removed.update(WORD.findall(page.blocks[at]))
            page.blocks[at : at + 1] = [f"<p>{word}</p>"] if how == "rewrite" else []

    def answered(self, who, told, sent):
        page = self.pages[who]
        self.no_false_clash(who, page)
        self.acknowledge(sent)
        if told["outcome"] == "aside":
            is_more = page.blocks != sent
            page.sent = None
            if is_more:  # the notice's link saves the newest words first
                told = page.autosave(own=True).json
                self.acknowledge(page.blocks)
            if told["outcome"] == "aside":
                self.choose(who, told["merge"])
                return
            sent = list(page.blocks)
        page.hear(told, sent)

    def acknowledge(self, sent):
        self.acknowledged.update(WORD.findall("".join(sent)))

    def no_false_clash(self, who, page):
        newest = revisions(self.article)[-1]
        if not newest.is_aside or newest.author_id != self.ids[who]:
            return
        others = [one for one in revisions(self.article) if one.author_id != self.ids[who]]
        assert [one for one in others if one.number > int(page.base)], "clash with oneself"

    def choose(self, who, url):
        """Both texts, one after the other."""
        page = self.pages[who]
        merge = page.client.read(url)
        both = dict.fromkeys(asked(merge, "both"), "both")
        mine = {name: "mine" for name in asked(merge, "mine") if name not in both}
        if mine:  # one of the two was a cut: its other words may go
            self.removed.update(WORD.findall(merge.get_text()))
        answer = page.client.press(merge, "Зберегти вибране", **both, **mine)
        assert answer.status_code == 200
        page.open()


def asked(merge, value):
    return {choice["name"] for choice in merge.select(f"input[type=radio][value={value}]")}

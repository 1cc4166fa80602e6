"""Two people open, type, save, publish and lose answers in any order; a model never disagrees.

What must hold after each step: every paragraph whose save was answered is in some revision; what
nobody took out is in the working copy; readers see what was published and nothing else; nobody
clashes with themselves; no answer is a server's fault.
"""

import re
import uuid
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from werkzeug.datastructures import MultiDict

from tests import factories
from tests.articles.desk import address, revisions
from tests.client import FROM_HTMX, FROM_OUR_OWN_PAGE

EXAMPLES, STEPS = 40, 50  # 2,000 steps in all
PEOPLE = st.sampled_from([0, 1])
HOW = st.sampled_from(["add", "add", "insert", "rewrite", "cut"])
EDIT = {"where": st.integers(0, 5), "how": HOW}
TOKEN = re.compile(r"слово\d+")


class Page:
    """An editor's page, and its script's part of the bargain."""

    def __init__(self, client, article):
        self.client, self.address = client, address(article)
        self.open()

    def open(self):
        self.soup = self.client.read(self.address)
        form = self.soup.select_one("#article-form")
        self.token, self.base = (
            form.select_one(f"[name={name}]")["value"] for name in ("csrf_token", "base")
        )
        self.blocks = blocks(form.select_one("rich-text")["html"])
        self.kept = list(self.blocks)
        self.sent, self.lost = None, []

    @property
    def body(self):
        return "".join(self.blocks)

    @property
    def is_dirty(self):
        return self.blocks != self.kept or self.sent is not None or bool(self.lost)

    def compose(self, own):
        content = (own, self.body)
        if self.sent is None or self.sent[1] != content:
            self.lost += [self.sent[0]] if self.sent else []
            self.sent = (str(uuid.uuid4()), content)
        words = {"headline": "Міст", "body": self.body, "category": "0"}
        identity = {"csrf_token": self.token, "save_id": self.sent[0], "base": self.base}
        fields = MultiDict(words | identity)
        fields.setlist("follows", self.lost)
        return fields

    def autosave(self, own):
        fields = self.compose(own)
        if not own:
            fields["by_itself"] = "1"
        return self.client.post(f"{self.address}/autosaves", data=fields, headers=FROM_HTMX)

    def publish(self):
        headers = FROM_OUR_OWN_PAGE
        return self.client.post(
            f"{self.address}/publication", data=self.compose(own=True), headers=headers
        )

    def hear(self, told, sent_blocks):
        """What the script does with an answer, maybe while more was typed."""
        save_id = self.sent[0]
        self.sent, self.kept = None, list(sent_blocks)
        if told["outcome"] == "merged" and self.blocks != sent_blocks:
            self.lost.append(save_id)  # the next save brings both together
            return
        if told["outcome"] == "merged":
            self.blocks = blocks(told["wording"]["body"])
            self.kept = list(self.blocks)
        self.base, self.lost = str(told["number"]), []


def blocks(html):
    return re.findall(r"<p>.*?</p>", html)


def machine(app, colleague):
    class Desk(RuleBasedStateMachine):
        @initialize()
        def begin(self):
            people = [colleague("editor"), colleague("editor")]
            self.article = factories.draft(
                headline="Міст", lede="", body="слово0\n\nслово1\n\nслово2"
            )
            self.pages = [Page(client, self.article) for client in people]
            self.ids = [client.person.id for client in people]
            self.words = 2  # typed so far
            self.acknowledged = {"слово0", "слово1", "слово2"}  # these some revision must have
            self.removed = set()  # these somebody took out, or left beside
            self.live = None
            self.reader = app.test_client()

        # ---- What people do

        def edit(self, page, where, how):
            self.words += 1
            word = f"слово{self.words}"
            at = where % (len(page.blocks) or 1)
            if how == "insert" or not page.blocks:
                page.blocks.insert(at, f"<p>{word}</p>")
            elif how == "add":
                page.blocks[at] = page.blocks[at].replace("</p>", f" {word}</p>")
            else:
                self.removed.update(TOKEN.findall(page.blocks[at]))
                page.blocks[at : at + 1] = [f"<p>{word}</p>"] if how == "rewrite" else []

        @rule(who=PEOPLE, **EDIT)
        def type(self, who, where, how):
            self.edit(self.pages[who], where, how)

        @rule(who=PEOPLE)
        def open(self, who):
            if not self.pages[who].is_dirty:
                self.pages[who].open()

        @rule(who=PEOPLE, own=st.booleans())
        def save(self, who, own):
            page = self.pages[who]
            self.answered(who, page.autosave(own).json, list(page.blocks))

        @rule(who=PEOPLE, **EDIT)
        def save_and_type_before_the_answer(self, who, where, how):
            page = self.pages[who]
            sent = list(page.blocks)
            answer = page.autosave(own=False)
            self.edit(page, where, how)
            self.answered(who, answer.json, sent)

        @rule(who=PEOPLE, own=st.booleans())
        def save_and_lose_the_answer(self, who, own):
            page = self.pages[who]
            assert page.autosave(own).status_code == 200
            self.no_false_clash(who, page)

        @rule(who=PEOPLE, is_lost=st.booleans())
        def publish(self, who, is_lost):
            page = self.pages[who]
            if not page.blocks:
                return
            before = self.live
            answer = page.publish()
            assert answer.status_code == 303
            live = self.article.live_revision
            if live and live.body != before:
                assert blocks(live.body) == page.blocks  # nobody publishes what they have not seen
                self.live = live.body
            if is_lost:
                return
            if "/merges/" in answer.location:
                self.acknowledge(page.blocks)
                self.choose(who, answer.location)
            else:
                self.acknowledge(page.blocks)
                page.open()

        # ---- What comes of it

        def answered(self, who, told, sent):
            page = self.pages[who]
            self.no_false_clash(who, page)
            self.acknowledge(sent)
            if told["outcome"] == "aside":
                typed_since = page.blocks != sent
                page.sent = None
                if typed_since:  # the notice's link saves the newest words first
                    told = page.autosave(own=True).json
                    self.acknowledge(page.blocks)
                if told["outcome"] == "aside":
                    self.choose(who, told["merge"])
                    return
                sent = list(page.blocks)
            page.hear(told, sent)

        def acknowledge(self, sent):
            self.acknowledged.update(TOKEN.findall("".join(sent)))

        def no_false_clash(self, who, page):
            newest = revisions(self.article)[-1]
            if newest.is_aside and newest.author_id == self.ids[who]:
                since = [
                    r
                    for r in revisions(self.article)
                    if r.number > int(page.base) and r.author_id != self.ids[who]
                ]
                assert since, "somebody clashed with themselves"

        def choose(self, who, url):
            """Both texts, one after the other."""
            page = self.pages[who]
            merge = page.client.read(url)
            both = dict.fromkeys(self.asked(merge, "both"), "both")
            mine = {name: "mine" for name in self.asked(merge, "mine") if name not in both}
            if mine:  # one of the two was a cut: its other words may go
                self.removed.update(TOKEN.findall(merge.get_text()))
            answer = page.client.press(merge, "Зберегти вибране", **both, **mine)
            assert answer.status_code == 200
            page.open()

        def asked(self, merge, value):
            return {choice["name"] for choice in merge.select(f"input[type=radio][value={value}]")}

        # ---- What always holds

        @invariant()
        def every_acknowledged_word_is_in_some_revision(self):
            if hasattr(self, "article"):
                kept = "".join(revision.body for revision in revisions(self.article))
                assert self.acknowledged <= set(TOKEN.findall(kept))

        @invariant()
        def what_nobody_took_out_is_in_the_working_copy(self):
            if hasattr(self, "article"):
                asides = {
                    t for r in revisions(self.article) if r.is_aside for t in TOKEN.findall(r.body)
                }
                there = set(TOKEN.findall(self.article.working.body))
                missing = self.acknowledged - self.removed - asides - there
                assert not missing, missing

        @invariant()
        def no_save_is_doubled(self):
            if hasattr(self, "article"):
                texts = [(r.body, r.note) for r in revisions(self.article) if not r.is_aside]
                assert all(one != other for one, other in pairwise(texts))

        @precondition(lambda self: hasattr(self, "article"))
        @rule()
        def read(self):
            answer = self.reader.get(f"/news/{self.article.slug}")
            if self.live is None:
                assert answer.status_code == 404
            else:
                assert TOKEN.findall(
                    answer.soup.select_one("main .prose").get_text()
                ) == TOKEN.findall(self.live)

    return Desk


@pytest.mark.one_database
def test_no_order_of_things_loses_or_doubles_a_word(app, colleague):
    run_state_machine_as_test(
        machine(app, colleague),
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )

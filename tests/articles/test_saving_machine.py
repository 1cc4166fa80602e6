"""Two people open, type, save, publish and lose answers in any order; a model never disagrees.

What must hold after each step: every paragraph whose save was answered is in some revision; what
nobody took out is in the working copy; readers see what was published and nothing else; nobody
clashes with themselves; no answer is a server's fault.
"""

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from tests.articles.desk import revisions
from tests.articles.scripted_page import NOTE, blocks
from tests.articles.writers import WORD, Writers

EXAMPLES, STEPS = 40, 50  # 2,000 steps in all
PEOPLE = st.sampled_from([0, 1])
HOW = st.sampled_from(["add", "add", "insert", "rewrite", "cut"])
EDIT = {"where": st.integers(0, 5), "how": HOW}


def machine(app, colleague):
    class Desk(Writers):
        @initialize()
        def begin(self):
            self.meet([colleague("editor"), colleague("editor")], app.test_client())

        # ---- What people do

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

        @rule(who=PEOPLE, own=st.booleans(), times=st.integers(1, 3))
        def go_on_with_a_sentence_while_answers_are_lost(self, who, own, times):
            """Alone with the text, so nothing can clash."""
            page = self.pages[who]
            if page.is_dirty or not page.blocks:
                return
            page.open()
            for _ in range(times):
                self.edit(page, 0, "add")
                assert page.autosave(own).status_code == 200
            self.edit(page, 0, "add")
            told = page.autosave(own).json
            assert told["outcome"] == "saved"
            self.answered(who, told, list(page.blocks))

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
            self.acknowledge(page.blocks)
            if "/merges/" in answer.location:
                self.choose(who, answer.location)
            else:
                page.open()

        @rule()
        def read(self):
            answer = self.reader.get(f"/news/{self.article.slug}")
            if self.live is None:
                assert answer.status_code == 404
            else:
                shown = answer.soup.select_one("main .prose").get_text()
                assert WORD.findall(shown) == WORD.findall(self.live)

        # ---- What always holds

        @invariant()
        def every_acknowledged_word_is_in_some_revision(self):
            kept = "".join(revision.body for revision in revisions(self.article))
            assert self.acknowledged <= set(WORD.findall(kept))

        @invariant()
        def what_nobody_took_out_is_in_the_working_copy(self):
            aside = "".join(one.body for one in revisions(self.article) if one.is_aside)
            there = set(WORD.findall(self.article.working.body))
            missing = self.acknowledged - self.removed - set(WORD.findall(aside)) - there
            assert not missing, missing

        @invariant()
        def no_save_is_doubled(self):
            made = [one for one in revisions(self.article) if not one.is_aside]
            assert all(one.body != next.body or next.note for one, next in pairwise(made))
            notes = [one.note for one in made if one.note.startswith(NOTE)]
            assert len(notes) == len(set(notes))

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

"""Whatever happens to a newsroom, kept bytes are those that would be made now.

Histories of edits, schedules, take-downs, renames and time; `KEPT_HISTORIES` says how many.
"""

import itertools
import os
import re
import uuid
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select, text, update

from newsroom.articles import addresses
from newsroom.articles.breaking import Pin
from newsroom.articles.bylines import Author
from newsroom.articles.categories import Category
from newsroom.articles.corrections import Correction
from newsroom.articles.filing import refile
from newsroom.articles.models import Article, NotPublishable
from newsroom.database import db
from newsroom.kept.parts import Parts
from newsroom.pages.models import Page
from newsroom.partners.models import Partner, Status
from newsroom.site import related
from tests import factories
from tests.kept.newsrooms import stale

FEW = 3
HISTORIES = int(os.environ.get("KEPT_HISTORIES", FEW))
STEPS = 12

WHICH = st.integers(0, 2)  # of the processes; the third keeps nothing, but writes too
ANY = st.integers(0, 50)
NAMES = st.sampled_from(["Громада", "Спорт", "Культура і дозвілля", "Війна", "Світ"])


def one_of(model, number):
    """Some row of a table, if there is any."""
    in_order = select(model).order_by(next(iter(model.__table__.primary_key)))
    rows = db.session.scalars(in_order).unique().all()
    return rows[number % len(rows)] if rows else None


def linking(slug):
    """A body as typed whose article stands under «earlier in this story» of this one."""
    return f'<p>Далі.</p><p><a href="/news/{slug}">Раніше</a></p>'


def rename(row, name):
    row.name = f"{name} {next(factories.numbers)}"


def reorder(category, _name):
    category.position = -category.position


def retitle(page, name):
    page.title = f"Про {name}"


def hide_or_show(page, _name):
    page.is_published = not page.is_published


def move(page, _name):
    page.position = (page.position + 1) % 5


def rest(partner, _name):
    partner.status = Status.ACTIVE if partner.status == Status.PAUSED else Status.PAUSED


def call(partner, name):
    partner.title = name


def shorten(partner, _name):
    partner.post_count = partner.post_count % 4 + 1


def choose(partner, _name):
    first = db.session.scalars(Category.in_order().limit(1)).all()
    partner.categories = [] if partner.categories else list(first)


def mark(partner, name):
    partner.source_mark = name.split()[0]


def live_at(partner, _name):
    partner.live_at(["https://a.example", "https://b.example"][: 1 + len(partner.origins) % 2])


ADDRESSES = [
    lambda now: "/",
    lambda now: "/recent",
    lambda now: f"/recent?seen={now['seen']}",
    lambda now: f"/news/{now['article']}",
    lambda now: f"/news/{now['article']}?embed=true&utm_source=a",
    lambda now: f"/categories/{now['category']}",
    lambda now: f"/authors/{now['author']}",
    lambda now: f"/tags/{now['tag']}",
    lambda now: f"/pages/{now['page']}",
    lambda now: "/feed.json",
    lambda now: f"/categories/{now['category']}/feed.rss",
    lambda now: f"/widget/{now['key']}",
    lambda now: f"/widget/{now['key']}/recent",
    lambda now: f"/widget/{now['key']}.json",
    lambda now: f"/widget/{now['key']}/list.html",
]

# What stands on its shelves is other articles' doing: it is looked at always.
BESIDE = "/news/{beside}"


class History(RuleBasedStateMachine):
    newsrooms = None

    @initialize(looks_at=st.lists(st.integers(0, 14), min_size=3, max_size=3, unique=True))
    def begin(self, looks_at):
        self.looks_at = looks_at
        factories.numbers = itertools.count(1)
        self.newsrooms.empty()
        with self.newsrooms.at(2):
            section = factories.category("Погода").id
            other = factories.category("Порт").id
            factories.page()
            factories.partner()
            article = factories.live(byline="Олена Гук", tags="міст", category_id=section)
            factories.live(headline="Alike", tags="Порт", category_id=other)
            self.beside = factories.live(
                headline="Beside", tags="Порт", category_id=section, body=linking(article.slug)
            ).id
            self.now = {
                "seen": "nothing",
                "article": article.slug,
                "beside": "beside",
                "category": "pohoda",
                "author": db.session.scalar(select(Author.slug)),
                "tag": "mist",
                "page": db.session.scalar(select(Page.slug)),
                "key": db.session.scalar(select(Partner.key)),
            }

    def changed(self, which, work):
        """Some process changes something, and readers look at once."""
        with self.newsrooms.at(which):
            work()

    @rule(which=WHICH, number=ANY, name=NAMES, silently=st.booleans())
    def publish(self, which, number, name, silently):
        def work():
            article = one_of(Article, number)
            text = factories.wording(
                headline=f"{name}: новина {number}",
                byline="Тарас Пасічник",
                tags=f"{name}, Порт, міст",
                category_id=one_of(Category, number).id,
                body=linking(self.now["article"]) if number % 2 else "Без посилань",
            )
            article.save(text, by=None, save_id=str(uuid.uuid4()))
            db.session.flush()
            article.publish(silently=silently)
            refile(db.session, article)

        self.changed(which, work)

    @rule(which=WHICH, number=ANY, name=NAMES, seconds=st.sampled_from([0, 1, 25]))
    def begin_another(self, which, number, name, seconds):
        """A draft, or what appears on others' shelves without anybody's doing."""

        def work():
            article = factories.draft(
                headline=f"{name} сьогодні",
                byline="Гість",
                tags="Порт",
                category_id=one_of(Category, number).id,
            )
            if seconds:
                article.publish(at=self.newsrooms.now + timedelta(seconds=seconds))
                refile(db.session, article)

        self.changed(which, work)

    @rule(which=WHICH, number=ANY)
    def move_to_another_category(self, which, number):
        def work():
            article = one_of(Article, number)
            other = one_of(Category, number // 2)
            text = replace(article.working.wording, category_id=other.id)
            article.save(text, by=None, save_id=str(uuid.uuid4()))
            db.session.flush()
            if article.is_live:
                article.publish(silently=True)
                refile(db.session, article)

        self.changed(which, work)

    @rule(which=WHICH, number=ANY)
    def publish_as_it_is(self, which, number):
        def work():
            article = one_of(Article, number)
            article.publish()
            refile(db.session, article)

        self.changed(which, work)

    @rule(which=WHICH, number=ANY, seconds=st.sampled_from([1, 25, 90, 4000]))
    def schedule(self, which, number, seconds):
        def work():
            article = one_of(Article, number)
            try:
                article.publish(at=self.newsrooms.now + timedelta(seconds=seconds))
            except NotPublishable:
                return
            refile(db.session, article)

        self.changed(which, work)

    @rule(which=WHICH, number=ANY)
    def save_only(self, which, number):
        self.changed(which, lambda: factories.save(one_of(Article, number)))

    @rule(which=WHICH, number=ANY)
    def take_down(self, which, number):
        self.changed(which, lambda: one_of(Article, number).take_down("так треба"))

    @rule(which=WHICH, number=ANY)
    def correct(self, which, number):
        def work():
            article = one_of(Article, number)
            db.session.add(Correction(article_id=article.id, text=f"Виправлено {number}"))

        self.changed(which, work)

    @rule(which=WHICH, number=ANY, name=NAMES)
    def move_address(self, which, number, name):
        def work():
            try:
                addresses.change_slug(db.session, one_of(Article, number), f"{name} {number}")
            except addresses.NotAnAddress:
                db.session.rollback()
            self.now["beside"] = db.session.get(Article, self.beside).slug

        self.changed(which, work)

    @rule(
        which=WHICH,
        number=ANY,
        name=NAMES,
        how=st.sampled_from([(rename, Category), (reorder, Category), (rename, Author)]),
    )
    def change_name_or_order(self, which, number, name, how):
        change, model = how
        self.changed(which, lambda: change(one_of(model, number), name))

    @rule(which=WHICH, number=ANY)
    def rewrite_past_the_models(self, which, number):
        def work():
            db.session.execute(update(Article).values(excerpt=f"Інакше {number}"))

        self.changed(which, work)

    @rule(which=WHICH, number=ANY, seconds=st.sampled_from([5, 45, 600]))
    def break_news(self, which, number, seconds):
        def work():
            article = one_of(Article, number)
            if article.is_live:
                Pin.put(db.session, article, "Терміново", timedelta(seconds=seconds), by=None)

        self.changed(which, work)

    @rule(which=WHICH)
    def end_it(self, which):
        self.changed(which, lambda: Pin.end_all(db.session))

    @rule(which=WHICH, how=st.sampled_from([retitle, hide_or_show, move]), name=NAMES)
    def change_page(self, which, how, name):
        self.changed(which, lambda: how(one_of(Page, 0), name))

    @rule(
        which=WHICH,
        how=st.sampled_from([rest, call, shorten, choose, mark, live_at]),
        name=NAMES,
    )
    def change_partner(self, which, how, name):
        self.changed(which, lambda: how(one_of(Partner, 0), name))

    @rule(seconds=st.sampled_from([1, 4, 20, 25, 40, 60, 3600, 86_400]))
    def time_passes(self, seconds):
        self.newsrooms.wait(seconds=seconds)

    @invariant()
    def readers_see_what_is_so(self):
        """At some addresses after each step: what is kept there, the next step may make wrong."""
        urls = [BESIDE.format(**self.now), *(ADDRESSES[one](self.now) for one in self.looks_at)]
        for url in urls:
            found = stale(self.newsrooms, url)
            assert not found, "\n".join(found)
        seen = re.search("seen=([0-9a-f]+)", self.newsrooms.answers("/recent", of=1)[0].text)
        self.now["seen"] = seen[1]


def run(newsrooms, histories=HISTORIES):
    class OfThese(History):
        pass

    OfThese.newsrooms = newsrooms
    how = settings(
        max_examples=histories,
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        report_multiple_bugs=False,
        derandomize=HISTORIES == FEW,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(OfThese, settings=how)


def test_kept_bytes_are_fresh_through_any_history(newsrooms):
    run(newsrooms)


@pytest.mark.one_database
def test_pages_of_kept_parts_are_fresh_through_any_history(newsrooms):
    newsrooms.keep_only_parts()
    run(newsrooms)


@pytest.mark.one_database
def test_such_a_history_finds_a_part_that_outlives_what_it_shows(newsrooms, monkeypatch):
    newsrooms.keep_only_parts()
    once, made_while = object(), Parts._while
    monkeypatch.setattr(Parts, "_while", lambda self, _now: made_while(self, once))
    with pytest.raises(AssertionError, match="is stale"):
        run(newsrooms)


@pytest.mark.one_database
@pytest.mark.parametrize("kind", ["tag", "category"])
def test_such_a_history_finds_a_shelf_that_outlives_what_stands_on_it(newsrooms, monkeypatch, kind):
    """All else is made anew, and the links and the other kind of shelves with it."""
    newsrooms.keep_only_parts()
    outliving, known, put, empty = {}, Parts.known, Parts.put, newsrooms.empty

    def known_or_outliving(self, standing, make, keys):
        keys = list(keys)
        found = known(self, standing, make, keys)
        if make is related._newest:
            found |= {key: outliving[key] for key in keys if key in outliving}
        return found

    def put_and_outlive(self, standing, make, new):
        put(self, standing, make, new)
        if make is related._newest:
            outliving.update({key: one for key, one in new.items() if key.kind == kind})

    def empty_both():
        outliving.clear()
        empty()

    monkeypatch.setattr(Parts, "known", known_or_outliving)
    monkeypatch.setattr(Parts, "put", put_and_outlive)
    monkeypatch.setattr(newsrooms, "empty", empty_both)
    with pytest.raises(AssertionError, match=r"/news/\S+ is stale"):
        run(newsrooms, histories=3 * HISTORIES)  # it ends with the first that finds it


@pytest.mark.one_database
def test_such_a_history_finds_what_nobody_counts(newsrooms):
    """What kept bytes hang on, taken away: as if somebody had forgotten to tell of a change."""
    with newsrooms.at(2):
        for table in ("articles", "categories", "partners", "pages"):
            db.session.execute(text(f"DROP TRIGGER edition_{table}_update"))
    with pytest.raises(AssertionError, match="is stale"):
        run(newsrooms)

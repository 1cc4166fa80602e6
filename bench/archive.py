"""An archive of any size, made by the database itself: a million articles in a minute or two.

250 articles a day, so that a day, a page and a feed hold as much whatever the size is; what is on
its way to readers is as much as well. Everything follows from an article's number.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection
from sqlalchemy.schema import AddConstraint, DropConstraint

from newsroom import clock
from newsroom.database import db
from newsroom.kept.edition import unwatch, watch

SHORT = "<p>Міська рада ухвалила рішення, про яке говорили весь тиждень.</p>"
NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {many})"
# Of the newest 200 half are on their way; of the older ones some were never published, or taken
# down. 0 draft, 1 waiting, 2 returned, 3 approved, 4 scheduled, 5 live, 6 taken down.
KINDS = """, kinds AS (SELECT i, CASE WHEN i > {many} - 200 AND i % 10 < 5 THEN i % 10
 WHEN i % 33 = 7 THEN 0 WHEN i % 100 = 9 THEN 6 ELSE 5 END AS kind FROM n)"""
PLACES = "(SELECT 0 AS place UNION SELECT 1) AS places"
PARTS = {  # the twelfth category ended half-way
    "headline": "'Новина ' || i || ' із села ' || (i % 500)",
    "found": "'новина ' || i || ' із села ' || (i % 500) || ' авторка ' || (1 + i % 40)",
    "byline": "'Авторка ' || (1 + i % 40)",
    "tags": "'тема ' || (1 + i % 20) || ', тема ' || (21 + i * 31 % 100)",
    "category": "CASE WHEN i % 12 = 11 AND i > {many} / 2 THEN 1 ELSE 1 + i % 12 END",
}
# Seconds before now: 345 lie between two, and what is scheduled comes as far apart.
MOMENTS = {"at": "({many} - i) * 345 + 60", "later": "({many} - i) * 345 + 30"}
MOMENTS["out"] = f"CASE kind WHEN 4 THEN -86400 - ({MOMENTS['at']}) ELSE {MOMENTS['at']} END"
AGO = {
    "sqlite": "strftime('%Y-%m-%d %H:%M:%S.000000', '{now}', -({seconds}) || ' seconds')",
    "postgresql": "(CAST('{now}+00:00' AS timestamptz) - ({seconds}) * interval '1 second')",
}
STATEMENTS = """
INSERT INTO categories (id, name, slug, position)
{numbers} SELECT i, 'Рубрика ' || i, 'section-' || i, i FROM n WHERE i <= 12;

INSERT INTO authors (id, name, slug)
{numbers} SELECT i, 'Авторка ' || i, 'author-' || i FROM n WHERE i <= 40;

INSERT INTO tags (id, name, slug)
{numbers} SELECT i, 'тема ' || i, 'topic-' || i FROM n WHERE i <= 120;

INSERT INTO articles (id, slug, slug_is_chosen, working_revision_id, live_revision_id, stage,
 stage_since, revision_count, saved_at, publish_at, first_published_at, updated_at, taken_down_at,
 taken_down_why, headline, excerpt, byline, tags, category_id, find_text)
{kinds} SELECT i, 'story-' || i, false, 2 * i, CASE WHEN kind >= 4 THEN 2 * i END,
 CASE kind WHEN 1 THEN 'waiting' WHEN 2 THEN 'returned' WHEN 3 THEN 'approved' ELSE 'writing' END,
 {at}, 2, {at}, CASE WHEN kind >= 4 THEN {out} END, CASE WHEN kind >= 4 THEN {out} END,
 CASE WHEN kind = 5 AND i % 20 = 3 THEN {later} END, CASE kind WHEN 6 THEN {later} END, '',
 {headline}, 'Що сталося: ' || {headline}, {byline}, {tags}, {category},
 {found} || ' ' || replace({tags}, ',', '') FROM kinds;

INSERT INTO revisions (id, article_id, number, save_id, base_number, is_autosave, is_aside,
 created_at, note, headline, lede, body, byline, tags, category_id, source_name, source_url,
 photo_credit)
{kinds} SELECT 2 * i - 1 + place, i, 1 + place, 'made-' || (2 * i - 1 + place), place, false,
 false, {at}, '', {headline}, 'Що сталося: ' || {headline}, '{body}<p>Як <a href="/news/story-'
 || (1 + i * 79 % {many}) || '">ми писали</a>.</p>', {byline}, {tags}, {category},
 'Reuters', 'https://www.reuters.com/', '' FROM kinds, {places};

INSERT INTO article_authors (article_id, author_id, position, publish_at)
{kinds} SELECT i, 1 + (i + place * 7) % 40, place, CASE WHEN kind >= 4 THEN {out} END
 FROM kinds, {places} WHERE place = 0 OR i % 4 = 0;

INSERT INTO article_tags (article_id, tag_id, position, publish_at)
{kinds} SELECT i, CASE place WHEN 0 THEN 1 + i % 20 ELSE 21 + i * 31 % 100 END, place, {out}
 FROM kinds, {places} WHERE kind >= 4;

INSERT INTO former_slugs (slug, article_id)
{kinds} SELECT 'was-story-' || i, i FROM kinds WHERE kind = 5 AND i % 50 = 3;

INSERT INTO corrections (id, article_id, created_at, text)
{kinds} SELECT i, i, {later}, 'Уточнено.' FROM kinds WHERE kind = 5 AND i % 20 = 3
"""
LINKED = ("articles", "revisions", "article_authors", "article_tags", "former_slugs", "corrections")


def fill(connection: Connection, many: int, body: str = SHORT) -> None:
    """At least 200 articles, /news/story-1 the oldest, in a newsroom that has none yet."""
    with _quickly(connection):
        for statement in _written(connection.dialect.name, many, body).split(";\n\n"):
            connection.exec_driver_sql(statement)
            connection.commit()


def count_rows(connection: Connection) -> None:
    """As PostgreSQL does by itself from time to time, and SQLite when it is told to."""
    connection.exec_driver_sql("ANALYZE")
    connection.commit()


def _written(dialect: str, many: int, body: str) -> str:
    now = clock.now().strftime("%Y-%m-%d %H:%M:%S")
    numbers = NUMBERS.format(many=max(many, 120))
    moments = {
        name: AGO[dialect].format(now=now, seconds=seconds.format(many=many))
        for name, seconds in MOMENTS.items()
    }
    kinds = NUMBERS.format(many=many) + KINDS.format(many=many)
    body, places = body.replace("'", "’"), PLACES
    named = {"many": many, "body": body, "numbers": numbers, "kinds": kinds, "places": places}
    parts = {name: part.format(many=many) for name, part in PARTS.items()}
    whole = STATEMENTS.format(**named, **parts, **moments)
    return whole.replace("%", "%%") if dialect == "postgresql" else whole


@contextmanager
def _quickly(connection: Connection) -> Iterator[None]:
    """Nothing is counted or looked up row by row meanwhile; PostgreSQL looks it all up after."""
    unwatch(connection)
    keys = [key for name in LINKED for key in db.metadata.tables[name].foreign_key_constraints]
    is_postgresql = connection.dialect.name == "postgresql"
    if is_postgresql:
        for key in keys:
            connection.execute(DropConstraint(key, isolate_from_table=False))
    connection.commit()
    if not is_postgresql:
        _driver(connection).execute("PRAGMA foreign_keys=OFF")
    yield
    if not is_postgresql:
        _driver(connection).execute("PRAGMA foreign_keys=ON")
    for key in keys if is_postgresql else ():
        connection.execute(AddConstraint(key, isolate_from_table=False))
    if is_postgresql:
        for name in ("articles", "revisions", "categories", "authors", "tags", "corrections"):
            connection.exec_driver_sql(
                f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), max(id)) FROM {name}"
            )
    watch(connection, db.metadata)
    connection.commit()


def _driver(connection: Connection) -> object:
    return connection.connection.driver_connection

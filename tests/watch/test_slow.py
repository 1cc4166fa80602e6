"""Slow statements are told: which, how long and for whose sake, and not what they were asked."""

import pytest
from sqlalchemy import text

from newsroom.database import db
from newsroom.watch.metrics import slow_statements

WORDS = "слова чернетки"
SLOW = {
    "sqlite": """WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000000)
                 SELECT count(*)
                 FROM n WHERE :words <> ''""",
    "postgresql": """SELECT pg_sleep(0.2)
                     FROM (SELECT 1) AS one WHERE :words <> ''""",
}


@pytest.mark.settings(SLOW_QUERY_MS=50)
def test_a_slow_statement_is_one_line_without_its_values(app, ask, log):
    sql = SLOW[db.engine.dialect.name]
    app.add_url_rule(
        "/slow/<slug>", view_func=lambda slug: str(db.session.scalar(text(sql), {"words": WORDS}))
    )
    before = slow_statements._value.get()
    answer = ask("/slow/mist")
    (line,) = log.of("slow")
    assert "\n" not in line["statement"]
    assert " ".join(line["statement"].split()[:3]) in " ".join(sql.split())
    assert "чернетки" not in str(line)
    assert line["ms"] >= 50
    assert (line["route"], line["method"]) == ("/slow/<slug>", "GET")
    assert line["id"] == answer.headers["X-Request-Id"]
    assert slow_statements._value.get() == before + 1


def test_a_quick_one_is_not_told(client, log):
    client.get("/")
    assert not log.of("slow")

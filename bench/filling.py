"""A newsroom with many articles: the demo's, and copies of one with other names and times."""

import os
import subprocess
import sys
from pathlib import Path

from bench.servers import ROOT

COPIES = """
import uuid
from datetime import timedelta
from sqlalchemy import insert, select
from newsroom import create_app, clock
from newsroom.articles.models import Article, Revision
from newsroom.database import db
from newsroom.partners.models import Partner

MANY = {many}
app = create_app()
with app.app_context():
    first = db.session.scalar(Article.live().limit(1))
    now, text = clock.now(), {{name: getattr(first.live_revision, name) for name in
        ("headline", "lede", "body", "byline", "source_name", "source_url", "photo_credit")}}
    for n in range(MANY):
        at = now - timedelta(hours=1, minutes=n)
        article = Article(slug=f"copy-{{n}}", saved_at=at, publish_at=at, first_published_at=at,
            headline=f"{{first.headline}} {{n}}", excerpt=first.excerpt,
            category_id=first.category_id)
        article.live_revision = article.working = Revision(number=1, save_id=str(uuid.uuid4()),
            base_number=0, is_autosave=False, is_aside=False, note="", created_at=at,
            article=article, category_id=first.category_id, **text)
        db.session.add(article)
        if n % 500 == 499:
            db.session.commit()
            db.session.expunge_all()
            first = db.session.merge(first)
    partner = Partner.named("Partner", ["https://partner.example"])
    partner.requests_a_minute = 1_000_000
    db.session.add(partner)
    db.session.commit()
    print(partner.key, db.session.scalar(select(Article.slug).where(Article.slug == "copy-0")))
"""


def fill(database: Path, many: int) -> str:
    """The key of a partner; the copies are /news/copy-0 and so on."""
    environment = os.environ | {
        "NEWSROOM_DATABASE_URL": f"sqlite:///{database}",
        "NEWSROOM_SECRET_KEY": "only for measuring",
        "FLASK_APP": "app",
    }

    def run(*command: str) -> str:
        done = subprocess.run(
            [sys.executable, *command],
            cwd=ROOT,
            env=environment,
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout

    run("-m", "flask", "demo", "prepare")
    return run("-c", COPIES.format(many=many)).split()[-2]

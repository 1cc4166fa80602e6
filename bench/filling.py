"""A newsroom for a server to be measured with: an archive, a partner, people who write."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.archive import fill
from bench.servers import SECRET
from bench.signing_in import Browser, signed_in
from newsroom import create_app
from newsroom.database import db
from newsroom.partners.models import Partner
from tests.databases import migrate

# As long as a news item is.
PARAGRAPH = (
    "Міська рада на позачерговій сесії ухвалила рішення, про яке в місті говорили весь тиждень:"
    " тариф на перевезення лишається таким, як був, а міст ремонтуватимуть уночі. За це"
    " проголосували двадцять вісім депутатів, повідомляє пресслужба. "
)
BODY = f"<p>{PARAGRAPH}</p><p>{PARAGRAPH}</p><h2>Що далі</h2><p>{PARAGRAPH}</p><p>{PARAGRAPH}</p>"
ORIGIN = "https://partner.example"


@dataclass(frozen=True)
class Filled:
    """A database; a partner's key; and the browsers of some of the staff, signed in."""

    database: Path
    partner: str
    people: Sequence[Browser]


def filled(folder: Path, many: int, people: int = 0) -> Filled:
    database = folder / "newsroom.sqlite3"
    url = f"sqlite:///{database}"
    migrate(url)
    app = create_app(
        {"SQLALCHEMY_DATABASE_URI": url, "SECRET_KEY": SECRET, "BASE_URL": "http://127.0.0.1"}
    )
    with app.app_context():
        with db.engine.connect() as connection:
            fill(connection, many, BODY)
        partner = Partner.named("Partner", [ORIGIN])
        partner.requests_a_minute = 1_000_000
        db.session.add(partner)
        db.session.commit()
        key = partner.key
        db.session.remove()
    browsers = [signed_in(app, f"Людина {number}") for number in range(people)]
    with app.app_context():
        db.engine.dispose()
    return Filled(database, key, browsers)

"""What tests say of the desk's pages in one place."""

from sqlalchemy import select

from newsroom.articles.bylines import Author, article_authors
from newsroom.articles.models import Article, Revision
from newsroom.database import db

SAVE = "Зберегти"
PUBLISH = "Опублікувати зараз Запланувати"  # one button; the style shows one of its two words
UPDATE = "Опублікувати оновлення"
TYPED = {
    "headline": "Міст через Плесо відкрили",
    "lede": "Рух відновлено вночі.",
    "body": "Перші авто поїхали о шостій.\n\nНагадаємо, міст закрили навесні.",
    "byline": "Олена Гук, Тарас Пасічник",
    "tags": "мости, Рясна",
    "source_name": "Річкове радіо",
    "source_url": "https://radio.example/mist?a=1&b=2",
    "photo_credit": "Ірина Лоза",
    "note": "перша спроба",
}


def address(article, rest=""):
    return f"/desk/articles/{article.id}{rest}"


def fields(page):
    """What stands in the editor's fields: name → text."""
    form = page.select_one("#article-form")
    typed = form.select("textarea[name], input[name]:not([type=radio], [type=hidden])")
    values = {f["name"]: f.get("value", _text(f)) for f in typed}
    chosen = form.select("input[type=radio][checked]")
    selected = form.select_one("select[name=category] option[selected]")
    return (
        values
        | {radio["name"]: radio["value"] for radio in chosen}
        | {"category": selected["value"] if selected else "0"}
    )


def _text(area):
    return area.get_text().replace("\r\n", "\n").removeprefix("\n")


def articles():
    return db.session.scalars(select(Article).order_by(Article.id)).all()


def authors(article):
    """Whose pages an article stands on, in order."""
    linked = select(Author).join(article_authors).where(article_authors.c.article_id == article.id)
    return db.session.scalars(linked.order_by(article_authors.c.position)).all()


def revisions(article):
    query = select(Revision).where(Revision.article_id == article.id).order_by(Revision.number)
    return db.session.scalars(query).all()


def error(page, name):
    """The sentence beside a field, which the field itself points at."""
    control = page.select_one(f":is(input, select, textarea)[name={name}]")
    described = control if control.name != "input" or control["type"] != "radio" else None
    described = described or control.find_parent("fieldset")
    assert f"{described['id']}-error" in described["aria-describedby"].split()
    return " ".join(page.find(id=f"{described['id']}-error").get_text().split())

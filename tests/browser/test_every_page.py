"""Every page stands in nobody's way, is valid HTML and fits its screen, however it is looked at."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from newsroom import clock
from newsroom.articles.previews import token_of
from newsroom.site.days import day_of
from tests import factories
from tests.browser.sweep import Sweep

LANGUAGES = [
    pytest.param(language, marks=pytest.mark.settings(SITE_LANGUAGE=language), id=language)
    for language in ("uk", "en")
]
NO_HTML = re.compile(r"\.(?!html$)\w+$")  # feeds, sitemaps, icons
NO_PAGES = {
    *("static", "healthz", "metrics", "readyz", "articles.desk"),
    *("partners.data", "partners.newest", "partners.pinned"),
    *("site.oembed", "site.social", "photos.status", "photos.file"),
}
BODY = (
    "<p>Тихий міст <strong>перекриють</strong> на <em>дев’ять</em> ночей, передає"
    ' <a href="https://radio.example/mist">«Портове радіо»</a>.</p><h2>Куди поїдуть</h2>'
    "<ul><li>через Млини<ol><li>вночі</li></ol></li></ul>"
    "<blockquote><p>Міст утомився.</p></blockquote><hr>"
    "<aside><p>Нагадаємо, міст відкрили торік.</p></aside><figure>"
    "<blockquote><p>Ночей дев’ять</p></blockquote><figcaption>Галина Вербова</figcaption></figure>"
    '<figure><a href="https://rada.example/1">Рішення ради</a></figure>'
)


def story(name="Міст", **more):
    return {
        "headline": f"{name} через Плесо відкрили на два дні раніше",
        "lede": "Рух відновлено вночі, а не в понеділок, як обіцяли.",
        "body": BODY,
        "byline": "Олена Гук, Тарас Пасічник",
        "tags": "мости, Рясна",
        "source_name": "Портове радіо",
        "source_url": "https://radio.example/mist",
        "photo_credit": "Ірина Лоза",
        **more,
    }


def figures(names, caption="Міст"):
    return "".join(
        f'<figure data-photo="{name}"><figcaption>{caption}</figcaption></figure>' for name in names
    )


def fill(person):
    """A newsroom at work."""
    city = factories.category("Місто")
    photo = factories.photo(author="Марта Ліщинська")
    lead = {"lead_photo": photo.name, "lead_caption": "Тихий міст"}
    now = clock.now()
    for n in range(6):
        typed = story(f"Міст {n}", category_id=city.id if n % 2 else None)
        factories.live(person, since=now - timedelta(minutes=7 * n**2), **typed, **lead)
    body = BODY + figures([photo.name]) + f"<div data-gallery>{figures([photo.name] * 3)}</div>"
    article = factories.live(person, **story(category_id=city.id, body=body), **lead)
    factories.save(article, person, factories.wording(**story("Тихий міст", category_id=city.id)))
    factories.draft(person, **story("Чернетка"))
    factories.draft(person, headline="")
    factories.scheduled(now + timedelta(hours=3), person, **story("Завтра"))
    gone = factories.taken_down(person, **story("Знято"))
    return article, gone, factories.partner()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page(app, page, sign_in, console, language):
    console.expect("status of 4")
    person = factories.staff("chief", language=language)
    sweep = Sweep(page)
    before_the_first_story(sweep, sign_in, person)
    article, gone, partner = fill(person)
    for_readers(sweep, article, gone, partner)
    at_the_desk(sweep, article, partner)
    when_something_is_wrong(sweep, article, person)
    sweep.check_html()
    assert not sweep.faults, "\n\n".join(sweep.faults)
    assert endpoints(app, sweep.addresses) == pages(app)


def endpoints(app, addresses):
    adapter = app.url_map.bind("localhost")
    return {adapter.match(urlsplit(address).path)[0] for address in addresses}


def pages(app):
    """Of all that can be read and is HTML by its name; a new page has to be swept too."""
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in rule.methods]
    return {one.endpoint for one in rules if not NO_HTML.search(one.rule)} - NO_PAGES


def before_the_first_story(sweep, sign_in, person):
    sweep.open("home, empty", "/")
    sweep.open("sign-in", "/sign-in")
    sign_in(sweep.page, person)
    sweep.open("board, empty", "/desk/articles")
    sweep.open("categories, empty", "/desk/categories")
    sweep.open("authors, empty", "/desk/authors?q=x")
    sweep.open("pages, empty", "/desk/pages")
    sweep.open("partners, empty", "/desk/partners")
    sweep.open("photos, empty", "/desk/photos")
    sweep.open("new article", "/desk/articles/new")


def for_readers(sweep, article, gone, partner):
    sweep.open("home", "/")
    sweep.open("article", f"/news/{article.slug}")
    sweep.open("category", "/categories/misto")
    sweep.open("tag", "/tags/mosty")
    sweep.open("author", "/authors/olena-huk")
    sweep.open("archive", f"/archive/{day_of(article.publish_at)}")
    sweep.open("corrections", "/corrections")
    sweep.open("card on other sites", f"/news/{article.slug}?embed=true")
    sweep.open("plain page", f"/pages/{factories.page(text=BODY).slug}")
    sweep.open("not found", "/news/nowhere")
    sweep.open("taken down", f"/news/{gone.slug}")
    sweep.open("widget", f"/widget/{partner.key}")
    sweep.open("a partner's page", f"/partners/{partner.key}")
    sweep.ask("a partner's list", f"/widget/{partner.key}/list.html")
    sweep.ask("recent posts", "/recent")
    sweep.ask("recent posts in the widget", f"/widget/{partner.key}/recent")


def at_the_desk(sweep, article, partner):
    edit = f"/desk/articles/{article.id}"
    sweep.open("board", "/desk/articles")
    sweep.open("board, filtered", "/desk/articles?q=міст&state=live")
    sweep.open("board, nothing matches", "/desk/articles?q=нічого")
    sweep.open("edit", edit)
    sweep.open("history", f"{edit}/revisions")
    sweep.open("notes", f"{edit}/notes")
    sweep.open("revision", f"{edit}/revisions/1")
    sweep.open("comparison", f"{edit}/comparison?from=1&to=2")
    aside = factories.set_aside(article, **story("Осторонь"))
    sweep.open("merge", f"{edit}/merges/{aside.number}")
    sweep.open("edit, a text waits for choosing", edit)
    link = factories.preview_link(article)
    sweep.open("preview", f"{edit}/preview")
    sweep.open("preview by a link", f"/preview/{token_of(link)}")
    sweep.open("breaking news", f"{edit}/breaking")
    factories.pin(article)
    sweep.open("breaking news, in the strip", f"{edit}/breaking")
    sweep.open("home, breaking news", "/")
    sweep.open("categories", "/desk/categories")
    sweep.open("partners", "/desk/partners")
    sweep.open("partner", f"/desk/partners/{partner.id}")
    factories.counted(partner, None, views=12, clicks=3)
    factories.counted(partner, article, views=12, clicks=3)
    sweep.open("partner, numbers", f"/desk/partners/{partner.id}/numbers")
    sweep.open("partner, preview", f"/desk/partners/{partner.id}/preview")
    sweep.open("account", "/desk/account")
    sweep.open("one's own page", "/desk/account/author")
    sweep.open("authors", "/desk/authors")
    sweep.open("author at the desk", "/desk/authors/1")
    sweep.open("pages", "/desk/pages")
    sweep.open("plain page at the desk", "/desk/pages/1")
    photos_at_the_desk(sweep)
    sweep.ask("recent posts at the desk", "/desk/recent")
    sweep.ask("the board's list", "/desk/board")
    sweep.ask("checklist", f"{edit}/checklist")
    sweep.ask("author names", "/desk/author-names")
    sweep.ask("tag names", "/desk/tag-names")
    sweep.ask("edit link", f"/desk/edit-link/{article.slug}")
    sweep.page.goto(edit)
    pressed(sweep.page, "#publish")
    sweep.look("edit, just published")


def photos_at_the_desk(sweep):
    over = clock.now().date() - timedelta(days=3)
    bare = factories.photo(author="", agency="", alt="", had_location=True, licence_until=over)
    names = [bare.name, factories.photo(caption="Човен", copyright="Ія Ґанжа").name]
    factories.photo(status="waiting")
    factories.photo(status="refused", refused_why="svg")
    body = f"<p>Текст</p>{figures(names)}<div data-gallery>{figures(names)}</div>"
    article = factories.live(**story("Фото", body=body))
    sweep.open("photos", "/desk/photos")
    sweep.open("photos, nothing matches", "/desk/photos?q=нічого")
    sweep.open("photo with all that may be wrong", f"/desk/photos/{names[0]}")
    sweep.ask("a photo's card", f"/desk/photos/{names[0]}/card")
    sweep.ask("how a photo looks", f"/desk/photos/{names[0]}/look")
    sweep.ask("photos to choose from", "/desk/photos/pick")
    sweep.ask("what figures show", f"/desk/photos/figures?name={names[0]}")
    sweep.ask("the lead photo", f"/desk/lead-photo?lead_photo={names[0]}")
    sweep.page.goto(f"/desk/articles/{article.id}")
    expect(sweep.page.locator(".figure__picture")).to_have_count(4)
    sweep.look("edit, with photos")


def when_something_is_wrong(sweep, article, person):
    page = sweep.page
    page.goto(f"/desk/articles/{article.id}")
    page.locator("#source_url").fill("радіо")
    pressed(page, "#save")
    sweep.look("edit, refused")
    page.locator("#source_url").fill("https://radio.example/")
    page.context.clear_cookies()
    pressed(page, "#save")
    sweep.look("edit, session ended")
    sweep.arrive("sign-in, a text waits", sent(page))
    sweep.arrive("sign-in, refused", signed_in(page, person.email, "не той пароль"))
    sweep.arrive("send again", signed_in(page, person.email, factories.PASSWORD))


def pressed(page, button):
    """The answer that htmx gets when it is pressed."""
    with page.expect_response(lambda answer: answer.request.method == "POST") as got:
        page.locator(button).click()
    expect(page.locator(".htmx-request")).to_have_count(0)
    return got.value


def sent(page):
    """The page that comes when the form is sent without htmx."""
    with page.expect_navigation() as got:
        page.locator("#article-form").evaluate("form => form.submit()")
    return got.value


def signed_in(page, email, password):
    page.locator("[name=email]").fill(email)
    page.locator("[name=password]").fill(password)
    with page.expect_navigation() as got:
        page.locator("[name=password]").press("Enter")
    return got.value


def send_again(page, edit, person):
    page.goto(edit)
    page.context.clear_cookies()
    sent(page)
    signed_in(page, person.email, factories.PASSWORD)
    expect(page.locator(".calm__kept")).to_be_visible()


WORD = "Щ" * 300


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_so_long_that_a_page_is_wider_than_its_screen(page, sign_in, console, language):
    console.expect("status of 410", "status of 401")
    person = factories.staff("chief", name="Ю" * 60, language=language)
    categories = [factories.category(f"{n}{'Щ' * 55}") for n in range(25)]
    names = [factories.photo(author=WORD[:120], agency=WORD[:120], alt=WORD).name]
    whole = f"<p>{WORD}</p><h2>{WORD}</h2><ul><li>{WORD}</li></ul><aside><p>{WORD}</p></aside>"
    long = {
        "lede": WORD * 3,
        "lead_photo": names[0],
        "lead_caption": WORD,
        "body": f"{whole}{figures(names, WORD)}<div data-gallery>{figures(names * 2, WORD)}</div>",
        "byline": ", ".join(f"{n}{'Ю' * 95}" for n in range(3)),
        "tags": ", ".join(f"{n}{'Ю' * 59}" for n in range(6)),
        "source_name": WORD[:200],
        "photo_credit": WORD,
        "category_id": categories[0].id,
    }
    factories.live(person, headline="Дуже довгий заголовок " * 5, **long)
    article = factories.live(person, headline=WORD, **long)
    factories.save(article, person, factories.wording(headline=WORD, **long), note=WORD)
    gone = factories.taken_down(person, headline=WORD, **long)
    factories.pin(article, WORD[:120])
    said = {"caption": WORD, "alt": WORD, "author": WORD[:120], "agency": WORD[:120]}
    photo = factories.photo(**said, licence=WORD[:200], copyright=WORD)
    long_page = factories.page(title=WORD[:120], text=whole)
    sweep = Sweep(page)
    sign_in(page, person)
    edit = f"/desk/articles/{article.id}"
    for address in (
        *("/", f"/news/{article.slug}", f"/categories/{categories[0].slug}", f"/news/{gone.slug}"),
        *("/desk/articles", "/desk/articles?state=live", edit, f"{edit}/revisions"),
        *(f"{edit}/revisions/1", f"{edit}/breaking", "/desk/categories", "/desk/account"),
        f"/widget/{factories.partner().key}",
        *(f"/tags/0{'iu' * 30}"[:66], f"/archive/{day_of(article.publish_at)}", "/corrections"),
        *(f"/pages/{long_page.slug}", "/desk/pages", f"/desk/pages/{long_page.id}"),
        *("/desk/authors", "/desk/authors/1", "/desk/account/author"),
        *(f"/desk/photos?agency={WORD[:120]}", f"/desk/photos/{photo.name}"),
    ):
        page.goto(address)
        sweep.measure(address)
    send_again(page, edit, person)
    sweep.measure("send again")
    assert not sweep.faults, "\n\n".join(sweep.faults)

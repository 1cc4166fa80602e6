"""Our JSON-LD is of schema.org's vocabulary, as Google has typed it."""

import pytest

from newsroom.articles.corrections import Correction
from newsroom.database import db
from tests import factories
from tests.site.test_metadata import pages, things
from tests.vocabulary import mistakes


@pytest.mark.one_database
def test_all_that_pages_say_is_of_the_vocabulary(app, client):
    category = factories.category()
    photo = factories.photo(author="Марта Ліщинська", agency="Берег", copyright="© Берег")
    article = factories.live(
        lead_photo=photo.name,
        lead_caption="Тихий міст",
        byline="Олена Гук, Тарас Пасічник",
        tags="міст, тарифи",
        category_id=category.id,
        source_name="Reuters",
        source_url="https://example.org/1",
    )
    db.session.add(Correction(article_id=article.id, text="Міст, а не тунель."))
    card = factories.card(article)
    read = [*pages(app, client).values(), client.read(f"/news/{article.slug}")]
    said = [pair for page in read for pair in things(page).items()]
    assert {kind for kind, _ in said} >= {
        "BreadcrumbList",
        "CollectionPage",
        "NewsArticle",
        "NewsMediaOrganization",
        "ProfilePage",
        "WebPage",
        "WebSite",
    }
    assert not mistakes(said)
    [*_others, story] = [thing for kind, thing in said if kind == "NewsArticle"]
    lead, drawn = story["image"]
    assert lead["caption"] == "Тихий міст"
    assert lead["creditText"] == "Марта Ліщинська / Берег"
    assert lead["creator"] == {"@type": "Person", "name": "Марта Ліщинська"}
    assert lead["copyrightNotice"] == "© Берег"
    assert drawn["url"] == f"http://localhost/social/{card}"


@pytest.mark.parametrize(
    "broken",
    [
        {"headlin": "Заголовок"},
        {"author": 7},
        {"correction": {"@type": "CorrectionComent"}},
        {"@type": "Newsarticle"},
    ],
)
def test_a_mistake_would_be_seen(broken):
    good = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Заголовок"}
    assert mistakes([("NewsArticle", good | broken)])

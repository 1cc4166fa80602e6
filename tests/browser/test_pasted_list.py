"""A partner's address pasted into their WordPress: the list stands there, fits and stays live."""

import micawber
import pytest
from playwright.sync_api import expect

from newsroom.database import db
from tests import factories
from tests.browser import wordpress

pytestmark = [pytest.mark.one_database, pytest.mark.settings(WIDGET_SECONDS=1)]
HIGH = "Number(document.querySelector('iframe').height)"


@pytest.mark.parametrize("address", ["partners", "widget"])
def test_a_pasted_address_becomes_a_list_that_stays_live(page, server, host, address):
    partner = factories.partner(host.origin, name="Вісник")
    factories.live(headline="Міст відкрили")
    provider = micawber.Provider(f"{server.url}/oembed", user_agent="WordPress")
    url = f"{server.url}/{address}/{partner.key}"
    about = provider.request(url, maxwidth=600, maxheight=900)
    page.goto(host.serve("/post", wordpress.page(about["html"])))
    frame = page.frame_locator("iframe")
    headlines = frame.locator("#recent-posts h3")
    expect(headlines).to_have_text(["Міст відкрили"])
    expect(page.locator("iframe")).to_be_visible()
    expect(page.locator("blockquote")).to_be_hidden()
    page.wait_for_function(f"{HIGH} < 300")  # one post needs less room than was held for all
    for number in range(3):
        factories.live(headline=f"Нова {number}")
    expect(headlines).to_have_text(["Нова 2", "Нова 1", "Нова 0", "Міст відкрили"])
    page.wait_for_function(f"{HIGH} > 300")
    assert frame.locator("html").evaluate("root => root.scrollHeight <= innerHeight")
    frame.get_by_role("link", name="Нова 2").click()
    page.wait_for_url(f"{server.url}/news/**")
    db.session.rollback()

"""A number in an address that no row has: a page that is not there, never a fault of ours."""

import pytest

from tests import factories
from tests.every_address import numbered_addresses

LARGE = [2**31, 10**22, "9" * 5000, "١"]


@pytest.mark.parametrize("number", LARGE, ids=lambda number: str(number)[:12])
def test_no_route_minds_a_number_that_no_row_has(app, client, number):
    factories.sign_in(client, factories.staff("chief"))
    addresses = list(numbered_addresses(app, number))
    assert len(addresses) > 20
    for method, url in addresses:
        assert client.open(url, method=method).status_code == 404, (method, url[:80])

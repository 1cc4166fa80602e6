"""However many photos there are, a page of the library is one walk along an index."""

from datetime import date

import pytest

from newsroom import clock
from newsroom.library.finding import Asked, matching
from newsroom.paging import Cursor, page
from newsroom.photos.models import Photo
from tests.plans import is_one_walk

NEWEST = "ix_photos_created_at_id"


@pytest.mark.parametrize(
    ("asked", "index"),
    [
        (Asked(), NEWEST),
        (Asked(q="міст уночі"), NEWEST),
        (Asked(since=date(2026, 1, 1), until=date(2026, 2, 1)), NEWEST),
        (Asked(agency="Reuters"), "ix_photos_agency_created_at_id"),
        (
            Asked(agency="Reuters", q="міст", since=date(2026, 1, 1)),
            "ix_photos_agency_created_at_id",
        ),
    ],
)
@pytest.mark.parametrize("cursor", [None, Cursor(clock.now(), 7)])
def test_a_page_is_one_walk(app, asked, index, cursor):
    query = page(matching(asked), cursor, Photo.created_at, Photo.id).limit(49)
    assert is_one_walk(query, index)

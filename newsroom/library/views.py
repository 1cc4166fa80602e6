"""The library: a page of photos, and one photo's card, which asks for itself until it is ready."""

from flask import Response, render_template, url_for

from newsroom.library.blueprint import blueprint
from newsroom.library.finding import LONGEST_QUERY, Asked, agencies, find, photos_found, today
from newsroom.library.uses import live_uses
from newsroom.paging import asked_cursor

PAGE = 48


@blueprint.get("/desk/photos")
def library() -> str:
    asked = Asked.from_request()
    cursor = asked_cursor()
    photos, older = photos_found(asked, cursor, PAGE)
    return render_template(
        "library/library.html",
        photos=photos,
        asked=asked,
        agencies=agencies(),
        live_uses=live_uses(photos),
        today=today(),
        older_url=older and url_for(".library", before=older, **asked.as_query),
        is_newest=cursor is None,
        longest_query=LONGEST_QUERY,
        nav="photos",
    )


@blueprint.get("/desk/photos/<name>/card")
def card(name: str) -> Response:
    """One photo as the library shows it."""
    photo = find(name)
    return Response(
        render_template(
            "library/_card.html", photo=photo, live_uses=live_uses([photo]), today=today()
        )
    )

"""The demo's photos: drawn, taken in as any upload, and developed before its stories show them."""

from io import BytesIO
from typing import Any

from flask import Flask

from newsroom.database import db
from newsroom.demo.drawing import drawn
from newsroom.outbox import running
from newsroom.photos.intake import take_in

Story = dict[str, Any]


def photographed(app: Flask, stories: list[Story]) -> dict[str, str]:
    """The name of the photo of each scene that a story shows. Commits."""
    photos = {}
    for story in stories:
        if shown := story.get("photo"):
            photo, _ = take_in(BytesIO(drawn(shown["scene"])), by_id=None)
            photo.describe(author=story["photo_credit"], alt=shown["alt"], caption=shown["caption"])
            photo.describe(licence="Намальовано для демонстраційної редакції")
            photo.focal_x, photo.focal_y = shown.get("focus", (0.5, 0.5))
            photos[shown["scene"]] = photo.name
            db.session.commit()
    running.run_due(app)
    return photos

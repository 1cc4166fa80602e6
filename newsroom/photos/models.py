"""Photos: a picture, who made it, and what one may do with it. Its caption belongs to each use."""

import math
import secrets
import string
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from newsroom import clock
from newsroom.database import Base
from newsroom.language.tidy import findable
from newsroom.staff.models import Staff

LETTERS = string.ascii_lowercase + string.digits
NAME_LENGTH = 16  # 82 bits: nobody guesses the photo of a draft
LONGEST = {"author": 120, "agency": 120, "licence": 200, "copyright": 300}
LONGEST |= {"caption": 300, "alt": 500}
DESCRIBED = {*LONGEST, "licence_until", "is_decorative"}
FOUND_BY = ("caption", "author", "agency", "alt")


def new_name() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(NAME_LENGTH))


class PhotoStatus(StrEnum):
    WAITING = "waiting"  # nothing can be shown yet
    READY = "ready"
    REFUSED = "refused"  # ``refused_why`` says why; only what failed is kept


class Photo(Base):
    """One picture. Its files are made in the background (`newsroom/photos/developing.py`).

    ``version`` names the files that are shown; ``newest`` is greater while another version is being
    made, because the picture was replaced or is to be cut around another point.
    """

    __tablename__ = "photos"
    __table_args__ = (
        CheckConstraint("status in ('waiting', 'ready', 'refused')", name="status"),
        Index(None, "created_at", "id"),
        Index(None, "agency", "created_at", "id"),
        Index(None, "uploaded_by_id", "created_at", "id"),
        Index(None, "licence_until"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(NAME_LENGTH), unique=True, default=new_name)
    version: Mapped[int] = mapped_column(default=1)
    newest: Mapped[int] = mapped_column(default=1)
    upload: Mapped[str] = mapped_column(String(NAME_LENGTH), default="")  # not developed yet
    status: Mapped[str] = mapped_column(String(10), default=PhotoStatus.WAITING)
    refused_why: Mapped[str] = mapped_column(String(30), default="")  # see refusals.py
    digest: Mapped[str] = mapped_column(String(64), unique=True)  # SHA-256 of what was uploaded
    uploaded_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    width: Mapped[int] = mapped_column(default=0)  # of the upright picture; 0 while it waits
    height: Mapped[int] = mapped_column(default=0)
    focal_x: Mapped[float] = mapped_column(default=0.5)
    focal_y: Mapped[float] = mapped_column(default=0.5)
    placeholder: Mapped[str] = mapped_column(String(400), default="")  # a data: address
    has_avif: Mapped[bool] = mapped_column(default=False)
    had_location: Mapped[bool] = mapped_column(default=False)  # it is removed from every file

    author: Mapped[str] = mapped_column(String(LONGEST["author"]), default="")
    agency: Mapped[str] = mapped_column(String(LONGEST["agency"]), default="")
    licence: Mapped[str] = mapped_column(String(LONGEST["licence"]), default="")
    licence_until: Mapped[date | None]  # the last day on which it may be shown
    copyright: Mapped[str] = mapped_column(String(LONGEST["copyright"]), default="")  # in the file
    caption: Mapped[str] = mapped_column(String(LONGEST["caption"]), default="")  # for a new use
    alt: Mapped[str] = mapped_column(String(LONGEST["alt"]), default="")
    is_decorative: Mapped[bool] = mapped_column(default=False)
    find_text: Mapped[str] = mapped_column(Text, default="")

    uploaded_by: Mapped[Staff | None] = relationship()

    @property
    def credit(self) -> str:
        """As it stands after «Фото: »."""
        return " / ".join(dict.fromkeys(part for part in (self.author, self.agency) if part))

    @property
    def is_credited(self) -> bool:
        return bool(self.author or self.agency)

    @property
    def has_alt(self) -> bool:
        return bool(self.alt) or self.is_decorative

    @property
    def is_ready(self) -> bool:
        return self.status == PhotoStatus.READY

    @property
    def has_picture(self) -> bool:
        """Whether there is one to make files of; what was refused is not kept."""
        return self.is_ready or bool(self.upload)

    @property
    def is_being_made(self) -> bool:
        """Whether files of a newer version are on their way."""
        return not self.refused_why and (not self.is_ready or self.newest > self.version)

    def licence_is_over(self, today: date) -> bool:
        return self.licence_until is not None and self.licence_until < today

    def describe(self, **given: str | bool | date | None) -> None:
        """Set what people say of it – credit, licence, caption, alt – and how it is found."""
        for field, value in given.items():
            if field not in DESCRIBED:
                raise TypeError(f"a photo is not described by {field}")
            limit = LONGEST.get(field)
            setattr(self, field, value[:limit].strip() if isinstance(value, str) else value)
        self.find_text = findable(" ".join(getattr(self, field) or "" for field in FOUND_BY))

    def put_focus(self, x: float, y: float) -> None:
        """Cut it around this point from the next version on; 0, 0 is the upper left corner."""
        self.focal_x, self.focal_y = (_within(value) for value in (x, y))
        if self.has_picture:
            self.ask_for_version()

    def take(self, upload: str, digest: str) -> None:
        """Become the picture in this file, which is kept as ``upload``, once it is developed."""
        self.upload = upload
        if not self.is_ready:  # else it is still the picture of the file before
            self.digest = digest
        self.ask_for_version()

    def ask_for_version(self) -> None:
        """Readers see the present files until those of the newest version are made."""
        self.newest += 1
        self.refused_why = ""
        if not self.is_ready:
            self.status = PhotoStatus.WAITING


def _within(value: float) -> float:
    return min(max(value, 0.0), 1.0) if math.isfinite(value) else 0.5

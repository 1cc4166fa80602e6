"""Partners: who may frame our recent posts."""

import re
import secrets
from datetime import datetime
from ipaddress import IPv4Address
from urllib.parse import urlsplit

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from newsroom import clock
from newsroom.database import Base

LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
HOST = re.compile(rf"(?=.{{1,253}}$)({LABEL}\.)*{LABEL}")


class NotAnOrigin(ValueError):  # noqa: N818 -- a refusal, not a fault
    """The text is no origin: ``str()`` says what one looks like."""


class Partner(Base):
    """A site that embeds our recent posts. Its key names it in public and opens nothing."""

    __tablename__ = "partners"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120), unique=True)
    key: Mapped[str] = mapped_column(String(32), unique=True)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    origins: Mapped[list["PartnerOrigin"]] = relationship(
        lazy="joined", cascade="all, delete-orphan", order_by="PartnerOrigin.origin"
    )

    @classmethod
    def named(cls, name: str, origins: list[str]) -> "Partner":
        """A new partner. Raises NotAnOrigin when one of ``origins`` is none."""
        exact = sorted({exact_origin(origin) for origin in origins})
        return cls(
            name=name,
            key=secrets.token_hex(8),
            origins=[PartnerOrigin(origin=origin) for origin in exact],
        )


class PartnerOrigin(Base):
    __tablename__ = "partner_origins"

    partner_id: Mapped[int] = mapped_column(
        ForeignKey("partners.id", ondelete="CASCADE"), primary_key=True
    )
    origin: Mapped[str] = mapped_column(String(300), primary_key=True)


def exact_origin(text: str) -> str:
    """``text`` as browsers compare origins: scheme, host, and a port that is not the usual one.

    Raises NotAnOrigin for anything else. What passes stands in a header, so nothing odd may.
    """
    problem = NotAnOrigin(f"“{text}” is no origin; one looks like https://example.org")
    text = text.strip().rstrip("/")
    # urlsplit takes a tab or a line end out unseen; Python's IDNA reads ß and ς otherwise than
    # browsers, which would then let in another site.
    if not text.isprintable() or set(" ßẞς") & set(text):
        raise problem
    try:
        parts = urlsplit(text)
        host, port = (parts.hostname or "").encode("idna").decode(), parts.port
        if host.rpartition(".")[2][:1].isdigit():  # to browsers a number, however it is written
            IPv4Address(host)
    except (ValueError, UnicodeError):
        raise problem from None
    if parts.scheme not in {"http", "https"} or not HOST.fullmatch(host) or port == 0:
        raise problem
    if parts.path or parts.query or parts.fragment or parts.username is not None:
        raise problem
    usual = {"http": 80, "https": 443}[parts.scheme]
    return f"{parts.scheme}://{host}" + (f":{port}" if port and port != usual else "")

"""Staff: the people who sign in, their sessions, and the attempts to get in."""

import hashlib
import secrets
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import CheckConstraint, ForeignKey, Index, Select, String, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from newsroom import clock
from newsroom.database import Base
from newsroom.language.typography import initials

# OWASP's second choice of parameters for Argon2id: 19 MiB, two passes, one lane.
hasher = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
SHORTEST_PASSWORD = 10


class Role(StrEnum):
    REPORTER = "reporter"
    EDITOR = "editor"
    CHIEF = "chief"


class Staff(Base):
    __tablename__ = "staff"
    __table_args__ = (CheckConstraint("role in ('reporter', 'editor', 'chief')", name="role"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    role: Mapped[str] = mapped_column(String(16))
    language: Mapped[str | None] = mapped_column(String(2))
    password_hash: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    left_at: Mapped[datetime | None]  # no longer of the staff; what they wrote keeps their name

    sessions: Mapped[list["StaffSession"]] = relationship(
        back_populates="staff", cascade="all, delete-orphan"
    )

    is_authenticated = True
    is_active = True
    is_anonymous = False

    @staticmethod
    def address(email: str) -> str:
        """An e-mail as we keep and compare it."""
        return email.strip().casefold()

    @classmethod
    def now(cls) -> Select[tuple["Staff"]]:
        """Who is of the staff today."""
        return select(cls).where(cls.left_at.is_(None))

    @classmethod
    def called(cls, email: str) -> Select[tuple["Staff"]]:
        """Who signs in with this e-mail."""
        return cls.now().where(cls.email == cls.address(email))

    @property
    def may_publish(self) -> bool:
        return self.role in {Role.EDITOR, Role.CHIEF}

    @property
    def initials(self) -> str:
        return initials(self.name)

    def set_password(self, password: str) -> None:
        """Keep a new password, and end every session that the old one opened."""
        self.keep_password(hasher.hash(password))

    def keep_password(self, hashed: str) -> None:
        """The same, when hashing, which is slow by design, is done already."""
        self.password_hash = hashed
        self.sessions.clear()

    def leave(self) -> None:
        """No longer of the staff: signed out everywhere. What they wrote keeps their name."""
        self.left_at = self.left_at or clock.now()
        self.sessions.clear()

    def begin_session(self, hours: int) -> str:
        """Open a session and return its token, which only the browser keeps."""
        token = secrets.token_urlsafe(32)
        moment = clock.now()
        self.sessions.append(
            StaffSession(
                token_hash=StaffSession.hashed(token),
                created_at=moment,
                ends_at=moment + timedelta(hours=hours),
            )
        )
        return token


class StaffSession(Base):
    """One signed-in browser. No row, no session, whatever the cookie says."""

    __tablename__ = "staff_sessions"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime]
    ends_at: Mapped[datetime]

    staff: Mapped[Staff] = relationship(back_populates="sessions")

    @staticmethod
    def hashed(token: str) -> str:
        """A token as we keep it: who reads the database cannot sign in with it."""
        return hashlib.sha256(token.encode()).hexdigest()


class SignInAttempt(Base):
    """A failed try, kept for as long as it counts against the next one."""

    __tablename__ = "sign_in_attempts"
    __table_args__ = (
        Index(None, "account", "tried_at"),
        Index(None, "address", "tried_at"),
        Index(None, "tried_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account: Mapped[str] = mapped_column(
        String(64)
    )  # a hash, so that no list of addresses builds up
    address: Mapped[str] = mapped_column(String(64))  # likewise
    knows_device: Mapped[bool]
    tried_at: Mapped[datetime]


@cache
def nobodys_hash() -> str:
    """Of a password that nobody knows. It takes as long as a check, so no start waits for it."""
    return hasher.hash(secrets.token_hex(16))


def is_password(password_hash: str | None, password: str) -> bool:
    """Whether ``password`` is right. Takes as long for an account that does not exist."""
    nobodys = nobodys_hash()  # whoever comes first waits for it
    try:
        return hasher.verify(password_hash or nobodys, password) and password_hash is not None
    except (VerificationError, InvalidHashError):
        return False

"""What the newsroom has promised: all that it acknowledged, kept by those who were told."""

from dataclasses import dataclass, field
from threading import Lock


@dataclass(frozen=True)
class Save:
    article_id: int
    number: int
    body: str


@dataclass
class Promises:
    """Filled by several people at once; looked at while they hold still."""

    sent: set[str] = field(default_factory=set)  # the save_id of each save that was ever sent
    saves: dict[str, Save] = field(default_factory=dict)  # by save_id, once it was acknowledged
    photos: dict[str, str] = field(default_factory=dict)  # digest → name
    published: dict[str, int] = field(default_factory=dict)  # headline → article
    repeated: int = 0  # what was sent again, its answer lost
    surprises: list[str] = field(default_factory=list)  # answers that nobody may get
    begun: int = 0  # requests that change something
    _lock: Lock = field(default_factory=Lock)

    def __deepcopy__(self, _memo: object) -> "Promises":
        """Of what was promised; nobody is at work in it."""
        return Promises(set(self.sent), dict(self.saves), dict(self.photos), dict(self.published))

    def begin(self) -> None:
        with self._lock:
            self.begun += 1

    def repeat(self) -> None:
        with self._lock:
            self.repeated += 1

    @property
    def kept(self) -> int:
        return len(self.saves) + len(self.photos) + len(self.published)

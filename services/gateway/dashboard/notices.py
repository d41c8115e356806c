"""What a page says once after a form was handled: left with the session, shown once, forgotten."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

NoticeKind = Literal["baik", "info", "galat"]
# A sentence or two: nobody reads more in passing.
LONGEST = 500


@dataclass(frozen=True)
class Notice:
    """A sentence in Bahasa Indonesia; `kind` says how it looks and how it is announced."""

    text: str
    kind: NoticeKind = "baik"

    @property
    def stored(self) -> str:
        """As the session keeps it."""
        return f"{self.kind} {self.text[:LONGEST]}"


def notice_of(stored: str | None) -> Notice | None:
    """The notice that was stored; None without one."""
    if not stored:
        return None
    kind, _, text = stored.partition(" ")
    for known in get_args(NoticeKind):
        if kind == known:
            return Notice(text, known)
    return Notice(stored, "info")

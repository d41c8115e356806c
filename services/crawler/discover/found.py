"""An article address somebody pointed to, with what was said about it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Found:
    """An address with its title and dates as written (offsets kept)."""

    url: str
    title: str | None = None
    published: str | None = None
    updated: str | None = None

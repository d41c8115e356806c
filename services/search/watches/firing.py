"""A rule that holds: what the desk makes an alert of."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from shared.contracts.alert import Figures

# Evidence that an alert keeps; the filter finds the rest.
EVIDENCE = 10


@dataclass(frozen=True)
class Firing:
    """What fired. `subject` is a story or a window; `aliases` are older names of the same."""

    subject: str
    title: str
    reason: str
    figures: Figures
    article_ids: Sequence[str]
    articles_total: int
    aliases: Sequence[str] = field(default=())


def alert_id(watch_id: str, subject: str) -> str:
    """The id of the one alert that a watch raises for a subject."""
    return hashlib.sha256(f"{watch_id}/{subject}".encode()).hexdigest()[:32]


def window_subject(kind: str, start: datetime) -> str:
    """The subject of a window: ``hour/2026-07-14T10:00Z``."""
    return f"{kind}/{start:%Y-%m-%dT%H:%MZ}"

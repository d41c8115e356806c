"""How long a watch may be muted: choices of a form, and the moment at which each ends."""

from __future__ import annotations

from datetime import datetime, time, timedelta, tzinfo

CHOICES = (
    ("1", "1 jam"),
    ("besok", "Sampai besok pukul 07.00"),
    ("24", "24 jam"),
    ("168", "7 hari"),
    ("720", "30 hari"),
)
_MORNING = time(7)


def muted_until(choice: str, now: datetime, zone: tzinfo) -> datetime | None:
    """The end of a choice; None for one that does not exist."""
    if choice not in dict(CHOICES):
        return None
    if choice == "besok":
        tomorrow = now.astimezone(zone).date() + timedelta(days=1)
        return datetime.combine(tomorrow, _MORNING, tzinfo=zone)
    return now + timedelta(hours=int(choice))

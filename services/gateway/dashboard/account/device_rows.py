"""The devices that are signed in, as the account page lists them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from services.gateway.dashboard.devices import device
from services.gateway.presentation.dates import said
from services.gateway.sessions import Session


@dataclass(frozen=True)
class DeviceRow:
    """A session in words; `here` is the one that reads the page."""

    id: str
    name: str
    address: str
    last_seen: str
    until: str
    here: bool


def device_rows(sessions: Sequence[Session], here: str, now: datetime, zone: tzinfo) -> list[DeviceRow]:
    """One row per session, that of the reader first."""
    rows = [
        DeviceRow(
            id=session.id,
            name=device(session.agent),
            address=session.address or "tidak diketahui",
            last_seen="sekarang"
            if session.id == here
            else said(session.last_seen_at or session.created_at, now, zone),
            until=said(session.expires_at, now, zone),
            here=session.id == here,
        )
        for session in sessions
    ]
    return sorted(rows, key=lambda row: not row.here)

"""Watches as the list and their page show them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from services.gateway.dashboard.watch.filter_words import short_words
from services.gateway.dashboard.watch.rule_words import CHANNEL_NAMES, channels_text, rule_text
from services.gateway.watch_view import ChannelView, WatchView

# Word and colour of a state.
STATES = {
    "active": ("Aktif", "baik"),
    "muted": ("Dibisukan", ""),
    "failing": ("Gagal kirim", "bahaya"),
    "broken": ("Rusak", "bahaya"),
}


@dataclass(frozen=True)
class WatchRow:
    """A watch in a list."""

    id: str
    name: str
    state: str
    look: str
    muted: bool
    looks_for: str
    tells_when: str
    channels: str
    last: str


@dataclass(frozen=True)
class ChannelRow:
    """A place that alerts go to, and how that went."""

    name: str
    target: str
    state: str
    look: str
    trouble: str


def watch_row(watch: WatchView, sources: Mapping[str, str], when: Callable[[datetime], str]) -> WatchRow:
    """One line of the list; `when` says a moment."""
    state, look = STATES[watch.state]
    return WatchRow(
        id=watch.id,
        name=watch.name,
        state=f"Dibisukan sampai {when(watch.muted_until)}"
        if watch.state == "muted" and watch.muted_until
        else state,
        look=look,
        muted=watch.state == "muted",
        looks_for=short_words(watch.filter, sources),
        tells_when=rule_text(watch.when),
        channels=channels_text([channel.type for channel in watch.channels]),
        last=when(watch.last_alert_at) if watch.last_alert_at else "belum pernah",
    )


def channel_row(channel: ChannelView, when: Callable[[datetime], str]) -> ChannelRow:
    """A channel in words."""
    if channel.state is None:
        state, look = "Belum diketahui", ""
    elif channel.state == "failing":
        state, look = "Gagal", "bahaya"
    elif channel.last_sent_at:
        state, look = f"Terkirim {when(channel.last_sent_at)}", "baik"
    else:
        state, look = "Belum ada kiriman", ""
    return ChannelRow(CHANNEL_NAMES[channel.type], channel.target, state, look, channel.last_error or "")

"""Alerts as the list and their page show them: what happened, where the message went, who has seen to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from services.gateway.alert_view import AlertView, DeliveryView
from services.gateway.dashboard.watch.rule_words import CHANNEL_NAMES

HELD_FOR = {"cooldown": "masa jeda", "quiet_hours": "jam tenang", "digest": "ringkasan berikutnya"}
RULE_NAMES = {
    "each_story": "Cerita baru",
    "negative_turn": "Berbalik negatif",
    "spike": "Lonjakan",
    "threshold": "Ambang tercapai",
}
_DELIVERY_STATES = {
    "waiting": ("Dicoba lagi", "waspada"),
    "sent": ("Terkirim", "baik"),
    "failed": ("Ditolak penerima", "bahaya"),
    "exhausted": ("Tidak pernah sampai", "bahaya"),
}
_OUTCOMES = {"sent": "terkirim", "later": "penerima tidak menjawab", "never": "ditolak penerima"}


@dataclass(frozen=True)
class AlertRow:
    """An alert in a list. `seen` says who has seen to it, empty while nobody has."""

    id: str
    title: str
    reason: str
    rule: str
    look: str
    watch: str
    watch_id: str
    when: str
    raised: str
    state: str
    state_look: str
    seen: str
    note: str
    articles: int


@dataclass(frozen=True)
class DeliveryRow:
    """A message on its way to one place; `tries` are its attempts in words."""

    channel: str
    target: str
    state: str
    look: str
    when: str
    tries: tuple[str, ...]


def alert_row(alert: AlertView, names: Mapping[str, str], when: Callable[[datetime], str]) -> AlertRow:
    """One alert; `names` are those of people by how the log calls them, `when` says a moment."""
    state, state_look = _state(alert, when)
    seen = alert.acknowledged
    return AlertRow(
        id=alert.id,
        title=alert.title,
        reason=alert.reason,
        rule=RULE_NAMES[alert.rule],
        look="bahaya" if alert.rule == "negative_turn" else "waspada" if alert.rule == "spike" else "info",
        watch=alert.watch.name,
        watch_id=alert.watch.id,
        when=when(alert.raised_at),
        raised=alert.raised_at.isoformat(),
        state=state,
        state_look=state_look,
        seen=f"{_who(seen.by, names)}, {when(seen.at)}" if seen else "",
        note=(seen.note or "") if seen else "",
        articles=alert.articles_total,
    )


def delivery_row(delivery: DeliveryView, when: Callable[[datetime], str]) -> DeliveryRow:
    """One place and every try to reach it."""
    state, look = _DELIVERY_STATES[delivery.state]
    tries = tuple(
        f"{when(attempt.at)}: {_OUTCOMES[attempt.outcome]}" + (f" ({attempt.error})" if attempt.error else "")
        for attempt in delivery.attempts
    )
    name = CHANNEL_NAMES[delivery.type]
    return DeliveryRow(name, delivery.target, state, look, when(delivery.updated_at), tries)


def _state(alert: AlertView, when: Callable[[datetime], str]) -> tuple[str, str]:
    if alert.state == "muted":
        return "Pantauan dibisukan, tidak dikirim", ""
    if alert.state == "held":
        until = f" sampai {when(alert.due_at)}" if alert.due_at else ""
        return f"Ditahan{until} ({HELD_FOR.get(alert.held_for or '', 'menunggu giliran')})", "waspada"
    if alert.deliveries is None:
        return "Dikirim; kabarnya belum diketahui", ""
    if not alert.deliveries:
        return "Dicatat di Gaung", ""
    if any(each.state in ("failed", "exhausted") for each in alert.deliveries):
        return "Ada kiriman yang gagal", "bahaya"
    if any(each.state == "waiting" for each in alert.deliveries):
        return "Pengiriman dicoba lagi", "waspada"
    return f"Terkirim {when(alert.sent_at)}" if alert.sent_at else "Terkirim", "baik"


def _who(by: str, names: Mapping[str, str]) -> str:
    kind, _, rest = by.partition(":")
    return names.get(by) or (f"lewat kunci API {rest}" if kind == "key" else "pengguna yang sudah dihapus")

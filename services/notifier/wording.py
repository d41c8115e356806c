"""What a message says, in Bahasa Indonesia, and what a webhook gets as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence

from shared.contracts.messages import AlertPart, AlertRaised
from shared.runtime.indonesian_time import near_text

# Enough to judge an alert at a glance; the rest is one click away.
LINKS = 10
LINKS_OF_PART = 3
PARTS = 20
_HELD = {
    "cooldown": "Dikumpulkan selama masa jeda pantauan.",
    "quiet_hours": "Ditahan selama jam tenang.",
    "digest": "Ringkasan berkala.",
}
# Watches of the first version named no zone.
_ZONE = "Asia/Jakarta"


def links(article_ids: Sequence[str], public_url: str, most: int = LINKS) -> list[str]:
    """Addresses of articles on the dashboard."""
    base = public_url.rstrip("/")
    return [f"{base}/artikel/{article_id}" for article_id in article_ids[:most]]


def subject(alert: AlertRaised) -> str:
    """One line for a mail's subject."""
    return " ".join(f"[Gaung] {alert.title}".split())


def text(alert: AlertRaised, public_url: str, longest: int | None = None) -> str:
    """The message as plain text: one alert, or those that were held, oldest first.

    With `longest` it is no longer than so many UTF-16 units: alerts or links are left out whole, the last
    first, and counted; only a title and reason that are longer themselves are cut.
    """
    head, foot = f"{alert.title}\n\n{alert.reason}", _foot(alert)
    shown = min(len(alert.parts), PARTS) if alert.parts else min(len(alert.article_ids), LINKS)
    while True:
        middle = _parts(alert, public_url, shown) if alert.parts else _articles(alert, public_url, shown)
        rest = "".join(f"\n\n{paragraph}" for paragraph in (middle, foot) if paragraph)
        if longest is None or length(head) + length(rest) <= longest:
            return head + rest
        if shown == 0:
            return _cut(head, longest - length(rest)) + rest
        shown -= 1


def length(written: str) -> int:
    """How long a text is in UTF-16 units, as Telegram counts."""
    return len(written.encode("utf-16-le")) // 2


def _cut(written: str, longest: int) -> str:
    units = written.encode("utf-16-le")[: 2 * (longest - 1)]
    return units.decode("utf-16-le", errors="ignore") + "…"


def _foot(alert: AlertRaised) -> str:
    name = f"“{alert.watch_name}”" if alert.watch_name else "Anda"
    sender = f"Pesan ini dikirim oleh Gaung karena pantauan {name} terpicu."
    return sender if alert.held_for is None else f"{_HELD[alert.held_for]}\n{sender}"


def _articles(alert: AlertRaised, public_url: str, shown: int) -> str:
    lines = ["Berita:", *links(alert.article_ids, public_url, shown)] if shown else []
    more = len(alert.article_ids) - shown
    return "\n".join([*lines, f"… dan {more} berita lain."] if more else lines)


def _parts(alert: AlertRaised, public_url: str, shown: int) -> str:
    paragraphs = [_part(part, alert, public_url) for part in alert.parts[:shown]]
    more = len(alert.parts) - shown
    return "\n\n".join([*paragraphs, f"… dan {more} peringatan lain."] if more else paragraphs)


def _part(part: AlertPart, alert: AlertRaised, public_url: str) -> str:
    when = near_text(part.raised_at, alert.zone or _ZONE, alert.raised_at)
    lines = [part.reason, *links(part.article_ids, public_url, LINKS_OF_PART)]
    return "\n  ".join([f"• {part.title} ({when})", *lines])


def webhook_body(alert: AlertRaised, public_url: str) -> bytes:
    """The message as JSON: everything but where else it was delivered."""
    body = alert.model_dump(mode="json", exclude={"deliveries", "secret_versions"})
    return json.dumps({**body, "links": links(alert.article_ids, public_url)}, ensure_ascii=False).encode()

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


def text(alert: AlertRaised, public_url: str) -> str:
    """The message as plain text: one alert, or those that were held, oldest first."""
    lines = [alert.title, "", alert.reason, ""]
    if alert.parts:
        for part in alert.parts[:PARTS]:
            lines += _part(part, alert, public_url)
        if len(alert.parts) > PARTS:
            lines += [f"… dan {len(alert.parts) - PARTS} peringatan lain.", ""]
    elif alert.article_ids:
        lines += ["Berita:", *links(alert.article_ids, public_url)]
        more = len(alert.article_ids) - LINKS
        lines += ([f"… dan {more} berita lain."] if more > 0 else []) + [""]
    if alert.held_for is not None:
        lines.append(_HELD[alert.held_for])
    name = f"“{alert.watch_name}”" if alert.watch_name else "Anda"
    lines.append(f"Pesan ini dikirim oleh Gaung karena pantauan {name} terpicu.")
    return "\n".join(lines)


def _part(part: AlertPart, alert: AlertRaised, public_url: str) -> list[str]:
    when = near_text(part.raised_at, alert.zone or _ZONE, alert.raised_at)
    return [
        f"• {part.title} ({when})",
        f"  {part.reason}",
        *(f"  {link}" for link in links(part.article_ids, public_url, LINKS_OF_PART)),
        "",
    ]


def webhook_body(alert: AlertRaised, public_url: str) -> bytes:
    """The message as JSON: everything but where else it was delivered."""
    body = alert.model_dump(mode="json", exclude={"deliveries", "secret_versions"})
    return json.dumps({**body, "links": links(alert.article_ids, public_url)}, ensure_ascii=False).encode()

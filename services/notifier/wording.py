"""What an alert says, in Bahasa Indonesia, and what a webhook gets as JSON."""

from __future__ import annotations

import json

from shared.contracts.messages import AlertRaised

# Enough to judge an alert at a glance; the rest is one click away.
LINKS = 10


def links(alert: AlertRaised, public_url: str) -> list[str]:
    """Addresses of the articles on the dashboard, the first ten."""
    base = public_url.rstrip("/")
    return [f"{base}/artikel/{article_id}" for article_id in alert.article_ids[:LINKS]]


def subject(alert: AlertRaised) -> str:
    """One line for a mail's subject."""
    return " ".join(f"[Gaung] {alert.title}".split())


def text(alert: AlertRaised, public_url: str) -> str:
    """The alert as plain text."""
    lines = [alert.title, "", alert.reason, ""]
    if alert.article_ids:
        lines += ["Berita:", *links(alert, public_url)]
    more = len(alert.article_ids) - LINKS
    if more > 0:
        lines.append(f"… dan {more} berita lain.")
    lines += ["", "Pesan ini dikirim oleh Gaung karena pantauan Anda terpicu."]
    return "\n".join(lines)


def webhook_body(alert: AlertRaised, public_url: str) -> bytes:
    """The alert as JSON: everything but where else it was delivered."""
    body = alert.model_dump(mode="json", exclude={"deliveries"})
    return json.dumps({**body, "links": links(alert, public_url)}, ensure_ascii=False).encode()

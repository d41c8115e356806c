"""Makes the event of a message out of the alerts that it takes along, and tells the broker."""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from services.search.messages import announcement
from services.search.watches.reason import bundle_reason, bundle_title
from shared.contracts.channels import channel_of
from shared.contracts.messages import AlertPart, AlertRaised
from shared.contracts.watch import Watch
from shared.messaging.port import Broker
from shared.runtime.logs import get_logger

log = get_logger("search.watches")


def announcing(broker: Broker) -> Callable[[AlertRaised], Awaitable[None]]:
    """What tells this broker of a message; the same message again has the same id."""

    async def publish(event: AlertRaised) -> None:
        await broker.publish(channel_of(event.TYPE), announcement(event, "raised"))
        log.info(
            "alert raised",
            message_id=event.alert_id,
            alerts=len(event.parts) or 1,
            watch_id=event.watch_id,
            tenant_id=event.tenant_id,
        )

    return publish


def message_id(alert_ids: Sequence[str]) -> str:
    """A single alert's own id; of several, an id made of theirs."""
    if len(alert_ids) == 1:
        return alert_ids[0]
    return hashlib.sha256("/".join(sorted(alert_ids)).encode()).hexdigest()[:32]


def event_of(watch: Watch, rows: Sequence[Row[Any]], now: datetime) -> AlertRaised:
    """The event of a message; `rows` are its alerts, oldest first."""
    oldest = rows[0]
    common: dict[str, Any] = {
        "alert_id": oldest.message_id,
        "tenant_id": watch.tenant_id,
        "watch_id": watch.id,
        "watch_name": watch.name,
        "zone": watch.zone,
        "deliveries": watch.deliveries,
        "held_for": oldest.held_for,
        "secret_versions": _secret_versions(watch, now),
    }
    if len(rows) == 1:
        return AlertRaised(
            title=oldest.title,
            reason=oldest.reason,
            article_ids=oldest.article_ids,
            raised_at=oldest.raised_at,
            **common,
        )
    return AlertRaised(
        title=bundle_title(watch.name, len(rows)),
        reason=bundle_reason(len(rows), oldest.held_for, oldest.raised_at, watch.zone, oldest.message_at),
        article_ids=list(dict.fromkeys(key for row in rows for key in row.article_ids)),
        raised_at=oldest.message_at,
        parts=[
            AlertPart(
                alert_id=row.alert_id,
                title=row.title,
                reason=row.reason,
                article_ids=row.article_ids,
                raised_at=row.raised_at,
            )
            for row in rows
        ],
        **common,
    )


def _secret_versions(watch: Watch, now: datetime) -> list[int]:
    overlapping = watch.previous_secret_until is not None and now < watch.previous_secret_until
    return [watch.secret_version, *([watch.secret_version - 1] if overlapping else [])]

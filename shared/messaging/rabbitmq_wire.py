"""Messages on the AMQP wire: the CloudEvents AMQP binding in headers, and our own notes beside it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import aio_pika
from aio_pika.abc import AbstractIncomingMessage

from shared.messaging.port import DeadLetter, Message
from shared.messaging.verdict import Dead

# Prefix of the CloudEvents AMQP protocol binding 1.0.
CLOUD = "cloudEvents:"
ATTEMPT = "x-gaung-attempt"
REASON = "x-gaung-reason"
STACK = "x-gaung-stack"
DEAD_AT = "x-gaung-dead-at"


def to_amqp(message: Message, notes: Mapping[str, Any] | None = None) -> aio_pika.Message:
    """A persistent AMQP message; `notes` are further headers. Headers of an earlier life are left out."""
    headers: dict[str, Any] = {
        CLOUD + "specversion": "1.0",
        CLOUD + "id": message.id,
        CLOUD + "type": message.type,
        CLOUD + "source": message.source,
        CLOUD + "subject": message.subject,
        CLOUD + "time": message.time.isoformat(),
        ATTEMPT: message.attempt,
        **(notes or {}),
    }
    if message.traceparent is not None:
        headers[CLOUD + "traceparent"] = message.traceparent
    return aio_pika.Message(
        message.data,
        headers=headers,
        content_type="application/json",
        delivery_mode=aio_pika.DeliveryMode.PERSISTENT,
        message_id=message.id,
        timestamp=message.time,
        type=message.type,
    )


def from_amqp(incoming: AbstractIncomingMessage) -> Message:
    """The message; what a foreign sender left out is empty, so that the handler quarantines it."""
    headers = incoming.headers
    # A stable id, so that the quarantined message can be named.
    id_ = headers.get(CLOUD + "id") or incoming.message_id or hashlib.sha256(incoming.body).hexdigest()[:32]
    traceparent = headers.get(CLOUD + "traceparent")
    return Message(
        type=str(headers.get(CLOUD + "type", "")),
        source=str(headers.get(CLOUD + "source", "")),
        subject=str(headers.get(CLOUD + "subject", "")),
        data=incoming.body,
        id=str(id_),
        time=_time(headers.get(CLOUD + "time")) or datetime.now(UTC),
        traceparent=None if traceparent is None else str(traceparent),
        attempt=attempt if isinstance(attempt := headers.get(ATTEMPT), int) else 0,
    )


def dead_notes(dead: Dead, now: datetime) -> dict[str, Any]:
    """The headers that a quarantined message carries."""
    notes = {REASON: dead.reason, DEAD_AT: now.isoformat()}
    return notes if dead.stack is None else {**notes, STACK: dead.stack}


def dead_letter(incoming: AbstractIncomingMessage, queue: str) -> DeadLetter:
    """A quarantined message: set aside by us, or by the broker itself (then its own headers tell why)."""
    headers = incoming.headers
    message = from_amqp(incoming)
    stack = headers.get(STACK)
    reason, dead_at = headers.get(REASON), _time(headers.get(DEAD_AT))
    if reason is None:
        first = str(headers.get("x-first-death-reason", "unknown"))
        reason = "delivered too often without an answer" if first == "delivery_limit" else f"broker: {first}"
        dead_at = _death_time(headers.get("x-death"))
    return DeadLetter(
        id=message.id,
        queue=queue,
        reason=str(reason),
        stack=None if stack is None else str(stack),
        dead_at=dead_at or message.time,
        message=message,
    )


def _time(value: object) -> datetime | None:
    with suppress(ValueError, TypeError):
        parsed = datetime.fromisoformat(str(value))
        return parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)
    return None


def _death_time(deaths: object) -> datetime | None:
    if isinstance(deaths, list) and deaths and isinstance(time := deaths[0].get("time"), datetime):
        return time if time.tzinfo else time.replace(tzinfo=UTC)
    return None

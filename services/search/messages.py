"""Makes the messages that the search service sends, with ids that a redelivery repeats, and reads others."""

from __future__ import annotations

import uuid
from typing import TypeVar

from shared.contracts.messages import Event
from shared.messaging.decode import decode
from shared.messaging.port import InvalidMessage, Message, Quarantine

E = TypeVar("E", bound=Event)

# Any fixed UUID: the root of our name-based message ids.
_ROOT = uuid.UUID("6b0b6f5e-2d0c-5c0e-9f57-64086408aaaa")


def announcement(event: Event, discriminator: object, cause: Message | None = None) -> Message:
    """The message of an event: same type, subject and discriminator, same id; its cause's trace goes on."""
    name = f"{event.TYPE}/{event.subject()}/{discriminator}"
    traceparent = cause.traceparent if cause else None
    return Message.of(event, source="search", traceparent=traceparent, id=str(uuid.uuid5(_ROOT, name)))


def decoded_or_quarantine(message: Message, event: type[E]) -> E | Quarantine:
    """The event in a message of a batch, or the answer for one that does not decode."""
    try:
        return decode(message, event)
    except InvalidMessage as error:
        return Quarantine(str(error))

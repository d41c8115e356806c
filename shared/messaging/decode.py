"""From a message to its event model, and from a decoding handler to a plain one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

from pydantic import ValidationError

from shared.contracts.messages import Event
from shared.messaging.port import Answer, Handler, InvalidMessage, Message, Quarantine

E = TypeVar("E", bound=Event)


def decode(message: Message, event: type[E]) -> E:
    """The event in a message; raises InvalidMessage on another type or a body that does not decode."""
    if message.type != event.TYPE:
        raise InvalidMessage(f"unknown message type {message.type!r}, expected {event.TYPE!r}")
    try:
        return event.model_validate_json(message.data)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "body"
        raise InvalidMessage(f"body does not decode: {place}: {first['msg']}") from error


def handling(event: type[E], handle: Callable[[E, Message], Awaitable[Answer]]) -> Handler:
    """A handler that decodes first; what does not decode is quarantined with the reason."""

    async def handler(message: Message) -> Answer:
        try:
            decoded = decode(message, event)
        except InvalidMessage as error:
            return Quarantine(str(error))
        return await handle(decoded, message)

    return handler

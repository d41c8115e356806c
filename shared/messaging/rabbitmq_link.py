"""The connection to RabbitMQ: made when needed, made again after it broke, its errors turned into ours."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress

import aio_pika
from aio_pika.abc import AbstractChannel, AbstractConnection
from aio_pika.exceptions import (
    CONNECTION_EXCEPTIONS,
    ChannelPreconditionFailed,
    ProbableAuthenticationError,
    PublishError,
)
from yarl import URL

from shared.messaging.port import BrokerUnavailable, MessagingError, UndeliverableMessage

# A wrong address must be told within about 5 s; a living broker answers in milliseconds.
CONNECT_SECONDS = 5.0
# Confirms of quorum queues take milliseconds; ten seconds without one is an outage or a memory alarm.
ANSWER_SECONDS = 10.0
# Two missed heartbeats end a connection whose other side vanished without a word.
HEARTBEAT_SECONDS = 30


class Link:
    """One connection, shared by publisher and consumers."""

    def __init__(self, url: URL) -> None:
        self._url = url if "heartbeat" in url.query else url.update_query(heartbeat=HEARTBEAT_SECONDS)
        self._connection: AbstractConnection | None = None
        self._lock = asyncio.Lock()
        self._closed = False
        self._failures = 0
        self.where = str(url.with_query(None).with_password(None))

    async def connection(self) -> AbstractConnection:
        """The living connection. Raises BrokerUnavailable."""
        failures = self._failures
        async with self._lock:
            if self._closed:
                raise BrokerUnavailable(f"the connection to {self.where} is closed")
            if self._connection is not None and _is_alive(self._connection):
                return self._connection
            if self._failures > failures:
                # Whoever waited while another one tried shares the outcome, instead of 5 s for each in turn.
                raise BrokerUnavailable(f"the broker {self.where} did not let us connect")
            try:
                with self.border():
                    self._connection = await asyncio.wait_for(aio_pika.connect(self._url), CONNECT_SECONDS)
            except BrokerUnavailable:
                self._failures += 1
                raise
            return self._connection

    async def open(self, *, prefetch: int | None = None) -> AbstractChannel:
        """A new channel with confirms, on which a returned message raises. Raises BrokerUnavailable."""
        connection = await self.connection()
        with self.border():
            async with asyncio.timeout(ANSWER_SECONDS):
                channel = await connection.channel(publisher_confirms=True, on_return_raises=True)
                if prefetch is not None:
                    await channel.set_qos(prefetch_count=prefetch)
        return channel

    @asynccontextmanager
    async def channel(self) -> AsyncIterator[AbstractChannel]:
        """A channel for one task; what it got and did not acknowledge goes back when it ends."""
        channel = await self.open()
        try:
            with self.border():
                yield channel
        finally:
            await self.leave(channel)

    async def leave(self, channel: AbstractChannel) -> None:
        """Close a channel, whatever state it is in."""
        with suppress(MessagingError), self.border():
            async with asyncio.timeout(ANSWER_SECONDS):
                await channel.close()

    @contextmanager
    def border(self) -> Iterator[None]:
        """Turn the client library's errors into ours, each with one line that names the broker."""
        try:
            yield
        except PublishError as error:
            raise UndeliverableMessage(f"no queue took the message: {error}") from error
        except ProbableAuthenticationError as error:
            raise BrokerUnavailable(f"the broker {self.where} refused the user or the password") from error
        except ChannelPreconditionFailed as error:
            raise BrokerUnavailable(
                f"the broker {self.where} holds a queue declared otherwise; drain and delete it: {error}"
            ) from error
        except TimeoutError as error:
            raise BrokerUnavailable(f"the broker {self.where} does not answer") from error
        except CONNECTION_EXCEPTIONS as error:
            raise BrokerUnavailable(f"cannot use the broker {self.where}: {_first_line(error)}") from error
        except asyncio.CancelledError as error:
            # The library cancels its own waiting calls when the connection breaks; that is not our end.
            task = asyncio.current_task()
            if task is not None and task.cancelling():
                raise
            raise BrokerUnavailable(f"the connection to {self.where} broke") from error

    async def close(self) -> None:
        """Close the connection. Idempotent."""
        self._closed = True
        async with self._lock:
            # A connection that broke has ended by itself; closing it again could wait for an answer for ever.
            if self._connection is not None and _is_alive(self._connection):
                with suppress(MessagingError), self.border():
                    async with asyncio.timeout(ANSWER_SECONDS):
                        await self._connection.close()


def _is_alive(connection: AbstractConnection) -> bool:
    # The library's own is_closed stays False after the socket broke; the one underneath knows.
    transport = connection.transport
    return transport is not None and not connection.is_closed and not transport.connection.is_closed


def _first_line(error: BaseException) -> str:
    text = str(error).strip()
    return text.splitlines()[0] if text else type(error).__name__

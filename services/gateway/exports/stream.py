"""Turns a walk into the bytes of a format, one part at a time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from services.gateway.exports.format import Writer
from services.gateway.exports.row import ExportRow
from shared.runtime.clients import ServiceUnavailable


class CutShort(Exception):
    """The search service stayed away in the middle of an export; the answer ends without its regular end."""


async def streamed(
    writer: Writer, first: list[ExportRow], others: AsyncIterator[list[ExportRow]]
) -> AsyncIterator[bytes]:
    """The export. Whoever takes it sets the pace: nothing is read ahead, and when he leaves all is let go.

    Raises CutShort, by which the connection closes and a client knows that the file is not whole.
    """
    try:
        yield writer.begin()
        # Off the event loop: 200 rows take some ten milliseconds, in which others want to be answered.
        if first:
            yield await asyncio.to_thread(writer.rows, first)
        async for rows in others:
            yield await asyncio.to_thread(writer.rows, rows)
        yield writer.end()
    except ServiceUnavailable as error:
        raise CutShort(str(error)) from error
    finally:
        writer.close()

"""Rows that cannot be fed: how often each was tried, and the refusal that one gets in the end.

A fault of the database or of the machine is weather: whatever was in hand then is tried again for ever. Any
other fault belongs to the row that raised it, and must not keep an import from its end.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta

import sqlalchemy as sa
from pydantic import ValidationError
from sqlalchemy.ext.asyncio import AsyncConnection

from services.crawler.imports.row import Row
from services.crawler.imports.store import WAITING, over_when_none_waits
from services.crawler.tables import import_refusals, import_rows, imports

# Three tries, ten seconds apart: what passes by itself has passed, and nobody waits a minute for the rest.
MOST_TRIES = 3
PAUSE = timedelta(seconds=10)
REASON = (
    "berulang kali gagal diproses karena kesalahan di Gaung, bukan di berkas Anda; kabari pengelola, lalu "
    "impor lagi berkas yang sama: baris yang sudah masuk tidak menjadi ganda"
)
# As of duplicates: enough to find the row by.
_EXCERPT = 160


class Troubles:
    """What this process has met; a new process counts anew."""

    def __init__(self) -> None:
        self._tries: Counter[tuple[str, int]] = Counter()

    def hopeless(self, identity: str, row: int) -> bool:
        """Count one more failure of this row of this import; whether that was the last try."""
        self._tries[identity, row] += 1
        if self._tries[identity, row] < MOST_TRIES:
            return False
        del self._tries[identity, row]
        return True


def is_weather(error: Exception) -> bool:
    """Whether the fault lies around the rows: a database that is away or busy, a full disk."""
    if isinstance(error, sa.exc.DataError | sa.exc.IntegrityError):
        return False
    if isinstance(error, sa.exc.StatementError) and not isinstance(error, sa.exc.DBAPIError):
        # A value that the driver cannot write down.
        return False
    return isinstance(error, sa.exc.SQLAlchemyError | OSError)


async def refuse(connection: AsyncConnection, identity: str, row: int, body: str, now: datetime) -> None:
    """Turn a row that waits into a refused one; the caller holds its import."""
    this = (import_rows.c.import_id == identity) & (import_rows.c.row == row)
    gone = await connection.execute(sa.delete(import_rows).where(this, WAITING))
    if not gone.rowcount:
        return
    await connection.execute(
        sa.insert(import_refusals).values(
            import_id=identity, row=row, column=None, reason=REASON, excerpt=_excerpt(body)
        )
    )
    await connection.execute(
        sa.update(imports)
        .where(imports.c.id == identity)
        .values(
            accepted=imports.c.accepted - 1,
            refused=imports.c.refused + 1,
            **over_when_none_waits(identity, now),
        )
    )


def _excerpt(body: str) -> str:
    try:
        return Row.model_validate_json(body).title[:_EXCERPT]
    except ValidationError:
        return ""

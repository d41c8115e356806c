"""Reports of all regions go with the scope that they tell of: out of sight with it, and back when it returns.

A report of one region is hidden by its region alone (reports/making.py). One of all regions tells of whatever
its tenant saw; when that scope shrinks, a mark of the old scope stands in the place of its region, which
nobody sees. Work logs stay: they are about a person.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from sqlalchemy import ColumnElement, exists, literal, update
from sqlalchemy.ext.asyncio import AsyncConnection

from services.gateway.desk.report_tables import report_editions
from services.gateway.scope import sees

_PERSONAL = "catatan"


async def reports_follow(
    connection: AsyncConnection, tenant_id: str, before: Iterable[str], after: Iterable[str]
) -> None:
    """Hide what was made of all that the tenant saw before, where it sees less now; bring back what was
    hidden when it last saw what it sees now."""
    editions, old, new = report_editions.c, tuple(before), tuple(after)
    own = [editions.tenant_id == tenant_id, editions.kind != _PERSONAL]
    if not all(sees(new, code) for code in old):
        hidden = [*own, editions.region == ""]
        mark = _mark(old)
        await connection.execute(update(report_editions).where(*hidden, ~_twin(mark)).values(region=mark))
        # One of the same days was hidden before: this one stays hidden for good.
        await connection.execute(
            update(report_editions).where(*hidden).values(region=literal("~").concat(editions.id))
        )
    await connection.execute(
        update(report_editions).where(*own, editions.region == _mark(new), ~_twin("")).values(region="")
    )


def _mark(scope: Iterable[str]) -> str:
    """What stands for a scope; no region has such a code."""
    return f"={hashlib.sha256(','.join(sorted(set(scope))).encode()).hexdigest()[:16]}"


def _twin(region: str) -> ColumnElement[bool]:
    """Whether the same report stands under this region already."""
    one, other = report_editions.c, report_editions.alias("other")
    same = [other.c[name] == one[name] for name in ("tenant_id", "kind", "first_day", "last_day", "subject")]
    return exists().where(*same, other.c.region == region).correlate(report_editions)

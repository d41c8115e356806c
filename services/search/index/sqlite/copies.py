"""Which copies stand in for an original that a filter does not find, asked of the index file."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from services.search.index.copies import bereft, folded, unfolded
from services.search.index.criteria import EVERYTHING, AllOf, Criterion
from services.search.index.selection import criteria_of
from services.search.index.sqlite.compile import condition
from services.search.index.sqlite.pages import rows
from shared.contracts.query import Filter


def criteria(
    connection: sqlite3.Connection,
    wanted: Filter,
    ids: Sequence[str] | None = None,
    asked: Criterion = EVERYTHING,
) -> AllOf:
    """What the filter and `asked` ask for among `ids`; folded, of each article and its copies the first."""
    if wanted.copies == "include":
        return criteria_of(wanted, ids, asked)
    where, parameters = condition(unfolded(wanted, asked))
    among = "a.copy_of IS NOT NULL"
    if ids is not None:
        among = "a.copy_of IN (SELECT copy_of FROM article WHERE id IN (SELECT value FROM json_each(?)))"
        parameters = [*parameters, json.dumps(list(ids))]
    copies = rows(
        connection,
        f"SELECT a.copy_of, a.id FROM article AS a WHERE ({where}) AND {among}"  # noqa: S608 - values are parameters
        " ORDER BY a.published DESC, a.id DESC",
        parameters,
    )
    # Latest first, so that the earliest of each original is the one that stays.
    firsts: dict[str, str] = dict(copies)
    where, parameters = condition(unfolded(wanted, asked))
    found = rows(
        connection,
        f"SELECT a.id FROM article AS a WHERE ({where}) AND a.id IN (SELECT value FROM json_each(?))",  # noqa: S608 - values are parameters
        [*parameters, json.dumps(list(firsts))],
    )
    return folded(wanted, ids, asked, bereft(firsts, (row[0] for row in found)))

"""Cursors: opaque, signed, and good for one list only."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from services.gateway.cursors import BadCursor, Cursors, list_of
from services.gateway.tenants import Tenant

CURSORS = Cursors("secret")


def test_a_cursor_leads_on() -> None:
    cursor = CURSORS.write([1786950000.5, "3f0c", None], "articles t1")
    assert CURSORS.read(cursor, "articles t1") == [1786950000.5, "3f0c", None]


def test_the_end_and_the_beginning() -> None:
    assert CURSORS.write(None, "articles t1") is None
    assert CURSORS.read(None, "articles t1") is None


@pytest.mark.parametrize("change", ["", "x", "a.b", "é", "W10.AAAA"])
def test_what_was_not_made_here_is_refused(change: str) -> None:
    with pytest.raises(BadCursor):
        CURSORS.read(change, "articles t1")


def test_a_cursor_of_another_list_or_installation_is_refused() -> None:
    cursor = CURSORS.write([1], "articles t1")
    for reader, bound_to in ((CURSORS, "articles t2"), (Cursors("other"), "articles t1")):
        with pytest.raises(BadCursor):
            reader.read(cursor, bound_to)


def test_a_cursor_dies_with_the_scope_and_the_zone_it_was_made_for() -> None:
    tenant = Tenant("t1", "Kutai Timur", ("64.08",), "Asia/Makassar", datetime(2026, 1, 1, tzinfo=UTC))
    cursor = CURSORS.write([1], list_of(tenant, "articles", "published"))
    assert CURSORS.read(cursor, list_of(replace(tenant, name="Kutim"), "articles", "published")) == [1]
    for other in (
        list_of(replace(tenant, scope=("64",)), "articles", "published"),
        list_of(replace(tenant, timezone="Asia/Jakarta"), "articles", "published"),
        list_of(replace(tenant, id="t2"), "articles", "published"),
        list_of(tenant, "stories", "published"),
        list_of(tenant, "articles", "relevance"),
        list_of(tenant, "articles", "published", ""),
    ):
        with pytest.raises(BadCursor):
            CURSORS.read(cursor, other)

"""The way from a figure to the articles behind it: the search page with the figure's own filter."""

from __future__ import annotations

from services.gateway.dashboard.selection import Selection

SEARCH = "/cari"


def evidence(chosen: Selection, **filters: str | None) -> str:
    """The articles of the selection; `filters` are parameters of the search page, None for none."""
    return chosen.path(SEARCH, **filters)


def evidence_before(chosen: Selection, **filters: str | None) -> str:
    """The articles of the period before."""
    before = chosen.period.before
    # The number of days that the selection may also say yields to dates.
    return chosen.path(SEARCH, dari=before.first.isoformat(), sampai=before.last.isoformat(), **filters)

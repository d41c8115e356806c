"""The span of a timeline: what is taken when none is given, and how long it may be."""

from __future__ import annotations

from datetime import datetime, timedelta

from services.gateway.problems import invalid, refused
from services.gateway.tenants import Tenant
from services.gateway.times import start_of_day
from shared.contracts.query import Filter, Interval

# Without `from`: as much as fits a chart: two days of hours, a month, half a year, two years.
_DEFAULT_SPAN: dict[Interval, timedelta] = {
    "hour": timedelta(days=2),
    "day": timedelta(days=30),
    "week": timedelta(weeks=26),
    "month": timedelta(days=730),
}
_SHORTEST_BUCKET: dict[Interval, timedelta] = {
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "week": timedelta(weeks=1),
    "month": timedelta(days=28),
}
_NAMES: dict[Interval, str] = {"hour": "jam", "day": "hari", "week": "minggu", "month": "bulan"}
# Twice the points that a wide screen can tell apart; empty buckets are answered too, so a span needs a bound.
MOST_BUCKETS = 2000


def with_span(wanted: Filter, interval: Interval, tenant: Tenant, now: datetime) -> Filter:
    """The filter with both ends: to the end of today in the tenant's zone, from a span before that.

    Raises Problem (400) when the span has more than MOST_BUCKETS buckets.
    """
    end = wanted.to
    if end is None:
        today = now.astimezone(tenant.zone).date()
        end = start_of_day(today + timedelta(days=1), tenant.zone)
        if wanted.from_ is not None:
            end = max(end, wanted.from_)
    start = wanted.from_ if wanted.from_ is not None else end - _DEFAULT_SPAN[interval]
    if (end - start) / _SHORTEST_BUCKET[interval] > MOST_BUCKETS:
        raise invalid(
            refused(
                "query",
                "from",
                f"rentang lebih dari {MOST_BUCKETS} {_NAMES[interval]}; pilih interval lebih besar",
            )
        )
    return wanted.model_copy(update={"from_": start, "to": end})

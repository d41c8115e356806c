"""What the terms of a filter are held against: the rest of what the tenant saw meanwhile, or saw before."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

from services.gateway.tenants import Tenant
from services.gateway.times import start_of_day
from shared.contracts.query import Filter

Against = Literal["same-period", "earlier"]
# Without anything asked for: what is new this week.
_RECENT = timedelta(days=7)
# A season of ordinary news before a period, so that a week is not held against last year's.
_BEFORE = timedelta(days=90)


def with_background(wanted: Filter, tenant: Tenant, now: datetime) -> tuple[Filter, Filter, Against]:
    """The filter, its background (which holds its articles too), and what that is.

    - a filter by anything but time: everything that the tenant sees in the same period (``same-period``);
    - a period alone: everything that the tenant sees in it and in the 90 days before (``earlier``);
    - nothing at all: the last seven days, as a period.
    """
    everything = Filter(scope=wanted.scope, from_=wanted.from_, to=wanted.to, copies=wanted.copies)
    if wanted != everything:
        return wanted, everything, "same-period"
    if wanted.from_ is None and wanted.to is None:
        tomorrow = now.astimezone(tenant.zone).date() + timedelta(days=1)
        end = start_of_day(tomorrow, tenant.zone)
        everything = wanted.model_copy(update={"from_": end - _RECENT, "to": end})
    before = None if everything.from_ is None else everything.from_ - _BEFORE
    # Until a day: everything before is earlier; that leaves nothing to compare with but what came later.
    later = everything.to if before is not None else None
    return everything, everything.model_copy(update={"from_": before, "to": later}), "earlier"

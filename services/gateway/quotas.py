"""Quotas: requests per minute of a key and per day of a tenant, counted over all gateway processes.

The counters lie in the gateway's database (libraries of this kind keep theirs in Redis, memcached, MongoDB or
the memory of one process, none of which all processes of an installation share). A process sets a share aside
there and hands it out from memory, so that a request does not cost a write each: a quarter of what is left,
at most 100 requests, and single ones when a quota ends.

Error bound: all processes together never let more through than the quota (as long as their clocks agree on
the minute). One that finds the rest set aside by others refuses early: with n processes at most
(n - 1) × min(100, quota / 4) requests of a quota stay unused, and 100 of a day for each restart.
"""

from __future__ import annotations

import asyncio
import hashlib
import math
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from datetime import time as time_of_day
from typing import Literal

from sqlalchemy import text, update
from sqlalchemy.ext.asyncio import AsyncEngine

from services.gateway import tables
from services.gateway.tenants import Tenant

MINUTE, DAY = 60, 86_400
# Subjects remembered at once; whoever is forgotten only sets a share aside anew.
_REMEMBERED = 10_000
_SHARE, _LARGEST_SHARE = 4, 100

# The row is locked from here to the end of the transaction, and counts this period or a later one.
_OPEN = text(
    "INSERT INTO usage (subject, period, used) VALUES (:subject, :period, 0)"
    " ON CONFLICT (subject) DO UPDATE SET"
    " used = CASE WHEN usage.period < excluded.period THEN 0 ELSE usage.used END,"
    " period = CASE WHEN usage.period < excluded.period THEN excluded.period ELSE usage.period END"
    " RETURNING used"
)


@dataclass(frozen=True)
class Quota:
    """So many requests of a subject in a period of `window` seconds, which ends in `reset` seconds."""

    name: Literal["key", "tenant"]
    subject: str
    limit: int
    window: int
    period: int
    reset: int


@dataclass(frozen=True)
class Standing:
    """What is left of a quota, and whether this request was still within it."""

    quota: Quota
    remaining: int
    allowed: bool


@dataclass(frozen=True)
class Allowance:
    """The standing of every quota that a request counts for."""

    standings: tuple[Standing, ...]

    @property
    def refused(self) -> Standing | None:
        """The quota that is used up, if one is."""
        return next((standing for standing in self.standings if not standing.allowed), None)

    def headers(self) -> dict[str, str]:
        """What a client needs to stay within its quotas.

        RateLimit-Policy and RateLimit name all of them (draft-ietf-httpapi-ratelimit-headers-10);
        RateLimit-Limit, -Remaining and -Reset (the draft's older names, which most clients read) speak of the
        one with the fewest requests left. Retry-After (RFC 9110) when refused.
        """
        refused = self.refused
        tightest = refused or min(self.standings, key=lambda standing: standing.remaining)
        headers = {
            "RateLimit-Limit": str(tightest.quota.limit),
            "RateLimit-Remaining": str(tightest.remaining),
            "RateLimit-Reset": str(tightest.quota.reset),
            "RateLimit-Policy": ", ".join(
                f'"{one.quota.name}";q={one.quota.limit};w={one.quota.window}' for one in self.standings
            ),
            "RateLimit": ", ".join(
                f'"{one.quota.name}";r={one.remaining};t={one.quota.reset}' for one in self.standings
            ),
        }
        if refused is not None:
            headers["Retry-After"] = str(refused.quota.reset)
        return headers


@dataclass
class _Share:
    """What this process set aside of one period, and what lay unclaimed in the database then."""

    period: int
    limit: int
    mine: int = 0
    unclaimed: int | None = None
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    def spent(self) -> bool:
        return self.mine == 0 and self.unclaimed != 0


class Quotas:
    """Counts requests. `clock` gives seconds since 1970."""

    def __init__(
        self, engine: AsyncEngine, *, per_minute: int, per_day: int, clock: Callable[[], float] = time.time
    ) -> None:
        self._engine = engine
        self._per_minute = per_minute
        self._per_day = per_day
        self._clock = clock
        self._shares: OrderedDict[str, _Share] = OrderedDict()

    async def take(self, key_id: str, tenant: Tenant) -> Allowance:
        """Count one request of a key of a tenant; one that is refused counts for neither."""
        now = self._clock()
        minute = key_quota(key_id, self._per_minute, now)
        day = tenant_quota(tenant, self._per_day, now)
        of_key = await self._take(minute)
        if not of_key.allowed:
            return Allowance((of_key, self._standing(day)))
        of_tenant = await self._take(day)
        if not of_tenant.allowed:
            self._share(minute).mine += 1
            of_key = self._standing(minute)
        return Allowance((of_key, of_tenant))

    async def _take(self, quota: Quota) -> Standing:
        share = self._share(quota)
        if share.spent():
            async with share.lock:
                if share.spent():
                    share.mine, share.unclaimed = await self._set_aside(quota)
        allowed = share.mine > 0
        if allowed:
            share.mine -= 1
        return self._standing(quota, allowed=allowed)

    def _standing(self, quota: Quota, *, allowed: bool = True) -> Standing:
        share = self._share(quota)
        unclaimed = quota.limit if share.unclaimed is None else share.unclaimed
        return Standing(quota, share.mine + unclaimed, allowed)

    def _share(self, quota: Quota) -> _Share:
        share = self._shares.get(quota.subject)
        if share is None or (share.period, share.limit) != (quota.period, quota.limit):
            share = self._shares[quota.subject] = _Share(quota.period, quota.limit)
        self._shares.move_to_end(quota.subject)
        if len(self._shares) > _REMEMBERED:
            self._shares.popitem(last=False)
        return share

    async def _set_aside(self, quota: Quota) -> tuple[int, int]:
        async with self._engine.begin() as connection:
            row = {"subject": quota.subject, "period": quota.period}
            used = await connection.scalar(_OPEN, row) or 0
            left = max(0, quota.limit - used)
            share = min(left, max(1, min(_LARGEST_SHARE, left // _SHARE)))
            if share:
                await connection.execute(
                    update(tables.usage)
                    .where(tables.usage.c.subject == quota.subject)
                    .values(used=used + share)
                )
        return share, left - share


def key_quota(key_id: str, per_minute: int, now: float) -> Quota:
    """The quota of a key at `now`; the minutes of different keys begin at different seconds.

    Like every fixed window it lets twice the quota through around the border of two minutes.
    """
    # Shifted by the id, so that not all clients come back in the same second.
    shifted = now + hashlib.sha256(key_id.encode()).digest()[0] % MINUTE
    reset = math.ceil(MINUTE - shifted % MINUTE)
    return Quota("key", f"key:{key_id}", per_minute, MINUTE, int(shifted // MINUTE), reset)


def tenant_quota(tenant: Tenant, per_day: int, now: float) -> Quota:
    """The quota of a tenant on the day that it is in its own zone at `now`."""
    moment = datetime.fromtimestamp(now, tenant.zone)
    today = moment.date()
    midnight = datetime.combine(today + timedelta(days=1), time_of_day(), tenant.zone)
    reset = math.ceil((midnight.astimezone(UTC) - moment.astimezone(UTC)).total_seconds())
    limit = per_day if tenant.daily_quota is None else tenant.daily_quota
    return Quota("tenant", f"tenant:{tenant.id}", limit, DAY, today.toordinal(), reset)

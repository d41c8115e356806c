"""What pages with figures show: a region and a period, chosen in the address and carried to other pages.

The address says ``wilayah=64.08`` and ``hari=7|30|90`` or ``dari=2026-11-01&sampai=2026-11-15``; nothing
means the whole scope and the last 30 days.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import Depends, Query

from services.gateway.dashboard.clock import Now
from services.gateway.dashboard.visitor import SignedIn
from services.gateway.presentation.period import DAYS, LONGEST_DAYS, Period
from services.gateway.presentation.region_choice import Choice, choose
from services.gateway.tenants import Tenant
from shared.contracts.query import Filter

ROLLING = (7, DAYS, 90)
BACKWARDS = "Tanggal mulai harus sebelum tanggal akhir. Yang ditampilkan: 30 hari terakhir."
# Older news is not in the index, and the year 1 has no period before.
EARLIEST = date(2000, 1, 1)
TOO_EARLY = "Pilih tanggal sejak tahun 2000. Yang ditampilkan: 30 hari terakhir."
NO_DATE = "Tanggal itu tidak ada dalam kalender. Yang ditampilkan: 30 hari terakhir."
TOO_LONG = "Rentang paling panjang satu tahun. Yang ditampilkan: satu tahun sampai tanggal akhir."
FUTURE = "Tanggal itu belum tiba. Yang ditampilkan: 30 hari terakhir."


@dataclass(frozen=True)
class Selection:
    """The region and the period of a page; `problem` says what was wrong with the dates in the address."""

    tenant: Tenant
    region: Choice
    period: Period
    today: date
    problem: str = ""

    @property
    def address(self) -> dict[str, str]:
        """The parameters that carry this selection; what is usual is left out."""
        region = {"wilayah": self.region.code} if self.region.options else {}
        usual = self.period.rolling and self.period.length == DAYS
        return region | ({} if usual else self.period.address)

    @property
    def tail(self) -> str:
        """What addresses of other pages end with: ``?wilayah=64.08&hari=7``, or nothing."""
        return f"?{urlencode(self.address)}" if self.address else ""

    @property
    def region_address(self) -> dict[str, str]:
        """The parameters of the region alone: hidden in the form that chooses dates."""
        return {"wilayah": self.region.code} if self.region.options else {}

    @property
    def period_address(self) -> dict[str, str]:
        """The parameters of the period alone: hidden in the form that chooses a region."""
        return {name: value for name, value in self.address.items() if name != "wilayah"}

    def path(self, path: str, **more: Any) -> str:
        """An address with this selection and more parameters; one that is None is left out."""
        query = self.address | {name: value for name, value in more.items() if value is not None}
        return f"{path}?{urlencode(query, doseq=True)}" if query else path

    def rolling_path(self, path: str, days: int, **more: Any) -> str:
        """The same page for the last `days` days."""
        wanted = {} if days == DAYS else {"hari": str(days)}
        query = self.region_address | wanted | {n: v for n, v in more.items() if v is not None}
        return f"{path}?{urlencode(query, doseq=True)}" if query else path

    def filter(self, **fields: Any) -> Filter:
        """Articles about the region in the period, copies counted once; `fields` narrow or change it."""
        usual = {"from_": self.period.start, "to": self.period.end, "copies": "fold"}
        return self.filter_of_all_times(**(usual | fields))

    def filter_before(self, **fields: Any) -> Filter:
        """The same in the period before."""
        before = self.period.before
        return self.filter(**({"from_": before.start, "to": before.end} | fields))

    def filter_of_all_times(self, **fields: Any) -> Filter:
        """Articles about the region, not those that merely mention it, whenever they were published."""
        about = True if self.region.codes else None
        usual = {"scope": list(self.tenant.scope), "regions": list(self.region.codes), "about": about}
        return Filter(**(usual | fields))


def selection(
    visitor: SignedIn,
    now: Now,
    wilayah: Annotated[str | None, Query(max_length=20)] = None,
    hari: Annotated[str | None, Query(max_length=10)] = None,
    dari: Annotated[str | None, Query(max_length=10)] = None,
    sampai: Annotated[str | None, Query(max_length=10)] = None,
) -> Selection:
    """What the address selects (a FastAPI dependency)."""
    zone = visitor.tenant.zone
    period, problem = chosen_period(now, zone, hari, dari, sampai)
    region = choose(visitor.tenant.scope, wilayah)
    return Selection(visitor.tenant, region, period, now.astimezone(zone).date(), problem)


Selected = Annotated[Selection, Depends(selection)]


def chosen_period(
    now: datetime, zone: tzinfo, days: str | None, first: str | None, last: str | None
) -> tuple[Period, str]:
    """The period that an address names, and what was wrong with it; never later than today.

    Given dates win over a number of days; one date alone reaches to today, or is the end of 30 days.
    """
    usual = Period.ending(now, zone)
    if not first and not last:
        wanted = int(days) if days and days.isascii() and days.isdigit() else DAYS
        return (Period.ending(now, zone, wanted), "") if 1 <= wanted <= LONGEST_DAYS else (usual, "")
    try:
        end = date.fromisoformat(last) if last else usual.last
        start = date.fromisoformat(first) if first else end - timedelta(days=DAYS - 1)
    except (ValueError, OverflowError):
        return usual, NO_DATE
    if start > usual.last:
        return usual, FUTURE
    end = min(end, usual.last)
    if start > end:
        return usual, BACKWARDS
    if start < EARLIEST:
        return usual, TOO_EARLY
    if (end - start).days >= LONGEST_DAYS:
        return Period(end - timedelta(days=LONGEST_DAYS - 1), end, zone), TOO_LONG
    return Period(start, end, zone), ""

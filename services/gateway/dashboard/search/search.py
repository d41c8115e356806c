"""A search as its address says it: words, filters, order; read from the address and written back to it.

Other pages link here with a Selection: ``chosen.path("/cari", nada="negatif", topik="kesehatan")`` counts
what they count, because the same things go without saying: 30 days, about the region, copies folded.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any, get_args
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from starlette.datastructures import QueryParams

from services.gateway.dashboard.selection import Selection
from services.gateway.presentation.period import DAYS
from services.gateway.times import BadTime, lower_bound
from shared.contracts.article import Kind
from shared.contracts.enrichment import TONES, TOPICS
from shared.contracts.query import Filter, Mode, Sort

PATH = "/cari"
ALL_TIMES = "semua"
# More values of one field than this are no search by hand, and a long address.
MOST_VALUES = 50
# What a name or an id of an outlet may have; beyond it nothing is found anyway.
LONGEST_VALUE = 200

SORTS: dict[str, Sort] = {"terbaru": "published", "cocok": "relevance", "masuk": "seen"}
MODES: dict[str, Mode] = {"teks": "text", "gabungan": "hybrid", "makna": "semantic"}
ABOUT: dict[str, bool | None] = {"tentang": True, "disebut": False, "semua": None}
COPIES = ("lipat", "semua")

_USUAL = (("hari", str(DAYS)), ("urut", "terbaru"), ("lingkup", "tentang"), ("salinan", "lipat"))
_CHOICES: dict[str, tuple[str, ...]] = {"nada": TONES, "topik": TOPICS, "jenis": get_args(Kind)}
# Parameter → field of the filter; each may be repeated, its values are ORed.
LISTS = {
    "nada": "tones",
    "topik": "topics",
    "sumber": "sources",
    "jenis": "kinds",
    "bahasa": "langs",
    "tokoh": "persons",
}


@dataclass(frozen=True)
class Search:
    """What is looked for. Names of fields are the parameters of the address; defaults are left out there.

    `wilayah` is empty for everything that the tenant sees; `waktu` are the parameters of the period, none for
    the last 30 days; `terlihat` since when an article must have been first seen, a day or an RFC 3339 time.
    `unknown` are values of the address that mean nothing and were left out.
    """

    q: str = ""
    wilayah: str = ""
    waktu: tuple[tuple[str, str], ...] = ()
    nada: tuple[str, ...] = ()
    topik: tuple[str, ...] = ()
    sumber: tuple[str, ...] = ()
    jenis: tuple[str, ...] = ()
    bahasa: tuple[str, ...] = ()
    tokoh: tuple[str, ...] = ()
    cerita: str = ""
    terlihat: str = ""
    lingkup: str = "tentang"
    salinan: str = "lipat"
    urut: str = "terbaru"
    cara: str = ""
    unknown: tuple[str, ...] = ()

    @property
    def all_times(self) -> bool:
        """Whether the period does not matter."""
        return self.waktu == (("hari", ALL_TIMES),)

    @property
    def sort(self) -> Sort:
        """The order; a search by meaning knows one only."""
        return "relevance" if self.by_meaning else SORTS[self.urut]

    @property
    def mode(self) -> Mode | None:
        """How words are matched; None: as goes with the order."""
        return MODES.get(self.cara)

    @property
    def by_meaning(self) -> bool:
        """Whether nearness of meaning orders."""
        return self.cara in ("gabungan", "makna")

    @property
    def ranked(self) -> bool:
        """Whether the best come first, not the newest."""
        return self.sort == "relevance"

    @property
    def narrowed(self) -> bool:
        """Whether anything but region and time narrows."""
        return bool(self.q or self.cerita or self.terlihat or any(self.values(name) for name in LISTS))

    def seen_from(self, zone: ZoneInfo) -> datetime | None:
        """Since when an article must have been first seen; days begin in `zone`."""
        return lower_bound(self.terlihat, zone) if self.terlihat else None

    def filter(self, chosen: Selection) -> Filter:
        """The articles that are looked for, within the tenant's scope."""
        wanted: dict[str, Any] = {field: list(self.values(name)) for name, field in LISTS.items()}
        wanted |= {
            "q": self.q or None,
            "story": self.cerita or None,
            "seen_from": self.seen_from(chosen.tenant.zone),
            "copies": "fold" if self.salinan == "lipat" else "include",
        }
        if self.lingkup != "tentang":
            wanted["about"] = ABOUT[self.lingkup]
        return chosen.filter_of_all_times(**wanted) if self.all_times else chosen.filter(**wanted)

    def pairs(self, *, without: tuple[str, ...] = ()) -> list[tuple[str, str]]:
        """The parameters of the address in their order, what goes without saying left out."""
        found: list[tuple[str, str]] = []
        for field in fields(self):
            value = getattr(self, field.name)
            if field.name in (*without, "unknown") or value == field.default:
                continue
            if field.name == "waktu":
                found += value
            elif isinstance(value, tuple):
                found += [(field.name, each) for each in value]
            else:
                found.append((field.name, value))
        return found

    def path(self, path: str = PATH, **changes: Any) -> str:
        """The address of this search with changes."""
        query = urlencode(replace(self, **changes).pairs())
        return f"{path}?{query}" if query else path

    def values(self, name: str) -> tuple[str, ...]:
        """The values of a repeatable field."""
        found: tuple[str, ...] = getattr(self, name)
        return found

    def with_values(self, name: str, values: Iterable[str]) -> Search:
        """The search with other values of a repeatable field."""
        changes: dict[str, Any] = {name: tuple(values)}
        return replace(self, **changes)

    def with_value(self, name: str, value: str) -> str:
        """The address with one more value of a repeatable field."""
        return self.with_values(name, (*self.values(name), value)).path()

    def without_value(self, name: str, value: str) -> str:
        """The address without one value of a repeatable field."""
        return self.with_values(name, (each for each in self.values(name) if each != value)).path()


def search_of(params: QueryParams, chosen: Selection) -> Search:
    """The search that an address says; what it says wrongly is left out and named in `unknown`."""
    unknown: list[str] = []

    def one(name: str, allowed: dict[str, Any] | tuple[str, ...], default: str) -> str:
        value = _clean(params.get(name, ""))
        if value and value not in allowed:
            unknown.append(f"{name}={value}")
            return default
        return value or default

    def several(name: str) -> tuple[str, ...]:
        values = dict.fromkeys(_clean(value)[:LONGEST_VALUE] for value in params.getlist(name))
        allowed = _CHOICES.get(name)
        wrong = [value for value in values if value and allowed and value not in allowed]
        unknown.extend(f"{name}={value}" for value in wrong)
        return tuple(value for value in values if value and value not in wrong)[:MOST_VALUES]

    def moment(name: str) -> str:
        value = _clean(params.get(name, ""))
        try:
            return value if value and lower_bound(value, chosen.tenant.zone) else ""
        except BadTime:
            unknown.append(f"{name}={value}")
            return ""

    lists = {name: several(name) for name in LISTS}
    return Search(
        q=_clean(params.get("q", "")),
        wilayah=_region(chosen),
        waktu=_time(params, chosen),
        cerita=_clean(params.get("cerita", ""))[:LONGEST_VALUE],
        terlihat=moment("terlihat"),
        lingkup=one("lingkup", ABOUT, "tentang"),
        salinan=one("salinan", COPIES, "lipat"),
        urut=one("urut", SORTS, "terbaru"),
        cara=one("cara", MODES, ""),
        unknown=tuple(unknown),
        **lists,
    )


def tidied(params: QueryParams) -> str | None:
    """The query of an address without what a form sends needlessly; None when there is nothing of that.

    Fields that were left empty or as usual, and dates beside a number of days: who changes that means it.
    """
    kept = [(name, value) for name, value in params.multi_items() if value.strip()]
    if any(name == "hari" for name, _ in kept):
        kept = [(name, value) for name, value in kept if name not in ("dari", "sampai")]
    kept = [pair for pair in kept if pair not in _USUAL]
    return None if len(kept) == len(params.multi_items()) else urlencode(kept)


def _region(chosen: Selection) -> str:
    """The chosen region when it is a part of what the tenant sees."""
    region = chosen.region
    return region.code if region.options and region.code not in (ALL_TIMES, *chosen.tenant.scope) else ""


def _time(params: QueryParams, chosen: Selection) -> tuple[tuple[str, str], ...]:
    given = any(params.get(name) for name in ("dari", "sampai"))
    if params.get("hari") == ALL_TIMES and not given:
        return (("hari", ALL_TIMES),)
    return tuple((name, value) for name, value in chosen.period_address.items())


def _clean(text: str) -> str:
    return text.replace("\x00", "").strip()

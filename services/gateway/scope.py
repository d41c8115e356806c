"""A tenant's scope: the region codes it sees, checked against the table of regions."""

from __future__ import annotations

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from shared.regions import WHOLE_COUNTRY, Region, load_regions

# Of visitors from nowhere in particular: the zone of the capital.
_DEFAULT_TIMEZONE = "Asia/Jakarta"


def unknown_codes(codes: Iterable[str]) -> list[str]:
    """Those of the codes that are no region (ID, the whole country, is one)."""
    table = load_regions()
    return [code for code in codes if code != WHOLE_COUNTRY and code not in table]


def timezone_of(code: str) -> str:
    """The IANA zone of a region; the capital's for ID and for unknown codes."""
    table = load_regions()
    return table.get(code).timezone if code in table else _DEFAULT_TIMEZONE


def is_timezone(name: str) -> bool:
    """Whether this is the name of an IANA zone."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True


def sees(scope: Iterable[str], code: str | None) -> bool:
    """Whether a scope covers a region; None (no region) is covered by ID alone."""
    return load_regions().in_scope(code, scope)


def regions_within(scope: Iterable[str]) -> list[Region]:
    """Every province, regency and city of a scope, in order of code."""
    prefixes = tuple(scope)
    return sorted((r for r in load_regions() if sees(prefixes, r.code)), key=lambda region: region.code)


def name_of(code: str) -> str:
    """The name of a region, Indonesia for ID; the code itself when it is unknown here."""
    if code == WHOLE_COUNTRY:
        return "Indonesia"
    table = load_regions()
    return table.get(code).name if code in table else code

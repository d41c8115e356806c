"""Which region a page shows: what the reader asked for, kept within the tenant's scope."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from shared.regions import WHOLE_COUNTRY, load_regions


@dataclass(frozen=True)
class Option:
    """One entry of the region picker; `group` is the province it stands under, empty at the top."""

    code: str
    name: str
    group: str = ""


@dataclass(frozen=True)
class Choice:
    """The region on the page. `codes` restricts a query; empty means everything the scope allows."""

    code: str
    name: str
    codes: tuple[str, ...]
    options: tuple[Option, ...]

    @property
    def tail(self) -> str:
        """What addresses of other pages carry, so that the way back leads to this region."""
        return f"?{urlencode({'wilayah': self.code})}" if self.options else ""


ALL = "semua"


def choose(scope: Sequence[str], wanted: str | None) -> Choice:
    """The wanted region when the scope covers it; otherwise the whole scope."""
    table = load_regions()
    if wanted and wanted != ALL and wanted in table and table.in_scope(wanted, scope):
        return Choice(wanted, region_name(wanted), (wanted,), _options(scope, wanted))
    if WHOLE_COUNTRY in scope:
        return Choice(ALL, "Seluruh Indonesia", (), _options(scope, None))
    if len(scope) == 1:
        return Choice(scope[0], region_name(scope[0]), (scope[0],), _options(scope, scope[0]))
    return Choice(ALL, f"{len(scope)} wilayah Anda", tuple(scope), _options(scope, None))


def region_name(code: str) -> str:
    """The official name, a province with its kind; an unknown code stays as it is."""
    table = load_regions()
    if code not in table:
        return code
    region = table.get(code)
    return f"Provinsi {region.name}" if region.kind == "province" else region.name


def _options(scope: Sequence[str], chosen: str | None) -> tuple[Option, ...]:
    """The scope's regions; a province with its regencies, the country with its provinces.

    From the country one chooses a province first, then one of its regencies: 514 names in a list help nobody.
    """
    table = load_regions()
    if WHOLE_COUNTRY in scope:
        options = [Option(ALL, "Seluruh Indonesia")]
        options += [Option(province.code, region_name(province.code)) for province in table.children()]
        return tuple(options + (_regencies(chosen[:2]) if chosen else []))
    options = [Option(ALL, "Semua wilayah Anda")] if len(scope) > 1 else []
    for code in scope:
        options.append(Option(code, region_name(code)))
        options += _regencies(code)
    return tuple(options) if len(options) > 1 else ()


def _regencies(province: str) -> list[Option]:
    table = load_regions()
    group = region_name(province)
    return [Option(region.code, region.name, group) for region in table.children(province)]

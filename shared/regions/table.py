"""The table of regions: provinces, regencies and cities with their districts, and every name they go by."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Literal

from shared.regions.names import name_key, short_name, spellings, word_key

RegionKind = Literal["province", "kabupaten", "kota"]
NameSource = Literal["name", "abbreviation", "seat", "district", "village"]

WHOLE_COUNTRY = "ID"
"""The scope that covers every region, and what has none."""

# Presidential Decree 41/1987 as amended with the provinces that were founded since.
_WITA = {"51", "52", "53", "63", "64", "65", "71", "72", "73", "74", "75", "76"}
_WIT = {"81", "82", "91", "92", "93", "94", "95", "96"}


@dataclass(frozen=True, slots=True)
class Region:
    """A province, regency (kabupaten) or city (kota) by Kemendagri code; `timezone` is an IANA name."""

    code: str
    name: str
    kind: RegionKind
    short_name: str
    timezone: str


@dataclass(frozen=True, slots=True)
class NameEntry:
    """What a name may mean: a region, by its own name, a short form, its seat, a district or a village."""

    code: str
    source: NameSource
    written: str


def _timezone(code: str) -> str:
    province = code[:2]
    if province in _WITA:
        return "Asia/Makassar"
    return "Asia/Jayapura" if province in _WIT else "Asia/Jakarta"


def _kind(code: str) -> RegionKind:
    if len(code) == 2:
        return "province"
    # In Kemendagri's scheme the second part is 71 and up for cities.
    return "kota" if int(code[3:5]) >= 71 else "kabupaten"


class RegionTable:
    """All regions by code and by name. Built once by `load_regions`."""

    def __init__(
        self, regions: Iterable[tuple[str, str]], names: Iterable[tuple[str, str, NameSource]]
    ) -> None:
        self._regions = {
            code: Region(code, name, _kind(code), short_name(code, name), _timezone(code))
            for code, name in regions
        }
        self._short_forms: dict[str, list[str]] = defaultdict(list)
        self._children: dict[str, list[Region]] = defaultdict(list)
        for region in self._regions.values():
            self._children[region.code[:2] if len(region.code) > 2 else WHOLE_COUNTRY].append(region)
        index: dict[str, dict[tuple[str, NameSource], NameEntry]] = defaultdict(dict)
        for region in self._regions.values():
            for key in spellings(region.short_name) | {name_key(region.name)}:
                index[key][(region.code, "name")] = NameEntry(region.code, "name", region.short_name)
        for written, code, source in names:
            if source == "abbreviation":
                self._short_forms[code].append(written)
            for key in spellings(written):
                index[key].setdefault((code, source), NameEntry(code, source, written))
        self._names = {key: tuple(entries.values()) for key, entries in index.items()}
        self._first_words = frozenset(key.split()[0] for key in self._names)
        self.longest_name = max(len(key.split()) for key in self._names)

    def __iter__(self) -> Iterator[Region]:
        return iter(self._regions.values())

    def __contains__(self, code: object) -> bool:
        return code in self._regions

    def get(self, code: str) -> Region:
        """The region of a code; KeyError when there is none."""
        return self._regions[code]

    def children(self, code: str = WHOLE_COUNTRY) -> list[Region]:
        """The regencies of a province, the provinces of the country ("ID"), nothing for a regency."""
        return list(self._children.get(code, ()))

    def short_forms(self, code: str) -> list[str]:
        """Short forms and other spellings of a region's name, as officials and media write them."""
        return list(self._short_forms.get(code, ()))

    def province_of(self, code: str) -> Region:
        """The province a region lies in (itself for a province); KeyError when the code is unknown."""
        return self._regions[self._regions[code].code[:2]]

    def named(self, text: str) -> tuple[NameEntry, ...]:
        """Everything a name may mean, in any spelling; empty when no region, seat or district bears it."""
        return self._names.get(name_key(text), ())

    def begins_name(self, word: str) -> bool:
        """Whether any name begins with this word: most words need no further look."""
        return word_key(word) in self._first_words

    @staticmethod
    def in_scope(code: str | None, prefixes: Iterable[str]) -> bool:
        """Whether a scope covers a region: "64" covers 64.08; "ID" covers all, also what has no region."""
        for prefix in prefixes:
            if prefix == WHOLE_COUNTRY:
                return True
            if code is not None and (code == prefix or code.startswith(prefix + ".")):
                return True
        return False


def _rows(file: str) -> list[list[str]]:
    text = files("shared.regions").joinpath("data", file).read_text(encoding="utf-8")
    return list(csv.reader(text.splitlines()))[1:]


@lru_cache(maxsize=1)
def load_regions() -> RegionTable:
    """The table, read from the data files on first use (about 0.1 s) and kept."""
    regions = [(code, name) for code, name in _rows("provinces.csv")]
    regions += [(code, name) for code, _, name in _rows("regencies.csv")]
    names: list[tuple[str, str, NameSource]] = []
    names += [(written, code, "abbreviation") for written, code in _rows("abbreviations.csv")]
    names += [(written, code, "seat") for written, code in _rows("seats.csv")]
    names += [(written, regency, "district") for _, regency, written in _rows("districts.csv")]
    return RegionTable(regions, names)

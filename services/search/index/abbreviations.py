"""Short forms and what they stand for: "Kutim" finds "Kutai Timur", and the other way round.

Those of local government (offices, posts, plans, programmes) are listed in abbreviations.csv, reviewed by
hand: each has one meaning in local news. Left out are those that mean several things (TPA, TPS, BKD, UKM),
are words or names besides (Bpk., Dak, Dau), or whose full form begins another's (DPR).

The names of regions come from their table (shared/regions). A name finds another unless that may mean a
region of another province or an ordinary word: "Kutai Timur" finds "Kutim", but "Musi Rawas" does not find
"Mura", which is Murung Raya too. A short form that is no ordinary word finds every name that it may stand
for. A word of the full name ("Penajam") is no name of its own here: whoever looks for it finds the full name.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

from services.search.index.analysis import STOP_WORDS, words
from shared.regions import Region, load_regions, ordinary_words

Name: TypeAlias = tuple[str, ...]

_LIST = Path(__file__).with_name("abbreviations.csv")
# Short forms that the table of regions knows to be unsure; whoever searches for them means the word.
_WORDS = frozenset({"benteng", "mitra", "oi", "sala", "tuba"})


@lru_cache(maxsize=10_000)  # the names that a month's queries hold; an entry takes some 200 bytes
def other_names(name: Name) -> tuple[Name, ...]:
    """The other names of what is called so, as folded words; empty when none are known."""
    return _table().get(name, ())


@lru_cache(maxsize=1)
def longest_name() -> int:
    """How many words the longest name has that has others."""
    return max(len(name) for name in _table())


@lru_cache(maxsize=1)
def _table() -> dict[Name, tuple[Name, ...]]:
    return _listed() | _of_regions()


def _listed() -> dict[Name, tuple[Name, ...]]:
    """Short form → full forms and full form → short forms, of the list."""
    found: defaultdict[Name, list[Name]] = defaultdict(list)
    with _LIST.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            short, full = _folded(row["short"]), _folded(row["full"])
            found[short].append(full)
            found[full].append(short)
    return {name: _shortest(others, name) for name, others in found.items()}


def _of_regions() -> dict[Name, tuple[Name, ...]]:
    called: defaultdict[Name, dict[str, Region]] = defaultdict(dict)
    for region in load_regions():
        for name in _names(region):
            called[name][region.code] = region
    table = {}
    for name, regions in called.items():
        found = [other for region in regions.values() for other in _found_names(region) if other != name]
        others = _shortest(found, name)
        if others and not _is_word(" ".join(name)):
            table[name] = others
    return table


def _full_names(region: Region) -> list[Name]:
    """The names in full; "DI Yogyakarta" is left out, which in a query is "in Yogyakarta"."""
    written = [region.short_name, *([region.name] if region.kind == "province" else [])]
    return [name for name in map(_folded, written) if name[0] not in STOP_WORDS]


def _names(region: Region) -> list[Name]:
    full = _full_names(region)
    names = [*full, *map(_folded, load_regions().short_forms(region.code))]
    names += [("kep", *name[1:]) for name in full if name[0] == "kepulauan"]
    parts = {(word,) for name in full if len(name) > 1 for word in name}
    return [name for name in dict.fromkeys(names) if name[0] not in STOP_WORDS and name not in parts]


def _found_names(region: Region) -> list[Name]:
    """The names that stand for this region and nothing else; the full ones always do."""
    full = _full_names(region)
    return [name for name in _names(region) if name in full or _is_certain(name, region)]


def _is_certain(name: Name, region: Region) -> bool:
    written = " ".join(name)
    provinces = {entry.code[:2] for entry in load_regions().named(written)}
    return written not in ordinary_words() and provinces <= {region.code[:2]}


def _is_word(written: str) -> bool:
    return written in _WORDS or ordinary_words().get(written, "short") != "short"


def _shortest(names: Iterable[Name], besides: Name) -> tuple[Name, ...]:
    """The names that no other of them, nor `besides`, stands in: what finds the short one finds the long."""
    distinct = list(dict.fromkeys(names))
    return tuple(
        name
        for name in distinct
        if not any(_stands_in(other, name) for other in [besides, *distinct] if other != name)
    )


def _stands_in(part: Name, name: Name) -> bool:
    return any(name[start : start + len(part)] == part for start in range(len(name) - len(part) + 1))


def _folded(written: str) -> Name:
    return tuple(words(written))

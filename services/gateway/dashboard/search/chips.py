"""The filters that are on, each with the address of the search without it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from services.gateway.dashboard.search.search import LISTS, Search
from services.gateway.dashboard.search.words import FIELD_NAMES, value_name
from services.gateway.presentation.dates import said


@dataclass(frozen=True)
class Chip:
    """A filter in words; `without` is the address that drops it."""

    text: str
    without: str


def chips(search: Search, sources: Mapping[str, str], now: datetime, zone: ZoneInfo) -> list[Chip]:
    """One for each value, times as seen from `now` in `zone`.

    Words, period and order have their own place on the page.
    """
    found = []
    if search.wilayah:
        found.append(Chip(value_name("wilayah", search.wilayah, sources), search.path(wilayah="")))
    for name in LISTS:
        for value in search.values(name):
            text = f"{FIELD_NAMES[name]}: {value_name(name, value, sources)}"
            found.append(Chip(text, search.without_value(name, value)))
    if search.cerita:
        found.append(Chip("Satu cerita saja", search.path(cerita="")))
    seen_from = search.seen_from(zone)
    if seen_from is not None:
        text = f"Pertama terlihat sejak {said(seen_from, now, zone)}"
        found.append(Chip(text, search.path(terlihat="")))
    if search.lingkup == "disebut":
        found.append(Chip("Hanya menyebut wilayah", search.path(lingkup="tentang")))
    if search.lingkup == "semua":
        found.append(Chip("Termasuk yang hanya menyebut wilayah", search.path(lingkup="tentang")))
    if search.salinan == "semua":
        found.append(Chip("Termasuk salinan", search.path(salinan="lipat")))
    return found

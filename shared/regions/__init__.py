"""Provinces, regencies, districts and villages of Indonesia: codes, names, abbreviations, time zones."""

from shared.regions.ordinary import ordinary_words
from shared.regions.table import WHOLE_COUNTRY, NameEntry, Region, RegionKind, RegionTable, load_regions
from shared.regions.villages import VillageNames, load_villages

__all__ = [
    "WHOLE_COUNTRY",
    "NameEntry",
    "Region",
    "RegionKind",
    "RegionTable",
    "VillageNames",
    "load_regions",
    "load_villages",
    "ordinary_words",
]

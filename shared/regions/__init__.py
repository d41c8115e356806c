"""Provinces, regencies and districts of Indonesia: codes, names, abbreviations, time zones."""

from shared.regions.table import WHOLE_COUNTRY, NameEntry, Region, RegionKind, RegionTable, load_regions

__all__ = ["WHOLE_COUNTRY", "NameEntry", "Region", "RegionKind", "RegionTable", "load_regions"]

"""The words for filters: what a field and its values are called, in chips, facets and sentences."""

from __future__ import annotations

from collections.abc import Mapping

from services.gateway.presentation.region_choice import region_name
from services.gateway.presentation.source_names import name_of
from services.gateway.presentation.wording import KIND_NAMES, tone_name, topic_name

FIELD_NAMES = {
    "wilayah": "Wilayah",
    "nada": "Nada",
    "topik": "Topik",
    "sumber": "Media",
    "jenis": "Jenis",
    "bahasa": "Bahasa",
    "tokoh": "Tokoh",
    "cerita": "Cerita",
}
LANGUAGE_NAMES = {
    "id": "Indonesia",
    "en": "Inggris",
    "ms": "Melayu",
    "jv": "Jawa",
    "su": "Sunda",
    "ban": "Bali",
    "bjn": "Banjar",
    "bug": "Bugis",
    "min": "Minangkabau",
    "ar": "Arab",
    "zh": "Tionghoa",
    "und": "Tidak dikenali",
}


def value_name(field: str, value: str, sources: Mapping[str, str]) -> str:
    """What people call a value; `sources` are the names of outlets by their ids."""
    match field:
        case "nada":
            return tone_name(value)
        case "topik":
            return topic_name(value)
        case "sumber":
            return name_of(value, sources)
        case "jenis":
            return KIND_NAMES.get(value, value)
        case "bahasa":
            return LANGUAGE_NAMES.get(value, value)
        case "wilayah":
            return region_name(value)
        case "cerita":
            return "satu cerita saja"
    return value

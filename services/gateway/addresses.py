"""Values that requests carry in several places: web addresses, regions, time zones, fields to leave out."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, WithJsonSchema

from services.gateway.scope import is_timezone, unknown_codes
from shared.regions import WHOLE_COUNTRY


def left_out(schema: dict[str, Any]) -> None:
    """For `json_schema_extra`: the default only stands for what was not given; no value of the field."""
    schema.pop("default", None)


def _web_address(text: str) -> str:
    try:
        parts = urlsplit(text)
        whole = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        whole = False
    if not whole:
        raise ValueError("harus alamat http atau https")
    return text


def _time_zone(text: str) -> str:
    if not is_timezone(text):
        raise ValueError("bukan zona waktu IANA, mis. Asia/Makassar")
    return text


def _home_region(code: str) -> str:
    if code == WHOLE_COUNTRY or unknown_codes([code]):
        raise ValueError("bukan kode wilayah, mis. 64 atau 64.08")
    return code


HomeRegion = Annotated[
    str,
    AfterValidator(_home_region),
    WithJsonSchema({"type": "string", "format": "gaung-home-region"}),
]
WebAddress = Annotated[
    str,
    AfterValidator(_web_address),
    WithJsonSchema({"type": "string", "format": "uri", "pattern": "^https?://"}),
]
TimeZone = Annotated[str, AfterValidator(_time_zone)]

"""Values that requests carry in several places: web addresses, time zones, fields that may be left out."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator

from services.gateway.scope import is_timezone


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


WebAddress = Annotated[str, AfterValidator(_web_address)]
TimeZone = Annotated[str, AfterValidator(_time_zone)]

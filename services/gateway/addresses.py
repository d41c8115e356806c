"""Values that requests carry in several places: web addresses, regions, time zones, fields to leave out."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import AfterValidator, WithJsonSchema

from services.gateway.scope import is_timezone, unknown_codes
from shared.regions import WHOLE_COUNTRY


def left_out(schema: dict[str, Any]) -> None:
    """For `json_schema_extra`: the default only stands for what was not given; no value of the field."""
    schema.pop("default", None)


# A host in any script, a port from 1 to 65535, and a path without spaces. What the document promises and what
# is accepted are one expression, read alike by Python and ECMAScript.
_PORT = "[1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5]"
_WEB_ADDRESS = rf"^https?://[^\x00-\x20\x7f/?#:@\[\]\\%]+(:({_PORT}))?([/?#][^\x00-\x20\x7f]*)?$"


def _web_address(text: str) -> str:
    if not re.fullmatch(_WEB_ADDRESS, text):
        raise ValueError("harus alamat http atau https, tanpa spasi")
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
    WithJsonSchema({"type": "string", "format": "gaung-web-address", "pattern": _WEB_ADDRESS}),
]
TimeZone = Annotated[str, AfterValidator(_time_zone)]

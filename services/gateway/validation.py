"""What pydantic says about a request, in the words of the API: where, which name, which character, why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, get_args

from services.gateway.problems import InvalidValue

Place = Literal["query", "path", "header", "body"]

# pydantic's error types → a message for the user; the names in braces come from the error's context.
_MESSAGES = {
    "missing": "wajib diisi",
    "extra_forbidden": "tidak dikenal",
    "literal_error": "pilihannya: {expected}",
    "enum": "pilihannya: {expected}",
    "int_parsing": "harus bilangan bulat",
    "int_type": "harus bilangan bulat",
    "bool_parsing": "harus true atau false",
    "bool_type": "harus true atau false",
    "float_parsing": "harus bilangan",
    "float_type": "harus bilangan",
    "int_from_float": "harus bilangan bulat",
    "union_tag_not_found": "wajib memuat {discriminator}",
    "union_tag_invalid": "{discriminator}: pilihannya {expected_tags}",
    "string_type": "harus teks",
    # Halves of surrogate pairs, which JSON can write and no text holds.
    "string_unicode": "memuat karakter yang tidak sah",
    "string_too_short": "terlalu pendek, paling sedikit {min_length} karakter",
    "string_too_long": "terlalu panjang, paling banyak {max_length} karakter",
    "string_pattern_mismatch": "bentuknya tidak sesuai",
    "greater_than_equal": "paling kecil {ge}",
    "less_than_equal": "paling besar {le}",
    "too_short": "terlalu sedikit, paling sedikit {min_length}",
    "too_long": "terlalu banyak, paling banyak {max_length}",
    "timezone_aware": "waktu harus menyebut zonanya, mis. 2026-08-17T10:00:00+08:00",
    "datetime_type": "harus teks berisi waktu RFC 3339, mis. 2026-08-17T10:00:00+08:00",
    "datetime_parsing": "bukan waktu RFC 3339, mis. 2026-08-17T10:00:00+08:00",
    "datetime_from_date_parsing": "bukan waktu RFC 3339, mis. 2026-08-17T10:00:00+08:00",
    "date_type": "bukan tanggal, mis. 2026-08-17",
    "date_parsing": "bukan tanggal, mis. 2026-08-17",
    "date_from_datetime_parsing": "bukan tanggal, mis. 2026-08-17",
    "date_from_datetime_inexact": "harus tanggal tanpa jam, mis. 2026-08-17",
    "int_parsing_size": "bilangannya terlalu besar",
    "json_invalid": "bukan JSON",
    "model_attributes_type": "harus objek JSON; kirim Content-Type: application/json",
    "dict_type": "harus objek JSON",
    "model_type": "harus objek JSON",
    "list_type": "harus daftar",
}
# Of the kinds that no request has brought about yet.
_UNREADABLE = "tidak dapat dibaca"


def invalid_values(errors: Sequence[Mapping[str, Any]]) -> list[InvalidValue]:
    """The refused values among pydantic's errors, in their order."""
    return [_invalid_value(error) for error in errors]


def _invalid_value(error: Mapping[str, Any]) -> InvalidValue:
    place, *path = error["loc"]
    where: Place = place if place in get_args(Place) else "body"
    if error["type"] == "json_invalid":
        position = path[0] if path and isinstance(path[0], int) else None
        return InvalidValue(in_=where, name="body", position=position, message=_message(error), hint=None)
    if where == "query":
        # An element of a repeated parameter: its index tells a client nothing.
        path = path[:1]
    name = ".".join(str(part) for part in path) or where
    return InvalidValue(in_=where, name=name, position=None, message=_message(error), hint=None)


def _message(error: Mapping[str, Any]) -> str:
    context = error.get("ctx") or {}
    if error["type"] == "value_error":
        # Raised by validators of our own, in the user's language.
        return str(context.get("error", _UNREADABLE))
    told = {name: _plainly(value) if isinstance(value, str) else value for name, value in context.items()}
    try:
        return _MESSAGES.get(error["type"], _UNREADABLE).format_map(told)
    except KeyError:
        return _UNREADABLE


def _plainly(text: str) -> str:
    """pydantic's ``'positif', 'netral' or 'negatif'`` as a person would write it."""
    return text.replace("'", "").replace(" or ", " atau ")

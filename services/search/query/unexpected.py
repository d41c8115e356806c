"""Why the grammar cannot go on: the place, the reason in the user's terms, and what to write instead."""

from __future__ import annotations

import re
from typing import cast

from lark import Token
from lark.exceptions import UnexpectedCharacters, UnexpectedInput, UnexpectedToken

from services.search.query.errors import QuerySyntaxError
from services.search.query.fields import EXAMPLES

_ENDS_IN_OPERATOR = re.compile(r'(?:^|[\s()"])(OR|AND)$')
_ENDS_IN_FIELD = re.compile(r"(?:^|[\s(\-])([A-Za-z_]+):$")
_QUOTE_IT = "atau tulis dalam tanda kutip bila itu yang dicari."


def problem_of(error: UnexpectedInput, text: str) -> QuerySyntaxError:
    """The problem of a text that the grammar does not recognise."""
    if isinstance(error, UnexpectedCharacters):
        position = min(error.pos_in_stream or 0, len(text) - 1)
        return _sign(text[position], position, text)
    token: Token = cast(UnexpectedToken, error).token
    if token.type == "$END":
        return _end(text)
    position = token.start_pos or 0
    before = text[:position].rstrip()
    missing = _missing_after(before, position)
    if token.type == "_MINUS":
        return _sign("-", position, text)
    if missing is not None:
        return missing
    if token.type == "_CLOSE":
        return QuerySyntaxError(position, "Kurung ditutup tetapi tidak dibuka.", f"Hapus ) ini, {_QUOTE_IT}")
    return QuerySyntaxError(
        position, f"Sebelum {token} harus ada kata.", f"Tulis misalnya banjir {token} longsor, {_QUOTE_IT}"
    )


def _sign(sign: str, position: int, text: str) -> QuerySyntaxError:
    if sign == '"':
        inside = text[position + 1 :].strip()
        shown = f"{inside[:40]}…" if len(inside) > 40 else inside or "air bersih"
        return QuerySyntaxError(
            position, "Tanda kutip dibuka tetapi tidak ditutup.", f'Tambahkan " di akhir frasa: "{shown}".'
        )
    field = _ENDS_IN_FIELD.search(text[:position].rstrip())
    if field is not None:
        name = field.group(1)
        return QuerySyntaxError(
            position,
            "Tanda - tidak boleh setelah titik dua.",
            f"Tulis di depan kolom: -{EXAMPLES.get(name.lower(), f'{name}:…')}.",
        )
    return QuerySyntaxError(
        position,
        f"Tanda {sign} tidak dapat dibaca di sini.",
        f"Cukup satu tanda - tepat di depan kata: -hoaks; {_QUOTE_IT}",
    )


def _end(text: str) -> QuerySyntaxError:
    stripped = text.rstrip()
    missing = _missing_after(stripped, len(text))
    if missing is not None:
        return missing
    if "(" not in text:
        return QuerySyntaxError(
            len(text), "Setelah - harus ada kata.", "Tulis yang tidak dicari tepat setelahnya: banjir -hoaks."
        )
    return QuerySyntaxError(
        len(text),
        "Kurung dibuka tetapi tidak ditutup.",
        f"Tambahkan ) setelah kata terakhir dalam kurung, {_QUOTE_IT}",
    )


def _missing_after(before: str, position: int) -> QuerySyntaxError | None:
    """What should have followed the end of `before`; None when it is complete."""
    operator = _ENDS_IN_OPERATOR.search(before)
    if operator is not None:
        word = operator.group(1)
        return QuerySyntaxError(
            position, f"Setelah {word} harus ada kata.", f"Tulis misalnya banjir {word} longsor, {_QUOTE_IT}"
        )
    field = _ENDS_IN_FIELD.search(before)
    if field is not None:
        name = field.group(1)
        return QuerySyntaxError(
            position,
            f"Setelah {name}: harus ada nilai.",
            f"Tulis misalnya {EXAMPLES.get(name.lower(), f'{name}:…')}.",
        )
    if before.endswith("("):
        return QuerySyntaxError(
            position,
            "Kurung tidak boleh kosong.",
            "Isi dengan kata, misalnya (banjir OR longsor), atau hapus.",
        )
    if before.endswith("-"):
        return QuerySyntaxError(
            position, "Setelah - harus ada kata.", "Tulis yang tidak dicari tepat setelahnya: banjir -hoaks."
        )
    return None

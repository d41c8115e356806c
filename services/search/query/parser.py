"""Text to tree: reads a query and points at the character where it cannot."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from lark import Lark
from lark.exceptions import UnexpectedInput, VisitError

from services.search.query.builder import Builder
from services.search.query.errors import QuerySyntaxError
from services.search.query.tree import Node
from services.search.query.unexpected import problem_of

# Longer or deeper than anybody writes by hand. A level of parentheses becomes up to three of an index's query
# (not, or, and): Elasticsearch takes 30 in all, and SQLite's parser overflows at 100 symbols.
MAX_LENGTH = 2_000
MAX_DEPTH = 8

# One character for one, so that positions stay those of the text as it was written.
_PLAIN = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»″＂", '"'),
        # Invisible marks that come along when a text is pasted.
        **dict.fromkeys("\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufeff", " "),
    }
)
_LARK = Lark(Path(__file__).with_name("grammar.lark").read_text(encoding="utf-8"), parser="lalr")


def parse(text: str | None) -> Node | None:
    """The tree of a query; None for an empty one. QuerySyntaxError where it cannot be read."""
    if text is None or not text.strip():
        return None
    if len(text) > MAX_LENGTH:
        raise QuerySyntaxError(
            MAX_LENGTH,
            f"Kueri terlalu panjang: {len(text)} karakter.",
            f"Paling banyak {MAX_LENGTH} karakter; bagi menjadi beberapa pencarian.",
        )
    plain = text.translate(_PLAIN)
    if not plain.strip():
        return None
    _refuse_unwritable(plain)
    _refuse_too_deep(plain)
    try:
        return Builder().transform(_LARK.parse(plain))
    except UnexpectedInput as error:
        raise problem_of(error, plain) from error
    except VisitError as error:
        if isinstance(error.orig_exc, QuerySyntaxError):
            raise error.orig_exc from error
        raise


def _refuse_unwritable(text: str) -> None:
    for position, character in enumerate(text):
        if unicodedata.category(character) in ("Cc", "Cs") and not character.isspace():
            raise QuerySyntaxError(
                position,
                f"Karakter kendali U+{ord(character):04X} tidak dapat dicari.",
                "Hapus karakter ini; biasanya terbawa saat menempelkan teks.",
            )


def _refuse_too_deep(text: str) -> None:
    depth, quoted = 0, False
    for position, character in enumerate(text):
        if character == '"':
            quoted = not quoted
        elif character == "(" and not quoted:
            depth += 1
            if depth > MAX_DEPTH:
                raise QuerySyntaxError(
                    position,
                    "Kurung bersarang terlalu dalam.",
                    f"Paling banyak {MAX_DEPTH} tingkat; hapus kurung yang tidak perlu.",
                )
        elif character == ")" and not quoted:
            depth -= 1

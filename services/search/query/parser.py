"""Text to tree: reads a query and points at the character where it cannot."""

from __future__ import annotations

from pathlib import Path
from typing import cast, get_args

from lark import Lark, Token, Transformer
from lark.exceptions import UnexpectedCharacters, UnexpectedInput, UnexpectedToken, VisitError

from services.search.query.errors import QuerySyntaxError
from services.search.query.tree import And, FieldValue, Node, Not, Or, Phrase, ValueField, Word
from shared.contracts.article import Kind
from shared.contracts.enrichment import TONES, TOPICS

# Longer or deeper than anybody writes by hand; keeps the recursion over the tree far from Python's limit.
MAX_LENGTH = 2_000
MAX_DEPTH = 20

_VALUE_FIELDS: tuple[str, ...] = get_args(ValueField)
_FIELDS = ("title", *_VALUE_FIELDS)
_ALLOWED: dict[str, tuple[str, ...]] = {"tone": TONES, "topic": TOPICS, "kind": get_args(Kind)}
_STRAIGHT_QUOTES = str.maketrans("“”„", '"""')


class _Problem(Exception):
    """A problem found while building the tree, with its place."""

    def __init__(self, position: int | None, message: str) -> None:
        super().__init__(message)
        self.position = position
        self.message = message


class _Builder(Transformer[Token, Node]):
    """Makes the tree out of what the grammar recognised."""

    def or_expr(self, nodes: list[Node]) -> Node:
        return Or(tuple(nodes))

    def and_expr(self, nodes: list[Node]) -> Node:
        return And(tuple(nodes))

    def negation(self, nodes: list[Node]) -> Node:
        return Not(nodes[0])

    def word(self, tokens: list[Token]) -> Node:
        return Word(str(tokens[0]))

    def phrase(self, tokens: list[Token]) -> Node:
        return Phrase(_phrase_text(tokens[0]))

    def field_value(self, tokens: list[Token]) -> Node:
        name_token, value_token = tokens
        name = name_token[:-1].lower()
        if name not in _FIELDS:
            raise _Problem(
                name_token.start_pos, f'Kolom "{name}" tidak dikenal; yang ada: {", ".join(_FIELDS)}.'
            )
        quoted = value_token.type == "PHRASE"
        value = _phrase_text(value_token) if quoted else str(value_token)
        if name == "title":
            return Phrase(value, "title") if quoted else Word(value, "title")
        if name in _ALLOWED:
            value = value.lower()
            if value not in _ALLOWED[name]:
                allowed = ", ".join(_ALLOWED[name])
                raise _Problem(
                    value_token.start_pos, f'Nilai "{value}" untuk {name}: tidak dikenal; pilih: {allowed}.'
                )
        return FieldValue(cast(ValueField, name), value)


_LARK = Lark(Path(__file__).with_name("grammar.lark").read_text(encoding="utf-8"), parser="lalr")


def parse(text: str | None, name: str = "q") -> Node | None:
    """The tree of a query; None for an empty one. QuerySyntaxError with `name` and the place otherwise."""
    if text is None or not text.strip():
        return None
    if len(text) > MAX_LENGTH:
        message = f"Kueri terlalu panjang; paling banyak {MAX_LENGTH} karakter."
        raise QuerySyntaxError(name, MAX_LENGTH, message)
    straight = text.translate(_STRAIGHT_QUOTES)
    too_deep = _first_too_deep(straight)
    if too_deep is not None:
        raise QuerySyntaxError(
            name, too_deep, f"Kurung bersarang terlalu dalam; paling banyak {MAX_DEPTH} tingkat."
        )
    try:
        return _Builder().transform(_LARK.parse(straight))
    except UnexpectedInput as error:
        position, message = _explain(error, straight)
        raise QuerySyntaxError(name, position, message) from error
    except VisitError as error:
        problem = error.orig_exc
        if not isinstance(problem, _Problem):
            raise
        raise QuerySyntaxError(name, problem.position, problem.message) from error


def _phrase_text(token: Token) -> str:
    inner = token[1:-1].strip()
    if not inner:
        raise _Problem(token.start_pos, "Tanda kutip tidak boleh kosong.")
    return str(inner)


def _first_too_deep(text: str) -> int | None:
    depth, quoted = 0, False
    for position, character in enumerate(text):
        if character == '"':
            quoted = not quoted
        elif character == "(" and not quoted:
            depth += 1
            if depth > MAX_DEPTH:
                return position
        elif character == ")" and not quoted:
            depth -= 1
    return None


def _explain(error: UnexpectedInput, text: str) -> tuple[int, str]:
    """Where the query stops making sense, and what to do about it."""
    if isinstance(error, UnexpectedCharacters):
        position = error.pos_in_stream if error.pos_in_stream is not None else 0
        if text[position] == '"':
            return position, 'Tanda kutip dibuka tetapi tidak ditutup; tambahkan ".'
        return position, f'Tanda "{text[position]}" tidak dapat dibaca di sini.'
    token: Token = cast(UnexpectedToken, error).token
    if token.type == "$END":
        return len(text), _explain_end(text)
    position = token.start_pos or 0
    if token.type == "_CLOSE":
        before = text[:position].rstrip()
        if before.endswith("("):
            return position, "Kurung tidak boleh kosong."
        if before.endswith("OR"):
            return position, "Setelah OR harus ada kata."
        if text[:position].count("(") <= text[:position].count(")"):
            return position, "Kurung ditutup tetapi tidak dibuka; hapus ) ini."
        return position, "Sebelum ) harus ada kata."
    if token.type == "_OR":
        return position, 'Sebelum OR harus ada kata; tulis "OR" dalam tanda kutip bila itu yang dicari.'
    return position, f'"{token}" tidak dapat dibaca di sini.'


def _explain_end(text: str) -> str:
    stripped = text.rstrip()
    if stripped.endswith(":"):
        return f"Setelah {stripped.split()[-1]} harus ada nilai."
    if stripped.endswith("OR"):
        return "Setelah OR harus ada kata."
    if stripped.endswith("("):
        return "Setelah ( harus ada kata."
    if set(stripped) <= {"-"}:
        return "Setelah - harus ada kata."
    return "Kurung dibuka tetapi tidak ditutup; tambahkan )."

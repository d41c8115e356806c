"""Makes the tree out of what the grammar recognised, and refuses what it lets through but means nothing."""

from __future__ import annotations

import re
from typing import cast

from lark import Token, Transformer

from services.search.query import habits
from services.search.query.errors import QuerySyntaxError
from services.search.query.fields import FIELDS, TITLE, known_field, value_of
from services.search.query.tree import And, FieldValue, Near, Node, Not, Or, Phrase, Prefix, TextField, Word

# More words than a paragraph has; beyond it nearness says nothing.
MAX_DISTANCE = 100

_WORD_END_STAR = re.compile(r"\w\*(?!\w)")


class Builder(Transformer[Token, Node]):
    """One method for each rule of grammar.lark."""

    def or_expr(self, nodes: list[Node]) -> Node:
        return Or(tuple(part for node in nodes for part in (node.nodes if isinstance(node, Or) else (node,))))

    def and_expr(self, nodes: list[Node]) -> Node:
        habits.refuse_operators_in_other_words(nodes)
        parts = [part for node in nodes for part in (node.nodes if isinstance(node, And) else (node,))]
        return And(tuple(parts))

    def negation(self, nodes: list[Node]) -> Node:
        return Not(nodes[0])

    def word(self, tokens: list[Token]) -> Node:
        return _word(tokens[0], None)

    def phrase(self, tokens: list[Token]) -> Node:
        return _phrase(tokens[0], None)

    def near(self, tokens: list[Token]) -> Node:
        return _near(tokens[0], None)

    def field_value(self, tokens: list[Token]) -> Node:
        name_token, value_token = tokens
        name = known_field(name_token)
        _refuse_second_field(value_token)
        if name == TITLE:
            read = {"WORD": _word, "PHRASE": _phrase, "NEAR": _near}[value_token.type]
            return read(value_token, TITLE)
        if value_token.type == "NEAR":
            raise QuerySyntaxError(
                _start(value_token) + value_token.rindex("~"),
                f"{name}: tidak mengenal jarak kata.",
                f'Hapus {value_token[value_token.rindex("~") :]}; jarak hanya untuk teks dan title:"…"~5.',
            )
        text = _inside(value_token) if value_token.type == "PHRASE" else str(value_token)
        return value_of(name, text, _start(value_token))

    def field_group(self, children: list[Token | Node]) -> Node:
        name_token, node = cast("tuple[Token, Node]", children)
        return _in_field(known_field(name_token), node)


def _start(token: Token) -> int:
    return token.start_pos or 0


def _word(token: Token, field: TextField | None) -> Node:
    position = _start(token)
    if "*" in token:
        return _prefix(token, field)
    habits.refuse_signs_of_other_languages(token, position)
    return Word(str(token), field, position)


def _prefix(token: Token, field: TextField | None) -> Node:
    star = token.index("*")
    stem = str(token[:star])
    if star != len(token) - 1 or not stem:
        raise QuerySyntaxError(
            _start(token) + star,
            "Tanda * hanya boleh di akhir kata.",
            f"Tulis awal katanya saja, misalnya {stem if len(stem) > 2 else 'kebakar'}*; "
            "atau tulis dalam tanda kutip tanpa *.",
        )
    habits.refuse_signs_of_other_languages(stem, _start(token))
    return Prefix(stem, field, _start(token))


def _phrase(token: Token, field: TextField | None) -> Node:
    return Phrase(_inside(token), field, _start(token))


def _refuse_second_field(value: Token) -> None:
    name, colon, rest = value.partition(":")
    if colon and name.lower() in FIELDS:
        raise QuerySyntaxError(
            _start(value),
            "Dua kolom berturut-turut.",
            f"Tulis satu kolom saja, misalnya {name}:{rest or '…'}.",
        )


def _near(token: Token, field: TextField | None) -> Node:
    tilde = token.rindex("~")
    number = str(token[tilde + 1 :])
    text = _inside(token.update(value=str(token[:tilde])))
    if not (number.isascii() and number.isdigit()) or int(number) > MAX_DISTANCE:
        raise QuerySyntaxError(
            _start(token) + tilde + 1,
            f"Setelah ~ harus ada jarak: angka dari 0 sampai {MAX_DISTANCE}.",
            f'Tulis "{text}"~5: paling banyak lima kata lain di antaranya.',
        )
    return Near(text, int(number), field, _start(token))


def _inside(token: Token) -> str:
    """The text between the quotes."""
    inner = str(token[1:-1]).strip()
    if not inner:
        raise QuerySyntaxError(
            _start(token),
            "Tanda kutip tidak boleh kosong.",
            'Isi dengan frasa, misalnya "air bersih", atau hapus.',
        )
    star = _WORD_END_STAR.search(token)
    if star is not None:
        raise QuerySyntaxError(
            _start(token) + star.start() + 1,
            "Tanda * tidak berlaku di dalam tanda kutip: frasa dicari persis.",
            "Tulis awalan di luar tanda kutip, misalnya kebakar* hutan.",
        )
    return inner


def _in_field(name: str, node: Node) -> Node:
    """A group after a field: the field holds for everything in it."""
    match node:
        case And(nodes):
            parts = And(tuple(_in_field(name, part) for part in nodes))
            habits.refuse_two_values_at_once(name, nodes)
            return parts
        case Or(nodes):
            return Or(tuple(_in_field(name, part) for part in nodes))
        case Not(part):
            return Not(_in_field(name, part))
        case FieldValue(inner, _, position):
            raise _field_in_field(name, inner, position)
        case Word(_, field, position) | Phrase(_, field, position) | Prefix(_, field, position):
            if field is not None:
                raise _field_in_field(name, field, position)
        case Near(_, _, field, position):
            if field is not None:
                raise _field_in_field(name, field, position)
    return _leaf_in_field(name, node)


def _leaf_in_field(name: str, node: Word | Phrase | Prefix | Near) -> Node:
    match node:
        case Word(text, _, position):
            return Word(text, TITLE, position) if name == TITLE else value_of(name, text, position)
        case Phrase(text, _, position):
            return Phrase(text, TITLE, position) if name == TITLE else value_of(name, text, position)
        case Prefix(text, _, position):
            return Prefix(text, TITLE, position) if name == TITLE else value_of(name, f"{text}*", position)
        case Near(text, distance, _, position):
            if name == TITLE:
                return Near(text, distance, TITLE, position)
            raise QuerySyntaxError(
                position, f"{name}: tidak mengenal jarak kata.", f'Tulis {name}:"{text}" tanpa ~{distance}.'
            )


def _field_in_field(name: str, inner: str, position: int) -> QuerySyntaxError:
    return QuerySyntaxError(
        position,
        f"Kolom {inner}: tidak boleh di dalam {name}:(…).",
        f"Tulis keduanya berdampingan, misalnya {name}:(…) {inner}:….",
    )

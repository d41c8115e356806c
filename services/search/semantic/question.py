"""What a query asks by its words, and what by its operators: the first is a meaning, the second a condition.

``jalan rusak -mudik region:64.08`` means "jalan rusak"; that "mudik" does not occur and that the region is
64.08 are conditions, which hold inside every ranking. Phrases, prefixes, nearness and ``title:`` are both:
whoever writes them wants the words to stand there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from services.search.query.parser import parse
from services.search.query.tree import And, FieldValue, Near, Node, Not, Or, Phrase, Prefix, Word


@dataclass(frozen=True)
class Question:
    """The words whose meaning is asked for ("" for none), and the query left without the plain ones."""

    meaning: str
    conditions: str | None


def read_question(q: str | None) -> Question:
    """The question of a query. QuerySyntaxError when it cannot be read."""
    node = parse(q)
    if node is None:
        return Question("", None)
    rest = _conditions(node)
    return Question(" ".join(_meant(node)), None if rest is None else written(rest))


def _meant(node: Node) -> Iterator[str]:
    """The words that are wanted, in the order written."""
    match node:
        case And(nodes) | Or(nodes):
            for part in nodes:
                yield from _meant(part)
        case Not() | FieldValue():
            return
        case Word(text) | Phrase(text) | Prefix(text) | Near(text):
            yield text


def _conditions(node: Node) -> Node | None:
    """The query without its plain words; None when nothing is left that an article must meet."""
    match node:
        case Word(field=None):
            return None
        case And(nodes):
            return _joined(And, [part for part in map(_conditions, nodes) if part is not None])
        case Or(nodes):
            kept = [part for part in map(_conditions, nodes) if part is not None]
            # A plain word among the alternatives may be met by anything that means it.
            return _joined(Or, kept) if len(kept) == len(nodes) else None
        case _:
            return node


def _joined(kind: type[And] | type[Or], nodes: Sequence[Node]) -> Node | None:
    return kind(tuple(nodes)) if len(nodes) > 1 else next(iter(nodes), None)


def written(node: Node) -> str:
    """A tree as the query that gives it."""
    match node:
        case Word(text, field):
            return _in_field(field, text)
        case Prefix(text, field):
            return _in_field(field, f"{text}*")
        case Phrase(text, field):
            return _in_field(field, f'"{text}"')
        case Near(text, distance, field):
            return _in_field(field, f'"{text}"~{distance}')
        case FieldValue(field, value):
            return f'{field}:"{value}"'
        case Not(inner):
            return f"-({written(inner)})"
        case And(nodes):
            return " ".join(written(part) for part in nodes)
        case Or(nodes):
            return f"({' OR '.join(written(part) for part in nodes)})"


def _in_field(field: str | None, text: str) -> str:
    return text if field is None else f"{field}:{text}"

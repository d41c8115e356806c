"""What a query asks by its words, and what by its operators: the first is a meaning, the second a condition.

``jalan rusak -mudik region:64.08`` means "jalan rusak"; that "mudik" does not occur and that the region is
64.08 are conditions, which hold inside every ranking. Phrases, prefixes, nearness and ``title:`` are both:
whoever writes them wants the words to stand there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from services.search.index.wording import refuse_too_many
from services.search.query.parser import parse
from services.search.query.tree import And, FieldValue, Near, Node, Not, Or, Phrase, Prefix, Word, leaves


@dataclass(frozen=True)
class Question:
    """The words whose meaning is asked for ("" for none), and the query left without the plain ones."""

    meaning: str
    conditions: Node | None


def read_question(q: str | None) -> Question:
    """The question of a query. QuerySyntaxError when it cannot be read or has too many words."""
    node = parse(q)
    if node is None:
        return Question("", None)
    refuse_too_many(list(leaves(node)))
    return Question(" ".join(_meant(node)), _conditions(node))


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
    """The nodes under one of its kind, and those of that kind among them taken apart."""
    parts = [part for node in nodes for part in (node.nodes if isinstance(node, kind) else (node,))]
    return kind(tuple(parts)) if len(parts) > 1 else next(iter(parts), None)

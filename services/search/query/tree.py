"""The tree of a query: what the user wrote, before anybody has thought about stems or servers.

A `position` is the character in the query, from 0, where a node begins; only messages look at it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field as attribute
from typing import Literal, TypeAlias

TextField = Literal["title"]
ValueField = Literal["region", "source", "tone", "topic", "person", "lang", "kind"]


@dataclass(frozen=True)
class Word:
    """A plain word, in all its inflections; in the title only when `field` says so."""

    text: str
    field: TextField | None = None
    position: int = attribute(default=0, compare=False)


@dataclass(frozen=True)
class Prefix:
    """Words that begin with these letters, in exactly this form: ``kebakar*`` without its star."""

    text: str
    field: TextField | None = None
    position: int = attribute(default=0, compare=False)


@dataclass(frozen=True)
class Phrase:
    """Words in exactly this form and order."""

    text: str
    field: TextField | None = None
    position: int = attribute(default=0, compare=False)


@dataclass(frozen=True)
class Near:
    """Words in exactly this form and any order, with at most `distance` other words among them."""

    text: str
    distance: int
    field: TextField | None = None
    position: int = attribute(default=0, compare=False)


@dataclass(frozen=True)
class FieldValue:
    """Articles that carry a value in a field."""

    field: ValueField
    value: str
    position: int = attribute(default=0, compare=False)


@dataclass(frozen=True)
class Not:
    """Articles that do not match."""

    node: Node


@dataclass(frozen=True)
class And:
    """Articles that match every node; at least two, in the order written, none of them an And."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True)
class Or:
    """Articles that match at least one node; at least two, none of them an Or."""

    nodes: tuple[Node, ...]


Text: TypeAlias = Word | Prefix | Phrase | Near
Leaf: TypeAlias = Text | FieldValue
Node: TypeAlias = "Leaf | Not | And | Or"


def leaves(node: Node) -> Iterator[Leaf]:
    """The words, phrases and values of a query in the order written."""
    match node:
        case And(nodes) | Or(nodes):
            for part in nodes:
                yield from leaves(part)
        case Not(part):
            yield from leaves(part)
        case _:
            yield node

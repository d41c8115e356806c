"""The tree of a query: what the user wrote, before anybody has thought about stems or servers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

TextField = Literal["title"]
ValueField = Literal["region", "source", "tone", "topic", "person", "lang", "kind"]


@dataclass(frozen=True)
class Word:
    """A plain word, in all its inflections; in the title only when `field` says so."""

    text: str
    field: TextField | None = None


@dataclass(frozen=True)
class Phrase:
    """Words in exactly this form and order."""

    text: str
    field: TextField | None = None


@dataclass(frozen=True)
class FieldValue:
    """Articles that carry a value in a field."""

    field: ValueField
    value: str


@dataclass(frozen=True)
class Not:
    """Articles that do not match."""

    node: Node


@dataclass(frozen=True)
class And:
    """Articles that match every node; at least two, in the order written."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True)
class Or:
    """Articles that match at least one node."""

    nodes: tuple[Node, ...]


Node: TypeAlias = "Word | Phrase | FieldValue | Not | And | Or"

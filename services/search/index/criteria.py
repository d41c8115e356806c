"""What an article must meet, in terms that an index stores: the one language that both adapters compile.

`criteria.py` says what can be asked; `selection.py` turns filters and queries into it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

ValueName = Literal[
    "id", "visible_to", "about", "mentions", "source", "tone", "topic", "kind", "lang", "story_id", "copy_of"
]


@dataclass(frozen=True)
class HasWord:
    """Title or text contain this word in any inflection. `word` is folded, not stemmed."""

    word: str
    title_only: bool = False


@dataclass(frozen=True)
class HasPhrase:
    """Title or text contain these folded words side by side, in exactly this form."""

    words: tuple[str, ...]
    title_only: bool = False


@dataclass(frozen=True)
class HasPrefix:
    """Title or text contain a folded word that begins with these letters."""

    prefix: str
    title_only: bool = False


@dataclass(frozen=True)
class HasNear:
    """Title, or text, contains all units in any order with at most `gaps` other words among them.

    A unit is one folded word, or several that stand side by side ("undang undang"); no two units share a
    word. The others are counted from the first word of the first unit to the last word of the last.
    """

    units: tuple[tuple[str, ...], ...]
    gaps: int
    title_only: bool = False


@dataclass(frozen=True)
class HasPerson:
    """A person's name contains these folded words side by side."""

    words: tuple[str, ...]


@dataclass(frozen=True)
class AnyOf:
    """The field carries at least one of the values."""

    field: ValueName
    values: tuple[str, ...]


@dataclass(frozen=True)
class Published:
    """Published in [start, end), epoch milliseconds; None is open."""

    start: int | None
    end: int | None


@dataclass(frozen=True)
class Seen:
    """First seen at or after `start`, epoch milliseconds."""

    start: int


@dataclass(frozen=True)
class IsOriginal:
    """The article is no copy of another."""


@dataclass(frozen=True)
class InStory:
    """The article has been given its story."""


@dataclass(frozen=True)
class Exclude:
    """The criterion does not hold."""

    criterion: Criterion


@dataclass(frozen=True)
class AllOf:
    """Every criterion holds; without any, everything passes."""

    criteria: tuple[Criterion, ...]


@dataclass(frozen=True)
class OneOf:
    """At least one criterion holds; without any, nothing passes."""

    criteria: tuple[Criterion, ...]


TextCriterion: TypeAlias = HasWord | HasPhrase | HasPrefix | HasNear
Criterion: TypeAlias = (
    "TextCriterion | HasPerson | AnyOf | Published | Seen | IsOriginal | InStory | Exclude | AllOf | OneOf"
)

EVERYTHING = AllOf(())
NOTHING = OneOf(())


def wanted_texts(criterion: Criterion) -> list[TextCriterion]:
    """The words and phrases an article is wanted for: what is scored and highlighted. Exclusions are not."""
    match criterion:
        case HasWord() | HasPhrase() | HasPrefix() | HasNear():
            return [criterion]
        case AllOf(criteria) | OneOf(criteria):
            return [text for part in criteria for text in wanted_texts(part)]
        case _:
            return []

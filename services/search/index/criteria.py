"""What an article must meet, in terms that an index stores: the one language that both adapters compile.

`criteria.py` says what can be asked; `selection.py` turns filters and queries into it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

ValueName = Literal[
    "id", "visible_to", "about", "mentions", "source", "tone", "topic", "kind", "lang", "story_id"
]


@dataclass(frozen=True)
class HasWord:
    """Title or text contain this word in any inflection. `word` is folded, not stemmed."""

    word: str
    title_only: bool = False


@dataclass(frozen=True)
class HasStems:
    """Title or text contain these words side by side in any inflection: the long form of an abbreviation."""

    words: tuple[str, ...]
    title_only: bool = False


@dataclass(frozen=True)
class HasPhrase:
    """Title or text contain these folded words side by side, in exactly this form."""

    words: tuple[str, ...]
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


TextCriterion: TypeAlias = HasWord | HasStems | HasPhrase
Criterion: TypeAlias = (
    "TextCriterion | HasPerson | AnyOf | Published | IsOriginal | InStory | Exclude | AllOf | OneOf"
)

EVERYTHING = AllOf(())
NOTHING = OneOf(())


def wanted_texts(criterion: Criterion) -> list[TextCriterion]:
    """The words and phrases an article is wanted for: what is scored and highlighted. Exclusions are not."""
    match criterion:
        case HasWord() | HasStems() | HasPhrase():
            return [criterion]
        case AllOf(criteria) | OneOf(criteria):
            return [text for part in criteria for text in wanted_texts(part)]
        case _:
            return []

"""What the corrections in force ask for: which articles belong together, and which stay apart.

A merge says that all its articles belong together. A split says that those who leave (side 0) belong
together, and apart from each of those who stay (side 1). Belonging together is transitive; where two
corrections contradict each other the later one holds, and of the earlier one what does not contradict it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

CorrectionKind = Literal["merge", "split"]
Holding = Literal["in_force", "partly", "overridden"]
NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Correction:
    """One correction; `number` grows with every correction that is made."""

    id: str
    number: int
    kind: CorrectionKind
    sides: tuple[frozenset[str], frozenset[str]]


@dataclass(frozen=True)
class Constraints:
    """Units: sets of articles that belong together, named after their smallest article id.

    `units`: article → unit, of every article that a correction names. `articles`: unit → its articles.
    `apart`: unit → units that may not be in one story with it. `overrides`: correction → earlier ones that
    it contradicts.
    """

    units: Mapping[str, str] = field(default_factory=dict)
    articles: Mapping[str, frozenset[str]] = field(default_factory=dict)
    apart: Mapping[str, frozenset[str]] = field(default_factory=dict)
    overrides: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def together(self, article_id: str) -> frozenset[str]:
        """The unit of an article, itself included; empty for one that no correction names."""
        return self.articles[self.units[article_id]] if article_id in self.units else NOBODY

    def apart_from(self, article_id: str) -> frozenset[str]:
        """The units that may not be in one story with this article."""
        return self.apart.get(self.units.get(article_id, ""), NOBODY)


UNCONSTRAINED = Constraints()


def resolved(corrections: Iterable[Correction]) -> Constraints:
    """What these corrections ask for, taken together; the same in whatever order they are given."""
    resolving = _Resolving()
    for correction in sorted(corrections, key=lambda each: each.number, reverse=True):
        leaving, staying = (sorted(side) for side in correction.sides)
        if correction.kind == "merge":
            resolving.glue([*leaving, *staying], correction)
        else:
            resolving.glue(leaving, correction)
            resolving.part(leaving, staying, correction)
    return resolving.outcome()


def holding(correction: Correction, constraints: Constraints) -> Holding:
    """How much of a correction in force holds beside the later ones."""
    leaving, staying = correction.sides
    units = constraints.units
    glued = leaving | staying if correction.kind == "merge" else leaving
    pieces = len({units[article_id] for article_id in glued})
    whole, any_of_it = pieces == 1, pieces < len(glued)
    if correction.kind == "split":
        homes = {units[article_id] for article_id in staying}
        met = [len(homes & constraints.apart_from(article_id)) for article_id in leaving]
        whole = whole and all(count == len(homes) for count in met)
        any_of_it = any_of_it or any(met)
    return "in_force" if whole else "partly" if any_of_it else "overridden"


class _Resolving:
    """Corrections taken in one after the other, the latest first: whoever comes later yields."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}
        self._articles: dict[str, set[str]] = {}
        # Which corrections made a unit, and which hold two units apart.
        self._glued_by: dict[str, list[Correction]] = {}
        self._apart: dict[str, dict[str, set[str]]] = defaultdict(dict)
        self._overrides: dict[str, set[str]] = defaultdict(set)

    def glue(self, article_ids: Sequence[str], correction: Correction) -> None:
        """Let these be one unit; those held apart become as few units as the order of ids gives."""
        heads: list[str] = []
        for article_id in article_ids:
            unit = self._unit(article_id)
            against: set[str] = set()
            for head in heads:
                by = self._apart[self._unit(head)].get(unit)
                if by is None:
                    self._join(self._unit(head), unit, correction)
                    break
                against |= by
            else:
                heads.append(article_id)
            self._yields(correction, against)

    def part(self, leaving: Sequence[str], staying: Sequence[str], correction: Correction) -> None:
        """Hold each of some apart from each of others, unless they are one unit."""
        homes = {self._unit(article_id) for article_id in staying}
        for unit in {self._unit(article_id) for article_id in leaving}:
            for home in homes - {unit}:
                self._apart[unit].setdefault(home, set()).add(correction.id)
                self._apart[home].setdefault(unit, set()).add(correction.id)
            if unit in homes:
                self._yields(correction, self._who_joined(unit, leaving, staying, correction))

    def outcome(self) -> Constraints:
        """What is asked for; units named after their smallest article."""
        names = {unit: min(articles) for unit, articles in self._articles.items()}
        return Constraints(
            units={article_id: names[self._unit(article_id)] for article_id in self._parent},
            articles={names[unit]: frozenset(articles) for unit, articles in self._articles.items()},
            apart={
                names[unit]: frozenset(names[other] for other in others)
                for unit, others in self._apart.items()
                if others
            },
            overrides={later: frozenset(earlier) for later, earlier in self._overrides.items()},
        )

    def _unit(self, article_id: str) -> str:
        if article_id not in self._parent:
            self._parent[article_id] = article_id
            self._articles[article_id] = {article_id}
            self._glued_by[article_id] = []
        root = article_id
        while self._parent[root] != root:
            root = self._parent[root]
        while self._parent[article_id] != root:
            self._parent[article_id], article_id = root, self._parent[article_id]
        return root

    def _join(self, one: str, other: str, correction: Correction) -> None:
        if one == other:
            return
        if len(self._articles[one]) < len(self._articles[other]):
            one, other = other, one
        self._parent[other] = one
        self._articles[one] |= self._articles.pop(other)
        self._glued_by[one] += [*self._glued_by.pop(other), correction]
        for foreign, by in self._apart.pop(other, {}).items():
            del self._apart[foreign][other]
            self._apart[one].setdefault(foreign, set()).update(by)
            self._apart[foreign].setdefault(one, set()).update(by)

    def _who_joined(
        self, unit: str, leaving: Sequence[str], staying: Sequence[str], correction: Correction
    ) -> set[str]:
        """The later corrections that made some of both sides one unit: those that name both, else all."""
        ours = self._articles[unit]
        some, others = ours.intersection(leaving), ours.intersection(staying)
        joined = [each for each in self._glued_by[unit] if each is not correction]
        both = [each for each in joined if _names(each, some) and _names(each, others)]
        return {each.id for each in both or joined}

    def _yields(self, correction: Correction, to: set[str]) -> None:
        for later in to - {correction.id}:
            self._overrides[later].add(correction.id)


def _names(correction: Correction, article_ids: set[str]) -> bool:
    return not all(article_ids.isdisjoint(side) for side in correction.sides)

"""Values for parameters and bodies: what the caller owns, what others own, what is wider, what is broken."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from tests.isolation.articles import PER_GROUP, article_url
from tests.isolation.canaries import GROUPS, SCOPES, canary
from tests.isolation.world import Who, World, may_know

Whose = Literal["own", "foreign", "shared", "nobody"]
_FIELDS = ("judul", "isi", "orang", "kutipan", "frasa", "tempat", "dinas")
# Codes that cover more than most tenants see, and some that nobody has.
_WIDE = ("ID", "64", "73", "64.08", "64.09", "64.74", "73.71", "11", "99.99")


@dataclass(frozen=True)
class Draw:
    """Draws values for one caller."""

    world: World
    who: Who
    dice: random.Random

    def path_id(self, parameter: str, *, spend: bool, admin: bool) -> tuple[str, Whose]:
        """An id for a parameter of a path, and whose it is. With `spend` an own one may be used up."""
        kept, spare = self._pools(parameter)

        def known(owner: str, id_: str) -> bool:
            return may_know(self.who, parameter, owner, id_, admin=admin)

        own = [id_ for owner, id_ in (spare if spend else kept + spare) if known(owner, id_)]
        foreign = [id_ for owner, id_ in kept + spare if not known(owner, id_)]
        luck = self.dice.random()
        if parameter == "story_id" and luck < 0.1 and not spend and self.world.shared_stories:
            return self.dice.choice(self.world.shared_stories), "shared"
        if luck < 0.35 and own:
            return self.dice.choice(own), "own"
        if luck < 0.95 and foreign:
            return self.dice.choice(foreign), "foreign"
        return stranger(parameter, self.dice), "nobody"

    def other_story(self, story_id: str) -> str:
        """A story to correct another one with: of the same group, or one that the caller must not know.

        Two groups in one story would be known to the tenants of both from then on.
        """
        groups = _pairs(self.world.spare, "story_id")
        group = next((owner for owner, id_ in groups if id_ == story_id), None)
        same = [id_ for owner, id_ in groups if owner == group and id_ != story_id]
        foreign = [
            id_
            for owner, id_ in groups
            if id_ != story_id and not may_know(self.who, "story_id", owner, id_, admin=False)
        ]
        pool = same if self.dice.random() < 0.5 else foreign
        return self.dice.choice(pool) if pool else stranger("story_id", self.dice)

    def some_id(self, parameter: str) -> str:
        """Any id of this kind, whoever's it is."""
        kept, spare = self._pools(parameter)
        pool = [id_ for _, id_ in kept + spare] + (
            self.world.shared_stories if parameter == "story_id" else []
        )
        return self.dice.choice(pool) if pool else stranger(parameter, self.dice)

    def query(self) -> str:
        """A query: words of anybody, fields that name what is foreign, everything at once."""
        group = self.dice.choice(list(GROUPS))
        word = self.word(group)
        return self.dice.choice(
            (
                word,
                "jalan",
                f'"{word} diperbaiki"',
                f"jalan OR {word}",
                f"-{word}",
                "kanari*",
                f"region:{self.region()}",
                f"source:koran-{group}",
                f'person:"{word}"',
                f"title:{word}",
                f"(jalan OR banjir) -region:{self.region()}",
                f'"jalan rusak"~3 {word}',
            )
        )

    def word(self, group: str) -> str:
        """A word of this group's articles."""
        return canary(group, self.dice.choice(_FIELDS), self.dice.randrange(PER_GROUP))

    def region(self) -> str:
        """A code within the scope, outside it, wider than it, or none at all."""
        return self.dice.choice(_WIDE + SCOPES[self.who.tenant])

    def day(self) -> str:
        """A day of the last months."""
        moment = datetime.now(UTC) - timedelta(days=self.dice.choice((0, 1, 2, 7, 30, 90)))
        return moment.date().isoformat()

    def page_address(self) -> str:
        """The address of somebody's article; an operator adds outlets of nobody's."""
        if self.who.role == "operator":
            return f"https://umum-{self.dice.randrange(10**6)}.example/"
        return article_url(self.dice.choice(list(GROUPS)), self.dice.randrange(PER_GROUP))

    def own_words(self) -> str:
        """What the caller may write: its own canary; nothing telling from an operator, who writes for others."""
        if self.who.role == "operator":
            return f"Catatan {self.dice.randrange(1000)}"
        return f"Catatan {canary(f't{self.who.tenant}', 'catatan', self.dice.randrange(500))}"

    def named(self, name: str) -> Any:
        """A value for a parameter or a field of this name; None when the name says nothing."""
        match name:
            case "q":
                return self.query()
            case "region" | "regions" | "scope" | "code":
                return self.region()
            case "source":
                return f"koran-{self.dice.choice(list(GROUPS))}"
            case "story" | "into" | "story_id" | "other":
                return self.some_id("story_id")
            case "stories" | "story_ids":
                return [self.some_id("story_id") for _ in range(2)]
            case "articles" | "article_ids":
                return [self.some_id("article_id") for _ in range(2)]
            case "article" | "article_id":
                return self.some_id("article_id")
            case "watch" | "watch_id":
                return self.some_id("watch_id")
            case "tenant" | "tenant_id":
                return self.some_id("tenant_id")
            case "person":
                return canary(self.dice.choice(list(GROUPS)), "orang", self.dice.randrange(PER_GROUP))
            case "from" | "to" | "date":
                return self.day()
            case "url":
                return self.page_address()
            case "name" | "title" | "note" | "label" | "reason":
                return self.own_words()
            case "limit" | "size":
                return self.dice.choice((1, 2, 3, 5, 8))
            case "days":
                return self.dice.choice((1, 7))
        return None

    def _pools(self, parameter: str) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
        return _pairs(self.world.kept, parameter), _pairs(self.world.spare, parameter)


def stranger(parameter: str, dice: random.Random) -> str:
    """An id of the right shape that nobody has."""
    if parameter == "code":
        return "99.99"
    if parameter == "source_id":
        return f"koran-entah-{dice.randrange(1000)}"
    digits = 32 if parameter == "article_id" else 16
    return f"{dice.getrandbits(4 * digits):0{digits}x}"


def _pairs(pool: dict[str, dict[str, list[str]]], parameter: str) -> list[tuple[str, str]]:
    return [(owner, id_) for owner, ids in pool.get(parameter, {}).items() for id_ in ids]


def pick(dice: random.Random, values: Sequence[Any]) -> Any:
    """One of the values."""
    return values[dice.randrange(len(values))]

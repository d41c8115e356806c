"""Gives the stories of a new grouping their ids: whoever is known keeps its name, every change is told."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from services.search.stories.member import Member


@dataclass(frozen=True)
class Move:
    """Articles that left one story for another; `opened` when the other one did not exist before."""

    from_story: str
    to_story: str
    article_ids: tuple[str, ...]
    opened: bool


@dataclass(frozen=True)
class Naming:
    """The story of each article, the stories that did not exist before, and who moved."""

    stories: Mapping[str, str]
    opened: Sequence[str]
    moves: Sequence[Move]


def new_story_id(article_id: str, attempt: int = 0) -> str:
    """The id of the story that this article opens: the same article always opens the same story.

    `attempt` above 0: where that story exists and the article has left it.
    """
    name = article_id if attempt == 0 else f"{article_id}/{attempt}"
    return "s" + hashlib.sha256(name.encode()).hexdigest()[:31]


def named(groups: Sequence[Sequence[Member]], opened: Mapping[str, int]) -> Naming:
    """Names for groups of articles (each sorted by age), some of which have a story already.

    `opened`: when each known story was opened, as a growing number, and whichever ids are taken. A story's
    name goes to the group that holds most of its articles, the eldest article's among equals; a group that
    inherits several takes the name of the story that was opened first.
    """
    heirs: dict[str, int] = {}
    most: dict[str, int] = {}
    for place, group in enumerate(groups):
        for story, held in Counter(member.story_id for member in group if member.story_id).items():
            if held > most.get(story, 0):
                heirs[story], most[story] = place, held
    stories: dict[str, str] = {}
    new: list[str] = []
    moved: dict[tuple[str, str], list[str]] = {}
    for place, group in enumerate(groups):
        inherited = [story for story, heir in heirs.items() if heir == place]
        if inherited:
            story_id = min(inherited, key=lambda story: (opened[story], story))
        else:
            taken = {*opened, *new}
            story_id = next(
                name
                for attempt in count()
                for name in (new_story_id(group[0].id, attempt),)
                if name not in taken
            )
            new.append(story_id)
        for member in group:
            stories[member.id] = story_id
            if member.story_id not in (None, story_id):
                moved.setdefault((str(member.story_id), story_id), []).append(member.id)
    moves = [Move(*pair, tuple(sorted(ids)), pair[1] in new) for pair, ids in sorted(moved.items())]
    return Naming(stories, new, moves)

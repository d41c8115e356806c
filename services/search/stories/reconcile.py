"""Gives the stories of a new grouping their ids: whoever is known keeps its name, every change is told."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

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


def new_story_id(article_id: str, seq: int | None = None) -> str:
    """The id of the story that this article opens: the same article always opens the same story.

    Where that story lives on without it, the decision `seq` opens another; no two decisions the same.
    """
    name = article_id if seq is None else f"{article_id}/{seq}"
    return "s" + hashlib.sha256(name.encode()).hexdigest()[:31]


def named(
    groups: Sequence[Sequence[Member]],
    opened: Mapping[str, int],
    *,
    seq: int,
    partial: Collection[str] = (),
    staying: Collection[str] = (),
) -> Naming:
    """Names for groups of articles (each sorted by age), some of which have a story already.

    `opened`: when each living story was opened, as a growing number: those of the articles, and those that
    are named after one of them. `seq`: the number of this decision. A story's name goes to the group that
    holds most of its articles, the eldest article's among equals; a group that inherits several takes the
    name of the story that was opened first. Stories in `partial` have articles elsewhere: the name goes to
    the groups of the articles `staying` in it (one group has those of one story only), whatever else they
    inherit.
    """
    heirs: dict[str, int] = {}
    most: dict[str, int] = {}
    for place, group in enumerate(groups):
        for story, held in Counter(member.story_id for member in group if member.story_id).items():
            if story in partial:
                continue
            if held > most.get(story, 0):
                heirs[story], most[story] = place, held
    stories: dict[str, str] = {}
    new: list[str] = []
    moved: dict[tuple[str, str], list[str]] = {}
    for place, group in enumerate(groups):
        inherited = [story for story, heir in heirs.items() if heir == place]
        kept = next((member.story_id for member in group if member.id in staying), None)
        if kept:
            story_id = kept
        elif inherited:
            story_id = min(inherited, key=lambda story: (opened[story], story))
        else:
            own = new_story_id(group[0].id)
            story_id = new_story_id(group[0].id, seq) if own in opened else own
            new.append(story_id)
        for member in group:
            stories[member.id] = story_id
            if member.story_id not in (None, story_id):
                moved.setdefault((str(member.story_id), story_id), []).append(member.id)
    moves = [Move(*pair, tuple(sorted(ids)), pair[1] in new) for pair, ids in sorted(moved.items())]
    return Naming(stories, new, moves)

"""Who copies whom in a story, and what became of the official releases in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from services.search.index.story import Member
from services.search.stories.telling.article import article_of, headline_of
from shared.contracts.story import CopyGroup, Release, StoryArticle


def copy_groups(members: Sequence[Member]) -> list[CopyGroup]:
    """Articles with one text, the largest group first. `members`: earliest first."""
    groups = {root: held for root, held in _by_text(members).items() if held[-1].copy_of is not None}
    in_order = sorted(groups, key=lambda root: (-len(groups[root]), root))
    return [
        CopyGroup(
            # Of an original outside the scope nothing is told, the first copy within it stands for it.
            original=root if any(member.id == root for member in groups[root]) else groups[root][0].id,
            articles=[article_of(member) for member in groups[root]],
        )
        for root in in_order
    ]


def releases_of(members: Sequence[Member]) -> list[Release]:
    """The official texts, earliest first, with those who copied or followed each of them."""
    by_text = _by_text(members)
    return [_release(member, by_text, members) for member in members if member.official]


def _by_text(members: Sequence[Member]) -> dict[str, list[Member]]:
    groups: dict[str, list[Member]] = defaultdict(list)
    for member in members:
        groups[member.copy_of or member.id].append(member)
    return groups


def _release(release: Member, by_text: dict[str, list[Member]], members: Sequence[Member]) -> Release:
    text = by_text[release.copy_of or release.id]
    copied = [member for member in text if _later_elsewhere(member, release)]
    had_it = {member.source for member in copied}
    followed: dict[str, StoryArticle] = {}
    for member in members:
        if _later_elsewhere(member, release) and not member.official and member.source not in had_it:
            followed.setdefault(member.source, article_of(member))
    return Release(
        **headline_of(release).model_dump(),
        copied_by=[article_of(member) for member in copied],
        followed_by=list(followed.values()),
    )


def _later_elsewhere(member: Member, release: Member) -> bool:
    return member.source != release.source and member.age > release.age

"""Which stories moved the tone: each one's part in the change of the mean between two periods.

With t the tone of an article (+1, 0, -1), n and m the number and the mean tone of the articles of a period,
a story's contribution is

    sum over its articles now of (t - m_before) / n_now  -  sum over those before of (t - m_before) / n_before

These add up exactly to m_now - m_before over all stories: it is the word shift of Gallagher et al. (2021),
"Generalized word shift graphs", EPJ Data Science 10:4, with stories for words and the mean before as the
reference. A story pulls down when it is worse than what was usual, and all the more the more of it there is;
one that was bad and has ended pulls up. Copies are left out on both sides.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from services.gateway.presentation.direction import ToneCounts
from shared.contracts.query import FacetValue


@dataclass(frozen=True)
class StoryTones:
    """The articles of a story in one period: how many, how many with a tone, and the sum of their tones."""

    articles: int = 0
    toned: int = 0
    total: int = 0


@dataclass(frozen=True)
class Mover:
    """A story with its contribution to the change of the mean tone."""

    story_id: str
    contribution: float
    now: StoryTones
    before: StoryTones

    @property
    def ended(self) -> bool:
        """Whether it moves the tone by being told no more."""
        return self.now.articles == 0


def tones_of_stories(values: Iterable[FacetValue]) -> dict[str, StoryTones]:
    """The stories of a facet that was asked for in depth."""
    return {
        value.value: StoryTones(
            value.count, value.toned or 0, round((value.mean_tone or 0.0) * (value.toned or 0))
        )
        for value in values
    }


def movers(
    stories: Mapping[str, StoryTones],
    stories_before: Mapping[str, StoryTones],
    now: ToneCounts,
    before: ToneCounts,
) -> list[Mover]:
    """Every story that moves the mean, the strongest first, equals the one with more articles first.

    Without articles before, the contributions add up to the mean itself: what makes it what it is.
    """
    if not now.read:
        return []
    usual = before.mean
    nothing = StoryTones()
    found = []
    for story_id in stories.keys() | stories_before.keys():
        here, there = stories.get(story_id, nothing), stories_before.get(story_id, nothing)
        contribution = (here.total - usual * here.toned) / now.read
        if before.read:
            contribution -= (there.total - usual * there.toned) / before.read
        found.append(Mover(story_id, contribution, here, there))
    return sorted(
        (mover for mover in found if mover.contribution),
        key=lambda mover: (-abs(mover.contribution), -mover.now.articles, mover.story_id),
    )

"""Makes what annotated files have too few of: cut copies, form letters, unrelated news of one regency."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import TypeVar

import numpy as np

from services.search.stories.member import DIMENSIONS, PERMUTATIONS, Member, Signature, Vector
from services.search.stories.words import Words

T = TypeVar("T", int, str)
Random = np.random.Generator

# A code that no region has.
ELSEWHERE = frozenset({"00.00"})


def copy_of(member: Member, random: Random) -> Member:
    """The same release with 35 to 95 % of its text and another lead, at most sixty hours later."""
    share, clues = random.uniform(0.35, 0.95), member.clues
    return replace(
        member,
        id=f"{member.id}-copy",
        published_at=member.published_at + timedelta(hours=random.uniform(0, 60)),
        words=_words(member.words, random, share, new=0.1),
        signature=_signature(member.signature, random, 0.8 * share),
        vector=_near(member.vector, random, random.uniform(0.7, 0.97)),
        clues=replace(
            clues,
            days=_some(clues.days, random, 0.8),
            places=_some(clues.places, random, share),
            main_places=_some(clues.main_places, random, share),
            figures=_some(clues.figures, random, share),
            people=_some(clues.people, random, share),
            names=_some(clues.names, random, share),
        ),
    )


def form_letter(member: Member, random: Random) -> Member:
    """The next of its kind, one to eleven days later: the same phrases, other days, places and figures.

    Four in ten are about another region.
    """
    share, days, clues = random.uniform(0.3, 0.8), int(random.integers(1, 12)), member.clues
    elsewhere = bool(member.regions) and random.random() < 0.4
    return replace(
        member,
        id=f"{member.id}-next",
        published_at=member.published_at + timedelta(days=days),
        regions=ELSEWHERE if elsewhere else member.regions,
        words=_words(member.words, random, share, new=0.2),
        signature=_signature(member.signature, random, 0.6 * share),
        vector=_near(member.vector, random, random.uniform(0.6, 0.95)),
        clues=replace(
            clues,
            mentioned=ELSEWHERE if elsewhere else clues.mentioned,
            days=frozenset(day + days for day in clues.days),
            main_days=frozenset(day + days for day in clues.main_days),
            places=_others(clues.places),
            main_places=_others(clues.main_places),
            figures=_others(_some(clues.figures, random, 0.9)) | _some(clues.figures, random, 0.15),
            people=_some(clues.people, random, 0.5),
            names=_some(clues.names, random, 0.5),
        ),
    )


def neighbour(member: Member, of: Member, random: Random) -> Member:
    """The member as if it happened in the region of another article, at most three days from it.

    Annotated regions have one event a month; a busy regency has several a day, on one topic, too.
    """
    published = of.published_at + timedelta(hours=random.uniform(-72, 72))
    days, clues = (published.date() - member.published_at.date()).days, member.clues
    return replace(
        member,
        published_at=published,
        regions=of.regions,
        clues=replace(
            clues,
            mentioned=of.clues.mentioned,
            days=frozenset(day + days for day in clues.days),
            main_days=frozenset(day + days for day in clues.main_days),
        ),
    )


def _some(values: frozenset[T], random: Random, share: float) -> frozenset[T]:
    return frozenset(value for value in sorted(values) if random.random() < share)


def _others(values: frozenset[str]) -> frozenset[str]:
    return frozenset(f"{value}~" for value in values)


def _words(words: Words, random: Random, share: float, *, new: float) -> Words:
    hashes: Sequence[int] = words.hashes[random.random(len(words.hashes)) < share].tolist()
    strange: Sequence[int] = random.integers(1, 2**32, int(new * len(words.hashes)), dtype=np.uint32).tolist()
    return Words(np.unique(np.array([*hashes, *strange], dtype=np.uint32)))


def _signature(signature: Signature | None, random: Random, share: float) -> Signature | None:
    if signature is None:
        return None
    strange = random.integers(1, 2**32, PERMUTATIONS, dtype=np.uint32)
    mixed: Signature = np.where(random.random(PERMUTATIONS) < share, signature, strange)
    return mixed


def _near(vector: Vector | None, random: Random, cosine: float) -> Vector | None:
    """A unit vector with this cosine to the given one."""
    if vector is None:
        return None
    noise = random.normal(size=DIMENSIONS)
    noise -= noise @ vector * vector
    noise /= np.linalg.norm(noise)
    mixed: Vector = (cosine * vector + np.sqrt(1 - cosine**2) * noise).astype(np.float32)
    return mixed

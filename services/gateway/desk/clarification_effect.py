"""Whether coverage followed a clarification: what was published after it, by whom, in which tone.

Before and after are told by the time of publication. An outlet carried the claim when an article of its,
before the clarification, is the article of the claim, shares its text, or says the sentence (passages.says).
An article afterwards carries the clarification when it takes over TAKEN of its five-word runs, or says one of
its sentences. That coverage turned does not prove that the clarification turned it; the page says "setelah",
not "karena".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from services.gateway.desk.clarifications import Answer
from services.gateway.desk.passages import says, share_taken, words
from services.gateway.desk.story_pickup import is_release
from shared.contracts.query import UNSEEN, IndexedArticle

# A tenth of a clarification's runs is a sentence of it; by chance a text shares 0.01 (story_pickup.py).
TAKEN = 0.1
# A shorter sentence ("Itu tidak benar.") says nothing of where it comes from.
_SENTENCE_WORDS = 6
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")

Following = Literal["memuat", "menulis_lagi", "diam"]


@dataclass(frozen=True)
class OutletAfter:
    """An outlet that carried the claim, and its article afterwards that tells most; None: silent since."""

    source_id: str
    name: str
    claimed_in: IndexedArticle
    following: Following
    article: IndexedArticle | None


@dataclass(frozen=True)
class Effect:
    """The coverage before and after a clarification."""

    tones_before: dict[str, int]
    tones_after: dict[str, int]
    after: tuple[IndexedArticle, ...]
    carrying: tuple[IndexedArticle, ...]
    outlets: tuple[OutletAfter, ...]

    @property
    def followed(self) -> bool:
        """Whether any outlet carried the clarification."""
        return bool(self.carrying)


def effect_of(answer: Answer, members: Sequence[IndexedArticle]) -> Effect:
    """What the articles of a story, releases left out, show after a clarification."""
    coverage = sorted((one for one in members if not is_release(one)), key=_age)
    before = [one for one in coverage if one.article.published_at <= answer.issued_at]
    after = [one for one in coverage if one.article.published_at > answer.issued_at]
    release = next((one for one in members if one.article.id == answer.release_article_id), None)
    carrying = [one for one in after if _carries(one, answer, release)]
    return Effect(
        tones_before=_tones(before),
        tones_after=_tones(after),
        after=tuple(after),
        carrying=tuple(carrying),
        outlets=tuple(_outlets(answer, members, before, after, carrying)),
    )


def _outlets(
    answer: Answer,
    members: Sequence[IndexedArticle],
    before: Sequence[IndexedArticle],
    after: Sequence[IndexedArticle],
    carrying: Sequence[IndexedArticle],
) -> list[OutletAfter]:
    claimed_in = next((one for one in members if one.article.id == answer.claim_article_id), None)
    found: dict[str, OutletAfter] = {}
    for one in before:
        source = one.article.source
        if source.id in found or not _claims(one, answer, claimed_in):
            continue
        took = next((each for each in carrying if each.article.source.id == source.id), None)
        again = next((each for each in after if each.article.source.id == source.id), None)
        following: Following = "memuat" if took else "menulis_lagi" if again else "diam"
        found[source.id] = OutletAfter(source.id, source.name, one, following, took or again)
    return list(found.values())


def _claims(one: IndexedArticle, answer: Answer, claimed_in: IndexedArticle | None) -> bool:
    if one.article.id == answer.claim_article_id:
        return True
    if claimed_in is not None and _text_id(one) == _text_id(claimed_in):
        return True
    return says(one.article.text, answer.claim)


def _carries(one: IndexedArticle, answer: Answer, release: IndexedArticle | None) -> bool:
    if release is not None and _text_id(one) == _text_id(release):
        return True
    texts = [answer.text, *([release.article.text] if release else [])]
    text = one.article.text
    if any(share_taken(each, text) >= TAKEN for each in texts if len(words(each)) >= _SENTENCE_WORDS):
        return True
    sentences = _SENTENCE_END.split(answer.text)
    return any(says(text, each) for each in sentences if len(words(each)) >= _SENTENCE_WORDS)


def _tones(articles: Sequence[IndexedArticle]) -> dict[str, int]:
    return dict(Counter(one.enrichment.tone.label for one in articles if one.enrichment.tone))


def _text_id(one: IndexedArticle) -> str:
    return one.article.id if one.copy_of in (None, UNSEEN) else str(one.copy_of)


def _age(one: IndexedArticle) -> tuple[datetime, str]:
    return one.article.published_at, one.article.id

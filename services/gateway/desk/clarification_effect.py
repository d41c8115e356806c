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
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from services.gateway.desk.clarifications import Answer
from services.gateway.desk.passages import Text, says, share_taken
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


def texts_of(members: Sequence[IndexedArticle]) -> dict[str, Text]:
    """The texts of articles by id, to be compared with several clarifications."""
    return {one.article.id: Text(one.article.text) for one in members}


@dataclass(frozen=True)
class _Passages:
    """What of a clarification can be found again: whole texts, and the sentences of the answer."""

    texts: tuple[Text, ...]
    sentences: tuple[Text, ...]

    @classmethod
    def of(cls, answer: Answer, release: Text | None) -> _Passages:
        texts = (Text(answer.text), *([release] if release else []))
        sentences = map(Text, _SENTENCE_END.split(answer.text))
        return cls(
            tuple(one for one in texts if len(one.words) >= _SENTENCE_WORDS),
            tuple(one for one in sentences if len(one.words) >= _SENTENCE_WORDS),
        )

    def carried_by(self, text: Text) -> bool:
        return any(share_taken(one, text) >= TAKEN for one in self.texts) or any(
            says(text, one) for one in self.sentences
        )


def effect_of(
    answer: Answer, members: Sequence[IndexedArticle], texts: Mapping[str, Text] | None = None
) -> Effect:
    """What the articles of a story, releases left out, show after a clarification; `texts`: of the members.

    Comparing with some hundred articles takes a good part of a second: never on the event loop.
    """
    texts = texts or texts_of(members)
    coverage = sorted((one for one in members if not is_release(one)), key=_age)
    before = [one for one in coverage if one.article.published_at <= answer.issued_at]
    after = [one for one in coverage if one.article.published_at > answer.issued_at]
    release = next((one for one in members if one.article.id == answer.release_article_id), None)
    passages = _Passages.of(answer, texts[release.article.id] if release else None)
    carrying = [
        one
        for one in after
        if (release is not None and _text_id(one) == _text_id(release))
        or passages.carried_by(texts[one.article.id])
    ]
    return Effect(
        tones_before=_tones(before),
        tones_after=_tones(after),
        after=tuple(after),
        carrying=tuple(carrying),
        outlets=tuple(_outlets(answer, members, texts, before, after, carrying)),
    )


def _outlets(
    answer: Answer,
    members: Sequence[IndexedArticle],
    texts: Mapping[str, Text],
    before: Sequence[IndexedArticle],
    after: Sequence[IndexedArticle],
    carrying: Sequence[IndexedArticle],
) -> list[OutletAfter]:
    claimed_in = next((one for one in members if one.article.id == answer.claim_article_id), None)
    claim = Text(answer.claim)
    found: dict[str, OutletAfter] = {}
    for one in before:
        source = one.article.source
        if source.id in found:
            continue
        if not _is_claim(one, answer, claimed_in) and not says(texts[one.article.id], claim):
            continue
        took = next((each for each in carrying if each.article.source.id == source.id), None)
        again = next((each for each in after if each.article.source.id == source.id), None)
        following: Following = "memuat" if took else "menulis_lagi" if again else "diam"
        found[source.id] = OutletAfter(source.id, source.name, one, following, took or again)
    return list(found.values())


def _is_claim(one: IndexedArticle, answer: Answer, claimed_in: IndexedArticle | None) -> bool:
    if one.article.id == answer.claim_article_id:
        return True
    return claimed_in is not None and _text_id(one) == _text_id(claimed_in)


def _tones(articles: Sequence[IndexedArticle]) -> dict[str, int]:
    return dict(Counter(one.enrichment.tone.label for one in articles if one.enrichment.tone))


def _text_id(one: IndexedArticle) -> str:
    return one.article.id if one.copy_of in (None, UNSEEN) else str(one.copy_of)


def _age(one: IndexedArticle) -> tuple[datetime, str]:
    return one.article.published_at, one.article.id

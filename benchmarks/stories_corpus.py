"""Annotated articles as the search service sees them, and the week in which they all happen."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from services.nlp.texts import article_from_text
from services.search.stories.clues import clues_of
from services.search.stories.member import Member
from services.search.stories.words import Words, word_hashes
from shared.contracts.article import Article
from shared.contracts.enrichment import Enrichment

Read = Callable[[Sequence[Article]], list[Enrichment]]


@dataclass(frozen=True)
class Annotated:
    """An article as the search service sees it, with what a person says about it."""

    member: Member
    event: str | None
    copy_of: str | None

    def same_event(self, other: Annotated) -> bool:
        """Whether a person put both into one event."""
        return self.event is not None and self.event == other.event


def annotated(files: Sequence[Path], read: Read) -> list[Annotated]:
    """The articles of JSONL files, read by the language service, in order of publication."""
    rows = [json.loads(line) for file in files for line in file.open(encoding="utf-8")]
    articles = [_article(row) for row in rows]
    found = [
        Annotated(member_of(article, enrichment), row.get("event"), row.get("copy_of"))
        for article, enrichment, row in zip(articles, read(articles), rows, strict=True)
    ]
    return sorted(found, key=lambda each: each.member.age)


def _article(row: dict[str, Any]) -> Article:
    text = row["text"]
    for furniture in row.get("lead_noise", ()):
        text = text.replace(furniture, "")
    published = datetime.fromisoformat(row["published"])
    changes = {"id": row["id"], "published_at": published, "seen_at": published}
    return article_from_text(row["title"], text).model_copy(update=changes)


def member_of(article: Article, enrichment: Enrichment) -> Member:
    """The article as a member of stories."""
    vector, signature = enrichment.embedding, enrichment.minhash
    return Member(
        id=article.id,
        published_at=article.published_at,
        seen_at=article.seen_at,
        regions=frozenset(region.code for region in enrichment.regions if region.about),
        words=Words(word_hashes(article.title, article.text)),
        clues=clues_of(article, enrichment),
        vector=None if vector is None else np.array(vector, dtype=np.float32),
        signature=None if signature is None else np.array(signature, dtype=np.uint32),
    )


def in_one_week(articles: Sequence[Annotated], seed: int) -> list[Annotated]:
    """The same articles as if every event began on a random day of one week, whole days moved.

    Articles of one event keep their distances, and every article the days it names move with it.
    """
    random = np.random.default_rng(seed)
    first: dict[str, Member] = {}
    for each in articles:
        first.setdefault(each.event or each.member.id, each.member)
    origin = articles[0].member.published_at.date()
    shifts = {
        event: (origin - member.published_at.date()).days + int(random.integers(7))
        for event, member in first.items()
    }
    moved = [
        replace(each, member=_moved(each.member, shifts[each.event or each.member.id])) for each in articles
    ]
    return sorted(moved, key=lambda each: each.member.age)


def _moved(member: Member, days: int) -> Member:
    clues = replace(
        member.clues,
        days=frozenset(day + days for day in member.clues.days),
        main_days=frozenset(day + days for day in member.clues.main_days),
    )
    return replace(member, published_at=member.published_at + timedelta(days=days), clues=clues)

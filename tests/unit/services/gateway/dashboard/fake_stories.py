"""The search service's stories in memory: told by the real teller, corrected by moving articles.

A correction takes effect at once. What undoing needs is remembered: which article was in which story before.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from fastapi import FastAPI, HTTPException

from services.search.index.story import Member, Said
from services.search.stories.telling.detail import detail_of
from shared.contracts.query import (
    ArticleScan,
    Filter,
    IndexedArticle,
    ScannedArticles,
    StoryRef,
)
from shared.contracts.story import (
    Correction,
    CorrectionKind,
    CorrectionOutcome,
    MergeOrder,
    SplitOrder,
    StoryDetail,
    StoryHistory,
    StoryQuestion,
    UndoOrder,
)

Matching = Callable[[Filter], list[IndexedArticle]]


class FakeStories:
    """Stories over the articles of a FakeSearch; `merged` are the ids that lead to another story."""

    def __init__(self, app: FastAPI, matching: Matching, put: Callable[[IndexedArticle], None]) -> None:
        self._matching = matching
        self._put = put
        self.merged: dict[str, str] = {}
        self.corrections: dict[str, Correction] = {}
        self._before: dict[str, dict[str, str]] = {}
        app.post("/stories/detail")(self._detail)
        app.post("/articles/scan")(self._scan)
        app.post("/stories/merge")(self._merge)
        app.post("/stories/split")(self._split)
        app.post("/stories/undo")(self._undo)

    def regroup(self, article_id: str, story_id: str) -> None:
        """Put an article into another story, as grouping anew does."""
        for one in self._matching(Filter(scope=["ID"])):
            if one.article.id == article_id:
                self._put(one.model_copy(update={"story": StoryRef(id=story_id, size=1)}))

    def _detail(self, asking: StoryQuestion) -> StoryDetail:
        story_id, members = self._story(asking.id, asking.scope)
        history = StoryHistory(
            opened_at=None,
            former_ids=[old for old, into in self.merged.items() if into == story_id],
            changes=[],
            corrections=list(self.corrections.values()),
        )
        return detail_of(story_id, [_member(one) for one in members], asking.timezone, [], history)

    def _story(self, story_id: str, scope: list[str]) -> tuple[str, list[IndexedArticle]]:
        story_id = self.merged.get(story_id, story_id)
        members = self._matching(Filter(scope=scope, story=story_id))
        if not members:
            raise HTTPException(404)
        return story_id, sorted(members, key=lambda one: one.article.published_at)

    def _scan(self, query: ArticleScan) -> ScannedArticles:
        found = sorted(self._matching(query.filter), key=lambda one: one.article.seen_at, reverse=True)
        return ScannedArticles(items=found[: query.size], next=None)

    def _merge(self, order: MergeOrder) -> CorrectionOutcome:
        stays, _ = self._story(order.id, order.scope)
        gone, moving = self._story(order.other, order.scope)
        self.merged[gone] = stays
        return self._moved("merge", order, moving, stays)

    def _split(self, order: SplitOrder) -> CorrectionOutcome:
        story_id, members = self._story(order.id, order.scope)
        moving = [one for one in members if one.article.id in order.article_ids]
        if len(moving) == len(members):
            raise HTTPException(400, {"name": "articles", "message": "semua"})
        return self._moved("split", order, moving, f"{story_id}-pecahan")

    def _moved(
        self, kind: CorrectionKind, order: MergeOrder | SplitOrder, moving: list[IndexedArticle], to: str
    ) -> CorrectionOutcome:
        correction_id = f"k{len(self.corrections) + 1}"
        self._before[correction_id] = {one.article.id: one.story.id for one in moving if one.story}
        for one in moving:
            self.regroup(one.article.id, to)
        self.corrections[correction_id] = Correction(
            id=correction_id,
            kind=kind,
            made_at=datetime.now(UTC),
            undone_at=None,
            state="in_force",
            own=True,
            actor=order.actor,
            note=order.note,
        )
        stories = [to] if kind == "merge" else sorted({order.id, to})
        return CorrectionOutcome(id=correction_id, state="applied", stories=stories)

    def _undo(self, order: UndoOrder) -> CorrectionOutcome:
        if order.correction_id not in self.corrections:
            raise HTTPException(404)
        before = self._before[order.correction_id]
        for article_id, story_id in before.items():
            self.regroup(article_id, story_id)
            self.merged.pop(story_id, None)
        undone = {"state": "undone", "undone_at": datetime.now(UTC)}
        self.corrections[order.correction_id] = self.corrections[order.correction_id].model_copy(
            update=undone
        )
        return CorrectionOutcome(
            id=order.correction_id, state="applied", stories=sorted({order.id, *before.values()})
        )


def _member(one: IndexedArticle) -> Member:
    article, read = one.article, one.enrichment
    return Member(
        id=article.id,
        title=article.title,
        summary=["Ringkasan cerita."],
        source=article.source.id,
        source_name=article.source.name,
        published=round(article.published_at.timestamp() * 1000),
        tone=read.tone.label if read.tone else None,
        about_codes=[region.code for region in read.regions if region.about],
        topics=[topic.id for topic in read.topics],
        copy_of=one.copy_of,
        official=article.source.official or article.kind == "rilis",
        people=[(person.name, person.role, person.org) for person in read.people],
        quotes=[Said(quote.speaker, quote.text, quote.indirect) for quote in read.quotes],
        story_id=one.story.id if one.story else None,
    )

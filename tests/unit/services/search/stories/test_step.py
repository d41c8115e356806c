"""The story step: index and announcement follow the decision."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from services.search import store
from services.search.index.document import Document, PutResult
from services.search.index.errors import IndexUnavailable
from services.search.index.port import ArticleIndex
from services.search.indexer import Indexer
from services.search.stories import filing, links
from services.search.stories.filing import Author
from services.search.stories.reconcile import new_story_id
from services.search.stories.step import StoryStep
from shared.contracts.messages import ArticleIndexed, ArticleStored
from shared.messaging.port import Ack, Message, Quarantine, Retry
from tests.search_world import NOW, PARAGRAPH, RecordingBroker, article_id, enriched, message

A, B, C = (f"https://{name}.example/1" for name in "abc")


@pytest.fixture
def indexer(engine: AsyncEngine, index: ArticleIndex, broker: RecordingBroker) -> Indexer:
    return Indexer(engine, index, broker)  # type: ignore[arg-type]  # publishes only


@pytest.fixture
def step(engine: AsyncEngine, index: ArticleIndex, broker: RecordingBroker) -> StoryStep:
    return StoryStep(engine, index, broker)  # type: ignore[arg-type]  # publishes only


def stored(url: str, revision: int = 1) -> Message:
    """The announcement of a stored article."""
    return message(ArticleStored(article_id=article_id(url), revision=revision))


async def test_an_article_gets_its_story_in_the_index_and_is_announced(
    indexer: Indexer, step: StoryStep, index: ArticleIndex, broker: RecordingBroker
) -> None:
    await indexer.handle([message(enriched(A))])
    assert await step.handle([stored(A)]) == [Ack()]
    (found,) = await index.get([article_id(A)])
    assert found.story is not None
    assert found.story.id == new_story_id(article_id(A))
    (event,) = broker.events(ArticleIndexed)
    assert (event.article_id, event.revision, event.story_id) == (article_id(A), 1, found.story.id)
    assert (event.source_id, event.regions, event.tone) == ("kabar-pesisir", ["64.08"], "negatif")
    assert event.topics == ["infrastruktur"]


async def test_a_copy_that_lost_its_place_is_written_again(
    indexer: Indexer, step: StoryStep, index: ArticleIndex
) -> None:
    await indexer.handle([message(enriched(A))])
    await step.handle([stored(A)])
    older = enriched(B, text=f"{PARAGRAPH} (rilis)", published_at=NOW - timedelta(days=1))
    await indexer.handle([message(older)])
    await step.handle([stored(B)])
    first, second = await index.get([article_id(A), article_id(B)])
    assert first.copy_of == article_id(B)
    assert second.copy_of is None


async def test_a_late_announcement_of_an_old_revision_changes_nothing(
    indexer: Indexer, step: StoryStep, index: ArticleIndex
) -> None:
    for revision in (1, 2):
        await indexer.handle([message(enriched(A, title=f"Judul {revision}", revision=revision))])
    await step.handle([stored(A, 2)])
    before = await index.get([article_id(A)])
    assert await step.handle([stored(A, 1), stored(A, 2)]) == [Ack(), Ack()]
    assert await index.get([article_id(A)]) == before


async def test_strangers_are_set_aside(indexer: Indexer, step: StoryStep) -> None:
    await indexer.handle([message(enriched(A))])
    broken = Message(type=ArticleStored.TYPE, source="x", subject="x", data=b"{}")
    unknown, good, bad = await step.handle([stored(B), stored(A), broken])
    assert unknown == Quarantine("no such article in the search database")
    assert good == Ack()
    assert isinstance(bad, Quarantine)


class Away:
    """An index that does not answer while `away`."""

    def __init__(self, index: ArticleIndex) -> None:
        self._index = index
        self.away = False

    async def put(self, documents: Sequence[Document]) -> list[PutResult]:
        if self.away:
            raise IndexUnavailable("the index does not answer")
        return await self._index.put(documents)


async def test_what_a_decision_moved_is_written_though_a_revision_comes_before_the_retry(
    engine: AsyncEngine, index: ArticleIndex, broker: RecordingBroker, monkeypatch: pytest.MonkeyPatch
) -> None:
    a, b, c = (article_id(url) for url in (A, B, C))
    scores = {frozenset((a, b)): -4.0, frozenset((a, c)): 5.0, frozenset((b, c)): 5.0}
    monkeypatch.setattr(
        links, "log_odds", lambda _, one, others: [scores[frozenset((one.id, other.id))] for other in others]
    )
    sick = Away(index)
    indexer = Indexer(engine, index, broker)  # type: ignore[arg-type]  # publishes only
    step = StoryStep(engine, sick, broker)  # type: ignore[arg-type]  # puts and publishes only
    await indexer.handle([message(enriched(url, text=f"Kabar {url}")) for url in (A, B)])
    for url in (B, A):
        await step.handle([stored(url)])
    await indexer.handle([message(enriched(C, text="Kabar"))])
    sick.away = True
    assert await step.handle([stored(C)]) == [Retry("the index does not answer")]
    sick.away = False
    await indexer.handle([message(enriched(C, text="Kabar baru", revision=2))])
    assert await step.handle([stored(C, 2)]) == [Ack()]
    found = await index.get([a, b, c])
    assert [each.story and each.story.id for each in found] == [new_story_id(b)] * 3
    # Nothing is behind any more: another message writes its own document only.
    assert await store.unwritten(engine) == []


async def test_a_correction_reaches_the_index_though_the_step_was_killed_before_it(
    engine: AsyncEngine, index: ArticleIndex, broker: RecordingBroker
) -> None:
    sick = Away(index)
    indexer = Indexer(engine, index, broker)  # type: ignore[arg-type]  # publishes only
    step = StoryStep(engine, sick, broker)  # type: ignore[arg-type]  # puts and publishes only
    await indexer.handle(
        [message(enriched(A)), message(enriched(C, title="Cabai", text="Naik.", about="cabai"))]
    )
    await step.handle([stored(A), stored(C)])
    one, other = [each.story.id for each in await index.get([article_id(A), article_id(C)]) if each.story]
    assert one != other
    await filing.merge(engine, broker, one, other, Author("kutim", "key:abc"))  # type: ignore[arg-type]
    (_, sent) = broker.sent[-1]
    sick.away = True
    assert await step.handle([sent]) == [Retry("the index does not answer")]
    # Another process takes over; the message is the broker's until it is acknowledged.
    after = StoryStep(engine, index, broker)  # type: ignore[arg-type]  # publishes only
    assert await after.handle([sent]) == [Ack()]
    found = {each.story.id for each in await index.get([article_id(A), article_id(C)]) if each.story}
    assert len(found) == 1
    assert await store.unwritten(engine) == []

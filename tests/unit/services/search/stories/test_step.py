"""The story step: index and announcement follow the decision."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from services.search.index.port import ArticleIndex
from services.search.indexer import Indexer
from services.search.stories.reconcile import new_story_id
from services.search.stories.step import StoryStep
from shared.contracts.messages import ArticleIndexed, ArticleStored
from shared.messaging.port import Ack, Message, Quarantine
from tests.search_world import NOW, PARAGRAPH, RecordingBroker, article_id, enriched, message

A, B = "https://a.example/1", "https://b.example/1"


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

"""Watches: one alert for a story, sent for certain, and never for old articles."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncEngine

from services.search.index.document import Document
from services.search.index.port import ArticleIndex
from services.search.stories.step import indexed
from services.search.tables import stories
from services.search.watches import store
from services.search.watches.desk import Desk
from services.search.watches.firing import alert_id
from services.search.watches.match import Matcher
from services.search.watches.message import announcing
from shared.contracts.messages import AlertRaised, ArticleEnriched, Delivery
from shared.contracts.query import ArticlePage, ArticleSearch, Filter
from shared.contracts.watch import NewWatch, Rescope, Watch
from shared.messaging.port import Ack, BrokerUnavailable, Message
from tests.search_world import NOW, RecordingBroker, enriched, message

A = "https://a.example/1"


@pytest.fixture
def matcher(engine: AsyncEngine, index: ArticleIndex, broker: RecordingBroker) -> Matcher:
    return Matcher(engine, index, Desk(engine, announcing(broker)))  # type: ignore[arg-type]  # publishes only


async def watch(engine: AsyncEngine, **filter_: object) -> Watch:
    """A saved watch of a regency."""
    new = NewWatch(
        tenant_id="kutim",
        name="Jembatan",
        filter=Filter(scope=["64.08"], **filter_),  # type: ignore[arg-type]  # fields of Filter
        deliveries=[Delivery(type="email", target="humas@kutim.example")],
        zone="Asia/Makassar",
        cooldown=0,
    )
    return await store.create(engine, new, NOW)


async def in_index(index: ArticleIndex, event: ArticleEnriched, story_id: str) -> Message:
    """Put an article with its story into the index; its announcement."""
    document = Document(event.article, event.enrichment, story_id=story_id)
    await index.put([document])
    return message(indexed(document, NOW))


async def test_one_alert_for_each_story(
    matcher: Matcher, engine: AsyncEngine, index: ArticleIndex, broker: RecordingBroker
) -> None:
    saved = await watch(engine, q="jembatan")
    first = await in_index(index, enriched(A), "s1")
    again = await in_index(index, enriched("https://b.example/1"), "s1")
    other = await in_index(index, enriched("https://c.example/1"), "s2")
    assert await matcher.handle([first]) == [Ack()]
    assert await matcher.handle([first, again, other]) == [Ack(), Ack(), Ack()]
    alerts = broker.events(AlertRaised)
    assert [alert.alert_id for alert in alerts] == [alert_id(saved.id, "s1"), alert_id(saved.id, "s2")]
    assert alerts[0].deliveries == saved.deliveries
    assert alerts[0].tenant_id == "kutim"


async def test_a_story_that_was_heard_of_before_it_was_merged_is_no_news(
    matcher: Matcher, engine: AsyncEngine, index: ArticleIndex, broker: RecordingBroker
) -> None:
    await watch(engine, q="jembatan")
    await matcher.handle([await in_index(index, enriched(A), "s1")])
    async with engine.begin() as connection:
        await connection.execute(
            insert(stories).values(story_id="s1", opened_seq=2, opened_at=NOW, merged_into="s2")
        )
    await matcher.handle([await in_index(index, enriched("https://b.example/1"), "s2")])
    assert len(broker.events(AlertRaised)) == 1


async def test_a_watch_that_is_narrowed_meanwhile_is_judged_again(
    matcher: Matcher,
    engine: AsyncEngine,
    index: ArticleIndex,
    broker: RecordingBroker,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    wide = NewWatch(tenant_id="kutim", name="Kaltim", filter=Filter(scope=["64"]), zone="Asia/Makassar")
    saved = await store.create(engine, wide, NOW)
    foreign = await in_index(index, enriched(A, regions=["64.72"]), "s1")
    own = await in_index(index, enriched("https://b.example/1"), "s2")
    search = index.search

    async def narrowing(request: ArticleSearch, **options: Any) -> ArticlePage:
        page = await search(request, **options)
        await store.rescope(engine, Rescope(tenant_id="kutim", scope=["64.08"], zone="Asia/Makassar"), NOW)
        return page

    monkeypatch.setattr(index, "search", narrowing)
    await matcher.handle([foreign, own])
    assert [event.alert_id for event in broker.events(AlertRaised)] == [alert_id(saved.id, "s2")]


async def test_filters_decide(
    matcher: Matcher, engine: AsyncEngine, index: ArticleIndex, broker: RecordingBroker
) -> None:
    await watch(engine, q="pasar")
    await watch(engine, tones=["positif"])
    saved = await watch(engine, tones=["negatif"])
    await matcher.handle([await in_index(index, enriched(A), "s1")])
    assert [alert.watch_id for alert in broker.events(AlertRaised)] == [saved.id]


async def test_another_regencys_article_alerts_nobody(
    matcher: Matcher, engine: AsyncEngine, index: ArticleIndex, broker: RecordingBroker
) -> None:
    await watch(engine)
    await matcher.handle([await in_index(index, enriched(A, regions=["33.28"]), "s1")])
    assert broker.sent == []


async def test_an_archive_alerts_nobody(
    matcher: Matcher, engine: AsyncEngine, index: ArticleIndex, broker: RecordingBroker
) -> None:
    await watch(engine)
    old = enriched(A, published_at=NOW - timedelta(days=3))
    await matcher.handle([await in_index(index, old, "s1")])
    assert broker.sent == []


async def test_an_alert_that_was_not_sent_is_sent_by_the_redelivery(
    matcher: Matcher, engine: AsyncEngine, index: ArticleIndex, broker: RecordingBroker
) -> None:
    await watch(engine)
    announced = await in_index(index, enriched(A), "s1")
    broker.refuse = BrokerUnavailable("no broker")
    with pytest.raises(BrokerUnavailable):
        await matcher.handle([announced])
    broker.refuse = None
    for _ in range(2):
        assert await matcher.handle([announced]) == [Ack()]
    assert len(broker.events(AlertRaised)) == 1


async def test_a_watch_that_can_be_read_no_more_says_so_and_the_others_go_on(
    matcher: Matcher, engine: AsyncEngine, index: ArticleIndex, broker: RecordingBroker
) -> None:
    broken, sound = await watch(engine, q="(jembatan"), await watch(engine, q="jembatan")
    await matcher.handle([await in_index(index, enriched(A), "s1")])
    assert [alert.watch_id for alert in broker.events(AlertRaised)] == [sound.id]
    kept = await store.one(engine, "kutim", broken.id)
    assert kept is not None
    assert kept.broken
    assert [each.id for each in await store.all_watches(engine)] == [sound.id]


async def test_a_tenant_sees_only_its_own_watches(engine: AsyncEngine) -> None:
    saved = await watch(engine)
    assert await store.page(engine, "kutim", 20, None) == ([saved], None, 1)
    assert await store.page(engine, "tegal", 20, None) == ([], None, 0)
    assert await store.one(engine, "tegal", saved.id) is None
    assert not await store.remove(engine, "tegal", saved.id)
    assert await store.remove(engine, "kutim", saved.id)
    assert not await store.remove(engine, "kutim", saved.id)

"""Claims, leases, revisions, outbox and counters on SQLite and on PostgreSQL."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from services.crawler.article_store import Draft, Stored, store
from services.crawler.canonical import article_id
from services.crawler.discover.found import Found
from services.crawler.enqueue import add_articles
from services.crawler.errors import LeaseLost
from services.crawler.extract import content_hash
from services.crawler.frontier import LEASE, Task, claim, claim_one, release, renew, settle
from services.crawler.health import count, health_days
from services.crawler.polls import bring_forward, spread_overdue
from services.crawler.relay import Relay
from services.crawler.source_store import change_source, get_source, import_source, list_sources, source_for
from services.crawler.tables import frontier, hosts, outbox
from shared.contracts.article import SourceRef
from shared.contracts.channels import NLP_ARTICLES, Channel
from shared.contracts.crawl import Source
from shared.messaging.connect import connect
from shared.messaging.port import Broker, BrokerUnavailable, Message
from shared.runtime.database import create_engine, migrate

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
KABAR = SourceRef(id="kabar", name="Kabar", domain="kabar.example", timezone="Asia/Makassar")
SOURCE = Source(
    id="kabar",
    name="Kabar",
    url="https://kabar.example/",
    domain="kabar.example",
    feeds=["https://kabar.example/feed"],
)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'gaung.db'}"
    return str(request.getfixturevalue("require_postgres"))


@pytest.fixture
async def engine(database_url: str) -> AsyncIterator[AsyncEngine]:
    opened = create_engine(database_url, "crawler")
    await migrate(opened, "crawler")
    yield opened
    await opened.dispose()


async def enqueue(engine: AsyncEngine, *urls: str, **hint: str) -> int:
    async with engine.begin() as connection:
        return await add_articles(connection, "kabar", [Found(url, **hint) for url in urls], "feed", NOW)


async def finish(
    engine: AsyncEngine, task: Task, at: datetime, next_at: datetime, due_at: datetime | None = None
) -> None:
    async with engine.begin() as connection:
        await release(connection, task, next_at)
        await settle(connection, task, at, due_at=due_at, attempts=0)


async def test_one_host_one_visitor(engine: AsyncEngine) -> None:
    assert await enqueue(engine, "https://a.example/1", "https://a.example/2", "https://b.example/1") == 3
    first, second, third = [await claim(engine, f"o{number}", NOW) for number in range(3)]
    assert first
    assert second
    assert {first.host, second.host} == {"a.example:443", "b.example:443"}
    assert third is None


async def test_the_order_of_a_feed_is_kept(engine: AsyncEngine) -> None:
    await enqueue(engine, "https://a.example/1", "https://a.example/2", "https://a.example/3")
    seen = []
    while task := await claim(engine, "o", NOW):
        seen.append(task.url[-1])
        await finish(engine, task, NOW, NOW)
    assert seen == ["1", "2", "3"]


async def test_a_host_rests_between_two_visits(engine: AsyncEngine) -> None:
    await enqueue(engine, "https://a.example/1", "https://a.example/2")
    task = await claim(engine, "o", NOW)
    assert task
    await finish(engine, task, NOW, NOW + timedelta(seconds=2))
    assert await claim(engine, "o", NOW + timedelta(seconds=1)) is None
    assert await claim(engine, "o", NOW + timedelta(seconds=2))


async def test_a_dead_visitors_claim_comes_back_and_its_late_result_is_refused(engine: AsyncEngine) -> None:
    await enqueue(engine, "https://a.example/1")
    dead = await claim(engine, "mati", NOW)
    assert dead
    await renew(engine, dead, NOW + timedelta(seconds=20))
    assert await claim(engine, "hidup", NOW + LEASE) is None
    alive = await claim(engine, "hidup", NOW + timedelta(seconds=20) + LEASE)
    assert alive
    assert (alive.url, alive.attempts) == (dead.url, 2)
    with pytest.raises(LeaseLost):
        await finish(engine, dead, NOW, NOW)
    with pytest.raises(LeaseLost):
        await renew(engine, dead, NOW)
    await finish(engine, alive, NOW, NOW)


async def test_many_claimers_at_once_never_share_a_host(engine: AsyncEngine) -> None:
    await enqueue(engine, *(f"https://situs-{number}.example/x" for number in range(12)))
    claimed = await asyncio.gather(*(claim(engine, f"o{number}", NOW) for number in range(20)))
    names = [task.host for task in claimed if task]
    assert len(names) == len(set(names))
    while task := await claim(engine, "o", NOW):
        names.append(task.host)
    assert len(names) == len(set(names)) == 12


async def test_claiming_one_address_waits_for_its_host(engine: AsyncEngine) -> None:
    await enqueue(engine, "https://a.example/1", "https://a.example/2")
    task = await claim(engine, "o", NOW)
    assert task
    key = "https://a.example/2"
    assert await claim_one(engine, "p", "article", key, "a.example:443", NOW) is None
    await finish(engine, task, NOW, NOW)
    mine = await claim_one(engine, "p", "article", key, "a.example:443", NOW)
    assert mine
    assert mine.key == key


async def test_variants_of_an_address_are_one_row(engine: AsyncEngine) -> None:
    assert (
        await enqueue(
            engine, "https://a.example/1?utm_source=x", "https://a.example/1/amp", "https://a.example/1"
        )
        == 1
    )
    assert await enqueue(engine, "https://a.example/1#x") == 0


async def test_an_article_said_to_be_updated_is_due_again(engine: AsyncEngine) -> None:
    url = "https://a.example/1"
    await enqueue(engine, url, title="Judul", updated="2026-11-25T08:00:00Z")
    task = await claim(engine, "o", NOW)
    assert task
    await finish(engine, task, NOW, NOW, due_at=NOW + timedelta(hours=1))
    await enqueue(engine, url, title="Judul", updated="2026-11-25T08:00:00Z")
    assert await claim(engine, "o", NOW) is None
    await enqueue(engine, url, title="Judul", updated="2026-11-25T09:00:00Z")
    again = await claim(engine, "o", NOW)
    assert again
    await finish(engine, again, NOW, NOW)
    await enqueue(engine, url, title="Judul Baru", updated="2026-11-25T09:00:00Z")
    assert await claim(engine, "o", NOW)


async def test_another_poll_may_spell_the_title_differently(engine: AsyncEngine) -> None:
    await enqueue(engine, "https://a.example/1", title="Judul")
    task = await claim(engine, "o", NOW)
    assert task
    await finish(engine, task, NOW, NOW)
    async with engine.begin() as connection:
        other = [Found("https://a.example/1", title="JUDUL")]
        await add_articles(connection, "kabar", other, "sitemap", NOW)
    assert await claim(engine, "o", NOW) is None


def draft(text: str, title: str = "Judul", url: str = "https://kabar.example/1") -> Draft:
    return Draft(url, url, title, text, None, None, "berita", KABAR, None, content_hash(title, text), None)


async def put(engine: AsyncEngine, what: Draft, at: datetime = NOW) -> Stored:
    async with engine.begin() as connection:
        return await store(connection, what, at)


async def waiting(engine: AsyncEngine) -> list[str]:
    async with engine.connect() as connection:
        return list(
            (await connection.execute(sa.select(outbox.c.message_id).order_by(outbox.c.id))).scalars()
        )


async def test_revisions(engine: AsyncEngine) -> None:
    later = NOW + timedelta(hours=1)
    first = await put(engine, draft("Satu."))
    same = await put(engine, draft("Satu. "), later)
    second = await put(engine, draft("Dua."), later)
    assert (first.changed, same.changed, second.changed) == (True, False, True)
    assert same.article == first.article
    assert (second.article.revision, second.article.seen_at, second.article.revised_at) == (2, NOW, later)
    assert second.article.published_at.isoformat() == "2026-11-25T20:00:00+08:00"
    assert second.article.published_from == "first-seen"
    identity = article_id("https://kabar.example/1")
    assert await waiting(engine) == [f"{identity}.1", f"{identity}.2"]


async def test_the_same_article_from_two_processes_is_one_revision(engine: AsyncEngine) -> None:
    stored = await asyncio.gather(*(put(engine, draft("Satu.")) for _ in range(8)))
    assert sum(each.changed for each in stored) == 1
    assert len(await waiting(engine)) == 1


async def test_nothing_is_stored_when_the_transaction_fails(engine: AsyncEngine) -> None:
    async with engine.connect() as connection:
        await store(connection, draft("Satu."), NOW)
        await connection.rollback()
    assert await waiting(engine) == []
    assert (await put(engine, draft("Satu."))).article.revision == 1


class Unsteady:
    """A broker that is away for the first `failures` publishes."""

    def __init__(self, inner: Broker, failures: int) -> None:
        self._inner = inner
        self.failures = failures

    async def publish(self, channel: Channel, message: Message) -> None:
        if self.failures > 0:
            self.failures -= 1
            raise BrokerUnavailable("the broker is away")
        await self._inner.publish(channel, message)


async def test_events_wait_for_a_broker_that_is_away(engine: AsyncEngine, tmp_path: Path) -> None:
    for number in range(5):
        await put(engine, draft("Satu.", url=f"https://kabar.example/{number}"))
    broker = await connect(f"sqlite:///{tmp_path / 'broker.db'}")
    relay = Relay(engine, Unsteady(broker, failures=2))  # type: ignore[arg-type]  # only publishes
    with pytest.raises(BrokerUnavailable):
        await relay.move_batch()
    assert await relay.length() == 2
    assert await relay.move_batch() == 2
    assert await relay.move_batch() == 0
    assert (await broker.depth(NLP_ARTICLES)).ready == 5
    await broker.close()


async def test_counters(engine: AsyncEngine) -> None:
    async with engine.begin() as connection:
        await count(connection, "kabar", {"discovered": 3, "fetched": 0}, NOW - timedelta(days=1))
        await count(connection, "kabar", {"discovered": 2, "dropped:robots": 1}, NOW)
        await count(connection, "kabar", {"discovered": 2, "dropped:robots": 1, "dropped:http-404": 4}, NOW)
        await count(connection, "lain", {"discovered": 9}, NOW)
        days = await health_days(connection, "kabar", 3, NOW)
    assert [(day.day, day.discovered) for day in days] == [
        ("2026-11-23", 0),
        ("2026-11-24", 3),
        ("2026-11-25", 4),
    ]
    assert days[-1].dropped == {"robots": 2, "http-404": 4}


async def polls(engine: AsyncEngine) -> dict[str, datetime | None]:
    async with engine.connect() as connection:
        rows = (await connection.execute(sa.select(frontier).where(frontier.c.kind != "article"))).all()
    return {row.key: row.due_at for row in rows}


async def test_an_import_spreads_sources_and_keeps_what_is_known(engine: AsyncEngine) -> None:
    many = [
        SOURCE.model_copy(update={"id": f"s{number}", "url": f"https://s{number}.example/", "feeds": []})
        for number in range(60)
    ]
    async with engine.begin() as connection:
        for source in many:
            await import_source(connection, source, NOW, together=len(many))
    first = await polls(engine)
    delays = sorted((due - NOW).total_seconds() for due in first.values() if due)
    assert len(delays) == 60
    assert 0 <= delays[0] < delays[-1] <= 30
    assert delays[-1] - delays[0] > 10
    async with engine.begin() as connection:
        for source in many:
            renamed = source.model_copy(update={"name": "Baru"})
            await import_source(connection, renamed, NOW + timedelta(hours=1), together=len(many))
        assert (await get_source(connection, "s7")).name == "Baru"
        page = await list_sources(connection, after="s7", limit=2)
    assert await polls(engine) == first
    assert [source.id for source in page] == ["s8", "s9"]


async def test_pause_and_resume(engine: AsyncEngine) -> None:
    async with engine.begin() as connection:
        await import_source(connection, SOURCE, NOW, together=1)
    await enqueue(engine, "https://kabar.example/1")
    async with engine.begin() as connection:
        assert (await change_source(connection, "kabar", {"paused": True}, NOW)).paused
    assert await claim(engine, "o", NOW + timedelta(days=1)) is None
    async with engine.begin() as connection:
        await import_source(connection, SOURCE, NOW, together=1)
        assert (await get_source(connection, "kabar")).paused is True
        await change_source(connection, "kabar", {"paused": False}, NOW)
    assert await claim(engine, "o", NOW + timedelta(seconds=1))


async def test_after_a_night_without_a_crawler_polls_are_spread(engine: AsyncEngine) -> None:
    async with engine.begin() as connection:
        for number in range(40):
            source = SOURCE.model_copy(
                update={"id": f"s{number}", "feeds": [f"https://s{number}.example/feed"]}
            )
            await import_source(connection, source, NOW, together=1)
        await connection.execute(sa.update(frontier).values(visited_at=NOW))
        morning = NOW + timedelta(hours=9)
        assert await spread_overdue(connection, morning) == 40
        assert await spread_overdue(connection, morning) == 0
    late = [due for due in (await polls(engine)).values() if due]
    assert all(morning <= due <= morning + timedelta(seconds=20) for due in late)
    assert max(late) - min(late) > timedelta(seconds=5)
    async with engine.begin() as connection:
        assert await bring_forward(connection, morning) > 30


async def test_an_address_finds_its_source(engine: AsyncEngine) -> None:
    async with engine.begin() as connection:
        await import_source(connection, SOURCE, NOW, together=1)
        await import_source(
            connection,
            SOURCE.model_copy(update={"id": "kutim", "url": "https://kabar.example/kutim"}),
            NOW,
            together=1,
        )
        assert (await source_for(connection, "https://www.kabar.example/kutim/jalan")).id == "kutim"
        assert (await source_for(connection, "https://kabar.example/berita/jalan")).id == "kabar"
        made_up = await source_for(connection, "https://ppu.kabar.example/berita/jalan")
    assert (made_up.id, made_up.domain) == ("ppu-kabar-example", "ppu.kabar.example")


async def test_migrating_twice_changes_nothing(engine: AsyncEngine) -> None:
    await enqueue(engine, "https://a.example/1")
    await migrate(engine, "crawler")
    async with engine.connect() as connection:
        assert (await connection.execute(sa.select(sa.func.count()).select_from(hosts))).scalar_one() == 1

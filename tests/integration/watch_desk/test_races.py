"""The desk and the lease: one alert for a subject, one message for an alert, whoever files it or dies."""

from __future__ import annotations

import asyncio
import random
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from services.search.index.port import ArticleIndex
from services.search.watches import lease, store
from services.search.watches.desk import LEFT_BEHIND, Desk
from shared.contracts.messages import AlertRaised
from shared.contracts.query import Filter
from shared.contracts.watch import EachStory, Spike, WatchChange
from tests.integration import watch_victim
from tests.integration.watch_desk.desk_world import HOUR, MINUTE, SCOPE, TEN, Outbox, raised, saved, stories


async def test_processes_that_file_the_same_at_once_raise_one_alert_each(
    engines: list[AsyncEngine], outbox: Outbox, index: ArticleIndex
) -> None:
    watch = await saved(engines[0])
    desks = [Desk(engine, outbox.publish) for engine in engines]
    names = [f"s{k}" for k in range(8)]
    await asyncio.gather(
        *(
            desk.file(watch, stories(*names[k:], *names[:k]), TEN)
            for k, desk in enumerate(desks)
            for _ in "ab"
        )
    )
    alerts = await raised(engines[0], index)
    assert sorted(alert.title for alert in alerts) == [f"Judul {name}" for name in names]
    # The same message may have been published twice (the notifier knows it), never in two messages.
    by_message = {event.alert_id: event for event in outbox.events}
    parts = [part.alert_id for event in by_message.values() for part in event.parts]
    assert len(parts) == len(set(parts)) == 8


async def test_a_rule_judged_by_time_fires_once_in_its_cool_down_in_all_processes(
    engines: list[AsyncEngine], outbox: Outbox, index: ArticleIndex
) -> None:
    watch = await saved(engines[0], rule=Spike(), cooldown=3600)
    desks = [Desk(engine, outbox.publish) for engine in engines]
    await asyncio.gather(*(desk.file(watch, stories(f"w{k}"), TEN) for k, desk in enumerate(desks)))
    assert len(await raised(engines[0], index)) == 1
    await desks[0].file(watch, stories("w8"), TEN + HOUR - MINUTE)
    assert len(await raised(engines[0], index)) == 1
    await desks[0].file(watch, stories("w9"), TEN + HOUR)
    assert (await raised(engines[0], index))[0].title == "Judul w9"


async def test_two_processes_never_run_a_watch_at_once_and_a_dead_ones_lease_ends(
    engines: list[AsyncEngine],
) -> None:
    watches = [await saved(engines[0], rule=Spike()) for _ in range(6)]
    await saved(engines[0])  # judged by articles: never taken
    taken: list[str] = []

    async def process(engine: AsyncEngine) -> None:
        while (watch := await lease.take(engine, TEN)) is not None:
            taken.append(watch.id)

    await asyncio.gather(*(process(engine) for engine in engines))
    assert sorted(taken) == sorted(watch.id for watch in watches)
    # Nobody gave them back: whoever had them died.
    assert await lease.take(engines[0], TEN + lease.LEASE - MINUTE) is None
    again = await lease.take(engines[0], TEN + lease.LEASE)
    assert again is not None
    now = TEN + lease.LEASE
    await lease.give_back(engines[0], again.id, now)
    await lease.hurry(engines[0], again.id, now + MINUTE / 2)
    left = [watch async for watch in _all_due(engines[0], now + MINUTE)]
    assert again.id not in left
    assert again.id in [watch async for watch in _all_due(engines[0], now + MINUTE + lease.SHORTEST)]


async def test_articles_that_come_during_a_run_bring_another_soon(engines: list[AsyncEngine]) -> None:
    for hurried in (TEN + 5 * MINUTE / 60, TEN + 1.5 * MINUTE):
        watch = await saved(engines[0], rule=Spike())
        assert await lease.take(engines[0], TEN) == watch
        await lease.hurry(engines[0], watch.id, hurried)
        assert await lease.take(engines[0], hurried) is None  # it is running
        await lease.give_back(engines[0], watch.id, TEN)
        assert [key async for key in _all_due(engines[0], TEN + lease.SHORTEST)] == [watch.id]
        await lease.give_back(engines[0], watch.id, TEN + lease.SHORTEST)
        assert [key async for key in _all_due(engines[0], TEN + lease.LONGEST)] == []
        await store.remove(engines[0], "kutim", watch.id)


async def test_whoever_lost_the_lease_does_not_end_the_next_ones(engines: list[AsyncEngine]) -> None:
    watch = await saved(engines[0], rule=Spike())
    await lease.take(engines[0], TEN)
    later = TEN + lease.LEASE
    await lease.take(engines[1], later)
    await lease.give_back(engines[0], watch.id, TEN)
    await lease.hurry(engines[0], watch.id, later + MINUTE)
    assert await lease.take(engines[2], later + MINUTE) is None


async def test_a_rule_that_is_changed_during_a_run_is_run_as_it_is_now(engines: list[AsyncEngine]) -> None:
    watch = await saved(engines[0], rule=Spike())
    await lease.take(engines[0], TEN)
    await store.change(engines[0], "kutim", watch.id, WatchChange(when=EachStory()), TEN + MINUTE)
    await lease.give_back(engines[0], watch.id, TEN)
    assert await lease.take(engines[0], TEN + HOUR) is None  # judged by articles from now on


async def _all_due(engine: AsyncEngine, now: datetime) -> AsyncIterator[str]:
    while (watch := await lease.take(engine, now)) is not None:
        yield watch.id


async def test_a_tenant_has_a_hundred_watches_at_most(engines: list[AsyncEngine]) -> None:
    for _ in range(store.MOST_WATCHES - 2):
        await saved(engines[0])
    outcomes = await asyncio.gather(*(saved(engine) for engine in engines), return_exceptions=True)
    assert sum(isinstance(each, store.TooManyWatches) for each in outcomes) == 2
    await saved(engines[0], tenant_id="tegal")
    items, more, total = await store.page(engines[0], "kutim", 100, None)
    assert (len(items), more, total) == (100, None, 100)
    first, more, _ = await store.page(engines[0], "kutim", 60, None)
    rest, end, _ = await store.page(engines[0], "kutim", 60, more)
    assert ([w.id for w in (*first, *rest)], end) == ([w.id for w in items], None)


async def test_a_change_brings_a_broken_watch_back(engines: list[AsyncEngine]) -> None:
    watch = await saved(engines[0], rule=Spike())
    await store.mark_broken(engines[0], watch.id, "tidak dapat dibaca")
    assert await lease.take(engines[0], TEN + HOUR) is None
    changed = await store.change(
        engines[0], "kutim", watch.id, WatchChange(name="Baru", filter=Filter(scope=SCOPE, q="jembatan")), TEN
    )
    assert changed is not None
    assert (changed.name, changed.broken, changed.filter.q, changed.when) == (
        "Baru",
        None,
        "jembatan",
        Spike(),
    )
    assert await store.one(engines[0], "kutim", watch.id) == changed
    assert await store.change(engines[0], "tegal", watch.id, WatchChange(name="x"), TEN) is None
    assert await lease.take(engines[0], TEN + HOUR) is not None


@pytest.mark.timeout(300)
async def test_kills_lose_no_alert_and_put_none_into_two_messages(
    engines: list[AsyncEngine], url: str, index: ArticleIndex, tmp_path: Path
) -> None:
    """Two processes file the same stories; one after the other is killed at a random moment, twice."""
    watch = await saved(engines[0])
    outbox = tmp_path / "outbox.jsonl"
    chance = random.Random(6408)
    for round_ in range(3):
        victims = [await victim(url, watch.id, outbox) for _ in range(2)]
        for process in victims:
            await asyncio.sleep(chance.uniform(0.05, 0.4))
            if round_ < 2 and process.returncode is None:
                process.kill()
        await asyncio.gather(*(process.wait() for process in victims))

    async def publish(event: AlertRaised) -> None:
        with outbox.open("a") as lines:
            lines.write(event.model_dump_json() + "\n")

    await Desk(engines[0], publish).release(datetime.now(UTC) + LEFT_BEHIND)
    messages: dict[str, list[str]] = {}
    for line in outbox.read_text().splitlines():
        event = AlertRaised.model_validate_json(line)
        alerts = [part.alert_id for part in event.parts] or [event.alert_id]
        # Twice the same message is what the notifier knows to refuse; it must then be the same.
        assert messages.setdefault(event.alert_id, alerts) == alerts
    told = [alert for alerts in messages.values() for alert in alerts]
    assert len(told) == len(set(told)) == watch_victim.NUMBER
    assert len(await raised(engines[0], index, states=["held"])) == 0


async def victim(url: str, watch_id: str, outbox: Path) -> asyncio.subprocess.Process:
    """A process that has begun to file."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.integration.watch_victim",
        url,
        watch_id,
        str(outbox),
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    assert await process.stdout.readline() == b"ready\n"
    return process

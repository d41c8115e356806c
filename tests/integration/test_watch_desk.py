"""The desk and the lease on both databases: one alert for a subject, one message for an alert, whoever files it."""

from __future__ import annotations

import asyncio
import random
import sys
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from services.search.index.open import open_index
from services.search.index.port import ArticleIndex
from services.search.watches import alert_store, lease, store
from services.search.watches.desk import LEFT_BEHIND, Desk
from services.search.watches.firing import Firing
from shared.contracts.alert import Acknowledge, AlertRecord, AlertSearch, CountFigures, OneAlert, StoryFigures
from shared.contracts.messages import AlertRaised, Delivery
from shared.contracts.query import Filter
from shared.contracts.watch import (
    EachStory,
    NewWatch,
    QuietHours,
    Rescope,
    Rule,
    Spike,
    Threshold,
    Watch,
    WatchChange,
)
from shared.messaging.port import BrokerUnavailable
from shared.runtime.database import create_engine, migrate
from tests.integration import watch_victim

PROCESSES = 4
SCOPE = ["64.08"]
# Tuesday, 14 July 2026, 10:00 in Makassar.
TEN = datetime(2026, 7, 14, 2, 0, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'gaung.db'}"
    address: str = request.getfixturevalue("require_postgres")
    return address


@pytest.fixture
async def engines(url: str) -> AsyncIterator[list[AsyncEngine]]:
    """One engine for each process."""
    engines = [create_engine(url, "search") for _ in range(PROCESSES)]
    await migrate(engines[0], "search")
    yield engines
    for engine in engines:
        await engine.dispose()


@pytest.fixture
async def index(tmp_path: Path) -> AsyncIterator[ArticleIndex]:
    index = open_index(f"sqlite:///{tmp_path / 'index.db'}")
    await index.prepare()
    yield index
    await index.close()


class Outbox:
    """What was published; refuses while `away`."""

    def __init__(self) -> None:
        self.events: list[AlertRaised] = []
        self.away = False

    async def publish(self, event: AlertRaised) -> None:
        if self.away:
            raise BrokerUnavailable("away")
        self.events.append(event)

    @property
    def parts(self) -> list[list[str]]:
        """Titles in each message."""
        return [[part.title for part in each.parts] or [each.title] for each in self.events]


@pytest.fixture
def outbox() -> Outbox:
    return Outbox()


async def saved(engine: AsyncEngine, *, rule: Rule | None = None, **fields: object) -> Watch:
    """A watch of Kutai Timur."""
    base: dict[str, object] = {
        "tenant_id": "kutim",
        "name": "Jembatan",
        "filter": Filter(scope=SCOPE),
        "when": rule or EachStory(),
        "cooldown": 0,
        "deliveries": [Delivery(type="email", target="humas@kutim.example")],
        "zone": "Asia/Makassar",
    }
    return await store.create(engine, NewWatch.model_validate(base | fields), TEN)


def stories(*names: str, aliases: Sequence[str] = ()) -> list[Firing]:
    """A firing for each story."""
    figures = StoryFigures(story_id="x", articles=1, copies=0, outlets=1, first_published_at=TEN)
    return [Firing(name, f"Judul {name}", "alasan", figures, ["0" * 32], 1, aliases) for name in names]


async def raised(engine: AsyncEngine, index: ArticleIndex, **filters: object) -> list[AlertRecord]:
    """The tenant's alerts, newest first."""
    request = AlertSearch.model_validate({"tenant_id": "kutim", "scope": SCOPE} | filters)
    return (await alert_store.search(engine, index, request)).items


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


async def test_what_another_rule_or_filter_told_silences_nobody(
    engines: list[AsyncEngine], outbox: Outbox, index: ArticleIndex
) -> None:
    watch = await saved(engines[0], rule=Threshold(per="day", count=1), cooldown=86_400)
    desk = Desk(engines[0], outbox.publish)
    day = CountFigures(start=TEN - 2 * HOUR, end=TEN + 22 * HOUR, count=5, threshold=1)
    hour = CountFigures(start=TEN, end=TEN + HOUR, count=5, threshold=1)

    async def file(subject: str, figures: CountFigures, now: datetime) -> int:
        await desk.file(watch, [Firing(subject, "Judul", "alasan", figures, [], 5)], now)
        return len(await raised(engines[0], index))

    assert await file("day/1", day, TEN) == 1
    for kept in (WatchChange(name="Baru"), WatchChange(filter=watch.filter, when=watch.when)):
        await store.change(engines[0], "kutim", watch.id, kept, TEN + MINUTE)
        assert await file("hour/1", hour, TEN + 2 * MINUTE) == 1
    changes = (WatchChange(when=Threshold(count=2)), WatchChange(filter=Filter(scope=SCOPE, q="jembatan")))
    for number, changed in enumerate(changes, start=1):
        moment = TEN + 10 * number * MINUTE
        await store.change(engines[0], "kutim", watch.id, changed, moment)
        assert await file(f"hour/{number}", hour, moment + MINUTE) == 1 + number
        assert await file(f"later/{number}", hour, moment + 2 * MINUTE) == 1 + number


async def test_stories_in_the_cool_down_are_collected_into_one_message(
    engines: list[AsyncEngine], outbox: Outbox, index: ArticleIndex
) -> None:
    watch = await saved(engines[0], cooldown=3600)
    desk = Desk(engines[0], outbox.publish)
    await desk.file(watch, stories("s1"), TEN)
    for minutes, name in ((5, "s2"), (40, "s3")):
        await desk.file(watch, stories(name), TEN + minutes * MINUTE)
    assert outbox.parts == [["Judul s1"]]
    (third, second, _) = await raised(engines[0], index)
    assert (third.state, third.held_for, third.due_at) == ("held", "cooldown", TEN + HOUR)
    await desk.release(TEN + HOUR - MINUTE)
    assert len(outbox.events) == 1
    await asyncio.gather(*(Desk(engine, outbox.publish).release(TEN + HOUR) for engine in engines))
    assert {tuple(titles) for titles in outbox.parts} == {("Judul s1",), ("Judul s2", "Judul s3")}
    assert outbox.events[-1].held_for == "cooldown"
    assert {alert.message_id for alert in (await raised(engines[0], index))[:2]} == {
        outbox.events[-1].alert_id
    }
    await desk.file(watch, stories("s4"), TEN + HOUR + MINUTE)
    assert (await raised(engines[0], index))[0].due_at == TEN + 2 * HOUR
    assert second.title == "Judul s2"


async def test_quiet_hours_hold_alerts_until_the_morning_as_one(
    engines: list[AsyncEngine], outbox: Outbox
) -> None:
    watch = await saved(engines[0], quiet_hours=QuietHours(start=time(22), end=time(6)))
    desk = Desk(engines[0], outbox.publish)
    for hours in (13, 16):  # 23:00 and 02:00 in Makassar
        await desk.file(watch, stories(f"s{hours}"), TEN + hours * HOUR)
    await desk.release(TEN + 19 * HOUR)
    assert outbox.events == []
    await desk.release(TEN + 20 * HOUR)
    assert outbox.parts == [["Judul s13", "Judul s16"]]
    assert outbox.events[0].held_for == "quiet_hours"
    assert "yang pertama kemarin pukul 23.00 WITA" in outbox.events[0].reason


async def test_a_merged_story_is_no_news(
    engines: list[AsyncEngine], outbox: Outbox, index: ArticleIndex
) -> None:
    watch = await saved(engines[0])
    desk = Desk(engines[0], outbox.publish)
    await desk.file(watch, stories("old"), TEN)
    await desk.file(watch, stories("survivor", aliases=["old"]), TEN + MINUTE)
    assert len(await raised(engines[0], index)) == 1


async def test_a_broker_that_is_away_gets_the_message_later_and_once(
    engines: list[AsyncEngine], outbox: Outbox
) -> None:
    watch = await saved(engines[0])
    outbox.away = True
    with pytest.raises(BrokerUnavailable):
        await Desk(engines[0], outbox.publish).file(watch, stories("s1"), TEN)
    outbox.away = False
    other = Desk(engines[1], outbox.publish)
    await other.release(TEN + LEFT_BEHIND - MINUTE)
    assert outbox.events == []
    await other.release(TEN + LEFT_BEHIND)
    await other.release(TEN + LEFT_BEHIND + HOUR)
    assert outbox.parts == [["Judul s1"]]


async def test_muted_alerts_are_kept_and_never_sent(
    engines: list[AsyncEngine], outbox: Outbox, index: ArticleIndex
) -> None:
    watch = await saved(engines[0], muted_until=TEN + HOUR)
    desk = Desk(engines[0], outbox.publish)
    await desk.file(watch, stories("s1"), TEN)
    assert [alert.state for alert in await raised(engines[0], index)] == ["muted"]
    await desk.file(watch, stories("s1", "s2"), TEN + HOUR)
    await desk.release(TEN + 5 * HOUR)
    assert outbox.parts == [["Judul s2"]]
    assert [alert.title for alert in await raised(engines[0], index, state="muted")] == ["Judul s1"]


async def test_secrets_sign_together_for_a_day_after_a_rotation(
    engines: list[AsyncEngine], outbox: Outbox
) -> None:
    watch = await saved(engines[0])
    desk = Desk(engines[0], outbox.publish)
    rotated = await store.rotate(engines[0], "kutim", watch.id, TEN)
    assert rotated is not None
    assert rotated.secret_version == 2
    await desk.file(watch, stories("s1"), TEN + HOUR)
    await desk.file(watch, stories("s2"), TEN + 24 * HOUR)
    assert [event.secret_versions for event in outbox.events] == [[2, 1], [2]]
    assert await store.rotate(engines[0], "tegal", watch.id, TEN) is None


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


async def test_alerts_are_listed_page_by_page_for_their_tenant_alone(
    engines: list[AsyncEngine], outbox: Outbox, index: ArticleIndex
) -> None:
    watch = await saved(engines[0])
    desk = Desk(engines[0], outbox.publish)
    for k in range(5):
        await desk.file(watch, stories(f"s{k}"), TEN + k * MINUTE)
    found: list[str] = []
    after = None
    while True:
        request = AlertSearch(tenant_id="kutim", scope=SCOPE, limit=2, after=after)
        page = await alert_store.search(engines[0], index, request)
        assert page.total == 5
        found += [alert.title for alert in page.items]
        after = page.next
        if after is None:
            break
    assert found == [f"Judul s{k}" for k in (4, 3, 2, 1, 0)]
    assert (
        await alert_store.search(engines[0], index, AlertSearch(tenant_id="tegal", scope=["33.28"]))
    ).total == 0
    between = await raised(engines[0], index, from_=TEN + MINUTE, to=TEN + 3 * MINUTE)
    assert [alert.title for alert in between] == ["Judul s2", "Judul s1"]
    newest = (await raised(engines[0], index))[0]
    seen = Acknowledge(tenant_id="kutim", scope=SCOPE, id=newest.id, by="key:1", note="ya")
    await alert_store.acknowledge(engines[0], seen, TEN + HOUR)
    later = seen.model_copy(update={"by": "key:2", "note": None})
    await alert_store.acknowledge(engines[0], later, TEN + 2 * HOUR)
    (alert,) = await raised(engines[0], index, acknowledged=True)
    assert (alert.acknowledged_by, alert.acknowledged_at, alert.note) == ("key:1", TEN + HOUR, "ya")
    assert (
        await alert_store.one(engines[0], index, OneAlert(tenant_id="tegal", scope=SCOPE, id=alert.id))
        is None
    )


async def test_a_narrower_scope_hides_what_the_wider_one_raised(
    engines: list[AsyncEngine], outbox: Outbox, index: ArticleIndex
) -> None:
    watch = await saved(
        engines[0],
        filter=Filter(scope=["64"], regions=["64"], about=True),
        within_scope=True,
        quiet_hours=QuietHours(start=time(22), end=time(6)),
    )
    desk = Desk(engines[0], outbox.publish)
    await desk.file(watch, stories("s1"), TEN)
    await desk.file(watch, stories("s2"), TEN + 13 * HOUR)
    await store.rescope(engines[0], Rescope(tenant_id="kutim", scope=["64.08"], zone="Asia/Jakarta"))
    assert await raised(engines[0], index) == []
    await desk.release(TEN + 24 * HOUR)
    assert outbox.parts == [["Judul s1"]]  # what was held is not sent any more
    now = await store.one(engines[0], "kutim", watch.id)
    assert now is not None
    assert (now.filter.scope, now.filter.regions, now.zone) == (["64.08"], ["64.08"], "Asia/Jakarta")
    await store.rescope(engines[0], Rescope(tenant_id="kutim", scope=["ID"], zone="Asia/Jakarta"))
    assert len(await raised(engines[0], index, scope=["ID"])) == 2
    now = await store.one(engines[0], "kutim", watch.id)
    assert now is not None
    assert now.filter.regions == []


async def test_what_was_found_under_a_wider_scope_is_not_filed(
    engines: list[AsyncEngine], outbox: Outbox, index: ArticleIndex
) -> None:
    wide = await saved(engines[0], filter=Filter(scope=["64"]))
    desk = Desk(engines[0], outbox.publish)
    await store.rescope(engines[0], Rescope(tenant_id="kutim", scope=["64.08"], zone="Asia/Jakarta"))
    assert not await desk.file(wide, stories("foreign"), TEN)
    assert await raised(engines[0], index) == []
    narrow = await store.one(engines[0], "kutim", wide.id)
    assert narrow is not None
    await store.rescope(engines[0], Rescope(tenant_id="kutim", scope=["64"], zone="Asia/Jakarta"))
    # Wider meanwhile is no harm; the alert keeps the scope that it was found under.
    assert await desk.file(narrow, stories("own"), TEN)
    await store.rescope(engines[0], Rescope(tenant_id="kutim", scope=["64.08"], zone="Asia/Jakarta"))
    assert [alert.title for alert in await raised(engines[0], index)] == ["Judul own"]
    assert outbox.parts == [["Judul own"]]


async def test_a_watch_that_is_made_or_changed_with_an_older_scope_gets_the_present_one(
    engines: list[AsyncEngine],
) -> None:
    first = await saved(engines[0], filter=Filter(scope=["64"]))
    await store.rescope(engines[0], Rescope(tenant_id="kutim", scope=["64.08"], zone="Asia/Jakarta"))
    made = await saved(engines[0], filter=Filter(scope=["64"], regions=["64"]), within_scope=True)
    late = WatchChange(filter=Filter(scope=["64"], regions=["64"]), within_scope=True)
    changed = await store.change(engines[0], "kutim", first.id, late, TEN)
    assert changed is not None
    for watch in (made, changed):
        assert (watch.filter.scope, watch.filter.regions, watch.zone) == (
            ["64.08"],
            ["64.08"],
            "Asia/Jakarta",
        )
        assert await store.one(engines[0], "kutim", watch.id) == watch
    other = await saved(engines[0], tenant_id="kaltim", filter=Filter(scope=["64"]))
    assert other.filter.scope == ["64"]


async def test_creating_and_narrowing_at_once_leaves_no_wide_watch(engines: list[AsyncEngine]) -> None:
    narrow = Rescope(tenant_id="kutim", scope=["64.08"], zone="Asia/Makassar")
    await asyncio.gather(
        *(saved(engine, filter=Filter(scope=["64"])) for engine in engines[1:] for _ in range(5)),
        store.rescope(engines[0], narrow),
        *(saved(engine, filter=Filter(scope=["64"])) for engine in engines[1:] for _ in range(5)),
    )
    watches, _, total = await store.page(engines[0], "kutim", 100, None)
    assert (total, {tuple(watch.filter.scope) for watch in watches}) == (30, {("64.08",)})


async def test_a_caller_with_an_older_narrower_scope_sees_no_wider_alert(
    engines: list[AsyncEngine], outbox: Outbox, index: ArticleIndex
) -> None:
    watch = await saved(engines[0], filter=Filter(scope=["64"]))
    await Desk(engines[0], outbox.publish).file(watch, stories("s1"), TEN)
    (alert,) = await raised(engines[0], index, scope=["64"])
    assert await raised(engines[0], index) == []
    hidden = OneAlert(tenant_id="kutim", scope=SCOPE, id=alert.id)
    assert await alert_store.one(engines[0], index, hidden) is None


async def test_a_message_that_was_left_behind_is_not_sent_once_it_is_hidden(
    engines: list[AsyncEngine], outbox: Outbox
) -> None:
    watch = await saved(engines[0], filter=Filter(scope=["64"]))
    desk = Desk(engines[0], outbox.publish)
    outbox.away = True
    with pytest.raises(BrokerUnavailable):
        await desk.file(watch, stories("s1"), TEN)
    outbox.away = False
    await store.rescope(engines[0], Rescope(tenant_id="kutim", scope=["64.08"], zone="Asia/Jakarta"))
    await desk.send(watch.id, TEN)
    await desk.release(TEN + LEFT_BEHIND)
    assert outbox.events == []
    await store.rescope(engines[0], Rescope(tenant_id="kutim", scope=["64"], zone="Asia/Jakarta"))
    await desk.release(TEN + LEFT_BEHIND)
    assert outbox.parts == [["Judul s1"]]


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
    assert len(await raised(engines[0], index, state="held")) == 0


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

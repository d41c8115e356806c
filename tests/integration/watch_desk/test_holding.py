"""When messages go: what is held for the cool-down, the quiet hours, a mute, a broker that is away."""

from __future__ import annotations

import asyncio
from datetime import datetime, time

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from services.search.index.port import ArticleIndex
from services.search.watches import store
from services.search.watches.desk import LEFT_BEHIND, Desk
from services.search.watches.firing import Firing
from shared.contracts.alert import CountFigures
from shared.contracts.query import Filter
from shared.contracts.watch import QuietHours, Threshold, WatchChange
from shared.messaging.port import BrokerUnavailable
from tests.integration.watch_desk.desk_world import HOUR, MINUTE, SCOPE, TEN, Outbox, raised, saved, stories


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
    assert [alert.title for alert in await raised(engines[0], index, states=["muted"])] == ["Judul s1"]
    asking = await raised(engines[0], index, states=["sent", "held"])
    assert [alert.title for alert in asking] == ["Judul s2"]


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

"""What is held when settings change, or when nobody was there to send: it goes by the settings as they are."""

from __future__ import annotations

from datetime import time

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from services.search.index.port import ArticleIndex
from services.search.watches import store
from services.search.watches.desk import Desk
from shared.contracts.watch import Digest, QuietHours, Rescope, WatchChange
from shared.messaging.port import BrokerUnavailable
from tests.integration.watch_desk.desk_world import HOUR, MINUTE, SCOPE, TEN, Outbox, raised, saved, stories

NIGHT = QuietHours(start=time(22), end=time(6))
# The evening of that day in Makassar, and the end of its night.
SIX_PM, SEVEN_PM, NINE_PM, TEN_PM, ELEVEN_PM, MORNING = (TEN + k * HOUR for k in (8, 9, 11, 12, 13, 20))


async def held_until_nine(desk: Desk, engine: AsyncEngine, quiet_hours: QuietHours | None = None) -> str:
    """A watch that sent a message at 18:00 and holds an alert for its cool-down; its id."""
    watch = await saved(engine, cooldown=3 * 3600, quiet_hours=quiet_hours)
    await desk.file(watch, stories("told"), SIX_PM)
    await desk.file(watch, stories("held"), SIX_PM + 30 * MINUTE)
    return watch.id


async def test_what_comes_due_while_muted_is_held_on_in_quiet_hours(
    engines: list[AsyncEngine], outbox: Outbox, index: ArticleIndex
) -> None:
    desk = Desk(engines[0], outbox.publish)
    watch_id = await held_until_nine(desk, engines[0], quiet_hours=NIGHT)
    muted = WatchChange(muted_until=ELEVEN_PM)
    await store.change(engines[0], "kutim", watch_id, muted, SEVEN_PM)
    for moment in (NINE_PM, ELEVEN_PM + MINUTE, MORNING - MINUTE):
        await desk.release(moment)
    assert outbox.parts == [["Judul told"]]
    (alert, _) = await raised(engines[0], index)
    assert (alert.state, alert.due_at, alert.held_for) == ("held", MORNING, "quiet_hours")
    await desk.release(MORNING)
    assert outbox.parts == [["Judul told"], ["Judul held"]]
    assert outbox.events[1].held_for == "quiet_hours"


async def test_after_an_outage_nothing_goes_in_quiet_hours(
    engines: list[AsyncEngine], outbox: Outbox
) -> None:
    desk = Desk(engines[0], outbox.publish)
    watch_id = await held_until_nine(desk, engines[0], quiet_hours=NIGHT)
    await desk.release(ELEVEN_PM + 30 * MINUTE)
    watch = await store.one(engines[0], "kutim", watch_id)
    assert watch is not None
    await desk.file(watch, stories("night"), ELEVEN_PM + 40 * MINUTE)
    assert outbox.parts == [["Judul told"]]
    await desk.release(MORNING)
    assert outbox.parts[1:] == [["Judul held", "Judul night"]]


async def test_a_message_that_was_left_behind_waits_for_the_end_of_quiet_hours(
    engines: list[AsyncEngine], outbox: Outbox
) -> None:
    desk = Desk(engines[0], outbox.publish)
    await held_until_nine(desk, engines[0], quiet_hours=NIGHT)
    outbox.away = True
    with pytest.raises(BrokerUnavailable):
        await desk.release(NINE_PM)
    outbox.away = False
    await desk.release(ELEVEN_PM)
    assert outbox.parts == [["Judul told"]]
    await desk.release(MORNING)
    assert outbox.parts[1:] == [["Judul held"]]


async def test_quiet_hours_that_are_new_hold_what_is_held(
    engines: list[AsyncEngine], outbox: Outbox, index: ArticleIndex
) -> None:
    desk = Desk(engines[0], outbox.publish)
    watch_id = await held_until_nine(desk, engines[0])
    early = WatchChange(quiet_hours=QuietHours(start=time(20), end=time(6)))
    await store.change(engines[0], "kutim", watch_id, early, SEVEN_PM)
    (alert, _) = await raised(engines[0], index)
    assert (alert.due_at, alert.held_for) == (MORNING, "quiet_hours")
    await desk.release(NINE_PM + MINUTE)
    assert outbox.parts == [["Judul told"]]
    # Gone again, the cool-down is what holds.
    await store.change(engines[0], "kutim", watch_id, WatchChange(quiet_hours=None), SEVEN_PM + MINUTE)
    (alert, _) = await raised(engines[0], index)
    assert (alert.due_at, alert.held_for) == (NINE_PM, "cooldown")


async def test_without_its_digest_a_watch_holds_nothing_for_it(
    engines: list[AsyncEngine], outbox: Outbox
) -> None:
    watch = await saved(engines[0], digest=Digest(every="day", at=time(7)))
    desk = Desk(engines[0], outbox.publish)
    for hours in (1, 5):
        await desk.file(watch, stories(f"s{hours}"), TEN + hours * HOUR)
    await store.change(engines[0], "kutim", watch.id, WatchChange(digest=None), SEVEN_PM)
    await desk.release(SEVEN_PM)
    assert outbox.parts == [["Judul s1", "Judul s5"]]
    # They were collected for it.
    assert outbox.events[0].held_for == "digest"


async def test_a_digest_at_another_hour_waits_for_that_hour(
    engines: list[AsyncEngine], outbox: Outbox, index: ArticleIndex
) -> None:
    watch = await saved(engines[0], digest=Digest(every="day", at=time(7)))
    desk = Desk(engines[0], outbox.publish)
    await desk.file(watch, stories("s1"), TEN)
    evening = WatchChange(digest=Digest(every="day", at=time(18)))
    await store.change(engines[0], "kutim", watch.id, evening, SEVEN_PM)
    (alert,) = await raised(engines[0], index)
    assert (alert.due_at, alert.held_for) == (SIX_PM + 24 * HOUR, "digest")


async def test_a_digest_whose_hour_came_in_quiet_hours_goes_when_these_are_dropped(
    engines: list[AsyncEngine], outbox: Outbox
) -> None:
    late = QuietHours(start=time(22), end=time(9))
    watch = await saved(engines[0], digest=Digest(every="day", at=time(7)), quiet_hours=late)
    desk = Desk(engines[0], outbox.publish)
    await desk.file(watch, stories("s1"), TEN)
    await store.change(engines[0], "kutim", watch.id, WatchChange(quiet_hours=None), MORNING + 2 * HOUR)
    await desk.release(MORNING + 2 * HOUR)
    assert outbox.parts == [["Judul s1"]]


async def test_what_is_due_is_not_held_anew_by_a_change_of_something_else(
    engines: list[AsyncEngine], outbox: Outbox
) -> None:
    watch = await saved(engines[0], digest=Digest(every="day", at=time(18)))
    desk = Desk(engines[0], outbox.publish)
    await desk.file(watch, stories("s1"), TEN)
    for changed in (WatchChange(name="Baru"), WatchChange(cooldown=60)):
        await store.change(engines[0], "kutim", watch.id, changed, SIX_PM + MINUTE / 60)
    await desk.release(SIX_PM + MINUTE)
    assert outbox.parts == [["Judul s1"]]


async def test_another_zone_moves_what_is_held(
    engines: list[AsyncEngine], outbox: Outbox, index: ArticleIndex
) -> None:
    watch = await saved(engines[0], quiet_hours=NIGHT)
    await Desk(engines[0], outbox.publish).file(watch, stories("s1"), ELEVEN_PM)
    west = Rescope(tenant_id="kutim", scope=SCOPE, zone="Asia/Jakarta")
    await store.rescope(engines[0], west, ELEVEN_PM + MINUTE)
    (alert,) = await raised(engines[0], index)
    assert (alert.due_at, alert.held_for) == (MORNING + HOUR, "quiet_hours")

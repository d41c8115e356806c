"""Whose alerts are seen: tenants apart, and nothing that a narrower scope does not cover."""

from __future__ import annotations

import asyncio
from datetime import time

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from services.search.index.port import ArticleIndex
from services.search.watches import alert_store, store
from services.search.watches.desk import LEFT_BEHIND, Desk
from shared.contracts.alert import Acknowledge, AlertSearch, OneAlert
from shared.contracts.query import Filter
from shared.contracts.watch import QuietHours, Rescope, WatchChange
from shared.messaging.port import BrokerUnavailable
from tests.integration.watch_desk.desk_world import HOUR, MINUTE, SCOPE, TEN, Outbox, raised, saved, stories


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
    await store.rescope(engines[0], Rescope(tenant_id="kutim", scope=["64.08"], zone="Asia/Jakarta"), TEN)
    assert await raised(engines[0], index) == []
    await desk.release(TEN + 24 * HOUR)
    assert outbox.parts == [["Judul s1"]]  # what was held is not sent any more
    now = await store.one(engines[0], "kutim", watch.id)
    assert now is not None
    assert (now.filter.scope, now.filter.regions, now.zone) == (["64.08"], ["64.08"], "Asia/Jakarta")
    await store.rescope(engines[0], Rescope(tenant_id="kutim", scope=["ID"], zone="Asia/Jakarta"), TEN)
    assert len(await raised(engines[0], index, scope=["ID"])) == 2
    now = await store.one(engines[0], "kutim", watch.id)
    assert now is not None
    assert now.filter.regions == []


async def test_what_was_found_under_a_wider_scope_is_not_filed(
    engines: list[AsyncEngine], outbox: Outbox, index: ArticleIndex
) -> None:
    wide = await saved(engines[0], filter=Filter(scope=["64"]))
    desk = Desk(engines[0], outbox.publish)
    await store.rescope(engines[0], Rescope(tenant_id="kutim", scope=["64.08"], zone="Asia/Jakarta"), TEN)
    assert not await desk.file(wide, stories("foreign"), TEN)
    assert await raised(engines[0], index) == []
    narrow = await store.one(engines[0], "kutim", wide.id)
    assert narrow is not None
    await store.rescope(engines[0], Rescope(tenant_id="kutim", scope=["64"], zone="Asia/Jakarta"), TEN)
    # Wider meanwhile is no harm; the alert keeps the scope that it was found under.
    assert await desk.file(narrow, stories("own"), TEN)
    await store.rescope(engines[0], Rescope(tenant_id="kutim", scope=["64.08"], zone="Asia/Jakarta"), TEN)
    assert [alert.title for alert in await raised(engines[0], index)] == ["Judul own"]
    assert outbox.parts == [["Judul own"]]


async def test_a_watch_that_is_made_or_changed_with_an_older_scope_gets_the_present_one(
    engines: list[AsyncEngine],
) -> None:
    first = await saved(engines[0], filter=Filter(scope=["64"]))
    await store.rescope(engines[0], Rescope(tenant_id="kutim", scope=["64.08"], zone="Asia/Jakarta"), TEN)
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
        store.rescope(engines[0], narrow, TEN),
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
    await store.rescope(engines[0], Rescope(tenant_id="kutim", scope=["64.08"], zone="Asia/Jakarta"), TEN)
    await desk.send(watch.id, TEN)
    await desk.release(TEN + LEFT_BEHIND)
    assert outbox.events == []
    await store.rescope(engines[0], Rescope(tenant_id="kutim", scope=["64"], zone="Asia/Jakarta"), TEN)
    await desk.release(TEN + LEFT_BEHIND)
    assert outbox.parts == [["Judul s1"]]

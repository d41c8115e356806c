"""How long alerts are kept: so many days, acknowledged or not, held or sent, hourly looked for."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from services.search.index.port import ArticleIndex
from services.search.watches import alert_store, forgetting
from services.search.watches.desk import Desk
from services.search.watches.forgetting import PAUSE, Forgetting
from shared.contracts.alert import Acknowledge
from tests.integration.watch_desk.desk_world import MINUTE, SCOPE, TEN, Outbox, raised, saved, stories

KEEP = timedelta(days=400)


async def test_old_alerts_go_and_the_watch_stays(
    engines: list[AsyncEngine], outbox: Outbox, index: ArticleIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forgetting, "BATCH", 2)
    watch = await saved(engines[0])
    muted = await saved(engines[0], muted_until=TEN + 2 * KEEP)
    desk = Desk(engines[0], outbox.publish)
    await desk.file(watch, stories("seen", "unseen", "third"), TEN)
    await desk.file(muted, stories("muted"), TEN)
    await desk.file(watch, stories("younger"), TEN + MINUTE)
    seen = next(alert for alert in await raised(engines[0], index) if alert.title == "Judul seen")
    told = Acknowledge(tenant_id="kutim", scope=SCOPE, id=seen.id, by="key:1", note=None)
    await alert_store.acknowledge(engines[0], told, TEN + MINUTE)

    here, there = Forgetting(engines[0], KEEP), Forgetting(engines[1], KEEP)
    await here.tick(TEN + KEEP)
    assert len(await raised(engines[0], index)) == 5, "not a day too early"
    await here.tick(TEN + KEEP + MINUTE)
    assert len(await raised(engines[0], index)) == 5, "an hour lies between two looks"
    await there.tick(TEN + KEEP + MINUTE)
    assert [alert.title for alert in await raised(engines[0], index)] == ["Judul younger"]
    await here.tick(TEN + KEEP + PAUSE)
    assert await raised(engines[0], index) == []
    await desk.file(watch, stories("new"), TEN + KEEP + PAUSE)
    assert outbox.parts[-1] == ["Judul new"]

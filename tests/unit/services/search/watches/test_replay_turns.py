"""Turns of dry runs: a busy tenant leaves room for others, and none lasts for ever."""

from __future__ import annotations

import asyncio

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy.ext.asyncio import AsyncEngine

from services.search.index.port import ArticleIndex
from services.search.watches import replay_turns
from services.search.watches.replay_turns import Turns
from services.search.watches.routes import TOO_LONG, watch_routes
from shared.contracts.alert import DryRunRequest
from shared.contracts.query import Filter
from shared.contracts.watch import NewWatch


async def test_a_tenant_with_many_dry_runs_leaves_room_for_others() -> None:
    turns, go = Turns(), asyncio.Event()
    running: list[str] = []

    async def dry_run(tenant_id: str) -> None:
        async with turns.turn(tenant_id):
            running.append(tenant_id)
            await go.wait()

    runs = [
        asyncio.create_task(dry_run(tenant)) for tenant in ("kutim", "kutim", "kutim", "tegal", "bontang")
    ]
    for _ in range(10):
        await asyncio.sleep(0)
    assert running == ["kutim", "tegal"]
    go.set()
    await asyncio.gather(*runs)
    assert sorted(running) == ["bontang", "kutim", "kutim", "kutim", "tegal"]


@pytest.mark.parametrize("limit", ["RUN_SECONDS", "WHOLE_SECONDS"])
async def test_a_dry_run_that_takes_too_long_gives_up_its_turn(
    limit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    turns = Turns()
    with monkeypatch.context() as patch:
        patch.setattr(replay_turns, limit, 0.01)
        with pytest.raises(TimeoutError):
            async with turns.turn("kutim"):
                await asyncio.Event().wait()
    async with turns.turn("kutim"):
        pass


async def test_whoever_asks_too_much_is_told(
    engine: AsyncEngine, index: ArticleIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replay_turns, "RUN_SECONDS", 0)
    app = FastAPI()
    app.include_router(watch_routes(index, engine))
    watch = NewWatch(tenant_id="kutim", name="Jembatan", filter=Filter(scope=["64.08"]))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://search") as client:
        request = DryRunRequest(watch=watch).model_dump(mode="json")
        answer = await client.post("/watches/test", json=request)
    assert (answer.status_code, answer.json()["message"]) == (503, TOO_LONG)

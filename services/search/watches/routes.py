"""The internal API of watches and alerts."""

from __future__ import annotations

from datetime import UTC, datetime

from fastapi import APIRouter, HTTPException
from fastapi.responses import JSONResponse
from sqlalchemy.ext.asyncio import AsyncEngine

from services.search.index.port import ArticleIndex
from services.search.watches import alert_store, replay, store
from services.search.watches.replay_turns import Turns
from shared.contracts.alert import (
    Acknowledge,
    AlertPage,
    AlertRecord,
    AlertSearch,
    DryRun,
    DryRunRequest,
    OneAlert,
)
from shared.contracts.query import ArticleSearch, Filter, QueryProblem
from shared.contracts.watch import NewWatch, Rescope, TenantWatch, Watch, WatchChange, Watches, WatchSearch

TOO_LONG = "Uji coba ini terlalu lama; persempit filternya atau coba lagi sebentar lagi."


def watch_routes(index: ArticleIndex, engine: AsyncEngine) -> APIRouter:
    """Watches of tenants; another tenant's is 404."""
    router = APIRouter(prefix="/watches")
    turns = Turns()

    async def must_be_readable(filter_: Filter) -> None:
        """Ask the index once, so that a malformed query is refused now and not when it should fire."""
        await index.search(ArticleSearch(filter=filter_, limit=1, highlight=False))

    @router.post("", status_code=201)
    async def create(watch: NewWatch) -> Watch:
        await must_be_readable(watch.filter)
        try:
            return await store.create(engine, watch, datetime.now(UTC))
        except store.TooManyWatches as error:
            raise HTTPException(
                409, f"Paling banyak {store.MOST_WATCHES} pantauan; hapus dulu yang tidak dipakai."
            ) from error

    @router.post("/search")
    async def listed(request: WatchSearch) -> Watches:
        items, more, total = await store.page(engine, request.tenant_id, request.limit, request.after)
        return Watches(items=items, next=more, total=total)

    @router.post("/get")
    async def one(request: TenantWatch) -> Watch:
        return _found(await store.one(engine, request.tenant_id, request.id))

    @router.patch("/{watch_id}")
    async def change(watch_id: str, tenant_id: str, changed: WatchChange) -> Watch:
        if changed.filter is not None:
            await must_be_readable(changed.filter)
        return _found(await store.change(engine, tenant_id, watch_id, changed, datetime.now(UTC)))

    @router.post("/secret")
    async def rotate(request: TenantWatch) -> Watch:
        return _found(await store.rotate(engine, request.tenant_id, request.id, datetime.now(UTC)))

    @router.delete("/{watch_id}", status_code=204)
    async def remove(watch_id: str, tenant_id: str) -> None:
        if not await store.remove(engine, tenant_id, watch_id):
            raise HTTPException(404, "no such watch")

    @router.post("/rescope", status_code=204)
    async def rescope(request: Rescope) -> None:
        await store.rescope(engine, request, datetime.now(UTC))

    @router.post("/test", response_model=DryRun)
    async def test(request: DryRunRequest) -> DryRun | JSONResponse:
        try:
            async with turns.turn(request.watch.tenant_id):
                return await replay.dry_run(index, request, datetime.now(UTC))
        except TimeoutError:
            return JSONResponse(QueryProblem(name="filter", message=TOO_LONG).model_dump(), status_code=503)

    return router


def alert_routes(index: ArticleIndex, engine: AsyncEngine) -> APIRouter:
    """Alerts of tenants; another tenant's is 404."""
    router = APIRouter(prefix="/alerts")

    @router.post("/search")
    async def listed(request: AlertSearch) -> AlertPage:
        return await alert_store.search(engine, index, request)

    @router.post("/get")
    async def one(request: OneAlert) -> AlertRecord:
        return _known(await alert_store.one(engine, index, request))

    @router.post("/ack")
    async def acknowledge(request: Acknowledge) -> AlertRecord:
        await alert_store.acknowledge(engine, request, datetime.now(UTC))
        return _known(await alert_store.one(engine, index, request))

    return router


def _found(watch: Watch | None) -> Watch:
    if watch is None:
        raise HTTPException(404, "no such watch")
    return watch


def _known(alert: AlertRecord | None) -> AlertRecord:
    if alert is None:
        raise HTTPException(404, "no such alert")
    return alert

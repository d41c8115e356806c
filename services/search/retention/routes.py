"""The internal routes of the keeping time: what holds, what a choice would forget, and choosing."""

from __future__ import annotations

from datetime import UTC, datetime

from fastapi import APIRouter
from sqlalchemy.ext.asyncio import AsyncEngine

from services.search.retention import choice
from shared.contracts.retention import Retention, RetentionChoice, RetentionPreview


def retention_routes(engine: AsyncEngine) -> APIRouter:
    """`GET` and `PUT /retention`, `POST /retention/preview`; they concern the whole installation."""
    router = APIRouter(prefix="/retention")

    @router.get("")
    async def present() -> Retention:
        return await choice.chosen(engine, datetime.now(UTC))

    @router.put("")
    async def choose(wanted: RetentionChoice) -> Retention:
        now = datetime.now(UTC)
        await choice.choose(engine, wanted.months, now)
        return await choice.chosen(engine, now)

    @router.post("/preview")
    async def preview(wanted: RetentionChoice) -> RetentionPreview:
        return await choice.preview(engine, wanted.months, datetime.now(UTC))

    return router

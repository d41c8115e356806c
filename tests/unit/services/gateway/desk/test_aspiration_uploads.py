"""Files before their import: nobody but the session that sent one can read it, and not for long."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from services.gateway.desk import aspiration_uploads as uploads
from services.gateway.desk.aspiration_tables import aspiration_uploads
from services.gateway.desk.errors import UnknownEntry
from services.gateway.notifier_client import NotifierClient
from services.gateway.reports.clockwork import Clockwork, running
from services.gateway.search_client import SearchClient
from shared.runtime.clients import Clients
from shared.runtime.settings import Settings
from tests.unit.services.gateway.desk.conftest import Tenants

CONTENT = b"Nama;Isi\nSulastri;Jalan rusak, telepon 081255501234\n" * 50


def _owner(tenant_id: str) -> uploads.Owner:
    return uploads.Owner(tenant_id, "sesi", "rahasia-di-kuki")


async def test_a_file_comes_back_as_it_was_and_lies_encrypted(engine: AsyncEngine, tenants: Tenants) -> None:
    owner = _owner(tenants.kutim)
    kept = await uploads.keep(engine, owner, "aduan.csv", CONTENT, {"kind": "aspirasi"})
    upload, content = await uploads.get_upload(engine, owner, kept.id)
    assert (upload.filename, upload.size, content) == ("aduan.csv", len(CONTENT), CONTENT)
    async with engine.connect() as connection:
        [sealed] = (await connection.execute(select(aspiration_uploads.c.sealed))).scalars()
    assert b"Sulastri" not in sealed
    assert b"081255501234" not in sealed


async def test_nobody_else_reads_it(engine: AsyncEngine, tenants: Tenants) -> None:
    owner = _owner(tenants.kutim)
    kept = await uploads.keep(engine, owner, "aduan.csv", CONTENT, {})
    for other in (
        replace(owner, tenant_id=tenants.berau),
        replace(owner, session_id="sesi lain"),
        replace(owner, token="kuki lain"),
    ):
        with pytest.raises(UnknownEntry):
            await uploads.get_upload(engine, other, kept.id)
    with pytest.raises(UnknownEntry):
        await uploads.choose(engine, replace(owner, session_id="sesi lain"), kept.id, {})


async def test_it_is_gone_after_an_hour_when_thrown_away_and_for_the_next_one(
    engine: AsyncEngine, tenants: Tenants
) -> None:
    owner = _owner(tenants.kutim)
    first = await uploads.keep(engine, owner, "satu.csv", CONTENT, {})
    second = await uploads.keep(engine, owner, "dua.csv", CONTENT, {"kind": "sosial"})
    with pytest.raises(UnknownEntry):
        await uploads.get_upload(engine, owner, first.id)
    await uploads.choose(engine, owner, second.id, {"kind": "berita"})
    assert (await uploads.get_upload(engine, owner, second.id))[0].choices == {"kind": "berita"}
    long_ago = datetime.now(UTC) - uploads.KEPT - timedelta(seconds=1)
    async with engine.begin() as connection:
        await connection.execute(update(aspiration_uploads).values(created_at=long_ago))
    with pytest.raises(UnknownEntry):
        await uploads.get_upload(engine, owner, second.id)
    await uploads.forget_old_uploads(engine)
    async with engine.connect() as connection:
        assert (await connection.execute(select(aspiration_uploads.c.id))).first() is None
    third = await uploads.keep(engine, owner, "tiga.csv", CONTENT, {})
    await uploads.forget_upload(engine, owner, third.id)
    with pytest.raises(UnknownEntry):
        await uploads.get_upload(engine, owner, third.id)


@dataclass(frozen=True)
class OneRound(Clockwork):
    """A clockwork that says when it comes to its schedules."""

    reached: asyncio.Event = field(default_factory=asyncio.Event)

    async def work_off(self, clock: Callable[[], datetime]) -> int:
        self.reached.set()
        return await super().work_off(clock)


async def test_one_that_nobody_came_back_for_is_gone_without_a_visit(
    engine: AsyncEngine, tenants: Tenants
) -> None:
    async def names() -> dict[str, str]:
        return {}

    await uploads.keep(engine, _owner(tenants.kutim), "lupa.csv", CONTENT, {})
    fresh = await uploads.keep(engine, _owner(tenants.berau), "baru.csv", CONTENT, {})
    long_ago = datetime.now(UTC) - uploads.KEPT - timedelta(seconds=1)
    async with engine.begin() as connection:
        forgotten = aspiration_uploads.c.id != fresh.id
        await connection.execute(update(aspiration_uploads).where(forgotten).values(created_at=long_ago))
    clients = Clients(Settings(internal_token="t"))
    clockwork = OneRound(
        engine, SearchClient(clients), NotifierClient(clients), names, "https://gaung.example"
    )
    async with running(clockwork):
        await asyncio.wait_for(clockwork.reached.wait(), 10)
    await clients.close()
    async with engine.connect() as connection:
        assert (await connection.execute(select(aspiration_uploads.c.id))).scalars().all() == [fresh.id]

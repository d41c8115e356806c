"""Letterheads of editions: a draft follows the office's settings, what was checked or sent keeps its own."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from services.gateway.desk.report_tables import report_frozen_letterheads
from services.gateway.reports.edition_changes import (
    Checked,
    edit_edition,
    keep_edition,
    note_sent,
    set_state,
)
from services.gateway.reports.editions import EditionKey, get_edition
from services.gateway.reports.frozen_letterheads import letterhead_of
from services.gateway.reports.letterheads import Letterhead, keep_letterhead
from tests.unit.services.gateway.reports.conftest import Tenants
from tests.unit.services.gateway.reports.documents import DAY, report
from tests.unit.services.gateway.reports.pictures import png

OLD = Letterhead(office="Dinas Komunikasi", signatory_name="Rina Batubara", logo=png())
NEW = replace(OLD, office="Dinas Komunikasi dan Informatika", signatory_name="Toni Lasut", logo=png(64, 64))


class Sheet:
    """An edition of Kutai Timur, and the letterhead that its files have."""

    def __init__(self, engine: AsyncEngine, tenant_id: str, subject: str = "jalan") -> None:
        self.engine, self.tenant_id = engine, tenant_id
        self.key = EditionKey("telaah", "", DAY, DAY, subject)
        self.id = ""

    async def make(self) -> None:
        self.id = (await keep_edition(self.engine, self.tenant_id, self.key, report(), actor="a")).id

    async def version(self) -> int:
        return (await get_edition(self.engine, self.tenant_id, self.id)).version

    async def become(self, state: Checked) -> None:
        await set_state(
            self.engine, self.tenant_id, self.id, state, version=await self.version(), actor="a", today=DAY
        )

    async def send(self) -> None:
        version, head = await self.version(), await self.head()
        assert await note_sent(
            self.engine, self.tenant_id, self.id, version=version, actor="a", detail="", letterhead=head
        )

    async def edit(self) -> None:
        await edit_edition(self.engine, self.tenant_id, self.id, {}, version=await self.version(), actor="a")

    async def head(self) -> Letterhead:
        edition = await get_edition(self.engine, self.tenant_id, self.id)
        return await letterhead_of(self.engine, self.tenant_id, edition)


@pytest.fixture
async def sheet(engine: AsyncEngine, tenants: Tenants) -> Sheet:
    """A draft that was made on the old letterhead."""
    await keep_letterhead(engine, tenants.kutim, OLD, actor="a")
    made = Sheet(engine, tenants.kutim)
    await made.make()
    return made


async def settings_change(sheet: Sheet) -> None:
    await keep_letterhead(sheet.engine, sheet.tenant_id, NEW, actor="a")


async def test_a_draft_follows_the_settings(sheet: Sheet) -> None:
    assert await sheet.head() == OLD
    await settings_change(sheet)
    assert await sheet.head() == NEW


async def test_what_was_checked_keeps_its_letterhead_until_it_is_a_draft_again(sheet: Sheet) -> None:
    await sheet.become("diperiksa")
    await settings_change(sheet)
    assert await sheet.head() == OLD
    await sheet.become("diperiksa")
    assert await sheet.head() == OLD
    await sheet.become("draf")
    assert await sheet.head() == NEW


async def test_what_was_sent_keeps_its_letterhead_through_edits(sheet: Sheet) -> None:
    await sheet.send()
    await settings_change(sheet)
    await sheet.edit()
    assert await sheet.head() == OLD
    await sheet.become("diperiksa")
    await sheet.become("draf")
    await sheet.send()
    assert await sheet.head() == OLD


async def test_made_again_it_takes_the_present_letterhead(sheet: Sheet) -> None:
    await sheet.send()
    await settings_change(sheet)
    await sheet.make()
    assert await sheet.head() == NEW
    await sheet.become("diperiksa")
    assert await sheet.head() == NEW


async def test_what_was_checked_before_the_office_entered_any_takes_the_present_one(
    engine: AsyncEngine, tenants: Tenants
) -> None:
    sheet = Sheet(engine, tenants.kutim)
    await sheet.make()
    await sheet.become("diperiksa")
    await settings_change(sheet)
    assert await sheet.head() == NEW


async def test_the_same_letterhead_is_kept_once_for_each_tenant(sheet: Sheet, tenants: Tenants) -> None:
    await sheet.become("diperiksa")
    second = Sheet(sheet.engine, tenants.kutim, "banjir")
    await keep_letterhead(sheet.engine, tenants.berau, OLD, actor="a")
    stranger = Sheet(sheet.engine, tenants.berau)
    for other in (second, stranger):
        await other.make()
        await other.become("diperiksa")
        assert await other.head() == OLD
    async with sheet.engine.connect() as connection:
        kept = await connection.execute(
            select(report_frozen_letterheads.c.tenant_id, func.count().label("times")).group_by("tenant_id")
        )
        assert {one.tenant_id: one.times for one in kept} == {tenants.kutim: 1, tenants.berau: 1}

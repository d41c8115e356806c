"""Editions: made once for their key, edited apart from the data, numbered once, never another tenant's."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from services.gateway.desk.errors import InvalidEntry, UnknownEntry
from services.gateway.reports.edition_changes import (
    ChangedMeanwhile,
    delete_edition,
    edit_edition,
    keep_edition,
    note_sent,
    set_state,
)
from services.gateway.reports.editions import EditionKey, get_edition, history_of, list_editions
from services.gateway.reports.edits import Edit
from services.gateway.reports.letterheads import Letterhead, get_letterhead, keep_letterhead, number_text
from services.gateway.reports.sendings import note_sending, sending_id, sendings_of
from tests.unit.services.gateway.reports.conftest import Tenants
from tests.unit.services.gateway.reports.documents import DAY, report

KEY = EditionKey("telaah", "", DAY, DAY, "jalan")


async def test_made_again_it_has_new_data_and_keeps_what_people_wrote(
    engine: AsyncEngine, tenants: Tenants
) -> None:
    first = await keep_edition(engine, tenants.kutim, KEY, report(), actor="user:a")
    edits = {"kalimat": Edit(text="Kata petugas."), "kosong": Edit()}
    await edit_edition(engine, tenants.kutim, first.id, edits, version=first.version, actor="user:b")
    again = await keep_edition(engine, tenants.kutim, KEY, report("Judul \x00baru"), actor="user:a")
    assert (again.id, again.title) == (first.id, "Judul baru")
    assert again.told.sections[0].blocks[0].text == "Kata petugas."  # type: ignore[union-attr]
    assert [event.act for event in await history_of(engine, tenants.kutim, first.id)] == [
        "disusun_ulang",
        "disunting",
        "dibuat",
    ]


async def test_who_edits_an_older_version_is_told(engine: AsyncEngine, tenants: Tenants) -> None:
    made = await keep_edition(engine, tenants.kutim, KEY, report(), actor="user:a")
    edit = {"kalimat": Edit(text="Satu.")}
    await edit_edition(engine, tenants.kutim, made.id, edit, version=made.version, actor="user:a")
    with pytest.raises(ChangedMeanwhile):
        await edit_edition(engine, tenants.kutim, made.id, {}, version=made.version, actor="user:b")
    assert (await get_edition(engine, tenants.kutim, made.id)).edits == edit


async def test_a_number_is_given_once_and_counts_on_within_the_year(
    engine: AsyncEngine, tenants: Tenants
) -> None:
    pattern = "{nomor}/{jenis}/DISKOMINFO/{bulan}/{tahun}"
    await keep_letterhead(engine, tenants.kutim, Letterhead(number_pattern=pattern), actor="user:a")
    numbers = []
    for subject in ("jalan", "banjir"):
        key = EditionKey("telaah", "", DAY, DAY, subject)
        made = await keep_edition(engine, tenants.kutim, key, report(), actor="user:a")
        for version in (1, 2):
            await set_state(
                engine,
                tenants.kutim,
                made.id,
                "diperiksa",
                version=version,
                actor="user:a",
                today=DAY,
                code="TELAAH",
            )
        numbers.append((await get_edition(engine, tenants.kutim, made.id)).number)
    assert numbers == ["001/TELAAH/DISKOMINFO/XI/2026", "002/TELAAH/DISKOMINFO/XI/2026"]


async def test_an_edit_after_sending_makes_it_a_draft_that_still_cannot_be_deleted(
    engine: AsyncEngine, tenants: Tenants
) -> None:
    made = await keep_edition(engine, tenants.kutim, KEY, report(), actor="user:a")
    assert await note_sent(
        engine, tenants.kutim, made.id, version=1, actor="user:a", detail="", letterhead=Letterhead()
    )
    sent = await get_edition(engine, tenants.kutim, made.id)
    await edit_edition(engine, tenants.kutim, made.id, {}, version=sent.version, actor="user:a")
    assert (await get_edition(engine, tenants.kutim, made.id)).state == "draf"
    with pytest.raises(UnknownEntry):
        await delete_edition(engine, tenants.kutim, made.id, actor="user:a")


async def test_what_nobody_read_is_neither_checked_nor_sent(engine: AsyncEngine, tenants: Tenants) -> None:
    made = await keep_edition(engine, tenants.kutim, KEY, report(), actor="user:a")
    edit = {"kalimat": Edit(text="Satu.")}
    await edit_edition(engine, tenants.kutim, made.id, edit, version=1, actor="user:b")
    with pytest.raises(ChangedMeanwhile):
        await set_state(engine, tenants.kutim, made.id, "diperiksa", version=1, actor="user:a", today=DAY)
    assert not await note_sent(
        engine,
        tenants.kutim,
        made.id,
        version=1,
        actor="user:a",
        detail="b@c.example",
        letterhead=Letterhead(),
    )
    now = await get_edition(engine, tenants.kutim, made.id)
    assert (now.state, now.number, now.version) == ("draf", "", 2)
    # It went out once: it can no longer be deleted, and its history says to whom.
    assert now.sent_at is not None
    assert (await history_of(engine, tenants.kutim, made.id))[0].detail == "b@c.example"


async def test_another_tenant_sees_and_changes_nothing(engine: AsyncEngine, tenants: Tenants) -> None:
    made = await keep_edition(engine, tenants.kutim, KEY, report(), actor="user:a")
    await note_sending(
        engine, tenants.kutim, made.id, sending_id(made.id, "x"), ["a@b.example"], actor="user:a"
    )
    stranger = tenants.berau
    assert await list_editions(engine, stranger) == ([], None)
    assert await history_of(engine, stranger, made.id) == []
    assert await sendings_of(engine, stranger, made.id) == []
    for attempt in (
        get_edition(engine, stranger, made.id),
        edit_edition(engine, stranger, made.id, {}, version=1, actor="x"),
        set_state(engine, stranger, made.id, "diperiksa", version=1, actor="x", today=DAY),
        delete_edition(engine, stranger, made.id, actor="x"),
    ):
        with pytest.raises(UnknownEntry):
            await attempt
    other = await keep_edition(engine, stranger, KEY, report(), actor="user:c")
    assert other.id != made.id


async def test_the_list_goes_on_where_it_ended_and_hides_personal_reports(
    engine: AsyncEngine, tenants: Tenants
) -> None:
    for number in range(3):
        key = EditionKey("kliping", "", date(2026, 11, number + 1), date(2026, 11, number + 1))
        await keep_edition(engine, tenants.kutim, key, report(f"Kliping {number}"), actor="user:a")
    await keep_edition(
        engine, tenants.kutim, EditionKey("catatan", "", DAY, DAY, "b"), report("B"), actor="user:b"
    )
    page, after = await list_editions(engine, tenants.kutim, limit=2, seen_by="a")
    rest, end = await list_editions(engine, tenants.kutim, limit=2, after=after, seen_by="a")
    assert [one.title for one in [*page, *rest]] == ["Kliping 2", "Kliping 1", "Kliping 0"]
    assert end is None
    assert [
        one.title for one in (await list_editions(engine, tenants.kutim, kind="catatan", seen_by="b"))[0]
    ] == ["B"]


async def test_a_sending_is_noted_once(engine: AsyncEngine, tenants: Tenants) -> None:
    made = await keep_edition(engine, tenants.kutim, KEY, report(), actor="user:a")
    message = sending_id(made.id, "tangan 1")
    assert await note_sending(engine, tenants.kutim, made.id, message, ["a@b.example"], actor="user:a")
    assert not await note_sending(engine, tenants.kutim, made.id, message, ["a@b.example"], actor="user:a")
    [sending] = await sendings_of(engine, tenants.kutim, made.id)
    assert sending.recipients == ("a@b.example",)


async def test_a_letterhead_is_kept_whole_and_needs_a_number_in_its_pattern(
    engine: AsyncEngine, tenants: Tenants
) -> None:
    head = Letterhead(office="Diskominfo", signatory_name="Rina", logo=b"\x89PNG")
    await keep_letterhead(engine, tenants.kutim, head, actor="user:a")
    await keep_letterhead(engine, tenants.kutim, head, actor="user:a")
    assert await get_letterhead(engine, tenants.kutim) == head
    assert await get_letterhead(engine, tenants.berau) == Letterhead()
    with pytest.raises(InvalidEntry):
        await keep_letterhead(engine, tenants.kutim, Letterhead(number_pattern="tanpa"), actor="user:a")


def test_a_pattern_is_filled_not_formatted() -> None:
    assert number_text("{nomor}/{x.__class__}/{bulan}", 7, "T", DAY) == "007/{x.__class__}/XI"

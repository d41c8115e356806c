"""The parts of a report have keys of their own: under one that two share, one's words would replace the other's."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from zoneinfo import ZoneInfo

from services.gateway.desk.authors import Author
from services.gateway.desk.clarifications import Answer, add_clarification
from services.gateway.desk.story_work import WorkedStory, open_work, set_state
from services.gateway.reports.clipping import clipping_key
from services.gateway.reports.document import Document
from services.gateway.reports.editions import EditionKey
from services.gateway.reports.edits import changes, editable_parts
from services.gateway.reports.issue_sheet import sheet_key
from services.gateway.reports.kinds import BY_ID
from services.gateway.reports.making import Making
from services.gateway.reports.monitoring_period import CalendarPeriod
from services.gateway.search_client import SearchClient
from services.gateway.tenants import get_tenant
from services.gateway.users import list_users
from shared.contracts.enrichment import Person, Quote
from shared.runtime.clients import Clients
from tests.unit.services.gateway.dashboard.browsing import Gateway
from tests.unit.services.gateway.dashboard.fakes import NOW, article, article_id

TOLD_TWICE = "Perbaikan diatur dalam Peraturan Daerah Nomor 4 Tahun 2024 tentang Jalan."
TEXT = f"""Sangatta – Pasar murah dibuka 12 Desember. Pasar murah berlangsung 12–14 Desember.

{TOLD_TWICE} {TOLD_TWICE} Dinas membantah anggarannya tidak ada. Dinas membantah anggarannya tidak ada."""
WORDS = "Malam ini kami timbun batu dulu supaya kendaraan bisa lewat di sana"
SPEAKERS = ("Rina", "Rina Batubara")


async def _documents(gateway: Gateway) -> dict[str, Document]:
    """A report of each kind, of news that say things twice and of work on them."""
    [user] = await list_users(gateway.engine)
    tenant = await get_tenant(gateway.engine, user.tenant_id)
    gateway.search.articles = [
        article(number, text=TEXT, tone="negatif", story="jalan", age=timedelta(hours=12 + number),
                quotes=[Quote(speaker=speaker, text=WORDS) for speaker in SPEAKERS],
                people=[Person(name=speaker, role="Kepala Dinas") for speaker in SPEAKERS])
        for number in range(1, 13)
    ]  # fmt: skip
    by = Author(user.id, user.email)
    work = await open_work(gateway.engine, tenant.id, WorkedStory("jalan", "Jalan", [article_id(12)]))
    await set_state(gateway.engine, tenant.id, [work.id], "perlu_jawaban", by)
    for claim in ("Jalan putus.", "Anggaran tidak ada."):
        answer = Answer(claim, article_id(1), "Jalan sudah dibuka.", NOW)
        await add_clarification(gateway.engine, tenant.id, work.id, answer, by)
    clients = Clients(gateway.settings, {"search": gateway.search.app})
    now = NOW.astimezone(ZoneInfo(tenant.timezone))
    making = Making(gateway.engine, SearchClient(clients), tenant, {}, now, "https://gaung.example")
    month = CalendarPeriod.month_of(now.date())
    day = now.date() - timedelta(days=1)
    keys = [
        clipping_key("day", day, ""),
        clipping_key("week", day, ""),
        sheet_key("jalan", now.date(), "64.08"),
        EditionKey("monitoring", "", month.first, month.last),
        EditionKey("catatan", "", month.first, month.last, user.id),
    ]
    made = {f"{key.kind} {key.first_day}": await BY_ID[key.kind].make(making, key) for key in keys}
    await clients.close()
    assert {document.kind for document in made.values()} == set(BY_ID)
    return made


async def test_no_two_parts_of_a_report_share_a_key(gateway: Gateway) -> None:
    shared: dict[str, list[str]] = {}
    for name, document in (await _documents(gateway)).items():
        keys = Counter(part.key for _, parts in editable_parts(document) for part in parts)
        shared[name] = [key for key, count in keys.items() if count > 1]
    assert {name: keys for name, keys in shared.items() if keys} == {}


async def test_a_form_of_edits_sent_as_it_came_changes_nothing(gateway: Gateway) -> None:
    for document in (await _documents(gateway)).values():
        written = {part.key: part.text for _, parts in editable_parts(document) for part in parts}
        assert changes(document, {}, written, set(written)) == {}

"""A world in which everything that somebody can write tries to become markup, script or a template.

Every text carries a name, so that a test can tell that it was shown: ``JAHIL-opd`` is the name of an office.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncEngine

from services.gateway import tables
from services.gateway.desk.authors import Author
from services.gateway.desk.clarifications import Answer, add_clarification
from services.gateway.desk.offices import add_office, assign_topics
from services.gateway.desk.playbook import add_action
from services.gateway.desk.story_notes import add_note
from services.gateway.desk.story_work import WorkedStory, open_work, set_state
from services.gateway.keys import issue_key
from services.gateway.reports.letterheads import Letterhead, keep_letterhead
from services.gateway.tenants import Tenant, get_tenant
from services.gateway.users import User, list_users
from services.search.index.document import Document
from services.search.index.open import open_index
from shared.contracts.enrichment import Person, Quote, ToneLabel
from shared.runtime.database import create_engine
from shared.runtime.settings import Settings
from tests.browser.desk import ADMIN_EMAIL, EMAIL
from tests.browser.fictional_news import Story, article_id, document

STORY = "jahil"
# What each says must be seen on some page, or the test would have shown nothing.
SHOWN = (
    "judul judul_lama isi bukti media tokoh jabatan kutipan penyewa opd panduan catatan klaim klarifikasi kop "
    "pantauan kiriman kanal impor suntingan kata".split()
)


def hostile(name: str) -> str:
    """A text that closes an attribute and a tag, loads an image that fails, brings a script and a template."""
    return f"JAHIL-{name}'\"><img src=x onerror=window.diretas=1><script>window.diretas=1</script>{{{{1234*1000}}}}"


# The newest article of the story.
ARTICLE = article_id(f"{hostile('judul')} 2")


async def write_everywhere(folder: Path, address: str) -> None:
    """Write hostile text wherever an outlet, a citizen, a colleague or another program can."""
    settings = Settings(data_dir=folder, internal_token="desk", secret_key="desk")
    index = open_index(settings.index())
    news = _news(datetime.now(UTC))
    await index.put(news)
    await index.refresh()
    await index.close()
    engine = create_engine(settings.database(), "gateway")
    people = {user.email: user for user in await list_users(engine)}
    officer, head = people[EMAIL], people[ADMIN_EMAIL]
    tenant = await get_tenant(engine, officer.tenant_id)
    await _work(engine, tenant, [one.article.id for one in news], officer, head)
    key = (await issue_key(engine, tenant.id, "analyst", name=hostile("kunci"))).key
    async with engine.begin() as connection:
        await connection.execute(
            update(tables.tenants).where(tables.tenants.c.id == tenant.id).values(name=hostile("penyewa"))
        )
    await engine.dispose()
    headers = {"Authorization": f"Bearer {key}"}
    async with httpx.AsyncClient(base_url=address, headers=headers, timeout=60) as client:
        await _watch_and_fire(client)
        await _import(client)


def _news(now: datetime) -> list[Document]:
    """Three articles of one story that turned negative, in which every field was written by somebody hostile."""
    evidence = f"{hostile('bukti')} Warga mengeluh."
    found = []
    tones: list[tuple[ToneLabel, float]] = [("netral", 50), ("negatif", 5), ("negatif", 2)]
    for number, (tone, age) in enumerate(tones):
        story = Story(
            title=f"{hostile('judul')} {number}",
            tone=tone,
            topic="infrastruktur",
            age=age,
            story=STORY,
            text=f"{hostile('isi')}\n\n{evidence}",
            evidence=evidence,
            earlier_title=hostile("judul_lama"),
            people=(Person(name=hostile("tokoh"), role=hostile("jabatan"), org=hostile("lembaga")),),
            quotes=(Quote(speaker=hostile("tokoh"), text=hostile("kutipan")),),
        )
        made = document(story, now)
        source = made.article.source.model_copy(update={"name": hostile("media")})
        found.append(replace(made, article=made.article.model_copy(update={"source": source})))
    return found


async def _work(
    engine: AsyncEngine, tenant: Tenant, article_ids: list[str], officer: User, head: User
) -> None:
    by = Author(officer.id, officer.email)
    office = await add_office(
        engine, tenant.id, hostile("opd"), hostile("opd")[:40], "opd@kutim.example", actor=by.actor
    )
    await assign_topics(engine, tenant.id, {"infrastruktur": office.id}, actor=by.actor)
    await add_action(engine, tenant.id, "infrastruktur", "negatif", hostile("panduan"), actor=by.actor)
    work = await open_work(engine, tenant.id, WorkedStory(STORY, hostile("judul"), article_ids))
    await set_state(engine, tenant.id, [work.id], "perlu_jawaban", Author(head.id, head.email))
    await add_note(engine, tenant.id, work.id, hostile("catatan"), by)
    # What a form would refuse may stand in a database of long ago.
    answer = Answer(
        claim=hostile("klaim"),
        claim_article_id=article_ids[1],
        text=hostile("klarifikasi"),
        issued_at=datetime.now(UTC) - timedelta(hours=1),
        link="javascript:window.diretas=1",
    )
    await add_clarification(engine, tenant.id, work.id, answer, by)
    head_of_letters = Letterhead(government=hostile("kop"), office=hostile("kop"), address=hostile("kop"))
    await keep_letterhead(engine, tenant.id, head_of_letters, actor=by.actor)


async def _watch_and_fire(client: httpx.AsyncClient) -> None:
    watch = {"name": hostile("pantauan"), "filter": {"q": "kiriman"}, "when": {"rule": "each_story"}}
    (await client.post("/v1/watches", json=watch)).raise_for_status()
    article = {
        "title": hostile("kiriman"),
        "text": f"{hostile('kiriman')} Warga mengeluh tentang kiriman.",
        "published_at": datetime.now(UTC).isoformat(),
        "source": {"name": hostile("media"), "timezone": "Asia/Makassar"},
    }
    (await client.post("/v1/articles", json=article)).raise_for_status()
    await _until(client, "/v1/alerts", lambda found: any("kiriman" in str(one) for one in found["items"]))


async def _import(client: httpx.AsyncClient) -> None:
    """A complaint of which every cell, the name of the file and that of the channel are hostile."""
    cells = ("tiket", "impor", "status", "kecamatan", "opd_asal")
    header = "Nomor Tiket;Isi Laporan;Status;Kecamatan;Instansi Terdisposisi;Tanggal Laporan"
    quoted = (hostile(name).replace('"', '""') for name in cells)
    row = ";".join([*(f'"{cell}"' for cell in quoted), f"{datetime.now(UTC):%d/%m/%Y}"])
    without_text = '"{}";;;;;'.format(hostile("tolak").replace('"', '""'))
    content = f"{header}\n{row}\n{without_text}\n".encode()
    file = {"file": (f"{hostile('berkas')}.csv", content, "text/csv")}
    taken = await client.post("/v1/imports", data={"source": hostile("kanal")}, files=file)
    taken.raise_for_status()
    await _until(
        client,
        taken.headers["Location"],
        lambda found: found["state"] == "done" and found["counts"]["found"] == found["counts"]["accepted"],
    )


async def _until(client: httpx.AsyncClient, path: str, arrived: Callable[[Any], bool]) -> None:
    # A key may ask 120 times a minute.
    for _ in range(100):
        if arrived((await client.get(path)).json()):
            return
        await asyncio.sleep(0.7)
    raise AssertionError(f"not at {path}")

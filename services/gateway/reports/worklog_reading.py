"""What one person did in a month, from the histories that the desk keeps anyway: nothing is typed twice."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from services.gateway.audit import Act, Acts, list_acts
from services.gateway.desk import story_work_tables as tables
from services.gateway.desk.story_notes import notes_between
from services.gateway.desk.story_work import STORY_STATE_NAMES, WorkChange, changes_between
from services.gateway.internal_calls import NotFound
from services.gateway.reports.making import Making
from services.gateway.reports.worklog_activity import Activity, Group
from services.gateway.reports.worklog_acts import ReportAct, report_acts
from shared.contracts.query import ById

_AT_ONCE = 500
# Titles of citizens' reports are asked for one by one; who handled more in a month reads them on their page.
_MOST_TITLES = 200
_REPORT_ACTS = {
    "dibuat": "Menyusun",
    "disusun_ulang": "Menyusun ulang",
    "disunting": "Menyunting",
    "diperiksa": "Memeriksa",
    "terkirim": "Mengirim",
}
# Acts of the audit trail: group, what was done, page of the thing.
_AUDITED: dict[str, tuple[Group, str, str]] = {
    "watch.create": ("pantauan", "Membuat pantauan", "/pantauan/{}"),
    "watch.change": ("pantauan", "Mengubah pantauan", "/pantauan/{}"),
    "watch.delete": ("pantauan", "Menghapus pantauan", ""),
    "alert.acknowledge": ("pantauan", "Menanggapi peringatan", "/peringatan/{}"),
    "story.merge": ("isu", "Menggabungkan cerita", "/cerita/{}"),
    "story.split": ("isu", "Memisahkan cerita", "/cerita/{}"),
    "import.create": ("aspirasi", "Mengimpor laporan warga", "/aspirasi/impor/{}"),
    "aspiration.change": ("aspirasi", "Menangani laporan warga", "/aspirasi/{}"),
}


async def activities_of(making: Making, user_id: str, start: datetime, end: datetime) -> list[Activity]:
    """What a person did from `start` on and before `end`. Raises ServiceUnavailable."""
    engine, tenant_id, actor = making.engine, making.tenant.id, f"user:{user_id}"
    acts, changes, notes, clarified, trail = await asyncio.gather(
        report_acts(engine, tenant_id, start, end, actor=actor),
        changes_between(engine, tenant_id, start, end),
        notes_between(engine, tenant_id, start, end),
        _clarified(engine, tenant_id, user_id, start, end),
        _trail(engine, tenant_id, actor, start, end),
    )
    changed = [change for change in changes if change.user_id == user_id]
    noted = [note for note in notes if note.user_id == user_id]
    works = {change.work_id for change in changed} | {note.work_id for note in noted}
    works |= {work_id for _, work_id, _ in clarified}
    stories = await _stories(engine, tenant_id, works)
    found = [_of_report(act) for act in acts if act.act in _REPORT_ACTS and act.kind != "catatan"]
    for change in changed:
        found.append(Activity(change.at, "isu", _change_text(change), *stories[change.work_id]))
    for note in noted:
        found.append(Activity(note.created_at, "isu", "Menulis catatan tim", *stories[note.work_id]))
    for at, work_id, claim in clarified:
        headline, path = stories[work_id]
        found.append(Activity(at, "klarifikasi", "Menulis klarifikasi", f"“{claim}” ({headline})", path))
    return [*found, *await _of_trail(making, trail)]


def _of_report(act: ReportAct) -> Activity:
    group: Group = "telaah" if act.kind == "telaah" else "laporan"
    return Activity(act.at, group, _REPORT_ACTS[act.act], act.title, act.path)


def _change_text(change: WorkChange) -> str:
    if change.kind == "state":
        return f"Menetapkan keadaan: {STORY_STATE_NAMES.get(change.value, change.value)}"
    return f"Menunjuk {change.value}" if change.value else "Mengembalikan usulan perangkat daerah"


async def _of_trail(making: Making, trail: list[Act]) -> list[Activity]:
    reports = list(dict.fromkeys(act.subject for act in trail if act.action == "aspiration.change"))
    titles = await _titles(making, reports)
    stories = {act.subject for act in trail if act.action.startswith("story.")}
    headlines = await _headlines(making.engine, making.tenant.id, stories)
    # A page is named by the last name that the trail knows.
    names = {act.subject: act.detail for act in trail if act.action in ("watch.create", "watch.delete")}
    gone = {act.subject for act in trail if act.action in ("watch.delete", "import.undo", "import.delete")}
    seen: set[str] = set()
    found = []
    for act in trail:
        if act.action not in _AUDITED or (act.action == "import.create" and act.subject in gone):
            continue
        if act.action == "alert.acknowledge":
            # The first acknowledgement stays; a second click is none.
            if act.subject in seen:
                continue
            seen.add(act.subject)
        group, did, path = _AUDITED[act.action]
        match act.action:
            case "aspiration.change":
                result = titles.get(act.subject, "Laporan warga")
            case "story.merge" | "story.split":
                result = headlines.get(act.subject, "Cerita")
            case "watch.create" | "watch.change" | "watch.delete":
                result = names.get(act.subject) or "Pantauan"
            case "import.create":
                result = _imported(act.detail)
            case _:
                result = act.detail or "Peringatan"
        page = "" if act.subject in gone else path.format(act.subject)
        found.append(Activity(act.at, group, did, result, page))
    return found


def _imported(detail: str) -> str:
    """``"24 rows of aspirasi"`` as a person says it."""
    rows = detail.split(" ", 1)[0]
    return f"Berkas {rows} baris" if rows.isdigit() else "Berkas laporan warga"


async def _trail(
    engine: AsyncEngine, tenant_id: str, actor: str, start: datetime, end: datetime
) -> list[Act]:
    """The lines of the audit trail, oldest first."""
    which = Acts(tenant_id=tenant_id, actor=actor, start=start, end=end)
    found: list[Act] = []
    after = None
    while True:
        part, _ = await list_acts(engine, which, limit=_AT_ONCE, after=after)
        found += part
        if len(part) < _AT_ONCE:
            return found[::-1]
        after = part[-1].id


async def _clarified(
    engine: AsyncEngine, tenant_id: str, user_id: str, start: datetime, end: datetime
) -> list[tuple[datetime, str, str]]:
    """When, on which work, to which claim: by when it was written here, not by when it was issued."""
    entries = tables.clarifications.c
    query = select(entries.created_at, entries.work_id, entries.claim).where(
        entries.tenant_id == tenant_id,
        entries.user_id == user_id,
        entries.created_at >= start,
        entries.created_at < end,
    )
    async with engine.connect() as connection:
        rows = await connection.execute(query.order_by(entries.created_at, entries.id))
        return [(row.created_at, row.work_id, row.claim) for row in rows]


async def _stories(
    engine: AsyncEngine, tenant_id: str, work_ids: Collection[str]
) -> dict[str, tuple[str, str]]:
    """Work → the headline of its story, and its page."""
    work = tables.story_work.c
    found: dict[str, tuple[str, str]] = {}
    ids = sorted(work_ids)
    async with engine.connect() as connection:
        for start in range(0, len(ids), _AT_ONCE):
            query = select(work.id, work.headline, work.story_id).where(
                work.tenant_id == tenant_id, work.id.in_(ids[start : start + _AT_ONCE])
            )
            for row in await connection.execute(query):
                found[row.id] = row.headline, f"/cerita/{row.story_id}"
    return found


async def _headlines(engine: AsyncEngine, tenant_id: str, story_ids: Collection[str]) -> dict[str, str]:
    """Story → headline, of those that somebody works on."""
    work = tables.story_work.c
    query = select(work.story_id, work.headline).where(
        work.tenant_id == tenant_id, work.story_id.in_(sorted(story_ids)[:_AT_ONCE])
    )
    async with engine.connect() as connection:
        return {row.story_id: row.headline for row in await connection.execute(query)}


async def _titles(making: Making, report_ids: list[str]) -> dict[str, str]:
    """Citizens' reports by their title; deleted ones are absent."""
    scope = list(making.tenant.scope)

    async def title(report_id: str) -> str | None:
        try:
            return (await making.search.article(ById(id=report_id, scope=scope))).article.title
        except NotFound:
            return None

    asked = report_ids[:_MOST_TITLES]
    titles = await asyncio.gather(*(title(one) for one in asked))
    return {one: found for one, found in zip(asked, titles, strict=True) if found is not None}

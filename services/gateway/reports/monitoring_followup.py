"""What was done in the period of a monitoring report: clarifications, states of stories, reports sent."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from services.gateway.dashboard.story.answers import verdict
from services.gateway.desk.clarification_effect import effect_of
from services.gateway.desk.clarifications import Clarification, clarifications_between
from services.gateway.desk.story_work import (
    STORY_STATE_NAMES,
    STORY_STATES,
    StoryWork,
    WorkChange,
    changes_between,
    list_works,
)
from services.gateway.internal_calls import NotFound
from services.gateway.presentation.dates import MONTHS, short_day
from services.gateway.presentation.wording import number
from services.gateway.reports.document import Block, Entries, Entry, Paragraph, Row, Section, TablePart
from services.gateway.reports.monitoring_figures import MonitoringPlace
from services.gateway.reports.monitoring_works import narrowed, within, works_within
from services.gateway.reports.worklog_acts import ReportAct, report_acts
from shared.contracts.query import ArticleScan, ById, Filter

# What became of more of them is read on their stories.
CLARIFICATIONS_TOLD = 10
# Of a larger story the articles first seen are left out, as on its page.
_MOST_MEMBERS = 400
_MOST_WORKS = 2_000
OF_REGION = (
    "Yang dihitung: tindak lanjut atas cerita tentang wilayah laporan ini, dan pengiriman laporan tentang "
    "wilayah ini."
)


@dataclass(frozen=True)
class FollowUp:
    """What the team did in the period about the region of the report.

    `works` by id, `verdicts` what followed a clarification, by its id.
    """

    clarifications: list[Clarification]
    works: dict[str, StoryWork]
    verdicts: dict[str, str]
    changes: list[WorkChange]
    sent: list[ReportAct]


async def follow_up(place: MonitoringPlace) -> FollowUp:
    """What the team did in the period about the region of the report. Raises ServiceUnavailable."""
    engine, tenant_id = place.making.engine, place.making.tenant.id
    start, end = place.period.start, place.period.end
    clarifications, works, changes, acts = await asyncio.gather(
        clarifications_between(engine, tenant_id, start, end),
        list_works(engine, tenant_id, limit=_MOST_WORKS),
        changes_between(engine, tenant_id, start, end),
        report_acts(engine, tenant_id, start, end),
    )
    own = {work.id: work for work in await works_within(place, works)}
    if narrowed(place):
        clarifications = [one for one in clarifications if one.work_id in own]
        changes = [one for one in changes if one.work_id in own]
    told = clarifications[-CLARIFICATIONS_TOLD:]
    verdicts = await asyncio.gather(*(_verdict(place, one) for one in told))
    return FollowUp(
        clarifications=clarifications,
        works=own,
        verdicts={one.id: verdict for one, verdict in zip(told, verdicts, strict=True)},
        changes=changes,
        # Whose work log was sent to whom is that person's matter.
        sent=[
            act
            for act in acts
            if act.act == "terkirim" and act.kind != "catatan" and within(place, act.region)
        ],
    )


def follow_up_section(place: MonitoringPlace, done: FollowUp) -> Section:
    """Clarifications and what followed, states of stories, reports that were sent."""
    blocks: list[Block] = [Paragraph(key="tindak", text=_sentence(place, done))]
    if done.clarifications:
        told = done.clarifications[-CLARIFICATIONS_TOLD:]
        blocks.append(Entries(items=[_clarification(place, done, one) for one in reversed(told)]))
        left_out = len(done.clarifications) - len(told)
        if left_out:
            blocks.append(Paragraph(text=f"Dan {number(left_out)} klarifikasi sebelumnya.", style="aside"))
    if done.works:
        blocks.append(_states(place, done))
    if done.sent:
        blocks.append(_sent(place, done.sent))
    if narrowed(place):
        blocks.append(Paragraph(text=OF_REGION, style="aside"))
    return Section(key="tindak-lanjut", title="Tindak lanjut", blocks=blocks)


def _sentence(place: MonitoringPlace, done: FollowUp) -> str:
    handled = len({change.work_id for change in done.changes})
    if not (handled or done.clarifications or done.sent):
        return (
            f"Pada {place.period.name} belum ada tindak lanjut yang tercatat: keadaan cerita, klarifikasi, "
            "dan pengiriman laporan tercatat sendiri bila dikerjakan lewat Gaung."
        )
    counted = (
        (len(done.clarifications), "klarifikasi diterbitkan"),
        (handled, "cerita ditetapkan keadaan atau penanggung jawabnya"),
        (len(done.sent), "laporan dikirim"),
    )
    parts = [f"{number(count)} {what}" for count, what in counted if count]
    return f"Pada {place.period.name}: {', '.join(parts)}."


def _clarification(place: MonitoringPlace, done: FollowUp, one: Clarification) -> Entry:
    work = done.works.get(one.work_id)
    issued = one.answer.issued_at.astimezone(place.making.tenant.zone)
    return Entry(
        key=f"klarifikasi:{one.id}",
        title=work.headline if work else "Cerita yang sudah tidak ada",
        url=place.making.address(f"/cerita/{work.story_id}") if work else "",
        text=f"Dijawab: “{one.answer.claim}”",
        reason=done.verdicts.get(one.id, ""),
        detail=f"Klarifikasi {issued.day} {MONTHS[issued.month - 1]} {issued.year}",
    )


async def _verdict(place: MonitoringPlace, one: Clarification) -> str:
    """What the coverage shows after a clarification; empty when its story is gone."""
    search, scope = place.making.search, list(place.making.tenant.scope)
    try:
        claimed = await search.article(ById(id=one.answer.claim_article_id, scope=scope))
    except NotFound:
        return ""
    if claimed.story is None:
        return ""
    wanted = Filter(scope=scope, story=claimed.story.id)
    members = (await search.scan(ArticleScan(filter=wanted, size=_MOST_MEMBERS))).items
    return verdict(await asyncio.to_thread(effect_of, one.answer, members))


def _states(place: MonitoringPlace, done: FollowUp) -> TablePart:
    set_to = Counter(change.value for change in done.changes if change.kind == "state")
    now = Counter(work.state for work in done.works.values())
    region = place.now.region_address
    return TablePart(
        caption="Cerita menurut keadaan",
        columns=["Keadaan", "Pada periode ini", "Sekarang"],
        rows=[
            Row(
                cells=[STORY_STATE_NAMES[state], set_to[state], now[state]],
                url=place.making.address(f"/cerita?{urlencode({'keadaan': state} | region)}"),
            )
            for state in STORY_STATES
        ],
        remark=(
            "Pada periode ini: berapa kali ditetapkan begitu. Sekarang: saat laporan ini disusun, termasuk "
            "cerita yang dibuka sebelumnya."
        ),
    )


def _sent(place: MonitoringPlace, sent: Sequence[ReportAct]) -> TablePart:
    zone = place.making.tenant.zone
    return TablePart(
        caption="Laporan yang dikirim",
        columns=["Laporan", "Tanggal"],
        numeric=[1],
        rows=[
            Row(
                cells=[act.title, short_day(act.at.astimezone(zone).date())],
                url=place.making.address(act.path),
            )
            for act in sent
        ],
    )

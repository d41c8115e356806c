"""Laporan monitoring opini dan aspirasi publik of a month or quarter, as Permenkominfo 4/2024 asks for.

The regulation makes monitoring of public opinion and aspirations a duty of the offices of communication of
provinces and regencies; the form of the report is theirs to choose.
"""

from __future__ import annotations

import asyncio

from services.gateway.desk.aspiration_reports import CitizenReports
from services.gateway.desk.offices import topics_of_offices
from services.gateway.desk.playbook import list_actions
from services.gateway.presentation.wording import number, topic_name
from services.gateway.reports.document import Block, Document, Paragraph, Section
from services.gateway.reports.editions import EditionKey
from services.gateway.reports.kind import Kind
from services.gateway.reports.making import Making
from services.gateway.reports.monitoring_advice import advice_sections, reasons_of
from services.gateway.reports.monitoring_aspirations import aspirations_section, reports_of
from services.gateway.reports.monitoring_figures import (
    MonitoringFigures,
    MonitoringPlace,
    monitoring_figures,
)
from services.gateway.reports.monitoring_followup import follow_up, follow_up_section
from services.gateway.reports.monitoring_media import (
    tone_section,
    tone_sentence,
    volume_section,
)
from services.gateway.reports.monitoring_method import method_section
from services.gateway.reports.monitoring_period import CalendarPeriod
from services.gateway.reports.monitoring_priorities import issue_figures, priorities_section

TITLE = "Laporan Monitoring Opini dan Aspirasi Publik"


async def make_monitoring(making: Making, key: EditionKey) -> Document:
    """The report of a month or quarter. Raises ServiceUnavailable."""
    calendar = CalendarPeriod.of_days(key.first_day, key.last_day)
    place = MonitoringPlace.of(making, key.region, calendar)
    engine, tenant_id = making.engine, making.tenant.id
    figures, reports, done, actions, offices = await asyncio.gather(
        monitoring_figures(place),
        reports_of(place),
        follow_up(place),
        list_actions(engine, tenant_id),
        topics_of_offices(engine, tenant_id),
    )
    sections = [
        _summary(place, figures, reports),
        method_section(place, figures),
        volume_section(place, figures),
        tone_section(place, figures),
        priorities_section(place, figures),
        aspirations_section(place, reports),
        follow_up_section(place, done),
        *advice_sections(reasons_of(place, figures.issues, reports.items), actions, offices),
    ]
    return Document(
        kind=key.kind,
        title=f"{TITLE} {calendar.name}",
        subtitle=_subtitle(place),
        region_name=place.now.region.name,
        first_day=key.first_day,
        last_day=key.last_day,
        timezone=making.tenant.timezone,
        sections=sections,
        made_at=making.now,
        formal=True,
    )


def _subtitle(place: MonitoringPlace) -> str:
    told = f"{place.now.region.name}, {place.period.name}"
    if place.calendar.running(place.now.today):
        return f"{told} ({place.calendar.kind_name} ini belum berakhir)"
    return told


def _summary(place: MonitoringPlace, figures: MonitoringFigures, reports: CitizenReports) -> Section:
    """The whole in four sentences: tone, first issue, citizens' reports."""
    blocks: list[Block] = [
        Paragraph(key="ringkas", text=tone_sentence(place, figures), url=place.evidence(), style="lead")
    ]
    if figures.issues:
        first = figures.issues[0]
        blocks.append(
            Paragraph(
                key="ringkas:isu",
                text=(
                    f"Isu yang paling perlu perhatian: {topic_name(first.issue.topic)} "
                    f"({issue_figures(first)})."
                ),
                url=place.evidence(topik=first.issue.topic),
            )
        )
    if reports.items:
        late = sum(one.late for one in reports.items)
        waiting = sum(one.open for one in reports.items)
        blocks.append(
            Paragraph(
                key="ringkas:aspirasi",
                text=(
                    f"{number(len(reports.items))} laporan warga masuk; {number(waiting)} masih terbuka, "
                    f"{number(late)} di antaranya melewati batas layanan."
                ),
                url=place.making.address(place.now.path("/aspirasi")),
            )
        )
    return Section(key="ringkasan", title="Ringkasan", blocks=blocks)


MONITORING = Kind(
    id="monitoring",
    name="Laporan monitoring",
    code="MONITORING",
    describe=(
        "Opini dan aspirasi publik sebulan atau satu triwulan: metode, volume, nada, isu prioritas, "
        "laporan warga, tindak lanjut, dan rekomendasi (Permenkominfo 4/2024)."
    ),
    path="/laporan/monitoring",
    make=make_monitoring,
)

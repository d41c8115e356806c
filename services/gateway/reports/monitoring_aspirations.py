"""The part of a monitoring report on citizens' reports: by class and state, by office, what is unanswered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from services.gateway.dashboard.aspiration.listing import CLASSES, NONE, Addresses, Chosen, places_of
from services.gateway.dashboard.aspiration.sentence import median_words, sentence_of
from services.gateway.desk.aspiration_reports import (
    MOST,
    CitizenReport,
    CitizenReports,
    citizen_reports,
)
from services.gateway.desk.aspiration_states import (
    FOLLOWED_UP_WITHIN,
    STATE_NAMES,
    STATES,
    VERIFIED_WITHIN,
)
from services.gateway.desk.aspiration_summary import Summary, summarise
from services.gateway.presentation.wording import number
from services.gateway.reports.document import Block, Paragraph, Row, Section, TablePart
from services.gateway.reports.monitoring_figures import MonitoringPlace

OFFICES_TOLD = 10
LIMITS = (
    f"Batas layanan: diverifikasi dan diteruskan paling lama {VERIFIED_WITHIN} hari kerja, tindak lanjut "
    f"pertama {FOLLOWED_UP_WITHIN} hari kerja sesudahnya, seperti yang dijanjikan SP4N-LAPOR! kepada "
    "pelapor (hari libur nasional ikut terhitung hari kerja). Keadaan laporan adalah yang diketahui saat "
    "laporan monitoring ini disusun."
)
EMPTY = (
    "Belum ada laporan warga pada periode ini. Impor berkas SP4N-LAPOR! atau kanal lain lewat halaman "
    "Aspirasi, lalu susun ulang laporan ini."
)


async def reports_of(place: MonitoringPlace) -> CitizenReports:
    """The citizens' reports of the period. Raises what the search client raises."""
    making = place.making
    return await citizen_reports(
        making.engine,
        making.search,
        making.tenant.id,
        place.now.filter(copies="include"),
        place.now.today,
        making.tenant.zone,
    )


def aspirations_section(place: MonitoringPlace, reports: CitizenReports) -> Section:
    """Citizens' reports by class and state, by office, and what is unanswered."""
    blocks = _blocks(place, reports) if reports.items else [Paragraph(key="aspirasi", text=EMPTY)]
    return Section(key="aspirasi", title="Aspirasi dan pengaduan warga", blocks=blocks)


def _blocks(place: MonitoringPlace, reports: CitizenReports) -> list[Block]:
    summary = summarise(reports.items, places_of(place.now))
    address = _addresses(place)
    late = (
        place.making.address(address.only(lewat="1"))
        if summary.late
        else place.making.address(address.only())
    )
    blocks: list[Block] = [
        Paragraph(key="aspirasi", text=sentence_of(summary, f"periode {place.period.name}"), url=late),
        _by_class(place, reports.items),
        _by_office(place, summary),
    ]
    if summary.oldest is not None:
        waits = f"Yang masih terbuka sudah menunggu {median_words(summary.median_age)} (median)"
        blocks.append(
            Paragraph(
                key="aspirasi:terlama",
                text=f"{waits}; paling lama “{summary.oldest.title}”, {number(summary.oldest.age)} hari.",
                url=place.making.address(f"/aspirasi/{summary.oldest.id}"),
            )
        )
    if not reports.complete:
        blocks.append(Paragraph(text=f"Hanya {number(MOST)} laporan terbaru yang dihitung.", style="aside"))
    return [*blocks, Paragraph(text=LIMITS, style="aside")]


def _by_class(place: MonitoringPlace, items: Sequence[CitizenReport]) -> TablePart:
    address = _addresses(place)
    rows = []
    for key, name in CLASSES.items():
        own = [one for one in items if (one.aspiration or NONE) == key]
        if not own:
            continue
        states = Counter(one.state for one in own)
        rows.append(
            Row(
                cells=[name, len(own), *(states[state] for state in STATES), sum(one.late for one in own)],
                url=place.making.address(address.only(jenis=key)),
            )
        )
    states = Counter(one.state for one in items)
    rows.append(
        Row(
            cells=[
                "Semua",
                len(items),
                *(states[state] for state in STATES),
                sum(one.late for one in items),
            ],
            url=place.making.address(address.only()),
        )
    )
    return TablePart(
        caption="Laporan warga menurut jenis dan keadaan",
        columns=["Jenis", "Laporan", *(STATE_NAMES[state] for state in STATES), "Lewat batas"],
        rows=rows,
    )


def _by_office(place: MonitoringPlace, summary: Summary) -> TablePart:
    address = _addresses(place)
    left_out = len(summary.offices) - OFFICES_TOLD
    return TablePart(
        caption="Laporan warga menurut perangkat daerah",
        columns=["Perangkat daerah", "Laporan", "Terbuka", "Lewat batas"],
        rows=[
            Row(
                cells=[one.name or "Belum diketahui", one.count, one.open, one.late],
                url=place.making.address(address.only(opd=one.key or NONE)),
            )
            for one in summary.offices[:OFFICES_TOLD]
        ],
        remark=f"Dan {number(left_out)} perangkat daerah lain." if left_out > 0 else "",
    )


def _addresses(place: MonitoringPlace) -> Addresses:
    return Addresses(place.now, Chosen())

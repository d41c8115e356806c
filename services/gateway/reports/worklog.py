"""Catatan kerja: what a press officer did in a month, with links as proof."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from services.gateway.internal_calls import NotFound
from services.gateway.presentation.dates import zone_name
from services.gateway.presentation.period import spoken_range
from services.gateway.presentation.wording import number
from services.gateway.reports.document import Block, Document, Paragraph, Row, Section, TablePart
from services.gateway.reports.editions import EditionKey, get_edition, list_editions
from services.gateway.reports.kind import Kind
from services.gateway.reports.making import Making
from services.gateway.reports.monitoring_period import CalendarPeriod
from services.gateway.reports.worklog_activity import GROUP_NAMES, WorkLine, moment_text, work_lines
from services.gateway.reports.worklog_reading import activities_of
from services.gateway.users import User, get_user

# The paragraph that its owner writes over once: name, NIP, rank, office.
PERFORMER = "pelaksana"
# Whoever has not written it over in a year is asked again by what stands there.
_EARLIER_LOGS = 12
COLUMNS = ["Hasil kerja", "Kegiatan", "Waktu"]
EMPTY = (
    "Belum ada kegiatan yang tercatat pada bulan ini. Yang tercatat sendiri: laporan yang disusun, "
    "disunting, diperiksa, atau dikirim; klarifikasi; keadaan dan catatan cerita; peringatan yang "
    "ditanggapi; impor dan penanganan laporan warga."
)
WHENCE = (
    "Disusun dari riwayat yang tercatat sendiri di Gaung; yang dikerjakan di luar Gaung tidak termuat. "
    "Tambahkan lewat Sunting, sebagai catatan di awal bagian. Kegiatan yang sama pada hal yang sama dalam "
    "sehari dihitung satu baris."
)


async def make_worklog(making: Making, key: EditionKey) -> Document:
    """The log of a month. Raises NotFound for nobody of this tenant, and ServiceUnavailable."""
    user = await get_user(making.engine, key.subject)
    if user is None or user.tenant_id != making.tenant.id:
        raise NotFound("no such person in this tenant")
    calendar = CalendarPeriod.of_days(key.first_day, key.last_day)
    period, _ = calendar.compared(making.now.date(), making.tenant.zone)
    activities = await activities_of(making, user.id, period.start, period.end)
    lines = work_lines(activities, making.tenant.zone)
    running = " (bulan ini belum berakhir)" if calendar.running(making.now.date()) else ""
    return Document(
        kind=key.kind,
        title=f"Catatan Kerja {calendar.name} ({user.email.partition('@')[0]})",
        subtitle=f"{user.email}, {spoken_range(period.first, period.last)}{running}",
        region_name=making.tenant.name,
        first_day=key.first_day,
        last_day=key.last_day,
        timezone=making.tenant.timezone,
        sections=[_summary(await _performer(making, key, user), lines), *_groups(making, lines)],
        made_at=making.now,
        foot="Tautan pada tiap hasil kerja adalah buktinya di Gaung.",
        formal=True,
    )


async def _performer(making: Making, key: EditionKey, user: User) -> str:
    """Whose log it is: as its owner wrote it last, with NIP and rank, else the address."""
    heads, _ = await list_editions(
        making.engine, making.tenant.id, kind=key.kind, seen_by=user.id, limit=_EARLIER_LOGS
    )
    for head in heads:
        if head.key != key:
            edit = (await get_edition(making.engine, making.tenant.id, head.id)).edits.get(PERFORMER)
            if edit is not None and edit.text:
                return edit.text
    return f"Pelaksana: {user.email}, {making.tenant.name}."


def _summary(performer: str, lines: Sequence[WorkLine]) -> Section:
    days = len({line.at.date() for line in lines})
    blocks: list[Block] = [Paragraph(key=PERFORMER, text=performer)]
    if not lines:
        return Section(key="ringkasan", title="Ringkasan", blocks=[*blocks, Paragraph(text=EMPTY)])
    counted = Counter(line.group for line in lines)
    blocks += [
        Paragraph(
            key="ringkas",
            text=f"{number(len(lines))} kegiatan pada {number(days)} hari.",
            style="lead",
        ),
        TablePart(
            caption="Kegiatan menurut jenis",
            columns=["Jenis kegiatan", "Jumlah"],
            rows=[Row(cells=[name, counted[group]]) for group, name in GROUP_NAMES.items() if counted[group]],
        ),
        Paragraph(text=WHENCE, style="aside"),
    ]
    return Section(key="ringkasan", title="Ringkasan", blocks=blocks)


def _groups(making: Making, lines: Sequence[WorkLine]) -> list[Section]:
    found = []
    for group, name in GROUP_NAMES.items():
        own = [line for line in lines if line.group == group]
        if own:
            found.append(Section(key=group, title=name, blocks=[_table(making, name, own)]))
    return found


def _table(making: Making, name: str, lines: Sequence[WorkLine]) -> TablePart:
    return TablePart(
        caption=f"{name}: {number(len(lines))} kegiatan, waktu {zone_name(lines[0].at)}",
        columns=COLUMNS,
        rows=[
            Row(
                cells=[line.result, line.act_text, moment_text(line.at)],
                url=making.address(line.path) if line.path else "",
            )
            for line in lines
        ],
    )


WORKLOG = Kind(
    id="catatan",
    name="Catatan kerja",
    code="CATATAN",
    describe=(
        "Kegiatan seorang Pranata Humas dalam sebulan: laporan, telaah, klarifikasi, pemantauan, dengan "
        "tautan sebagai bukti; PDF dan XLSX."
    ),
    path="/laporan/catatan",
    make=make_worklog,
    personal=True,
)

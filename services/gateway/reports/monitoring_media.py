"""Volume and tone of a monitoring report: per week, outlet and kind, against the days before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.gateway.intervals import ratio_interval, share_difference_interval, share_interval
from services.gateway.presentation.charts import steps, tone_per_day
from services.gateway.presentation.dates import short_day
from services.gateway.presentation.direction import ToneCounts, difference_interval, direction
from services.gateway.presentation.period import Day, summed
from services.gateway.presentation.source_names import name_of
from services.gateway.presentation.wording import KIND_NAMES, TONE_NAMES, decimal, number, percent, signed
from services.gateway.reports.document import Block, Chart, Paragraph, Row, Section, TablePart, ToneLabel
from services.gateway.reports.monitoring_figures import MonitoringFigures, MonitoringPlace

OUTLETS_TOLD = 12
TONES: tuple[ToneLabel, ...] = ("negatif", "netral", "positif")


@dataclass(frozen=True)
class Week:
    """The days of a week from Monday on that lie in the period."""

    first: date
    last: date
    counts: ToneCounts

    @property
    def name(self) -> str:
        """``23–29 Nov``, ``30 Nov–6 Des``."""
        if self.first == self.last:
            return short_day(self.last)
        same = self.first.month == self.last.month
        return f"{self.first.day if same else short_day(self.first)}–{short_day(self.last)}"


def weeks(days: Sequence[Day]) -> list[Week]:
    """The days in weeks, oldest first; the first and the last may be short."""
    found: list[list[Day]] = []
    for day in days:
        if not found or day[0].weekday() == 0:
            found.append([])
        found[-1].append(day)
    return [Week(part[0][0], part[-1][0], summed([counts for _, counts in part])) for part in found]


def volume_section(place: MonitoringPlace, figures: MonitoringFigures) -> Section:
    """How much was written, when, and by whom."""
    blocks: list[Block] = [
        Paragraph(key="volume", text=volume_sentence(place, figures), url=place.evidence())
    ]
    if figures.now.total:
        blocks += [_weeks_table(place, figures), _kinds_table(place, figures), _outlets_table(place, figures)]
    return Section(key="volume", title="Volume pemberitaan", blocks=blocks)


def tone_section(place: MonitoringPlace, figures: MonitoringFigures) -> Section:
    """Which way the tone goes, and how sure that is."""
    blocks: list[Block] = [
        Paragraph(key="nada", text=tone_sentence(place, figures), url=place.evidence(nada="negatif"))
    ]
    if figures.now.read:
        blocks += [_chart(place, figures), _tones_table(place, figures)]
        certain = certainty_sentence(figures.now, figures.before)
        if certain:
            blocks.append(Paragraph(text=certain, style="aside"))
    # The summary says the sentence already.
    return Section(key="nada", title="Nada pemberitaan", blocks=blocks, chat=False)


def volume_sentence(place: MonitoringPlace, figures: MonitoringFigures) -> str:
    """How many articles and outlets, per day against before."""
    now, before, period = figures.now.total, figures.before.total, place.period
    if not now:
        return f"Tidak ada berita tentang {place.now.region.name} pada {period.name}."
    told = (
        f"{number(now)} berita dari {number(figures.all_outlets)} media pada {period.name}, rata-rata "
        f"{decimal(now / period.length)} berita per hari."
    )
    if not before:
        return f"{told} Pada {place.before.name} belum ada berita sebagai pembanding."
    interval = ratio_interval(now, before)
    scale = place.before.length / period.length
    word = "tidak jelas berubah"
    if interval and interval.low * scale > 1:
        word = "bertambah"
    elif interval and interval.high is not None and interval.high * scale < 1:
        word = "berkurang"
    per_day = decimal(before / place.before.length)
    media = number(figures.all_outlets_before)
    return f"{told} Volume {word}: pada {place.before.name} rata-rata {per_day} per hari dari {media} media."


def tone_sentence(place: MonitoringPlace, figures: MonitoringFigures) -> str:
    """What the tone is and whether it changed."""
    now, before = figures.now, figures.before
    word = direction(now, before)
    if word == "kosong":
        return f"Tidak ada berita yang nadanya terbaca pada {place.period.name}."
    told = (
        f"{number(now.negatif)} dari {number(now.read)} berita bernada negatif "
        f"({percent(now.negatif, now.read)}), {number(now.positif)} positif "
        f"({percent(now.positif, now.read)})"
    )
    match word:
        case "terlalu sedikit":
            return f"{told}; terlalu sedikit untuk menyebut arah nada."
        case "tanpa pembanding":
            return f"{told}; untuk {place.before.name} belum cukup berita sebagai pembanding."
    before_told = (
        f"{percent(before.negatif, before.read)} negatif dan {percent(before.positif, before.read)} positif"
    )
    claim = "belum jelas berubah" if word == "belum jelas" else f"{word}, lebih dari sekadar kebetulan,"
    return f"{told}. Nada {claim} dibanding {place.before.name} ({before_told})."


def certainty_sentence(now: ToneCounts, before: ToneCounts) -> str:
    """The mean tones, their difference and its interval; empty where there is nothing to compare."""
    interval = difference_interval(now, before)
    if interval is None or interval.high is None:
        return ""
    return (
        f"Nada rata-rata {signed(now.mean)} (skala −1 sampai +1), sebelumnya {signed(before.mean)}. "
        f"Selisihnya {signed(now.mean - before.mean)}; dengan keyakinan 95% selisih sebenarnya antara "
        f"{signed(interval.low)} dan {signed(interval.high)}."
    )


def _weeks_table(place: MonitoringPlace, figures: MonitoringFigures) -> TablePart:
    return TablePart(
        caption="Berita per pekan",
        columns=["Pekan", "Berita", *(TONE_NAMES[tone] for tone in TONES)],
        rows=[
            Row(
                cells=[week.name, week.counts.total, *(getattr(week.counts, tone) for tone in TONES)],
                url=place.evidence_of_days(week.first, week.last),
            )
            for week in weeks(figures.days)
        ],
        remark="Pekan dimulai hari Senin; pekan pertama dan terakhir bisa lebih pendek.",
    )


def _kinds_table(place: MonitoringPlace, figures: MonitoringFigures) -> TablePart:
    ordered = sorted(figures.kinds.items(), key=lambda pair: -pair[1].total)
    return TablePart(
        caption="Berita menurut jenis",
        columns=["Jenis", "Jumlah", *(TONE_NAMES[tone] for tone in TONES)],
        rows=[
            Row(
                cells=[KIND_NAMES.get(kind, kind), counts.total, *(getattr(counts, tone) for tone in TONES)],
                url=place.evidence(jenis=kind),
            )
            for kind, counts in ordered
        ],
        remark=("Rilis pemerintah daerah biasanya bernada positif; nada media terbaca pada baris berita."),
    )


def _outlets_table(place: MonitoringPlace, figures: MonitoringFigures) -> TablePart:
    ordered = sorted(figures.outlets.items(), key=lambda pair: (-pair[1].total, pair[0]))
    left_out = len(ordered) - OUTLETS_TOLD
    return TablePart(
        caption="Berita menurut media",
        columns=["Media", "Berita", "Negatif", "Bagian negatif"],
        numeric=[3],
        rows=[
            Row(
                cells=[
                    name_of(source, place.making.names),
                    counts.total,
                    counts.negatif,
                    percent(counts.negatif, counts.read) if counts.read else "–",
                ],
                url=place.evidence(sumber=source),
            )
            for source, counts in ordered[:OUTLETS_TOLD]
        ],
        remark=f"Dan {number(left_out)} media lain." if left_out > 0 else "",
    )


def _chart(place: MonitoringPlace, figures: MonitoringFigures) -> Chart:
    now = figures.now
    return Chart(
        spec=tone_per_day(figures.days, "terang"),
        words=(
            f"Batang bertumpuk berita menurut nada pada {place.period.name}: {number(now.negatif)} negatif, "
            f"{number(now.netral)} netral, {number(now.positif)} positif."
        ),
        caption="Berita menurut nada: jingga negatif, kelabu netral, biru positif.",
        table=TablePart(
            caption="Berita menurut nada dari waktu ke waktu",
            columns=["Tanggal", *(TONE_NAMES[tone] for tone in TONES)],
            rows=[
                Row(cells=[step.name, *(getattr(step.counts, tone) for tone in TONES)])
                for step in reversed(steps(figures.days))
            ],
        ),
    )


def _tones_table(place: MonitoringPlace, figures: MonitoringFigures) -> TablePart:
    now, before = figures.now, figures.before
    return TablePart(
        caption="Nada dan ketidakpastiannya",
        columns=["Nada", "Berita", "Bagian", "Selang 95%", "Sebelumnya", "Selisih (poin persen)"],
        numeric=[2, 3, 4, 5],
        rows=[
            Row(
                cells=[
                    TONE_NAMES[tone],
                    getattr(now, tone),
                    percent(getattr(now, tone), now.read),
                    _interval(getattr(now, tone), now.read),
                    percent(getattr(before, tone), before.read) if before.read else "–",
                    _difference(getattr(now, tone), now.read, getattr(before, tone), before.read),
                ],
                url=place.evidence(nada=tone),
                tone=tone,
            )
            for tone in TONES
        ],
        remark=(
            f"Dibaca nadanya: {number(now.read)} dari {number(now.total)} berita. Selang menurut Wilson, "
            "selisih menurut Newcombe."
        ),
    )


def _interval(count: int, of: int) -> str:
    interval = share_interval(count, of)
    if interval is None or interval.high is None:
        return "–"
    return f"{100 * interval.low:.0f}–{100 * interval.high:.0f}%"


def _difference(count: int, of: int, other: int, of_other: int) -> str:
    interval = share_difference_interval(count, of, other, of_other)
    if interval is None or interval.high is None:
        return "–"
    difference = 100 * (count / of - other / of_other)
    return f"{_points(difference)} ({_points(100 * interval.low)} s.d. {_points(100 * interval.high)})"


def _points(value: float) -> str:
    text = decimal(value, 0)
    return f"+{text}" if value > 0 and text != "0" else text

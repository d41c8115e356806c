"""The section of priority issues: each with its figures, its stories and the parts of its score."""

from __future__ import annotations

from typing import Any

from services.gateway.presentation.chart_parts import HEIGHT, PALETTES, WIDTH
from services.gateway.presentation.wording import decimal, listed, number, percent, topic_name
from services.gateway.reports.document import (
    Block,
    Chart,
    Entries,
    Entry,
    Paragraph,
    Row,
    Section,
    TablePart,
    ToneLabel,
)
from services.gateway.reports.monitoring_figures import (
    ISSUES_TOLD,
    MonitoringFigures,
    MonitoringPlace,
    StoryOfIssue,
)
from services.gateway.reports.monitoring_issues import FEWEST_ARTICLES, POINTS, RankedIssue

ISSUES_IN_TABLE = 10
# More bars than these would leave no room for their names at the height of all charts.
ISSUES_DRAWN = 7
# Parts of a score: their name, their field, and a colour that a colour-blind reader tells from the others.
PARTS = (
    ("Volume", "volume", "#0b5a66"),
    ("Negatif", "negative", "#c2410c"),
    ("Pertumbuhan", "growth", "#d9a441"),
    ("Jangkauan", "reach", "#8fa3ad"),
)
HOW = (
    f"Skor 0 sampai 100 adalah jumlah empat bagian, masing-masing paling tinggi {POINTS}. Volume: jumlah "
    "berita dibanding isu terbesar. Negatif: bagian berita negatif. Pertumbuhan: berapa kali lipat "
    "beritanya per hari dari periode pembanding, r, sebagai (r − 1) ÷ (r + 1). Jangkauan: banyaknya media "
    "yang memuat dibanding semua media. Untuk bagian negatif dan pertumbuhan dipakai batas bawah selang "
    "keyakinan 95%, supaya isu dengan sedikit berita tidak melonjak karena kebetulan. Bobot yang sama "
    f"besar adalah pilihan, bukan hasil pengukuran. Isu dengan kurang dari {FEWEST_ARTICLES} berita dan "
    "topik “Lainnya” tidak diurutkan."
)


def priorities_section(place: MonitoringPlace, figures: MonitoringFigures) -> Section:
    """The first issues told, and all of them with the parts of their score."""
    blocks: list[Block] = [
        Entries(
            items=[_entry(place, figures, one) for one in figures.issues[:ISSUES_TOLD]],
            numbered=True,
            empty=f"Tidak ada isu dengan sedikitnya {FEWEST_ARTICLES} berita pada {place.period.name}.",
        )
    ]
    if figures.issues:
        blocks += [_chart(figures), _parts_table(figures), Paragraph(text=HOW, style="aside")]
    return Section(key="isu", title="Isu prioritas", blocks=blocks)


def issue_figures(one: RankedIssue) -> str:
    """``12 berita dari 5 media, 8 negatif (67%); sebelumnya 3 berita``."""
    issue = one.issue
    told = f"{number(issue.counts.total)} berita dari {number(issue.outlets)} media"
    if issue.counts.read:
        told += (
            f", {number(issue.counts.negatif)} negatif ({percent(issue.counts.negatif, issue.counts.read)})"
        )
    return f"{told}; sebelumnya {number(issue.before.total)} berita"


def issue_tone(one: RankedIssue) -> ToneLabel:
    """The commonest tone; the worse of two that are level, none when nothing was read."""
    counts = one.issue.counts
    tones: tuple[ToneLabel, ...] = ("negatif", "netral", "positif")
    return max(tones, key=lambda tone: int(getattr(counts, tone))) if counts.read else ""


def _entry(place: MonitoringPlace, figures: MonitoringFigures, one: RankedIssue) -> Entry:
    topic, counts = one.issue.topic, one.issue.counts
    stories = figures.stories.get(topic, ())
    told = f"Terutama {listed([_story(story) for story in stories])}."
    tone = issue_tone(one)
    return Entry(
        key=f"isu:{topic}",
        title=topic_name(topic),
        url=place.evidence(topik=topic),
        text=told if stories else "",
        detail=f"Skor {decimal(one.score, 0)}: {issue_figures(one)}",
        tone=tone,
        tone_text=f"{tone.capitalize()} {number(getattr(counts, tone))} dari {number(counts.read)}"
        if tone
        else "",
    )


def _story(one: StoryOfIssue) -> str:
    return f"“{one.story.headline}”" + (f" ({number(one.count)} berita)" if one.count > 1 else "")


def _parts_table(figures: MonitoringFigures) -> TablePart:
    return TablePart(
        caption="Skor isu menurut bagiannya",
        columns=["Isu", "Skor", *(name for name, _, _ in PARTS)],
        numeric=[1, 2, 3, 4, 5],
        rows=[
            Row(
                cells=[
                    topic_name(one.issue.topic),
                    decimal(one.score),
                    *(decimal(getattr(one, part)) for _, part, _ in PARTS),
                ]
            )
            for one in figures.issues[:ISSUES_IN_TABLE]
        ],
    )


def _chart(figures: MonitoringFigures) -> Chart:
    shown = figures.issues[:ISSUES_DRAWN]
    first = shown[0]
    return Chart(
        spec=score_chart(figures),
        words=(
            f"Batang bertumpuk skor {len(shown)} isu menurut bagiannya; tertinggi "
            f"{topic_name(first.issue.topic)} dengan {decimal(first.score, 0)}."
        ),
        caption="Skor isu menurut bagiannya; angkanya dalam tabel di bawah.",
    )


def score_chart(figures: MonitoringFigures) -> dict[str, Any]:
    """Horizontal bars, one an issue, of the parts of its score laid end to end."""
    palette = PALETTES["terang"]
    shown = figures.issues[:ISSUES_DRAWN]
    values = [
        {
            "isu": topic_name(one.issue.topic),
            "bagian": name,
            "nilai": round(float(getattr(one, part)), 2),
            "urutan": place,
        }
        for one in shown
        for place, (name, part, _) in enumerate(PARTS)
    ]
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "width": WIDTH,
        "height": HEIGHT,
        "autosize": {"type": "fit", "contains": "padding"},
        "padding": {"left": 2, "top": 2, "right": 6, "bottom": 2},
        "background": "transparent",
        "data": {"values": values},
        "mark": {"type": "bar", "aria": False},
        "encoding": {
            "y": {
                "field": "isu",
                "type": "nominal",
                "sort": [topic_name(one.issue.topic) for one in shown],
                "scale": {"paddingInner": 0.25},
                "axis": {"title": None, "labelLimit": 160},
            },
            "x": {
                "field": "nilai",
                "type": "quantitative",
                "stack": "zero",
                "scale": {"domain": [0, 100]},
                "axis": {"title": None, "values": [0, 25, 50, 75, 100]},
            },
            "color": {
                "field": "bagian",
                "type": "nominal",
                "scale": {
                    "domain": [name for name, _, _ in PARTS],
                    "range": [colour for _, _, colour in PARTS],
                },
                "legend": {
                    "title": None,
                    "orient": "bottom",
                    "labelColor": palette.ink,
                    "columns": 2,
                    "symbolSize": 60,
                    "columnPadding": 12,
                    "rowPadding": 1,
                },
            },
            "order": {"field": "urutan", "type": "quantitative"},
        },
        "config": {
            "font": "Segoe UI, Roboto, Noto Sans, sans-serif",
            "view": {"stroke": None},
            "axis": {
                "labelColor": palette.ink,
                "labelFontSize": 10.5,
                "gridColor": palette.grid,
                "domainColor": palette.grid,
                "ticks": False,
                "labelPadding": 6,
            },
        },
    }

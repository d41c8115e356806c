"""Part A of a telaah: what happened, how it went on, who tells it."""

from __future__ import annotations

import re
from datetime import date

from services.gateway.presentation import charts
from services.gateway.presentation.dates import long_day, short_day
from services.gateway.presentation.direction import ToneCounts
from services.gateway.presentation.period import spoken_range
from services.gateway.presentation.wording import TONE_NAMES, number
from services.gateway.reports.citing import Citing, published_text
from services.gateway.reports.document import (
    Block,
    Chart,
    Entries,
    Entry,
    Paragraph,
    Row,
    TablePart,
    ToneLabel,
)
from services.gateway.reports.issue_reading import Reading
from services.gateway.reports.text_keys import text_key
from shared.contracts.query import IndexedArticle

# A summary of the story has three sentences; with those of single articles a page is full.
FACTS, DAYS = 6, 8
# SANGATTA – …: the place of the newsroom says nothing of the event.
_DATELINE = re.compile(r"^[A-Z][\w .,()/]{2,40}\s[–—-]\s+(?=[\"“A-Z])")
_LABELS: dict[str, ToneLabel] = {"negatif": "negatif", "netral": "netral", "positif": "positif"}


def substance_blocks(reading: Reading, citing: Citing) -> list[Block]:
    """Facts, course and figures."""
    story = reading.story
    facts = _facts(reading, citing)
    return [
        _size(reading, citing),
        *_what_was_read(reading),
        Paragraph(text="Pokok peristiwa", style="heading"),
        Entries(items=facts, numbered=True, empty="Belum ada ringkasan yang terbaca dari berita-beritanya."),
        Paragraph(text="Perkembangan dari hari ke hari", style="heading"),
        *_chart(reading),
        Entries(items=_course(reading, citing)),
        Paragraph(text="Media", style="heading"),
        TablePart(
            caption="Media yang memberitakan",
            columns=["Media", "Berita", "Salinan", "Pertama"],
            rows=[
                Row(
                    cells=[
                        reading.making.names.get(source.id) or source.name,
                        source.articles,
                        source.copies,
                        short_day(source.first_at.astimezone(reading.making.tenant.zone).date()),
                    ]
                )
                for source in story.sources[:10]
            ],
        ),
    ]


def _size(reading: Reading, citing: Citing) -> Paragraph:
    story, names = reading.story, reading.making.names
    first = reading.articles[0]
    outlet = names.get(first.article.source.id) or first.article.source.name
    copies = f", {number(story.copies)} di antaranya salinan" if story.copies else ""
    return Paragraph(
        key="ukuran",
        text=f"Isu ini diberitakan {number(story.size)} kali oleh {number(len(story.sources))} media"
        f"{copies}, pertama kali oleh {outlet} pada {published_text(first, reading.making)}.",
        sources=[citing.cite(first)],
        style="lead",
        url=reading.making.address(f"/cerita/{story.id}"),
    )


def _what_was_read(reading: Reading) -> list[Block]:
    if not reading.cut:
        return []
    read, size = number(len(reading.articles)), number(reading.story.size)
    return [
        Paragraph(
            key="terbaca",
            text="Kutipan, kalimat, dan perkembangan di bawah ini diambil dari berita pertama dan "
            f"berita-berita terbaru, {read} dari {size} berita; yang di antaranya tidak dirinci. Angka, "
            "bagan, dan daftar media mencakup semuanya.",
            style="aside",
        )
    ]


def _facts(reading: Reading, citing: Citing) -> list[Entry]:
    texts = list(reading.story.summary)
    for item in reading.originals:
        texts += item.enrichment.summary[:1]
    found: dict[str, Entry] = {}
    for text in texts:
        plain = " ".join(text.split())
        if not plain or plain.casefold() in found or len(found) == FACTS:
            continue
        item = reading.source_of(text)
        found[plain.casefold()] = Entry(
            key=f"fakta:{item.article.id}:{text_key(plain)}",
            text=_DATELINE.sub("", plain),
            sources=[citing.cite(item, _copied(reading, item))],
        )
    return list(found.values())


def _copied(reading: Reading, item: IndexedArticle) -> str:
    copies = reading.copies.get(item.article.id, 0)
    return f"dimuat ulang {number(copies)} kali" if copies else ""


def _course(reading: Reading, citing: Citing) -> list[Entry]:
    """The first article of each day; of a long course the first days and the last ones."""
    by_day: dict[date, list[IndexedArticle]] = {}
    for item in reading.articles:
        day = item.article.published_at.astimezone(reading.making.tenant.zone).date()
        by_day.setdefault(day, []).append(item)
    days = sorted(by_day)
    # The day of the oldest of the newest is read in part, as is that of the first article.
    in_part = set(days[:2]) if reading.cut else set()
    if len(days) > DAYS:
        days = [*days[: DAYS // 2], *days[-DAYS // 2 :]]
    entries = []
    for day in days:
        first, count = by_day[day][0], len(by_day[day])
        tone = first.enrichment.tone.label if first.enrichment.tone else ""
        entries.append(
            Entry(
                key=f"hari:{day.isoformat()}",
                title=long_day(day),
                text=first.article.title,
                detail="" if day in in_part else f"{number(count)} berita",
                tone=_LABELS.get(tone, ""),
                sources=[citing.cite(first, _copied(reading, first))],
            )
        )
    return entries


def _chart(reading: Reading) -> list[Block]:
    """Articles per day; of a single day there is nothing to draw."""
    course = reading.story.course
    if course.interval != "day" or len(course.buckets) < 2:
        return []
    zone = reading.making.tenant.zone
    days = [
        (
            bucket.start.astimezone(zone).date(),
            ToneCounts(**{label: bucket.split.get(label, 0) for label in TONE_NAMES}),
        )
        for bucket in course.buckets
    ]
    return [
        Chart(
            spec=charts.tone_per_day(days, "terang"),
            words=f"Diagram batang: berita per hari menurut nada, {spoken_range(days[0][0], days[-1][0])}",
            caption="Berita per hari menurut nada: jingga negatif, abu-abu netral, biru positif.",
            table=TablePart(
                caption="Berita per hari menurut nada",
                columns=["Hari", *TONE_NAMES.values()],
                rows=[
                    Row(cells=[short_day(day), counts.negatif, counts.netral, counts.positif])
                    for day, counts in days
                    if counts.read
                ],
            ),
        )
    ]

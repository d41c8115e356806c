"""Kliping pagi: the brief of a day or a week as a report."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from services.gateway.briefs.brief import Brief, BriefCount, BriefDate, BriefQuote, BriefStory
from services.gateway.briefs.gather import gather
from services.gateway.briefs.span import DAYS_OF, Period, Span
from services.gateway.desk.story_work import list_works
from services.gateway.presentation import charts
from services.gateway.presentation.article_view import spoken
from services.gateway.presentation.dates import long_day, short_day
from services.gateway.presentation.direction import ToneCounts
from services.gateway.presentation.period import spoken_range
from services.gateway.presentation.story_cards import tone_shares
from services.gateway.presentation.wording import TONE_NAMES, listed, number, percent
from services.gateway.reports.document import (
    Chart,
    Document,
    Entries,
    Entry,
    Paragraph,
    QuotePart,
    Quotes,
    Row,
    Section,
    TablePart,
    ToneLabel,
)
from services.gateway.reports.editions import EditionKey
from services.gateway.reports.kind import Kind
from services.gateway.reports.making import Making

_LABELS: dict[str, ToneLabel] = {"negatif": "negatif", "netral": "netral", "positif": "positif"}


def clipping_key(period: Period, last: date, region: str) -> EditionKey:
    """The edition of a day, or of the week that ends with `last`."""
    return EditionKey("kliping", region, last - timedelta(days=DAYS_OF[period] - 1), last)


def half_finished(document: Document, key: EditionKey, zone: ZoneInfo) -> bool:
    """Whether it was made before its last day was over: what came later that day is missing."""
    over = datetime.combine(key.last_day + timedelta(days=1), time(), zone)
    return document.made_at < over


async def make_clipping(making: Making, key: EditionKey) -> Document:
    """Gather the brief and lay it out. Raises ServiceUnavailable, and OutOfScope."""
    return clipping_document(await clipping_brief(making, key))


async def clipping_brief(making: Making, key: EditionKey) -> Brief:
    """What the brief of this edition says: the API answers the same."""
    days = (key.last_day - key.first_day).days + 1
    period: Period = "day" if days == 1 else "week"
    return await gather(
        making.search,
        making.tenant,
        making.region(key.region),
        period,
        Span(key.last_day, days, making.tenant.zone),
        making.names,
        now=making.now,
        public_url=making.public_url,
        marked=await list_works(making.engine, making.tenant.id, ["perlu_jawaban"]),
    )


def clipping_document(brief: Brief) -> Document:
    """The brief as a report."""
    return Document(
        kind="kliping",
        title=brief.title,
        subtitle=brief.region.name if brief.region else "Semua wilayah",
        region_name=brief.region.name if brief.region else "",
        first_day=brief.first_day,
        last_day=brief.last_day,
        timezone=brief.timezone,
        made_at=brief.made_at,
        sections=[
            Section(key="arah", title="Arah pemberitaan", blocks=_direction(brief)),
            Section(
                key="jawab",
                title="Perlu jawaban",
                blocks=[
                    Entries(
                        items=[_story(one, brief.period) for one in brief.to_answer],
                        numbered=True,
                        empty="Tidak ada cerita yang perlu dijawab.",
                    )
                ],
            ),
            Section(
                key="cerita",
                title="Cerita utama lain" if brief.to_answer else "Cerita utama",
                blocks=[
                    Entries(
                        items=[_story(one, brief.period) for one in brief.stories],
                        numbered=True,
                        empty="Tidak ada cerita lain.",
                    )
                ],
            ),
            Section(
                key="agenda",
                title="Agenda yang disebut berita",
                blocks=_dates(brief.dates_ahead, brief.made_at.date()),
            ),
            Section(
                key="kutipan",
                title="Kutipan",
                blocks=[Quotes(items=_quotes(brief.quotes), empty="Tidak ada kutipan langsung.")],
            ),
            Section(key="topik", title="Topik", blocks=[_counts("Topik", brief.topics)], chat=False),
            Section(key="media", title="Media", blocks=[_counts("Media", brief.outlets)], chat=False),
        ],
    )


def _direction(brief: Brief) -> list[Paragraph | Chart | TablePart]:
    blocks: list[Paragraph | Chart | TablePart] = [
        Paragraph(key="kalimat", text=brief.sentence, style="lead")
    ]
    if not brief.now.total and not brief.before.total:
        return blocks
    days = [
        (one.day, ToneCounts(positif=one.positif, netral=one.netral, negatif=one.negatif))
        for one in brief.days
    ]
    return [
        *blocks,
        Chart(
            spec=charts.tone_per_day(days, "terang"),
            words=f"Diagram batang: berita per hari menurut nada, {spoken_range(days[0][0], days[-1][0])}; "
            "angkanya ada di tabel",
            caption="Berita per hari menurut nada; salinan dihitung sekali. Jingga negatif, abu-abu netral, "
            "biru positif.",
            table=TablePart(
                caption="Berita per hari menurut nada",
                columns=["Hari", *TONE_NAMES.values()],
                rows=[
                    Row(cells=[short_day(one.day), one.negatif, one.netral, one.positif])
                    for one in reversed(brief.days)
                ],
            ),
        ),
        TablePart(
            caption="Nada berita dibandingkan dengan 7 hari sebelumnya",
            columns=["Nada", "Kliping ini", "Bagian", "7 hari sebelumnya", "Bagian sebelumnya"],
            numeric=[2, 4],
            rows=[
                Row(
                    cells=[
                        name,
                        getattr(brief.now, label),
                        percent(getattr(brief.now, label), _read(brief.now)),
                        getattr(brief.before, label),
                        percent(getattr(brief.before, label), _read(brief.before)),
                    ],
                    tone=_LABELS[label],
                )
                for label, name in TONE_NAMES.items()
            ]
            + [Row(cells=["Semua berita", brief.now.total, "", brief.before.total, ""])],
        ),
    ]


def _read(figures: object) -> int:
    return sum(getattr(figures, label) for label in _LABELS)


def _story(story: BriefStory, period: Period) -> Entry:
    return Entry(
        key=f"cerita:{story.id}",
        title=story.headline,
        url=story.url,
        text=story.summary,
        detail=" · ".join(part for part in (_size(story, period), listed(story.sources)) if part),
        tone=_LABELS.get(story.tone, ""),
        tone_text=_tone_text(story),
        reason=" ".join(story.reasons),
    )


def _size(story: BriefStory, period: Period) -> str:
    """``4 berita hari itu, 9 seluruhnya``; the whole where it is more, nothing for one article alone."""
    if not story.size:
        return f"{number(story.size_total)} berita seluruhnya"
    size = f"{number(story.size)} berita"
    copies = f" ({number(story.copies)} salinan)" if story.copies else ""
    if story.size < story.size_total:
        when = "hari itu" if period == "day" else "pekan itu"
        return f"{size} {when}{copies}, {number(story.size_total)} seluruhnya"
    return size + copies if story.size > 1 else ""


def _tone_text(story: BriefStory) -> str:
    total = sum(share.count for share in tone_shares(story.tones))
    name = TONE_NAMES.get(story.tone, "")
    return f"{name} {number(story.tones.get(story.tone, 0))} dari {number(total)}" if total > 1 else name


def _dates(dates: Sequence[BriefDate], today: date) -> list[Entries | Paragraph]:
    """The dates as they are near on the day on which the clipping was made: in the morning it is read."""
    items = [_date(one, today) for one in dates]
    blocks: list[Entries | Paragraph] = [Entries(items=items, empty="Tidak ada agenda yang disebut.")]
    if any(item.reason for item in items):
        # It is still read the day after.
        blocks.append(Paragraph(text=f"Dilihat dari hari kliping disusun: {long_day(today)}.", style="aside"))
    return blocks


def _date(one: BriefDate, today: date) -> Entry:
    single = one.first_day == one.last_day
    # One article may name a day and the days that begin with it.
    days = one.first_day.isoformat() + ("" if single else f":{one.last_day.isoformat()}")
    return Entry(
        key=f"tanggal:{days}:{one.article_id}",
        title=long_day(one.first_day) if single else spoken_range(one.first_day, one.last_day),
        text=f"“{one.sentence}”",
        detail=f"{one.source} · {one.title}",
        url=one.url,
        reason=_nearness(one.first_day, one.last_day, today),
    )


def _nearness(first: date, last: date, today: date) -> str:
    """What the day means to who reads it today; nothing where it is further off than tomorrow."""
    if first > today + timedelta(days=1):
        return ""
    if first > today:
        return "Besok." if first == last else "Mulai besok."
    if first == last:
        return "Hari ini."
    if last == today:
        return "Hari ini hari terakhir."
    return "Mulai hari ini." if first == today else "Sedang berlangsung."


def _quotes(quotes: Sequence[BriefQuote]) -> list[QuotePart]:
    return [
        QuotePart(
            key=f"kutipan:{one.article_id}:{hashlib.sha256(one.text.encode()).hexdigest()[:8]}",
            text=spoken(one.text),
            speaker=one.speaker,
            role=one.role or "",
            outlet=one.source,
            url=one.url,
        )
        for one in quotes
    ]


def _counts(name: str, counts: Sequence[BriefCount]) -> TablePart:
    return TablePart(
        caption=f"{name} dengan berita terbanyak",
        columns=[name, "Berita", "Negatif", "Bagian negatif"],
        numeric=[3],
        rows=[
            Row(cells=[one.name, one.count, one.negative, percent(one.negative, one.count)]) for one in counts
        ],
        empty="Belum ada.",
    )


CLIPPING = Kind(
    id="kliping",
    name="Kliping pagi",
    code="KLIPING",
    describe="Satu hari atau sepekan: arah nada, cerita utama, yang perlu dijawab, kutipan, dan tanggal "
    "mendatang.",
    path="/laporan/kliping",
    make=make_clipping,
)

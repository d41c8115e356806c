"""A report with a part of every kind, for tests; `text` stands wherever words of an article can come to stand."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from services.gateway.presentation import charts
from services.gateway.presentation.direction import ToneCounts
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
    Source,
    TablePart,
)

DAY = date(2026, 11, 25)


def report(text: str = "Jalan poros putus", *, formal: bool = True, entries: int = 2) -> Document:
    """A report about a day."""
    days = [(DAY - timedelta(days=back), ToneCounts(1, 2, back)) for back in range(7, -1, -1)]
    figures = TablePart(
        caption="Per hari", columns=["Hari", "Negatif"], rows=[Row(cells=["25 Nov", 12_345], tone="negatif")]
    )
    return Document(
        kind="telaah",
        title=text,
        subtitle=text,
        first_day=DAY,
        last_day=DAY,
        timezone="Asia/Makassar",
        made_at=datetime(2026, 11, 25, 22, 45, tzinfo=UTC),
        formal=formal,
        sections=[
            Section(
                key="arah",
                title="Arah",
                blocks=[
                    Paragraph(key="kalimat", text=text, style="lead", sources=[1]),
                    Paragraph(text="Perinciannya", style="heading"),
                    Chart(spec=charts.tone_per_day(days, "terang"), words="Berita per hari", table=figures),
                    TablePart(caption="Nada", columns=["Nada", "Berita"], rows=[Row(cells=[text, 3])]),
                ],
            ),
            Section(
                key="jawab",
                title="Perlu jawaban",
                blocks=[
                    Entries(
                        numbered=True,
                        items=[
                            Entry(
                                key=f"cerita:{number}",
                                title=f"{text} {number}",
                                url=f"https://gaung.example/cerita/{number}",
                                text=text,
                                detail="5 berita",
                                tone="negatif",
                                reason=text,
                                sources=[1],
                            )
                            for number in range(entries)
                        ],
                    ),
                    Quotes(
                        items=[QuotePart(key="kutipan:1", text=text, speaker=text, outlet=text, sources=[2])]
                    ),
                    Entries(items=[], empty="Tidak ada peraturan."),
                ],
            ),
        ],
        sources=[
            Source(number=1, title=text, outlet=text, url="https://gaung.example/artikel/1"),
            Source(number=2, title=text, outlet=text, original_url="https://kabar.example/2"),
        ],
    )

"""A brief as page and as PDF: texts of articles stay texts, whatever markup they look like."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from services.gateway.briefs.brief import (
    Brief,
    BriefCount,
    BriefQuote,
    BriefStory,
    DayFigures,
    ToneFigures,
)
from services.gateway.briefs.forms import page_of, pdf_of

# Markup of HTML, of the typesetter, and signs that either could stumble over.
HOSTILE = [
    "<script>alert(1)</script>",
    '#pagebreak() #panic("x") $1/0$ *tebal* _miring_ `kode` @ref <label> = Judul \\u{0} // hilang',
    "“Kutipan” — ½ 😀 ﷽ ꦗꦮ \u200b\u202e",
    "A" * 400,
    "]]>--></main>{{ 7*7 }}{% raw %}",
]


def brief_with(text: str) -> Brief:
    """A brief that says this text wherever an article's words can come to stand."""
    now = datetime(2026, 11, 26, 7, tzinfo=UTC)
    story = BriefStory(
        id="s",
        headline=text,
        summary=text,
        size=3,
        size_total=9,
        copies=1,
        tones={"negatif": 3},
        tone="negatif",
        sources=[text] * 4,
        first_seen=now,
        last_seen=now,
        url="https://gaung.example/cerita/s",
    )
    figures = ToneFigures(positif=0, netral=0, negatif=3, untold=0, total=3, mean=-1.0)
    quote = BriefQuote(
        speaker=text, role=text, text=text, source=text, article_id="a", url="https://gaung.example/artikel/a"
    )
    count = BriefCount(id="x", name=text, count=12_345, negative=1)
    return Brief(
        period="day",
        first_day=date(2026, 11, 25),
        last_day=date(2026, 11, 25),
        timezone="Asia/Makassar",
        region=None,
        title="Kliping harian",
        direction="terlalu sedikit",
        sentence="Tiga berita.",
        now=figures,
        before=figures,
        days=[
            DayFigures(day=date(2026, 11, 18) + timedelta(days=number), positif=0, netral=0, negatif=number)
            for number in range(8)
        ],
        stories=[story],
        to_answer=[story],
        quotes=[quote],
        topics=[count],
        outlets=[count],
        made_at=now,
    )


@pytest.mark.parametrize("text", HOSTILE)
async def test_texts_stay_texts(text: str) -> None:
    brief = brief_with(text)
    page = await page_of(brief)
    assert "<script" not in page
    assert (await pdf_of(brief)).startswith(b"%PDF-")


async def test_the_same_brief_is_the_same_file() -> None:
    assert await pdf_of(brief_with("Jalan rusak")) == await pdf_of(brief_with("Jalan rusak"))


async def test_figures_are_written_as_in_indonesia() -> None:
    assert "12.345" in await page_of(brief_with("Jalan rusak"))

"""A brief as a page and as PDF: the same data, the same chart."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC
from pathlib import Path

import typst
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from services.gateway.briefs.brief import Brief
from services.gateway.dashboard import charts, dates, wording
from services.gateway.dashboard.direction import ToneCounts
from services.gateway.dashboard.drawing import Drawings

_PDF = Path(__file__).parent / "templates" / "kliping.typ"

_PAGES = Environment(
    loader=PackageLoader("services.gateway.briefs"),
    # Without exception: the text of an article can never become markup.
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_PAGES.filters.update(angka=wording.number, nama_nada=wording.tone_name, hari=dates.long_day)
_PAGES.globals.update(persen=wording.percent)

drawings = Drawings()


async def page_of(brief: Brief) -> str:
    """The brief as one HTML document that needs no other file: it can also be sent as a mail."""
    drawing = await _chart(brief)
    template = _PAGES.get_template("kliping.html")
    # Drawn here from numbers and dates; no text of an article is in it.
    return template.render(kliping=brief, bagan=Markup(drawing), dibuat=_made(brief))  # noqa: S704


async def pdf_of(brief: Brief) -> bytes:
    """The brief as a tagged PDF on A4.

    Texts reach the template as data, so that none of them is read as its markup. Not PDF/UA: that standard
    refuses the whole file for one sign that the font lacks, such as an emoji in a citizen's words.
    """
    drawing = await _chart(brief)
    data = brief.model_dump(mode="json") | {
        "made": _made(brief),
        "chart": drawing,
        "chart_text": _chart_in_words(brief),
        "tone_names": wording.TONE_NAMES,
    }

    def compiled() -> bytes:
        made: bytes = typst.compile(
            str(_PDF),
            root=str(_PDF.parent),
            ignore_system_fonts=True,
            sys_inputs={"kliping": json.dumps(data)},
            timestamp=brief.made_at.astimezone(UTC).replace(microsecond=0),
        )
        return made

    return await asyncio.to_thread(compiled)


async def _chart(brief: Brief) -> str:
    days = [
        (one.day, ToneCounts(positif=one.positif, netral=one.netral, negatif=one.negatif))
        for one in brief.days
    ]
    return await drawings.svg(charts.tone_per_day(days, "terang"))


def _chart_in_words(brief: Brief) -> str:
    return f"Berita per hari menurut nada, {dates.long_day(brief.days[0].day)} sampai " + dates.long_day(
        brief.last_day
    )


def _made(brief: Brief) -> str:
    return f"{dates.long_day(brief.made_at.date())}, {dates.clock(brief.made_at)}"

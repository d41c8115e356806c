"""A report as one HTML document that needs no other file: for the API and for mails."""

from __future__ import annotations

from collections.abc import Iterator

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from services.gateway.presentation import wording
from services.gateway.reports.drawn import charts_of, svgs
from services.gateway.reports.paper import Paper
from services.gateway.reports.words import cell_text, days_text, is_numeric, made_text, marks

_PAGES = Environment(
    loader=PackageLoader("services.gateway.reports"),
    # Without exception: the text of an article can never become markup.
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_PAGES.filters.update(nama_nada=wording.tone_name, sel=cell_text, tanda_sumber=marks)
_PAGES.globals.update(angka_kah=is_numeric)


async def page_of(paper: Paper, address: str = "") -> str:
    """The document with its charts drawn in it; `address` leads to the report on the dashboard."""
    # Drawn by us from numbers, dates and names of topics; the renderer escapes every text.
    return _rendered(paper, [Markup(svg) for svg in await svgs(paper.document)], address)  # noqa: S704


def mail_of(paper: Paper, address: str = "") -> str:
    """The document for a mail: charts are pictures that travel beside it, named `chart_id(0)` and so on."""
    pictures = [
        Markup('<img src="cid:{}" alt="{}" width="560">').format(chart_id(place), chart.words)
        for place, chart in enumerate(charts_of(paper.document))
    ]
    return _rendered(paper, pictures, address)


def chart_id(place: int) -> str:
    """The name under which a chart travels in a mail."""
    return f"bagan-{place}@gaung"


def _rendered(paper: Paper, charts: list[Markup], address: str) -> str:
    drawn: Iterator[Markup] = iter(charts)
    return _PAGES.get_template("laporan.html").render(
        dokumen=paper.document,
        nomor=paper.number,
        kop=paper.letterhead,
        draf=paper.draft,
        hari=days_text(paper.document),
        dibuat=made_text(paper.document),
        bagan=lambda: next(drawn),
        alamat=address,
    )

"""The charts of a report, drawn from their specs: as SVG for page and PDF, as PNG for mail and DOCX."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import vl_convert

from services.gateway.presentation.drawing import Drawings
from services.gateway.reports.document import Chart, Document

drawings = Drawings()
# Twice the size of the drawing: sharp on a phone and in print at 14 cm.
SCALE = 2.5


def charts_of(document: Document) -> list[Chart]:
    """The charts in order."""
    return [block for section in document.sections for block in section.blocks if isinstance(block, Chart)]


async def svgs(document: Document) -> list[str]:
    """All charts of a report as SVG, in order."""
    return [await drawings.svg(chart.spec) for chart in charts_of(document)]


async def pngs(document: Document) -> list[bytes]:
    """All charts of a report as PNG, in order."""
    return [await asyncio.to_thread(_png, chart.spec) for chart in charts_of(document)]


def _png(spec: dict[str, Any]) -> bytes:
    # On white: a mail in a dark mailbox would show dark letters on dark ground.
    solid = json.dumps(spec | {"background": "white"})
    drawn: bytes = vl_convert.vegalite_to_png(solid, scale=SCALE, allowed_base_urls=[])
    return drawn

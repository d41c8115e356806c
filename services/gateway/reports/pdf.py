"""A report as PDF on A4, set by Typst."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC
from pathlib import Path
from typing import Any

import typst

from services.gateway.presentation.dates import MONTHS
from services.gateway.presentation.wording import tone_name
from services.gateway.reports.document import Block, Chart, TablePart
from services.gateway.reports.drawn import svgs
from services.gateway.reports.paper import Paper
from services.gateway.reports.words import cell_text, days_text, is_numeric, made_text

# So many lines of 8 pt are as high as the chart beside them.
MOST_ROWS_BESIDE = 16
_TEMPLATE = Path(__file__).parent / "templates" / "laporan.typ"


async def pdf_of(paper: Paper) -> bytes:
    """The report as a tagged PDF.

    Texts reach the template as data, so that none of them is read as its markup. Not PDF/UA: that standard
    refuses the whole file for one sign that the font lacks, such as an emoji in a citizen's words.
    """
    data = _data(paper) | {"charts": await svgs(paper.document)}

    def compiled() -> bytes:
        made: bytes = typst.compile(
            str(_TEMPLATE),
            root=str(_TEMPLATE.parent),
            ignore_system_fonts=True,
            sys_inputs={"laporan": json.dumps(data)},
            timestamp=paper.document.made_at.astimezone(UTC).replace(microsecond=0),
        )
        return made

    return await asyncio.to_thread(compiled)


def _data(paper: Paper) -> dict[str, Any]:
    """Everything that the template says, in the order in which it says it."""
    document, head = paper.document, paper.letterhead
    made = document.made_at
    numbers = iter(range(1_000))
    return {
        "title": document.title,
        "subtitle": document.subtitle,
        "days": days_text(document),
        "made": made_text(document),
        "date": f"{made.day} {MONTHS[made.month - 1]} {made.year}",
        "number": paper.number,
        "draft": paper.draft,
        "formal": document.formal,
        "confidential": document.confidential,
        "foot": document.foot,
        "head": {name: value for name, value in vars(head).items() if name != "logo"},
        "logo": list(head.logo) if head.logo else None,
        "sections": [
            {
                "title": section.title,
                "note": section.note,
                "blocks": [_block(block, numbers) for block in section.blocks],
            }
            for section in document.sections
        ],
        "sources": [source.model_dump(mode="json") for source in document.sources],
    }


def _block(block: Block, numbers: Any) -> dict[str, Any]:
    if isinstance(block, Chart):
        shown = block.model_dump(mode="json", exclude={"spec", "table"})
        table = _table(block.table) if block.table and len(block.table.rows) <= MOST_ROWS_BESIDE else None
        return shown | {"number": next(numbers), "table": table}
    if isinstance(block, TablePart):
        return _table(block)
    data = block.model_dump(mode="json")
    for item in data.get("items", []):
        if item.get("tone"):
            item["tone_text"] = item["tone_text"] or tone_name(item["tone"])
    return data


def _table(table: TablePart) -> dict[str, Any]:
    first = table.rows[0].cells if table.rows else []
    return table.model_dump(mode="json") | {
        "rows": [
            {"cells": [cell_text(cell) for cell in row.cells], "url": row.url, "tone": row.tone}
            for row in table.rows
        ],
        "right": [
            column in table.numeric or (bool(first) and is_numeric(column, table.numeric, first))
            for column in range(len(table.columns))
        ],
    }

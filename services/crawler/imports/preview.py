"""A dry run: what an import of a file would do, without keeping anything of it."""

from __future__ import annotations

from datetime import datetime
from typing import BinaryIO

from services.crawler.imports.mapping import shown_mapping
from services.crawler.imports.opening import open_file
from services.crawler.imports.outcomes import Outcomes, duplicate
from services.crawler.imports.row import Row
from shared.contracts.imports import ImportCounts, ImportOrder, ImportPreview, PreviewRow, Refusal

# Enough to see whether the mapping is right.
SHOWN_ROWS = 10
SHOWN_REFUSALS = 50


def preview(file: BinaryIO, order: ImportOrder, now: datetime) -> ImportPreview:
    """Read the whole file as an import would. Blocking. Raises UnusableFile."""
    opened = open_file(file, order)
    outcomes = Outcomes(opened, order, now)
    seen: dict[bytes, int] = {}
    rows: list[PreviewRow] = []
    refusals: list[Refusal] = []
    accepted = refused = duplicates = 0
    for outcome in outcomes:
        if isinstance(outcome, Row):
            key = bytes.fromhex(outcome.article_id)
            if key not in seen:
                seen[key] = outcome.row
                accepted += 1
                if len(rows) < SHOWN_ROWS:
                    rows.append(_shown(outcome))
                continue
            duplicates += 1
            outcome = duplicate(outcome, seen[key])
        else:
            refused += 1
        if len(refusals) < SHOWN_REFUSALS:
            refusals.append(outcome)
    return ImportPreview(
        format=opened.format,
        mapping=shown_mapping(opened.format.columns, opened.mapping.values()),
        counts=ImportCounts(
            rows=accepted + refused + duplicates,
            accepted=accepted,
            refused=refused,
            duplicates=duplicates,
            waiting=accepted,
        ),
        masked=outcomes.masked,
        notes=outcomes.notes,
        rows=rows,
        refusals=refusals,
    )


def _shown(row: Row) -> PreviewRow:
    facts = row.report.model_dump(exclude_none=True) if row.report else {}
    return PreviewRow(**row.model_dump(include=set(PreviewRow.model_fields)), **facts)

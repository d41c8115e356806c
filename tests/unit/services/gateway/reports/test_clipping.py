"""The clipping as a report: what its dates are called, and keys under which people's words are kept."""

from __future__ import annotations

from datetime import date

import pytest

from services.gateway.briefs.brief import BriefDate
from services.gateway.reports.clipping import clipping_document
from services.gateway.reports.document import Block, Document, Entries, Entry, Paragraph
from services.gateway.reports.edits import changes, editable_parts
from tests.unit.services.gateway.briefs.test_forms import brief_with


def mentioned(first: date, last: date, sentence: str = "Sidang digelar.") -> BriefDate:
    return BriefDate(
        first_day=first,
        last_day=last,
        sentence=sentence,
        title="Agenda dewan",
        source="Kabar Pesisir",
        article_id="a",
        url="https://gaung.example/artikel/a",
    )


def clipping(*dates: BriefDate) -> Document:
    """Made on Thursday, 26 November 2026."""
    brief = brief_with("Jalan rusak").model_copy(update={"to_answer": [], "dates_ahead": list(dates)})
    return clipping_document(brief)


def agenda(document: Document) -> tuple[list[Entry], list[Block]]:
    """The entries of the section of dates, and what stands below them."""
    [section] = [one for one in document.sections if one.key == "agenda"]
    entries, *rest = section.blocks
    assert isinstance(entries, Entries)
    return entries.items, rest


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (26, 26, "Hari ini."),
        (26, 27, "Mulai hari ini."),
        (20, 27, "Sedang berlangsung."),
        (20, 26, "Hari ini hari terakhir."),
        (27, 27, "Besok."),
        (27, 28, "Mulai besok."),
        (28, 28, ""),
    ],
)
def test_near_dates_are_called_by_their_nearness(first: int, last: int, said: str) -> None:
    [entry], rest = agenda(clipping(mentioned(date(2026, 11, first), date(2026, 11, last))))
    assert entry.reason == said
    told = [one.text for one in rest if isinstance(one, Paragraph)]
    # Who reads it the day after must know whose tomorrow that is.
    assert told == (["Dilihat dari hari kliping disusun: Kamis, 26 November 2026."] if said else [])


def test_a_form_sent_as_it_came_changes_no_date_of_an_article_that_names_two() -> None:
    document = clipping(
        mentioned(date(2026, 12, 12), date(2026, 12, 12), "Pasar dibuka 12 Desember."),
        mentioned(date(2026, 12, 12), date(2026, 12, 14), "Pasar berlangsung 12–14 Desember."),
    )
    parts = [part for _, parts in editable_parts(document) for part in parts]
    written = {part.key: part.text for part in parts}
    assert len(written) == len(parts)
    assert changes(document, {}, written, set(written)) == {}

"""Edits stand beside the data: they survive a new making, and what they do not name stays as it was made."""

from __future__ import annotations

from services.gateway.reports.document import Entries, Paragraph, Quotes
from services.gateway.reports.edits import Edit, changes, editable_parts, edited, section_key
from tests.unit.services.gateway.reports.documents import report


def keys() -> set[str]:
    return {part.key for _, parts in editable_parts(report()) for part in parts}


def test_a_form_sent_as_it_came_changes_nothing() -> None:
    written = {part.key: part.text for _, parts in editable_parts(report()) for part in parts}
    assert changes(report(), {}, written, keys()) == {}


def test_texts_are_replaced_parts_left_out_and_sections_get_a_note() -> None:
    document = report()
    written = {
        "kalimat": "Nada membaik.",
        "cerita:0": "Sudah ditangani.",
        section_key(document.sections[0]): "Catatan.",
    }
    shown = keys() - {"cerita:1", "kutipan:1"}
    written |= {"cerita:1": "Jalan poros putus", "kutipan:1": "Jalan poros putus"}
    edits = changes(document, {}, written, shown)
    told = edited(document, edits)
    lead = told.sections[0].blocks[0]
    assert isinstance(lead, Paragraph)
    assert lead.text == "Nada membaik."
    assert told.sections[0].note == "Catatan."
    entries, quotes = told.sections[1].blocks[0], told.sections[1].blocks[1]
    assert isinstance(entries, Entries)
    assert [(one.key, one.text) for one in entries.items] == [("cerita:0", "Sudah ditangani.")]
    assert isinstance(quotes, Quotes)
    assert quotes.items == []


def test_edits_survive_a_new_making_and_a_part_that_is_gone_meanwhile() -> None:
    edits = {"cerita:1": Edit(text="Kata kami.")}
    shorter = report(entries=1)
    written = {part.key: part.text for _, parts in editable_parts(shorter) for part in parts}
    kept = changes(
        shorter, edits, written, {part.key for _, parts in editable_parts(shorter) for part in parts}
    )
    assert kept == edits
    entries = edited(report("Judul baru"), kept).sections[1].blocks[0]
    assert isinstance(entries, Entries)
    assert entries.items[1].text == "Kata kami."
    assert entries.items[1].title == "Judul baru 1"


def test_a_whole_section_can_be_left_out() -> None:
    edits = {"bagian:arah": Edit(hidden=True)}
    assert [section.key for section in edited(report(), edits).sections] == ["jawab"]


def test_words_of_a_quote_are_never_changed() -> None:
    edits = {"kutipan:1": Edit(text="Kata yang tidak pernah diucapkan")}
    quotes = edited(report(), edits).sections[1].blocks[1]
    assert isinstance(quotes, Quotes)
    assert quotes.items[0].text == "Jalan poros putus"

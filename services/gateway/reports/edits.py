"""What people write over a report: kept apart from it by the keys of its parts; it survives a new making."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, Field

from services.gateway.reports.document import (
    Block,
    Document,
    Entries,
    Entry,
    Paragraph,
    Quotes,
    Section,
)

LONGEST_TEXT = 4_000


class Edit(BaseModel):
    """What was done to one part. Of a section `text` is a note at its head; of others it replaces theirs."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    text: str | None = Field(None, max_length=LONGEST_TEXT)
    hidden: bool = False

    @property
    def empty(self) -> bool:
        """Whether it changes nothing."""
        return self.text is None and not self.hidden


Edits = Mapping[str, Edit]


@dataclass(frozen=True)
class Editable:
    """A part that may be written over: what it is called in the form, and what the machine wrote."""

    key: str
    label: str
    text: str
    section: bool = False


def section_key(section: Section) -> str:
    """The key under which edits of a whole section are kept."""
    return f"bagian:{section.key}"


def editable_parts(document: Document) -> Iterator[tuple[Section, list[Editable]]]:
    """The sections with the parts that may be written over; the section itself is the first."""
    for section in document.sections:
        parts = [Editable(section_key(section), section.title, "", section=True)]
        for block in section.blocks:
            parts += _parts_of(block)
        yield section, parts


def _parts_of(block: Block) -> list[Editable]:
    match block:
        case Paragraph(key=key, text=text) if key:
            return [Editable(key, "Kalimat", text)]
        case Entries(items=items):
            return [
                Editable(one.key, one.title or f"Butir {number}", one.text)
                for number, one in enumerate(items, start=1)
                if one.key
            ]
        case Quotes(items=items):
            return [Editable(one.key, f"Kutipan {one.speaker}", one.text) for one in items if one.key]
    return []


def changes(
    document: Document, before: Edits, written: Mapping[str, str], shown: set[str]
) -> dict[str, Edit]:
    """The edits after a form was sent: `written` by key, `shown` the keys whose box is ticked.

    Edits of parts that the present making does not have are kept: they return when the part does.
    """
    result = dict(before)
    for _, parts in editable_parts(document):
        for part in parts:
            if part.key not in written:
                continue
            text = written[part.key].strip()
            same = _plain(text) == _plain(part.text)
            # An emptied summary is an edit too; an emptied note of a section is none.
            edit = Edit(text=None if same else text, hidden=part.key not in shown)
            if edit.empty:
                result.pop(part.key, None)
            else:
                result[part.key] = edit
    return result


def edited(document: Document, edits: Edits) -> Document:
    """The report as people left it; a quote is never changed, only left out."""
    if not edits:
        return document
    sections = [
        section.model_copy(
            update={
                "note": _text_of(edits, section_key(section), section.note),
                "blocks": [_block(block, edits) for block in section.blocks if not _gone(block, edits)],
            }
        )
        for section in document.sections
        if not _hidden(edits, section_key(section))
    ]
    return document.model_copy(update={"sections": sections})


def _block(block: Block, edits: Edits) -> Block:
    match block:
        case Paragraph(key=key) if key in edits:
            return block.model_copy(update={"text": _text_of(edits, key, block.text)})
        case Entries(items=items):
            kept = [_entry(one, edits) for one in items if not _hidden(edits, one.key)]
            return block.model_copy(update={"items": kept})
        case Quotes(items=items):
            said = [one for one in items if not _hidden(edits, one.key)]
            return block.model_copy(update={"items": said})
    return block


def _gone(block: Block, edits: Edits) -> bool:
    return isinstance(block, Paragraph) and _hidden(edits, block.key)


def _entry(entry: Entry, edits: Edits) -> Entry:
    return entry.model_copy(update={"text": _text_of(edits, entry.key, entry.text)})


def _hidden(edits: Edits, key: str) -> bool:
    return bool(key) and key in edits and edits[key].hidden


def _text_of(edits: Edits, key: str, otherwise: str) -> str:
    edit = edits.get(key) if key else None
    return otherwise if edit is None or edit.text is None else edit.text


def _plain(text: str) -> list[str]:
    """The lines, which every form shows as people broke them; blanks are nobody's words."""
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]

"""A report as data: sections of paragraphs, entries, quotes, tables and charts, with numbered sources.

It is frozen as JSON when an edition is made, and every form (page, PDF, DOCX, mail, chat) is drawn from it.
Texts are plain: none of them is markup in any form.

A part with a `key` may be written over or left out by people (edits.py). The key must mean the same thing
when the report is made again: ``cerita:ID``, never ``cerita:1``.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

ToneLabel = Literal["negatif", "netral", "positif", ""]
Cell = str | int


class Part(BaseModel):
    """Base of all parts; fields of a newer version are ignored, so that old editions stay readable."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Source(Part):
    """An article that the report rests on; sentences name it by its number."""

    number: int = Field(ge=1)
    title: str
    outlet: str
    published: str = Field("", description="As people say it: `25 November 2026 pukul 06.45 WITA`")
    url: str = Field("", description="On the dashboard, absolute")
    original_url: str = Field("", description="At the outlet; empty when it has none")
    remark: str = Field("", description="e.g. `situs pemerintah, dimuat ulang 3 media`")


class Paragraph(Part):
    """A paragraph. `lead`: the sentence that says it all; `heading`: over what follows; `aside`: a remark."""

    kind: Literal["paragraph"] = "paragraph"
    key: str = ""
    text: str
    sources: list[int] = []
    url: str = Field("", description="Its evidence on the dashboard, absolute")
    style: Literal["", "lead", "heading", "aside"] = ""


class Entry(Part):
    """A line of a list: title, what it says, and its particulars."""

    key: str = ""
    title: str = ""
    url: str = ""
    text: str = ""
    detail: str = Field("", description="Particulars in small print: outlets, number of articles, day")
    tone: ToneLabel = ""
    tone_text: str = Field("", description="Said with the tone's colour: `Negatif 4 dari 5`")
    reason: str = Field("", description="Why it stands here")
    sources: list[int] = []


class Entries(Part):
    """A list; numbered when its order means something. `empty` is said when there is nothing."""

    kind: Literal["entries"] = "entries"
    items: list[Entry]
    numbered: bool = False
    empty: str = ""


class QuotePart(Part):
    """What somebody said, by whom, and where it stood."""

    key: str = ""
    text: str
    speaker: str
    role: str = ""
    outlet: str = ""
    url: str = ""
    indirect: bool = False
    sources: list[int] = []


class Quotes(Part):
    """Quotes; `empty` is said when there is none."""

    kind: Literal["quotes"] = "quotes"
    items: list[QuotePart]
    empty: str = ""


class Row(Part):
    """A line of a table. The first cell names it; `url` is its evidence on the dashboard."""

    cells: list[Cell]
    url: str = ""
    tone: ToneLabel = ""


class TablePart(Part):
    """A table. Numbers stand to the right: give them as int, or name the column in `numeric`."""

    kind: Literal["table"] = "table"
    caption: str
    columns: list[str]
    numeric: list[int] = Field([], description="Places of columns with figures, from 0")
    rows: list[Row]
    remark: str = ""
    empty: str = ""


class Chart(Part):
    """A chart as Vega-Lite spec in light colours; `words` says what it shows to who does not see it.

    The figures stand in a table: `table` (shown folded under it on the page), or one beside it.
    """

    kind: Literal["chart"] = "chart"
    spec: dict[str, Any]
    words: str
    caption: str = ""
    table: TablePart | None = None


Block = Annotated[Paragraph | Entries | Quotes | TablePart | Chart, Field(discriminator="kind")]


class Section(Part):
    """A part of the report under a heading. `chat`: told in the plain text that is pasted into a chat."""

    key: str
    title: str
    blocks: list[Block]
    chat: bool = True
    note: str = Field("", description="What people wrote at its head; filled by edits")


class Document(Part):
    """A whole report, as it was made."""

    kind: str
    title: str
    subtitle: str = ""
    region_name: str = ""
    first_day: date
    last_day: date
    timezone: str
    sections: list[Section]
    sources: list[Source] = []
    made_at: AwareDatetime
    foot: str = Field(
        "Nada, topik, dan kutipan dibaca oleh mesin dan bisa keliru; periksa berita aslinya sebelum "
        "menanggapi.",
        description="Said at the end of every form",
    )
    formal: bool = Field(False, description="On letterhead with number and signatory, in PDF and DOCX")
    confidential: str = Field("", description="e.g. `Untuk kalangan sendiri`")

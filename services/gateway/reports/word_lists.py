"""Lists of a DOCX as a word processor knows them: an item that is added or taken out renumbers the rest."""

from __future__ import annotations

from typing import Any

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

# 0,75 cm in twentieths of a point.
_INDENT = "425"


class WordLists:
    """The lists of one file. Each begins anew at 1."""

    def __init__(self, word: Document) -> None:
        self._numbering: Any = word.part.numbering_part.element
        self._kinds = {numbered: self._kind(numbered) for numbered in (True, False)}

    def begin(self, numbered: bool) -> int:
        """Begin a list; its id is given with every item."""
        number = self._numbering.add_num(self._kinds[numbered])
        number.add_lvlOverride(ilvl=0).add_startOverride(1)
        return int(number.numId)

    @staticmethod
    def item(paragraph: Paragraph, list_id: int) -> None:
        """Make a paragraph an item of this list."""
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = 0
        properties.get_or_add_numId().val = list_id

    def _kind(self, numbered: bool) -> int:
        """Define a kind of list (ECMA-376, part 1, 17.9): its sign, and how far its text stands in."""
        taken = [int(one.get(qn("w:abstractNumId"))) for one in self._numbering.findall(qn("w:abstractNum"))]
        kind, level = OxmlElement("w:abstractNum"), OxmlElement("w:lvl")
        kind.set(qn("w:abstractNumId"), str(max(taken, default=-1) + 1))
        level.set(qn("w:ilvl"), "0")
        kind.append(_valued("w:multiLevelType", "singleLevel"))
        for name, value in (
            ("w:start", "1"),
            ("w:numFmt", "decimal" if numbered else "bullet"),
            ("w:lvlText", "%1." if numbered else "•"),
            ("w:lvlJc", "left"),
        ):
            level.append(_valued(name, value))
        properties, indent = OxmlElement("w:pPr"), OxmlElement("w:ind")
        indent.set(qn("w:left"), _INDENT)
        indent.set(qn("w:hanging"), _INDENT)
        properties.append(indent)
        level.append(properties)
        kind.append(level)
        # All kinds stand before the lists.
        self._numbering.insert(0, kind)
        return int(kind.get(qn("w:abstractNumId")))


def _valued(name: str, value: str) -> Any:
    element = OxmlElement(name)
    element.set(qn("w:val"), value)
    return element

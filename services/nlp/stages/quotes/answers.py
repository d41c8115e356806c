"""Reads answers and chats that stand without quotation marks: "Tanggapan (Kabid Aset): …", "Om Tinus: …"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from services.nlp.stages.quotes.paragraph import Paragraph

# The head of an official answer with its date or its writer; the words follow the colon.
_HEAD = re.compile(
    r"^(?:Tanggapan|Jawaban|Balasan|Dijawab|Dibalas|Respons)\b(?P<who>[^:\"“]{0,70}(?:\d:\d\d[^:\"“]{0,12})?):\s+"
)
_CHAT = re.compile(r"^(?P<who>[^:\"“.,]{2,32}): (?=[a-z])")
_DATE = re.compile(r"\d|\b(?:Senin|Selasa|Rabu|Kamis|Jumat|Sabtu|Minggu)\b")
_SHORTEST = 4


@dataclass(frozen=True)
class Answer:
    """An answer: its words begin at `start`; `who`, from `who_start` on, tells who gave it."""

    start: int
    who_start: int
    who: str
    text: str


def find_answer(paragraph: Paragraph) -> Answer | None:
    """The answer a paragraph consists of; None when it has quotation marks or is none.

    A chat line is one only when a person of the text stands before the colon.
    """
    if paragraph.marked:
        return None
    match = _HEAD.match(paragraph.text)
    chat = _CHAT.match(paragraph.text) if match is None else None
    if chat is not None and paragraph.named_between(0, chat.end()):
        match = chat
    if match is None:
        return None
    text = paragraph.text[match.end() :].strip()
    who = _DATE.split(match.group("who"))[0].strip(" (,")
    return Answer(match.end(), match.start("who"), who, text) if len(text.split()) >= _SHORTEST else None

"""Recognises how newsrooms sign a text: "(prot/bl)", "(adv)", "(*Diskominfo/rdn)", "***"."""

from __future__ import annotations

import re

from services.crawler.furniture.byline import is_byline
from services.crawler.furniture.words import OFFICE

BRACKETED = re.compile(r"[(\[*]+\s*(?P<inner>[^()\[\]]{1,45}?)\s*[)\]*]+\.?")
MARK = re.compile(
    r"\*{1,5}|#{1,5}|-{2,}\s*(?:\w{1,8}\s*-{2,})?|_{3,}|={3,}|\[\*\]|\(\*+\)|[·•]{3,}|(?:\* ?){2,5}"
)
INITIALS = re.compile(r"\*{0,3}[A-Za-z]{1,7}\d{0,2}(?:[-_.][A-Za-z0-9]{1,5})?\*{0,3}")
# The parts of a signature: a desk or an outlet, and initials or first names.
SIGNED = re.compile(r"\*?[\w. &*’'-]{1,32}(?:/[\w. ;&*’'-]{1,24}){1,3}\*?")
DESK_FIRST = re.compile(rf"\*?{OFFICE}\b[\w .&/;*'’-]{{0,40}}", re.IGNORECASE)
LONGEST_IN_WORDS = 5


def is_signature(text: str) -> bool:
    """Whether a text in brackets is the signature of a newsroom, and nothing that an article would say."""
    match = BRACKETED.fullmatch(text)
    if match is None:
        return False
    inner = match["inner"].strip(" */")
    if is_byline(inner) or DESK_FIRST.fullmatch(inner) or INITIALS.fullmatch(inner):
        return True
    return bool(SIGNED.fullmatch(inner)) and len(inner.split()) <= LONGEST_IN_WORDS and not inner[0].isdigit()


def is_desk(name: str) -> bool:
    """Whether a name is that of an office that publishes, not of a place."""
    return bool(DESK_FIRST.fullmatch(name))

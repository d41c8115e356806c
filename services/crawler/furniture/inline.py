"""Takes out what a scraper glued into a paragraph; only what cannot be a part of a sentence."""

from __future__ import annotations

import re

from services.crawler.furniture.line import LONGEST, is_ending, kind_of
from services.crawler.furniture.rule import Kind
from services.crawler.furniture.signature import MARK, is_signature

# In capitals, with a colon in brackets, or as code: nobody writes these into a sentence.
ANYWHERE = re.compile(
    r"\s{0,2}(?:"
    r"(?:\bADVERTISEMENT[\s.–—|-]*)?\b(?:SCROLL TO (?:RESUME|CONTINUE)(?: (?:WITH )?CONTENT| READING)?\b\.?"
    r"|GULIR UNTUK (?:MELANJUTKAN|LANJUT)(?: (?:MEM)?BACA)?)\b"
    r"|(?:(?<=[.!?\"”)]\s)|(?<=[.!?\"”)]\s\s)|^)ADVERTISEMENT\b|(?<=\s)ADVERTISEMENT$"
    r"|\[(?:Gambas|GAMBAS|Video|VIDEO|Youtube|YOUTUBE)\s?:[^\[\]]{0,80}\]"
    r"|[\[(](?:Baca|BACA|Lihat|LIHAT|Simak|SIMAK)(?: [Jj]uga| JUGA)\s?:[^()\[\]]{3,160}[\])]"
    r"|\(adsbygoogle\s{0,2}=\s{0,2}window\.adsbygoogle[^;]{0,40}\)\.push\(\{\}\);?"
    r")\s{0,2}"
)
# Searching for what begins with blanks takes the square of a run of them; two still part the cells of a row.
BLANKS = re.compile(r"\s{3,}")
SENTENCE_END = re.compile(r"(?<=[.!?\"”)])\s+")
SENTENCES = (".", '."', ".”")
# More pieces than these are never glued to one paragraph; the bound keeps hostile text cheap.
MOST_ENDINGS = 4
CLOSING_BRACKETS = re.compile(r"\s*(?P<signature>[(\[]\*{0,3}[^()\[\]]{1,45}[)\]]|\*{1,3}|\[\*\])\.?$")
# "(Rina)", "(Tim Warta)": after the last sentence of an article a bare name in brackets is who wrote it.
NAMED = re.compile(r"[(\[][A-Z][^\W\d]{1,20}(?: [A-Z][^\W\d]{0,20}\.?){0,2}[)\]]")
# Where an article proper may begin behind glued furniture: "SANGATTA – ", "KUPANG, MC - ".
BEGINNING = re.compile(r"(?<=\s)[A-Z][A-Z.'’ ]{2,30}(?:,\s?[\w .]{2,30}| \([^()]{2,30}\))?\s[–—-]\s")


def without_inserts(line: str) -> str:
    """The line without adverts, video marks and bracketed links in the middle of it."""
    if not any(mark in line for mark in "[(ADG"):
        return line
    return ANYWHERE.sub(" ", BLANKS.sub("  ", line)).strip()


def split_ending(line: str) -> tuple[str, list[tuple[str, Kind]]]:
    """The paragraph without furniture behind its last sentence, and what was cut off, first piece first."""
    if line.endswith(SENTENCES):
        return line, []
    for found in SENTENCE_END.finditer(line, max(0, len(line) - LONGEST)):
        pieces = _pieces(line[found.end() :])
        if pieces:
            return line[: found.start()].rstrip(), pieces
    return line, []


def _pieces(text: str) -> list[tuple[str, Kind]]:
    """All of a text as furniture, piece by piece; empty when some of it is not."""
    pieces: list[tuple[str, Kind]] = []
    for _ in range(MOST_ENDINGS):
        if kind := is_ending(text):
            return [*pieces, (text, kind)]
        cut = next((m for m in SENTENCE_END.finditer(text) if is_ending(text[: m.start()])), None)
        if cut is None:
            return []
        head = text[: cut.start()]
        pieces.append((head, is_ending(head) or Kind.SIGNATURE))
        text = text[cut.end() :]
    return []


def split_beginning(line: str) -> tuple[str, str]:
    """Furniture glued in front of a dateline, and the paragraph from its dateline on; ("", line) without."""
    starts = [found.start() for found in BEGINNING.finditer(line[: LONGEST + 60])]
    for start in reversed(starts):
        if kind_of(line[:start]):
            return line[:start].strip(), line[start:]
    return "", line


def split_signature(line: str, *, last: bool) -> tuple[str, str]:
    """A paragraph without the signature behind its last sentence, and the signature.

    In the `last` paragraph a bare name in brackets counts too.
    """
    found = CLOSING_BRACKETS.search(line, max(0, len(line) - 60))
    if found is None or not line[: found.start()].endswith((".", "!", "?", '"', "”", ")")):
        return line, ""
    signature = found["signature"]
    if MARK.fullmatch(signature) or is_signature(signature) or (last and NAMED.fullmatch(signature)):
        return line[: found.start()], signature
    return line, ""

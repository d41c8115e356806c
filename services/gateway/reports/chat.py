"""A report as plain text to paste into a chat: headings between asterisks, at most what one message takes."""

from __future__ import annotations

from collections.abc import Iterator

from services.gateway.reports.document import Block, Document, Entries, Entry, Paragraph, QuotePart, Quotes
from services.gateway.reports.words import made_text

# WhatsApp folds longer messages behind "Baca selengkapnya"; Telegram refuses what exceeds 4,096.
LONGEST = 4_000
ENTRIES, QUOTES = 5, 3
_TEXT = 160


def chat_text(document: Document, address: str = "") -> str:
    """The report in few words; `address` leads to all of it. Parts at the end are left out first."""
    tail = [f"Selengkapnya: {address}"] if address else []
    tail += [f"_Disusun {made_text(document)}. Dibaca mesin; periksa berita aslinya._"]
    end = "\n\n" + "\n".join(tail)
    text = f"*{_plain(document.title)}*"
    for part in _parts(document):
        if len(text) + len(part) + len(end) + 2 > LONGEST:
            break
        text += part
    return text + end


def _parts(document: Document) -> Iterator[str]:
    for section in document.sections:
        if not section.chat:
            continue
        heading = f"\n\n*{_plain(section.title)}*"
        lines = _each_line(section.note)
        for block in section.blocks:
            lines += _lines(block)
        for place, line in enumerate(lines):
            # A heading never stands alone at the end.
            yield (heading if place == 0 else "") + f"\n{line}"


def _lines(block: Block) -> list[str]:
    match block:
        case Paragraph(text=text, style=style) if style not in ("aside", "heading"):
            return _each_line(text)
        case Entries(items=items, empty=empty, numbered=numbered):
            lines = [
                _entry(f"{number}." if numbered else "-", one)
                for number, one in enumerate(items[:ENTRIES], start=1)
            ]
            more = len(items) - ENTRIES
            return [*lines, *([f"… dan {more} lainnya"] if more > 0 else [])] or ([empty] if empty else [])
        case Quotes(items=items):
            return [_quote(one) for one in items[:QUOTES]]
    return []


def _entry(mark: str, entry: Entry) -> str:
    said = ": ".join(part for part in (_plain(entry.title), _cut(entry.text)) if part)
    small = " · ".join(part for part in (entry.tone_text, _plain(entry.detail)) if part)
    lines = [f"{mark} {said}", f"_{small}_" if small else "", entry.url]
    return "\n".join(line for line in lines if line)


def _quote(quote: QuotePart) -> str:
    who = ", ".join(part for part in (quote.speaker, quote.role) if part)
    said = _cut(quote.text)
    return f"- {said} ({who})" if quote.indirect else f"- “{said}” ({who})"


def _cut(text: str) -> str:
    text = "\n".join(_each_line(text))
    return text if len(text) <= _TEXT else text[: _TEXT - 1].rsplit(maxsplit=1)[0] + "…"


def _each_line(text: str) -> list[str]:
    """The lines as people broke them, without empty ones."""
    return [plain for line in text.splitlines() if (plain := _plain(line))]


def _plain(text: str) -> str:
    """On one line, without the signs that a chat reads as bold, italic, struck or code."""
    return " ".join(text.replace("*", "").replace("~", "").replace("`", "").replace("_", " ").split())

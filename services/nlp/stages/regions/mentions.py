"""Finds every name in a text that may be a region, with what stands before it."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from services.nlp.stages.document import Document
from services.nlp.stages.regions.cues import Cue, cue_before, is_office
from shared.regions import NameEntry, RegionTable

TITLE = -1
DATELINE = -2


@dataclass(frozen=True)
class Mention:
    """A name at a place: `sentence` is its index, TITLE or DATELINE; `entries` is all that it may mean."""

    key: str
    sentence: int
    cue: Cue
    office: bool
    entries: tuple[NameEntry, ...]
    inside_name: bool
    route: bool
    venue: bool


# "… di Bandarlampung, Selasa": where it was said, not what it is about.
_VENUE = re.compile(
    r"^,? ?(?:pada )?\(?(?:Senin|Selasa|Rabu|Kamis|Jumat|Sabtu|Minggu|Ahad|hari ini|\d{1,2}/\d)"
)


@lru_cache(maxsize=1)
def ordinary_words() -> frozenset[str]:
    """Names of regions, seats and districts that are also ordinary words or people's names.

    Found by counting: in lower case more than a quarter of the time in 22,000 news texts, or part of a
    person's name in NERGrit and IDNER; a few by hand.
    """
    text = files("shared.regions").joinpath("data", "ordinary_words.csv").read_text(encoding="utf-8")
    return frozenset(row[0] for row in list(csv.reader(text.splitlines()))[1:])


_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[^\w\s]")
_JOINT = re.compile(r"^(?:\s+|-|–|\.\s?)$")
# Written in capitals only, these are no region though shorter words of the same letters are.
_LOWER_CASE_CUES = {"kabupaten", "kota", "province", "district", "office"}


@dataclass(frozen=True)
class _Token:
    text: str
    start: int
    end: int


def _tokens(text: str) -> list[_Token]:
    return [_Token(match.group(), match.start(), match.end()) for match in _TOKEN.finditer(text)]


def _longest(
    text: str, tokens: list[_Token], first: int, table: RegionTable
) -> tuple[int, str, tuple[NameEntry, ...]] | None:
    best = None
    words: list[str] = []
    for last in range(first, min(first + 2 * table.longest_name, len(tokens))):
        token = tokens[last]
        if not token.text[0].isalnum():
            if token.text in "-–.":
                continue
            break
        if words and not _JOINT.match(text[tokens[last - 1].end : token.start] or tokens[last - 1].text):
            break
        words.append(token.text)
        if len(words) > table.longest_name:
            break
        if entries := table.named(" ".join(words)):
            best = (last, " ".join(words), entries)
    return best


def _spelled_right(written: str, entries: tuple[NameEntry, ...]) -> tuple[NameEntry, ...]:
    """An abbreviation in capitals ("OKU", "HST") counts only in capitals; others in any capitalised form."""
    return tuple(
        entry
        for entry in entries
        if not (entry.source == "abbreviation" and entry.written.isupper() and not written.isupper())
    )


def _words_before(tokens: list[_Token], first: int) -> list[str]:
    words: list[str] = []
    for token in reversed(tokens[max(0, first - 12) : first]):
        if token.text in {".", "-", "&", "/"}:
            continue
        if not token.text[0].isalnum():
            break
        words.append(token.text)
    return words[::-1]


def _inside_name(tokens: list[_Token], first: int, last: int, cue: str) -> bool:
    """Whether a capitalised word stands directly beside the name: "Bima Arya", "Masjid Agung Demak"."""
    before = tokens[first - 1].text if first > 1 else ""
    after = tokens[last + 1].text if last + 1 < len(tokens) else ""
    followed = after[:1].isupper() and after.lower() != "raya"
    return followed or (not cue and before[:1].isupper() and not before.isupper())


@dataclass(frozen=True)
class _Context:
    before: list[str]
    cue: Cue
    in_title: bool
    confirmed: bool


def _of_ordinary_word(
    tokens: list[_Token], first: int, last: int, entries: tuple[NameEntry, ...], context: _Context
) -> tuple[NameEntry, ...]:
    """What an ordinary word may mean: a district behind its word, a region in capitals, else nothing."""
    named = tuple(entry for entry in entries if entry.source in {"name", "abbreviation"})
    if context.cue == "district":
        return entries
    if context.cue in {"kabupaten", "kota"}:
        return named
    opening = first == 0 or not tokens[first - 1].text[0].isalnum()
    placed = context.cue or context.confirmed or context.before[-1:] in (["di"], ["ke"], ["warga"], ["Warga"])
    if ((opening or context.in_title) and not placed) or not tokens[first].text[0].isupper():
        return ()
    if _inside_name(tokens, first, last, context.cue):
        return ()
    return named


def scan(
    text: str, sentence: int, table: RegionTable, confirmed: frozenset[str] = frozenset()
) -> Iterator[Mention]:
    """The mentions of one sentence (or of the title, or the dateline), left to right, longest name first.

    An ordinary word in a title ("Batu", "Solo") counts when it is among `confirmed`, the names in the body.
    """
    tokens = _tokens(text)
    in_title = sentence == TITLE
    position = 0
    while position < len(tokens):
        first = position
        position += 1
        word = tokens[first].text
        if not word[0].isalnum() or not table.begins_name(word):
            continue
        found = _longest(text, tokens, first, table)
        if found is None:
            continue
        last, written, entries = found
        before = _words_before(tokens, first)
        cue = cue_before(before)
        capital = written[0].isupper()
        if not capital and not (cue in _LOWER_CASE_CUES or (before[-1:] and before[-1] in {"di", "ke"})):
            continue
        entries = _spelled_right(written, entries) if capital else entries
        if written.lower() in ordinary_words() and sentence != DATELINE:
            known = in_title and written.lower() in confirmed
            entries = _of_ordinary_word(tokens, first, last, entries, _Context(before, cue, in_title, known))
        if not entries:
            continue
        position = last + 1
        dash = {tokens[i].text for i in (first - 1, last + 1) if 0 <= i < len(tokens)}
        yield Mention(
            key=written.lower(),
            sentence=sentence,
            cue=cue,
            office=is_office(before),
            entries=entries,
            inside_name=not (in_title or cue or sentence == DATELINE)
            and _inside_name(tokens, first, last, cue),
            route=bool(dash & {"-", "–"}) and cue == "",
            venue=before[-1:] == ["di"] and bool(_VENUE.match(text[tokens[last].end :])),
        )


def find_mentions(document: Document, table: RegionTable) -> list[Mention]:
    """All mentions: title, dateline, body, in this order."""
    filed = list(scan(document.dateline.title(), DATELINE, table)) if document.dateline else []
    body = [m for sentence in document.sentences for m in scan(sentence.text, sentence.index, table)]
    confirmed = frozenset(mention.key for mention in body)
    return [*scan(document.title, TITLE, table, confirmed), *filed, *body]

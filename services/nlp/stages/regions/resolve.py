"""Decides what each name means here: kota or kabupaten, which of seven districts, or nothing."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass

from services.nlp.stages.document import Document
from services.nlp.stages.regions.mentions import DATELINE, Mention
from shared.regions import NameEntry, RegionTable

# Words of government without a region's name behind them tell kota from kabupaten for the place of the story.
_UNNAMED = r"\b(?! [A-Z])"
_KABUPATEN_WORDS = re.compile(
    r"\b(?:[Bb]upati|[Ww]abup|[Pp]emkab|[Kk]abupaten|[Ss]ekkab)"
    + _UNNAMED
    + r"|\b(?:[Dd]esa|[Kk]ades|[Dd]istrik)\b"
)
_KOTA_WORDS = re.compile(
    r"\b(?:[Ww]ali ?[Kk]ota|[Ww]awali|[Pp]emkot?|[Pp]emerintah kota|[Ss]ekkot)"
    + _UNNAMED
    + r"|\b(?:[Kk]elurahan|[Ll]urah|[Kk]ota ini)\b"
)
_PROVINCE_WORDS = re.compile(r"\b(?:[Gg]ubernur|[Pp]emprov|[Pp]rovinsi|[Ww]agub)" + _UNNAMED)
_LEAD_SENTENCES = 2


@dataclass(frozen=True)
class Resolved:
    """A mention with the one region that it means."""

    mention: Mention
    entry: NameEntry


def _by_cue(mention: Mention, table: RegionTable) -> list[NameEntry]:
    """The entries that the word before the name allows."""
    entries = list(mention.entries)
    named = [e for e in entries if e.source in {"name", "abbreviation"}]
    kinds = {e: table.get(e.code).kind for e in named}
    match mention.cue:
        case "no" | "village":
            return []
        case "kabupaten" | "kota":
            allowed = [e for e in named if kinds[e] == mention.cue]
            # "Kota Sangatta", "Kota Cibinong": a town that is a seat, not a city.
            return allowed or [e for e in entries if e.source == "seat"] or named
        case "province":
            return [e for e in named if kinds[e] == "province"]
        case "district":
            return [e for e in entries if e.source == "district"] or named
        case "office":
            return named or [e for e in entries if e.source in {"seat", "district"}]
        case _:
            return named or [e for e in entries if e.source == "seat"] or entries


def _kind_words(document: Document) -> Counter[str]:
    text = f"{document.title}\n{document.text}"
    return Counter(
        kabupaten=len(_KABUPATEN_WORDS.findall(text)),
        kota=len(_KOTA_WORDS.findall(text)),
        province=len(_PROVINCE_WORDS.findall(text)),
    )


def _weight(mention: Mention) -> float:
    if mention.cue in {"kabupaten", "kota", "province", "district"}:
        return 2.0
    return 0.5 if mention.sentence == DATELINE or mention.inside_name or mention.route else 1.0


def _support(options: list[tuple[Mention, list[NameEntry]]]) -> tuple[dict[str, float], dict[str, float]]:
    """How much speaks for each region, and for each province, from names that leave few choices."""
    regions: dict[str, float] = defaultdict(float)
    provinces: dict[str, float] = defaultdict(float)
    seen: set[tuple[str, str, str]] = set()
    for mention, entries in options:
        codes = {e.code for e in entries}
        for code in codes:
            # The same name again adds nothing: it is as ambiguous the second time.
            if (mention.key, mention.cue, code) in seen:
                continue
            seen.add((mention.key, mention.cue, code))
            share = _weight(mention) / len(codes) ** 2
            regions[code] += share
            provinces[code[:2]] += share
    return regions, provinces


def _choose(
    mention: Mention,
    entries: list[NameEntry],
    support: tuple[dict[str, float], dict[str, float]],
    kind_words: Counter[str],
    table: RegionTable,
    home: str | None,
) -> NameEntry | None:
    regions, provinces = support
    named = [e for e in entries if e.source in {"name", "abbreviation"}]

    def score(entry: NameEntry) -> float:
        kind = table.get(entry.code).kind
        total = regions[entry.code] + 0.5 * provinces[entry.code[:2]]
        if home is not None and entry.code.startswith(home):
            total += 0.5
        if len(named) > 1:
            if mention.sentence < _LEAD_SENTENCES:
                total += 0.25 * min(kind_words[kind], 4)
            # Without any other sign a bare name means the city (kota), the older use of the name; a
            # province that shares its capital's name (Jambi, Bengkulu) yields to it in a dateline.
            total += {"kota": 0.3, "province": 0.2, "kabupaten": 0.0}[kind]
            if mention.sentence == DATELINE and kind == "kota":
                total += 0.2
        return total

    best = max(entries, key=score)
    if best.source == "district" and mention.cue != "district":
        codes = {e.code for e in entries}
        backed = regions[best.code] > _weight(mention) / len(codes) ** 2
        if mention.inside_name or (len(codes) > 1 and not backed):
            return None
        if len(mention.key) < 5 and not backed:
            return None
    return best


def resolve(
    document: Document, mentions: list[Mention], table: RegionTable, home: str | None
) -> list[Resolved]:
    """One region for each mention that means one; streets, villages and hopeless ambiguities drop out.

    `home` is the outlet's region: it tips the balance between equals, no more.
    """
    options = [(mention, _by_cue(mention, table)) for mention in mentions]
    options = [(mention, entries) for mention, entries in options if entries]
    support = _support(options)
    kind_words = _kind_words(document)
    resolved = []
    for mention, entries in options:
        entry = _choose(mention, entries, support, kind_words, table, home)
        if entry is not None:
            resolved.append(Resolved(mention, entry))
    return resolved

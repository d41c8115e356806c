"""Decides what each name means here: kota or kabupaten, which of seven districts, or nothing."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace

from services.nlp.stages.document import Document
from services.nlp.stages.regions.mentions import DATELINE, TITLE, Mention
from shared.regions import NameEntry, RegionTable, load_villages

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
# A shorter district's name ("Arut", "Koba") is too like other words to stand alone.
_SHORTEST_ALONE = 5
_ROUNDING = 1e-9


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


def _pairs(mentions: list[Mention]) -> list[Mention]:
    """A bare name means both kinds where the text has both at once: "Bogor" by "Kabupaten dan Kota Bogor"."""
    paired = {mention.key for mention in mentions if mention.paired}
    result = []
    for mention in mentions:
        if mention.key in paired and not mention.cue:
            result += [replace(mention, cue="kabupaten"), replace(mention, cue="kota")]
        else:
            result.append(mention)
    return result


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


def _share(mention: Mention, entries: list[NameEntry]) -> float:
    """How much a mention says for each region that it may mean: little when they are many."""
    return _weight(mention) / len({entry.code for entry in entries}) ** 2


@dataclass(frozen=True)
class _Support:
    """How much speaks for each region and each province, from names that leave few choices."""

    regions: dict[str, float]
    provinces: dict[str, float]
    names: bool
    """Whether a regency or city is called by its own name or a short form."""

    def backs(self, code: str, own: float) -> bool:
        """Whether another name than the one that gave `own` speaks for a region."""
        return self.regions.get(code, 0.0) > own + _ROUNDING

    def near(self, code: str, entries: list[NameEntry], own: float) -> bool:
        """Whether another name speaks for a region's province, and for no other that may be meant."""
        mine = Counter(other[:2] for other in {entry.code for entry in entries})
        backed = {p for p, codes in mine.items() if self.provinces.get(p, 0.0) > codes * own + _ROUNDING}
        return backed == {code[:2]}


def _support(options: list[tuple[Mention, list[NameEntry]]]) -> _Support:
    regions: dict[str, float] = defaultdict(float)
    provinces: dict[str, float] = defaultdict(float)
    seen: set[tuple[str, str, str]] = set()
    for mention, entries in options:
        if mention.doubtful:
            continue
        share = _share(mention, entries)
        for code in {entry.code for entry in entries}:
            # The same name again adds nothing: it is as ambiguous the second time.
            if (mention.key, mention.cue, code) in seen:
                continue
            seen.add((mention.key, mention.cue, code))
            regions[code] += share
            provinces[code[:2]] += share
    names = any(
        len(entry.code) > 2 and entry.source in {"name", "abbreviation"}
        for mention, entries in options
        if not (mention.doubtful or mention.inside_name or mention.cue == "origin")
        for entry in entries
    )
    return _Support(dict(regions), dict(provinces), names)


def _choose(
    mention: Mention,
    entries: list[NameEntry],
    support: _Support,
    kind_words: Counter[str],
    table: RegionTable,
    home: str | None,
) -> NameEntry | None:
    named = [e for e in entries if e.source in {"name", "abbreviation"}]

    def score(entry: NameEntry) -> float:
        kind = table.get(entry.code).kind
        total = support.regions.get(entry.code, 0.0) + 0.5 * support.provinces.get(entry.code[:2], 0.0)
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
    own = 0.0 if mention.doubtful else _share(mention, entries)
    backed = support.backs(best.code, own) or (home is not None and best.code == home)
    if mention.doubtful:
        # A short form ("KSB", "Mura") is also backed by its province.
        near = best.source == "abbreviation" and support.provinces.get(best.code[:2], 0.0) > 0
        return best if backed or near else None
    if backed or best.source in {"name", "abbreviation"}:
        return best if not (mention.inside_name and best.source in {"district", "village"}) else None
    alone = len({entry.code for entry in entries}) == 1
    if best.source == "seat" or mention.cue == "district":
        # "Kecamatan Wonosari" by itself is in any of four regencies.
        return best if alone or support.near(best.code, entries, own) else None
    # A village, or a district without its word, tells where only when nothing says it better.
    telling = len(mention.key) >= _SHORTEST_ALONE and not (mention.inside_name or _borne_widely(mention.key))
    return best if alone and telling and not support.names and mention.sentence != TITLE else None


def _borne_widely(name: str) -> bool:
    """Whether villages of very many regencies bear a name: as a district, "Sukamaju" is only in one."""
    return load_villages().named(name) == ()


def resolve(
    document: Document, mentions: list[Mention], table: RegionTable, home: str | None
) -> list[Resolved]:
    """One region for each mention that means one; streets, villages and hopeless ambiguities drop out.

    `home` is the outlet's region: it tips the balance between equals, no more.
    """
    options = [(mention, _by_cue(mention, table)) for mention in _pairs(mentions)]
    options = [(mention, entries) for mention, entries in options if entries]
    support = _support(options)
    kind_words = _kind_words(document)
    resolved = []
    for mention, entries in options:
        entry = _choose(mention, entries, support, kind_words, table, home)
        if entry is not None:
            resolved.append(Resolved(mention, entry))
    return resolved

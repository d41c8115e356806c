"""Finds every name in a text that may be a region, with what stands before it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from services.nlp.stages.document import Document
from services.nlp.stages.regions.cue_words import CLUB_BEHIND, OFFICE
from services.nlp.stages.regions.cues import Cue, both_kinds, cue_before, is_office
from services.nlp.stages.regions.ordinary import Standing, standing
from services.nlp.stages.regions.tokens import Token, inside_name, is_shouted, tokenize, words_before
from services.nlp.stages.words import is_common
from shared.regions import NameEntry, RegionTable, VillageNames, load_villages, ordinary_words

TITLE = -1
DATELINE = -2
# Characters of the body that are read: some twenty long articles, half a second of the worst text.
READ_AT_MOST = 80_000


@dataclass(frozen=True, slots=True)
class Mention:
    """A name at a place: `sentence` is its index, TITLE or DATELINE; `entries` is all that it may mean.

    `doubtful` names count only when another sign speaks for the same region; `inside_name` ones stand beside
    a capitalised word, `route` ones beside a dash, `venue` ones tell where something was said, `paired` ones
    behind both kinds at once ("Kabupaten dan Kota Bogor").
    """

    key: str
    sentence: int
    cue: Cue
    office: bool
    entries: tuple[NameEntry, ...]
    inside_name: bool
    route: bool
    venue: bool
    doubtful: bool
    paired: bool


@dataclass(frozen=True, slots=True)
class _Found:
    """The longest name that begins at a token; `last` is the index of its last token."""

    last: int
    written: str
    entries: tuple[NameEntry, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a name stands: its tokens, the words before it, its cue."""

    tokens: list[Token]
    first: int
    last: int
    before: list[str]
    cue: Cue
    office: bool


# "… di Bandarlampung, Selasa": where it was said, not what it is about.
_VENUE = re.compile(
    r",? ?(?:pada )?\(?(?:Senin|Selasa|Rabu|Kamis|Jumat|Sabtu|Minggu|Ahad|hari ini|\d{1,2}/\d)"
)
_JOINT = re.compile(r"^(?:\s+|-|–|\.\s?)$")
# "kata Gembong", "Gembong menjelaskan": a speaker, though a district bears the name.
_SPEAKER = re.compile(
    r"\b(?:kata|ujar|ucap|tutur|jelas|papar|ungkap|tegas|imbuh|tambah|lanjut|menurut|sapa) ([A-Z][a-z]+)\b"
    r"|\b([A-Z][a-z]+) (?:mengatakan|menjelaskan|menuturkan|menyebut|berujar|mengaku|menambahkan)\b"
)
# "dari Sabang sampai Merauke" is the whole country.
_WHOLE_COUNTRY = re.compile(r"\bSabang (?:sampai|hingga|ke|s/d|-|–) ?Merauke\b", re.IGNORECASE)
# After these a name counts in lower case too.
_LOWER_CASE_CUES = {"kabupaten", "kota", "province", "district", "office"}
_KIND_WORDS = {"kabupaten", "kota"}
# A cue that governs a whole list: "Kabupaten Garut, Ciamis, dan Kuningan".
_LISTED_CUES = {"kabupaten", "kota", "province", "district", "village", "origin"}
_AND = {"dan", "serta", "&", "maupun"}
# Short forms in lower case are too like words when they are shorter than this.
_SHORTEST_LOWER = 4


def _longest(text: str, tokens: list[Token], first: int, table: RegionTable | VillageNames) -> list[_Found]:
    """The names in a table that begin at a token, the longest last."""
    found = []
    words: list[str] = []
    for last in range(first, min(first + 2 * table.longest_name, len(tokens))):
        token = tokens[last]
        if not token.is_word:
            if token.text in "-–.":
                continue
            break
        if words and not _JOINT.match(text[tokens[last - 1].end : token.start] or tokens[last - 1].text):
            break
        words.append(token.text)
        if len(words) > table.longest_name:
            break
        written = " ".join(words)
        if isinstance(table, RegionTable):
            if entries := table.named(written):
                found.append(_Found(last, written, entries))
        elif (codes := table.named(written)) is not None:
            found.append(_Found(last, written, tuple(NameEntry(code, "village", written) for code in codes)))
    return found


def _spelled_right(written: str, entries: tuple[NameEntry, ...]) -> tuple[NameEntry, ...]:
    """An abbreviation in capitals ("OKU", "HST") counts only in capitals; others in any capitalised form."""
    return tuple(
        entry
        for entry in entries
        if not (entry.source == "abbreviation" and entry.written.isupper() and not written.isupper())
    )


def _is_phrase(written: str, entries: tuple[NameEntry, ...]) -> bool:
    """Whether a district's name is a phrase of ordinary words: "Pantai Barat", "Pasar Minggu"."""
    words = written.split()
    return len(words) > 1 and all(e.source == "district" for e in entries) and all(map(is_common, words))


class _Scanner:
    """Finds the mentions of one sentence, the title or the dateline."""

    def __init__(self, text: str, sentence: int, table: RegionTable, quiet: bool) -> None:
        self.text = _WHOLE_COUNTRY.sub(lambda match: "," * len(match.group()), text)
        self.sentence = sentence
        self.table = table
        self.villages = load_villages()
        self.quiet = quiet
        self.shouted = is_shouted(text)
        self.tokens = tokenize(self.text)

    def mentions(self) -> Iterator[Mention]:
        """Left to right, the longest name first."""
        position = 0
        previous: _Place | None = None
        while position < len(self.tokens):
            first = position
            position += 1
            word = self.tokens[first].text
            if not self.tokens[first].is_word:
                continue
            begins_region = self.table.begins_name(word)
            if not begins_region and not (word[0].isupper() and self.villages.begins_name(word)):
                continue
            before = words_before(self.tokens, first)
            own = cue_before(before)
            listed = previous if not own and self._in_list_with(previous, first) else None
            cue = listed.cue if listed else own
            found = self._name_at(first, cue, begins_region)
            if found is None:
                continue
            position = found.last + 1
            office = listed.office if listed else is_office(before)
            place = _Place(self.tokens, first, found.last, before, cue, office)
            previous = place
            yield from self._read(found, place)

    def _name_at(self, first: int, cue: Cue, begins_region: bool) -> _Found | None:
        """The name at a token: the village behind its word, else the longest of region and village."""
        regions = _longest(self.text, self.tokens, first, self.table) if begins_region else []
        region = regions[-1] if regions else None
        if region and self.tokens[first].text.lower() in _KIND_WORDS and region.entries[0].source == "name":
            # "Kabupaten Maluku Tenggara Barat" is read from its second word on, with the first as cue.
            return None
        if not (self.tokens[first].text[0].isupper() and self.villages.begins_name(self.tokens[first].text)):
            return region
        villages = _longest(self.text, self.tokens, first, self.villages)
        village = villages[-1] if villages else None
        if village is None:
            return region
        if cue == "village":
            return village if region is None or village.last >= region.last else region
        if " " not in village.written:
            return region
        return village if region is None or village.last > region.last else region

    def _in_list_with(self, previous: _Place | None, first: int) -> bool:
        """Whether only a comma or an "and" stands between a name and the one before, whose cue then holds."""
        if previous is None or previous.cue not in _LISTED_CUES or first - previous.last > 3:
            return False
        between = {token.text for token in self.tokens[previous.last + 1 : first]}
        if not between or not between <= _AND | {","}:
            return False
        if previous.cue == "village" or (previous.cue == "district" and not between & _AND):
            # "Kecamatan Limun, Sarolangun" steps up to the regency; "Kecamatan Limun, Singkut" does not.
            regions = _longest(self.text, self.tokens, first, self.table)
            return not regions or all(entry.source == "district" for entry in regions[-1].entries)
        return True

    def _read(self, found: _Found, place: _Place) -> Iterator[Mention]:
        entries, doubtful = self._meanings(found, place)
        if not entries:
            return
        tokens, first, last, cue = self.tokens, place.first, place.last, place.cue
        dash = {tokens[i].text for i in (first - 1, last + 1) if 0 <= i < len(tokens)}
        paired = both_kinds(place.before)
        cues: tuple[Cue, ...] = ("kabupaten", "kota") if paired else (cue,)
        for one in cues:
            yield Mention(
                key=found.written.lower(),
                sentence=self.sentence,
                cue=one,
                office=place.office,
                entries=entries,
                inside_name=self._capital_tells_neighbours()
                and not cue
                and inside_name(tokens, first, last, bool(cue)),
                route=bool(dash & {"-", "–"}) and cue == "",
                venue=place.before[-1:] == ["di"] and bool(_VENUE.match(self.text, tokens[last].end)),
                doubtful=doubtful,
                paired=paired,
            )

    def _meanings(self, found: _Found, place: _Place) -> tuple[tuple[NameEntry, ...], bool]:
        """What the name may mean at this place, and whether that is doubtful."""
        tokens, last, cue = self.tokens, place.last, place.cue
        after = tokens[last + 1].text if last + 1 < len(tokens) else ""
        if cue == "no" or after.lower() in CLUB_BEHIND:
            return (), False
        written = found.written
        if any(entry.source == "village" for entry in found.entries) or cue == "village":
            return self._village(found, place, after)
        capital = written[0].isupper()
        if not (capital or cue in _LOWER_CASE_CUES or self._stands_at_place(place) or self._quietly(found)):
            return (), False
        entries = _spelled_right(written, found.entries) if capital else found.entries
        if cue == "office" and place.before[-1].lower() not in OFFICE:
            # An office of a district is named with its word; "DPRD … Pantas Nainggolan" is a person.
            entries = tuple(entry for entry in entries if entry.source != "district")
        kind = ordinary_words().get(written.lower())
        if kind is not None and self.sentence != DATELINE:
            return self._ordinary(kind, entries, place)
        return entries, cue == "product" or (cue != "district" and _is_phrase(written, entries))

    def _village(self, found: _Found, place: _Place, after: str) -> tuple[tuple[NameEntry, ...], bool]:
        """A village is doubtful without its word, and none where another capitalised word follows."""
        if after[:1].isupper() or all(entry.source != "village" for entry in found.entries):
            return (), False
        return found.entries, place.cue not in {"village", "origin"} and not self._stands_at_place(place)

    def _ordinary(
        self, kind: str, entries: tuple[NameEntry, ...], place: _Place
    ) -> tuple[tuple[NameEntry, ...], bool]:
        """What is left of the meanings of an ordinary word."""
        tokens, first, last, cue = self.tokens, place.first, place.last, place.cue
        verdict = standing(
            kind,
            cue,
            place.before,
            capital=tokens[first].text[0].isupper(),
            capital_tells=self._capital_tells(first),
            inside=self._capital_tells_neighbours() and inside_name(tokens, first, last, bool(cue)),
        )
        if verdict is Standing.NONE:
            return (), False
        if verdict is Standing.DOUBTFUL and kind != "short" and self._beside_region(first, last):
            verdict = Standing.CERTAIN
        doubtful = verdict is Standing.DOUBTFUL or cue == "product"
        if cue == "district":
            return entries, doubtful
        # "di Negara" is the town, "Badan Intelijen Negara" is not.
        sources = (
            {"name", "abbreviation", "seat"} if self._stands_at_place(place) else {"name", "abbreviation"}
        )
        return tuple(entry for entry in entries if entry.source in sources), doubtful

    @staticmethod
    def _stands_at_place(place: _Place) -> bool:
        return place.before[-1:] in (["di"], ["ke"], ["warga"], ["Warga"])

    def _beside_region(self, first: int, last: int) -> bool:
        """Whether a region's own name is joined to this one: "Kudus dan Jepara"."""
        tokens = self.tokens
        for joint, other in ((last + 1, last + 2), (first - 1, first - 2)):
            if 0 <= other < len(tokens) and tokens[joint].text in _AND:
                word = tokens[other].text
                if word.lower() in ordinary_words() or not word[0].isupper():
                    continue
                if any(entry.source == "name" for entry in self.table.named(word)):
                    return True
        return False

    def _capital_tells_neighbours(self) -> bool:
        """Whether a capital beside a name makes them one name: not in titles and among capitals."""
        return self.sentence >= 0 and not self.shouted

    def _capital_tells(self, first: int) -> bool:
        opening = first == 0 or not self.tokens[first - 1].is_word
        return not (opening or self.sentence == TITLE or self.shouted)

    def _quietly(self, found: _Found) -> bool:
        """Whether a name in lower case counts, in a text that writes no capitals at all."""
        if not self.quiet or len(found.written) < _SHORTEST_LOWER or is_common(found.written):
            return False
        return any(entry.source != "district" for entry in found.entries)


def scan(text: str, sentence: int, table: RegionTable, quiet: bool = False) -> Iterator[Mention]:
    """The mentions of one sentence (or of the title, or the dateline), left to right, longest name first.

    `quiet` says that the writer uses no capitals, so that names in lower case count where they can.
    """
    return _Scanner(text, sentence, table, quiet).mentions()


def writes_no_capitals(document: Document) -> bool:
    """Whether most sentences begin in lower case, as in citizens' messages."""
    openings = [sentence.text[0] for sentence in document.sentences if sentence.text[0].isalpha()]
    return sum(letter.islower() for letter in openings) * 2 > len(openings)


def find_mentions(document: Document, table: RegionTable) -> list[Mention]:
    """All mentions: title, dateline, body, in this order."""
    quiet = writes_no_capitals(document)
    filed = list(scan(document.dateline.title(), DATELINE, table)) if document.dateline else []
    body = [m for text, index in _readable(document) for m in scan(text, index, table, quiet)]
    title = [_as_in_body(mention, body) for mention in scan(document.title, TITLE, table, quiet)]
    speakers = _speakers(document)
    return [mention for mention in [*title, *filed, *body] if not _is_speaker(mention, speakers)]


def _speakers(document: Document) -> set[str]:
    texts = (text for text, _ in _readable(document))
    return {(one or other).lower() for text in texts for one, other in _SPEAKER.findall(text)}


def _is_speaker(mention: Mention, speakers: set[str]) -> bool:
    """Whether the name is a district's or a town's and the text lets somebody of that name speak."""
    bare = not mention.cue and all(entry.source not in {"name", "abbreviation"} for entry in mention.entries)
    return bare and mention.key in speakers


def _readable(document: Document) -> Iterator[tuple[str, int]]:
    """The sentences with their indices, as far as the text is read."""
    left = READ_AT_MOST
    for sentence in document.sentences:
        if left <= 0:
            return
        yield sentence.text[:left], sentence.index
        left -= len(sentence.text)


def _as_in_body(mention: Mention, body: list[Mention]) -> Mention:
    """A name in the title that the body knows only as part of another name ("Bambang Pacitan") is one too."""
    same = [other for other in body if other.key == mention.key]
    inside = bool(same) and not mention.cue and all(other.inside_name for other in same)
    return replace(mention, inside_name=True) if inside else mention

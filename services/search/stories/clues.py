"""Clues that tell one event from its look-alikes: the days, places, figures and people an article names."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from typing import Any

from services.search.stories.words import background_shares, word_hashes
from shared.contracts.article import Article
from shared.contracts.enrichment import Enrichment, Person
from shared.regions import load_regions, load_villages

# An event stands in the first screens; what follows after so many characters is a list or an archive.
READ_AT_MOST = 20_000
# Days further away from the publication are history or plans, and no clue to what happened.
HORIZON = timedelta(days=60)
# Share of local news texts; those of words.py list what more of them use.
RARE = 0.01

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("januari", "jan"),
            ("februari", "feb", "pebruari"),
            ("maret", "mar"),
            ("april", "apr"),
            ("mei",),
            ("juni", "jun"),
            ("juli", "jul"),
            ("agustus", "agu", "agt", "ags"),
            ("september", "sep", "sept"),
            ("oktober", "okt"),
            ("november", "nov", "nopember"),
            ("desember", "des"),
        ),
        start=1,
    )
    for name in names
}
_WEEKDAYS = {"senin": 0, "selasa": 1, "rabu": 2, "kamis": 3, "jumat": 4, "sabtu": 5, "minggu": 6, "ahad": 6}
_WEEKDAY = r"(?:Senin|Selasa|Rabu|Kamis|Jum['’]?at|Sabtu|Minggu|Ahad)"
# "(14/7/2026)", "(14/7)", "Selasa, 14-7-2026": day before month, as everybody writes it here.
_NUMERIC = re.compile(
    rf"(?:\(|{_WEEKDAY},? ?\(?)(?P<day>\d{{1,2}})[/-](?P<month>\d{{1,2}})(?:[/-](?P<year>\d{{4}}|\d{{2}}))?\b"
)
_WRITTEN = re.compile(
    r"\b(?P<day>\d{1,2}) (?P<month>" + "|".join(_MONTHS) + r")\b\.?(?: (?P<year>20\d{2}))?", re.IGNORECASE
)
# A weekday without a date behind it: the last one before the publication.
_BARE_WEEKDAY = re.compile(rf"\b(?P<name>{_WEEKDAY})\b(?!,? ?\(?\d)")

_NAME = r"[A-Z][\w'’-]*(?: (?:[A-Z][\w'’-]*|[IVX]+|\d{1,2})\b){0,2}"
_LISTED = rf"(?P<names>{_NAME}(?:, {_NAME})*(?:,? (?:dan|serta) {_NAME})?)"
_PLACE = re.compile(
    r"\b(?:Desa|Kelurahan|Kel\.|Kampung|Dusun|Nagari|Gampong|Pekon|Negeri|Lembang|Tiyuh|Jorong|Kalurahan|"
    rf"Kecamatan|Kec\.|Distrik|Kapanewon|Kemantren) {_LISTED}"
)
_NEXT_NAME = re.compile(r",? (?:dan|serta) |, ")
_KIND_OF_PLACE = re.compile(
    r"^(?:Desa|Kelurahan|Kampung|Dusun|Kecamatan|Distrik|Kabupaten|Kota|Provinsi|Adat|Wisata) "
    r"| (?:Kecamatan|Kabupaten|Kota|Provinsi)\b.*"
)
_CAPITALISED = re.compile(r"[A-Z][\w'’-]+")
# The headline and so many characters of the body say what an article is about; later places are asides.
LEAD = 450

_SCALES = {"ribu": 3, "rb": 3, "juta": 6, "jt": 6, "miliar": 9, "milyar": 9, "triliun": 12}
# "Rp3,2 miliar", "1.250", "61", "12,5 persen"; neither clock times nor parts of a date or a longer number.
_FIGURE = re.compile(
    r"(?<![\d.,/:-])(?:Rp\.? ?)?(?P<number>\d{1,3}(?:\.\d{3})+|\d+)(?:,(?P<decimals>\d{1,3}))?(?![\d/:])"
    r"(?!\.\d)(?: (?P<scale>ribu|rb|juta|jt|miliar|milyar|triliun)\b)?"
)
_MONTH_FOLLOWS = re.compile(r" (?:" + "|".join(_MONTHS) + r")\b", re.IGNORECASE)
_WORDS = re.compile(r"[A-Za-z'’]{3,}")
_NAME_INSIDE = re.compile(r"(?<=[a-z,;:)”\"] )[A-Z][a-z'’]{3,}\b")
# In every text of the region, whatever it tells.
_HEADS = re.compile(
    r"\b(?:bupati|wal[iy] ?kota|gubernur|presiden|menteri|sekda|sekretaris daerah)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Clues:
    """What an article names. An empty set says nothing: most articles name only some of it.

    `days`: proleptic ordinals (date.toordinal) in local time; `main_days`: those of headline and lead.
    `places`: districts, villages and hamlets, lower case; `main_places`: those of headline and lead.
    `figures`: numbers in full, "412000000", "3.2". `people`: CRC-32 of the parts of the names of those who
    are no heads of the region. `names`: CRC-32 of rare capitalised words.
    `mentioned`: codes of all regions named; `topics`: what it is about.
    """

    days: frozenset[int] = frozenset()
    main_days: frozenset[int] = frozenset()
    places: frozenset[str] = frozenset()
    main_places: frozenset[str] = frozenset()
    figures: frozenset[str] = frozenset()
    people: frozenset[int] = frozenset()
    names: frozenset[int] = frozenset()
    mentioned: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()

    def as_json(self) -> dict[str, Any]:
        """JSON-ready, lists in order."""
        return {field.name: sorted(getattr(self, field.name)) for field in fields(self)}

    @classmethod
    def from_json(cls, stored: dict[str, Any] | None) -> Clues:
        """What as_json made; no clues of an article that was kept before there were any."""
        return cls(**{name: frozenset(values) for name, values in (stored or {}).items()})


def clues_of(article: Article, enrichment: Enrichment) -> Clues:
    """The clues of an article that was read."""
    text = f"{article.title}\n{article.text}"[:READ_AT_MOST]
    lead = text[: len(article.title) + LEAD]
    regions = frozenset(region.code for region in enrichment.regions)
    return Clues(
        days=frozenset(day.toordinal() for day in days_named(text, article.published_at)),
        main_days=frozenset(day.toordinal() for day in days_named(lead, article.published_at)),
        places=frozenset(places_named(text, regions)),
        main_places=frozenset(places_named(lead, regions)),
        figures=frozenset(_figures(text)),
        people=frozenset(_people(enrichment.people)),
        names=frozenset(_rare(_NAME_INSIDE.findall(text))),
        mentioned=regions,
        topics=frozenset(topic.id for topic in enrichment.topics),
    )


def days_named(text: str, published: datetime) -> set[date]:
    """The days within HORIZON of the publication that a text names by date or by weekday."""
    today = published.date()
    found: set[date] = set()
    for match in (*_NUMERIC.finditer(text), *_WRITTEN.finditer(text)):
        month = _MONTHS.get(match["month"].lower()) or int(match["month"])
        day = _nearest(int(match["day"]), month, match["year"], today)
        if day is not None and abs(day - today) <= HORIZON:
            found.add(day)
    for match in _BARE_WEEKDAY.finditer(text):
        weekday = _WEEKDAYS[match["name"].lower().replace("'", "").replace("’", "")]
        found.add(today - timedelta(days=(today.weekday() - weekday) % 7))
    return found


def _nearest(day: int, month: int, year: str | None, today: date) -> date | None:
    """The date; without a year, that of the year in which it lies nearest to today. None for no date."""
    years = [today.year - 1, today.year, today.year + 1] if year is None else [int(year) % 100 + 2000]
    candidates = []
    for each in years:
        try:
            candidates.append(date(each, month, day))
        except ValueError:
            continue
    return min(candidates, key=lambda each: abs(each - today), default=None)


def places_named(text: str, regions: frozenset[str]) -> set[str]:
    """Districts, villages and hamlets: what is called one, and the known ones of the article's regions."""
    found = set()
    for match in _PLACE.finditer(text):
        for name in _NEXT_NAME.split(match["names"]):
            bare = _KIND_OF_PLACE.sub("", name).strip()
            if bare:
                found.add(bare.lower())
    return found | set(_known_places(text, regions))


def _known_places(text: str, regions: frozenset[str]) -> Iterator[str]:
    table, villages = load_regions(), load_villages()
    words = list(_CAPITALISED.finditer(text))
    k = 0
    while k < len(words):
        length = 1
        for n in (3, 2, 1):
            run = words[k : k + n]
            if len(run) < n or run[-1].end() - run[0].start() != sum(len(w[0]) for w in run) + n - 1:
                continue
            name = text[run[0].start() : run[-1].end()]
            if n == 1 and next(_rare([name]), None) is None:
                continue
            entries = table.named(name)
            if any(entry.source in ("name", "seat") for entry in entries):
                break
            codes = [entry.code for entry in entries if entry.source == "district"]
            codes += villages.named(name) or ()
            if any_within(regions, frozenset(codes)):
                yield name.lower()
                length = n
                break
        k += length


def _rare(words: Iterable[str]) -> Iterator[int]:
    """CRC-32 of the words that hardly any local news text uses, names of regions left out."""
    hashes = word_hashes("", " ".join(words))
    yield from hashes[background_shares(hashes) <= RARE].tolist()


def _figures(text: str) -> Iterator[str]:
    """Numbers of two digits and more, years and days of the month left out."""
    for match in _FIGURE.finditer(text):
        scale, decimals = match["scale"], match["decimals"]
        number = match["number"].replace(".", "").lstrip("0")
        bare = scale is None and decimals is None and "." not in match["number"]
        if bare and (len(number) == 4 and number[:2] in ("19", "20")):
            continue
        if bare and len(number) <= 2 and _MONTH_FOLLOWS.match(text, match.end()):
            continue
        if scale is not None:
            zeros = _SCALES[scale]
            digits = (decimals or "")[:zeros]
            number = (number + digits.ljust(zeros, "0")).lstrip("0")
        elif decimals is not None:
            number = f"{number or '0'}.{decimals}"
        if len(number) >= 2:
            yield number


def _people(people: Iterable[Person]) -> Iterator[int]:
    for person in people:
        if person.role is None or not _HEADS.search(person.role):
            for part in _WORDS.findall(person.name):
                yield zlib.crc32(part.lower().encode())


def any_within(some: frozenset[str], others: frozenset[str]) -> bool:
    """Whether a region of one set is, contains or lies within a region of the other."""
    return any(
        mine == theirs or mine.startswith(f"{theirs}.") or theirs.startswith(f"{mine}.")
        for mine in some
        for theirs in others
    )

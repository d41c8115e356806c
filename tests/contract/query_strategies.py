"""Generated articles and queries, from a vocabulary that provokes collisions: inflections, stop words, names of
regions, short forms, figures with points, hyphens, apostrophes, signs, few people, few sources.

A query is generated as a tree of its own kind and written down by `written`, so that the parser is tested too.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import combinations, permutations
from typing import TypeAlias

from hypothesis import strategies as st

from services.search.index.analysis import words as cut
from services.search.index.document import Document
from shared.contracts.enrichment import Person
from tests.contract.index_documents import SEEN, SOURCES, document

WORDS = (
    "banjir", "kebanjiran", "membangun", "Pembangunan", "dibangun", "bangunan", "jalan", "jalanan", "berjalan",
    "air", "airnya", "bersih", "kebersihan", "kebakaran", "terbakar", "bakar",
    "di", "yang", "dan", "untuk",
    "Kutim", "Kutai", "Timur", "kaltim", "Kalimantan", "Mura", "Musi", "Rawas", "Murung", "Raya", "jogja", "DIY",
    "Yogyakarta", "anak", "anak-anak", "undang-undang", "covid-19", "covid", "19", "jum'at", "Jum’at", "e-KTP",
    "5.000", "Rp1.500,50", "64.08", "warga@contoh.example", "https://kaltim.go.id/a?b=7", "kafé", "KAFE", "A/B",
    "Dinas PUPR", "PUPR", "pekerjaan umum dan penataan ruang", "umum", "ruang",
    "satpol", "PP", "Satuan Polisi Pamong Praja", "satuan polisi",
)  # fmt: skip
# Between words, where no word is: none of them may join or divide words.
_SIGNS = (" ", " ", " ", " ", ", ", ". ", "\n\n", " – ", " (", "; ", " 😢 ", " & ", '" ')
PREFIXES = (
    "ban",
    "bang",
    "kebakar",
    "jal",
    "air",
    "yan",
    "Kut",
    "covid",
    "jum'a",
    "5.0",
    "rp1.5",
    "kaltim.go",
    "kaf",
)
PEOPLE = ("Siti Aminah", "Rahmat Wijaya", "Siti Wijaya Aminah", "Jum'at Pratama")
REGIONS = ("64", "64.08", "64.72", "19.71")
TONES = ("positif", "netral", "negatif")
TOPICS = ("bencana", "kesehatan", "infrastruktur")
KINDS = ("berita", "rilis", "aspirasi", "sosial")


@dataclass(frozen=True)
class Plain:
    """A word as it is typed; it may be several words to the analysis."""

    text: str
    title: bool


@dataclass(frozen=True)
class Exactly:
    """Words in quotes."""

    words: tuple[str, ...]
    title: bool


@dataclass(frozen=True)
class Beginning:
    """Letters with a star."""

    letters: str
    title: bool


@dataclass(frozen=True)
class Close:
    """Words in quotes with a tilde and a number."""

    words: tuple[str, ...]
    distance: int
    title: bool


@dataclass(frozen=True)
class Field:
    """A field that has one of these values."""

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Without:
    """A minus."""

    query: Query


@dataclass(frozen=True)
class All:
    """Queries side by side; `spelled` writes AND between them."""

    queries: tuple[Query, ...]
    spelled: bool = False


@dataclass(frozen=True)
class Any:
    """Queries with OR between them."""

    queries: tuple[Query, ...]


Query: TypeAlias = "Plain | Exactly | Beginning | Close | Field | Without | All | Any"


def written(query: Query) -> str:
    """The query in the query language."""
    match query:
        case Plain(text, title):
            return f"title:{text}" if title else text
        case Exactly(words, title):
            return f'{"title:" if title else ""}"{" ".join(words)}"'
        case Beginning(letters, title):
            return f"{'title:' if title else ''}{letters}*"
        case Close(words, distance, title):
            return f'{"title:" if title else ""}"{" ".join(words)}"~{distance}'
        case Field(name, (value,)):
            return f'{name}:"{value}"' if " " in value else f"{name}:{value}"
        case Field(name, values):
            quoted = [f'"{value}"' for value in values]
            return f"{name}:({' OR '.join(quoted)})"
        case Without(inner):
            return f"-({written(inner)})" if isinstance(inner, All | Any | Without) else f"-{written(inner)}"
        case All(queries, spelled):
            parts = [
                f"({written(part)})" if isinstance(part, All | Any) else written(part) for part in queries
            ]
            return (" AND " if spelled else " ").join(parts)
        case Any(queries):
            return " OR ".join(
                f"({written(part)})" if isinstance(part, Any) else written(part) for part in queries
            )


def _some(values: Sequence[str], least: int) -> st.SearchStrategy[tuple[str, ...]]:
    """Up to two of the values."""
    return st.sampled_from([some for size in range(least, 3) for some in combinations(values, size)])


@dataclass(frozen=True)
class Case:
    """Articles, queries about their words, and since when an article must have been seen, if that matters."""

    documents: list[Document]
    queries: list[Query]
    seen_from: datetime | None


_moments = st.integers(0, 3).map(lambda hours: SEEN + timedelta(hours=hours))


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Five to nine articles and a dozen queries or more; those of every case have the same ids, until `renamed`."""
    count = draw(st.integers(5, 9))
    proses = [draw(_words(least, most)) for _ in range(count) for least, most in ((1, 5), (1, 14))]
    texts = [_with_signs(words, draw(st.integers(0, 1000))) for words in proses]
    documents = [
        document(
            f"artikel-{number}",
            texts[2 * number],
            texts[2 * number + 1],
            (datetime(2026, 11, 1, tzinfo=UTC) + timedelta(hours=draw(st.integers(0, 5)))).isoformat(),
            source=draw(st.sampled_from(sorted(SOURCES))),
            about=draw(_some(REGIONS, 0)),
            mentions=draw(_some(REGIONS, 0)),
            tone=draw(st.sampled_from((*TONES, None))),
            topics=draw(_some(TOPICS, 0)),
            people=[Person(name=name) for name in draw(_some(PEOPLE, 0))],
            lang=draw(st.sampled_from(("id", "en"))),
            kind=draw(st.sampled_from(KINDS)),
            seen=draw(_moments),
        )
        for number in range(count)
    ]
    queries = draw(st.lists(_queries(proses), min_size=12, max_size=20))
    return Case(documents, queries, draw(st.none() | _moments))


def _words(least: int, most: int) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(WORDS), min_size=least, max_size=most)


def _with_signs(words: Sequence[str], turn: int) -> str:
    """The words with signs between them; `turn` says which."""
    signs = [_SIGNS[(turn + 7 * number) % len(_SIGNS)] for number in range(len(words))]
    return "".join(word + sign for word, sign in zip(words, signs, strict=True)).strip()


def renamed(documents: Sequence[Document], number: int) -> list[Document]:
    """The articles under ids of their own, so that one index may hold those of many examples."""
    return [
        replace(one, article=one.article.model_copy(update={"id": _id(number, one.article.id)}))
        for one in documents
    ]


def _id(number: int, article_id: str) -> str:
    return hashlib.sha256(f"{number} {article_id}".encode()).hexdigest()[:32]


_NAMES = ("siti", "Siti Aminah", "wijaya aminah", "Rahmat Wijaya", "jum'at", "aminah siti")
_fields = st.one_of(
    st.builds(Field, st.just("tone"), _some(TONES, 1)),
    st.builds(Field, st.just("topic"), _some(TOPICS, 1)),
    st.builds(Field, st.just("source"), _some(sorted(SOURCES), 1)),
    st.builds(Field, st.just("region"), _some((*REGIONS, "ID", "99"), 1)),
    st.builds(Field, st.just("lang"), _some(("id", "en", "jv"), 1)),
    st.builds(Field, st.just("kind"), _some(KINDS, 1)),
    st.builds(Field, st.just("person"), _some(_NAMES, 1)),
)
_title = st.sampled_from((False, False, False, True))
_typed = [word for word in WORDS if " " not in word]
_PICKED = [picked for size in (2, 2, 3, 4) for picked in permutations(range(6), size)]


def _has_own_words(words: Sequence[str]) -> bool:
    """Whether no word stands in two places, but for repetitions like "anak-anak"."""
    units = " ".join(words).split()
    found = [word for unit in units for word in dict.fromkeys(cut(unit))]
    return len(found) == len(set(found)) and len(units) > 1


def _close(window: Sequence[str], places: Sequence[int], more: int, title: bool) -> Close:
    """Words of a window as near as they are there, or a word more or less."""
    picked = [place for place in places if place < len(window)]
    between = window[min(picked, default=0) : max(picked, default=0) + 1]
    others = len(cut(" ".join(between))) - len(cut(" ".join(window[place] for place in picked)))
    return Close(tuple(window[place] for place in picked), max(0, others + more), title)


def _leaves(proses: Sequence[Sequence[str]]) -> st.SearchStrategy[Query]:
    """Single conditions; phrases and words near each other are taken from the articles, so that some are found."""
    places = [(prose, start) for prose in proses for start in range(len(prose))]
    runs = [tuple(prose[start : start + size]) for prose, start in places for size in (1, 2, 2, 3, 4)]
    windows = [prose[start : start + 6] for prose, start in places]
    # Words with another one left out between them are no phrase.
    runs += [(prose[start], prose[start + 2]) for prose, start in places if start + 2 < len(prose)]
    close = st.builds(_close, st.sampled_from(windows), st.sampled_from(_PICKED), st.integers(-1, 1), _title)
    return st.one_of(
        st.builds(Plain, st.sampled_from(_typed), _title),
        st.builds(Plain, st.sampled_from(_typed), st.just(False)),
        st.builds(Exactly, st.sampled_from(runs), _title),
        st.builds(Exactly, st.permutations(["di", "jalan"]).map(tuple), _title),
        st.builds(Beginning, st.sampled_from(PREFIXES), _title),
        close.filter(lambda query: _has_own_words(query.words)),
        close.filter(lambda query: _has_own_words(query.words)),
        _fields,
    )


def _grown(inner: st.SearchStrategy[Query]) -> st.SearchStrategy[Query]:
    several = st.lists(inner, min_size=2, max_size=4).map(tuple)
    return st.one_of(
        st.builds(All, several, st.booleans()),
        st.builds(All, several, st.booleans()),
        st.builds(Any, several),
        st.builds(Without, inner),
    )


_SPELLED = (
    "Kutai Timur", "Musi Rawas", "Murung Raya", "Kalimantan Timur", "yang di",
    "Satpol PP", "satuan polisi pamong praja", "Pekerjaan Umum dan Penataan Ruang",
)  # fmt: skip


def _queries(proses: Sequence[Sequence[str]]) -> st.SearchStrategy[Query]:
    """Queries of any shape, names of regions and short forms spelled in full among them."""
    names = st.sampled_from(_SPELLED).map(
        lambda name: All(tuple(Plain(word, title=False) for word in name.split()))
    )
    leaves = _leaves(proses)
    return leaves | st.recursive(leaves | names, _grown, max_leaves=6)

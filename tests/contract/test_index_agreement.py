"""The same questions to both adapters at once: their answers are equal, and so is their analysis of text."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.search.index.analysis import STOP_WORDS, stems, words
from services.search.index.open import open_index
from services.search.index.port import ArticleIndex
from services.search.query.errors import QuerySyntaxError
from shared.contracts.query import ArticleSearch, FacetQuery, StorySearch, TimelineQuery
from tests.contract.index_documents import DOCUMENTS
from tests.contract.index_world import filter_
from tests.contract.test_index_search import FILTERS, QUERIES

_SCOPES = (["ID"], ["64"], ["64.08"], ["64.72", "19"])

_PROSE = """
Bupati Kutai Timur, H. Rahmat Wijaya, S.Sos., M.Si., meninjau perbaikan jalan di Kec. Sangatta Utara, Jum’at (6/11/2026)
pukul 09.30 WITA. “Anggarannya Rp1.500.000.000,50 – atau 12,5% dari APBD-P,” katanya; e-KTP dan covid-19 dibahas pula.
Perekonomian, keberlanjutan, mempertanggungjawabkan, dinas-dinas, anak2, ke-3, naïve café, https://kaltim.go.id/berita?id=7,
warga@contoh.example, #banjir @dinas, 64.08, foo_bar, U.S.A., 3,4;5 a:b 12:30 d'Art l’eau 1.x x.1 ½ ² ß Æsop ﬁrma.
Jum‘at 😢banjir💧 𝗕𝗔𝗡𝗝𝗜𝗥 pem­bangunan kafé ﷺ 中文 ™ ‼ x‍y ®kota Ⅷ 10² İstanbul ŉ … 🇮🇩.
Memperbaiki penyelenggaraan ketenagakerjaan; kebijakannya dipertanyakan: "sudahkah?" Pj. Wali Kota Pangkalpinang…
"""


@pytest.fixture
async def both(tmp_path: Path, require_index: str) -> AsyncIterator[tuple[ArticleIndex, ArticleIndex]]:
    """Both indices with the documents."""
    pair = (open_index(f"sqlite:///{tmp_path / 'index.db'}"), open_index(require_index))
    for index in pair:
        await index.prepare()
        await index.put(DOCUMENTS)
        await index.refresh()
    yield pair
    for index in pair:
        await index.close()


def _filters() -> list[dict[str, Any]]:
    return [{"q": query} for query, _ in QUERIES] + [fields for fields, _ in FILTERS]


async def test_pages_are_equal_down_to_highlights_and_cursors(
    both: tuple[ArticleIndex, ArticleIndex],
) -> None:
    for scope in _SCOPES:
        for fields in _filters():
            # The order by first sight has no more to do with the scope than that by publication.
            for sort in ("published", "seen") if scope == ["ID"] else ("published",):
                request = ArticleSearch.model_validate(
                    {"filter": filter_(scope, **fields), "sort": sort, "limit": 7}
                )
                one, other = [await index.search(request) for index in both]
                assert one == other, (scope, fields, sort)


# Whatever is typed or pasted: syntax in pieces, words of the articles, signs of every kind.
_TYPED = st.lists(
    st.sampled_from(
        ['"', "(", ")", "-", "*", "~3", " OR ", " AND ", "title:", "tone:", "person:", " ", "banj", "di"]
    )
    | st.sampled_from(
        ["jembatan", "Sangatta", "kutim", "jum'at", "5.000", "undang-undang", "😢", "\u00ad", "\ue010"]
    )
    | st.text(max_size=3),
    max_size=12,
).map("".join)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_TYPED, st.sampled_from(["published", "relevance"]))
async def test_whatever_is_typed_is_answered_alike_or_refused(
    both: tuple[ArticleIndex, ArticleIndex], q: str, sort: str
) -> None:
    request = ArticleSearch.model_validate(
        {"filter": filter_(), "sort": sort, "limit": 100, "highlight": False}
    )
    request = request.model_copy(update={"filter": request.filter.model_copy(update={"q": q})})
    answers: list[set[str] | tuple[int | None, str]] = []
    for index in both:
        try:
            answers.append({item.article.id for item in (await index.search(request)).items})
        except QuerySyntaxError as problem:
            answers.append((problem.position, problem.message))
    assert answers[0] == answers[1]


async def test_relevance_finds_the_same_articles(both: tuple[ArticleIndex, ArticleIndex]) -> None:
    for query, _ in QUERIES:
        request = ArticleSearch(filter=filter_(q=query), sort="relevance", limit=100)
        one, other = [{item.article.id for item in (await index.search(request)).items} for index in both]
        assert one == other, query


async def test_full_articles_are_equal_but_for_the_last_digits_of_the_embedding(
    both: tuple[ArticleIndex, ArticleIndex],
) -> None:
    ids = [document.article.id for document in DOCUMENTS]
    ones, others = [await index.get(ids) for index in both]
    for one, other in zip(ones, others, strict=True):
        assert one.enrichment.embedding == pytest.approx(other.enrichment.embedding, abs=1e-6)
        bare = {"embedding": None}
        assert one.model_copy(
            update={"enrichment": one.enrichment.model_copy(update=bare)}
        ) == other.model_copy(update={"enrichment": other.enrichment.model_copy(update=bare)})


async def test_timelines_facets_and_stories_are_equal(both: tuple[ArticleIndex, ArticleIndex]) -> None:
    # Figures count what pages find; a part of the queries is enough.
    for fields in [*({"q": query} for query, _ in QUERIES[::5]), *(fields for fields, _ in FILTERS)]:
        wanted = filter_(["64"], **fields)
        for interval, timezone, split in (
            ("day", "Asia/Jakarta", "tone"),
            ("hour", "Asia/Jayapura", "topic"),
            ("week", "Asia/Makassar", "region"),
            ("month", "America/New_York", "source"),
            ("day", "Asia/Kathmandu", None),
        ):
            asked = {"filter": wanted, "interval": interval, "timezone": timezone, "split": split}
            one, other = [await index.timeline(TimelineQuery.model_validate(asked)) for index in both]
            assert one == other, (fields, asked)
        fields_asked = FacetQuery(
            filter=wanted, fields=["region", "source", "topic", "tone", "person", "org", "lang"]
        )
        first, second = [await index.facets(fields_asked) for index in both]
        assert first == second, fields
        some, same = [await index.stories(StorySearch(filter=wanted, limit=4)) for index in both]
        assert some == same, fields


async def test_both_read_text_alike(both: tuple[ArticleIndex, ArticleIndex], require_index: str) -> None:
    text = " ".join([_PROSE, *sorted(STOP_WORDS), *(item.article.text for item in DOCUMENTS)])
    found = words(text)
    assert await _analyzed(require_index, "gaung_exact", " ".join(found)) == found
    assert await _analyzed(require_index, "gaung_text", " ".join(found)) == stems(text)


async def _analyzed(address: str, analyzer: str, text: str) -> list[str]:
    """The tokens that Elasticsearch makes of a text."""
    parts = urlsplit(address)
    prefix = parse_qs(parts.query)["prefix"][0]
    async with httpx.AsyncClient(base_url=f"{parts.scheme}://{parts.netloc}") as client:
        found = (await client.get(f"/_alias/{prefix}")).raise_for_status().json()
        answer = await client.post(
            f"/{next(iter(found))}/_analyze", json={"analyzer": analyzer, "text": text}
        )
    return [token["token"] for token in answer.raise_for_status().json()["tokens"]]

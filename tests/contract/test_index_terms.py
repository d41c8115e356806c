"""Significant terms over both adapters: what sets a filter apart, phrases before their parts, no noise."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from services.search.index import significance
from services.search.index.document import Document
from services.search.index.open import open_index
from services.search.index.port import ArticleIndex
from shared.contracts.terms import SignificantTerms, TermsQuery
from tests.contract.index_documents import document
from tests.contract.index_world import empty, filter_, index_url

__all__ = ["empty", "index_url"]

# What local news is made of: subjects with their phrases, and words that stand everywhere.
_SUBJECTS = {
    "infrastruktur": ["jalan poros", "aspal", "jembatan gantung", "alat berat", "drainase"],
    "kesehatan": ["rumah sakit umum", "puskesmas", "ibu hamil", "imunisasi", "obat"],
    "pendidikan": ["ruang kelas", "guru honorer", "seragam", "kurikulum", "siswa"],
}
_EVERYWHERE = ["warga", "pemerintah", "kecamatan", "masyarakat", "anggaran"]


def _news(amount: int) -> list[Document]:
    dice = random.Random(64_08)
    topics = sorted(_SUBJECTS)
    written = []
    for n in range(amount):
        topic = topics[n % len(topics)]
        subjects = dice.sample(_SUBJECTS[topic], 2)
        common = dice.sample(_EVERYWHERE, 3)
        text = (
            f"Kata warga, {subjects[0]} itu penting. Pada Senin (2/11/2026) pukul 09.30 WITA {common[0]} dan "
            f"{common[1]} meninjau {subjects[0]}. Untuk {common[2]}, {subjects[1]} yang lama.\n\nEditor: R"
        )
        written.append(
            document(
                f"berita-{n}",
                f"Soal {subjects[0]} dan {subjects[1]}",
                text,
                f"2026-11-{n % 28 + 1:02}T09:00:00+08:00",
                about=["64.08"] if n % 2 else ["64.71"],
                topics=[topic],
            )
        )
    return written


@pytest.fixture
async def news(empty: ArticleIndex) -> ArticleIndex:
    """An index with 300 articles on three subjects."""
    await empty.put(_news(300))
    await empty.refresh()
    return empty


async def _terms(index: ArticleIndex, scope: tuple[str, ...] = ("ID",), **fields: Any) -> SignificantTerms:
    return await index.terms(TermsQuery(filter=filter_(scope, **fields), background=filter_(scope), size=100))


async def test_a_subject_is_told_by_its_own_phrases(news: ArticleIndex) -> None:
    found = await _terms(news, topics=["infrastruktur"])
    terms = [term.term for term in found.terms]
    assert set(terms) == {"jalan poros", "aspal", "jembatan gantung", "alat berat", "drainase"}
    assert (found.foreground.articles, found.background.articles) == (100, 300)
    assert (found.foreground.read, found.background.read) == (1, 1)
    for term in found.terms:
        assert term.count == term.background
        assert term.ratio is None, "no other subject uses it"
    assert [term.score for term in found.terms] == sorted((term.score for term in found.terms), reverse=True)


async def test_three_words_that_belong_together_stay_together(news: ArticleIndex) -> None:
    terms = {term.term for term in (await _terms(news, topics=["kesehatan"])).terms}
    assert "rumah sakit umum" in terms
    assert not {"rumah", "sakit", "umum", "rumah sakit", "sakit umum"} & terms


async def test_neither_stop_words_nor_figures_nor_reporting_nor_the_outlet_are_terms(
    empty: ArticleIndex,
) -> None:
    noisy = [
        document(
            f"derau-{n}",
            "Mahakam Pos: yang dan pada 2026",
            "Kata dia, hal itu. Mahakam Pos, mahakam-pos.example. Senin (2/11/2026) 12 x Q pukul 10.00 WITA "
            "ujarnya. Editor: Redaksi. Baca juga https://mahakam-pos.example/12 yang lain; banjir rob.",
            "2026-11-03T09:00:00+08:00",
            topics=["bencana"],
        )
        for n in range(40)
    ]
    await empty.put([*noisy, *_news(60)])
    await empty.refresh()
    found = await _terms(empty, topics=["bencana"])
    assert [term.term for term in found.terms] == ["banjir rob"]
    assert found.terms[0].count == 40


async def test_the_scope_bounds_the_background_as_well(news: ArticleIndex) -> None:
    found = await _terms(news, ("64.08",), topics=["pendidikan"])
    assert (found.foreground.articles, found.background.articles) == (50, 150)
    assert (await _terms(news, ("99",))).terms == []
    assert (await _terms(news, ("99",))).background.articles == 0


async def test_without_a_filter_nothing_is_significant(news: ArticleIndex) -> None:
    found = await _terms(news)
    assert found.terms == []
    assert found.foreground == found.background


async def test_folded_a_text_of_thirty_copies_is_one_voice(empty: ArticleIndex) -> None:
    wire = document(
        "kawat", "Pasar murah untuk kita", "Pasar murah.", "2026-11-03T09:00:00+08:00",
        topics=["ekonomi_umkm"],
    )  # fmt: skip
    copies = [
        document(
            f"kawat-{n}", "Pasar murah untuk kita", "Pasar murah.", "2026-11-03T10:00:00+08:00",
            topics=["ekonomi_umkm"], copy_of="kawat",
        )
        for n in range(30)
    ]  # fmt: skip
    await empty.put([wire, *copies, *_news(90)])
    await empty.refresh()
    counted = await _terms(empty, topics=["ekonomi_umkm"])
    assert [(term.term, term.count) for term in counted.terms] == [("pasar murah", 31)]
    both = filter_(topics=["ekonomi_umkm"], copies="fold"), filter_(copies="fold")
    folded = await empty.terms(TermsQuery(filter=both[0], background=both[1]))
    assert folded.terms == []
    assert (folded.foreground.articles, folded.background.articles) == (1, 91)


@pytest.fixture
async def both(tmp_path: Path, require_index: str) -> AsyncIterator[tuple[ArticleIndex, ArticleIndex]]:
    """Both indices with the same 300 articles."""
    pair = (open_index(f"sqlite:///{tmp_path / 'index.db'}"), open_index(require_index))
    for index in pair:
        await index.prepare()
        await index.put(_news(300))
        await index.refresh()
    yield pair
    for index in pair:
        await index.close()


async def test_both_adapters_answer_alike_whole_and_sampled(
    both: tuple[ArticleIndex, ArticleIndex], monkeypatch: pytest.MonkeyPatch
) -> None:
    questions: list[dict[str, Any]] = [
        {"topics": ["infrastruktur"]},
        {"regions": ["64.71"]},
        {"q": "aspal OR obat"},
        {"from_": "2026-11-20T00:00:00+08:00"},
        {"regions": ["99"]},
    ]
    for most_read in (10_000, 120):
        monkeypatch.setattr(significance, "MOST_READ", most_read)
        for fields in questions:
            one, other = [await _terms(index, **fields) for index in both]
            assert one == other, (most_read, fields)
        assert one.background.read == (1 if most_read == 10_000 else pytest.approx(0.4, abs=0.1))


async def test_a_sample_finds_what_the_whole_finds(
    news: ArticleIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(significance, "MOST_READ", 150)
    found = await _terms(news, topics=["infrastruktur"])
    assert found.foreground.read == 1
    assert found.background.read == pytest.approx(0.5, abs=0.1)
    assert {term.term for term in found.terms} == {
        "jalan poros",
        "aspal",
        "jembatan gantung",
        "alat berat",
        "drainase",
    }
    assert all(term.count <= term.background <= 300 for term in found.terms)

"""The modes over an embedded index: what each finds, in which order, and what it says when meaning is away."""

from __future__ import annotations

from typing import Any

import pytest

from services.search.index.document import Document
from services.search.index.port import ArticleIndex
from services.search.query.parser import MAX_DEPTH, MAX_LENGTH
from services.search.semantic import modes as modes_module
from services.search.semantic.errors import MeaningUnavailable, NoEmbedding, NothingMeant
from services.search.semantic.modes import Modes
from services.search.semantic.query_vectors import QueryVectors
from shared.contracts.query import ArticlePage, ArticleSearch, Filter, SimilarSearch
from tests.search_world import article_id, enriched
from tests.unit.services.search.semantic.language import Language

# name → title, meaning, region. "banjir" is written in two of them and meant in three.
ARTICLES = {
    "meluap": ("Sungai meluap ke rumah warga", "banjir", "64.08"),
    "banjir": ("Banjir merendam pasar", "banjir", "64.08"),
    "banjir-kota": ("Banjir di kota", "banjir", "64.71"),
    "diskon": ("Banjir diskon di pasar malam", "belanja", "64.08"),
    "guru": ("Guru baru di pulau", "sekolah", "64.08"),
}


@pytest.fixture
def language() -> Language:
    language = Language()
    language.meanings = {"luapan air": "banjir", "banjir": "banjir", "banjir pasar": "banjir"}
    return language


@pytest.fixture
async def modes(index: ArticleIndex, language: Language) -> Modes:
    documents = []
    for name, (title, about, region) in ARTICLES.items():
        event = enriched(name, title=title, text="Isi berita.", about=about, regions=[region])
        documents.append(Document(event.article, event.enrichment))
    await index.put(documents)
    return Modes(index, QueryVectors(language.clients()))


def asked(q: str | None, scope: str = "64", **fields: Any) -> ArticleSearch:
    own = {
        name: fields.pop(name) for name in ("limit", "after", "mode", "sort", "highlight") if name in fields
    }
    return ArticleSearch.model_validate({"filter": {"scope": [scope], "q": q, **fields}, **own})


NAMES = {article_id(name): name for name in ARTICLES}


def names(page: ArticlePage) -> list[str]:
    return [NAMES[item.article.id] for item in page.items]


async def test_meaning_finds_what_shares_no_word(modes: Modes) -> None:
    page = await modes.search(asked("luapan air", mode="semantic"))
    assert set(names(page)[:3]) == {"meluap", "banjir", "banjir-kota"}
    assert page.mode_used == "semantic"
    scores = [item.score for item in page.items]
    assert all(score is not None and score > 0 for score in scores)
    assert scores == sorted(scores, key=lambda score: -(score or 0))


async def test_the_filter_holds_inside(modes: Modes) -> None:
    assert set(names(await modes.search(asked("luapan air", mode="semantic", regions=["64.71"])))) == {
        "banjir-kota"
    }
    page = await modes.search(asked("luapan air -pasar", "64.08", mode="semantic"))
    assert names(page)[0] == "meluap"
    assert not {"banjir", "banjir-kota", "diskon"} & set(names(page))
    assert set(names(await modes.search(asked('luapan air "pasar malam"', mode="hybrid")))) <= {"diskon"}


_NESTED = "banjir " + "-(mudik OR " * MAX_DEPTH + "banjir" + ")" * MAX_DEPTH


@pytest.mark.parametrize("mode", ["semantic", "hybrid"])
@pytest.mark.parametrize(
    "q",
    [
        "banjir" + "".join(f" -lain-{number:015}" for number in range(49)) + " -diskon",
        "banjir" + " -dis" + " -diskon" * 91,
        _NESTED,
        f"banjir title:({' OR '.join(['Banjir', *(f'panjang{number:015}' for number in range(70))])})",
    ],
)
async def test_a_query_at_its_limits_is_answered_in_every_mode(modes: Modes, mode: str, q: str) -> None:
    assert len(q) <= MAX_LENGTH
    assert {*names(await modes.search(asked(q, mode="text")))} >= {"banjir"}
    assert "banjir" in names(await modes.search(asked(q, mode=mode)))


async def test_copies_are_folded_among_what_meets_the_conditions(modes: Modes, index: ArticleIndex) -> None:
    event = enriched("salinan", title="Banjir merendam toko", about="banjir", regions=["64.08"])
    NAMES[article_id("salinan")] = "salinan"
    await index.put([Document(event.article, event.enrichment, copy_of=article_id("banjir"))])
    for mode in ("text", "semantic", "hybrid"):
        every = names(await modes.search(asked("banjir", mode=mode, copies="fold")))
        assert "banjir" in every
        assert "salinan" not in every
        # Its original holds the word that is unwanted: the copy stands in.
        kept = names(await modes.search(asked("banjir -pasar", mode=mode, copies="fold")))
        assert "salinan" in kept
        assert "banjir" not in kept


async def test_both_rankings_count_in_hybrid(modes: Modes) -> None:
    page = await modes.search(asked("banjir pasar", mode="hybrid"))
    # Written and meant first, written alone and meant alone behind it.
    assert names(page)[0] == "banjir"
    assert {"meluap", "diskon"} <= set(names(page))
    assert page.mode_used == "hybrid"
    assert page.notice is None
    assert "title" in page.items[0].highlights


async def test_without_the_language_service_hybrid_says_that_it_went_by_words(
    modes: Modes, language: Language
) -> None:
    language.broken = 503
    page = await modes.search(asked("banjir pasar", mode="hybrid"))
    assert set(names(page)) == {"banjir", "diskon"}
    assert page.mode_used == "text"
    assert page.notice is not None
    assert "makna" in page.notice
    with pytest.raises(MeaningUnavailable):
        await modes.search(asked("banjir pasar", mode="semantic"))


async def test_a_walk_goes_on_when_the_language_service_leaves(modes: Modes, language: Language) -> None:
    first = await modes.search(asked("banjir pasar", mode="hybrid", limit=1))
    assert first.next is not None
    modes._vectors = QueryVectors(language.clients())  # a process that has not heard of the query
    language.broken = 503
    second = await modes.search(asked("banjir pasar", mode="hybrid", limit=1, after=first.next))
    assert names(second) == ["diskon"]


async def test_pages_hold_every_candidate_once(modes: Modes) -> None:
    whole = await modes.search(asked("banjir pasar", mode="hybrid", limit=100))
    given: list[str] = []
    after = None
    while True:
        page = await modes.search(asked("banjir pasar", mode="hybrid", limit=2, after=after))
        assert page.total == whole.total
        given += names(page)
        after = page.next
        if after is None:
            break
    assert given == names(whole)
    assert (whole.total.value, whole.total.relation) == (len(given), "eq")


async def test_a_full_window_is_at_least(modes: Modes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(modes_module, "WINDOW", 2)
    page = await modes.search(asked("luapan air", mode="semantic"))
    assert (page.total.value, page.total.relation, len(page.items)) == (2, "gte", 2)


async def test_what_is_chosen_without_a_mode(modes: Modes) -> None:
    assert (await modes.search(asked("banjir", sort="relevance"))).mode_used == "hybrid"
    for request in (asked("banjir"), asked(None, sort="relevance"), asked("tone:negatif", sort="relevance")):
        page = await modes.search(request)
        assert page.mode_used == "text"
        assert all(item.score is None for item in page.items)
    assert set(names(await modes.search(asked("banjir", mode="text", sort="relevance")))) == {
        "banjir",
        "banjir-kota",
        "diskon",
    }


@pytest.mark.parametrize("mode", ["semantic", "hybrid"])
@pytest.mark.parametrize("q", [None, "region:64.08", "-pasar"])
async def test_without_words_nothing_is_meant(modes: Modes, mode: str, q: str | None) -> None:
    with pytest.raises(NothingMeant) as raised:
        await modes.search(asked(q, mode=mode))
    assert raised.value.name == "q"


async def test_similar_leaves_itself_out_and_obeys_the_filter(modes: Modes) -> None:
    request = SimilarSearch(id=article_id("banjir"), filter=Filter(scope=["64"]))
    page = await modes.similar(request)
    assert page is not None
    assert set(names(page)[:2]) == {"meluap", "banjir-kota"}
    assert "banjir" not in names(page)
    narrow = request.model_copy(update={"filter": Filter(scope=["64"], q="kota")})
    page = await modes.similar(narrow)
    assert page is not None
    assert names(page) == ["banjir-kota"]
    hidden = request.model_copy(update={"filter": Filter(scope=["19"])})
    assert await modes.similar(hidden) is None


async def test_similar_without_copies(modes: Modes, index: ArticleIndex) -> None:
    first = article_id("banjir")
    for name in ("salinan-1", "salinan-2"):
        event = enriched(name, title="Banjir merendam pasar", about="banjir")
        NAMES[article_id(name)] = name
        await index.put([Document(event.article, event.enrichment, copy_of=first)])
    folded = Filter(scope=["64"], copies="fold")
    for subject in ("banjir", "salinan-1"):
        page = await modes.similar(SimilarSearch(id=article_id(subject), filter=folded))
        assert page is not None
        assert not {"banjir", "salinan-1", "salinan-2"} & set(names(page)), subject
        assert "meluap" in names(page)
    page = await modes.similar(SimilarSearch(id=first, filter=Filter(scope=["64"])))
    assert page is not None
    assert {"salinan-1", "salinan-2"} <= set(names(page))


async def test_an_article_without_embedding_has_no_likes(modes: Modes, index: ArticleIndex) -> None:
    event = enriched("bisu")
    bare = event.enrichment.model_copy(update={"embedding": None})
    await index.put([Document(event.article, bare)])
    with pytest.raises(NoEmbedding):
        await modes.similar(SimilarSearch(id=article_id("bisu"), filter=Filter(scope=["64"])))
    assert "bisu" not in names(await modes.search(asked("luapan air", mode="semantic")))

"""Vectors of queries: asked for once, kept under text and model, and never made up."""

from __future__ import annotations

from typing import Any

import pytest

from services.search.semantic import query_vectors
from services.search.semantic.errors import MeaningUnavailable
from services.search.semantic.query_vectors import QueryVectors
from shared.runtime.clients import Clients
from shared.runtime.settings import Settings
from tests.search_world import vector
from tests.unit.services.search.semantic.language import Language


async def test_a_query_is_asked_for_once_however_it_is_spaced() -> None:
    language = Language()
    vectors = QueryVectors(language.clients())
    first = await vectors.vector_of("jalan rusak")
    assert first == pytest.approx(vector("jalan rusak"))
    assert await vectors.vector_of("  jalan \n rusak ") == first
    assert await vectors.vector_of("cafe\u0301") == await vectors.vector_of("caf\u00e9")
    assert language.asked == ["jalan rusak", "caf\u00e9"]


async def test_what_another_model_made_is_forgotten() -> None:
    language = Language()
    vectors = QueryVectors(language.clients())
    await vectors.vector_of("banjir")
    language.model = "test-2"
    await vectors.vector_of("longsor")
    await vectors.vector_of("banjir")
    assert language.asked == ["banjir", "longsor", "banjir"]


async def test_a_vector_is_kept_for_ten_minutes() -> None:
    language, now = Language(), 0.0
    vectors = QueryVectors(language.clients(), clock=lambda: now)
    await vectors.vector_of("banjir")
    now = 599.0
    await vectors.vector_of("banjir")
    assert len(language.asked) == 1
    now = 601.0
    await vectors.vector_of("banjir")
    assert len(language.asked) == 2


async def test_the_one_that_was_not_used_longest_goes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(query_vectors, "_MOST", 2)
    language = Language()
    vectors = QueryVectors(language.clients())
    for text in ("a", "b", "a", "c", "a", "b"):
        await vectors.vector_of(text)
    assert language.asked == ["a", "b", "c", "b"]


@pytest.mark.parametrize(
    "answer",
    [
        {"embeddings": [[1.0, 2.0]], "model": "m"},
        {"embeddings": [[0.0] * 384], "model": "m"},
        {"embeddings": [], "model": "m"},
        {"vectors": []},
    ],
)
async def test_what_is_no_vector_is_no_answer(answer: Any) -> None:
    language = Language()
    language.answer = answer
    with pytest.raises(MeaningUnavailable):
        await QueryVectors(language.clients()).vector_of("banjir")


async def test_a_failure_is_not_kept() -> None:
    language = Language()
    language.broken = 503
    vectors = QueryVectors(language.clients())
    with pytest.raises(MeaningUnavailable):
        await vectors.vector_of("banjir")
    language.broken = None
    assert await vectors.vector_of("banjir") == pytest.approx(vector("banjir"))


async def test_nobody_waits_for_a_service_that_hangs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(query_vectors, "_PATIENCE_SECONDS", 0.05)
    language = Language()
    language.delay = 30.0
    with pytest.raises(MeaningUnavailable):
        await QueryVectors(language.clients()).vector_of("banjir")


async def test_a_service_that_is_not_there() -> None:
    clients = Clients(Settings(internal_token="t", nlp_url="http://127.0.0.1:9"))
    with pytest.raises(MeaningUnavailable):
        await QueryVectors(clients).vector_of("banjir")
    await clients.close()

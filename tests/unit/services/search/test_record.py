"""What is kept of an article is enough to write its document again."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from services.search.record import document_of, row_of
from tests.search_world import enriched


def test_a_document_comes_back_from_its_row() -> None:
    event = enriched("https://a.example/1")
    row = SimpleNamespace(**row_of(event), story_id="s1", copy_of="x", story_seq=7)
    document = document_of(row, ())  # type: ignore[arg-type]  # has the attributes of the row
    assert document.article == event.article
    assert document.story_id == "s1"
    assert document.copy_of == "x"
    without = {"embedding": None}
    assert document.enrichment.model_copy(update=without) == event.enrichment.model_copy(update=without)
    cosine = np.dot(document.enrichment.embedding or [], event.enrichment.embedding or [])
    assert cosine == pytest.approx(1, abs=1e-3)


def test_failed_stages_leave_nothing_behind() -> None:
    event = enriched("https://a.example/1")
    failed = event.model_copy(
        update={"enrichment": event.enrichment.model_copy(update={"embedding": None, "minhash": None})}
    )
    row = SimpleNamespace(**row_of(failed), story_id=None, copy_of=None, story_seq=None)
    assert row.embedding is None
    document = document_of(row, ())  # type: ignore[arg-type]  # has the attributes of the row
    assert document.enrichment == failed.enrichment


def test_only_regions_it_is_about_take_part_in_stories() -> None:
    event = enriched("https://a.example/1", regions=["64.08", "64.09"])
    first, second = event.enrichment.regions
    mentions = [first, second.model_copy(update={"about": False})]
    event = event.model_copy(update={"enrichment": event.enrichment.model_copy(update={"regions": mentions})})
    assert row_of(event)["regions"] == ["64.08"]

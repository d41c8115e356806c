"""Bulk answers: what is stale, what is refused, what must be tried again."""

from __future__ import annotations

from typing import Any

import pytest

from services.search.index.elastic.template import month_index, template
from services.search.index.elastic.writing import operations_of, result_of, source_of
from services.search.index.errors import IndexUnavailable
from tests.contract.index_documents import EVENTS, SEEN, SIMULTANEOUS


def _item(status: int, error: str | None = None) -> dict[str, Any]:
    answer: dict[str, Any] = {"_id": "a", "status": status}
    if error:
        answer["error"] = {"type": error, "reason": "because"}
    return {"index": answer}


def test_written_stale_and_refused() -> None:
    assert result_of(_item(201)).outcome == result_of(_item(200)).outcome == "written"
    assert result_of(_item(409, "version_conflict_engine_exception")).outcome == "stale"
    refused = result_of(_item(400, "strict_dynamic_mapping_exception"))
    assert (refused.outcome, refused.reason) == ("rejected", "strict_dynamic_mapping_exception: because")


@pytest.mark.parametrize("status", [403, 404, 429, 500, 503])
def test_passing_trouble_is_no_refusal(status: int) -> None:
    with pytest.raises(IndexUnavailable):
        result_of(_item(status, "es_rejected_execution_exception"))


def test_an_article_goes_to_its_month_of_first_sight_with_its_version() -> None:
    action = operations_of("x", [EVENTS[0]])[0]["index"]
    assert action == {
        "_index": "x-v2-2026.11",
        "_id": EVENTS[0].article.id,
        "version": EVENTS[0].version,
        "version_type": "external_gte",
    }
    assert month_index("x", SIMULTANEOUS[0].article.seen_at) == "x-v2-2026.10"
    assert month_index("x", SEEN.astimezone()) == "x-v2-2026.11"


def test_everything_that_is_stored_is_mapped() -> None:
    mapped = template("x")["template"]["mappings"]
    assert mapped["dynamic"] == "strict"
    for document in EVENTS:
        assert set(source_of(document)) <= set(mapped["properties"])

"""The client's errors as ours: what may pass, what will not."""

from __future__ import annotations

from unittest.mock import Mock

import pytest
from elasticsearch import ApiError, ConnectionError, ConnectionTimeout

from services.search.index.elastic.errors import elastic_errors
from services.search.index.errors import IndexMisconfigured, IndexUnavailable
from services.search.query.errors import TooManyBuckets


def _api_error(status: int, body: object = None) -> ApiError:
    return ApiError(message="x", meta=Mock(status=status), body=body)


@pytest.mark.parametrize(
    ("error", "ours"),
    [
        (ConnectionError("refused"), IndexUnavailable),
        (ConnectionTimeout("slow"), IndexUnavailable),
        (_api_error(404), IndexUnavailable),
        (_api_error(429), IndexUnavailable),
        (_api_error(503), IndexUnavailable),
        (_api_error(401), IndexMisconfigured),
        (_api_error(400), IndexMisconfigured),
        (_api_error(503, {"error": {"type": "too_many_buckets_exception"}}), TooManyBuckets),
    ],
)
def test_errors_become_ours_and_keep_their_cause(error: Exception, ours: type[Exception]) -> None:
    with pytest.raises(ours) as raised, elastic_errors():
        raise error
    assert raised.value.__cause__ is error

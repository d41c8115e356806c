"""How many rows an answer may have, and the refusal of more."""

from __future__ import annotations

import pytest

from services.gateway.exports.plan import rows_allowed
from services.gateway.problems import EXPORT_TOO_LARGE, Problem


def test_all_of_them_when_they_fit() -> None:
    assert rows_allowed(100, None, 100, continued=False) == 100
    assert rows_allowed(3, 2, 100, continued=False) == 2


def test_more_than_fit_are_refused_with_the_number_and_the_way_out() -> None:
    with pytest.raises(Problem) as refused:
        rows_allowed(412_345, None, 100_000, continued=False)
    assert refused.value.kind is EXPORT_TOO_LARGE
    assert "412.345" in refused.value.detail
    assert "limit=100000" in refused.value.detail
    assert refused.value.headers["X-Total-Count"] == "412345"


def test_parts_and_the_rest_of_a_broken_export_are_never_refused() -> None:
    assert rows_allowed(412_345, 100_000, 100_000, continued=False) == 100_000
    assert rows_allowed(412_345, 100_000, 50_000, continued=False) == 50_000
    assert rows_allowed(412_345, None, 100_000, continued=True) == 100_000

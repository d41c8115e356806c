"""How many match: counted exactly up to a bound, "at least" beyond it."""

from __future__ import annotations

from shared.contracts.query import Total

# Elasticsearch's own default: counting further would forbid it to skip what cannot reach the page.
EXACT_UP_TO = 10_000


def total_of(counted: int) -> Total:
    """The total of a count that stopped just above EXACT_UP_TO."""
    if counted > EXACT_UP_TO:
        return Total(value=EXACT_UP_TO, relation="gte")
    return Total(value=counted, relation="eq")

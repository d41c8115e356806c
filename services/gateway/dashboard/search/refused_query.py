"""A query that cannot be read: where, why, and what to write instead."""

from __future__ import annotations

from dataclasses import dataclass

from services.gateway.internal_calls import Refused

# A phone shows some 40 characters of it; the place of the mistake must be among them.
AROUND = 60


@dataclass(frozen=True)
class RefusedQuery:
    """The query in three parts, the middle one where it goes wrong; `place` counts from 1."""

    message: str
    hint: str
    before: str
    at: str
    after: str
    place: int | None


def refused_query(query: str, refusal: Refused) -> RefusedQuery:
    """What the page shows of a refusal; the words far from the mistake are left out."""
    hint = refusal.hint or ""
    if refusal.position is None:
        return RefusedQuery(str(refusal), hint, query[:AROUND], "", "", None)
    position = min(refusal.position, len(query))
    before, at, after = query[:position], query[position : position + 1], query[position + 1 :]
    return RefusedQuery(
        message=str(refusal),
        hint=hint,
        before=f"… {before[-AROUND:]}" if len(before) > AROUND else before,
        # Something is missing at the end: a blank that can be seen.
        at=at if at.strip() else "␣",
        after=f"{after[:AROUND]} …" if len(after) > AROUND else after,
        place=position + 1,
    )

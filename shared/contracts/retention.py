"""How long articles are kept: what holds for an installation, and what another choice would forget."""

from __future__ import annotations

from datetime import timedelta

from pydantic import AwareDatetime, Field

from shared.contracts.article import Contract

# A quarterly report, made in the month after its quarter, compares with the quarter before.
FEWEST_MONTHS = 6
# Twenty years; who wants to keep longer keeps without limit.
MOST_MONTHS = 240
# Between a choice and its effect: who mistyped can still take it back.
FORGETS_AFTER = timedelta(hours=1)


class RetentionChoice(Contract):
    """Whole UTC months to keep beside the present one, by first sight; None: without limit."""

    months: int | None = Field(ge=FEWEST_MONTHS, le=MOST_MONTHS)


class Retention(Contract):
    """What holds now. All None while everything is kept."""

    months: int | None = None
    first_kept: AwareDatetime | None = Field(None, description="Beginning of the oldest month that is kept")
    forgets_from: AwareDatetime | None = Field(None, description="Nothing is forgotten before")


class RetentionPreview(Contract):
    """What a choice would forget if it held now, of all tenants."""

    first_kept: AwareDatetime | None = Field(description="None: nothing is forgotten")
    articles: int = Field(description="First seen before")
    total: int

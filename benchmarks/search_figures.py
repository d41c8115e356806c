"""What was measured of a search, and whether it is as fast as it should be.

The aims are those of the project's plan: at most 1.3 times the raw query of the engine, 95 of 100 answers
within 50 ms for a single client; significant terms and hybrid search, which ask twice and more, within 150.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

RATIO = 1.3
P95_MILLISECONDS, P95_OF_SEVERAL = 50.0, 150.0
_ASK_SEVERAL_TIMES = ("hybrid", "terms")

HEADING = (
    "| asked | clients | raw p50 | p95 | ours p50 | p95 | ours / raw | API p50 | p95 | API / raw | missed |\n"
    "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---|"
)


@dataclass(frozen=True)
class Aim:
    """Something to be met, in words, and whether it was."""

    what: str
    met: bool


@dataclass(frozen=True)
class Times:
    """Median and 95th percentile in milliseconds."""

    p50: float
    p95: float

    @classmethod
    def of(cls, milliseconds: Sequence[float]) -> Times:
        """The times of these answers; of at least two."""
        return cls(statistics.median(milliseconds), statistics.quantiles(milliseconds, n=20)[-1])


@dataclass(frozen=True)
class Row:
    """One kind of question, asked by so many clients at once."""

    kind: str
    clients: int
    raw: Times
    ours: Times
    api: Times

    def aims(self) -> Iterator[Aim]:
        """The ratio of the medians, and the slow answers where nobody else asks."""
        who = f"{self.kind} at {self.clients}"
        ratio = self.ours.p50 / self.raw.p50
        yield Aim(f"{who}: {ratio:.2f} times the raw query (aim {RATIO})", ratio <= RATIO)
        if self.clients > 1:
            return
        limit = P95_OF_SEVERAL if self.kind in _ASK_SEVERAL_TIMES else P95_MILLISECONDS
        yield Aim(f"{who}: p95 {self.ours.p95:.0f} ms (aim {limit:.0f})", self.ours.p95 < limit)

    def line(self) -> str:
        """The row of the table; times in milliseconds."""
        missed = "; ".join(aim.what.partition(": ")[2] for aim in self.aims() if not aim.met)
        cells = [
            f"{self.kind:8}",
            f"{self.clients:2}",
            *(f"{value:6.1f}" for value in (self.raw.p50, self.raw.p95, self.ours.p50, self.ours.p95)),
            f"{self.ours.p50 / self.raw.p50:5.2f}",
            *(f"{value:6.1f}" for value in (self.api.p50, self.api.p95)),
            f"{self.api.p50 / self.raw.p50:6.2f}",
            missed,
        ]
        return f"| {' | '.join(cells)} |"


def summary(aims: Sequence[Aim]) -> str:
    """How many aims were met, and which were not."""
    missed = [aim.what for aim in aims if not aim.met]
    head = f"met {len(aims) - len(missed)} of {len(aims)}"
    return "\n".join([f"{head}, missed:", "", *(f"- {what}" for what in missed)] if missed else [head])

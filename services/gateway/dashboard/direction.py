"""Where the tone is going: the figures of two periods, whether they differ, and the sentence that says so."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import Literal

from services.gateway.dashboard.wording import number, percent

Direction = Literal["naik", "turun", "belum jelas", "terlalu sedikit", "tanpa pembanding", "kosong"]

# Below ten articles in a period the normal approximation behind `direction` does not hold.
ENOUGH = 10
# Two-sided 95 % of the normal distribution: one quiet month in twenty would be called a change.
Z = 1.96


@dataclass(frozen=True)
class ToneCounts:
    """Articles of one period by tone; `untold` are those whose tone was not read."""

    positif: int = 0
    netral: int = 0
    negatif: int = 0
    untold: int = 0

    @property
    def read(self) -> int:
        """Articles with a tone."""
        return self.positif + self.netral + self.negatif

    @property
    def total(self) -> int:
        """All articles."""
        return self.read + self.untold

    @property
    def mean(self) -> float:
        """Mean tone from -1 (all negative) to +1 (all positive); 0 for no articles."""
        return (self.positif - self.negatif) / self.read if self.read else 0.0

    @property
    def variance(self) -> float:
        """Variance of one article's tone, counted as +1, 0 and -1."""
        return (self.positif + self.negatif) / self.read - self.mean**2 if self.read else 0.0


@dataclass(frozen=True)
class Sentence:
    """One sentence in two parts: what is claimed, and the figures behind the claim."""

    claim: str
    grounds: str = ""

    def __str__(self) -> str:
        return f"{self.claim} {self.grounds}".strip()


def direction(now: ToneCounts, before: ToneCounts) -> Direction:
    """Whether the mean tone changed by more than chance explains.

    The difference of two independent means, against its standard error at 95 %.
    """
    if now.read == 0:
        return "kosong"
    if now.read < ENOUGH:
        return "terlalu sedikit"
    if before.read < ENOUGH:
        return "tanpa pembanding"
    difference = now.mean - before.mean
    margin = Z * sqrt(now.variance / now.read + before.variance / before.read)
    # A margin of zero (both periods of one tone only) makes any difference a real one.
    if difference == 0 or abs(difference) <= margin:
        return "belum jelas"
    return "naik" if difference > 0 else "turun"


def sentence(now: ToneCounts, before: ToneCounts, days: int = 30) -> Sentence:
    """One plain sentence for the top of the page, with the numbers of articles behind it."""
    word = direction(now, before)
    if word == "kosong":
        return Sentence(f"Belum ada berita dalam {days} hari terakhir.")
    if word == "terlalu sedikit":
        return Sentence(
            f"Baru {number(now.read)} berita dalam {days} hari terakhir,",
            "terlalu sedikit untuk menyebut arah nada.",
        )
    if word == "tanpa pembanding":
        return Sentence(
            f"{number(now.negatif)} dari {number(now.read)} berita dalam {days} hari terakhir bernada "
            f"negatif ({percent(now.negatif, now.read)});",
            f"untuk {days} hari sebelumnya belum cukup berita sebagai pembanding.",
        )
    label, count, count_before = _telling(now, before, word)
    told = "belum jelas berubah" if word == "belum jelas" else word
    return Sentence(
        f"Nada pemberitaan {told}:",
        f"dalam {days} hari terakhir {number(count)} dari {number(now.read)} berita "
        f"bernada {label} ({percent(count, now.read)}), {days} hari sebelumnya "
        f"{number(count_before)} dari {number(before.read)} ({percent(count_before, before.read)}).",
    )


def _telling(now: ToneCounts, before: ToneCounts, word: Direction) -> tuple[str, int, int]:
    """The tone that explains the direction, with its count now and before.

    A fall is told by the negative share and a rise by the positive one, unless the other one moved more than
    twice as far.
    """
    less_negative = before.negatif / before.read - now.negatif / now.read
    more_positive = now.positif / now.read - before.positif / before.read
    by_positive = {
        "naik": less_negative <= 2 * more_positive,
        "turun": -more_positive > 2 * -less_negative,
    }.get(word, False)
    if by_positive:
        return "positif", now.positif, before.positif
    return "negatif", now.negatif, before.negatif

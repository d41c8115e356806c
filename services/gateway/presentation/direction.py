"""Where the tone is going: the figures of two periods, and whether they differ by more than chance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from services.gateway.intervals import Interval95, Tones, mean_difference_interval

Direction = Literal["naik", "turun", "belum jelas", "terlalu sedikit", "tanpa pembanding", "kosong"]

# With fewer articles in a period a single one moves the mean by more than most months differ.
ENOUGH = 10


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


def difference_interval(now: ToneCounts, before: ToneCounts) -> Interval95 | None:
    """Welch's 95 % interval of the difference of the mean tones; None where nothing varies, or of too few."""
    return mean_difference_interval(_tones(now), _tones(before))


def direction(now: ToneCounts, before: ToneCounts) -> Direction:
    """Whether the mean tone changed by more than chance: the 95 % interval of the change leaves out 0."""
    if now.read == 0:
        return "kosong"
    if now.read < ENOUGH:
        return "terlalu sedikit"
    if before.read < ENOUGH:
        return "tanpa pembanding"
    difference = now.mean - before.mean
    interval = difference_interval(now, before)
    # Without an interval both periods are of one tone only, which makes any difference a real one.
    within_chance = interval is not None and interval.low <= 0 <= (interval.high or 0)
    if difference == 0 or within_chance:
        return "belum jelas"
    return "naik" if difference > 0 else "turun"


def _tones(counts: ToneCounts) -> Tones:
    return Tones(counts.positif, counts.netral, counts.negatif)

"""What turned negative in the last two days of a period: known stories whose tone fell, and new bad ones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from services.gateway.intervals import share_difference_interval
from services.gateway.presentation.direction import ToneCounts
from services.gateway.presentation.period import Period, spoken_range
from services.gateway.presentation.wording import number

# Today alone is empty at seven in the morning.
RECENT_DAYS = 2
# One negative article is an article; from the second on it is told by more than one, or told again.
FEWEST = 2
# Against chance in stories of a handful of articles: at least three, as the alert rule asks for.
FEWEST_TO_TURN = 3


@dataclass(frozen=True)
class Turn:
    """A story that asks for an answer, and why; `turned` when it was not negative before.

    `when` says which days count as recent: ``dalam dua hari terakhir``.
    """

    story_id: str
    turned: bool
    recent: ToneCounts
    earlier: ToneCounts
    when: str

    @property
    def reason(self) -> str:
        """The figures in words."""
        recent = f"{number(self.recent.negatif)} dari {number(self.recent.read)} berita"
        told = f"{recent} {self.when} negatif"
        if self.turned:
            return f"{told}; sebelumnya {number(self.earlier.negatif)} dari {number(self.earlier.read)}."
        return f"{told}." if self.earlier.read else f"{told}; cerita baru."


def recent_first(period: Period) -> date:
    """The first of the days that count as recent."""
    return max(period.first, period.last - timedelta(days=RECENT_DAYS - 1))


def recent_words(period: Period, today: date) -> str:
    """Those days as a sentence calls them, seen from today."""
    first = recent_first(period)
    if period.last != today:
        return f"pada {spoken_range(first, period.last)}"
    return "hari ini" if first == today else "dalam dua hari terakhir"


def turn_of(story_id: str, recent: ToneCounts, earlier: ToneCounts, when: str) -> Turn | None:
    """Whether a story turned, or is new and mostly negative; None when it is neither.

    It turned when the share of negative articles rose by more than chance explains (Newcombe's 95 %
    interval of the difference leaves out 0). A story that was bad all along is no news to whoever was here
    yesterday.
    """
    if recent.negatif < FEWEST:
        return None
    if not earlier.read:
        return Turn(story_id, False, recent, earlier, when) if 2 * recent.negatif >= recent.read else None
    interval = share_difference_interval(recent.negatif, recent.read, earlier.negatif, earlier.read)
    if recent.negatif < FEWEST_TO_TURN or interval is None or interval.low <= 0:
        return None
    return Turn(story_id, True, recent, earlier, when)

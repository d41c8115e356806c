"""Which issues come first: a score of four parts that anybody can compute again, 25 points each.

An issue is a topic (urusan). Of shares and growth the cautious end of the 95 % interval counts, so that three
articles outweigh nothing by chance:

- **volume**: its articles against those of the largest issue;
- **negatif**: the share of negative ones, lower bound of Wilson's interval;
- **pertumbuhan**: how many times more articles a day than before, lower bound r of the ratio's interval,
  as (r - 1) / (r + 1): 0 for no growth, 0.33 for twice, 1 without end;
- **jangkauan**: outlets that told of it against all outlets of the period.

That the parts weigh the same is a choice, and the report says so: nobody has measured which of them worries a
regent most.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.gateway.intervals import ratio_interval, share_interval
from services.gateway.presentation.direction import ToneCounts

POINTS = 25
# With fewer the bounds of all parts are next to nothing, and a person reads them all anyway.
FEWEST_ARTICLES = 3
# It gathers what fits nowhere: no issue that an office could answer.
NO_ISSUE = "lainnya"


@dataclass(frozen=True)
class Issue:
    """A topic in its figures; `days` and `days_before` are how long both counts took.

    `days_before` 0: nothing is known of the days before, whatever their calendar says.
    """

    topic: str
    counts: ToneCounts
    before: ToneCounts
    outlets: int
    days: int
    days_before: int


@dataclass(frozen=True)
class RankedIssue:
    """An issue with the parts of its score, each from 0 to POINTS."""

    issue: Issue
    volume: float
    negative: float
    growth: float
    reach: float

    @property
    def score(self) -> float:
        """From 0 to 100."""
        return self.volume + self.negative + self.growth + self.reach

    @property
    def grows(self) -> bool:
        """Whether there is more of it than before by more than chance."""
        return self.growth > 0


def ranked(issues: Sequence[Issue], all_outlets: int) -> list[RankedIssue]:
    """The issues, highest score first; those too small to judge are left out."""
    judged = [one for one in issues if one.topic != NO_ISSUE and one.counts.total >= FEWEST_ARTICLES]
    largest = max((one.counts.total for one in judged), default=1)
    scored = [
        RankedIssue(
            issue=one,
            volume=POINTS * one.counts.total / largest,
            negative=POINTS * _surely_negative(one.counts),
            growth=POINTS * _growth(one),
            reach=POINTS * min(1.0, one.outlets / max(1, all_outlets)),
        )
        for one in judged
    ]
    return sorted(scored, key=lambda one: (-one.score, -one.issue.counts.total, one.issue.topic))


def issues_of(
    now: Mapping[str, ToneCounts],
    before: Mapping[str, ToneCounts],
    outlets: Mapping[str, int],
    days: int,
    days_before: int,
) -> list[Issue]:
    """The topics of a period as issues.

    Days without a single article are days before Gaung watched: nothing grew since then.
    """
    if not any(counts.total for counts in before.values()):
        days_before = 0
    return [
        Issue(topic, counts, before.get(topic, ToneCounts()), outlets.get(topic, 0), days, days_before)
        for topic, counts in now.items()
    ]


def _surely_negative(counts: ToneCounts) -> float:
    interval = share_interval(counts.negatif, counts.read)
    return interval.low if interval else 0.0


def _growth(issue: Issue) -> float:
    interval = ratio_interval(issue.counts.total, issue.before.total)
    if interval is None or not issue.days_before:
        return 0.0
    times = interval.low * issue.days_before / issue.days
    return max(0.0, (times - 1) / (times + 1))

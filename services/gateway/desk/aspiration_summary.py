"""Citizens' reports in figures: by class, state, office and place, how old they are, what is unanswered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from services.gateway.desk.aspiration_reports import CitizenReport

# Key and name of the place that a report counts for; empty when it names none.
PlaceOf = Callable[[CitizenReport], tuple[str, str]]


@dataclass(frozen=True)
class Group:
    """Reports that share a value: how many, how many of them are open, and how many too long."""

    key: str
    name: str
    count: int
    open: int
    late: int


@dataclass(frozen=True)
class Summary:
    """Ages are days since publication, of open reports; None when none is open."""

    count: int
    open: int
    late: int
    median_age: float | None
    oldest: CitizenReport | None
    by_class: dict[str, int]
    by_state: dict[str, int]
    offices: tuple[Group, ...]
    places: tuple[Group, ...]


def summarise(reports: Sequence[CitizenReport], place_of: PlaceOf) -> Summary:
    """The figures of these reports; places as `place_of` names them."""
    waiting = [report for report in reports if report.open]
    return Summary(
        count=len(reports),
        open=len(waiting),
        late=sum(report.late for report in reports),
        median_age=median(report.age for report in waiting) if waiting else None,
        oldest=min(waiting, key=lambda report: (report.published_at, report.id), default=None),
        by_class=dict(Counter(report.aspiration for report in reports)),
        by_state=dict(Counter(report.state for report in reports)),
        offices=_groups(reports, lambda report: (report.office.key, report.office.short_name)),
        places=_groups(reports, place_of),
    )


def _groups(
    reports: Sequence[CitizenReport], named: Callable[[CitizenReport], tuple[str, str]]
) -> tuple[Group, ...]:
    """The groups with the most unanswered reports first, then the largest; without a value last."""
    members: dict[str, list[CitizenReport]] = {}
    names: dict[str, str] = {}
    for report in reports:
        key, name = named(report)
        members.setdefault(key, []).append(report)
        names[key] = name
    groups = [
        Group(key, names[key], len(all_), sum(one.open for one in all_), sum(one.late for one in all_))
        for key, all_ in members.items()
    ]
    return tuple(sorted(groups, key=lambda one: (not one.key, -one.late, -one.count, one.name)))

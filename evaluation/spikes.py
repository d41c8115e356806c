"""`python -m evaluation.spikes`: how well spikes are found, against simpler rules on the same made-up hours.

Prints one line for each rule and amount of news, and with --write puts the table into docs/alerts.md. A spike
is found when an alarm comes between its start and the end of the longest window that it reaches into; alarms
elsewhere are false. Every rule keeps the same cool-down.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

import numpy as np

from evaluation.rows import interval
from evaluation.sets import ROOT
from evaluation.spikes_series import HISTORY_WEEKS, TEST_WEEKS, WEEK, Made, Planted, made
from services.search.watches.gaps import observed
from services.search.watches.series import HOUR, Series
from services.search.watches.spike import FEWEST, LENGTHS, spike
from shared.contracts.watch import Per, Sensitivity, Spike

SEED = 20260814
LEVELS = (6, 30, 150)
"""Articles a day of a watch: a village road, a regency, a province."""
SHARES = (0.25, 0.5, 1.0)
"""Size of a spike as a share of a usual day's articles; five articles at least."""
HOURS = (1, 6, 24)
PER_WEEK = 1.0
BEGIN, END = "<!-- table: written by python -m evaluation.spikes --write -->", "<!-- end of table -->"

Alarms = Mapping[int, int]
"""Hour of the series at whose end a rule would fire → how insensitive it may be to do so, from 1."""
SENSITIVITIES: tuple[Sensitivity, ...] = ("high", "normal", "low")


@dataclass(frozen=True)
class Judged:
    """What became of one watch: its spikes with their delay in hours (None: missed), and false alarms."""

    spikes: Sequence[tuple[Planted, int | None]]
    false: int

    @property
    def found(self) -> int:
        """Spikes that were found."""
        return sum(delay is not None for _, delay in self.spikes)


def ours(per: Per) -> Callable[[Made], Alarms]:
    """The product's own rule at each hour of the test, from its most sensitive form to its least."""

    def alarms(watch: Made) -> Alarms:
        series = replace(watch.series, observed=observed(watch.everything, ZoneInfo("UTC")))
        found: dict[int, int] = {}
        for hour in _test_hours(series):
            for level, sensitivity in enumerate(SENSITIVITIES, start=1):
                rule = Spike(per=per, sensitivity=sensitivity)
                if spike(rule, series, series.start + HOUR * (hour + 1)) is None:
                    break
                found[hour] = level
        return found

    return alarms


def fixed(watch: Made) -> Alarms:
    """An hour above a fixed number: that which one hour in a thousand of the history passed."""
    history = watch.series.count[: HISTORY_WEEKS * WEEK]
    limit = max(FEWEST, float(np.quantile(history, 0.999)) + 1)
    return {hour: 1 for hour in _test_hours(watch.series) if watch.series.count[hour] >= limit}


def three_deviations(watch: Made) -> Alarms:
    """An hour above mean + 3 standard deviations of the seven days before it."""
    return _above(watch.series, guard=0)


def ears_c2(watch: Made) -> Alarms:
    """EARS C2 on hours: as above, with two days left out before the judged hour (Hutwagner et al. 2003)."""
    return _above(watch.series, guard=48)


def _above(series: Series, guard: int) -> Alarms:
    found: dict[int, int] = {}
    for hour in _test_hours(series):
        before = series.count[hour - guard - WEEK : hour - guard]
        limit = max(FEWEST, float(before.mean() + 3 * before.std(ddof=1)))
        if series.count[hour] >= limit:
            found[hour] = 1
    return found


def _test_hours(series: Series) -> range:
    return range(HISTORY_WEEKS * WEEK, len(series))


def judge(watch: Made, alarms: Alarms, level: int, cooldown: int, longest: int) -> Judged:
    """Fire at each alarm of a level after the cool-down (hours), and see which spike each belongs to."""
    delays: dict[int, int] = {}
    false, last = 0, -cooldown
    for hour in sorted(alarms):
        if alarms[hour] < level or hour - last < cooldown:
            continue
        last = hour
        hit = next(
            (
                place
                for place, each in enumerate(watch.spikes)
                if each.start <= hour < each.start + each.hours + longest - 1
            ),
            None,
        )
        if hit is None:
            false += 1
        else:
            delays.setdefault(hit, hour + 1 - watch.spikes[hit].start)
    return Judged([(each, delays.get(place)) for place, each in enumerate(watch.spikes)], false)


def watches(level: int, number: int) -> list[Made]:
    """Made-up watches with this many articles a day."""
    rng = np.random.default_rng([SEED, level])
    sizes = [(max(FEWEST, round(share * level)), hours) for share in SHARES for hours in HOURS]
    return [made(rng, level, sizes, PER_WEEK) for _ in range(number)]


def table(number: int) -> list[str]:
    """The lines of the table."""
    lines = [
        "| news a day | rule | false alarms a week | precision | found: ¼ day | ½ day | 1 day | "
        "of these in 1 h | 6 h | 24 h | hours until found, of 6 | of 24 |",
        "|---|---|---|---|---|---|---|---|---|---|---|---|",
    ]
    for level in LEVELS:
        made_up = watches(level, number)
        for name, judged in _rules(made_up):
            lines.append(_line(level, name, judged))
            sys.stdout.write(lines[-1] + "\n")
            sys.stdout.flush()
    return lines


def _rules(made_up: Sequence[Made]) -> list[tuple[str, list[Judged]]]:
    found: list[tuple[str, list[Judged]]] = []
    kinds: tuple[tuple[Per, int], ...] = (("hour", 6), ("day", 24))
    for per, cooldown in kinds:
        alarms = [ours(per)(watch) for watch in made_up]
        for level, sensitivity in reversed(tuple(enumerate(SENSITIVITIES, start=1))):
            judged = [
                judge(watch, each, level, cooldown, max(LENGTHS[per]))
                for watch, each in zip(made_up, alarms, strict=True)
            ]
            found.append((f"spike per {per}, {sensitivity}", judged))
    for name, rule in (
        ("fixed threshold", fixed),
        ("mean + 3 sd", three_deviations),
        ("EARS C2", ears_c2),
    ):
        found.append((name, [judge(watch, rule(watch), 1, 6, max(LENGTHS["hour"])) for watch in made_up]))
    return found


def _line(level: int, name: str, judged: Sequence[Judged]) -> str:
    def chosen(indices: np.ndarray) -> list[Judged]:
        return [judged[int(place)] for place in indices]

    def false_rate(indices: np.ndarray) -> float:
        return sum(each.false for each in chosen(indices)) / (len(indices) * TEST_WEEKS)

    def precision(indices: np.ndarray) -> float:
        found = sum(each.found for each in chosen(indices))
        false = sum(each.false for each in chosen(indices))
        return found / (found + false) if found + false else 1.0

    def recall(wanted: Callable[[Planted], bool]) -> Callable[[np.ndarray], float]:
        def share(indices: np.ndarray) -> float:
            delays = [delay for each in chosen(indices) for one, delay in each.spikes if wanted(one)]
            return sum(delay is not None for delay in delays) / len(delays) if delays else 0.0

        return share

    everything = np.arange(len(judged))
    sizes = [max(FEWEST, round(share * level)) for share in SHARES]
    # Small amounts of news have the same five articles for two shares.
    by_size = [_cell(recall(lambda one, size=size: one.extra == size), len(judged)) for size in sizes]  # type: ignore[misc]
    largest = sizes[-1]
    by_length = [
        f"{recall(lambda one, hours=hours: one.hours == hours and one.extra == largest)(everything):.2f}"  # type: ignore[misc]
        for hours in HOURS
    ]
    waits = [_wait(judged, hours, largest) for hours in HOURS[1:]]
    cells = [_cell(false_rate, len(judged)), _cell(precision, len(judged)), *by_size, *by_length, *waits]
    return f"| {level} | {name} | " + " | ".join(cells) + " |"


def _wait(judged: Sequence[Judged], hours: int, size: int) -> str:
    """Median hours until spikes of this length and size were found, with its interval over watches."""
    delays = [
        [wait for one, wait in each.spikes if wait is not None and one.hours == hours and one.extra == size]
        for each in judged
    ]

    def median(indices: np.ndarray) -> float:
        found = [wait for place in indices for wait in delays[int(place)]]
        return float(np.median(found)) if found else float(hours)

    if not any(delays):
        return "–"
    low, high = interval(len(judged), median)
    return f"{median(np.arange(len(judged))):.0f} ({low:.0f}–{high:.0f})"


def _cell(score: Callable[[np.ndarray], float], items: int) -> str:
    low, high = interval(items, score)
    return f"{score(np.arange(items)):.2f} ({low:.2f}–{high:.2f})"


def write(lines: Sequence[str]) -> None:
    """Replace the table in docs/alerts.md. Raises ValueError when it has no place for it."""
    path = ROOT / "docs" / "alerts.md"
    before, _, rest = path.read_text(encoding="utf-8").partition(BEGIN)
    _, found, after = rest.partition(END)
    if not found:
        raise ValueError(f"{path} has no place for the table: {BEGIN} … {END}")
    text = "\n".join(lines)
    path.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{after}", encoding="utf-8")


def main() -> int:
    """Measure, print, and write where asked."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.spikes", description=__doc__)
    parser.add_argument("--watches", type=int, default=40, help="made-up watches for each amount of news")
    parser.add_argument("--write", action="store_true", help="write the table into docs/alerts.md")
    arguments = parser.parse_args()
    lines = table(arguments.watches)
    if arguments.write:
        write(lines)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

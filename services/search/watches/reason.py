"""Says in Indonesian why a watch fired, with the figures behind it."""

from __future__ import annotations

from datetime import datetime

from shared.contracts.alert import CountFigures, HeldFor, StoryFigures, TurnFigures
from shared.contracts.watch import NewWatch, Threshold
from shared.runtime.indonesian_time import clock_text, day_text, moment_text, near_text

_HELD: dict[HeldFor, str] = {
    "cooldown": "selama masa jeda",
    "quiet_hours": "selama jam tenang",
    "digest": "untuk ringkasan ini",
}


def story_reason(name: str, figures: StoryFigures, zone: str) -> str:
    """Why a new story fired: its articles, outlets, copies and first publication."""
    copies = f" ({figures.copies} salinan)" if figures.copies else ""
    return (
        f"Cerita baru pada pantauan “{name}”: {figures.articles} berita{copies} dari "
        f"{figures.outlets} media, terbit pertama kali {moment_text(figures.first_published_at, zone)}."
    )


def spike_reason(name: str, figures: CountFigures, zone: str) -> str:
    """Why a spike fired: count, what is usual, and how improbable the count is."""
    return (
        f"Lonjakan pada pantauan “{name}”: {figures.count} berita {window_text(figures, zone)}; biasanya "
        f"sekitar {decimal(figures.expected or 0.0)} (pola {figures.weeks} minggu terakhir). "
        f"Peluang kebetulan {chance(figures.p or 0.0)}."
    )


def threshold_reason(watch: NewWatch, rule: Threshold, figures: CountFigures) -> str:
    """Why a threshold fired: count and threshold."""
    kind = "berita bernada negatif" if rule.only_negative else "berita"
    return (
        f"Ambang tercapai pada pantauan “{watch.name}”: {figures.count} {kind} "
        f"{window_text(figures, watch.zone)}; ambangnya {rule.count}."
    )


def turn_reason(name: str, figures: TurnFigures, zone: str, story: str | None = None) -> str:
    """Why a turn fired: shares of negative articles in the window and before, and the chance of that."""
    hours = int((figures.end - figures.start).total_seconds() // 3600)
    where = f"cerita “{story}” pada pantauan “{name}”" if story else f"pantauan “{name}”"
    before = "sebelumnya" if story else "empat minggu sebelumnya"
    now_share = percent(figures.negative, figures.toned)
    old_share = percent(figures.negative_before, figures.toned_before)
    return (
        f"Nada berbalik negatif pada {where}: {figures.negative} dari {figures.toned} berita ({now_share}) "
        f"dalam {hours} jam sampai {moment_text(figures.end, zone)}; {before} {figures.negative_before} dari "
        f"{figures.toned_before} ({old_share}). Peluang kebetulan {chance(figures.p)}."
    )


def window_text(figures: CountFigures, zone: str) -> str:
    """The window: one hour (``pada Selasa, 14 Juli 2026 pukul 10.00–11.00 WITA``), a day, or some hours."""
    hours = int((figures.end - figures.start).total_seconds() // 3600)
    if hours == 1:
        first = clock_text(figures.start, zone).split()[0]
        return f"pada {day_text(figures.start, zone)} pukul {first}–{clock_text(figures.end, zone)}"
    if figures.threshold is not None:
        return f"pada {day_text(figures.start, zone)}"
    return f"dalam {hours} jam sampai {moment_text(figures.end, zone)}"


def bundle_title(name: str, number: int) -> str:
    """The title of a message with several alerts."""
    return f"{number} peringatan dari pantauan “{name}”"


def bundle_reason(number: int, held_for: HeldFor | None, oldest: datetime, zone: str, now: datetime) -> str:
    """What a message with several alerts brings together."""
    if held_for is None:
        return f"{number} peringatan sekaligus."
    since = near_text(oldest, zone, now)
    return f"{number} peringatan dikumpulkan {_HELD[held_for]}, yang pertama {since}."


def decimal(value: float) -> str:
    """A number with one decimal as Indonesian writes it: ``2,4``."""
    return f"{value:.1f}".replace(".", ",")


def percent(part: int, of: int) -> str:
    """A share: ``75%``."""
    return f"{round(100 * part / of)}%"


def chance(p: float) -> str:
    """A probability for people: ``1 banding 20.000``."""
    odds = 1 / max(p, 1e-12)
    if odds >= 1_000_000:
        return "kurang dari 1 banding sejuta"
    digits = 10 ** max(0, len(str(int(odds))) - 2)
    return f"1 banding {round(odds / digits) * digits:,}".replace(",", ".")

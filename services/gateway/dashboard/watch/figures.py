"""The figures behind an alert, each with its name: for the page beside the sentence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from services.gateway.presentation.wording import decimal, number, percent
from shared.contracts.alert import CountFigures, Figures, StoryFigures, TurnFigures

# Rarer than this nobody can tell from never.
_RAREST = 1_000_000


def figure_facts(figures: Figures, when: Callable[[datetime], str]) -> list[tuple[str, str]]:
    """Name and value of each figure; `when` says a moment."""
    match figures:
        case StoryFigures():
            copies = f", {number(figures.copies)} di antaranya salinan" if figures.copies else ""
            return [
                ("Berita", f"{number(figures.articles)}{copies}"),
                ("Media", number(figures.outlets)),
                ("Terbit pertama", when(figures.first_published_at)),
            ]
        case TurnFigures():
            return [
                ("Jendela waktu", _window(figures.start, figures.end, when)),
                ("Negatif sekarang", _share(figures.negative, figures.toned)),
                ("Negatif sebelumnya", _share(figures.negative_before, figures.toned_before)),
                ("Peluang kebetulan", chance(figures.p)),
            ]
        case CountFigures():
            return [
                ("Jendela waktu", _window(figures.start, figures.end, when)),
                ("Berita", number(figures.count)),
                *([("Ambang", number(figures.threshold))] if figures.threshold is not None else []),
                *(
                    [("Biasanya", f"sekitar {decimal(figures.expected)}")]
                    if figures.expected is not None
                    else []
                ),
                *([("Pola dari", f"{number(figures.weeks)} minggu")] if figures.weeks else []),
                *([("Peluang kebetulan", chance(figures.p))] if figures.p is not None else []),
            ]


def chance(p: float) -> str:
    """A probability for people, two digits of it: ``1 banding 20.000``."""
    odds = 1 / max(p, 1e-12)
    if odds >= _RAREST:
        return "kurang dari 1 banding sejuta"
    digits = 10 ** max(0, len(str(int(odds))) - 2)
    return f"1 banding {number(round(odds / digits) * digits)}"


def _share(part: int, whole: int) -> str:
    return f"{number(part)} dari {number(whole)} berita ({percent(part, whole)})"


def _window(start: datetime, end: datetime, when: Callable[[datetime], str]) -> str:
    return f"{when(start)} sampai {when(end)}"

"""The line on today and yesterday below the opening sentence."""

from __future__ import annotations

from services.gateway.presentation.direction import ToneCounts
from services.gateway.presentation.wording import number


def today_sentence(today: ToneCounts, yesterday: ToneCounts | None) -> str:
    """``Hari ini 12 berita (3 negatif), kemarin 9.``; `yesterday` is None in a period of one day."""
    told = f"Hari ini {_counted(today, ' berita')}" if today.total else "Hari ini belum ada berita"
    if yesterday is None:
        return f"{told}."
    if yesterday.total:
        return f"{told}, kemarin {_counted(yesterday, ' berita' if not today.total else '')}."
    return f"{told}, kemarin {'tidak ada' if today.total else 'juga tidak ada'}."


def _counted(counts: ToneCounts, unit: str) -> str:
    negative = f" ({number(counts.negatif)}\u00a0negatif)" if counts.negatif else ""
    return f"{number(counts.total)}{unit}{negative}"

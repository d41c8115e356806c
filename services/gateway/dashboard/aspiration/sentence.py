"""What the page of citizens' reports says first, in one sentence that is made of its figures."""

from __future__ import annotations

from services.gateway.desk.aspiration_summary import Summary
from services.gateway.presentation.wording import number


def sentence_of(summary: Summary, period: str) -> str:
    """``24 laporan warga dalam 30 hari terakhir; 9 menunggu jawaban, 4 di antaranya melewati batas …``"""
    if summary.count == 0:
        return ""
    start = f"{number(summary.count)} laporan warga dalam {period}"
    if summary.open == 0:
        return f"{start}; semuanya sudah ditutup."
    waiting = "satu menunggu" if summary.open == 1 else f"{number(summary.open)} menunggu"
    if summary.open == summary.count:
        waiting = "semuanya menunggu" if summary.count > 1 else "menunggu"
    if summary.late == 0:
        return f"{start}; {waiting} jawaban, belum ada yang melewati batas layanan."
    if summary.late == summary.open:
        late = (
            "dan melewati batas layanan"
            if summary.open == 1
            else "semua yang menunggu melewati batas layanan"
        )
    else:
        some = "satu" if summary.late == 1 else number(summary.late)
        late = f"{some} di antaranya melewati batas layanan"
    joint = " " if late.startswith("dan") else ", "
    return f"{start}; {waiting} jawaban{joint}{late}."


def age_words(days: int) -> str:
    """How long ago: ``hari ini``, ``1 hari``, ``41 hari``."""
    return "hari ini" if days == 0 else f"{number(days)} hari"


def median_words(days: float | None) -> str:
    """The median of ages; half days are said as such: ``4,5 hari``."""
    if days is None:
        return "–"
    return f"{number(int(days))} hari" if days == int(days) else f"{number(int(days))},5 hari"

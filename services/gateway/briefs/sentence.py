"""The sentence at the top of a brief, and its title."""

from __future__ import annotations

from services.gateway.briefs.span import DAYS_BEFORE, Span
from services.gateway.presentation.dates import long_day
from services.gateway.presentation.direction import ToneCounts, direction
from services.gateway.presentation.period import spoken_range
from services.gateway.presentation.wording import number, percent


def title_of(region: str, span: Span) -> str:
    """``Kliping harian Kabupaten Kutai Timur, Rabu, 25 November 2026``."""
    kind = "harian" if span.days == 1 else "mingguan"
    return f"Kliping {kind} {region}, {said(span)}"


def said(span: Span) -> str:
    """The day, or the first and the last of them."""
    if span.days == 1:
        return long_day(span.last)
    return spoken_range(span.first, span.last)


def sentence_of(now: ToneCounts, before: ToneCounts, span: Span) -> str:
    """Whether the tone turned against the seven days before, with the numbers of articles behind it."""
    when = "hari itu" if span.days == 1 else "pekan itu"
    word = direction(now, before)
    if word == "kosong":
        return f"Tidak ada berita {when}."
    share = f"{number(now.negatif)} dari {number(now.read)} berita {when} bernada negatif"
    if word == "terlalu sedikit":
        return f"{share}; terlalu sedikit untuk menyebut arah nada."
    told = f"{share} ({percent(now.negatif, now.read)})"
    if word == "tanpa pembanding":
        return f"{told}; {DAYS_BEFORE} hari sebelumnya belum cukup berita sebagai pembanding."
    compared = (
        f"{DAYS_BEFORE} hari sebelumnya {number(before.negatif)} dari {number(before.read)} "
        f"({percent(before.negatif, before.read)})"
    )
    verdict = "belum jelas berubah" if word == "belum jelas" else word
    return f"Nada pemberitaan {verdict}: {told}, {compared}."

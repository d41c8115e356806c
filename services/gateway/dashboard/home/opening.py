"""The sentence on top of the home page: where the tone goes and why, each figure with its evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from services.gateway.dashboard.evidence import evidence, evidence_before
from services.gateway.dashboard.selection import Selection
from services.gateway.presentation.direction import ToneCounts, difference_interval, direction
from services.gateway.presentation.wording import number, percent, signed, topic_name

NUMERALS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")


@dataclass(frozen=True)
class Piece:
    """A part of a sentence; `address` leads to its evidence, `strong` is what is claimed."""

    text: str
    address: str = ""
    strong: bool = False


@dataclass(frozen=True)
class Cause:
    """A story that moved the tone the way it went."""

    headline: str
    path: str
    topic: str
    ended: bool


def opening(
    now: ToneCounts, before: ToneCounts, chosen: Selection, causes: Sequence[Cause] = ()
) -> list[Piece]:
    """The sentence in pieces. `causes` are the stories that moved the tone that way, strongest first."""
    word, period = direction(now, before), chosen.period
    if word == "kosong":
        return [
            Piece(
                f"Belum ada berita dalam {period.name}."
                if period.rolling
                else f"Tidak ada berita pada {period.name}.",
                strong=True,
            )
        ]
    if word == "terlalu sedikit":
        return [
            Piece("Baru ", strong=True),
            Piece(f"{number(now.read)} berita", evidence(chosen), strong=True),
            Piece(f" {_within(chosen)}, terlalu sedikit untuk menyebut arah nada."),
        ]
    if word == "tanpa pembanding":
        return [
            Piece(
                f"{number(now.negatif)} dari {number(now.read)} berita",
                evidence(chosen, nada="negatif"),
                strong=True,
            ),
            Piece(f" {_within(chosen)} bernada negatif ({percent(now.negatif, now.read)}).", strong=True),
            Piece(f" Untuk {period.name_before} belum cukup berita sebagai pembanding."),
        ]
    told = "belum jelas berubah" if word == "belum jelas" else word
    cause = _because(causes, word) if word in ("naik", "turun") else []
    claim = [Piece(f"Nada pemberitaan {told}{':' if cause else '.'}", strong=True), *cause]
    return [*claim, *_grounds(now, before, chosen, _telling(now, before, word))]


def certainty(now: ToneCounts, before: ToneCounts) -> str:
    """How sure the change is, in words: the mean tones, their difference, and its 95 % interval."""
    if direction(now, before) in ("kosong", "terlalu sedikit", "tanpa pembanding"):
        return ""
    difference = now.mean - before.mean
    told = (
        f"Nada rata-rata {signed(now.mean)} dari {number(now.read)} berita, sebelumnya {signed(before.mean)} "
        f"dari {number(before.read)} (skala −1 sampai +1)."
    )
    interval = difference_interval(now, before)
    if interval is None or interval.high is None:
        return told
    bounds = f"antara {signed(interval.low)} dan {signed(interval.high)}"
    if interval.low <= 0 <= interval.high:
        return (
            f"{told} Selisih sebenarnya dapat berada {bounds} (keyakinan 95%), jadi bisa naik, bisa turun, "
            "bisa juga kebetulan."
        )
    return f"{told} Selisihnya {signed(difference)}; dengan keyakinan 95% selisih sebenarnya {bounds}."


def _within(chosen: Selection) -> str:
    return f"dalam {chosen.period.name}" if chosen.period.rolling else f"pada {chosen.period.name}"


def _because(causes: Sequence[Cause], word: str) -> list[Piece]:
    """``tiga cerita tentang jalan & infrastruktur paling menekan, terutama “…”.``"""
    if not causes:
        return []
    topic = Counter(cause.topic for cause in causes if cause.topic).most_common(1)
    alike = [cause for cause in causes if topic and cause.topic == topic[0][0]]
    # Three of the strongest on one subject are a pattern; otherwise the strongest speaks for itself.
    if len(alike) >= 3:
        verb = "menekan" if word == "turun" else "mengangkat"
        about = _lower(topic_name(topic[0][0]))
        told = f" {_counted(len(alike))} cerita tentang {about} "
        return [Piece(f"{told}paling {verb}, terutama "), _headline(alike[0]), Piece(".")]
    if causes[0].ended:
        return [Piece(" terutama karena tidak ada lagi berita tentang "), _headline(causes[0]), Piece(".")]
    return [Piece(" terutama karena "), _headline(causes[0]), Piece(".")]


def _counted(count: int) -> str:
    """A number within a sentence: ``tiga``, ``12``."""
    return NUMERALS[count] if count < len(NUMERALS) else number(count)


def _headline(cause: Cause) -> Piece:
    return Piece(f"“{cause.headline}”", cause.path)


def _lower(name: str) -> str:
    """A topic within a sentence; abbreviations stay: ``ekonomi & UMKM``."""
    return name[:1].lower() + name[1:]


def _grounds(now: ToneCounts, before: ToneCounts, chosen: Selection, tone: str) -> list[Piece]:
    count, count_before = getattr(now, tone), getattr(before, tone)
    within = _within(chosen)
    return [
        Piece(f" {within[:1].upper()}{within[1:]} "),
        Piece(f"{number(count)} dari {number(now.read)} berita", evidence(chosen, nada=tone)),
        Piece(f" bernada {tone} ({percent(count, now.read)}); {chosen.period.name_before} "),
        Piece(f"{number(count_before)} dari {number(before.read)}", evidence_before(chosen, nada=tone)),
        Piece(f" ({percent(count_before, before.read)})."),
    ]


def _telling(now: ToneCounts, before: ToneCounts, word: str) -> str:
    """The tone that explains the direction.

    A fall is told by the negative share and a rise by the positive one, unless the other one moved more than
    twice as far.
    """
    less_negative = before.negatif / before.read - now.negatif / now.read
    more_positive = now.positif / now.read - before.positif / before.read
    by_positive = {
        "naik": less_negative <= 2 * more_positive,
        "turun": -more_positive > 2 * -less_negative,
    }.get(word, False)
    return "positif" if by_positive else "negatif"

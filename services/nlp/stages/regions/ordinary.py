"""When the names of regions count that are also ordinary words, people's names or other short forms."""

from __future__ import annotations

from enum import Enum

from services.nlp.stages.regions.cues import Cue


class Standing(Enum):
    """Whether a name counts: by itself, only when its region is named elsewhere too, or not at all."""

    CERTAIN = "certain"
    DOUBTFUL = "doubtful"
    NONE = "none"


# "di Batu", "warga Solok": the word before puts the name on the map.
_PLACING_WORDS = {"di", "ke", "warga", "dari", "asal", "se", "masyarakat", "nelayan", "petani", "pemuda"}
_PLACING_CUES = {"office", "place", "origin"}


def standing(
    kind: str, cue: Cue, before: list[str], *, capital: bool, capital_tells: bool, inside: bool
) -> Standing:
    """What an ordinary word may mean here.

    `capital_tells` is false at the start of a sentence, in a title and among capitals; `inside` is whether a
    capitalised word stands beside it.
    """
    if cue in {"kabupaten", "kota", "district"}:
        return Standing.CERTAIN
    if not capital or inside:
        return Standing.NONE
    placed = bool(before) and before[-1].lower() in _PLACING_WORDS
    if capital_tells and (placed or kind == "word"):
        return Standing.CERTAIN
    if cue in _PLACING_CUES and kind != "metro":
        return Standing.CERTAIN
    return Standing.DOUBTFUL

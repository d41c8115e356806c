"""The words around a name that tell what kind of place it is, and whether it is a region at all."""

from __future__ import annotations

import re
from typing import Literal

from services.nlp.stages.regions.cue_words import (
    BEFORE_PEOPLE,
    DISTRICT,
    GIVEN_NAMES,
    GOVERNMENT,
    KABUPATEN,
    KOTA,
    NAME_PARTS,
    NOT_A_REGION,
    OFFICE,
    ORIGIN,
    PLACE,
    PRODUCT,
    PROVINCE,
    VILLAGE,
    VILLAGE_HEAD,
)

Cue = Literal[
    "kabupaten", "kota", "province", "office", "district", "village", "place", "product", "no", "origin", ""
]

_TWO_WORDS = frozenset(
    word
    for group in (KABUPATEN, KOTA, VILLAGE, VILLAGE_HEAD, OFFICE, PLACE, ORIGIN)
    for word in group
    if "-" in word
)
# In order of strength: a word of two groups gives the cue of the later one.
_GROUPS: tuple[tuple[frozenset[str], Cue], ...] = (
    (ORIGIN, "origin"),
    (NOT_A_REGION, "no"),
    (NAME_PARTS, "no"),
    (VILLAGE_HEAD, "no"),
    (PLACE, "place"),
    (PRODUCT, "product"),
    (OFFICE, "office"),
    (VILLAGE, "village"),
    (DISTRICT, "district"),
    (PROVINCE, "province"),
    (KOTA, "kota"),
    (KABUPATEN, "kabupaten"),
)
_CUES: dict[str, Cue] = {word: cue for group, cue in _GROUPS for word in group}


def cue_before(words: list[str]) -> Cue:
    """The cue in the words (as written) that stand directly before a name; "" when there is none.

    An office may stand farther off, behind its own name: "Dinas Pekerjaan Umum dan Penataan Ruang Tegal".
    """
    if not words:
        return ""
    last = words[-1].lower()
    if len(words) > 1 and f"{words[-2].lower()}-{last}" in _TWO_WORDS:
        return _CUES[f"{words[-2].lower()}-{last}"]
    if last in _CUES:
        return "" if last in NAME_PARTS and words[-1][0].islower() else _CUES[last]
    if last in GIVEN_NAMES and words[-1][0].isupper() and _begins_person(words):
        return "no"
    for distance, word in enumerate(reversed(words[-8:])):
        if not (word[0].isupper() or word in {"dan", "&"}):
            break
        cue = _CUES.get(word.lower(), "")
        if cue == "office" or (cue == "no" and distance < 2):
            return cue
    return ""


def _begins_person(words: list[str]) -> bool:
    """Whether a given name at the end begins a name of its own: not in "Jalan Ahmad Yani Bekasi"."""
    return len(words) < 2 or words[-2][0].islower() or words[-2].lower() in BEFORE_PEOPLE


def both_kinds(words: list[str]) -> bool:
    """Whether a name stands behind both kinds: "Kabupaten dan Kota Bogor", "Bupati dan Wali Kota Bogor"."""
    tail = " ".join(words[-6:]).lower()
    return bool(_BOTH.search(tail))


_BOTH = re.compile(
    r"(?:kabupaten|kab|pemkab|bupati) (?:dan |maupun |serta |& )?(?:wali ?kota|kota|pemkot)$"
    r"|(?:wali ?kota|kota|pemkot) (?:dan |maupun |serta |& )?(?:kabupaten|kab|pemkab|bupati)$"
)


def is_office(words: list[str]) -> bool:
    """Whether a government office or title stands among the capitalised words before a name."""
    for word in reversed(words[-10:]):
        if not (word[0].isupper() or word in {"dan", "&"}):
            return False
        if word.lower() in OFFICE or word.lower() in GOVERNMENT:
            return True
    return False

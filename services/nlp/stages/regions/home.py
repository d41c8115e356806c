"""The region of a text that names none: the outlet's own, where it speaks to a government without a name."""

from __future__ import annotations

import re

from services.nlp.stages.document import Document
from services.nlp.stages.regions.features import national_words
from shared.regions import Region, RegionKind

# "Pak Bupati, tolong …" on a board of Kutai Timur needs no name; "harga cabai turun" proves nothing.
_ADDRESSED: dict[RegionKind, re.Pattern[str]] = {
    "kabupaten": re.compile(
        r"\b(?:(?:pak|bu|ibu|bapak) (?:bupati|wabup|camat)|pemkab|(?:jalan|pemerintah) kabupaten|"
        r"kantor bupati|balai desa|pak (?:kades|kadis))\b",
        re.IGNORECASE,
    ),
    "kota": re.compile(
        r"\b(?:(?:pak|bu|ibu|bapak) wali(?: ?kota)?|pak wako|pemko|pemkot|pemerintah kota|kantor wali ?kota|"
        r"balai kota|kota kita)\b",
        re.IGNORECASE,
    ),
    "province": re.compile(
        r"\b(?:(?:pak|bu|ibu|bapak) gubernur|pemprov|jalan provinsi|kantor gubernur)\b", re.IGNORECASE
    ),
}


def addressed_at_home(document: Document, home: Region) -> str | None:
    """The sentence that speaks to the government of the outlet's home, None when no sentence does.

    National news never does: a text about ministries may speak of any Pemkab.
    """
    if national_words(document) > 0:
        return None
    pattern = _ADDRESSED[home.kind]
    sentences = [*(sentence.text for sentence in document.sentences), document.title]
    return next((sentence for sentence in sentences if pattern.search(sentence)), None)

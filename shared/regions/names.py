"""How a region's name is written down: the key under which every spelling of it is found."""

from __future__ import annotations

import re

_PREFIXES = ("Kabupaten Administrasi ", "Kota Administrasi ", "Kabupaten ", "Kota ")
# What the media write where the official name is long.
_SHORT_PROVINCES = {"31": "DKI Jakarta", "34": "DI Yogyakarta"}
_SEPARATORS = re.compile(r"[\s\-–.]+")


def name_key(text: str) -> str:
    """Lower case, one space between words, no hyphens, dots or apostrophes: "Toli-Toli" → "toli toli"."""
    return _SEPARATORS.sub(" ", text.replace("'", "").replace("’", "")).strip().lower()


def word_key(word: str) -> str:
    """The key of one word: lower case without apostrophes."""
    return word.lower().replace("'", "").replace("’", "")


def short_name(code: str, name: str) -> str:
    """The name without its kind: "Kabupaten Kutai Timur" → "Kutai Timur"."""
    if code in _SHORT_PROVINCES:
        return _SHORT_PROVINCES[code]
    for prefix in _PREFIXES:
        if name.startswith(prefix):
            return name.removeprefix(prefix)
    return name


def spellings(name: str) -> set[str]:
    """The keys of a name, also written as one word: "Pangkal Pinang" → {"pangkal pinang", "pangkalpinang"}.

    Names of three words and more, and names with a direction ("Kutai Timur"), are never joined. "Kepulauan"
    is also written "Kep.".
    """
    key = name_key(name)
    words = key.split()
    if words[:1] == ["kepulauan"]:
        return {key, " ".join(["kep", *words[1:]])}
    if len(words) == 2 and words[1] not in _DIRECTIONS:
        return {key, "".join(words)}
    return {key}


_DIRECTIONS = {"utara", "selatan", "timur", "barat", "tengah", "tenggara", "kota", "hulu", "hilir", "laut"}

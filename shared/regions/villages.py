"""Villages and wards (desa, kelurahan): which regencies have one of this name."""

from __future__ import annotations

import csv
from functools import lru_cache
from importlib.resources import files

from shared.regions.names import name_key, word_key


class VillageNames:
    """The names of all villages. Built once by `load_villages`."""

    def __init__(self, codes: dict[str, tuple[str, ...]]) -> None:
        self._codes = codes
        self._first_words = frozenset(key.split(" ", 1)[0] for key in codes)
        self.longest_name = max((len(key.split()) for key in codes), default=0)

    def named(self, text: str) -> tuple[str, ...] | None:
        """Kemendagri codes of the regencies with a village of this name; None when no village bears it.

        Empty when more than eight regencies have one: such a name tells nothing.
        """
        return self._codes.get(name_key(text))

    def begins_name(self, word: str) -> bool:
        """Whether any village's name begins with this word."""
        return word_key(word) in self._first_words


@lru_cache(maxsize=1)
def load_villages() -> VillageNames:
    """The names, read on first use (about 0.1 s, 15 MB) and kept."""
    text = files("shared.regions").joinpath("data", "villages.csv").read_text(encoding="utf-8")
    rows = csv.reader(text.splitlines()[1:])
    return VillageNames({key: tuple(codes.split()) for key, codes in rows})

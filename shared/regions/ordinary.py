"""Names of regions that are also ordinary words, people's names or other short forms."""

from __future__ import annotations

import csv
from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=1)
def ordinary_words() -> dict[str, str]:
    """Such names with their kind: "word", "person", "short" (a short form), "metro" (part of office names).

    Found by counting: in lower case more than a quarter of the time in 22,000 news texts, or part of a
    person's name in NERGrit and IDNER; the short forms and some others by hand.
    """
    text = files("shared.regions").joinpath("data", "ordinary_words.csv").read_text(encoding="utf-8")
    rows = list(csv.reader(text.splitlines()))[1:]
    return {row[0]: row[1] for row in rows}

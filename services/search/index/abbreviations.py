"""Short and long names of regions: a search for "Kutim" finds "Kutai Timur" and the other way round."""

from __future__ import annotations

from pathlib import Path

_FILE = Path(__file__).with_name("abbreviations.txt")


def _read() -> dict[str, tuple[str, ...]]:
    pairs = {}
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        short, separator, long = line.partition("=")
        if separator and not line.startswith("#"):
            pairs[short.strip()] = tuple(long.split())
    return pairs


LONG_FORMS: dict[str, tuple[str, ...]] = _read()
SHORT_FORMS: dict[tuple[str, ...], str] = {long: short for short, long in LONG_FORMS.items()}
LONGEST = max(len(long) for long in SHORT_FORMS)

"""Districts (kecamatan) of a regency: codes and names."""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class District:
    """A district by Kemendagri code."""

    code: str
    name: str


def districts_of(regency: str) -> tuple[District, ...]:
    """The districts of a regency or city, by code; nothing for any other code."""
    return _by_regency().get(regency, ())


@lru_cache(maxsize=1)
def _by_regency() -> dict[str, tuple[District, ...]]:
    text = files("shared.regions").joinpath("data", "districts.csv").read_text(encoding="utf-8")
    found: dict[str, list[District]] = defaultdict(list)
    for code, regency, name in list(csv.reader(text.splitlines()))[1:]:
        found[regency].append(District(code, name))
    return {regency: tuple(districts) for regency, districts in found.items()}

"""Regions an article is about and mentions; the baseline looks for the official names, with nothing
understood."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from evaluation.rows import Counts, Row, counts, f1_row
from evaluation.sets import Item
from shared.regions import load_regions

_BASELINE = "names of the table, word for word"


def measure(name: str, items: Sequence[Item]) -> list[Row]:
    """Micro-F1 over Kemendagri codes."""
    about = [counts(set(item.labels["regions"]), _about(item)) for item in items]
    plain = [counts(set(item.labels["regions"]), set(_named(item)[:1])) for item in items]
    rows = [f1_row("regions about", name, about, _BASELINE, plain)]
    if all("mentioned_regions" in item.labels for item in items):
        named = [_all(item) for item in items]
        mentioned: list[Counts] = [
            counts(want, {region.code for region in item.enrichment.regions})
            for want, item in zip(named, items, strict=True)
        ]
        plain = [counts(want, set(_named(item))) for want, item in zip(named, items, strict=True)]
        rows.append(f1_row("regions mentioned", name, mentioned, _BASELINE, plain))
    return rows


def _about(item: Item) -> set[str]:
    return {region.code for region in item.enrichment.regions if region.about}


def _all(item: Item) -> set[str]:
    return set(item.labels["regions"]) | set(item.labels["mentioned_regions"])


@lru_cache(maxsize=1)
def _pattern() -> tuple[re.Pattern[str], dict[str, str]]:
    codes: dict[str, str] = {}
    for region in load_regions():
        bare = region.name.removeprefix("Kabupaten ").removeprefix("Kota ")
        codes.setdefault(bare, region.code)
        codes[region.name] = region.code
    longest = sorted(codes, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})\b"), codes


def _named(item: Item) -> list[str]:
    pattern, codes = _pattern()
    text = f"{item.labels['title']}\n{item.labels['text']}"
    return list(dict.fromkeys(codes[match.group()] for match in pattern.finditer(text)))

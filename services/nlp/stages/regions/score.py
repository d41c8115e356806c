"""How likely a region is the subject: logistic weights, fitted by `services.nlp.fit_regions`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from math import exp

from services.nlp.stages.document import Document
from services.nlp.stages.regions.features import (
    PROVINCE_FEATURES,
    REGENCY_FEATURES,
    attention,
    national_words,
    province_row,
    regency_row,
)
from services.nlp.stages.regions.resolve import Resolved

# A text has a subject more often than not, so the likeliest region is taken from here up: the point of best
# F1 in five-fold cross-validation (0.3 to 0.4 differ by 0.002).
LIKELIEST = 0.35
# The only regency of a text without a word of the nation is its subject from here up: citizens name it once.
ONLY_ONE = 0.2
# A text with one subject seldom has another: the next ones must be this likely.
ANOTHER = 0.55
# Regions named alike ("Bupati Garut, Bupati Tasikmalaya dan Bupati Ciamis") are subjects alike.
EQUAL = 0.02
# The outlet's home region in units of log-odds: it doubles the odds, so it decides between near equals only.
HOME_PRIOR = 0.7


@dataclass(frozen=True)
class Weights:
    """Weights by kind of region; the first value is the bias, the others follow the feature names."""

    regency: tuple[float, ...]
    province: tuple[float, ...]


@lru_cache(maxsize=1)
def load_weights() -> Weights:
    """The fitted weights that ship beside this file."""
    text = files("services.nlp.stages.regions").joinpath("weights.json").read_text(encoding="utf-8")
    data = json.loads(text)
    return Weights(
        tuple(float(data["regency"][name]) for name in ("bias", *REGENCY_FEATURES)),
        tuple(float(data["province"][name]) for name in ("bias", *PROVINCE_FEATURES)),
    )


def rows(document: Document, found: list[Resolved]) -> dict[str, list[float]]:
    """The features of every region among the mentions of a text."""
    weights = attention(found)
    national = national_words(document)
    return {
        code: (province_row if len(code) == 2 else regency_row)(code, found, weights, national)
        for code in weights
    }


def probabilities(candidates: dict[str, list[float]], home: str | None) -> dict[str, float]:
    """For each region with its features, how likely the text is about it (0 to 1)."""
    weights = load_weights()
    result = {}
    for code, row in candidates.items():
        bias, *factors = weights.province if len(code) == 2 else weights.regency
        odds = bias + sum(factor * value for factor, value in zip(factors, row, strict=True))
        if home is not None and code == home:
            odds += HOME_PRIOR
        result[code] = 1 / (1 + exp(-odds))
    return result


def least_likely(candidates: dict[str, list[float]]) -> float:
    """How likely the likeliest region must be: less where a local text names only one, not as an aside."""
    regencies = [
        dict(zip(REGENCY_FEATURES, candidates[code], strict=True)) for code in candidates if "." in code
    ]
    if len(regencies) == 1 and not regencies[0]["national"] and not regencies[0]["aside"]:
        return ONLY_ONE
    return LIKELIEST


def subjects(scores: dict[str, float], least: float) -> set[str]:
    """The regions that a text is about, given how likely each is; `least` is from `least_likely`."""
    if not scores:
        return set()
    likeliest = max(scores.values())
    if likeliest < least:
        return set()
    return {code for code, score in scores.items() if score >= min(ANOTHER, likeliest - EQUAL)}

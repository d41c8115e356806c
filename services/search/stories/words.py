"""The words of an article as evidence: which it uses, and how rare each of them is in local news."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from shared.regions.table import load_regions

Hashes = npt.NDArray[np.uint32]

_WORD = re.compile(r"[^\W\d_]{4,}")
# A word that is not in the list occurs in fewer than 7 of its 675 texts; two is a typical number.
UNLISTED = 2


class Words:
    """Distinct words of an article: CRC-32 of each, ascending, with what each weighs.

    A word weighs its squared inverse document frequency in local news at large, so that a list of names
    outweighs what every article says; a word of more than half of the texts weighs nothing. Nothing depends
    on what else is stored: two articles are as alike today as they were yesterday.
    """

    __slots__ = ("hashes", "norm", "weights")

    def __init__(self, hashes: Hashes) -> None:
        self.hashes = hashes
        shares = background_shares(hashes)
        self.weights = np.where(shares <= 0.5, np.log(shares) ** 2, 0.0).astype(np.float32)
        self.norm = float(np.sqrt(self.weights.sum()))


def word_hashes(title: str, text: str) -> Hashes:
    """CRC-32 of the distinct lower-cased words of four letters and more, ascending.

    Names of provinces, regencies and cities are left out: regions are compared by their codes, and every
    article of a regency names the regency. A district's name stays, it tells events apart.
    """
    found = set(_WORD.findall(f"{title}\n{text}".lower())) - _region_words()
    return np.unique(
        np.fromiter((zlib.crc32(word.encode()) for word in found), dtype=np.uint32, count=len(found))
    )


@cache
def _region_words() -> frozenset[str]:
    """The words that make up the names of provinces, regencies and cities."""
    return frozenset(word for region in load_regions() for word in _WORD.findall(region.name.lower()))


@cache
def _background() -> tuple[Hashes, npt.NDArray[np.float64], float]:
    """Hashes of the common words (ascending), their share of texts, and the share of any other word."""
    lines = (
        files("services.search.stories").joinpath("common_words.txt").read_text(encoding="utf-8").splitlines()
    )
    texts = int(lines[2].removeprefix("# "))
    shares = {
        zlib.crc32(word.encode()): int(count) / texts for word, count in (line.split() for line in lines[3:])
    }
    hashes = np.array(sorted(shares), dtype=np.uint32)
    return hashes, np.array([shares[int(each)] for each in hashes]), UNLISTED / texts


def background_shares(words: Hashes) -> npt.NDArray[np.float64]:
    """For each word the share of local news texts that use it."""
    hashes, shares, unlisted = _background()
    places = np.minimum(np.searchsorted(hashes, words), len(hashes) - 1)
    return np.where(hashes[places] == words, shares[places], unlisted)


def overlap(one: Words, others: Sequence[Words]) -> npt.NDArray[np.float64]:
    """TF-IDF cosine (binary counts) of one article with each of the others, 0 to 1; shape (others,)."""
    cosines = np.zeros(len(others))
    if not others or not len(one.hashes):
        return cosines
    owners = np.repeat(np.arange(len(others)), [len(other.hashes) for other in others])
    hashes = np.concatenate([other.hashes for other in others])
    weights = np.concatenate([other.weights for other in others])
    places = np.minimum(np.searchsorted(one.hashes, hashes), len(one.hashes) - 1)
    dots = np.bincount(owners, weights * (one.hashes[places] == hashes), len(others))
    norms = np.array([other.norm for other in others]) * one.norm
    np.divide(dots, norms, out=cosines, where=norms > 0)
    return cosines

"""The words of an article as evidence: which it uses, and how rare each of them is in local news."""

from __future__ import annotations

import re
import zlib
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from shared.regions.table import load_regions

Words = npt.NDArray[np.uint32]

_WORD = re.compile(r"[^\W\d_]{4,}")
# The local share of a word counts as if fifty further articles lacked it: three articles of one event do
# not make its names common, a hundred articles that all name the same mayor do.
ABSENT = 50
# A word that is not in the list occurs in fewer than 7 of its 675 texts; two is a typical number.
UNLISTED = 2


def words_of(title: str, text: str) -> Words:
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
def _background() -> tuple[Words, npt.NDArray[np.float64], float]:
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


def background_shares(words: Words) -> npt.NDArray[np.float64]:
    """For each word the share of local news texts that use it."""
    hashes, shares, unlisted = _background()
    places = np.minimum(np.searchsorted(hashes, words), len(hashes) - 1)
    return np.where(hashes[places] == words, shares[places], unlisted)


def overlap(newcomer: Words, others: list[Words]) -> npt.NDArray[np.float64]:
    """TF-IDF cosine (binary counts) of one article with each of the others, 0 to 1.

    A word's share is the greater of two: in local news at large, and among `others` (which are from the
    same region and days), so that a regent's name weighs nothing in the regent's own region. Words in
    more than half of the articles weigh nothing.
    """
    if not others or not len(newcomer):
        return np.zeros(len(others))
    lengths = [len(words) for words in others]
    owner = np.repeat(np.arange(len(others)), lengths)
    vocabulary, place, count = np.unique(np.concatenate(others), return_inverse=True, return_counts=True)
    if not len(vocabulary):
        return np.zeros(len(others))
    share = np.maximum(background_shares(vocabulary), count / (len(others) + ABSENT))
    weight = np.where(share <= 0.5, np.log(share) ** 2, 0.0)
    shared = np.isin(vocabulary, newcomer, assume_unique=True)
    foreign = background_shares(newcomer[~np.isin(newcomer, vocabulary, assume_unique=True)])
    own_norm = np.sqrt(weight[shared].sum() + np.where(foreign <= 0.5, np.log(foreign) ** 2, 0.0).sum())
    weights = weight[place]
    norms = np.sqrt(np.bincount(owner, weights, len(others)))
    dots = np.bincount(owner, weights * shared[place], len(others))
    scale = norms * own_norm
    cosines: npt.NDArray[np.float64] = np.divide(dots, scale, out=np.zeros(len(others)), where=scale > 0)
    return cosines

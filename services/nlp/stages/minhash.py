"""The MinHash signature of a text: how near-copies are found without comparing texts.

A dozen lines of numpy instead of a library: the known ones bring scipy, 110 MB in every container.
"""

from __future__ import annotations

import re
from hashlib import blake2b

import numpy as np

# 128 values estimate the Jaccard similarity with a standard error of at most 0.5/sqrt(128) = 0.04.
VALUES = 128
SHINGLE = 5
# Signatures are comparable only under one seed: it never changes.
SEED = 1
_WORD = re.compile(r"\w+")
# Multiply-shift hashing (Dietzfelbinger et al. 1997): odd factors, the upper 32 bits of a product mod 2^64.
_RANDOM = np.random.default_rng(SEED)
_FACTORS = _RANDOM.integers(0, 2**64, (VALUES, 1), dtype=np.uint64) | np.uint64(1)
_SUMMANDS = _RANDOM.integers(0, 2**64, (VALUES, 1), dtype=np.uint64)


def shingles(text: str) -> set[str]:
    """Runs of five words, lower case, without punctuation; the whole text when it is shorter."""
    words = _WORD.findall(text.lower())
    if len(words) <= SHINGLE:
        return {" ".join(words)} if words else set()
    return {" ".join(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)}


def signature(text: str) -> list[int] | None:
    """128 uint32 values over the word 5-shingles of a text; None for a text without words.

    The share of equal values of two signatures estimates the Jaccard similarity of their shingles
    (Broder 1997).
    """
    found = shingles(text)
    if not found:
        return None
    digests = b"".join(blake2b(shingle.encode(), digest_size=8).digest() for shingle in found)
    hashes = np.frombuffer(digests, dtype="<u8")
    permuted = (_FACTORS * hashes + _SUMMANDS) >> np.uint64(32)
    return [int(value) for value in permuted.min(axis=1)]

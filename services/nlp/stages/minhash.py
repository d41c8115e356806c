"""The MinHash signature of a text: how near-copies are found without comparing texts."""

from __future__ import annotations

import re

from datasketch import MinHash

# 128 values estimate the Jaccard similarity with a standard error of 1/sqrt(128) = 0.09.
VALUES = 128
SHINGLE = 5
# Signatures are comparable only under one seed: it never changes.
SEED = 1
# Copied for every text: drawing the permutations anew would cost more than the text.
_EMPTY = MinHash(num_perm=VALUES, seed=SEED)
_WORD = re.compile(r"\w+")


def shingles(text: str) -> set[str]:
    """Runs of five words, lower case, without punctuation; the whole text when it is shorter."""
    words = _WORD.findall(text.lower())
    if len(words) <= SHINGLE:
        return {" ".join(words)} if words else set()
    return {" ".join(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)}


def signature(text: str) -> list[int] | None:
    """128 uint32 values over the word 5-shingles of a text; None for a text without words."""
    found = shingles(text)
    if not found:
        return None
    sketch = _EMPTY.copy()
    sketch.update_batch([shingle.encode() for shingle in found])
    return [int(value) for value in sketch.hashvalues]

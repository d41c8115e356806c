"""Embeddings in memory: the exact nearest ones among chosen articles, in milliseconds.

A number of an article is never given twice (AUTOINCREMENT) and its embedding never changes, so that the
memory only ever adds what the file has above the last number it read. What was replaced or deleted meanwhile,
by whatever process, is not among the candidates that the file names; every so often it is thrown out.

One byte a value with one scale a row: 384 + 4 bytes an article, 39 MB for 100 000. int8 because numpy turns
bytes into float32 at 15 ms for 100 000 rows, float16 at 94 ms. What might be among the best is then computed
again from the float32 values in the file, so that the answer is exact.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from services.search.index.fields import EMBEDDING_SIZE

Numbers = npt.NDArray[np.int64]
Chosen = npt.NDArray[np.bool_]
Vector = npt.NDArray[np.float32]

# A block of float32 rows this long stays in a core's second-level cache (0.8 MB).
_BLOCK = 512
_FIRST_CAPACITY = 1024
# Grown by this share since it was last tidied, the memory is looked through for what the file no longer has.
_TIDY_EVERY = 0.25
# Rounding to 127 steps of a row's largest value v moves a dot product with a unit vector by v/127/sqrt(12) on
# average (some .0004 for unit rows of 384); six times that happens once in 500 million.
_SIGMAS = 6.0


class VectorMemory:
    """Embeddings by number of the article. Threads may ask while one adds."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        # Whoever reads the file for it goes first: others would read the same again.
        self.catching_up = threading.Lock()
        self._numbers: Numbers = np.empty(_FIRST_CAPACITY, dtype=np.int64)
        self._values = np.empty((_FIRST_CAPACITY, EMBEDDING_SIZE), dtype=np.int8)
        self._scales: Vector = np.empty(_FIRST_CAPACITY, dtype=np.float32)
        self._size = 0
        self._tidied_at = _FIRST_CAPACITY

    @property
    def last(self) -> int:
        """The highest number held; 0 when empty."""
        return int(self._numbers[self._size - 1]) if self._size else 0

    @property
    def size(self) -> int:
        """How many embeddings are held."""
        return self._size

    @property
    def untidy(self) -> bool:
        """Whether it has grown enough since it was last tidied."""
        return self._size > (1 + _TIDY_EVERY) * self._tidied_at

    def tidy(self, held: Numbers) -> None:
        """Throw out what is not among these numbers, which are all that the file has."""
        with self._lock:
            kept = np.isin(self._numbers[: self._size], held)
            # The one with the highest number stays in any case: it says how far the file has been read.
            kept[-1:] = True
            # Copies: whoever looks at the old arrays may go on with them.
            self._numbers = self._numbers[: self._size][kept]
            self._values = self._values[: self._size][kept]
            self._scales = self._scales[: self._size][kept]
            self._size = len(self._numbers)
            self._tidied_at = max(self._size, _FIRST_CAPACITY)

    def add(self, rows: Iterable[tuple[int, bytes]]) -> None:
        """Add embeddings (float32 bytes) in rising order of their numbers; those held already are skipped."""
        with self._lock:
            fresh = [(number, blob) for number, blob in rows if number > self.last]
            if not fresh:
                return
            vectors = unit(np.frombuffer(b"".join(blob for _, blob in fresh), dtype=np.float32))
            scales = np.abs(vectors).max(axis=1) / 127
            values = np.rint(vectors / scales[:, None]).astype(np.int8)
            end = self._size + len(fresh)
            self._make_room(end)
            self._numbers[self._size : end] = [number for number, _ in fresh]
            self._values[self._size : end] = values
            self._scales[self._size : end] = scales
            self._size = end

    def contenders(self, query: Vector, among: Chosen, limit: int) -> Numbers:
        """The numbers that may be among the `limit` nearest to a unit vector, in no particular order.

        among: for each number whether its article may be found; those without embedding are left out.
        """
        numbers, values, scales = self._view()
        rows = np.flatnonzero(among[numbers[: np.searchsorted(numbers, len(among))]])
        scores = _dots(values, scales, query, rows)
        held = numbers[rows]
        if len(scores) <= limit:
            return held
        margin = 2 * _SIGMAS * float(scales.max()) / np.sqrt(12)
        worst = np.partition(scores, len(scores) - limit)[len(scores) - limit]
        return np.asarray(held[scores >= worst - margin], dtype=np.int64)

    def _view(self) -> tuple[Numbers, npt.NDArray[np.int8], Vector]:
        with self._lock:
            size = self._size
            return self._numbers[:size], self._values[:size], self._scales[:size]

    def _make_room(self, size: int) -> None:
        if size <= len(self._numbers):
            return
        capacity = max(size, len(self._numbers) * 3 // 2)
        for name in ("_numbers", "_values", "_scales"):
            old = getattr(self, name)
            new = np.empty((capacity, *old.shape[1:]), dtype=old.dtype)
            new[: self._size] = old[: self._size]
            setattr(self, name, new)


def unit(vectors: Vector) -> Vector:
    """Rows of 384 values at length 1, so that a dot product is the cosine."""
    rows = vectors.reshape(-1, EMBEDDING_SIZE)
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


def _dots(values: npt.NDArray[np.int8], scales: Vector, query: Vector, rows: Numbers) -> Vector:
    """The dot product of each chosen row with the query."""
    found = np.empty(len(rows), dtype=np.float32)
    for start in range(0, len(rows), _BLOCK):
        block = rows[start : start + _BLOCK]
        found[start : start + _BLOCK] = values[block].astype(np.float32) @ query
    return np.asarray(found * scales[rows], dtype=np.float32)

"""Lengths of articles in memory, as relevance needs them: read once, and then only what has come since."""

from __future__ import annotations

import sqlite3
import threading

import numpy as np
import numpy.typing as npt

Lengths = npt.NDArray[np.float32]

_FIRST_CAPACITY = 1_024


class LengthMemory:
    """Lengths by number of the article. Threads may ask while one adds.

    A number is never given to another article, so that what was read once stays true. Eight bytes a number.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last = 0
        # Words by their stem, and words as they stand; see relevance.py.
        self._lengths: Lengths = np.zeros((2, _FIRST_CAPACITY), dtype=np.float32)

    def stems_and_words(self, file: sqlite3.Connection, size: int) -> tuple[Lengths, Lengths]:
        """The lengths of the numbers below `size`; 0 for those that no article has."""
        with self._lock:
            sql = "SELECT number, stems, words FROM length WHERE number > ? ORDER BY number"
            fresh = np.array(file.execute(sql, (self._last,)).fetchall(), dtype=np.int64).reshape(-1, 3)
            self._make_room(max(size, 1 + int(fresh[:, 0].max(initial=0))))
            if len(fresh):
                self._lengths[:, fresh[:, 0]] = fresh[:, 1:].T
                self._last = int(fresh[-1, 0])
            stems, words = self._lengths[:, :size]
            return stems, words

    def _make_room(self, size: int) -> None:
        held = self._lengths.shape[1]
        if size > held:
            # A new array: whoever looks at the old one may go on with it.
            grown = np.zeros((2, max(size, held * 3 // 2)), dtype=np.float32)
            grown[:, :held] = self._lengths
            self._lengths = grown

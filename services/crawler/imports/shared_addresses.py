"""Which addresses stand at several rows of a file that say different things."""

from __future__ import annotations

import hashlib


class SharedAddresses:
    """Counts them while a file is read; keeps hashes, as a file has 50 000 rows."""

    def __init__(self) -> None:
        self._first: dict[bytes, bytes] = {}
        self._shared: set[bytes] = set()

    def add(self, url: str, said: str) -> None:
        """A row with this address says this."""
        address = _short(url)
        if self._first.setdefault(address, _short(said)) != _short(said):
            self._shared.add(address)

    def __len__(self) -> int:
        return len(self._shared)


def _short(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()[:16]

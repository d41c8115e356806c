"""Decompresses a response body piece by piece and never beyond a bound: a small bomb stays small."""

from __future__ import annotations

import zlib

from services.crawler.errors import TooLarge, UnreadableBody

# What the fetcher asks for. Nothing else is understood, so nothing else can be expanded.
ACCEPTED_ENCODINGS = "gzip, deflate"


class BoundedBody:
    """Collects chunks of a body, decompressed, up to `limit` bytes.

    Raises TooLarge beyond the limit (of the compressed bytes as well) and UnreadableBody for another encoding
    or broken data.
    """

    def __init__(self, url: str, encoding: str, limit: int) -> None:
        self._url = url
        self._limit = limit
        self._received = 0
        self._parts: list[bytes] = []
        self._size = 0
        self._encoding = encoding.strip().lower()
        self._inflate: zlib._Decompress | None = None
        if self._encoding in ("gzip", "x-gzip"):
            self._inflate = zlib.decompressobj(zlib.MAX_WBITS | 16)
        elif self._encoding not in ("", "identity", "deflate"):
            raise UnreadableBody(f"{url}: encoding {encoding!r} was not asked for")

    def feed(self, chunk: bytes) -> None:
        """Take the next piece as it came over the wire."""
        self._received += len(chunk)
        if self._received > self._limit:
            raise TooLarge(f"{self._url}: more than {self._limit} bytes")
        if self._encoding == "deflate" and self._inflate is None and chunk:
            # "deflate" is zlib by the book (first byte 0x78) and raw deflate by some servers.
            self._inflate = zlib.decompressobj(zlib.MAX_WBITS if chunk[0] & 0x0F == 8 else -zlib.MAX_WBITS)
        if self._inflate is None:
            self._keep(chunk)
            return
        room = self._limit - self._size + 1
        try:
            self._keep(self._inflate.decompress(chunk, room))
        except zlib.error as error:
            raise UnreadableBody(f"{self._url}: broken {self._encoding} data") from error
        if self._inflate.unconsumed_tail:
            raise TooLarge(f"{self._url}: more than {self._limit} bytes when decompressed")

    def finish(self) -> bytes:
        """The whole body; a compressed one that ends early is broken."""
        if self._inflate is not None and self._received and not self._inflate.eof:
            raise UnreadableBody(f"{self._url}: {self._encoding} data ends early")
        return b"".join(self._parts)

    def _keep(self, part: bytes) -> None:
        self._size += len(part)
        if self._size > self._limit:
            raise TooLarge(f"{self._url}: more than {self._limit} bytes when decompressed")
        self._parts.append(part)

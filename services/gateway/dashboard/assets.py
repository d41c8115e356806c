"""The files a page loads, addressed by their content so that browsers may keep them for ever."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

MEDIA_TYPES = {
    "gaung.css": "text/css; charset=utf-8",
    "gaung.svg": "image/svg+xml",
    "bagan.js": "text/javascript; charset=utf-8",
}
# A year, the most that RFC 9111 caches honour in practice: a changed file has another address.
FOREVER = {"Cache-Control": "public, max-age=31536000, immutable"}


@dataclass(frozen=True)
class Asset:
    """A static file with the fingerprint that its address carries."""

    name: str
    media_type: str
    content: bytes
    version: str

    @property
    def path(self) -> str:
        """Where the browser finds it."""
        return f"/aset/{self.version}/{self.name}"


@cache
def asset(name: str) -> Asset:
    """The file of that name. Raises KeyError for a name that is not ours."""
    media_type = MEDIA_TYPES[name]
    content = files("services.gateway.dashboard").joinpath("static", name).read_bytes()
    # 48 bits tell two versions of one file apart; nobody has to defend against a forged stylesheet of ours.
    return Asset(name, media_type, content, hashlib.sha256(content).hexdigest()[:12])

"""The files a page loads, addressed by their content so that browsers may keep them for ever."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".js": "text/javascript; charset=utf-8",
}
# Whatever else a request asks for never reaches the file system.
_NAME = re.compile(r"[a-z0-9-]+(\.[a-z]+)")
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
    fits = _NAME.fullmatch(name)
    file = files("services.gateway.dashboard").joinpath("static", name)
    if fits is None or not file.is_file():
        raise KeyError(name)
    media_type, content = MEDIA_TYPES[fits.group(1)], file.read_bytes()
    # 48 bits tell two versions of one file apart; nobody has to defend against a forged stylesheet of ours.
    return Asset(name, media_type, content, hashlib.sha256(content).hexdigest()[:12])

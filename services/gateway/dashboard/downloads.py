"""Files to download: saved, never shown in the place of a page, with a name that every system takes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import AsyncIterator
from urllib.parse import quote

from fastapi.responses import Response, StreamingResponse

from services.gateway.dashboard.headers import PRIVATE, SECURITY_HEADERS

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What Windows still takes together with a folder.
LONGEST_NAME = 120
# Should a browser show it all the same, nothing in it may run.
_SANDBOX = {"Content-Security-Policy": "default-src 'none'; sandbox"}


def download(content: bytes | AsyncIterator[bytes], name: str, media_type: str) -> Response:
    """The answer that saves `content` as `name`, for instance ``Kliping 25 November 2026.pdf``."""
    headers = SECURITY_HEADERS | PRIVATE | _SANDBOX | {"Content-Disposition": _disposition(name)}
    if isinstance(content, bytes):
        return Response(content, media_type=media_type, headers=headers)
    return StreamingResponse(content, media_type=media_type, headers=headers)


def file_name(title: str, ending: str) -> str:
    """A file's name from a title that anybody may have written; `ending` without the dot."""
    # Characters that Windows, or a shell, would trip over; leading dots would hide the file.
    clean = re.sub(r'[\\/:*?"<>|\x00-\x1f\x7f]+', " ", unicodedata.normalize("NFC", title))
    stem = " ".join(clean.split()).strip(". ")[:LONGEST_NAME].rstrip(". ") or "gaung"
    return f"{stem}.{ending}"


def _disposition(name: str) -> str:
    """RFC 6266: an ASCII name for old programs beside the true one."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = re.sub(r'["\\\x00-\x1f\x7f]', "", plain) or "gaung"
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"

"""The way through a list: the address of the older part, and of the newest, everything else kept."""

from __future__ import annotations

from urllib.parse import urlencode

from fastapi import Request

CURSOR = "sesudah"


def older_address(request: Request, cursor: str | None) -> str | None:
    """The address of this page from the cursor on; None at the end of the list."""
    return _address(request, {CURSOR: cursor}) if cursor else None


def newest_address(request: Request) -> str | None:
    """The address of this page from its beginning; None when it is there already."""
    return _address(request, {}) if CURSOR in request.query_params else None


def _address(request: Request, more: dict[str, str]) -> str:
    kept = [(name, value) for name, value in request.query_params.multi_items() if name != CURSOR]
    query = urlencode([*kept, *more.items()])
    return f"{request.url.path}?{query}" if query else request.url.path

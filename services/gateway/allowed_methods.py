"""Which methods an address takes: what a 405 must say in `Allow` (RFC 9110, 15.5.6)."""

from __future__ import annotations

from re import Pattern

from fastapi import FastAPI
from starlette.routing import compile_path


def allowed_methods(app: FastAPI, path: str) -> str | None:
    """The methods of every operation at this address, comma-separated; None outside the API.

    The router itself would name those of the first route alone, and no HEAD.
    """
    found: set[str] = set()
    for pattern, methods in _operations(app):
        if pattern.fullmatch(path):
            found |= methods
    return ", ".join(sorted(found)) or None


def _operations(app: FastAPI) -> list[tuple[Pattern[str], set[str]]]:
    paths = app.openapi()["paths"]
    return [
        (
            compile_path(path)[0],
            {method.upper() for method in methods} | ({"HEAD"} if "get" in methods else set()),
        )
        for path, methods in paths.items()
    ]

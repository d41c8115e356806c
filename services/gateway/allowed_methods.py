"""Which methods an address takes: what a 405 must say in `Allow` (RFC 9110, 15.5.6)."""

from __future__ import annotations

from fastapi import FastAPI
from starlette.routing import compile_path


def allowed_methods(app: FastAPI, path: str) -> str | None:
    """The methods of every operation at this address, comma-separated; None outside the API.

    The router itself would name those of the first route alone, and no HEAD. An address that is written out
    comes before one with a parameter: no import has the id ``preview``.
    """
    paths = app.openapi()["paths"]
    here = [path] if path in paths else [one for one in paths if compile_path(one)[0].fullmatch(path)]
    methods = {method.upper() for one in here for method in paths[one]}
    return ", ".join(sorted(methods | ({"HEAD"} if "GET" in methods else set()))) or None

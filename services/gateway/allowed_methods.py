"""What the OpenAPI document knows of an address: its operations, and the methods that a 405 must name."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from starlette.routing import compile_path


def operations_at(app: FastAPI, path: str) -> dict[str, dict[str, Any]]:
    """Method (``get``) → operation, of every operation at this address; none outside the API.

    An address that is written out comes before one with a parameter: no import has the id ``preview``.
    """
    paths = app.openapi()["paths"]
    here = [path] if path in paths else [one for one in paths if compile_path(one)[0].fullmatch(path)]
    return {method: operation for one in here for method, operation in paths[one].items()}


def allowed_methods(app: FastAPI, path: str) -> str | None:
    """What a 405 says in `Allow` (RFC 9110, 15.5.6), comma-separated; None outside the API.

    The router itself would name the methods of the first route alone, and no HEAD.
    """
    methods = {method.upper() for method in operations_at(app, path)}
    return ", ".join(sorted(methods | ({"HEAD"} if "GET" in methods else set()))) or None

"""What holds of every query parameter: an empty one is none, and one that is no list comes once.

Which there are, and which are lists, the OpenAPI document says.
"""

from __future__ import annotations

from collections import Counter
from urllib.parse import parse_qsl, urlencode

from fastapi import FastAPI, Request
from starlette.types import ASGIApp, Receive, Scope, Send

from services.gateway.allowed_methods import operations_at
from services.gateway.guard import API_PREFIX
from services.gateway.problems import invalid, refused


class WithoutEmpty:
    """ASGI middleware: below /v1 parameters without a value, which forms send, are as if they were not there.

    Unknown ones stay, for the operation to refuse.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].startswith(API_PREFIX):
            given = _given(scope)
            if not all(value for _, value in given):
                known = _parameters(scope["app"], scope["path"], scope["method"])
                kept = [(name, value) for name, value in given if value or name not in known]
                scope["query_string"] = urlencode(kept).encode("ascii")
        await self._app(scope, receive, send)


def each_once(request: Request) -> None:
    """Refuse what comes twice and is no list: all but the last would be overlooked (a FastAPI dependency).

    Raises Problem (400) that names every such parameter.
    """
    times = Counter(name for name, _ in _given(request.scope))
    if times and max(times.values()) > 1:
        are_lists = _parameters(request.app, request.url.path, request.method)
        names = [name for name, count in times.items() if count > 1 and not are_lists.get(name, True)]
        if names:
            raise invalid(*(refused("query", name, "hanya boleh satu kali") for name in names))


def _given(scope: Scope) -> list[tuple[str, str]]:
    return parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)


def _parameters(app: FastAPI, path: str, method: str) -> dict[str, bool]:
    """The query parameters of an operation, and whether each is a list; none for an unknown operation."""
    return {
        parameter["name"]: parameter["schema"].get("type") == "array"
        for parameter in operations_at(app, path).get(method.lower(), {}).get("parameters", ())
        if parameter["in"] == "query"
    }

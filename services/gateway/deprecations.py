"""What of the API is on its way out: the table, and what every answer of it says (docs/versioning.md).

A row stays after its operation has gone: the address answers 410 and names the successor.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any
from urllib.parse import parse_qs

from starlette.datastructures import MutableHeaders
from starlette.routing import compile_path
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services.gateway.problems import GONE, Problem, problem_answer


@dataclass(frozen=True)
class Deprecation:
    """An operation that goes (``get /v1/old/{id}``), or one query parameter of it. Times are UTC.

    `link` leads to what replaces it; `successor` names that in Bahasa Indonesia, for the 410.
    """

    method: str
    path: str
    since: datetime
    sunset: datetime
    link: str
    successor: str
    parameter: str | None = None


DEPRECATIONS: tuple[Deprecation, ...] = ()


class Deprecated:
    """ASGI middleware outside of the guard: whoever is refused is told as well.

    Deprecation is a structured date (RFC 9745), Sunset an HTTP date (RFC 8594). Where several rows concern
    a request the earliest end is named, and every successor linked.
    """

    def __init__(self, app: ASGIApp, table: Sequence[Deprecation]) -> None:
        self._app = app
        self._table = [(compile_path(row.path)[0], row) for row in sorted(table, key=lambda row: row.sunset)]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        rows = self._concerned(scope) if scope["type"] == "http" else []
        if not rows:
            await self._app(scope, receive, send)
            return

        async def telling(message: Message) -> None:
            if message["type"] == "http.response.start":
                _tell(MutableHeaders(scope=message), rows)
            await send(message)

        ended = next((row for row in rows if row.parameter is None and row.sunset <= datetime.now(UTC)), None)
        if ended is None:
            await self._app(scope, receive, telling)
            return
        problem = Problem(GONE, f"Alamat ini sudah ditutup. Penggantinya: {ended.successor}.")
        answer = problem_answer(
            problem, instance=scope["path"], request_id=scope["state"].get("request_id", "")
        )
        await answer(scope, receive, telling)

    def _concerned(self, scope: Scope) -> list[Deprecation]:
        if not self._table:
            return []
        method = "get" if scope["method"] == "HEAD" else scope["method"].lower()
        given = parse_qs(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        return [
            row
            for pattern, row in self._table
            if row.method == method
            and pattern.match(scope["path"])
            and (row.parameter is None or row.parameter in given)
        ]


def mark_deprecated(document: dict[str, Any], table: Sequence[Deprecation]) -> None:
    """Say it in the OpenAPI document, of what is still there."""
    for row in table:
        operation = document["paths"].get(row.path, {}).get(row.method)
        if operation is None:
            continue
        marked = [operation]
        if row.parameter is not None:
            marked = [one for one in operation.get("parameters", ()) if one["name"] == row.parameter]
        for one in marked:
            one["deprecated"] = True
            until = row.sunset.date().isoformat()
            one["description"] = f"{one.get('description', '')}\n\nEnds on {until}; see {row.link}".strip()


def _tell(headers: MutableHeaders, rows: Sequence[Deprecation]) -> None:
    first = rows[0]
    headers["Deprecation"] = f"@{int(first.since.timestamp())}"
    headers["Sunset"] = format_datetime(first.sunset.astimezone(UTC), usegmt=True)
    for row in rows:
        headers.append("Link", f'<{row.link}>; rel="deprecation"')

"""Single resources with an ETag: whoever has the newest state gets 304 instead of a body."""

from __future__ import annotations

import hashlib

from fastapi import Request
from fastapi.responses import Response
from pydantic import BaseModel


def conditional_answer(request: Request, resource: BaseModel) -> Response:
    """The resource as JSON with its ETag, or 304 when If-None-Match names it.

    The tag is weak (RFC 9110, 8.8.1): the same JSON may travel compressed or not.
    """
    body = resource.model_dump_json(by_alias=True).encode()
    tag = f'W/"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"ETag": tag}
    if _matches(request.headers.get("if-none-match", ""), tag):
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers, media_type="application/json")


def _matches(if_none_match: str, tag: str) -> bool:
    given = [part.strip().removeprefix("W/") for part in if_none_match.split(",")]
    return "*" in given or tag.removeprefix("W/") in given

"""A search service and a crawler that answer what a test told them and remember what they were asked."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from services.gateway.examples import ARTICLE
from shared.contracts.query import IndexedArticle


class FakeService:
    """Answers each ``METHOD PATH`` with the status and body laid into `answers`; 404 for anything else.

    A body may be a function of what was asked.
    """

    def __init__(self) -> None:
        self.answers: dict[str, tuple[int, Any]] = {}
        self.asked: list[tuple[str, Any]] = []
        self.app = FastAPI(openapi_url=None)
        self.app.add_route("/{path:path}", self._answer, methods=["GET", "POST", "PATCH", "DELETE"])

    async def _answer(self, request: Request) -> JSONResponse:
        call = f"{request.method} {request.url.path}"
        is_json = request.headers.get("content-type") == "application/json"
        body = await request.json() if is_json else dict(request.query_params)
        self.asked.append((call, body))
        status, answer = self.answers.get(call, (404, {"detail": "no such thing"}))
        return JSONResponse(answer(body) if callable(answer) else answer, status_code=status)

    def last(self, call: str) -> Any:
        """The body (or the query) of the newest request of that kind."""
        return next(body for asked, body in reversed(self.asked) if asked == call)


def indexed_article(**changes: Any) -> IndexedArticle:
    """The article of the API's examples as the search service hands it out."""
    shown = ARTICLE | changes
    article = {
        name: shown[name]
        for name in (
            "id revision url canonical_url title text author image kind source published_at"
            " published_precision published_from seen_at"
        ).split()
    }
    enrichment = {
        name: shown[name]
        for name in "lang regions tone topics aspiration people entities quotes keyphrases summary".split()
    }
    return IndexedArticle.model_validate(
        {
            "article": article | {"revised_at": shown["seen_at"], "content_hash": "0" * 64},
            "enrichment": enrichment | shown["enrichment"],
            "revisions": shown["revisions"],
            "story": shown["story"],
            "copy_of": shown["copy_of"],
            "highlights": {"title": ["\ue000Jembatan\ue001 Sangatta Dibuka, Warga Tak Lagi Memutar"]},
        }
    )

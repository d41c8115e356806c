"""A language service that gives a vector for each text it was told, counts, and can be broken."""

from __future__ import annotations

import asyncio
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from shared.runtime.clients import Clients
from shared.runtime.settings import Settings
from tests.search_world import vector


class Language:
    """`meanings` maps a text to the `about` of the vectors in tests.search_world; else the text itself."""

    def __init__(self) -> None:
        self.meanings: dict[str, str] = {}
        self.asked: list[str] = []
        self.model = "test-1"
        self.broken: int | None = None
        self.answer: Any = None
        self.delay = 0.0
        self.app = FastAPI(openapi_url=None)
        self.app.add_route("/embed", self._embed, methods=["POST"])

    def clients(self) -> Clients:
        """Clients whose language service this is."""
        return Clients(Settings(internal_token="t"), {"nlp": self.app})

    async def _embed(self, request: Request) -> JSONResponse:
        texts = (await request.json())["texts"]
        self.asked += texts
        await asyncio.sleep(self.delay)
        if self.broken is not None:
            return JSONResponse({"detail": "broken"}, status_code=self.broken)
        vectors = [vector(self.meanings.get(text, text)) for text in texts]
        return JSONResponse(self.answer or {"embeddings": vectors, "model": self.model})

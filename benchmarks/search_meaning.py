"""Stands in for the language service: the meaning of a query as a made-up vector, at no cost.

Embedding a query is the language service's work and measured there; here everybody is given the same vector.
"""

from __future__ import annotations

import zlib

from fastapi import FastAPI
from pydantic import BaseModel

from benchmarks.search_corpus import vector_of

# Queries lie near some article of the first thousand, as questions are about something that was in the news.
_NEAR = 1_000


class _Texts(BaseModel):
    """What is to be embedded."""

    texts: list[str]


class _Embeddings(BaseModel):
    """Unit vectors, and the model they are said to come from."""

    embeddings: list[list[float]]
    model: str = "bench"


def meaning_of(text: str) -> list[float]:
    """A unit vector of 384 values, the same for the same text."""
    return vector_of(zlib.crc32(text.encode()) % _NEAR)


def language_app() -> FastAPI:
    """An app with the one route that search needs of the language service."""
    app = FastAPI()

    @app.post("/embed")
    async def embed(asked: _Texts) -> _Embeddings:
        return _Embeddings(embeddings=[meaning_of(text) for text in asked.texts])

    return app

"""The language service's internal HTTP API: vectors for queries, an enrichment for a text at hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from services.nlp.encoder import EncoderError
from services.nlp.texts import article_from_text
from services.nlp.worker import Worker
from shared.contracts.enrichment import Enrichment
from shared.runtime.internal_api import Check, internal_app
from shared.runtime.settings import Settings


class EmbedRequest(BaseModel):
    """Queries whose vectors are wanted; a batch at most, so that an answer stays within a second."""

    texts: list[Annotated[str, Field(max_length=2_000)]] = Field(max_length=64)


class EmbedAnswer(BaseModel):
    """Unit vectors of 384 values in the order of the queries, and the model that made them.

    Their dot product with an article's embedding is the cosine; vectors of two models cannot be compared.
    """

    embeddings: list[list[float]]
    model: str


class EnrichRequest(BaseModel):
    """A text to read. `source_region` is the Kemendagri code of its publisher, a weak prior."""

    title: str = Field("", max_length=500)
    text: str = Field(min_length=1, max_length=200_000)
    source_region: str | None = None


def nlp_app(settings: Settings, worker: Worker, checks: Mapping[str, Check]) -> FastAPI:
    """The app with its routes, each asking for the internal token."""
    app = internal_app("nlp", settings, checks)
    router = APIRouter()

    @router.post("/embed")
    async def embed(request: EmbedRequest) -> EmbedAnswer:
        return EmbedAnswer(embeddings=await worker.embed(request.texts), model=worker.model)

    @router.post("/enrich")
    async def enrich(request: EnrichRequest) -> Enrichment:
        article = article_from_text(request.title, request.text, request.source_region)
        return (await worker.read([article]))[0]

    app.include_router(router, dependencies=[app.state.token_required])

    @app.exception_handler(EncoderError)
    async def cannot_read(_request: Request, error: EncoderError) -> JSONResponse:
        return JSONResponse({"detail": str(error)}, status_code=503)

    return app

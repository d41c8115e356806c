"""Vectors of queries from the language service, the last ones kept."""

from __future__ import annotations

import asyncio
import math
import time
import unicodedata
from collections import OrderedDict
from collections.abc import Callable

import httpx
from prometheus_client import Counter
from pydantic import BaseModel, ValidationError

from services.search.index.fields import EMBEDDING_SIZE
from services.search.semantic.errors import MeaningUnavailable
from shared.runtime.clients import Clients

# 12 kB each as Python's floats, 12 MB in all: some days' questions of a province.
_MOST = 1_000
# A new model gives other vectors. It is heard of with the next answer, and after this long in any case.
_SECONDS_KEPT = 600.0
# The answer takes some 10 ms; a language service that is this late is busy or gone, and a reader waits.
_PATIENCE_SECONDS = 2.0

_ASKED = Counter("gaung_search_query_vectors", "Vectors of queries, by where they came from", ["source"])


class _Answer(BaseModel):
    """What the language service says: unit vectors, and the model that made them."""

    embeddings: list[list[float]]
    model: str


class QueryVectors:
    """Asks once for each query and keeps the vector under the query's text and the model's name."""

    def __init__(self, clients: Clients, clock: Callable[[], float] = time.monotonic) -> None:
        self._clients = clients
        self._clock = clock
        self._model = ""
        self._kept: OrderedDict[tuple[str, str], tuple[float, list[float]]] = OrderedDict()

    async def vector_of(self, text: str) -> list[float]:
        """The unit vector of a query. Raises MeaningUnavailable."""
        asked = normalised(text)
        kept = self._kept.get((self._model, asked))
        if kept is not None and self._clock() - kept[0] < _SECONDS_KEPT:
            self._kept.move_to_end((self._model, asked))
            _ASKED.labels("memory").inc()
            return kept[1]
        answer = await self._ask(asked)
        vector = answer.embeddings[0]
        if answer.model != self._model:
            self._model = answer.model
            self._kept.clear()
        self._kept[self._model, asked] = (self._clock(), vector)
        self._kept.move_to_end((self._model, asked))
        if len(self._kept) > _MOST:
            self._kept.popitem(last=False)
        _ASKED.labels("nlp").inc()
        return vector

    async def _ask(self, text: str) -> _Answer:
        try:
            async with asyncio.timeout(_PATIENCE_SECONDS):
                response = await self._clients.to("nlp").post("/embed", json={"texts": [text]})
            response.raise_for_status()
            answer = _Answer.model_validate_json(response.content)
        except (httpx.HTTPError, TimeoutError, ValidationError) as error:
            _ASKED.labels("failed").inc()
            raise MeaningUnavailable(f"the language service gives no vector: {error!r}") from error
        if [len(vector) for vector in answer.embeddings] != [EMBEDDING_SIZE] or not _has_direction(
            answer.embeddings[0]
        ):
            raise MeaningUnavailable(
                "the language service gives a vector that no article can be compared with"
            )
        return answer


def normalised(text: str) -> str:
    """The text under which a vector is kept and asked for: composed characters, single blanks."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def _has_direction(vector: list[float]) -> bool:
    return all(math.isfinite(value) for value in vector) and any(vector)

"""Opens the language service (model, consumer, internal API) and closes it in order."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from services.nlp.app import nlp_app
from services.nlp.pipeline import Reader
from services.nlp.worker import BATCH, Worker
from shared.contracts.channels import NLP_ARTICLES
from shared.messaging.port import Broker, BrokerUnavailable
from shared.runtime.clients import Clients
from shared.runtime.internal_api import Check
from shared.runtime.settings import Settings


@asynccontextmanager
async def open_nlp(settings: Settings, broker: Broker, clients: Clients) -> AsyncIterator[FastAPI]:
    """Yield the internal app while articles are read.

    On leaving the batch in hand is read, published and acknowledged. Raises EncoderError, with one line that
    says what is missing, when a model cannot be loaded.
    """
    reader = await asyncio.to_thread(Reader.load, settings)
    worker = Worker(reader, broker)
    checks = {"broker": _broker_check(broker), "model": _model_loaded}
    async with broker.consume_batches(NLP_ARTICLES, worker.handle, size=BATCH):
        yield nlp_app(settings, worker, checks)


async def _model_loaded() -> str | None:
    # The app exists only after the model was loaded; the check names it for whoever reads /readyz.
    return None


def _broker_check(broker: Broker) -> Check:
    async def check() -> str | None:
        try:
            await broker.depth(NLP_ARTICLES)
        except BrokerUnavailable as error:
            return str(error)
        return None

    return check

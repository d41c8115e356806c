"""``gaung serve``: one service in one process, as the containers run it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Annotated, Literal

import typer
from fastapi import FastAPI

from services.cli.backup_places import refuse_half_restored
from services.cli.console import run
from shared.messaging.connect import connect
from shared.messaging.port import Broker
from shared.runtime.clients import Clients
from shared.runtime.logs import configure_logs, get_logger
from shared.runtime.process import Stop, serving
from shared.runtime.settings import INTERNAL_PORTS, Settings, SettingsError, load_settings

ServiceName = Literal["crawler", "nlp", "search", "gateway", "notifier"]


def serve(
    service: Annotated[ServiceName, typer.Argument(help="Which service this process is.")],
) -> None:
    """Run one service until SIGTERM; everything is set by GAUNG_* variables (see .env.example)."""
    settings = load_settings()
    refuse_half_restored(settings.data_dir)
    configure_logs(settings)
    run(serve_until_stopped(service, settings))


async def serve_until_stopped(service: ServiceName, settings: Settings) -> None:
    """Open the service, its internal port and, for the gateway, the public one; wait for a signal."""
    if not settings.internal_token:
        raise SettingsError("GAUNG_INTERNAL_TOKEN is not set: the services know each other by it")
    if service == "gateway" and not settings.secret_key:
        raise SettingsError("GAUNG_SECRET_KEY is not set: it signs sessions and cursors")
    log = get_logger(service)
    stop = Stop().on_signals()
    async with AsyncExitStack() as stack:
        broker = await connect(settings.broker())
        stack.push_async_callback(broker.close)
        clients = Clients(settings)
        stack.push_async_callback(clients.close)
        internal, public = await stack.enter_async_context(open_service(service, settings, broker, clients))
        port = settings.internal_port or INTERNAL_PORTS[service]
        await stack.enter_async_context(serving(internal, settings.host, port))
        if public is not None:
            await stack.enter_async_context(
                serving(public, settings.host, settings.port, settings.trusted_proxies)
            )
        log.info("serving", service=service, internal_port=port)
        await stop.wait()
        log.info("stopping", service=service)
    log.info("stopped", service=service)


@asynccontextmanager
async def open_service(
    service: ServiceName, settings: Settings, broker: Broker, clients: Clients
) -> AsyncIterator[tuple[FastAPI, FastAPI | None]]:
    """The internal app of a service and, for the gateway, its public one.

    Imported late: a crawler's container never loads the language model's libraries.
    """
    match service:
        case "crawler":
            from services.crawler.service import open_crawler

            async with open_crawler(settings, broker, clients) as app:
                yield app, None
        case "nlp":
            from services.nlp.service import open_nlp

            async with open_nlp(settings, broker, clients) as app:
                yield app, None
        case "search":
            from services.search.service import open_search

            async with open_search(settings, broker, clients) as app:
                yield app, None
        case "notifier":
            from services.notifier.service import open_notifier

            async with open_notifier(settings, broker, clients) as app:
                yield app, None
        case "gateway":
            from services.gateway.service import open_gateway

            async with open_gateway(settings, broker, clients) as apps:
                yield apps.internal, apps.public

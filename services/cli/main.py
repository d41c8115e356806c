"""The ``gaung`` command: one file per command group; every expected error is one line and an exit code."""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from services.cli import (
    backup,
    backup_lost,
    crawl,
    dead,
    demo,
    doctor,
    enrich,
    imports,
    index,
    keys,
    queues,
    serve,
    sources,
    standalone,
    tenants,
    users,
)
from services.cli.console import CommandError, err
from shared.messaging.port import MessagingError
from shared.runtime.clients import ServiceUnavailable
from shared.runtime.database import DatabaseUnavailable
from shared.runtime.process import PortInUse
from shared.runtime.settings import SettingsError

app = typer.Typer(
    name="gaung",
    help="Open media monitoring for Indonesian local government.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)


@app.callback()
def _common(
    data: Annotated[
        Path | None,
        typer.Option("--data", help="Where everything embedded lives; default: GAUNG_DATA_DIR or ./data."),
    ] = None,
) -> None:
    # What a library logs is no result of a short command; long-running ones configure their logs.
    logging.getLogger().addHandler(logging.NullHandler())
    if data is not None:
        os.environ["GAUNG_DATA_DIR"] = str(data)


app.command()(demo.demo)
app.command()(standalone.standalone)
app.command()(serve.serve)
app.command()(crawl.crawl)
app.command("import")(imports.import_)
app.command()(enrich.enrich)
app.command()(doctor.doctor)
app.command()(queues.queues)
app.command()(backup.backup)
app.command()(backup.restore)
app.command()(backup_lost.announce)
app.add_typer(sources.app, name="sources")
app.add_typer(tenants.app, name="tenants")
app.add_typer(keys.app, name="keys")
app.add_typer(users.app, name="users")
app.add_typer(dead.app, name="dead")
app.add_typer(index.app, name="index")

EXPECTED = (
    CommandError,
    SettingsError,
    MessagingError,
    DatabaseUnavailable,
    ServiceUnavailable,
    PortInUse,
)


def expected_errors() -> tuple[type[Exception], ...]:
    """The errors that are the user's to mend, those of the services among them once they are loaded."""
    from services.crawler.errors import CrawlerError
    from services.gateway.errors import GatewayError
    from services.nlp.encoder import EncoderError
    from services.search.index.errors import ArticleIndexError

    return (*EXPECTED, CrawlerError, GatewayError, EncoderError, ArticleIndexError)


def main() -> None:
    """Entry point: exit code 0 when done, 1 with one line on stderr when not, 130 after Ctrl-C."""
    try:
        app()
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        if not isinstance(error, expected_errors()):
            raise
        err.print(f"gaung: {error}", markup=False, soft_wrap=True)
        sys.exit(1)

"""``gaung standalone``: everything in one process on SQLite, nothing to install."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from services.cli.backup_places import refuse_half_restored
from services.cli.console import err, run
from shared.runtime.logs import configure_logs
from shared.runtime.process import Stop, serving
from shared.runtime.settings import Settings, load_settings

DataOption = Annotated[
    Path | None, typer.Option("--data", help="Where everything lives; default: GAUNG_DATA_DIR or ./data.")
]


def standalone(
    data: DataOption = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="Port of API and dashboard.")] = None,
    sources: Annotated[
        Path | None, typer.Option(exists=True, dir_okay=False, help="YAML list of sources to import first.")
    ] = None,
    once: Annotated[bool, typer.Option("--once", help="Crawl what is due, drain the queues, exit.")] = False,
) -> None:
    """Run crawler, language reading, search, API and dashboard in this one process."""
    settings = load_settings(data_dir=data, port=port)
    refuse_half_restored(settings.data_dir)
    configure_logs(settings)
    run(_run(settings, sources, once))


async def _run(settings: Settings, sources: Path | None, once: bool) -> None:
    # Late: the language model's libraries take seconds to load, --help must not.
    from services.standalone.run import open_standalone

    stop = Stop().on_signals()
    async with open_standalone(settings) as gaung:
        crawler = gaung.apps["crawler"].state.crawler
        if sources is not None:
            imported = await crawler.import_sources(sources)
            err.print(f"{imported} sources imported from {sources}")
        if once:
            await crawler.run_once()
            await gaung.drained()
            return
        async with serving(gaung.public, settings.host, settings.port, settings.trusted_proxies) as port:
            err.print(f"Gaung listens at http://{settings.host}:{port} (Ctrl-C ends it)")
            await stop.wait()
            err.print("finishing what is in hand …")

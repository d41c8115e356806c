"""``gaung demo``: the whole product on a laptop, on a small web of fictional outlets."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)

from services.cli.backup_places import refuse_half_restored
from services.cli.console import err, out, run
from services.cli.standalone import DataOption
from shared.runtime.logs import configure_logs
from shared.runtime.process import Stop
from shared.runtime.settings import Settings, load_settings

if TYPE_CHECKING:
    from services.standalone.demo.run import Demo


def demo(
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="Port of API and dashboard.")] = None,
    data: DataOption = None,
    once: Annotated[
        bool, typer.Option("--once", help="Read everything that is published, then exit.")
    ] = False,
) -> None:
    """Serve fictional outlets on loopback, crawl and read them, open two dashboards."""
    settings = load_settings(port=port, data_dir=data, log_level="warning")
    refuse_half_restored(settings.data_dir)
    configure_logs(settings)
    run(_run(settings, once))


async def _run(settings: Settings, once: bool) -> None:
    err.print("Gaung demo: loading the language model and opening the services …")
    # Late: the language model's libraries take seconds to load, --help must not.
    from services.standalone.demo.run import open_demo

    stop = Stop().on_signals()
    async with open_demo(settings) as running:
        err.print(
            f"The dashboard is open at {running.address} and fills while the outlets are being read.",
            soft_wrap=True,
        )
        await _until_read(running, stop)
        out.print(_welcome(running), markup=False, soft_wrap=True)
        if once:
            await running.gaung.drained()
            return
        err.print("New articles keep appearing while this runs. Ctrl-C ends it.")
        await stop.wait()
        err.print("finishing what is in hand …")


async def _until_read(running: Demo, stop: Stop) -> None:
    progress = Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=err,
    )
    with progress:
        task = progress.add_task("crawling and reading", total=running.expected)
        while not stop.is_set():
            done = await running.searchable()
            progress.update(task, completed=min(done, running.expected))
            if done >= running.expected:
                return
            await asyncio.sleep(0.5)


def _welcome(running: Demo) -> str:
    province, regency = running.access
    base = running.address
    auth = f'-H "Authorization: Bearer {province.key}"'
    return "\n".join(
        [
            "",
            f"Dashboard   {base}/",
            f"Sign in     {province.email}  {province.password}   ({province.name})",
            f"            {regency.email}  {regency.password}   ({regency.name})",
            f"API key     {province.key}",
            "",
            "Three questions to the API:",
            f'  curl {auth} "{base}/v1/articles?tone=negatif&limit=3"',
            f'  curl {auth} "{base}/v1/timeline?interval=week&split=tone"',
            f'  curl {auth} "{base}/v1/stories?limit=3"',
            "",
        ]
    )

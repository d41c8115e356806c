"""``gaung sources``: outlets to crawl: import, list, look before you import, pause."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from services.cli.console import out, print_json, print_rows, run
from services.cli.databases import database_of
from services.cli.trail import noted
from services.crawler.preview import open_preview
from services.crawler.source_store import change_source, import_source, list_sources
from services.crawler.sources_file import read_sources, read_sources_file
from shared.contracts.crawl import Source
from shared.runtime.settings import load_settings

app = typer.Typer(help="Outlets and government sites that are crawled.", no_args_is_help=True)

JsonOption = Annotated[bool, typer.Option("--json", help="JSON lines on stdout.")]
IdArgument = Annotated[str, typer.Argument(help="Source id, from `gaung sources list`.")]
UrlArgument = Annotated[str, typer.Argument(help="Address of the outlet's front page.")]
# How many articles a look at an outlet shows.
SHOWN = 20


@app.command("import")
def import_(
    file: Annotated[str, typer.Argument(help="YAML list of sources, or - for standard input.")],
    as_json: JsonOption = False,
) -> None:
    """Add sources, or bring known ones up to date; a wrong line is named and nothing is imported."""
    sources = read_sources(sys.stdin.read(), Path("-")) if file == "-" else read_sources_file(Path(file))
    now = datetime.now(UTC)

    async def store() -> None:
        async with database_of("crawler") as engine, engine.begin() as connection:
            for source in sources:
                await import_source(connection, source, now, together=len(sources))

    run(store())
    run(noted("source.import", "sources", ", ".join(source.id for source in sources)))
    if as_json:
        print_json({"imported": [source.id for source in sources]})
    else:
        out.print(f"{len(sources)} sources imported")


@app.command("list")
def list_(as_json: JsonOption = False) -> None:
    """All sources with their last success and error."""

    async def read() -> list[Source]:
        found: list[Source] = []
        async with database_of("crawler") as engine, engine.connect() as connection:
            while page := await list_sources(connection, after=found[-1].id if found else None, limit=500):
                found += page
        return found

    rows = [source.model_dump(mode="json") for source in run(read())]
    columns = ("id", "name", "url", "interval", "paused", "last_success_at", "last_error")
    print_rows(rows, columns, as_json=as_json, empty="No sources yet: gaung sources import FILE")


@app.command()
def discover(url: UrlArgument, as_json: JsonOption = False) -> None:
    """The feeds, sitemaps or listing that an outlet would be polled by."""

    async def find() -> list[tuple[str, str]]:
        async with open_preview(load_settings(), url) as preview:
            return [(kind, place) for kind, place in await preview.discover()]

    rows = [{"kind": kind, "url": place} for kind, place in run(find())]
    print_rows(
        rows, ("kind", "url"), as_json=as_json, empty="No feed, sitemap or list of articles was found."
    )


@app.command()
def check(url: UrlArgument, as_json: JsonOption = False) -> None:
    """What would be collected from an outlet now: its newest articles, by the places it is polled by."""

    async def collect() -> list[dict[str, object]]:
        rows: list[dict[str, object]] = []
        async with open_preview(load_settings(), url) as preview:
            for kind, place in await preview.discover():
                for found in (await preview.articles(kind, place))[:SHOWN]:
                    rows.append(
                        {"by": kind, "published": found.published, "title": found.title, "url": found.url}
                    )
        return rows

    empty = "Nothing would be collected; see gaung sources discover for where it would look."
    print_rows(run(collect()), ("by", "published", "title", "url"), as_json=as_json, empty=empty)


@app.command()
def pause(id: IdArgument, as_json: JsonOption = False) -> None:
    """Stop visiting a source until it is resumed."""
    _set_paused(id, True, as_json)


@app.command()
def resume(id: IdArgument, as_json: JsonOption = False) -> None:
    """Visit a paused source again."""
    _set_paused(id, False, as_json)


def _set_paused(id: str, paused: bool, as_json: bool) -> None:
    async def change() -> Source:
        async with database_of("crawler") as engine, engine.begin() as connection:
            return await change_source(connection, id, {"paused": paused}, datetime.now(UTC))

    source = run(change())
    run(noted("source.change", source.id, "paused" if paused else "resumed"))
    if as_json:
        print_json({"id": source.id, "paused": source.paused})
    else:
        out.print(f"{source.id} is {'paused' if source.paused else 'crawled again'}")

"""``gaung index``: the state of the article index, writing it anew, and how long articles stay."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Annotated

import typer
from sqlalchemy.ext.asyncio import AsyncEngine

from services.cli.console import CommandError, err, out, print_json, run
from services.cli.databases import database_of
from services.cli.progress import progress_bar
from services.search import rebuild as rebuilding
from services.search.index.open import open_index, open_upkeep
from services.search.index.upkeep import Upkeep
from services.search.retention.choice import chosen
from services.search.retention.old_months import count_before, first_kept, forget_before
from shared.contracts.query import ArticleSearch, Filter
from shared.runtime.settings import load_settings

app = typer.Typer(help="The article index.", no_args_is_help=True)


@app.command()
def status(
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
) -> None:
    """How many articles lie in the index, and the newest of them."""
    settings = load_settings()

    async def read() -> dict[str, object]:
        index = open_index(settings.index())
        try:
            await index.prepare()
            request = ArticleSearch(filter=Filter(scope=["ID"]), sort="seen", limit=1, highlight=False)
            page = await index.search(request)
        finally:
            await index.close()
        newest = page.items[0].article.seen_at.isoformat() if page.items else None
        return {"articles": page.total.value, "relation": page.total.relation, "newest_seen_at": newest}

    found = run(read())
    if as_json:
        print_json(found)
    else:
        out.print(f"{found['articles']} articles, the newest seen at {found['newest_seen_at'] or '-'}")


@asynccontextmanager
async def _rows_and_index() -> AsyncIterator[tuple[AsyncEngine, Upkeep]]:
    index = open_upkeep(load_settings().index())
    try:
        async with database_of("search") as engine:
            yield engine, index
    finally:
        await index.close()


@app.command()
def rebuild(
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
) -> None:
    """Write the index anew from the database; running services keep answering from the old one meanwhile."""

    async def work() -> rebuilding.Rebuilt:
        async with _rows_and_index() as (engine, index):
            with progress_bar("writing articles") as progress:
                return await rebuilding.rebuild(engine, index, progress)

    done = run(work())
    if as_json:
        print_json(asdict(done))
    else:
        out.print(f"{done.articles} articles, {done.written} written, {done.removed} removed")
    if done.refused:
        err.print(
            f"{done.refused} were refused by the index; `gaung dead list` says why when they come again"
        )


@app.command()
def merge(
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
) -> None:
    """Merge the index files of past months, which then answer several times faster; run it once a month."""
    settings = load_settings()

    async def work() -> int:
        index = open_upkeep(settings.index())
        month = datetime.now(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
        merged = 0
        try:
            with progress_bar("merging months") as progress:
                async for merged, months in index.merge_before(month):
                    progress(merged, months)
        finally:
            await index.close()
        return merged

    merged = run(work())
    if as_json:
        print_json({"merged": merged})
    else:
        out.print(f"{merged} merged")


@app.command()
def retention(
    keep: Annotated[
        str | None,
        typer.Option(
            "--keep", help="Whole months to keep beside the present one: 24mo; without: as chosen in Admin."
        ),
    ] = None,
    yes: Annotated[
        bool, typer.Option("--yes", help="Do it; without, only say what would be forgotten.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
) -> None:
    """Forget articles first seen longer ago, in the index and in the database; raw pages stay archived."""
    now = datetime.now(UTC)
    asked = None if keep is None else first_kept(_months(keep), now)

    async def work() -> tuple[datetime, int]:
        async with _rows_and_index() as (engine, index):
            first = asked or (await chosen(engine, now)).first_kept
            if first is None:
                raise CommandError("nobody chose in Admin how long articles are kept; say it: --keep 24mo")
            if yes:
                return first, await forget_before(engine, index, first)
            return first, await count_before(engine, first)

    first, articles = run(work())
    if as_json:
        print_json({"first_kept": first.date().isoformat(), "articles": articles, "forgotten": yes})
    elif yes:
        out.print(f"{articles} articles first seen before {first.date()} forgotten")
    else:
        out.print(f"{articles} articles were first seen before {first.date()}; --yes forgets them")


def _months(keep: str) -> int:
    months = re.fullmatch(r"([1-9][0-9]{0,3})mo", keep)
    if months is None:
        raise CommandError(f"--keep {keep!r}: expected months such as 24mo")
    return int(months.group(1))

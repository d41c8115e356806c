"""``gaung import``: a file of complaints, posts or clippings into the pipeline of this installation."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, get_args

import typer
from pydantic import ValidationError

from services.cli.console import CommandError, out, print_json, run
from services.cli.databases import database_of
from services.crawler.imports.errors import UnusableFile
from services.crawler.imports.preview import preview
from services.crawler.imports.taking import take
from services.crawler.source_store import list_sources
from services.gateway.pushing import source_errors, with_region
from services.gateway.tenants import get_tenant
from shared.contracts.article import Kind
from shared.contracts.crawl import PushedSource, Source
from shared.contracts.imports import Import, ImportOrder, ImportPreview

_KINDS = get_args(Kind)


def import_(
    file: Annotated[
        Path, typer.Argument(help="CSV, XLSX or JSONL.", exists=True, dir_okay=False, readable=True)
    ],
    tenant: Annotated[str, typer.Option(help="Tenant id, from `gaung tenants list`.")],
    source: Annotated[str, typer.Option(help="Who said it, e.g. the name of the complaints system.")],
    kind: Annotated[str, typer.Option(help=f"What every row is: {', '.join(_KINDS)}.")] = "aspirasi",
    region: Annotated[str | None, typer.Option(help="Region code of rows that name none.")] = None,
    mapping: Annotated[str, typer.Option(help='JSON, column → field: {"Isi": "text", "Skor": null}.')] = "{}",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only show how the file would be read; keep nothing.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
) -> None:
    """Read, mask and keep the rows of a file; the running installation takes them into its pipeline."""

    async def read() -> Import | ImportPreview:
        order = await _order(tenant, PushedSource(name=source, region=region), kind, mapping, file.name)
        with file.open("rb") as opened:
            if dry_run:
                return preview(opened, order, datetime.now(UTC))
            async with database_of("crawler") as engine:
                return await take(engine, opened, order)

    try:
        seen = run(read())
    except UnusableFile as error:
        raise CommandError(f"{file}: {error}") from error
    if as_json:
        print_json(seen.model_dump(mode="json"))
        return
    counts = seen.counts
    out.print(f"{counts.rows} rows: {counts.accepted} accepted, {counts.refused} refused, ", end="")
    out.print(f"{counts.duplicates} duplicates")
    for column, field in seen.mapping.items():
        out.print(f"  {column}: {field or '-'}", markup=False)
    for note in seen.notes:
        out.print(note, markup=False, soft_wrap=True)
    if isinstance(seen, ImportPreview):
        for refusal in seen.refusals:
            out.print(f"  row {refusal.row}: {refusal.reason}", markup=False, soft_wrap=True)
    else:
        out.print(f"import {seen.id}")


async def _order(tenant_id: str, source: PushedSource, kind: str, mapping: str, filename: str) -> ImportOrder:
    async with database_of("gateway") as engine:
        tenant = await get_tenant(engine, tenant_id)
    known = await _sources()
    source = source.model_copy(update={"timezone": tenant.timezone})
    for error in source_errors(source, tenant, known):
        raise CommandError(f"{error.name}: {error.message}")
    given: dict[str, Any] = {"kind": kind, "filename": filename}
    try:
        return ImportOrder(
            tenant_id=tenant.id,
            scope=list(tenant.scope),
            source=with_region(source, tenant),
            mapping=json.loads(mapping),
            **given,
        )
    except json.JSONDecodeError as error:
        raise CommandError(f"--mapping is no JSON: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        raise CommandError(f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from error


async def _sources() -> list[Source]:
    found: list[Source] = []
    async with database_of("crawler") as engine, engine.connect() as connection:
        while page := await list_sources(connection, after=found[-1].id if found else None, limit=500):
            found += page
    return found

"""``gaung tenants``: who uses this installation, and which regions each of them sees."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer

from services.cli.console import out, print_json, print_rows, run
from services.cli.databases import database_of
from services.gateway.tenants import Tenant, TenantChange, change_tenant, create_tenant, list_tenants
from services.search.watches.store import rescope
from shared.contracts.watch import Rescope

app = typer.Typer(help="Tenants: regencies, cities and provinces.", no_args_is_help=True)


@app.command()
def create(
    name: Annotated[str, typer.Option(help="Name of the tenant, e.g. 'Kominfo Kutai Timur'.")],
    region: Annotated[
        list[str], typer.Option(help="Region code it may see (64.08, 64, ID); may be repeated.")
    ],
    timezone: Annotated[
        str | None, typer.Option(help="IANA zone; default: that of the first region.")
    ] = None,
    daily_quota: Annotated[
        int | None, typer.Option(min=1, help="Requests per day; default: as everybody.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
) -> None:
    """Make a tenant with its scope."""

    async def make() -> Tenant:
        async with database_of("gateway") as engine:
            return await create_tenant(engine, name, region, timezone, daily_quota=daily_quota)

    tenant = run(make())
    if as_json:
        print_json(_row(tenant))
    else:
        out.print(f"tenant {tenant.id} sees {', '.join(tenant.scope)} in {tenant.timezone}")
        out.print(f"next: gaung keys issue --tenant {tenant.id} --role viewer")


@app.command()
def change(
    id: Annotated[str, typer.Argument(help="Tenant id, from `gaung tenants list`.")],
    name: Annotated[str | None, typer.Option(help="Its new name.")] = None,
    region: Annotated[
        list[str] | None, typer.Option(help="Region code it may see from now on; may be repeated.")
    ] = None,
    timezone: Annotated[str | None, typer.Option(help="IANA zone.")] = None,
    daily_quota: Annotated[int | None, typer.Option(min=0, help="Requests per day; 0: as everybody.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
) -> None:
    """Change a tenant; its saved searches follow a new scope or zone."""

    async def alter() -> Tenant:
        async with database_of("gateway") as engine, database_of("search") as searches:

            async def follow(tenant: Tenant) -> None:
                await rescope(
                    searches,
                    Rescope(tenant_id=tenant.id, scope=list(tenant.scope), zone=tenant.timezone),
                    datetime.now(UTC),
                )

            wanted = TenantChange(name, region or None, timezone, daily_quota)
            return await change_tenant(engine, id, wanted, follow)

    tenant = run(alter())
    if as_json:
        print_json(_row(tenant))
    else:
        out.print(f"tenant {tenant.id} sees {', '.join(tenant.scope)} in {tenant.timezone}")


@app.command("list")
def list_(as_json: Annotated[bool, typer.Option("--json", help="JSON lines on stdout.")] = False) -> None:
    """All tenants."""

    async def rows() -> list[Tenant]:
        async with database_of("gateway") as engine:
            return await list_tenants(engine)

    columns = ("id", "name", "scope", "timezone", "daily_quota", "created_at")
    empty = "No tenants yet: gaung tenants create --name N --region CODE"
    print_rows(map(_row, run(rows())), columns, as_json=as_json, empty=empty)


def _row(tenant: Tenant) -> dict[str, object]:
    return {
        "id": tenant.id,
        "name": tenant.name,
        "scope": list(tenant.scope),
        "timezone": tenant.timezone,
        "daily_quota": tenant.daily_quota,
        "created_at": tenant.created_at.isoformat(timespec="seconds"),
    }

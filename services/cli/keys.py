"""``gaung keys``: API keys, shown once, rotated without a gap."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Annotated

import typer

from services.cli.console import out, print_json, print_rows, run
from services.cli.databases import database_of
from services.gateway.keys import (
    DEFAULT_GRACE,
    LONGEST_GRACE,
    IssuedKey,
    Key,
    RotatedKey,
    issue_key,
    list_keys,
    revoke_key,
    rotate_key,
)
from services.gateway.roles import Role

_HOUR = timedelta(hours=1)
app = typer.Typer(help="API keys of tenants.", no_args_is_help=True)


@app.command()
def issue(
    tenant: Annotated[str, typer.Option(help="Tenant id, from `gaung tenants list`.")],
    role: Annotated[Role, typer.Option(help="What the key may do.")] = "viewer",
    days: Annotated[
        int | None, typer.Option(min=1, help="Valid for so many days; default: until revoked.")
    ] = None,
    name: Annotated[str, typer.Option(help="What people call it, e.g. 'Dasbor Diskominfo'.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
) -> None:
    """Issue a key. It is shown this once and stored as a hash."""
    expires = datetime.now(UTC) + timedelta(days=days) if days else None

    async def make() -> IssuedKey:
        async with database_of("gateway") as engine:
            return await issue_key(engine, tenant, role, expires, name=name.strip()[:100])

    issued = run(make())
    if as_json:
        print_json({"id": issued.id, "key": issued.key})
    else:
        out.print(f"key {issued.id}, shown only now:")
        out.print(issued.key, soft_wrap=True)


@app.command()
def rotate(
    id: Annotated[str, typer.Argument(help="Key id, from `gaung keys list`.")],
    grace_hours: Annotated[
        int,
        typer.Option(min=0, max=LONGEST_GRACE // _HOUR, help="How long the secret before stays good."),
    ] = DEFAULT_GRACE // _HOUR,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
) -> None:
    """Give a key a new secret, shown this once; the one before stays good for a while."""

    async def turn() -> RotatedKey:
        async with database_of("gateway") as engine:
            return await rotate_key(engine, id, timedelta(hours=grace_hours))

    rotated = run(turn())
    until = _time(rotated.previous_until)
    if as_json:
        print_json({"id": rotated.id, "key": rotated.key, "previous_until": until})
    else:
        out.print(f"key {rotated.id}, shown only now; the secret before ends at {until}:")
        out.print(rotated.key, soft_wrap=True)


@app.command()
def revoke(
    id: Annotated[str, typer.Argument(help="Key id, from `gaung keys list`.")],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
) -> None:
    """Make a key useless from now on."""

    async def end() -> None:
        async with database_of("gateway") as engine:
            await revoke_key(engine, id)

    run(end())
    if as_json:
        print_json({"id": id, "revoked": True})
    else:
        out.print(f"key {id} revoked")


@app.command("list")
def list_(
    tenant: Annotated[str | None, typer.Option(help="Only this tenant's keys.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="JSON lines on stdout.")] = False,
) -> None:
    """All keys, without their secrets."""

    async def rows() -> list[Key]:
        async with database_of("gateway") as engine:
            return await list_keys(engine, tenant)

    columns = ("id", "tenant", "name", "prefix", "role", "last_used_at", "expires_at", "revoked_at")
    empty = "No keys yet: gaung keys issue --tenant ID --role viewer"
    print_rows(map(_row, run(rows())), columns, as_json=as_json, empty=empty)


def _row(key: Key) -> dict[str, object]:
    return {
        "id": key.id,
        "tenant": key.tenant_id,
        "name": key.name,
        "prefix": key.prefix,
        "role": key.role,
        "created_at": _time(key.created_at),
        "last_used_at": _time(key.last_used_at),
        "expires_at": _time(key.expires_at),
        "revoked_at": _time(key.revoked_at),
        "previous_until": _time(key.previous_until),
    }


def _time(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None

"""``gaung users``: people who sign in to the dashboard."""

from __future__ import annotations

import secrets
from typing import Annotated

import typer

from services.cli.console import out, print_json, print_rows, run
from services.cli.databases import database_of
from services.gateway.roles import Role
from services.gateway.users import User, create_user, list_users

app = typer.Typer(help="People who sign in to the dashboard.", no_args_is_help=True)


@app.command()
def create(
    tenant: Annotated[str, typer.Option(help="Tenant id, from `gaung tenants list`.")],
    email: Annotated[str, typer.Option(help="E-mail address to sign in with.")],
    role: Annotated[Role, typer.Option(help="What the person may do.")] = "analyst",
    password: Annotated[
        str | None, typer.Option(envvar="GAUNG_USER_PASSWORD", help="Default: one is made and shown once.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
) -> None:
    """Make a user of a tenant."""
    chosen = password or secrets.token_urlsafe(12)

    async def make() -> User:
        async with database_of("gateway") as engine:
            return await create_user(engine, tenant, email, chosen, role)

    user = run(make())
    shown = {} if password else {"password": chosen}
    if as_json:
        print_json({"id": user.id, "email": user.email, **shown})
        return
    out.print(f"user {user.id}: {user.email}")
    if shown:
        out.print(f"password, shown only now: {chosen}", markup=False)


@app.command("list")
def list_(
    tenant: Annotated[str | None, typer.Option(help="Only this tenant's people.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="JSON lines on stdout.")] = False,
) -> None:
    """All users, without their passwords."""

    async def rows() -> list[User]:
        async with database_of("gateway") as engine:
            return await list_users(engine, tenant)

    def row(user: User) -> dict[str, object]:
        return {"id": user.id, "tenant": user.tenant_id, "email": user.email, "role": user.role}

    empty = "No users yet: gaung users create --tenant ID --email E"
    print_rows(map(row, run(rows())), ("id", "tenant", "email", "role"), as_json=as_json, empty=empty)

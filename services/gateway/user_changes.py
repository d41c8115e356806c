"""What an admin does with a person: another role, the door shut and opened, a password handed out anew."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from services.gateway import audit, tables
from services.gateway.errors import UnknownUser
from services.gateway.roles import Role
from services.gateway.sessions import end_sessions
from services.gateway.users import User, handed_out_password, hash_of


async def change_role(engine: AsyncEngine, user: User, role: Role, *, actor: str) -> None:
    """Give a person another role; it holds from the next page on. Raises UnknownUser."""
    if role == user.role:
        return
    await _change(engine, user, {"role": role}, "user.role", f"{user.role} → {role}", actor, end=False)


async def set_disabled(engine: AsyncEngine, user: User, disabled: bool, *, actor: str) -> None:
    """Shut a person out, on all devices at once, or let them in again. Raises UnknownUser."""
    if disabled == user.disabled:
        return
    action = "user.disable" if disabled else "user.enable"
    await _change(engine, user, {"disabled": disabled}, action, "", actor, end=disabled)


async def reset_password(engine: AsyncEngine, user: User, *, actor: str) -> str:
    """Hand out a password, which is shown this once; all devices are signed out. Raises UnknownUser.

    The person must choose another one before anything else.
    """
    password = handed_out_password()
    values = {"password_hash": await hash_of(password), "must_change_password": True}
    await _change(engine, user, values, "user.reset", "password handed out", actor, end=True)
    return password


async def _change(
    engine: AsyncEngine,
    user: User,
    values: dict[str, Any],
    action: str,
    detail: str,
    actor: str,
    *,
    end: bool,
) -> None:
    users = tables.users.c
    async with engine.begin() as connection:
        found = await connection.execute(select(users.id).where(users.id == user.id).with_for_update())
        if found.first() is None:
            raise UnknownUser(f"no user has the id {user.id!r}")
        await connection.execute(update(tables.users).where(users.id == user.id).values(**values))
        if end:
            await end_sessions(connection, user.id)
        await audit.record(
            connection,
            actor=actor,
            action=action,
            subject=user.id,
            tenant_id=user.tenant_id,
            detail=detail,
        )

"""People who sign in to the dashboard: argon2id passwords, checked in equal time for known and unknown."""

from __future__ import annotations

import asyncio
import re
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import Row, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine

from services.gateway import audit, tables
from services.gateway.errors import InvalidUser
from services.gateway.roles import Role
from services.gateway.sessions import end_sessions
from services.gateway.tenants import get_tenant

# argon2-cffi's default is the second recommended profile of RFC 9106: argon2id, 64 MiB, 3 passes, 4 lanes.
_HASHER = PasswordHasher()
# NIST SP 800-63B, 5.1.1.2: at least 8 characters; long passphrases must be possible.
PASSWORD_LENGTH = range(8, 257)
# What a person chooses, unlike what an admin hands out, stays for years: long enough to be a phrase.
NEW_PASSWORD_LENGTH = range(12, 257)
FEWEST_CHARACTERS = 4
# Without i, l, o, 0 and 1: read out on the telephone, copied from a slip of paper.
_CLEAR_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
# One @, something on both sides, no blanks: the mail server decides the rest. 254: RFC 5321, 4.5.3.1.3.
_EMAIL = re.compile(r"[^\s@]{1,64}@[^\s@]{1,189}")


@dataclass(frozen=True)
class User:
    """A person of a tenant; never the password."""

    id: str
    tenant_id: str
    email: str
    role: Role
    created_at: datetime
    disabled: bool
    password_changed_at: datetime | None = None
    tour_seen_at: datetime | None = None
    # The visit now, to the minute, and the end of the one before; see visits.py.
    last_seen_at: datetime | None = None
    previous_visit_at: datetime | None = None
    # The present password was handed out by an admin.
    must_change_password: bool = False


async def create_user(
    engine: AsyncEngine,
    tenant_id: str,
    email: str,
    password: str,
    role: Role,
    *,
    actor: str = "cli",
    must_change_password: bool = False,
) -> User:
    """Make a user. Raises UnknownTenant, InvalidUser (malformed or taken e-mail, password too short)."""
    await get_tenant(engine, tenant_id)
    email = email.strip().lower()
    if not _EMAIL.fullmatch(email):
        raise InvalidUser("email", f"not an e-mail address: {email!r}")
    if len(password) not in PASSWORD_LENGTH:
        raise InvalidUser("password", "a password has 8 to 256 characters")
    user = User(
        secrets.token_hex(8),
        tenant_id,
        email,
        role,
        datetime.now(UTC),
        disabled=False,
        must_change_password=must_change_password,
    )
    hashed = await asyncio.to_thread(_HASHER.hash, password)
    try:
        async with engine.begin() as connection:
            await connection.execute(
                insert(tables.users).values(
                    id=user.id,
                    tenant_id=tenant_id,
                    email=email,
                    password_hash=hashed,
                    role=role,
                    created_at=user.created_at,
                    disabled=False,
                    must_change_password=must_change_password,
                )
            )
            await audit.record(
                connection,
                actor=actor,
                action="user.create",
                subject=user.id,
                tenant_id=tenant_id,
                detail=f"role {role}",
            )
    except IntegrityError as error:
        raise InvalidUser("email", f"a user with the e-mail {email!r} exists already") from error
    return user


async def authenticate(engine: AsyncEngine, email: str, password: str) -> User | None:
    """The user when e-mail and password fit and the user is not disabled.

    A password is checked against a hash whether the user exists or not, so the time tells nothing.
    """
    query = select(tables.users).where(tables.users.c.email == email.strip().lower())
    async with engine.connect() as connection:
        row = (await connection.execute(query)).first()
    hashed = row.password_hash if row is not None else await asyncio.to_thread(_nobodys_hash)
    fits = await asyncio.to_thread(_verify, hashed, password)
    if row is None or not fits or row.disabled:
        return None
    return _user_of_row(row)


async def get_user(engine: AsyncEngine, user_id: str) -> User | None:
    """The user of this id, disabled or not."""
    async with engine.connect() as connection:
        row = (await connection.execute(select(tables.users).where(tables.users.c.id == user_id))).first()
    return _user_of_row(row) if row is not None else None


async def change_password(engine: AsyncEngine, user: User, old: str, new: str, *, keep_session: str) -> int:
    """Give the user another password and end all sessions but this one; how many were ended.

    Raises InvalidUser: `old` when it is not the present password, `new` when it is too short, is the e-mail
    address, or is the old one.
    """
    async with engine.connect() as connection:
        query = select(tables.users.c.password_hash).where(tables.users.c.id == user.id)
        present = await connection.scalar(query)
    if present is None or not await asyncio.to_thread(_verify, present, old):
        raise InvalidUser("old", "this is not the present password")
    must_be_strong(new, user.email)
    if new == old:
        raise InvalidUser("new", "the new password is the old one")
    hashed = await asyncio.to_thread(_HASHER.hash, new)
    async with engine.begin() as connection:
        changed = await connection.execute(
            update(tables.users)
            # Two changes at once: the second one finds another present password and is refused.
            .where(tables.users.c.id == user.id, tables.users.c.password_hash == present)
            .values(password_hash=hashed, password_changed_at=datetime.now(UTC), must_change_password=False)
        )
        if changed.rowcount == 0:
            raise InvalidUser("old", "the password was changed meanwhile")
        ended = await end_sessions(connection, user.id, but=keep_session)
        await audit.record(
            connection,
            actor=f"user:{user.id}",
            action="user.password",
            subject=user.id,
            tenant_id=user.tenant_id,
            detail=f"{ended} other sessions ended",
        )
    return ended


def handed_out_password() -> str:
    """A password that an admin passes on once: 77 random bits, without letters that look alike."""
    groups = ("".join(secrets.choice(_CLEAR_LETTERS) for _ in range(4)) for _ in range(4))
    return "-".join(groups)


async def hash_of(password: str) -> str:
    """The hash under which a password is kept; takes a tenth of a second, beside the event loop."""
    return await asyncio.to_thread(_HASHER.hash, password)


def must_be_strong(password: str, email: str) -> None:
    """Raises InvalidUser (`new`) for a password that a guesser would try soon."""
    if len(password) not in NEW_PASSWORD_LENGTH:
        raise InvalidUser("new", "a new password has 12 to 256 characters")
    guess, email = password.casefold().strip(), email.casefold()
    if guess in (email, email.split("@")[0]) or email in guess:
        raise InvalidUser("new", "the password is the e-mail address")
    # "aaaaaaaaaaaa", "121212121212": long, and yet among the first that are tried.
    if len(set(guess)) < FEWEST_CHARACTERS:
        raise InvalidUser("new", "the password repeats too few characters")


async def close_tour(engine: AsyncEngine, user_id: str, now: datetime) -> None:
    """Remember that this person has read, or does not want, the first-use tour."""
    async with engine.begin() as connection:
        await connection.execute(
            update(tables.users).where(tables.users.c.id == user_id).values(tour_seen_at=now)
        )


async def list_users(engine: AsyncEngine, tenant_id: str | None = None) -> list[User]:
    """The users of a tenant, or of all, oldest first."""
    query = select(tables.users).order_by(tables.users.c.created_at, tables.users.c.id)
    if tenant_id is not None:
        query = query.where(tables.users.c.tenant_id == tenant_id)
    async with engine.connect() as connection:
        return [_user_of_row(row) for row in await connection.execute(query)]


@cache
def _nobodys_hash() -> str:
    return _HASHER.hash(secrets.token_urlsafe(16))


def _verify(hashed: str, password: str) -> bool:
    try:
        return _HASHER.verify(hashed, password)
    except (VerificationError, InvalidHashError):
        return False


def _user_of_row(row: Row[Any]) -> User:
    return User(
        row.id,
        row.tenant_id,
        row.email,
        row.role,
        row.created_at,
        row.disabled,
        row.password_changed_at,
        row.tour_seen_at,
        row.last_seen_at,
        row.previous_visit_at,
        row.must_change_password,
    )

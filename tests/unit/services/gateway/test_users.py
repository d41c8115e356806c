"""Users: argon2id, one e-mail for one person, no difference between a wrong password and no such user."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from services.gateway import tables, users
from services.gateway.errors import InvalidUser, UnknownTenant
from services.gateway.tenants import Tenant, create_tenant
from services.gateway.users import authenticate, create_user, get_user, list_users

PASSWORD = "sungai-sangatta-jernih"


@pytest.fixture
async def tenant(engine: AsyncEngine) -> Tenant:
    """Kutai Timur."""
    return await create_tenant(engine, "Kutai Timur", ["64.08"])


async def test_a_user_signs_in_in_any_spelling_of_the_address(engine: AsyncEngine, tenant: Tenant) -> None:
    made = await create_user(engine, tenant.id, " Humas@Kutim.example ", PASSWORD, "analyst")
    assert made.email == "humas@kutim.example"
    assert await authenticate(engine, "HUMAS@kutim.example", PASSWORD) == made
    assert await get_user(engine, made.id) == made
    assert await list_users(engine, tenant.id) == [made]


async def test_the_password_is_stored_as_argon2id(engine: AsyncEngine, tenant: Tenant) -> None:
    await create_user(engine, tenant.id, "a@kutim.example", PASSWORD, "viewer")
    async with engine.connect() as connection:
        row = (await connection.execute(select(tables.users))).one()
    assert row.password_hash.startswith("$argon2id$")


async def test_wrong_password_unknown_and_disabled_users_are_refused(
    engine: AsyncEngine, tenant: Tenant
) -> None:
    await create_user(engine, tenant.id, "a@kutim.example", PASSWORD, "viewer")
    assert await authenticate(engine, "a@kutim.example", PASSWORD + "x") is None
    assert await authenticate(engine, "b@kutim.example", PASSWORD) is None
    async with engine.begin() as connection:
        await connection.execute(update(tables.users).values(disabled=True))
    assert await authenticate(engine, "a@kutim.example", PASSWORD) is None


async def test_an_unknown_user_costs_a_verification_too(
    engine: AsyncEngine, tenant: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    verified: list[str] = []

    def verify(hashed: str, _password: str) -> bool:
        verified.append(hashed)
        return True

    monkeypatch.setattr(users, "_verify", verify)
    assert await authenticate(engine, "nobody@kutim.example", PASSWORD) is None
    assert len(verified) == 1
    assert verified[0].startswith("$argon2id$")


@pytest.mark.parametrize(
    ("email", "password", "field"),
    [
        ("kutim.example", PASSWORD, "email"),
        ("a b@kutim.example", PASSWORD, "email"),
        ("a@kutim.example", "pendek", "password"),
        ("a@kutim.example", "x" * 257, "password"),
    ],
)
async def test_what_cannot_be_a_user_is_refused(
    engine: AsyncEngine, tenant: Tenant, email: str, password: str, field: str
) -> None:
    with pytest.raises(InvalidUser) as caught:
        await create_user(engine, tenant.id, email, password, "viewer")
    assert caught.value.field == field


async def test_an_address_belongs_to_one_user(engine: AsyncEngine, tenant: Tenant) -> None:
    other = await create_tenant(engine, "Bontang", ["64.74"])
    await create_user(engine, tenant.id, "a@kaltim.example", PASSWORD, "viewer")
    with pytest.raises(InvalidUser, match="exists already"):
        await create_user(engine, other.id, "A@kaltim.example", PASSWORD, "viewer")
    with pytest.raises(UnknownTenant):
        await create_user(engine, "nobody", "c@kaltim.example", PASSWORD, "viewer")

"""Every address of the desk that takes a form, found in the router: no token, wrong role, no session, no change.

A new form is under these tests as soon as it has its route.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import httpx
from fastapi.routing import iter_route_contexts
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from services.gateway import tables
from services.gateway.dashboard.routes import router
from services.gateway.dashboard.visitor import CSRF_FIELD, SESSION_COOKIE
from services.gateway.roles import Role
from services.gateway.sessions import Session, open_session
from services.gateway.users import create_user, list_users
from tests.unit.services.gateway.dashboard.browsing import PASSWORD, Gateway

SIGN_IN = "/masuk"
# What every person does with the account: the only forms of a viewer.
OF_EVERYBODY = ("/keluar", "/akun/")
OF_ADMINS = ("/admin/", "/laporan/kop")
OF_OPERATORS = ("/admin/penyewa", "/admin/penyimpanan", "/admin/sumber", "/admin/tambah-sumber")
# Who has looked in last is noted with every request, refused or not.
WITHOUT_VISITS = {"sessions", "users"}


def _forms() -> list[str]:
    """The addresses that take a form, with a made-up id where there is one."""
    found = iter_route_contexts(router.routes)
    paths = {route.path or "" for route in found if "POST" in (route.methods or ())}
    # Of the forms that one address may have, a part of it is a choice: any.
    return sorted(re.sub(r"\{[^}]+\}", "tidak-ada", path) for path in paths)


FORMS = [path for path in _forms() if path != SIGN_IN]


def test_the_forms_of_the_whole_desk_are_known() -> None:
    for one in ("/keluar", "/akun/sandi", "/pantauan/baru", "/aspirasi/impor", "/laporan/kliping"):
        assert one in FORMS
    assert len(FORMS) > 40


async def test_none_is_taken_without_the_token_of_its_session(
    gateway: Gateway, pages: httpx.AsyncClient
) -> None:
    other = await _session(gateway, "admin")
    await _enter(gateway, pages, "operator")
    before = await _stored(gateway.engine)
    for path in FORMS:
        for body in ({}, {CSRF_FIELD: other.csrf}):
            answer = await pages.post(path, data=body)
            assert answer.status_code == 403, f"{path}: {answer.status_code}"
            assert "Formulir sudah kedaluwarsa" in answer.text, path
    assert await _stored(gateway.engine) == before


async def test_a_viewer_sends_none_but_those_of_the_account(
    gateway: Gateway, pages: httpx.AsyncClient
) -> None:
    refused = [path for path in FORMS if not path.startswith(OF_EVERYBODY)]
    await _all_refuse(gateway, pages, "viewer", refused)


async def test_an_analyst_sends_none_of_those_of_admins(gateway: Gateway, pages: httpx.AsyncClient) -> None:
    refused = [path for path in FORMS if path.startswith(OF_ADMINS)]
    assert refused
    await _all_refuse(gateway, pages, "analyst", refused)


async def test_an_admin_sends_none_of_those_of_operators(gateway: Gateway, pages: httpx.AsyncClient) -> None:
    refused = [path for path in FORMS if path.startswith(OF_OPERATORS)]
    assert {path for path in OF_OPERATORS if not any(one.startswith(path) for one in refused)} == set()
    await _all_refuse(gateway, pages, "admin", refused)


async def test_after_the_end_of_a_session_every_form_leads_to_the_sign_in(
    gateway: Gateway, pages: httpx.AsyncClient
) -> None:
    session = await _enter(gateway, pages, "operator")
    past = datetime.now(UTC) - timedelta(seconds=1)
    async with gateway.engine.begin() as connection:
        await connection.execute(update(tables.sessions).values(expires_at=past))
    before = await _stored(gateway.engine)
    for path in FORMS:
        answer = await pages.post(path, data={CSRF_FIELD: session.csrf})
        assert answer.status_code == 401, path
        assert "Sesi Anda sudah berakhir" in answer.text, path
        assert f'href="{SIGN_IN}' in answer.text, path
    assert (await pages.get("/")).headers["location"] == SIGN_IN
    assert await _stored(gateway.engine) == before


async def _all_refuse(gateway: Gateway, pages: httpx.AsyncClient, role: Role, paths: Sequence[str]) -> None:
    """With the right token, but in the wrong role: 403 and nothing is written."""
    session = await _enter(gateway, pages, role)
    before = await _stored(gateway.engine)
    for path in paths:
        answer = await pages.post(path, data={CSRF_FIELD: session.csrf})
        assert answer.status_code == 403, f"{path}: {answer.status_code}"
        assert "Anda belum berhak" in answer.text, path
    assert await _stored(gateway.engine) == before


async def _enter(gateway: Gateway, pages: httpx.AsyncClient, role: Role) -> Session:
    """Sign a person in this role in with the browser."""
    session = await _session(gateway, role, pages)
    assert (await pages.get("/akun")).status_code == 200
    return session


async def _session(gateway: Gateway, role: Role, pages: httpx.AsyncClient | None = None) -> Session:
    [first, *_] = await list_users(gateway.engine)
    user = await create_user(gateway.engine, first.tenant_id, f"{role}@kutim.example", PASSWORD, role)
    token, session = await open_session(gateway.engine, user.id)
    if pages is not None:
        pages.cookies.set(SESSION_COOKIE, token)
    return session


async def _stored(engine: AsyncEngine) -> dict[str, list[str]]:
    """Everything in the gateway's database, as text."""
    async with engine.connect() as connection:
        return {
            table.name: sorted(str(tuple(row)) for row in await connection.execute(select(table)))
            for table in tables.metadata.sorted_tables
            if table.name not in WITHOUT_VISITS
        }

"""Signing in and out, as a browser without JavaScript does it."""

from __future__ import annotations

from dataclasses import replace

import httpx
from sqlalchemy import select, update

from services.gateway import tables
from services.gateway.dashboard.throttle import PER_PERSON_AND_ADDRESS
from tests.unit.services.gateway.dashboard.browsing import EMAIL, PASSWORD, Gateway, csrf_of, submit


async def test_without_a_session_every_page_leads_to_sign_in(pages: httpx.AsyncClient) -> None:
    for path in ("/", "/cerita", "/cerita/x", "/artikel/x", "/bagan/nada.svg"):
        answer = await pages.get(path)
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/masuk")


async def test_signing_in_leads_to_the_page_that_was_wanted(
    gateway: Gateway, pages: httpx.AsyncClient
) -> None:
    sent_away = await pages.get("/cerita?wilayah=64.08")
    form = await pages.get(sent_away.headers["location"])
    assert 'name="lanjut" value="/cerita?wilayah=64.08"' in form.text
    answer = await submit(pages, EMAIL.upper(), PASSWORD, lanjut="/cerita?wilayah=64.08")
    assert answer.headers["location"] == "/cerita?wilayah=64.08"
    cookie = next(value for value in answer.headers.get_list("set-cookie") if value.startswith("gaung_sesi="))
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Secure" not in cookie
    assert (await pages.get("/masuk")).headers["location"] == "/"
    async with gateway.engine.connect() as connection:
        actions = (await connection.execute(select(tables.audit.c.action))).scalars().all()
    assert actions[-1] == "session.open"


async def test_behind_https_the_cookie_is_secure(gateway: Gateway, pages: httpx.AsyncClient) -> None:
    https = gateway.settings.model_copy(update={"public_url": "https://gaung.example"})
    gateway.app.state.gateway = replace(gateway.app.state.gateway, settings=https)
    pages.base_url = httpx.URL("https://gaung.example")
    answer = await submit(pages, EMAIL, PASSWORD)
    assert all("Secure" in value for value in answer.headers.get_list("set-cookie") if "gaung_sesi=" in value)


async def test_a_wrong_password_is_told_without_saying_which_half(pages: httpx.AsyncClient) -> None:
    for email in (EMAIL, "tidak-ada@kutaitimur.example"):
        answer = await submit(pages, email, "keliru-sekali")
        assert answer.status_code == 401
        assert "Surel atau kata sandi salah" in answer.text
        assert f'value="{email}"' in answer.text
        assert "keliru-sekali" not in answer.text


async def test_guessing_is_stopped(pages: httpx.AsyncClient) -> None:
    for _ in range(PER_PERSON_AND_ADDRESS):
        assert (await submit(pages, EMAIL, "keliru-sekali")).status_code == 401
    answer = await submit(pages, EMAIL, PASSWORD)
    assert answer.status_code == 429
    assert "Terlalu banyak percobaan. Coba lagi dalam 15 menit." in answer.text
    assert int(answer.headers["retry-after"]) > 0


async def test_a_form_of_another_site_is_refused(pages: httpx.AsyncClient) -> None:
    fields = {"email": EMAIL, "password": PASSWORD, "csrf": ""}
    assert (await pages.post("/masuk", data=fields)).status_code == 403
    await pages.get("/masuk")
    assert (await pages.post("/masuk", data=fields | {"csrf": "guessed"})).status_code == 403


async def test_a_form_left_open_overnight_can_be_sent_again(pages: httpx.AsyncClient) -> None:
    fields = {
        "email": EMAIL,
        "password": PASSWORD,
        "lanjut": "/cerita",
        "csrf": csrf_of(await pages.get("/masuk")),
    }
    pages.cookies.clear()
    refused = await pages.post("/masuk", data=fields)
    assert "Halaman ini terbuka terlalu lama." in refused.text
    assert f'value="{EMAIL}"' in refused.text
    answer = await pages.post("/masuk", data=fields | {"csrf": csrf_of(refused)})
    assert answer.headers["location"] == "/cerita"


async def test_signing_out_ends_the_session_on_the_server(
    gateway: Gateway, press_officer: httpx.AsyncClient
) -> None:
    stolen = press_officer.cookies["gaung_sesi"]
    home = await press_officer.get("/")
    assert (await press_officer.post("/keluar", data={"csrf": "guessed"})).status_code == 403
    assert (await press_officer.get("/")).status_code == 200
    answer = await press_officer.post("/keluar", data={"csrf": csrf_of(home)})
    assert answer.headers["location"] == "/masuk"
    press_officer.cookies.set("gaung_sesi", stolen)
    assert (await press_officer.get("/")).status_code == 303
    async with gateway.engine.connect() as connection:
        actions = (await connection.execute(select(tables.audit.c.action))).scalars().all()
    assert actions[-1] == "session.close"


async def test_who_must_change_the_password_may_sign_out_instead(
    gateway: Gateway, press_officer: httpx.AsyncClient
) -> None:
    async with gateway.engine.begin() as connection:
        await connection.execute(update(tables.users).values(must_change_password=True))
    form = await press_officer.get("/akun")
    answer = await press_officer.post("/keluar", data={"csrf": csrf_of(form)})
    assert answer.headers["location"] == "/masuk"
    async with gateway.engine.connect() as connection:
        assert (await connection.execute(select(tables.sessions.c.user_id))).first() is None


async def test_a_disabled_user_is_out_at_once(gateway: Gateway, press_officer: httpx.AsyncClient) -> None:
    async with gateway.engine.begin() as connection:
        await connection.execute(update(tables.users).values(disabled=True))
    assert (await press_officer.get("/")).status_code == 303

"""The account page: password, devices, tour, notices, visits, as a browser without JavaScript uses them."""

from __future__ import annotations

import re
from datetime import timedelta

import httpx
import pytest

from services.gateway.audit import Acts, list_acts
from services.gateway.dashboard.clock import current_time
from services.gateway.dashboard.devices import device
from services.gateway.dashboard.throttle import PER_PERSON_AND_ADDRESS
from services.gateway.sessions import find_session, open_session, sessions_of
from services.gateway.users import authenticate, create_user, get_user, list_users
from tests.unit.services.gateway.dashboard.browsing import EMAIL, PASSWORD, Gateway, csrf_of
from tests.unit.services.gateway.dashboard.fakes import NOW

NEW = "sungai-sangatta-meluap"
CHROME = "Mozilla/5.0 (Linux; Android 15; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36"


async def send(browser: httpx.AsyncClient, path: str, **fields: str) -> httpx.Response:
    csrf = csrf_of(await browser.get("/akun"))
    return await browser.post(path, data={"csrf": csrf, **fields})


async def elsewhere(gateway: Gateway) -> str:
    """The cookie of another device of the press officer."""
    [user] = await list_users(gateway.engine)
    token, _ = await open_session(gateway.engine, user.id, agent=CHROME, address="10.0.0.7")
    return token


async def test_a_new_password_ends_the_other_devices_and_is_told_once(
    gateway: Gateway, press_officer: httpx.AsyncClient
) -> None:
    other = await elsewhere(gateway)
    answer = await send(press_officer, "/akun/sandi", lama=PASSWORD, baru=NEW, ulang=NEW)
    assert (answer.status_code, answer.headers["location"]) == (303, "/akun")
    # A chart that loads in between does not take the notice away.
    await press_officer.get("/bagan/nada.svg")
    assert "Kata sandi sudah diganti." in (await press_officer.get("/akun")).text
    assert "Kata sandi sudah diganti." not in (await press_officer.get("/akun")).text
    assert await find_session(gateway.engine, other) is None
    assert await authenticate(gateway.engine, EMAIL, NEW) is not None
    assert await authenticate(gateway.engine, EMAIL, PASSWORD) is None
    acts, _ = await list_acts(gateway.engine, Acts(action="user.password"), limit=5)
    assert [act.detail for act in acts] == ["1 other sessions ended"]


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"lama": "salah-sama-sekali", "baru": NEW, "ulang": NEW}, "Kata sandi sekarang tidak cocok."),
        ({"lama": PASSWORD, "baru": "pendek", "ulang": "pendek"}, "Pakai 12 sampai 256 huruf"),
        ({"lama": PASSWORD, "baru": EMAIL, "ulang": EMAIL}, "bukan alamat surel Anda"),
        ({"lama": PASSWORD, "baru": "121212121212", "ulang": "121212121212"}, "jangan mengulang huruf"),
        ({"lama": PASSWORD, "baru": PASSWORD, "ulang": PASSWORD}, "bukan kata sandi lama"),
        ({"lama": PASSWORD, "baru": NEW, "ulang": NEW + "x"}, "Dua isian kata sandi baru tidak sama."),
        ({}, "Isi kata sandi Anda yang sekarang."),
    ],
)
async def test_a_password_that_will_not_do_is_explained_and_never_sent_back(
    gateway: Gateway, press_officer: httpx.AsyncClient, fields: dict[str, str], told: str
) -> None:
    answer = await send(press_officer, "/akun/sandi", **fields)
    assert answer.status_code == 422
    assert told in answer.text
    assert 'role="alert"' in answer.text
    assert NEW not in answer.text
    assert await authenticate(gateway.engine, EMAIL, PASSWORD) is not None


async def test_the_present_password_cannot_be_guessed_at_an_unlocked_desk(
    gateway: Gateway, press_officer: httpx.AsyncClient
) -> None:
    for _ in range(PER_PERSON_AND_ADDRESS):
        await send(press_officer, "/akun/sandi", lama="tebakan-lain-lagi", baru=NEW, ulang=NEW)
    answer = await send(press_officer, "/akun/sandi", lama=PASSWORD, baru=NEW, ulang=NEW)
    assert answer.status_code == 429
    assert "Terlalu banyak percobaan" in answer.text


async def test_a_device_is_named_and_signed_out(gateway: Gateway, press_officer: httpx.AsyncClient) -> None:
    other = await elsewhere(gateway)
    shown = (await press_officer.get("/akun")).text
    assert "Chrome di Android" in shown
    assert "10.0.0.7" in shown
    [session_id] = re.findall(r'name="sesi" value="([^"]+)"', shown)
    assert other not in shown
    answer = await send(press_officer, "/akun/perangkat", sesi=session_id)
    assert answer.status_code == 303
    assert await find_session(gateway.engine, other) is None
    assert "Perangkat itu sudah dikeluarkan." in (await press_officer.get("/akun")).text


async def test_nobody_ends_the_session_of_another_person(
    gateway: Gateway, press_officer: httpx.AsyncClient
) -> None:
    [user] = await list_users(gateway.engine)
    colleague = await create_user(gateway.engine, user.tenant_id, "b@kutim.example", PASSWORD, "admin")
    token, session = await open_session(gateway.engine, colleague.id)
    answer = await send(press_officer, "/akun/perangkat", sesi=session.id)
    assert answer.status_code == 404
    assert await find_session(gateway.engine, token) is not None


async def test_signing_out_everywhere(gateway: Gateway, press_officer: httpx.AsyncClient) -> None:
    await elsewhere(gateway)
    answer = await send(press_officer, "/akun/keluar-semua")
    assert answer.headers["location"] == "/masuk"
    [user] = await list_users(gateway.engine)
    assert await sessions_of(gateway.engine, user.id) == []
    assert (await press_officer.get("/")).status_code == 303


async def test_the_tour_is_shown_until_it_is_closed(press_officer: httpx.AsyncClient) -> None:
    assert "Selamat datang di Gaung" in (await press_officer.get("/")).text
    assert (await send(press_officer, "/akun/tur")).headers["location"] == "/"
    assert "Selamat datang di Gaung" not in (await press_officer.get("/")).text


@pytest.mark.parametrize("path", ["/akun/sandi", "/akun/perangkat", "/akun/keluar-semua", "/akun/tur"])
async def test_no_form_works_from_another_site(
    gateway: Gateway, press_officer: httpx.AsyncClient, path: str
) -> None:
    answer = await press_officer.post(path, data={"csrf": "tebakan", "lama": PASSWORD})
    assert answer.status_code == 403
    assert "Formulir sudah kedaluwarsa" in answer.text
    assert (await press_officer.get("/akun")).status_code == 200


async def test_a_form_beyond_every_bound_is_refused(press_officer: httpx.AsyncClient) -> None:
    csrf = csrf_of(await press_officer.get("/akun"))
    answer = await press_officer.post("/akun/tur", data={"csrf": csrf, "isi": "x" * 700_000})
    assert answer.status_code == 413
    assert "Kiriman terlalu besar" in answer.text


async def test_the_visit_before_ends_half_an_hour_before_this_one(
    gateway: Gateway, press_officer: httpx.AsyncClient
) -> None:
    [user] = await list_users(gateway.engine)

    async def previous(after: timedelta) -> object:
        gateway.app.dependency_overrides[current_time] = lambda: NOW + after
        assert (await press_officer.get("/akun")).status_code == 200
        found = await get_user(gateway.engine, user.id)
        assert found is not None
        return found.previous_visit_at

    assert await previous(timedelta()) is None
    assert await previous(timedelta(minutes=20)) is None
    assert await previous(timedelta(minutes=51)) == NOW + timedelta(minutes=20)
    assert await previous(timedelta(minutes=60)) == NOW + timedelta(minutes=20)


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (CHROME, "Chrome di Android"),
        (CHROME + " Edg/140.0", "Edge di Android"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) Version/18.5 Mobile/15E148 Safari/604.1",
            "Safari di iPhone",
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:143.0) Gecko/20100101 Firefox/143.0",
            "Firefox di Windows",
        ),
        ("curl/8.5", "Perangkat tidak dikenal"),
        ("", "Perangkat tidak dikenal"),
    ],
)
def test_a_device_in_plain_words(agent: str, name: str) -> None:
    assert device(agent) == name

"""A form of which nothing came: the way back to its page, and what was typed, for whoever typed it."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import update

from services.gateway import tables
from services.gateway.dashboard import error_pages
from services.gateway.dashboard.story import page_routes
from services.gateway.dashboard.unsaved import Unsaved
from tests.unit.services.gateway.dashboard.browsing import PASSWORD, Gateway, csrf_of, submit
from tests.unit.services.gateway.dashboard.fakes import article

HOST = "http://gaung.example"
NOTE = "Bu Rina menjawab siang ini.\n<script>alert(1)</script>" + " Panjang." * 500


async def send(
    browser: httpx.AsyncClient, path: str, came_from: str = "", origin: str = HOST, **fields: str
) -> httpx.Response:
    """Send a form as a browser does from the page `came_from`."""
    headers = {"Origin": origin} | ({"Referer": f"{HOST}{came_from}"} if came_from else {})
    return await browser.post(path, data=fields, headers=headers)


def way_on(answer: httpx.Response) -> str:
    """Where the button of an error page leads."""
    [path] = re.findall(r'<a class="tombol" href="([^"]+)"', answer.text)
    return html.unescape(path)


def shown(answer: httpx.Response) -> list[str]:
    """The texts for copying."""
    texts = re.findall(r"<textarea [^>]*readonly>\n(.*?)</textarea>", answer.text, re.DOTALL)
    return [html.unescape(text) for text in texts]


@pytest.fixture
async def token(gateway: Gateway, press_officer: httpx.AsyncClient) -> str:
    """The proof of the press officer's forms; there is one story, and an officer before it."""
    gateway.search.articles = [article(1, story="s")]
    return csrf_of(await press_officer.get("/cerita"))


async def end_sessions(gateway: Gateway) -> None:
    past = datetime.now(UTC) - timedelta(seconds=1)
    async with gateway.engine.begin() as connection:
        await connection.execute(update(tables.sessions).values(expires_at=past))


@pytest.mark.parametrize(
    ("came_from", "leads_to"),
    [
        ("/cerita/s?hari=7", "/cerita/s?hari=7"),
        # After a refusal the browser stands at the address of the form, which only takes one.
        ("/cerita/s/catatan", "/cerita/s"),
        ("", "/cerita/s"),
    ],
)
async def test_while_search_is_away_a_note_is_shown_and_the_way_back_is_a_page(
    gateway: Gateway, press_officer: httpx.AsyncClient, token: str, came_from: str, leads_to: str
) -> None:
    gateway.search.down = True
    answer = await send(press_officer, "/cerita/s/catatan", came_from, csrf=token, catatan=NOTE)
    assert answer.status_code == 503
    assert "Yang Anda kirim belum disimpan." in answer.text
    assert "tidak ada yang hilang" not in answer.text
    assert shown(answer) == [NOTE]
    assert "<script>alert" not in answer.text
    assert token not in answer.text.replace(f'name="csrf" value="{token}"', "")
    assert way_on(answer) == leads_to
    gateway.search.down = False
    assert (await press_officer.get(way_on(answer))).status_code == 200


@pytest.mark.parametrize("act", ["keadaan", "opd"])
async def test_a_button_that_nobody_answers_leads_back_to_its_page(
    gateway: Gateway, press_officer: httpx.AsyncClient, token: str, act: str
) -> None:
    gateway.search.down = True
    answer = await send(press_officer, f"/cerita/s/{act}", csrf=token)
    assert answer.status_code == 503
    assert (way_on(answer), shown(answer)) == ("/cerita/s", [])


async def test_after_a_fault_of_ours_the_text_is_shown_too(
    press_officer: httpx.AsyncClient, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(page_routes, "add_note", fail)
    answer = await send(press_officer, "/cerita/s/catatan", csrf=token, catatan=NOTE)
    assert answer.status_code == 500
    assert shown(answer) == [NOTE]


async def test_a_form_for_something_that_is_gone_gives_its_text_back(
    press_officer: httpx.AsyncClient, token: str
) -> None:
    answer = await send(press_officer, "/cerita/tidak-ada/catatan", csrf=token, catatan=NOTE)
    assert (answer.status_code, shown(answer)) == (404, [NOTE])


async def test_after_the_end_of_a_session_the_text_is_shown_and_the_sign_in_leads_back(
    gateway: Gateway, press_officer: httpx.AsyncClient, token: str
) -> None:
    await end_sessions(gateway)
    answer = await send(press_officer, "/cerita/s/catatan", "/cerita/s?hari=7", csrf=token, catatan=NOTE)
    assert answer.status_code == 401
    assert "Sesi Anda sudah berakhir" in answer.text
    assert "Sesi berakhir 12 jam setelah masuk" in answer.text
    assert shown(answer) == [NOTE]
    assert token not in answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert way_on(answer) == "/masuk?lanjut=%2Fcerita%2Fs%3Fhari%3D7"
    signed_in = await submit(press_officer, "humas@kutaitimur.example", PASSWORD, lanjut="/cerita/s?hari=7")
    assert signed_in.headers["location"] == "/cerita/s?hari=7"


async def test_under_another_session_the_form_is_not_taken_and_its_text_not_lost(
    press_officer: httpx.AsyncClient, token: str
) -> None:
    answer = await send(press_officer, "/cerita/s/catatan", "/cerita/s", csrf="yang lama", catatan=NOTE)
    assert (answer.status_code, way_on(answer), shown(answer)) == (403, "/cerita/s", [NOTE])


async def test_what_another_site_sends_is_not_shown(
    gateway: Gateway, press_officer: httpx.AsyncClient, token: str
) -> None:
    for signed_in in (True, False):
        if not signed_in:
            await end_sessions(gateway)
        for origin in ("https://jahat.example", "null", "http://[", ""):
            answer = await send(press_officer, "/cerita/s/catatan", origin=origin, catatan="Hubungi kami")
            assert answer.status_code == (403 if signed_in else 401)
            assert "Hubungi kami" not in answer.text
        elsewhere = await press_officer.post(
            "/cerita/s/catatan", headers={"Origin": HOST, "Referer": "https://jahat.example/cerita"}
        )
        assert "jahat.example" not in elsewhere.text


async def test_passwords_are_never_sent_back(gateway: Gateway, press_officer: httpx.AsyncClient) -> None:
    await end_sessions(gateway)
    secret = "kata sandi yang panjang sekali, lebih panjang daripada kalimat mana pun di sini"
    fields = dict.fromkeys(("lama", "baru", "ulang", "password", "kunci"), secret)
    answer = await send(press_officer, "/akun/sandi", "/akun", csrf="x", **fields)
    assert answer.status_code == 401
    assert secret not in answer.text
    assert way_on(answer) == "/masuk?lanjut=%2Fakun"


async def test_the_edits_of_a_report_are_given_back_without_its_quotes(
    gateway: Gateway, press_officer: httpx.AsyncClient
) -> None:
    await end_sessions(gateway)
    fields = {
        "teks:bagian:isu": "",
        "teks:kalimat": "Kata saya.",
        "teks:kutipan:1": "Kata orang.",
        "versi": "1",
    }
    answer = await send(press_officer, "/laporan/kliping/x/sunting", **fields)
    assert shown(answer) == ["Kata saya."]


@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=x", "application/json"])
async def test_what_is_no_plain_form_is_not_read(
    gateway: Gateway, press_officer: httpx.AsyncClient, kind: str
) -> None:
    await end_sessions(gateway)
    headers = {"Origin": HOST, "Content-Type": kind}
    answer = await press_officer.post("/aspirasi/impor", content=b"catatan=rahasia", headers=headers)
    assert (answer.status_code, shown(answer)) == (401, [])


async def test_a_form_beyond_the_bound_is_not_read_for_a_stranger(
    gateway: Gateway, press_officer: httpx.AsyncClient
) -> None:
    await end_sessions(gateway)
    answer = await send(press_officer, "/cerita/s/catatan", catatan="x" * 700_000)
    assert (answer.status_code, shown(answer)) == (401, [])


def test_a_page_that_is_only_asked_for_says_nothing_of_saving() -> None:
    asked, sent = error_pages.unavailable("/cerita"), error_pages.unavailable("/", None, Unsaved("/cerita"))
    assert "tidak ada yang hilang" in bytes(asked.body).decode()
    assert "belum disimpan" not in bytes(asked.body).decode()
    assert "belum disimpan" in bytes(sent.body).decode()

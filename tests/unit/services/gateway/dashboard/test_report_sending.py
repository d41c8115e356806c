"""/laporan/…/kirim and schedules: recipients that can be reached, and the reason when nothing was sent."""

from __future__ import annotations

import re

import httpx
import pytest

from services.gateway.internal_calls import Refused
from services.gateway.notifier_client import NotifierClient, RecipientRefused
from shared.contracts.deliveries import DeliveryRecord
from shared.contracts.messages import ReportReady
from tests.unit.services.gateway.dashboard.browsing import Gateway, csrf_of
from tests.unit.services.gateway.dashboard.reporting import (
    make,
    tell,
)


async def test_a_second_click_sends_nothing_and_a_version_nobody_read_is_not_sent(
    gateway: Gateway, press_officer: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[str] = []

    async def take(_notifier: NotifierClient, report: ReportReady) -> None:
        taken.append(report.message_id)

    async def none(_notifier: NotifierClient, _message_ids: list[str]) -> list[DeliveryRecord]:
        return []

    monkeypatch.setattr(NotifierClient, "send_report", take)
    monkeypatch.setattr(NotifierClient, "deliveries", none)
    tell(gateway)
    path = await make(press_officer, "/laporan/kliping", rentang="day", sampai="2026-11-24")
    form = await press_officer.get(path)
    shown = re.findall(r'name="versi" value="(\d+)"', form.text)
    assert shown == ["1", "1"]  # of the button and of the form
    fields = {"csrf": csrf_of(form), "versi": "1", "penerima": "bupati@kutaitimur.example"}
    for _ in ("click", "click"):
        assert (await press_officer.post(f"{path}/kirim", data=fields)).status_code == 303
    assert len(taken) == 1
    other = await press_officer.post(f"{path}/kirim", data=fields | {"penerima": "camat@kutaitimur.example"})
    assert other.status_code == 409
    assert "Baca dulu versi terbaru" in other.text
    assert "camat@kutaitimur.example" in other.text
    assert len(taken) == 1
    await press_officer.post(f"{path}/keadaan", data={"csrf": fields["csrf"], "versi": "1"})
    assert "Baca dulu versi terbaru" in (await press_officer.get(path)).text
    await press_officer.post(f"{path}/keadaan", data={"csrf": fields["csrf"], "versi": "2"})
    assert "Laporan menjadi draf lagi." in (await press_officer.get(path)).text


@pytest.mark.parametrize("typed", [",", " ; \n,", "\u200b", "\u200b,\u2060"])
async def test_a_field_of_recipients_without_an_address_is_refused(
    gateway: Gateway, press_officer: httpx.AsyncClient, typed: str
) -> None:
    tell(gateway)
    path = await make(press_officer, "/laporan/kliping", rentang="day", sampai="2026-11-24")
    fields = {"csrf": csrf_of(await press_officer.get(path)), "versi": "1", "penerima": typed}
    schedule = fields | {"jam": "06.30", "hari": "1", "aktif": "1"}
    for address, sent in ((f"{path}/kirim", fields), ("/laporan/jadwal", schedule)):
        answer = await press_officer.post(address, data=sent)
        assert answer.status_code == 422, address
        assert "Tulis sedikitnya satu alamat surel." in answer.text, address


async def test_a_stale_form_of_a_schedule_drops_no_recipient_unasked(
    press_officer: httpx.AsyncClient,
) -> None:
    form = await press_officer.get("/laporan/jadwal")
    new = {
        "csrf": csrf_of(form),
        "jam": "06.30",
        "hari": "1",
        "aktif": "1",
        "penerima": "bupati@kutim.example",
    }
    assert (await press_officer.post("/laporan/jadwal", data=new)).status_code == 303
    page = (await press_officer.get("/laporan/jadwal")).text
    [path] = re.findall(r'href="(/laporan/jadwal\?ubah=\w+)', page)

    def as_sent(answer: httpx.Response) -> dict[str, str]:
        return new | dict(re.findall(r'name="(jadwal|versi)" value="([^"]+)"', answer.text))

    mine = as_sent(await press_officer.get(path))
    both = mine | {"penerima": "bupati@kutim.example, wabup@kutim.example"}
    assert (await press_officer.post("/laporan/jadwal", data=both)).status_code == 303
    wrong = await press_officer.post("/laporan/jadwal", data=mine | {"jam": "25.00"})
    assert wrong.status_code == 422
    late = await press_officer.post("/laporan/jadwal", data=as_sent(wrong) | {"jam": "07.00"})
    assert late.status_code == 409
    assert "Orang lain mengubah jadwal ini" in late.text
    assert "wabup@kutim.example" in (await press_officer.get("/laporan/jadwal")).text
    assert (await press_officer.post("/laporan/jadwal", data=as_sent(late))).status_code == 303
    assert "wabup@kutim.example" not in (await press_officer.get("/laporan/jadwal")).text


async def test_a_pasted_address_loses_what_nobody_sees(
    gateway: Gateway, press_officer: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[list[str]] = []

    async def take(_notifier: NotifierClient, report: ReportReady) -> None:
        taken.append(report.recipients)

    monkeypatch.setattr(NotifierClient, "send_report", take)
    tell(gateway)
    path = await make(press_officer, "/laporan/kliping", rentang="day", sampai="2026-11-24")
    fields = {"csrf": csrf_of(await press_officer.get(path)), "versi": "1"}
    pasted = "\ufeffbupati@kutaitimur.example\u200b"
    assert (await press_officer.post(f"{path}/kirim", data=fields | {"penerima": pasted})).status_code == 303
    assert taken == [["bupati@kutaitimur.example"]]
    control = await press_officer.post(
        f"{path}/kirim", data=fields | {"penerima": "bu\x01pati@kutaitimur.example"}
    )
    assert control.status_code == 422
    assert "Bukan alamat surel" in control.text


@pytest.mark.parametrize(
    ("refused", "told"),
    [
        (RecipientRefused("bupati@kutaitimur.example", "not_set_up"), "Surel belum disiapkan"),
        (
            RecipientRefused("bupati@kutaitimur.example", "malformed"),
            "Ke alamat ini surel tidak dapat dikirim: bupati@kutaitimur.example",
        ),
        (Refused("title", "too long"), "Laporan ini tidak dapat dikirim."),
    ],
)
async def test_why_a_report_was_not_sent_is_told(
    gateway: Gateway,
    press_officer: httpx.AsyncClient,
    monkeypatch: pytest.MonkeyPatch,
    refused: Exception,
    told: str,
) -> None:
    async def refuse(_notifier: NotifierClient, _report: ReportReady) -> None:
        raise refused

    monkeypatch.setattr(NotifierClient, "send_report", refuse)
    tell(gateway)
    path = await make(press_officer, "/laporan/kliping", rentang="day", sampai="2026-11-24")
    fields = {"csrf": csrf_of(await press_officer.get(path)), "versi": "1"}
    answer = await press_officer.post(
        f"{path}/kirim", data=fields | {"penerima": "bupati@kutaitimur.example"}
    )
    assert answer.status_code == 422
    assert told in answer.text

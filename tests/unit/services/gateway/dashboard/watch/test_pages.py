"""/pantauan and /peringatan before services that answer what a test told them."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest

from services.gateway.audit import Acts, list_acts
from services.gateway.dashboard.watch.watch_form import version_of
from shared.contracts.alert import AlertPage
from shared.contracts.webhook import secret_of
from tests.unit.services.gateway.dashboard.told import Told
from tests.unit.services.gateway.test_watches import ALERT_ID, HOOK, NOW, WATCH_ID, alert, watch

FORM = {"nama": "Jalan", "q": "jalan", "aturan": "each_story", "lingkup": "tentang", "salinan": "lipat"}
SECRET = secret_of("s", WATCH_ID, 1)


@pytest.fixture(autouse=True)
def _answers(told: Told) -> None:
    told.search.answers |= {
        "POST /watches": (201, lambda asked: _made(asked)),
        "POST /watches/get": (200, watch().model_dump(mode="json")),
        "POST /watches/search": (200, {"items": [watch().model_dump(mode="json")], "next": None, "total": 1}),
        f"PATCH /watches/{WATCH_ID}": (200, watch().model_dump(mode="json")),
        f"DELETE /watches/{WATCH_ID}": (204, None),
        "POST /alerts/get": (200, alert().model_dump(mode="json")),
    }
    told.notifier.answers |= {
        "GET /channels": (200, {"items": []}),
        "POST /channels/check": (200, {"refusal": None}),
        "GET /deliveries": (200, {"items": []}),
    }


def _made(asked: dict[str, Any]) -> dict[str, Any]:
    made = asked | {"id": WATCH_ID, "created_at": NOW.isoformat(), "updated_at": NOW.isoformat()}
    return watch(**made).model_dump(mode="json")


async def test_a_saved_search_becomes_a_watch(told: Told) -> None:
    answer = await told.post("/pantauan/baru", FORM)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/pantauan/{WATCH_ID}")
    asked = told.search.last("POST /watches")
    assert (asked["tenant_id"], asked["filter"]["scope"]) == (told.tenant.id, ["64.08"])
    acts, _ = await list_acts(told.gateway.engine, Acts(action="watch.create"), limit=5)
    assert [(act.actor, act.subject) for act in acts] == [(f"user:{told.user.id}", WATCH_ID)]


async def test_the_secret_of_a_webhook_is_shown_once(told: Told) -> None:
    await told.post("/pantauan/baru", FORM | {"webhook": HOOK})
    first = (await told.pages.get(f"/pantauan/{WATCH_ID}")).text
    assert SECRET in first
    assert SECRET not in (await told.pages.get(f"/pantauan/{WATCH_ID}")).text
    rotated = watch(secret_version=2)
    told.search.answers["POST /watches/secret"] = (200, rotated.model_dump(mode="json"))
    told.search.answers["POST /watches/get"] = (200, rotated.model_dump(mode="json"))
    await told.post(f"/pantauan/{WATCH_ID}/rahasia", {})
    assert secret_of("s", WATCH_ID, 2) in (await told.pages.get(f"/pantauan/{WATCH_ID}")).text


@pytest.mark.parametrize("missing", ["search", "notifier"])
async def test_nothing_typed_is_lost_while_a_service_is_away(told: Told, missing: str) -> None:
    if missing == "search":
        told.search.answers["POST /watches"] = (500, {})
    else:
        told.notifier.answers["POST /channels/check"] = (500, {})
    answer = await told.post(
        "/pantauan/baru", FORM | {"surel": "humas@kutim.example", "nama": "<b>Jalan</b>"}
    )
    assert answer.status_code == 422
    assert "Isian Anda masih lengkap" in answer.text
    assert "humas@kutim.example" in answer.text
    assert 'value="&lt;b&gt;Jalan&lt;/b&gt;"' in answer.text


async def test_a_query_that_cannot_be_read_is_said_beside_its_field(told: Told) -> None:
    problem = {"name": "q", "position": 0, "message": "Kurung dibuka.", "hint": "Tambahkan )."}
    told.search.answers["POST /watches"] = (400, problem)
    answer = await told.post("/pantauan/baru", FORM | {"q": "(jalan"})
    assert answer.status_code == 422
    assert "Huruf ke-1: Kurung dibuka. Tambahkan )." in answer.text


async def test_too_many_watches_are_said(told: Told) -> None:
    told.search.answers["POST /watches"] = (409, {"detail": "Paling banyak 100 pantauan."})
    assert "Paling banyak 100 pantauan." in (await told.post("/pantauan/baru", FORM)).text


async def test_only_what_differs_is_changed(told: Told) -> None:
    kept = watch(filter={"scope": ["64.08"], "regions": ["64.08"], "about": True, "copies": "fold", "q": "jalan"},
                 given={"q": "jalan", "about": True}, within_scope=True, zone="Asia/Makassar")  # fmt: skip
    told.search.answers["POST /watches/get"] = (200, kept.model_dump(mode="json"))
    fields = FORM | {"nama": "Jalan poros", "webhook": HOOK, "versi": version_of(kept)}
    answer = await told.post(f"/pantauan/{WATCH_ID}/ubah", fields)
    assert answer.status_code == 303
    assert told.search.last(f"PATCH /watches/{WATCH_ID}") == {"name": "Jalan poros"}


async def test_a_stale_form_takes_nothing_of_a_colleague_back_unasked(told: Told) -> None:
    address, mine = f"/pantauan/{WATCH_ID}/ubah", FORM | {"webhook": HOOK, "q": "jalan poros"}
    form = (await told.pages.get(address)).text
    muted = watch(muted_until=NOW, updated_at=NOW + timedelta(hours=1), secret_version=2)
    assert version_of(muted) in form
    theirs = watch(cooldown=7200)
    told.search.answers["POST /watches/get"] = (200, theirs.model_dump(mode="json"))
    refused = await told.post(address, mine | {"versi": version_of(muted), "nama": ""})
    assert (refused.status_code, _version(refused.text)) == (422, version_of(muted))
    late = await told.post(address, mine | {"versi": version_of(muted)})
    assert late.status_code == 409
    assert "Orang lain mengubah pantauan ini" in late.text
    assert 'value="jalan poros"' in late.text
    assert not [call for call, _ in told.search.asked if call.startswith("PATCH")]
    assert (await told.post(address, mine | {"versi": _version(late.text)})).status_code == 303
    assert told.search.last(f"PATCH /watches/{WATCH_ID}")["cooldown"] == 3600


def _version(page: str) -> str:
    [version] = re.findall(r'name="versi" value="(\w+)"', page)
    return str(version)


async def test_muting_resuming_and_deleting(told: Told) -> None:
    await told.post(f"/pantauan/{WATCH_ID}/bisukan", {"lama": "besok"})
    asked = told.search.last(f"PATCH /watches/{WATCH_ID}")
    assert asked == {"muted_until": "2026-11-26T07:00:00+08:00"}
    await told.post(f"/pantauan/{WATCH_ID}/bunyikan", {})
    assert told.search.last(f"PATCH /watches/{WATCH_ID}") == {"muted_until": None}
    answer = await told.post(f"/pantauan/{WATCH_ID}/hapus", {})
    assert answer.headers["location"] == "/pantauan"
    assert told.search.asked[-1][0] != "DELETE"
    assert told.search.last(f"DELETE /watches/{WATCH_ID}") == {"tenant_id": told.tenant.id}


async def test_what_was_written_is_tried_and_not_saved(told: Told) -> None:
    run = {"from_": NOW.isoformat(), "to": NOW.isoformat(), "covered_from": NOW.isoformat(), "alerts": [],
           "alerts_total": 0, "messages": 0, "per_week": 0.0, "limits": ["Batas."]}  # fmt: skip
    told.search.answers["POST /watches/test"] = (200, run)
    answer = await told.post("/pantauan/baru", FORM | {"aksi": "coba"})
    assert "Hasil percobaan, belum disimpan" in answer.text
    assert 'value="jalan"' in answer.text
    assert not [call for call, _ in told.search.asked if call == "POST /watches"]


@pytest.mark.parametrize(
    "path",
    ["/pantauan/baru", f"/pantauan/{WATCH_ID}/ubah", f"/pantauan/{WATCH_ID}/coba"],
)
async def test_readers_see_no_form_of_a_watch(told: Told, path: str) -> None:
    await told.sign_in("viewer")
    assert (await told.pages.get(path)).status_code == 403


@pytest.mark.parametrize(
    "path",
    [
        "/pantauan/baru",
        *(f"/pantauan/{WATCH_ID}/{act}" for act in ("ubah", "bisukan", "bunyikan", "rahasia", "hapus")),
        "/peringatan/tanggapi",
        f"/peringatan/{ALERT_ID}/tanggapi",
    ],
)
async def test_readers_and_forms_without_proof_change_nothing(told: Told, path: str) -> None:
    assert (await told.pages.post(path, data=FORM | {"csrf": "salah"})).status_code == 403
    await told.sign_in("viewer")
    assert (await told.post(path, FORM)).status_code == 403
    changes = ("POST /watches", "POST /watches/secret", "POST /alerts/ack", f"PATCH /watches/{WATCH_ID}")
    assert not [call for call, _ in told.search.asked if call in changes or call.startswith("DELETE")]


async def test_readers_do_not_see_the_address_of_a_webhook(told: Told) -> None:
    assert HOOK in (await told.pages.get(f"/pantauan/{WATCH_ID}")).text
    await told.sign_in("viewer")
    page = (await told.pages.get(f"/pantauan/{WATCH_ID}")).text
    assert HOOK not in page
    assert "https://hook.example/…" in page


@pytest.mark.parametrize(
    "path", ["/pantauan/{}", "/pantauan/{}/ubah", "/peringatan/{}", "/peringatan/{}/bagan.svg"]
)
async def test_what_is_not_the_tenants_is_not_found(told: Told, path: str) -> None:
    told.search.answers.pop("POST /watches/get")
    told.search.answers.pop("POST /alerts/get")
    for strange in ("c" * 32, "..%2f..", "x"):
        assert (await told.pages.get(path.format(strange))).status_code == 404


async def test_alerts_are_listed_while_the_notifier_is_away(told: Told) -> None:
    told.notifier.answers["GET /deliveries"] = (500, {})
    told.search.answers["POST /alerts/search"] = (200, _list(alert(title="<i>Jalan</i>")))
    page = (await told.pages.get("/peringatan")).text
    assert "&lt;i&gt;Jalan&lt;/i&gt;" in page
    assert "kabarnya belum diketahui" in page
    asked = told.search.last("POST /alerts/search")
    assert (asked["acknowledged"], asked["states"]) == (False, ["sent", "held"])


async def test_what_happened_to_an_alert_is_told(told: Told) -> None:
    held = alert(id="d" * 32, state="held", held_for="quiet_hours", due_at=NOW, message_id=None, sent_at=None)
    seen = alert(acknowledged_at=NOW, acknowledged_by=f"user:{told.user.id}", note="Sudah ke PU.")
    told.search.answers["POST /alerts/search"] = (200, _list(held, seen))
    page = (await told.pages.get("/peringatan?lihat=semua")).text
    assert "jam tenang" in page
    assert f"Ditanggapi {told.user.email}" in page
    assert "Sudah ke PU." in page
    asked = told.search.last("POST /alerts/search")
    assert (asked["acknowledged"], asked["states"]) == (None, [])


async def test_an_alert_is_seen_to_with_a_note(told: Told) -> None:
    done = alert(acknowledged_at=NOW, acknowledged_by=f"user:{told.user.id}")
    told.search.answers["POST /alerts/ack"] = (200, done.model_dump(mode="json"))
    answer = await told.post(f"/peringatan/{ALERT_ID}/tanggapi", {"catatan": "Sudah ke PU."})
    assert (answer.status_code, answer.headers["location"]) == (303, f"/peringatan/{ALERT_ID}")
    asked = told.search.last("POST /alerts/ack")
    assert (asked["by"], asked["note"], asked["id"]) == (f"user:{told.user.id}", "Sudah ke PU.", ALERT_ID)
    too_long = await told.post(f"/peringatan/{ALERT_ID}/tanggapi", {"catatan": "a" * 501})
    assert (too_long.status_code, "Paling banyak 500 huruf" in too_long.text) == (422, True)


async def test_whoever_was_first_stays(told: Told) -> None:
    other = alert(acknowledged_at=NOW, acknowledged_by="user:lain")
    told.search.answers["POST /alerts/ack"] = (200, other.model_dump(mode="json"))
    told.search.answers["POST /alerts/get"] = (200, other.model_dump(mode="json"))
    await told.post(f"/peringatan/{ALERT_ID}/tanggapi", {})
    assert "lebih dulu ditanggapi orang lain" in (await told.pages.get(f"/peringatan/{ALERT_ID}")).text


async def test_all_that_are_shown_are_seen_to_and_nothing_else(told: Told) -> None:
    answers = {"a" * 32: alert(id="a" * 32), "b" * 32: alert()}
    told.search.answers["POST /alerts/ack"] = (
        200,
        lambda asked: answers[asked["id"]].model_dump(mode="json"),
    )
    answer = await told.post(
        "/peringatan/tanggapi", {"peringatan": [*answers], "kembali": "//jahat.example/peringatan"}
    )
    assert answer.headers["location"] == "/"
    assert [body["id"] for call, body in told.search.asked if call == "POST /alerts/ack"] == [*answers]


async def test_a_spike_has_a_chart_and_its_figures_in_a_table(told: Told) -> None:
    figures = {"kind": "count", "start": "2026-11-24T21:00:00Z", "end": "2026-11-24T22:00:00Z", "count": 12,
               "expected": 2.4, "p": 0.00005, "weeks": 8}  # fmt: skip
    spike = alert(rule="spike", figures=figures, reason="12 berita dalam satu jam.")
    told.search.answers["POST /alerts/get"] = (200, spike.model_dump(mode="json"))
    buckets = [{"start": "2026-11-24T21:00:00Z", "count": 12, "mean_tone": None, "split": {"negatif": 9}}]
    told.search.answers["POST /timeline"] = (200, {"buckets": buckets, "total": {"value": 12}})
    page = (await told.pages.get(f"/peringatan/{ALERT_ID}")).text
    assert "12 berita dalam satu jam." in page
    assert "1 banding 20.000" in page
    assert '<th scope="row">25 Nov 05.00–06.00</th><td class="angka">9</td><td class="angka">12</td>' in page
    assert 'href="/cari?dari=2026-11-25&amp;sampai=2026-11-25&amp;lingkup=semua"' in page
    asked = told.search.last("POST /timeline")
    assert (asked["filter"]["scope"], asked["interval"]) == (["64.08"], "hour")
    drawing = await told.pages.get(f"/peringatan/{ALERT_ID}/bagan.svg?mode=gelap")
    assert drawing.headers["content-type"].startswith("image/svg+xml")
    assert "<svg" in drawing.text


async def test_a_failed_delivery_tells_every_try(told: Told) -> None:
    attempt = {"at": NOW.isoformat(), "outcome": "never", "error": "HTTP 404", "milliseconds": 30}
    record = {"id": "1", "alert_id": ALERT_ID, "tenant_id": "t", "type": "webhook", "target": HOOK,
              "state": "failed", "attempts": 1, "last_error": "HTTP 404", "created_at": NOW.isoformat(),
              "updated_at": NOW.isoformat(), "log": [attempt]}  # fmt: skip
    told.notifier.answers["GET /deliveries"] = (200, {"items": [record]})
    page = (await told.pages.get(f"/peringatan/{ALERT_ID}")).text
    assert "Ditolak penerima" in page
    assert "ditolak penerima (HTTP 404)" in page


async def test_the_first_steps_are_offered_where_there_is_nothing(told: Told) -> None:
    told.search.answers["POST /watches/search"] = (200, {"items": [], "next": None, "total": 0})
    assert "Buat pantauan pertama" in (await told.pages.get("/pantauan")).text
    assert "Buat pantauan pertama" in (await told.pages.get("/peringatan")).text
    await told.sign_in("viewer")
    assert "Minta seorang analis" in (await told.pages.get("/peringatan")).text


def _list(*alerts: Any) -> dict[str, Any]:
    page = AlertPage(items=list(alerts), total=len(alerts))
    return page.model_dump(mode="json")

"""The administration: who may, what is shown once, what is written into the trail, as a browser without JavaScript."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import httpx
import pytest
from argon2 import PasswordHasher

from services.gateway import users
from services.gateway.audit import Acts, list_acts
from services.gateway.crawler_client import CrawlerClient
from services.gateway.dashboard.visitor import SESSION_COOKIE
from services.gateway.desk.offices import list_offices, topics_of_offices
from services.gateway.desk.playbook import list_actions
from services.gateway.keys import find_key, issue_key, list_keys
from services.gateway.roles import Role
from services.gateway.sessions import find_session, open_session
from services.gateway.tenants import Tenant, create_tenant, list_tenants
from services.gateway.users import User, authenticate, create_user, get_user, list_users
from shared.runtime.clients import Clients
from tests.unit.services.gateway.dashboard.browsing import EMAIL, PASSWORD, Gateway, csrf_of
from tests.unit.services.gateway.dashboard.fakes import NOW
from tests.unit.services.gateway.fakes import FakeService

NEW_PASSWORD = "sungai-sangatta-meluap"
SOURCE = {
    "id": "kabar-pesisir",
    "name": "Kabar <b>Pesisir</b>",
    "url": "https://kabar-pesisir.example/",
    "domain": "kabar-pesisir.example",
    "region": "64.08",
    "last_success_at": NOW.isoformat(),
}
FOREIGN = SOURCE | {"id": "koran-berau", "name": "Koran Berau", "region": "64.03"}
DAY = {"day": "2026-11-24", "discovered": 24, "fetched": 24, "dropped": {"empty-article": 24}}


class Desk:
    """A browser in which somebody of a role has signed in, and what stands behind the pages."""

    def __init__(self, gateway: Gateway, browser: httpx.AsyncClient, tenant: Tenant, crawler: FakeService):
        self.gateway, self.engine, self.browser = gateway, gateway.engine, browser
        self.tenant, self.crawler = tenant, crawler

    async def enter(self, role: Role) -> User:
        user = await create_user(self.engine, self.tenant.id, f"{role}@kutaitimur.example", PASSWORD, role)
        token, _ = await open_session(self.engine, user.id)
        self.browser.cookies.set(SESSION_COOKIE, token)
        return user

    async def get(self, path: str, status: int = 200) -> str:
        answer = await self.browser.get(path)
        assert answer.status_code == status, f"{path}: {answer.status_code}"
        return answer.text

    async def send(self, path: str, **fields: str) -> httpx.Response:
        csrf = csrf_of(await self.browser.get("/akun"))
        return await self.browser.post(path, data={"csrf": csrf, **fields})

    async def acts(self, action: str) -> list[str]:
        found, _ = await list_acts(self.engine, Acts(action=action), limit=10)
        return [act.detail for act in found]


@pytest.fixture
async def desk(
    gateway: Gateway, pages: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Desk]:
    """Kutai Timur's desk; nobody has signed in yet. The crawler knows one outlet here and one of Berau."""
    # People come and go in every test: hashes that cost nothing.
    monkeypatch.setattr(users, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    crawler = FakeService()
    crawler.answers = {
        "GET /sources": (200, {"items": [SOURCE, FOREIGN], "next": None}),
        "GET /sources/kabar-pesisir/health": (200, {"source": SOURCE, "days": [DAY]}),
        "GET /sources/koran-berau/health": (200, {"source": FOREIGN, "days": [DAY]}),
        "GET /sources/kabar-pesisir/polls": (
            200,
            {
                "items": [
                    {
                        "kind": "feed",
                        "url": "https://kabar-pesisir.example/feed",
                        "next_at": NOW.isoformat(),
                        "visited_at": None,
                        "last_error": None,
                    }
                ]
            },
        ),
        "PATCH /sources/kabar-pesisir": (200, SOURCE),
        "POST /sources": (201, SOURCE | {"id": "baru"}),
    }
    clients = Clients(gateway.settings, {"search": gateway.search.app, "crawler": crawler.app})
    gateway.app.state.gateway = replace(gateway.app.state.gateway, crawler=CrawlerClient(clients))
    gateway.search.app.post("/sources/arrivals")(lambda: {"days": []})
    gateway.search.app.post("/articles/count")(lambda: {"value": 1234})
    gateway.search.app.get("/retention")(lambda: {})
    [tenant] = await list_tenants(gateway.engine)
    yield Desk(gateway, pages, tenant, crawler)
    await clients.close()


PAGES = ("", "/pengguna", "/kunci", "/sumber", "/opd", "/opd/topik", "/panduan", "/penyimpanan", "/jejak")


async def test_an_admin_sees_every_part_and_an_analyst_none(desk: Desk) -> None:
    await desk.enter("admin")
    for path in PAGES:
        assert "<h1>" in await desk.get(f"/admin{path}")
    for path in ("/penyewa", "/tambah-sumber"):
        assert "operator" in await desk.get(f"/admin{path}", 403)
    await desk.enter("analyst")
    for path in (*PAGES, "/penyewa", "/tambah-sumber"):
        await desk.get(f"/admin{path}", 403)
    assert (await desk.send("/admin/opd", nama="Dinas Baru")).status_code == 403


async def test_a_new_user_must_change_the_password_first(desk: Desk) -> None:
    await desk.enter("admin")
    answer = await desk.send("/admin/pengguna", surel="Baru@kutaitimur.example", peran="analyst")
    [password] = re.findall(r"<code>([a-z0-9-]{19})</code>", answer.text)
    assert password not in await desk.get("/admin/pengguna")
    assert "Sandi awal" in await desk.get("/admin/pengguna")
    user = await authenticate(desk.engine, "baru@kutaitimur.example", password)
    assert user is not None
    token, _ = await open_session(desk.engine, user.id)
    desk.browser.cookies.set(SESSION_COOKIE, token)
    for path in ("/", "/cari", "/media"):
        answer = await desk.browser.get(path)
        assert (answer.status_code, answer.headers["location"]) == (303, "/akun")
    assert "Ganti dulu kata sandi Anda." in await desk.get("/akun")
    await desk.send("/akun/sandi", lama=password, baru=NEW_PASSWORD, ulang=NEW_PASSWORD)
    assert "Ganti dulu kata sandi Anda." not in await desk.get("/akun")
    await desk.get("/cari")


async def test_a_user_that_cannot_be_made(desk: Desk) -> None:
    await desk.enter("admin")
    for fields, told in (
        ({"surel": EMAIL, "peran": "viewer"}, "sudah dipakai"),
        ({"surel": "bukan surel", "peran": "viewer"}, "alamat surel yang lengkap"),
        ({"surel": "x@y.example", "peran": "operator"}, "Pilih salah satu peran."),
        ({"peran": "viewer"}, "Wajib diisi."),
    ):
        answer = await desk.send("/admin/pengguna", **fields)
        assert answer.status_code == 422
        assert told in answer.text
        assert fields.get("surel", "") in answer.text
    assert len(await list_users(desk.engine)) == 2


async def test_role_door_and_password_of_a_person(desk: Desk) -> None:
    await desk.enter("admin")
    [user] = [one for one in await list_users(desk.engine) if one.email == EMAIL]
    token, _ = await open_session(desk.engine, user.id)
    await desk.send(f"/admin/pengguna/{user.id}/peran", peran="viewer")
    assert "sekarang berperan pembaca" in await desk.get(f"/admin/pengguna/{user.id}")
    await desk.send(f"/admin/pengguna/{user.id}/status", status="nonaktif")
    assert await find_session(desk.engine, token) is None
    assert await authenticate(desk.engine, EMAIL, PASSWORD) is None
    await desk.send(f"/admin/pengguna/{user.id}/status", status="aktif")
    assert await authenticate(desk.engine, EMAIL, PASSWORD) is not None
    answer = await desk.send(f"/admin/pengguna/{user.id}/sandi")
    [password] = re.findall(r"<code>([a-z0-9-]{19})</code>", answer.text)
    assert await authenticate(desk.engine, EMAIL, PASSWORD) is None
    found = await authenticate(desk.engine, EMAIL, password)
    assert found is not None
    assert (found.role, found.must_change_password) == ("viewer", True)
    assert await desk.acts("user.role") == ["analyst → viewer"]
    assert all([await desk.acts(f"user.{what}") for what in ("disable", "enable", "reset")])
    assert password not in str(await list_acts(desk.engine, Acts(), limit=50))


async def test_nobody_changes_oneself_a_stranger_or_somebody_above(desk: Desk) -> None:
    admin = await desk.enter("admin")
    for act in ("peran", "status"):
        answer = await desk.send(f"/admin/pengguna/{admin.id}/{act}", peran="viewer", status="nonaktif")
        assert answer.status_code == 422
        assert "hanya dapat diubah oleh admin lain" in answer.text
    berau = await create_tenant(desk.engine, "Diskominfo Berau", ["64.03"])
    stranger = await create_user(desk.engine, berau.id, "humas@berau.example", PASSWORD, "viewer")
    above = await create_user(desk.engine, desk.tenant.id, "op@kutim.example", PASSWORD, "operator")
    for user, status in ((stranger, 404), (above, 403)):
        await desk.get(f"/admin/pengguna/{user.id}", status)
        for act in ("peran", "status", "sandi"):
            answer = await desk.send(f"/admin/pengguna/{user.id}/{act}", peran="viewer", status="nonaktif")
            assert answer.status_code == status
        assert await get_user(desk.engine, user.id) == user
    for path in ("pengguna", "kunci"):
        await desk.get(f"/admin/{path}?penyewa={berau.id}", 404)
    await desk.get(f"/admin/jejak?penyewa={berau.id}", 404)


async def test_a_key_is_shown_once_rotated_and_revoked(desk: Desk) -> None:
    await desk.enter("admin")
    answer = await desk.send("/admin/kunci", nama="Dasbor Bappeda", peran="viewer", sampai="2026-12-31")
    [secret] = re.findall(r"<code>(gaung_[^<]+)</code>", answer.text)
    assert await find_key(desk.engine, secret) is not None
    shown = await desk.get("/admin/kunci")
    assert "Dasbor Bappeda" in shown
    assert secret not in shown
    assert "1 Januari 2027 00.00 WITA" in shown
    [key] = await list_keys(desk.engine)
    answer = await desk.send(f"/admin/kunci/{key.id}/putar", jeda="0")
    [rotated] = re.findall(r"<code>(gaung_[^<]+)</code>", answer.text)
    assert await find_key(desk.engine, secret) is None
    assert await find_key(desk.engine, rotated) is not None
    await desk.send(f"/admin/kunci/{key.id}/cabut")
    [key] = await list_keys(desk.engine)
    assert key.revoked_at is not None
    answer = await desk.send(f"/admin/kunci/{key.id}/putar", jeda="24")
    assert answer.status_code == 409
    assert "Buat kunci baru." in answer.text
    for fields, told in (
        ({"peran": "viewer"}, "Beri nama"),
        ({"nama": "x", "peran": "operator"}, "Pilih salah satu peran."),
        ({"nama": "x", "peran": "viewer", "sampai": "2026-02-30"}, "tidak ada dalam kalender"),
        ({"nama": "x", "peran": "viewer", "sampai": "2026-11-24"}, "sudah lewat"),
    ):
        answer = await desk.send("/admin/kunci", **fields)
        assert answer.status_code == 422
        assert told in answer.text
    berau = await create_tenant(desk.engine, "Diskominfo Berau", ["64.03"])
    foreign = await issue_key(desk.engine, berau.id, "viewer")
    assert (await desk.send(f"/admin/kunci/{foreign.id}/cabut")).status_code == 404


async def test_an_admin_sees_why_a_source_collects_nothing(desk: Desk) -> None:
    await desk.enter("admin")
    shown = await desk.get("/admin/sumber")
    assert "Kabar &lt;b&gt;Pesisir&lt;/b&gt;" in shown
    assert "Koran Berau" not in shown
    assert "Tanpa berita" in shown
    shown = await desk.get("/admin/sumber/kabar-pesisir")
    assert "24 halaman ditemukan, tidak satu pun terbaca." in shown
    assert "Teks berita tidak terbaca" in shown
    assert "Berikutnya hari ini 07.02 WITA" in shown
    assert "Ubah sumber ini" not in shown
    await desk.get("/admin/sumber/koran-berau", 404)
    assert (await desk.send("/admin/sumber/kabar-pesisir/jeda", status="jeda")).status_code == 403
    desk.crawler.answers = {}
    assert "Pengumpul berita belum menjawab" in await desk.get("/admin")


async def test_an_operator_looks_adds_pauses_and_changes(desk: Desk) -> None:
    await desk.enter("operator")
    seen: dict[str, Any] = {
        "url": "https://baru.example",
        "domain": "baru.example",
        "name": "Baru",
        "places": [{"kind": "feed", "url": "https://baru.example/feed", "articles": 7}],
        "articles": [{"url": "javascript:alert(1)", "title": "<i>Judul</i>", "published": None}],
        "sample": {"url": "https://baru.example/1", "title": "Judul", "opening": "Awal.", "words": 200},
    }
    desk.crawler.answers["POST /sources/look"] = (200, seen)
    shown = (await desk.send("/admin/tambah-sumber/periksa", alamat="baru.example")).text
    assert desk.crawler.last("POST /sources/look") == {"url": "https://baru.example"}
    assert "Siap dikumpulkan: 7 berita" in shown
    assert "javascript:" not in shown
    assert "&lt;i&gt;Judul&lt;/i&gt;" in shown
    answer = await desk.send(
        "/admin/tambah-sumber",
        nama="Baru",
        alamat="https://baru.example",
        jenis="media",
        wilayah="Kutai Timur",
        selang="900",
    )
    assert answer.headers["location"] == "/admin/sumber/baru"
    assert desk.crawler.last("POST /sources")["region"] == "64.08"
    assert desk.crawler.last("POST /sources")["interval"] == 900
    await desk.send("/admin/sumber/kabar-pesisir/jeda", status="jeda")
    assert desk.crawler.last("PATCH /sources/kabar-pesisir") == {"paused": True}
    assert await desk.acts("source.change") == ["paused"]
    answer = await desk.send("/admin/sumber/kabar-pesisir", nama="", alamat="x", wilayah="Bandung")
    assert answer.status_code == 422
    assert "dapat berarti" in answer.text
    desk.crawler.answers["POST /sources"] = (409, {"detail": "taken"})
    answer = await desk.send("/admin/tambah-sumber", nama="Baru", alamat="https://baru.example")
    assert "sudah terdaftar" in answer.text


async def test_a_look_that_finds_nothing_says_why(desk: Desk) -> None:
    await desk.enter("operator")
    address = "https://baru.example"
    usual = {"url": address, "domain": "baru.example", "name": "Baru"}
    unread = {
        "articles": [{"url": f"{address}/1", "title": "A", "published": None}],
        "sample": {"url": f"{address}/1", "problem": "empty-article"},
    }
    looks: tuple[tuple[dict[str, Any], str], ...] = (
        ({"problem": "robots"}, "Dilarang oleh robots.txt situsnya."),
        ({}, "Tidak ada berita yang ditemukan"),
        (unread, "contoh beritanya tidak: teks berita tidak terbaca"),
    )
    for look, told in looks:
        desk.crawler.answers["POST /sources/look"] = (200, usual | look)
        assert told in (await desk.send("/admin/tambah-sumber/periksa", alamat=address)).text


async def test_offices_and_their_topics(desk: Desk) -> None:
    await desk.enter("admin")
    assert (await desk.send("/admin/opd", nama="Dinas Uji", surel="bukan surel")).status_code == 422
    await desk.send("/admin/opd", nama="Dinas Uji", singkatan="DU")
    assert "Sudah ada OPD" in (await desk.send("/admin/opd", nama="Dinas Uji")).text
    [office] = [one for one in await list_offices(desk.engine, desk.tenant.id) if one.name == "Dinas Uji"]
    before = await topics_of_offices(desk.engine, desk.tenant.id)
    fields = {f"topik-{topic}": one.id for topic, one in before.items()} | {"topik-bencana": office.id}
    await desk.send("/admin/opd/topik", **fields)
    after = await topics_of_offices(desk.engine, desk.tenant.id)
    assert after == before | {"bencana": office}
    await desk.send(f"/admin/opd/{office.id}", nama="Dinas Uji Coba", singkatan="DUC")
    assert "Tidak dipakai" in await desk.get("/admin/opd")
    answer = await desk.send("/admin/opd/topik", **{"topik-bencana": office.id})
    assert answer.status_code == 422
    await desk.get("/admin/opd/tidak-ada", 404)


async def test_the_playbook_is_edited(desk: Desk) -> None:
    await desk.enter("admin")
    assert (await desk.send("/admin/panduan", teks="", situasi="hoaks")).status_code == 422
    await desk.send("/admin/panduan", teks="Langkah uji.", situasi="hoaks", topik="bencana")
    same = [one for one in await list_actions(desk.engine, desk.tenant.id) if one.situation == "hoaks"]
    added = same[-1]
    assert (added.text, added.topic) == ("Langkah uji.", "bencana")
    await desk.send(f"/admin/panduan/{added.id}/geser", arah="naik")
    moved = [one for one in await list_actions(desk.engine, desk.tenant.id) if one.situation == "hoaks"]
    assert [one.id for one in moved] == [*(one.id for one in same[:-2]), added.id, same[-2].id]
    await desk.send(f"/admin/panduan/{added.id}", teks="Lain.", situasi="lonjakan")
    [changed] = [one for one in await list_actions(desk.engine, desk.tenant.id) if one.id == added.id]
    assert (changed.text, changed.situation, changed.active) == ("Lain.", "lonjakan", False)
    await desk.send(f"/admin/panduan/{added.id}/hapus")
    await desk.get(f"/admin/panduan/{added.id}", 404)


async def test_an_operator_makes_a_tenant_and_its_first_admin(desk: Desk) -> None:
    await desk.enter("operator")
    answer = await desk.send("/admin/penyewa", nama="Diskominfo Bontang", wilayah="Kota Bontang")
    [berau] = [one for one in await list_tenants(desk.engine) if one.name == "Diskominfo Bontang"]
    assert (berau.scope, berau.timezone) == (("64.74",), "Asia/Makassar")
    assert answer.headers["location"] == f"/admin/pengguna?penyewa={berau.id}"
    assert "Anda sedang mengurus <b>Diskominfo Bontang</b>" in await desk.get(answer.headers["location"])
    await desk.send(answer.headers["location"], surel="admin@bontang.example", peran="admin")
    assert [one.email for one in await list_users(desk.engine, berau.id)] == ["admin@bontang.example"]
    for fields, told in (
        ({"nama": "Diskominfo Bontang", "wilayah": "64.74"}, "Sudah ada penyewa"),
        ({"nama": "Lain", "wilayah": "Atlantis"}, "Tidak ada wilayah bernama"),
        ({"nama": "Lain", "wilayah": "64", "kuota": "banyak"}, "angka permintaan per hari"),
    ):
        answer = await desk.send("/admin/penyewa", **fields)
        assert answer.status_code == 422
        assert told in answer.text
    await desk.get("/admin/penyewa/tidak-ada", 404)


async def test_the_trail_is_told_in_words_and_filtered(desk: Desk) -> None:
    admin = await desk.enter("admin")
    await desk.send("/admin/opd", nama="Dinas Uji")
    shown = await desk.get("/admin/jejak")
    assert "OPD ditambahkan" in shown
    assert "admin@kutaitimur.example" in shown
    assert "Perintah di peladen" in shown
    shown = await desk.get(f"/admin/jejak?pelaku=user:{admin.id}&apa=office.create")
    assert ">1 catatan<" in shown
    assert "Tidak ada catatan" in await desk.get("/admin/jejak?apa=key.revoke")
    assert "tidak ada dalam kalender" in await desk.get("/admin/jejak?dari=2026-02-30")


async def test_keeping_times_are_those_of_the_settings(desk: Desk) -> None:
    await desk.enter("admin")
    shown = await desk.get("/admin/penyimpanan")
    assert 'action="/admin/penyimpanan' not in shown
    await desk.get("/admin/penyimpanan/ubah?bulan=24", 403)
    assert "400 hari" in shown
    assert "90 hari" in shown
    assert "1.234 berita" in shown
    assert "GAUNG_SEARCH_ALERT_DAYS" not in shown


async def test_no_form_works_from_another_site(desk: Desk) -> None:
    await desk.enter("operator")
    for path in ("pengguna", "kunci", "opd", "opd/topik", "panduan", "penyewa", "tambah-sumber"):
        answer = await desk.browser.post(f"/admin/{path}", data={"csrf": "tebakan", "nama": "x"})
        assert answer.status_code == 403
        assert "Formulir sudah kedaluwarsa" in answer.text

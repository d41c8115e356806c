"""Masa simpan: an operator sees what a change would forget before it is made; it is told, and it leaves a trail."""

from __future__ import annotations

from datetime import UTC, datetime

import httpx
import pytest
from fastapi import HTTPException

from services.gateway.audit import Acts, list_acts
from services.gateway.dashboard.visitor import SESSION_COOKIE
from services.gateway.sessions import open_session
from services.gateway.tenants import list_tenants
from services.gateway.users import create_user
from shared.contracts.retention import FORGETS_AFTER, Retention, RetentionChoice, RetentionPreview
from tests.unit.services.gateway.dashboard.browsing import PASSWORD, Gateway, csrf_of
from tests.unit.services.gateway.dashboard.fakes import NOW

FIRST = datetime(2024, 11, 1, tzinfo=UTC)


class Keeping:
    """The search service's keeping time, in memory: 24 months begin with FIRST, and 12.345 articles lie before."""

    def __init__(self, gateway: Gateway) -> None:
        self.held = Retention()
        self.older = 12_345
        self.down = False
        gateway.search.app.get("/retention")(self._present)
        gateway.search.app.put("/retention")(self._choose)
        gateway.search.app.post("/retention/preview")(self._preview)
        gateway.search.app.post("/articles/count")(lambda: {"value": 60_000})

    def _present(self) -> Retention:
        if self.down:
            raise HTTPException(500)
        return self.held

    def _choose(self, wanted: RetentionChoice) -> Retention:
        begins = None if wanted.months is None else NOW + FORGETS_AFTER
        first = None if wanted.months is None else FIRST
        self.held = Retention(months=wanted.months, first_kept=first, forgets_from=begins)
        return self.held

    def _preview(self, wanted: RetentionChoice) -> RetentionPreview:
        if wanted.months is None:
            return RetentionPreview(first_kept=None, articles=0, total=60_000)
        return RetentionPreview(first_kept=FIRST, articles=self.older, total=60_000)


@pytest.fixture
async def keeping(gateway: Gateway, pages: httpx.AsyncClient) -> Keeping:
    """An operator has signed in."""
    [tenant] = await list_tenants(gateway.engine)
    user = await create_user(gateway.engine, tenant.id, "op@kutim.example", PASSWORD, "operator")
    token, _ = await open_session(gateway.engine, user.id)
    pages.cookies.set(SESSION_COOKIE, token)
    return Keeping(gateway)


async def test_the_change_is_looked_at_made_told_and_noted(
    gateway: Gateway, pages: httpx.AsyncClient, keeping: Keeping
) -> None:
    shown = (await pages.get("/admin/penyimpanan")).text
    assert "Hanya hilang bila operator menghapusnya" in shown
    assert 'min="6" max="240"' in shown
    looked = await pages.get("/admin/penyimpanan/ubah", params={"bulan": "24"})
    assert looked.status_code == 200
    assert "12.345 dari 60.000 berita akan dihapus" in looked.text
    assert "pertama terlihat sebelum November 2024" in looked.text
    assert "dimulai satu jam setelah disimpan" in looked.text
    assert "Ya, simpan 24 bulan dan hapus 12.345 berita" in looked.text
    assert keeping.held.months is None
    assert (await list_acts(gateway.engine, Acts(action="retention.change"), limit=9))[1] == 0

    made = await pages.post("/admin/penyimpanan", data={"csrf": csrf_of(looked), "bulan": "24"})
    assert (made.status_code, made.headers["location"]) == (303, "/admin/penyimpanan")
    assert keeping.held.months == 24
    shown = (await pages.get("/admin/penyimpanan")).text
    assert "Berita sekarang disimpan 24 bulan. Yang lebih lama dihapus mulai hari ini 08.02 WITA." in shown
    assert "Terhapus sendiri per bulan utuh" in shown
    assert "sejak November 2024. Yang lebih lama dihapus mulai hari ini 08.02 WITA" in shown
    [act], _ = await list_acts(gateway.engine, Acts(action="retention.change"), limit=9)
    assert (act.subject, act.detail, act.tenant_id) == ("articles", "no limit → 24 months", None)
    trail = (await pages.get("/admin/jejak")).text
    assert "Masa simpan berita diubah" in trail
    assert "tanpa batas → 24 bulan" in trail


async def test_a_change_that_forgets_nothing_says_so(pages: httpx.AsyncClient, keeping: Keeping) -> None:
    keeping.older = 0
    looked = await pages.get("/admin/penyimpanan/ubah", params={"bulan": "24"})
    assert "Sekarang tidak ada berita yang dihapus." in looked.text
    assert "hapus 0" not in looked.text
    await pages.post("/admin/penyimpanan", data={"csrf": csrf_of(looked), "bulan": "24"})
    looked = await pages.get("/admin/penyimpanan/ubah", params={"bulan": ""})
    assert "Simpan berita tanpa batas?" in looked.text
    await pages.post("/admin/penyimpanan", data={"csrf": csrf_of(looked), "bulan": ""})
    assert keeping.held == Retention()
    assert "Berita sekarang disimpan tanpa batas." in (await pages.get("/admin/penyimpanan")).text


@pytest.mark.parametrize("nonsense", ["5", "241", "-24", "24,5", "dua tahun", "٢٤", "9" * 4_000])
async def test_nonsense_is_refused_with_the_bounds(
    pages: httpx.AsyncClient, keeping: Keeping, nonsense: str
) -> None:
    csrf = csrf_of(await pages.get("/akun"))
    looked = await pages.get("/admin/penyimpanan/ubah", params={"bulan": nonsense})
    made = await pages.post("/admin/penyimpanan", data={"csrf": csrf, "bulan": nonsense})
    for answer in (looked, made):
        assert answer.status_code == 422
        assert "Tulis angka bulan dari 6 sampai 240, atau kosongkan" in answer.text
    assert keeping.held.months is None


async def test_what_changes_nothing_and_a_form_without_the_field_are_refused(
    gateway: Gateway, pages: httpx.AsyncClient, keeping: Keeping
) -> None:
    answer = await pages.get("/admin/penyimpanan/ubah")
    assert answer.status_code == 422
    assert "Masa simpannya sudah tanpa batas" in answer.text
    keeping.held = Retention(months=24, first_kept=FIRST, forgets_from=NOW)
    answer = await pages.post("/admin/penyimpanan", data={"csrf": csrf_of(await pages.get("/akun"))})
    assert answer.status_code == 422
    assert keeping.held.months == 24
    assert (await list_acts(gateway.engine, Acts(action="retention.change"), limit=9))[1] == 0


async def test_without_the_search_service_the_page_stands_and_takes_nothing(
    pages: httpx.AsyncClient, keeping: Keeping
) -> None:
    keeping.down = True
    shown = await pages.get("/admin/penyimpanan")
    assert shown.status_code == 200
    assert "Layanan pencarian belum menjawab." in shown.text
    assert "Lihat akibatnya" not in shown.text
    assert "400 hari" in shown.text
    assert (await pages.get("/admin/penyimpanan/ubah", params={"bulan": "24"})).status_code == 503

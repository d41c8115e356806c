"""The pages of citizens' reports: figures with their evidence, filters, one report with the team's work."""

from __future__ import annotations

import html
import re
from datetime import timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import select, update

from services.gateway.desk.aspirations import history_of, work_of
from services.gateway.desk.offices import add_office
from services.gateway.tables import tenants, users
from tests.unit.services.gateway.dashboard.aspiration.conftest import complaint
from tests.unit.services.gateway.dashboard.browsing import Gateway, csrf_of
from tests.unit.services.gateway.dashboard.fakes import article, article_id

HOSTILE = "<script>alert(1)</script>"
SHOWN = re.compile(r'name="(\w+_semula)" value="([^"]*)"')


def _world() -> list[Any]:
    """Five reports: 2, 9, 20, 4 and 1 days old; a post that asks nothing, and news."""
    return [
        complaint(
            1, title="Jalan rusak", text="Jalan di Bengalon rusak.", age=timedelta(days=2), story="jalan"
        ),
        complaint(
            2, title="Lampu padam", status="Sedang Diproses", office="Dinas Angkasa", age=timedelta(days=9)
        ),
        complaint(3, title=f"Air keruh {HOSTILE}", status="Belum Terverifikasi", age=timedelta(days=20)),
        complaint(4, title="Terima kasih", aspiration="apresiasi", status="Selesai", age=timedelta(days=4)),
        complaint(5, title="Keluh di media", kind="sosial", age=timedelta(days=1), story="jalan"),
        complaint(6, title="Selamat pagi", kind="sosial", aspiration=None, age=timedelta(days=1)),
        article(7, title="Jalan putus lagi", story="jalan", age=timedelta(days=1)),
    ]


def _text(answer: httpx.Response) -> str:
    """The words of a page."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())


def _titles(answer: httpx.Response) -> list[str]:
    """The titles in the list of reports."""
    part = answer.text.split('id="daftar"')[1].split("</section>")[0]
    return [
        html.unescape(title) for title in re.findall(r'<h3><a href="/aspirasi/[^"]+">(.*?)</a></h3>', part)
    ]


async def test_the_page_says_what_waits_and_each_figure_leads_to_its_reports(
    gateway: Gateway, press_officer: httpx.AsyncClient
) -> None:
    gateway.search.articles = _world()
    answer = await press_officer.get("/aspirasi")
    said = _text(answer)
    assert (
        "5 laporan warga dalam 30 hari terakhir; 4 menunggu jawaban, satu di antaranya melewati batas layanan."
        in said
    )
    assert "Median lama menunggu 5,5 hari" in said
    assert "Paling lama menunggu 20 hari" in said
    assert HOSTILE not in answer.text
    assert _titles(answer)[0] == "Keluh di media"
    late = await press_officer.get("/aspirasi?lewat=1")
    assert _titles(late) == [f"Air keruh {HOSTILE}"]
    assert _titles(await press_officer.get("/aspirasi?keadaan=disposisi")) == ["Lampu padam"]
    assert _titles(await press_officer.get("/aspirasi?jenis=apresiasi")) == ["Terima kasih"]
    assert _titles(await press_officer.get("/aspirasi?opd=Dinas+Angkasa")) == ["Lampu padam"]
    assert _titles(await press_officer.get("/aspirasi?tempat=Bengalon")) == ["Jalan rusak"]
    waiting = _titles(await press_officer.get("/aspirasi?keadaan=terbuka&urut=lama"))
    assert waiting == [f"Air keruh {HOSTILE}", "Lampu padam", "Jalan rusak", "Keluh di media"]
    none = await press_officer.get("/aspirasi?keadaan=bukan_wewenang")
    assert "Tidak ada laporan dengan saringan ini." in none.text


async def test_the_same_matter_in_reports_and_news_is_joined(
    gateway: Gateway, press_officer: httpx.AsyncClient
) -> None:
    gateway.search.articles = _world()
    said = _text(await press_officer.get("/aspirasi"))
    assert "Hal yang sama di laporan dan berita" in said
    assert "1 laporan · 1 unggahan · 1 berita Sudah di berita" in said


async def test_a_long_list_goes_on(gateway: Gateway, press_officer: httpx.AsyncClient) -> None:
    gateway.search.articles = [
        complaint(n, title=f"Laporan {n}", age=timedelta(hours=n)) for n in range(1, 24)
    ]
    first = await press_officer.get("/aspirasi")
    assert len(_titles(first)) == 20
    following = re.search(r'href="([^"]*sesudah=[^"]*)"', first.text)
    assert following is not None
    path = html.unescape(following.group(1))
    assert _titles(await press_officer.get(path)) == ["Laporan 21", "Laporan 22", "Laporan 23"]
    assert (await press_officer.get(f"{path}&jenis=pengaduan")).status_code == 404


async def test_without_reports_it_says_what_to_do(press_officer: httpx.AsyncClient) -> None:
    assert "Belum ada laporan warga" in (await press_officer.get("/aspirasi")).text


async def test_a_report_shows_its_work_and_what_is_alike_in_words(
    gateway: Gateway, press_officer: httpx.AsyncClient
) -> None:
    near = {8: 0.7, 9: 0.4, 10: 0.1}
    gateway.search.articles = [
        *_world(),
        *(article(n, title=f"Berita {n}").model_copy(update={"score": score}) for n, score in near.items()),
    ]
    answer = await press_officer.get(f"/aspirasi/{article_id(1)}")
    said = _text(answer)
    assert "Kecamatan Bengalon, Kabupaten Kutai Timur" in said
    assert "Dalam cerita yang sama" in said
    assert "Sangat mirip" in said
    assert "Berita 9" in said
    assert "Berita 10" not in said
    assert "0.7" not in said
    assert (await press_officer.get(f"/aspirasi/{article_id(7)}")).status_code == 404
    assert (await press_officer.get(f"/aspirasi/{article_id(99)}")).status_code == 404


async def test_a_report_stands_while_what_is_alike_cannot_be_told(
    gateway: Gateway, press_officer: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    gateway.search.articles = _world()
    routes = gateway.search.app.router.routes
    routes[:] = [route for route in routes if getattr(route, "path", "") != "/articles/similar"]

    @gateway.search.app.post("/articles/similar", status_code=500)
    def broken() -> None:
        """Nobody answers."""

    answer = await press_officer.get(f"/aspirasi/{article_id(1)}")
    assert answer.status_code == 200
    assert "Laporan serupa belum dapat dicari." in answer.text


async def test_work_is_saved_and_shown_and_nothing_typed_is_lost(
    gateway: Gateway, press_officer: httpx.AsyncClient
) -> None:
    gateway.search.articles = _world()
    path = f"/aspirasi/{article_id(3)}"
    token = csrf_of(await press_officer.get(path))
    nothing = await press_officer.post(path, data={"csrf": token, "keadaan": "verifikasi", "opd": ""})
    assert nothing.status_code == 422
    assert "Belum ada yang diubah" in nothing.text
    wrong = await press_officer.post(path, data={"csrf": token, "keadaan": "hilang", "catatan": "Dicek"})
    assert wrong.status_code == 422
    assert "Dicek" in wrong.text
    change = {"csrf": token, "keadaan": "selesai", "opd": "", "catatan": f"Surat {HOSTILE}"}
    saved = await press_officer.post(path, data=change)
    assert (saved.status_code, saved.headers["location"]) == (303, path)
    page = await press_officer.get(path)
    assert "Keadaan menjadi <b>selesai</b>." in page.text
    assert "tim Anda mengubahnya di sini" in page.text
    assert HOSTILE not in page.text
    assert "satu di antaranya melewati batas" not in _text(await press_officer.get("/aspirasi"))


async def test_a_note_takes_back_nothing_that_a_colleague_decided_meanwhile(
    gateway: Gateway, press_officer: httpx.AsyncClient
) -> None:
    gateway.search.articles = _world()
    async with gateway.engine.connect() as connection:
        tenant_id = str(await connection.scalar(select(tenants.c.id)))
    office = await add_office(gateway.engine, tenant_id, "Dinas Cipta Karya", actor="uji")
    path = f"/aspirasi/{article_id(3)}"
    opened = await press_officer.get(path)
    token, shown = csrf_of(opened), dict(SHOWN.findall(opened.text))
    first = {"csrf": token, "keadaan": "verifikasi", "opd": "", **shown}
    colleague = await press_officer.post(path, data=first | {"keadaan": "disposisi", "opd": office.id})
    assert colleague.status_code == 303
    assert (await press_officer.post(path, data=first | {"catatan": "Sudah ditelepon."})).status_code == 303
    work = (await work_of(gateway.engine, tenant_id, [article_id(3)]))[article_id(3)]
    assert (work.state, work.office_id) == ("disposisi", office.id)
    note = (await history_of(gateway.engine, tenant_id, article_id(3)))[0]
    assert (note.state, note.office, note.note) == ("", "", "Sudah ditelepon.")
    # An empty one is no change either, and what the form came with stays with it.
    again = await press_officer.post(path, data=first)
    assert again.status_code == 422
    assert dict(SHOWN.findall(again.text)) == shown


async def test_a_viewer_reads_and_changes_nothing(gateway: Gateway, press_officer: httpx.AsyncClient) -> None:
    gateway.search.articles = _world()
    path = f"/aspirasi/{article_id(1)}"
    async with gateway.engine.begin() as connection:
        await connection.execute(update(users).values(role="viewer"))
    page = await press_officer.get(path)
    assert f'action="{path}"' not in page.text
    assert 'href="/aspirasi/impor"' not in (await press_officer.get("/aspirasi")).text
    token = csrf_of(page)
    assert (await press_officer.post(path, data={"csrf": token, "keadaan": "selesai"})).status_code == 403
    assert (await press_officer.get("/aspirasi/impor")).status_code == 403

"""/laporan: a clipping and a sheet made, read and taken away as files, by whom it may be."""

from __future__ import annotations

import io
import re

import docx
import httpx

from services.gateway.dashboard.visitor import SESSION_COOKIE
from services.gateway.reports.letterheads import Letterhead, keep_letterhead
from services.gateway.sessions import open_session
from services.gateway.tenants import Tenant, TenantChange, change_tenant, create_tenant, list_tenants
from services.gateway.users import create_user
from tests.unit.services.gateway.dashboard.browsing import PASSWORD, Gateway, csrf_of
from tests.unit.services.gateway.dashboard.fakes import article
from tests.unit.services.gateway.dashboard.reporting import (
    EVIL,
    gateway_tenant,
    make,
    tell,
)


async def test_a_clipping_is_made_once_read_and_taken_as_files(
    gateway: Gateway, press_officer: httpx.AsyncClient
) -> None:
    tell(gateway)
    path = await make(press_officer, "/laporan/kliping", rentang="day", sampai="2026-11-24")
    assert await make(press_officer, "/laporan/kliping", rentang="day", sampai="2026-11-24") == path
    page = await press_officer.get(path)
    assert page.status_code == 200
    assert "Jalan Poros Putus" in page.text
    assert "Senin, 30 November 2026" in page.text
    assert "Rapat digelar Senin (30/11/2026)." in page.text
    assert EVIL not in page.text
    [first, *_] = re.findall(rf'src="({path}/bagan/0\.svg\?versi=\d+)"', page.text)
    drawing = await press_officer.get(first)
    assert drawing.headers["content-type"] == "image/svg+xml"
    assert drawing.headers["cache-control"] == "private, max-age=300"
    await press_officer.post(f"{path}/susun-ulang", data={"csrf": csrf_of(page)})
    assert first not in (await press_officer.get(path)).text
    for form, start in (("pdf", b"%PDF-"), ("docx", b"PK"), ("txt", b"*Kliping harian")):
        file = await press_officer.get(f"{path}/unduh.{form}")
        assert file.content.startswith(start)
        assert file.headers["content-disposition"].startswith("attachment")
    listed = await press_officer.get("/laporan?jenis=kliping")
    assert path in listed.text


async def test_a_sheet_has_three_parts_and_a_source_behind_every_fact(
    gateway: Gateway, press_officer: httpx.AsyncClient
) -> None:
    tell(gateway)
    path = await make(press_officer, "/laporan/telaah", cerita="jalan")
    page = (await press_officer.get(path)).text
    assert [name for name in ("A. Substansi", "B. Telaah", "C. Saran") if name in page] == [
        "A. Substansi",
        "B. Telaah",
        "C. Saran",
    ]
    assert "Dinas Pekerjaan Umum dan Penataan Ruang" in page
    assert "Peraturan Daerah Nomor 4 Tahun 2024" in page
    assert "Malam ini kami timbun batu dulu" in page
    assert "Baru tiga bulan ditambal" in page
    assert "membantah anggarannya tidak ada" in page
    assert "2 dari 3 berita bernada negatif" in page
    facts = re.search(r"Pokok peristiwa</h3>(.*?)</ol>", page, re.DOTALL)
    assert facts is not None
    items = re.findall(r"<li.*?</li>", facts.group(1), re.DOTALL)
    assert items
    assert all("#sumber-" in item for item in items)
    assert EVIL not in page


async def test_a_checked_sheet_is_taken_on_its_own_letterhead_until_it_is_made_again(
    gateway: Gateway, press_officer: httpx.AsyncClient
) -> None:
    tell(gateway)
    [tenant] = await list_tenants(gateway.engine)

    async def settings(office: str) -> None:
        await keep_letterhead(gateway.engine, tenant.id, Letterhead(office=office), actor="a")

    async def office() -> str:
        file = await press_officer.get(f"{path}/unduh.docx")
        return str(docx.Document(io.BytesIO(file.content)).tables[0].rows[0].cells[0].text)

    await settings("Bagian Humas")
    path = await make(press_officer, "/laporan/telaah", cerita="jalan")
    token = {"csrf": csrf_of(await press_officer.get(path))}
    await press_officer.post(f"{path}/keadaan", data=token | {"keadaan": "diperiksa", "versi": "1"})
    await settings("Diskominfo")
    assert await office() == "BAGIAN HUMAS"
    await press_officer.post(f"{path}/susun-ulang", data=token)
    assert await office() == "DISKOMINFO"


async def test_a_sheet_leaves_with_the_region_of_its_story(
    gateway: Gateway, press_officer: httpx.AsyncClient
) -> None:
    [tenant] = await list_tenants(gateway.engine)

    async def sees(*regions: str) -> None:
        async def rescope(_: Tenant) -> None:
            pass

        await change_tenant(gateway.engine, tenant.id, TenantChange(regions=regions), rescope)

    await sees("64.03", "64.08")
    gateway.search.articles = [
        article(1, title="Jalan Poros Putus", story="jalan", region="64.08"),
        article(2, title="Dermaga Roboh", story="dermaga", region="64.03"),
    ]
    road = await make(press_officer, "/laporan/telaah", cerita="jalan")
    pier = await make(press_officer, "/laporan/telaah", cerita="dermaga")
    await sees("64.08")
    assert (await press_officer.get(road)).status_code == 200
    for path in (pier, f"{pier}/unduh.docx", f"{pier}/sunting"):
        assert (await press_officer.get(path)).status_code == 404
    page = (await press_officer.get("/laporan")).text
    assert "Jalan Poros Putus" in page
    assert "Dermaga Roboh" not in page
    await sees("64")
    assert (await press_officer.get(pier)).status_code == 200
    # A sheet of today is found again, whatever region its story tells most of by now.
    gateway.search.articles += [article(number, story="dermaga", region="64.01") for number in (3, 4)]
    assert await make(press_officer, "/laporan/telaah", cerita="dermaga") == pier


async def test_a_story_of_somebody_else_or_none_has_no_sheet(
    gateway: Gateway, press_officer: httpx.AsyncClient
) -> None:
    tell(gateway)
    token = csrf_of(await press_officer.get("/laporan/kliping"))
    for story in ("tidak-ada", "", "x" * 65):
        answer = await press_officer.post("/laporan/telaah", data={"csrf": token, "cerita": story})
        assert answer.status_code == 404


async def test_a_wrong_form_says_what_is_wrong_and_keeps_what_was_typed(
    gateway: Gateway, press_officer: httpx.AsyncClient
) -> None:
    token = csrf_of(await press_officer.get("/laporan/kliping"))
    for day, told in (
        ("2026-12-24", "belum tiba"),
        ("30 Februari", "kalender"),
        ("1999-12-31", "sejak tahun 2000"),
    ):
        answer = await press_officer.post("/laporan/kliping", data={"csrf": token, "sampai": day})
        assert answer.status_code == 422
        assert told in answer.text
        assert f'value="{day}"' in answer.text
    schedule = {"csrf": token, "jam": "25.00", "penerima": "bupati@kutaitimur.example, bukan-alamat"}
    refused = await press_officer.post("/laporan/jadwal", data=schedule)
    assert refused.status_code == 422
    for told in (
        "Pilih sedikitnya satu hari.",
        "Tulis jam seperti 06.30.",
        "Bukan alamat surel: bukan-alamat",
    ):
        assert told in refused.text


async def test_while_the_search_is_down_the_page_says_so_and_nothing_is_made(
    gateway: Gateway, press_officer: httpx.AsyncClient
) -> None:
    gateway.search.down = True
    token = csrf_of(await press_officer.get("/laporan/kliping"))
    fields = {"csrf": token, "rentang": "day", "sampai": "2026-11-24"}
    assert (await press_officer.post("/laporan/kliping", data=fields)).status_code == 503
    assert "Belum ada laporan" in (await press_officer.get("/laporan")).text


async def test_a_viewer_reads_without_forms_and_a_stranger_finds_nothing(
    gateway: Gateway, press_officer: httpx.AsyncClient
) -> None:
    tell(gateway)
    path = await make(press_officer, "/laporan/kliping", rentang="day", sampai="2026-11-24")
    own = (await press_officer.get("/laporan")).text
    assert path in own
    kutim = await gateway_tenant(gateway)
    viewer = await create_user(gateway.engine, kutim, "camat@kutaitimur.example", PASSWORD, "viewer")
    press_officer.cookies.set(SESSION_COOKIE, (await open_session(gateway.engine, viewer.id))[0])
    page = await press_officer.get(path)
    assert page.status_code == 200
    assert "<textarea" in page.text  # the text for the chat
    assert 'action="/laporan' not in page.text
    for closed in (f"{path}/sunting", "/laporan/kop"):
        assert (await press_officer.get(closed)).status_code == 403
    berau = await create_tenant(gateway.engine, "Diskominfo Berau", ["64.03"])
    stranger = await create_user(gateway.engine, berau.id, "humas@berau.example", PASSWORD, "admin")
    press_officer.cookies.set(SESSION_COOKIE, (await open_session(gateway.engine, stranger.id))[0])
    for hidden in (path, f"{path}/unduh.pdf", f"{path}/sunting", f"{path}/bagan/0.svg"):
        assert (await press_officer.get(hidden)).status_code == 404
    assert path not in (await press_officer.get("/laporan")).text

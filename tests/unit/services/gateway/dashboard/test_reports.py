"""/laporan: a clipping and a sheet made, read, edited and taken away as files, by whom it may be."""

from __future__ import annotations

import html
import io
import re
from datetime import timedelta

import docx
import httpx
import pytest

from services.gateway.dashboard.visitor import SESSION_COOKIE
from services.gateway.internal_calls import Refused
from services.gateway.notifier_client import NotifierClient, RecipientRefused
from services.gateway.reports.letterheads import Letterhead, keep_letterhead
from services.gateway.sessions import open_session
from services.gateway.tenants import Tenant, TenantChange, change_tenant, create_tenant, list_tenants
from services.gateway.users import create_user
from shared.contracts.deliveries import DeliveryRecord
from shared.contracts.enrichment import Person, Quote
from shared.contracts.messages import ReportReady
from tests.unit.services.gateway.dashboard.browsing import PASSWORD, Gateway, csrf_of
from tests.unit.services.gateway.dashboard.fakes import article

RINA = Person(
    name="Rina Batubara", role="Kepala Dinas Pekerjaan Umum dan Penataan Ruang", org="Pemkab Kutai Timur"
)
HAMDANI = Person(name="Hamdani Lasut", role="sopir")
ROAD = """Sangatta – Jalan poros Kilometer 48 putus setelah hujan tiga hari.

Perbaikan itu diatur dalam Peraturan Daerah Nomor 4 Tahun 2024 tentang jalan. Rapat digelar Senin (30/11/2026).

Dinas membantah anggarannya tidak ada."""
EVIL = "<script>alert(1)</script>"


def tell(gateway: Gateway) -> None:
    """A story of three articles about a road, one of them hostile."""
    quotes = (
        Quote(speaker=RINA.name, text="Malam ini kami timbun batu dulu supaya kendaraan bisa lewat di sana"),
        Quote(
            speaker=HAMDANI.name,
            text="Baru tiga bulan ditambal sudah hancur lagi, kami minta jangan ditimbun",
        ),
    )
    gateway.search.articles = [
        article(1, title="Jalan Poros Putus", text=ROAD, tone="negatif", story="jalan", age=timedelta(hours=30),
                quotes=quotes, people=(RINA, HAMDANI)),
        article(2, title=EVIL, text=f"{EVIL} Jalan belum bisa dilalui.", tone="negatif", story="jalan", age=timedelta(hours=26)),
        article(3, title="Alat Berat Diturunkan", tone="netral", story="jalan", age=timedelta(hours=9)),
    ]  # fmt: skip


async def make(pages: httpx.AsyncClient, path: str, **fields: str) -> str:
    """Send the form; the address of the edition."""
    form = await pages.get(path)
    answer = await pages.post(path, data={"csrf": csrf_of(form), **fields})
    assert answer.status_code == 303, re.findall(r"galat-medan[^>]*>([^<]*)", answer.text)
    return answer.headers["location"]


def sent_edits(form: httpx.Response) -> dict[str, str | list[str]]:
    """What a browser sends when nobody types into the form of an edition's edits."""
    texts = dict(
        re.findall(r'<textarea id="[^"]*" name="(teks:[^"]+)"[^>]*>\n(.*?)</textarea>', form.text, re.DOTALL)
    )
    quotes = dict(re.findall(r'<input type="hidden" name="(teks:[^"]+)" value="([^"]*)"', form.text))
    [(version, marks)] = re.findall(
        r'id="versi" value="(\d+)"><input type="hidden" name="semula" value="([^"]*)"', form.text
    )
    shown = re.findall(r'name="tampil" value="([^"]+)" checked', form.text)
    typed = {name: html.unescape(text) for name, text in (texts | quotes).items()}
    return {"csrf": csrf_of(form), "versi": version, "semula": marks, "tampil": shown, **typed}


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


async def test_edits_are_kept_through_a_new_making_and_a_second_editor_is_told(
    gateway: Gateway, press_officer: httpx.AsyncClient
) -> None:
    tell(gateway)
    path = await make(press_officer, "/laporan/kliping", rentang="day", sampai="2026-11-24")
    form = await press_officer.get(f"{path}/sunting")
    fields = {
        "csrf": csrf_of(form),
        "versi": "1",
        "teks:kalimat": f"Kata petugas {EVIL}",
        "tampil": re.findall(r'name="tampil" value="([^"]+)"', form.text),
    }
    assert (await press_officer.post(f"{path}/sunting", data=fields)).status_code == 303
    late = await press_officer.post(f"{path}/sunting", data=fields | {"teks:kalimat": "Terlambat"})
    assert late.status_code == 409
    assert "Orang lain menyimpan perubahan" in late.text
    assert "Terlambat" in late.text
    again = await press_officer.post(f"{path}/susun-ulang", data={"csrf": fields["csrf"]})
    assert again.status_code == 303
    page = await press_officer.get(path)
    assert "Kata petugas &lt;script&gt;" in page.text
    assert EVIL not in page.text


async def test_what_came_in_while_somebody_edited_stays_after_the_second_saving(
    gateway: Gateway, press_officer: httpx.AsyncClient
) -> None:
    tell(gateway)
    path = await make(press_officer, "/laporan/kliping", rentang="day", sampai="2026-11-24")
    old = await press_officer.get(f"{path}/sunting")
    fields = sent_edits(old) | {"teks:kalimat": "Ditulis sebelum berita baru masuk."}
    gateway.search.articles.append(
        article(4, title="Jembatan Ambruk", story="jembatan", tone="negatif", age=timedelta(hours=20))
    )
    await press_officer.post(f"{path}/susun-ulang", data={"csrf": csrf_of(old)})
    late = await press_officer.post(f"{path}/sunting", data=fields)
    assert late.status_code == 409
    again = sent_edits(late)
    assert again["teks:kalimat"] == "Ditulis sebelum berita baru masuk."
    assert set(again) > set(fields)
    assert (await press_officer.post(f"{path}/sunting", data=again)).status_code == 303
    page = (await press_officer.get(path)).text
    assert "Ditulis sebelum berita baru masuk." in page
    assert "Jembatan Ambruk" in page[page.index('class="edisi"') :]


async def test_the_second_saving_changes_only_what_its_officer_touched(
    gateway: Gateway, press_officer: httpx.AsyncClient
) -> None:
    tell(gateway)
    path = await make(press_officer, "/laporan/kliping", rentang="day", sampai="2026-11-24")
    mine = sent_edits(await press_officer.get(f"{path}/sunting"))
    note, sentence = "teks:bagian:arah", "teks:kalimat"
    assert {note, sentence} <= set(mine)
    gateway.search.articles.append(
        article(4, title="Jembatan Ambruk", story="jembatan", tone="negatif", age=timedelta(hours=20))
    )
    await press_officer.post(f"{path}/susun-ulang", data={"csrf": str(mine["csrf"])})
    newest = sent_edits(await press_officer.get(f"{path}/sunting"))
    assert newest[sentence] != mine[sentence]
    late = await press_officer.post(f"{path}/sunting", data=mine | {note: "Dibaca\r\nbersama."})
    assert late.status_code == 409
    again = sent_edits(late)
    assert (again[note], again[sentence]) == ("Dibaca\nbersama.", newest[sentence])
    assert (await press_officer.post(f"{path}/sunting", data=again)).status_code == 303
    await press_officer.post(f"{path}/susun-ulang", data={"csrf": str(mine["csrf"])})
    page = (await press_officer.get(path)).text
    assert html.escape(str(newest[sentence]), quote=False)[:60] in page
    assert "bersama." in page


async def test_a_form_that_was_refused_does_not_pass_for_the_newest_version(
    gateway: Gateway, press_officer: httpx.AsyncClient
) -> None:
    tell(gateway)
    path = await make(press_officer, "/laporan/kliping", rentang="day", sampai="2026-11-24")
    mine = sent_edits(await press_officer.get(f"{path}/sunting"))
    theirs = mine | {"teks:kalimat": "Dari rekan."}
    assert (await press_officer.post(f"{path}/sunting", data=theirs)).status_code == 303
    too_long = await press_officer.post(f"{path}/sunting", data=mine | {"teks:kalimat": "x" * 4_001})
    assert too_long.status_code == 422
    corrected = sent_edits(too_long) | {"teks:kalimat": "Dari saya."}
    assert (await press_officer.post(f"{path}/sunting", data=corrected)).status_code == 409
    assert "Dari rekan." in (await press_officer.get(path)).text
    for version in ("", "baru", "9" * 40):
        late = await press_officer.post(f"{path}/sunting", data=corrected | {"versi": version})
        assert late.status_code == 409
        assert "Orang lain menyimpan perubahan" in late.text
    assert (await press_officer.post(f"{path}/sunting", data=sent_edits(late))).status_code == 303
    assert "Dari saya." in (await press_officer.get(path)).text


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


async def gateway_tenant(gateway: Gateway) -> str:
    """The id of Kutai Timur."""
    return (await list_tenants(gateway.engine))[0].id

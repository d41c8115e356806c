"""Laporan monitoring and catatan kerja over HTTP: asked for, made once, read by whom they concern.

What people do is recorded at the real time, so the pages' clock stands at the real time here.
"""

from __future__ import annotations

import html
import io
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import httpx
import openpyxl
import pytest

from services.gateway.dashboard.clock import current_time
from services.gateway.dashboard.visitor import SESSION_COOKIE
from services.gateway.desk.authors import Author
from services.gateway.desk.clarifications import Answer, add_clarification
from services.gateway.desk.story_work import WorkedStory, open_work, set_state
from services.gateway.reports.monitoring_period import CalendarPeriod
from services.gateway.roles import Role
from services.gateway.sessions import open_session
from services.gateway.users import create_user, list_users
from shared.contracts.query import ArticleScan, ScannedArticles
from tests.unit.services.gateway.dashboard.browsing import EMAIL, Gateway, csrf_of
from tests.unit.services.gateway.dashboard.fakes import NOW, article, article_id

FORMULA = '=HYPERLINK("http://jahat.example";"klik")'
MONTH_OF_NOW = "2026-11"
PATHS = ("/laporan/monitoring", "/laporan/catatan")


@pytest.fixture
def gateway(gateway: Gateway) -> Gateway:
    """The gateway, before a search service that scans."""

    @gateway.search.app.post("/articles/scan")
    def scan(query: ArticleScan) -> ScannedArticles:
        return ScannedArticles(items=gateway.search._matching(query.filter), next=None)

    return gateway


async def _sign_in(gateway: Gateway, pages: httpx.AsyncClient, email: str) -> None:
    user = next(one for one in await list_users(gateway.engine) if one.email == email)
    token, _ = await open_session(gateway.engine, user.id)
    pages.cookies.set(SESSION_COOKIE, token)


async def _colleague(gateway: Gateway, pages: httpx.AsyncClient, role: Role) -> None:
    [user] = [one for one in await list_users(gateway.engine) if one.email == EMAIL]
    email = f"{role}@kutaitimur.example"
    await create_user(gateway.engine, user.tenant_id, email, "pagi-pagi-sekali", role)
    await _sign_in(gateway, pages, email)


async def _make(pages: httpx.AsyncClient, path: str, **fields: str) -> httpx.Response:
    form = await pages.get(path)
    return await pages.post(path, data={"csrf": csrf_of(form), **fields})


async def test_a_monitoring_report_tells_ranks_and_recommends(
    gateway: Gateway, press_officer: httpx.AsyncClient
) -> None:
    roads = [
        article(
            number,
            title=f"Jalan <b>rusak</b> {number}",
            tone="negatif",
            story="jalan",
            age=timedelta(hours=number),
        )
        for number in range(1, 13)
    ]
    others = [
        article(
            number,
            topic="agama",
            tone="positif",
            age=timedelta(hours=number),
            source=("sangatta-pos", "Sangatta Pos"),
        )
        for number in range(20, 26)
    ]
    gateway.search.articles = [*roads, *others]
    made = await _make(press_officer, "/laporan/monitoring", periode=MONTH_OF_NOW)
    assert made.status_code == 303
    page = (await press_officer.get(made.headers["location"])).text
    assert "12 dari 18 berita bernada negatif (67%)" in page
    assert "<b>rusak</b>" not in page
    assert "Isu yang paling perlu perhatian: Jalan &amp; infrastruktur (12 berita dari 1 media" in page
    assert "Rekomendasi: pemberitaan negatif" in page
    assert "Dasarnya: 12 dari 12 berita jalan &amp; infrastruktur negatif (100%)" in page
    evidence = (
        "/cari?dari=2026-11-01&sampai=2026-11-25&jenis=berita&jenis=rilis&jenis=sosial&topik=infrastruktur"
    )
    assert evidence in html.unescape(page)


async def test_a_story_counts_with_its_articles_of_the_period_alone(
    gateway: Gateway, press_officer: httpx.AsyncClient
) -> None:
    ages = [1, 2, 3, *(24 * 30 + hours for hours in range(4))]
    gateway.search.articles = [
        article(number, story="jalan", title="Jalan rusak", age=timedelta(hours=age))
        for number, age in enumerate(ages)
    ]
    made = await _make(press_officer, "/laporan/monitoring", periode=MONTH_OF_NOW)
    page = (await press_officer.get(made.headers["location"])).text
    assert "Terutama “Jalan rusak” (3 berita)." in page


async def test_the_chart_of_tones_has_its_figures_in_a_table(
    gateway: Gateway, press_officer: httpx.AsyncClient
) -> None:
    gateway.search.articles = [
        article(number, tone="negatif", age=timedelta(hours=number)) for number in range(1, 5)
    ]
    for period, bar in ((MONTH_OF_NOW, "25 Nov"), ("2026-T4", "19–25 Nov")):
        made = await _make(press_officer, "/laporan/monitoring", periode=period)
        page = (await press_officer.get(made.headers["location"])).text
        twin = page.partition("Berita menurut nada dari waktu ke waktu")[2].partition("</table>")[0]
        assert bar in twin


async def test_complaints_are_counted_apart_from_the_press(
    gateway: Gateway, press_officer: httpx.AsyncClient
) -> None:
    news = [article(number, age=timedelta(hours=number)) for number in range(1, 13)]
    complaints = [
        article(number, kind="aspirasi", tone="negatif", age=timedelta(days=20)) for number in range(20, 25)
    ]
    gateway.search.articles = [*news, *complaints]
    made = await _make(press_officer, "/laporan/monitoring", periode=MONTH_OF_NOW)
    page = (await press_officer.get(made.headers["location"])).text
    assert "0 dari 12 berita bernada negatif (0%)" in page
    assert "5 laporan warga masuk; 5 masih terbuka, 5 di antaranya melewati batas layanan." in page


async def test_a_quarter_without_anything_says_so_and_is_made_once(
    gateway: Gateway, press_officer: httpx.AsyncClient
) -> None:
    made = await _make(press_officer, "/laporan/monitoring", periode="2026-T1")
    page = (await press_officer.get(made.headers["location"])).text
    assert "Tidak ada berita tentang Kabupaten Kutai Timur pada 1 Januari sampai 31 Maret 2026." in page
    assert "Belum ada laporan warga pada periode ini." in page
    assert "belum ada tindak lanjut yang tercatat" in page
    assert "Tidak ada isu yang memerlukan langkah" in page
    again = await _make(press_officer, "/laporan/monitoring", periode="2026-T1")
    assert again.headers["location"] == made.headers["location"]


async def test_a_period_that_is_not_offered_is_refused(press_officer: httpx.AsyncClient) -> None:
    for path in PATHS:
        for wrong in ("", "2027-01", "kemarin", "2026-T9"):
            answer = await _make(press_officer, path, periode=wrong, bulan=wrong)
            assert answer.status_code == 422
            assert "Belum disimpan" in answer.text


async def test_a_viewer_asks_for_none(gateway: Gateway, pages: httpx.AsyncClient) -> None:
    await _colleague(gateway, pages, "viewer")
    for path in PATHS:
        form = await pages.get(path)
        assert 'method="post" action="/laporan' not in form.text
        sent = {"csrf": csrf_of(form), "periode": MONTH_OF_NOW, "bulan": MONTH_OF_NOW}
        assert (await pages.post(path, data=sent)).status_code == 403


async def _worked(gateway: Gateway) -> None:
    """A state and a clarification of the press officer, on a story whose headline looks like a formula."""
    [user] = [one for one in await list_users(gateway.engine) if one.email == EMAIL]
    by = Author(user.id, user.email)
    work = await open_work(gateway.engine, user.tenant_id, WorkedStory("jalan", FORMULA, [article_id(1)]))
    await set_state(gateway.engine, user.tenant_id, [work.id], "perlu_jawaban", by)
    answer = Answer("Jalan putus.", article_id(1), "Jalan sudah dibuka.", NOW)
    await add_clarification(gateway.engine, user.tenant_id, work.id, answer, by)


@pytest.fixture
def month(gateway: Gateway) -> str:
    """The month in which the test runs: what is done now is recorded in it."""
    now = datetime.now(UTC)
    gateway.app.dependency_overrides[current_time] = lambda: now
    return CalendarPeriod.month_of(now.astimezone(ZoneInfo("Asia/Makassar")).date()).code


async def test_a_work_log_is_read_from_what_was_done(
    gateway: Gateway, press_officer: httpx.AsyncClient, month: str
) -> None:
    await _worked(gateway)
    await _make(press_officer, "/laporan/monitoring", periode=month)
    made = await _make(press_officer, "/laporan/catatan", bulan=month)
    assert made.status_code == 303
    page = html.unescape((await press_officer.get(made.headers["location"])).text)
    for done in ("Menetapkan keadaan: Perlu jawaban", "Menulis klarifikasi", "“Jalan putus.”", "Menyusun"):
        assert done in page
    assert 'href="/cerita/jalan"' in page
    book = await press_officer.get(f"{made.headers['location']}/unduh.xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(book.content)).active
    assert sheet is not None
    cells = {cell.value: cell for row in sheet.iter_rows() for cell in row}
    # Text, not a formula that runs when the file is opened.
    assert cells[FORMULA].data_type == "s"
    assert cells[FORMULA].quotePrefix
    assert any(isinstance(cell.value, datetime) for cell in cells.values())
    assert any(cell.hyperlink and cell.hyperlink.target.endswith("/cerita/jalan") for cell in cells.values())


async def test_a_work_log_is_its_owners_and_the_admins(
    gateway: Gateway, press_officer: httpx.AsyncClient, month: str
) -> None:
    path = (await _make(press_officer, "/laporan/catatan", bulan=month)).headers["location"]
    assert "Belum ada kegiatan yang tercatat" in (await press_officer.get(path)).text
    await _colleague(gateway, press_officer, "analyst")
    assert (await press_officer.get(path)).status_code == 404
    assert (await press_officer.get(f"{path}/unduh.xlsx")).status_code == 404
    [owner] = [one for one in await list_users(gateway.engine) if one.email == EMAIL]
    foreign = await _make(press_officer, "/laporan/catatan", bulan=month, orang=owner.id)
    assert foreign.status_code == 422
    await _colleague(gateway, press_officer, "admin")
    assert (await press_officer.get(path)).status_code == 200
    same = await _make(press_officer, "/laporan/catatan", bulan=month, orang=owner.id)
    assert same.headers["location"] == path

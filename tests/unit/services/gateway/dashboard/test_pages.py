"""The pages of a signed-in press officer."""

from __future__ import annotations

import re
from datetime import timedelta

import httpx
import pytest

from services.gateway.dashboard.chart_library import chart_library_path
from services.gateway.tenants import create_tenant
from services.gateway.users import create_user
from shared.contracts.enrichment import Person, Quote
from tests.unit.services.gateway.dashboard.browsing import EMAIL, PASSWORD, Gateway, submit
from tests.unit.services.gateway.dashboard.fakes import article, article_id

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>"


async def test_a_cursor_of_ones_own_making_is_not_found(press_officer: httpx.AsyncClient) -> None:
    answer = await press_officer.get("/cerita?sesudah=abc")
    assert answer.status_code == 404
    assert "Halaman tidak ditemukan" in answer.text


async def test_the_chart_library_comes_from_here(pages: httpx.AsyncClient) -> None:
    answer = await pages.get(chart_library_path())
    assert answer.headers["content-type"].startswith("text/javascript")
    assert "immutable" in answer.headers["cache-control"]
    assert "window.vegaEmbed=" in answer.text


async def test_an_article_shows_what_was_read(gateway: Gateway, press_officer: httpx.AsyncClient) -> None:
    gateway.search.articles = [
        article(
            1,
            tone="negatif",
            story="s",
            quotes=[
                Quote(speaker="Novita Rampengan", text="Kami carikan skema,"),
                Quote(speaker="Hamdani Lasut", text="dokter memilih pergi", indirect=True),
            ],
            people=[Person(name="Novita Rampengan", role="Kepala Bidang", org="Dinkes Kutim")],
            titles=["Judul semula"],
        ),
        article(2, story="s", copy_of=1, title="Salinannya"),
    ]
    page = (await press_officer.get(f"/artikel/{article_id(1)}")).text
    assert "<p><mark>Jalan poros kembali rusak.</mark></p>" in page
    assert "<p>Warga menunggu perbaikan.</p>" in page
    assert "keyakinan 80%" in page
    assert "“Kami carikan skema”" in page
    assert "kutipan tak langsung" in page
    assert "Kepala Bidang, Dinkes Kutim" in page
    assert "Judulnya berubah. Semula: “Judul semula”" in page
    assert "Kabupaten Kutai Timur" in page
    assert "Salinan berita ini" in page
    assert "Salinannya" in page
    link = re.search(r'<a class="tombol alamat-asli"[^>]*>', page)
    assert link is not None
    assert 'href="https://kabar-pesisir.example/1"' in link.group()
    assert 'rel="noopener noreferrer"' in link.group()


async def test_an_article_without_tone_is_shown_all_the_same(
    gateway: Gateway, press_officer: httpx.AsyncClient
) -> None:
    gateway.search.articles = [article(1, tone=None)]
    page = (await press_officer.get(f"/artikel/{article_id(1)}")).text
    assert "Nada berita ini belum terbaca." in page
    assert "<dt>Belum terbaca</dt>" in page


async def test_text_never_becomes_markup(gateway: Gateway, press_officer: httpx.AsyncClient) -> None:
    gateway.search.articles = [
        article(
            1,
            title=HOSTILE,
            text=f"{HOSTILE}\n\nDua {HOSTILE}",
            evidence=HOSTILE,
            titles=[f"lama {HOSTILE}"],
            source=("x", HOSTILE),
            quotes=[Quote(speaker=HOSTILE, text=HOSTILE)],
            people=[Person(name=HOSTILE, role=HOSTILE, org=HOSTILE)],
            author=HOSTILE,
            url="javascript:alert(3)",
        )
    ]
    for path in ("/", "/cerita", "/cerita/cerita-1", f"/artikel/{article_id(1)}"):
        page = (await press_officer.get(path)).text
        assert "alert(1)" in page
        assert "<script>" not in page
        assert "<img src=x" not in page
        assert "javascript:" not in page


async def test_an_article_of_another_region_is_not_found(
    gateway: Gateway, press_officer: httpx.AsyncClient
) -> None:
    gateway.search.articles = [article(1, region="64.09", title="Rahasia tetangga", story="s")]
    for path in (f"/artikel/{article_id(1)}", "/cerita/s", "/artikel/tidak-ada"):
        answer = await press_officer.get(path)
        assert answer.status_code == 404
        assert "Halaman tidak ditemukan" in answer.text
        assert "Rahasia" not in answer.text


async def test_a_province_chooses_a_regency(gateway: Gateway, pages: httpx.AsyncClient) -> None:
    tenant = await create_tenant(gateway.engine, "Provinsi", ["64"])
    await create_user(gateway.engine, tenant.id, "prov@kaltim.example", PASSWORD, "viewer")
    await submit(pages, "prov@kaltim.example", PASSWORD)
    gateway.search.articles = [
        article(1, region="64.09", title="Di Penajam"),
        article(2, title="Di Sangatta"),
    ]
    whole = (await pages.get("/")).text
    assert "<h1>Provinsi Kalimantan Timur</h1>" in whole
    assert "Di Penajam" in whole
    assert "Di Sangatta" in whole
    one = (await pages.get("/?wilayah=64.09")).text
    assert "<h1>Kabupaten Penajam Paser Utara</h1>" in one
    assert 'value="64.09" selected' in one
    assert "Di Sangatta" not in one
    assert f'href="/artikel/{article_id(1)}?wilayah=64.09"' in one
    reading = (await pages.get(f"/artikel/{article_id(1)}?wilayah=64.09")).text
    assert 'class="balik" href="/cerita/cerita-1?wilayah=64.09"' in reading


async def test_when_search_is_down_a_page_says_so(gateway: Gateway, press_officer: httpx.AsyncClient) -> None:
    gateway.search.down = True
    answer = await press_officer.get("/?wilayah=64.08")
    assert answer.status_code == 503
    assert "Layanan pencarian belum menjawab" in answer.text
    assert 'href="/?wilayah=64.08"' in answer.text
    assert "retry-after" in answer.headers


@pytest.mark.parametrize(
    "path", ["/", "/masuk", "/cerita", "/artikel/x", "/bagan/nada.svg", "/aset/0/gaung.css"]
)
async def test_every_answer_carries_the_policy(press_officer: httpx.AsyncClient, path: str) -> None:
    headers = (await press_officer.get(path)).headers
    assert headers["content-security-policy"].startswith("default-src 'self'; img-src 'self' data:;")
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


async def test_pages_hold_nothing_inline_and_stay_small(
    gateway: Gateway, press_officer: httpx.AsyncClient
) -> None:
    gateway.search.articles = [article(n, age=timedelta(hours=n)) for n in range(1, 60)]
    for path in ("/", "/cerita", f"/artikel/{article_id(1)}"):
        page = await press_officer.get(path)
        assert page.headers["cache-control"] == "no-store"
        assert not re.search(r"<style|<script(?![^>]* src=)|\sstyle=|\son\w+=", page.text)
        stylesheet = re.search(r'href="(/aset/[^"]+\.css)"', page.text)
        assert stylesheet is not None
        css = await press_officer.get(stylesheet.group(1))
        assert "immutable" in css.headers["cache-control"]
        # 100 kB without charts, the promise of the design.
        assert len(page.content) + len(css.content) < 100_000


async def test_an_unknown_file_is_not_found(pages: httpx.AsyncClient) -> None:
    assert (await pages.get("/aset/0/../routes.py")).status_code == 404
    assert (await pages.get("/aset/0/routes.py")).status_code == 404


async def test_email_is_shown_nowhere(press_officer: httpx.AsyncClient) -> None:
    assert EMAIL not in (await press_officer.get("/")).text

"""The home page as a press officer gets it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import httpx
import pytest
from sqlalchemy import update

from services.gateway import tables
from services.gateway.dashboard.home import figures
from services.gateway.tenants import create_tenant
from services.gateway.users import create_user
from shared.contracts.enrichment import Person, Quote
from tests.unit.services.gateway.dashboard.browsing import PASSWORD, Gateway, submit
from tests.unit.services.gateway.dashboard.fakes import article, article_id


def _worse(gateway: Gateway) -> None:
    gateway.search.articles = [
        *[article(n, tone="negatif", age=timedelta(days=2, hours=n)) for n in range(1, 13)],
        *[article(n, tone="positif", age=timedelta(days=40, hours=n), topic="sosial") for n in range(20, 32)],
        article(50, title="Berita pagi ini", age=timedelta(minutes=17), topic="kominfo_digital"),
        article(51, title="Kabar tetangga", region="64.09"),
    ]


async def test_the_sentence_on_top_names_cause_and_figures(
    gateway: Gateway, press_officer: httpx.AsyncClient
) -> None:
    _worse(gateway)
    page = (await press_officer.get("/")).text
    assert "<h1>Kabupaten Kutai Timur</h1>" in page
    assert "Rabu, 25 November 2026, 07.02 WITA" in page
    told = re.sub(r"<[^>]+>", "", re.search(r'<p class="arah-kalimat">.*?</p>', page, re.S).group())  # type: ignore[union-attr]
    assert unescape(told).startswith(
        "Nada pemberitaan turun: delapan cerita tentang jalan & infrastruktur paling menekan, terutama “Berita nomor "
    )
    assert (
        "Dalam 30 hari terakhir 12 dari 13 berita bernada negatif (92%); 30 hari sebelumnya 0 dari 12 (0%)."
        in told
    )
    assert 'href="/cari?nada=negatif">12 dari 13 berita</a>' in page
    assert 'href="/cari?dari=2026-09-27&amp;sampai=2026-10-26&amp;nada=negatif">0 dari 12</a>' in page
    assert "dengan keyakinan 95% selisih sebenarnya antara −" in page
    assert "Kabar tetangga" not in page


async def test_no_story_is_said_to_have_ended_that_was_only_cut_off(
    gateway: Gateway, press_officer: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(figures, "MOST_STORIES", 2)
    now, before = timedelta(days=2), timedelta(days=40)
    gateway.search.articles = [
        *[article(n, tone="positif", age=now, story="pasar") for n in range(1, 8)],
        *[article(n, tone="positif", age=now, story="sekolah") for n in range(10, 17)],
        article(20, tone="netral", age=now, story="jalan"),
        *[article(n, tone="negatif", age=before, story="jalan") for n in range(30, 37)],
        *[article(n, tone="negatif", age=before, story="listrik") for n in range(40, 46)],
        *[article(n, tone="positif", age=before, story="pasar") for n in range(50, 53)],
    ]
    page = (await press_officer.get("/")).text
    assert "1 berita, periode sebelumnya 7" in page
    assert "mereda: 6 berita pada periode sebelumnya, kini tidak ada" in page
    assert page.count("kini tidak ada") == 1


async def test_today_stories_topics_and_outlets(gateway: Gateway, press_officer: httpx.AsyncClient) -> None:
    _worse(gateway)
    page = (await press_officer.get("/")).text
    assert "Hari ini 1 berita, kemarin 0." in page
    latest = page[page.index('id="cerita"') :]
    assert latest.index("Berita pagi ini") < latest.index("Berita nomor 1")
    assert "hari ini 06.45 WITA" in page
    assert "Kabar Pesisir · Kominfo &amp; digital" in page
    assert 'href="/cari?topik=infrastruktur">12<' in page
    assert 'href="/cari?nada=negatif&amp;topik=infrastruktur">12<' in page
    assert 'href="/cari?sumber=kabar-pesisir">13<' in page


async def test_a_chosen_period_is_carried_to_the_evidence(
    gateway: Gateway, press_officer: httpx.AsyncClient
) -> None:
    _worse(gateway)
    page = (await press_officer.get("/?hari=7")).text
    assert "Dalam 7 hari terakhir" in page or "dalam 7 hari terakhir" in page
    assert 'href="/cari?hari=7&amp;nada=negatif"' in page
    assert 'aria-current="true">7 hari</a>' in page


async def test_the_figures_count_copies_once(gateway: Gateway, press_officer: httpx.AsyncClient) -> None:
    gateway.search.articles = [article(1), article(2, copy_of=1, story="cerita-1"), article(3, copy_of=1)]
    page = (await press_officer.get("/")).text
    assert 'href="/cari">1 berita</a>' in page
    assert "terlalu sedikit untuk menyebut arah nada." in page
    assert "2 berita, 1 di antaranya salinan" in page


async def test_an_empty_region_says_what_to_do(press_officer: httpx.AsyncClient) -> None:
    page = (await press_officer.get("/")).text
    assert "Belum ada berita dalam 30 hari terakhir." in page
    assert "Yang dapat dilakukan:" in page
    assert 'href="/?hari=90"' in page
    assert "<img" not in page


async def test_a_story_that_turned_negative_comes_first(
    gateway: Gateway, press_officer: httpx.AsyncClient
) -> None:
    gateway.search.articles = [
        *[article(n, story="jalan", age=timedelta(days=5, hours=n)) for n in range(1, 7)],
        *[article(n, story="jalan", tone="negatif", age=timedelta(hours=n)) for n in range(10, 15)],
        article(30, title="Kabar biasa", age=timedelta(minutes=5)),
    ]
    page = (await press_officer.get("/")).text
    assert "Berbalik negatif" in page
    assert "5 dari 5 berita dalam dua hari terakhir negatif; sebelumnya 0 dari 6." in page
    assert page.index("Perlu dilihat lebih dulu") < page.index("Cerita terbaru")


async def test_who_speaks_is_linked_to_what_they_say(
    gateway: Gateway, press_officer: httpx.AsyncClient
) -> None:
    said = Quote(speaker="Rina Batubara", text="Malam ini kami timbun batu dulu supaya kendaraan bisa lewat,")
    rina = Person(name="Rina Batubara", role="Kepala Dinas", org="Pemkab")
    gateway.search.articles = [article(1, quotes=[said], people=[rina]), article(2, quotes=[said])]
    page = (await press_officer.get("/")).text
    assert 'href="/cari?tokoh=Rina+Batubara">Rina Batubara</a>' in page
    assert "Kepala Dinas, Pemkab" in page
    assert "“Malam ini kami timbun batu dulu supaya kendaraan bisa lewat”" in page
    assert "dikutip dalam 2 berita" in page


async def test_the_chart_is_an_image_in_both_modes(
    gateway: Gateway, press_officer: httpx.AsyncClient
) -> None:
    gateway.search.articles = [article(1)]
    page = (await press_officer.get("/")).text
    sources = re.findall(r'(?:src|srcset)="(/bagan/[^"]+)"', page)
    assert len(sources) == 2
    for source in sources:
        chart = await press_officer.get(unescape(source))
        assert chart.headers["content-type"] == "image/svg+xml"
        assert chart.text.startswith("<svg")
    assert '25 Nov</a></th><td class="angka">0</td><td class="angka">1</td>' in page


async def test_the_browser_gets_the_same_chart_as_a_spec(
    gateway: Gateway, press_officer: httpx.AsyncClient
) -> None:
    gateway.search.articles = [article(1, tone="negatif")]
    address = re.search(r'data-bagan="([^"]+)"', (await press_officer.get("/")).text)
    assert address is not None
    spec = (await press_officer.get(unescape(address.group(1)))).json()
    today = [row for row in spec["data"]["values"] if row["hari"] == "2026-11-25"]
    assert {row["nada"]: row["jumlah"] for row in today} == {"negatif": 1, "netral": 0, "positif": 0}
    assert today[0]["tanggal"] == "Rabu, 25 November 2026"


async def test_a_province_sees_which_regencies_turned(gateway: Gateway, pages: httpx.AsyncClient) -> None:
    tenant = await create_tenant(gateway.engine, "Provinsi", ["64"])
    await create_user(gateway.engine, tenant.id, "prov@kaltim.example", PASSWORD, "viewer")
    await submit(pages, "prov@kaltim.example", PASSWORD)
    _worse(gateway)
    page = (await pages.get("/")).text
    assert "Daerah yang nadanya berubah" in page
    assert 'href="/?wilayah=64.08">Kabupaten Kutai Timur</a>' in page
    assert 'href="/cari?wilayah=64.08&amp;nada=negatif">12 dari 13</a> negatif (92%)' in page
    assert "9 dari 10 daerah beritanya terlalu sedikit" in page


async def test_what_is_new_since_the_last_visit_is_marked(
    gateway: Gateway, press_officer: httpx.AsyncClient
) -> None:
    gateway.search.articles = [
        article(1, title="Cerita baru", age=timedelta(hours=1)),
        article(2, title="Cerita lama", age=timedelta(days=3)),
        article(3, title="Bagian pertama", age=timedelta(days=2), story="panjang"),
        article(4, title="Bagian kedua", age=timedelta(hours=2), story="panjang"),
    ]
    async with gateway.engine.begin() as connection:
        await connection.execute(
            update(tables.users).values(last_seen_at=datetime(2026, 11, 24, 7, 30, tzinfo=UTC))
        )
    page = (await press_officer.get("/")).text
    assert "(kemarin 15.30 WITA): 1 cerita baru dan 1 cerita bertambah beritanya." in page
    assert page.count('<span class="tag tag-tebal">baru</span>') == 1
    assert page.count('<span class="tag tag-tebal">bertambah</span>') == 1
    assert f"/artikel/{article_id(2)}" in page

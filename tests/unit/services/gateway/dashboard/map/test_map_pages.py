"""The map page, the districts of a regency, and the comparison, as people get them."""

from __future__ import annotations

import re
from datetime import timedelta

import httpx
import pytest

from services.gateway.tenants import create_tenant
from services.gateway.users import create_user
from tests.unit.services.gateway.dashboard.browsing import PASSWORD, Gateway, submit
from tests.unit.services.gateway.dashboard.fakes import article


async def sign_in_for(gateway: Gateway, pages: httpx.AsyncClient, *scope: str) -> httpx.AsyncClient:
    tenant = await create_tenant(gateway.engine, "Kominfo", list(scope))
    await create_user(gateway.engine, tenant.id, "kominfo@kaltim.example", PASSWORD, "viewer")
    await submit(pages, "kominfo@kaltim.example", PASSWORD)
    return pages


@pytest.fixture
def news(gateway: Gateway) -> None:
    """Twelve bad articles about Kutai Timur, twelve good ones about Balikpapan, one about Paser."""
    gateway.search.articles = [
        *[article(n, tone="negatif", age=timedelta(days=1, hours=n)) for n in range(12)],
        *[
            article(20 + n, tone="positif", region="64.71", age=timedelta(hours=n), story="juara")
            for n in range(12)
        ],
        article(40, region="64.01"),
    ]


def table_of(page: str) -> list[str]:
    return re.findall(r'<th scope="row" class="topik-nama"><a href="[^"]+">([^<]+)</a>', page)


@pytest.mark.usefixtures("news")
async def test_a_province_sees_its_regencies_coloured_and_counted(
    gateway: Gateway, pages: httpx.AsyncClient
) -> None:
    province = await sign_in_for(gateway, pages, "64")
    page = (await province.get("/peta")).text
    assert page.count("<a xlink:href=") == 10
    assert 'aria-label="Kabupaten Kutai Timur: 12 berita, 100% negatif, nada rata-rata −1,00"' in page
    assert "Kabupaten Paser: 1 berita, terlalu sedikit untuk menyebut nada" in page
    # Those of whom there is too little to tell do not lead the list of the worst.
    assert table_of(page)[:2] == ["Kabupaten Kutai Timur", "Kota Balikpapan"]
    assert 'href="/cari?wilayah=64.08&amp;nada=negatif">12<' in page
    assert "kurang dari 10 berita" in page


@pytest.mark.usefixtures("news")
async def test_the_map_of_counts_and_the_order_of_the_table(
    gateway: Gateway, pages: httpx.AsyncClient
) -> None:
    province = await sign_in_for(gateway, pages, "64")
    page = (await province.get("/peta?warna=jumlah&urut=nama&hari=90")).text
    assert '<h2 id="gambar">Jumlah berita</h2>' in page
    assert table_of(page)[:3] == ["Kota Balikpapan", "Kabupaten Berau", "Kota Bontang"]
    # The choices stay when another is made.
    assert 'href="/peta?wilayah=64&amp;hari=90&amp;warna=jumlah"' in page
    assert 'name="warna" value="jumlah"' in page


@pytest.mark.usefixtures("news")
async def test_nonsense_in_the_address_is_the_usual_map(gateway: Gateway, pages: httpx.AsyncClient) -> None:
    province = await sign_in_for(gateway, pages, "64")
    answer = await province.get("/peta?warna=ungu&urut=acak")
    assert answer.status_code == 200
    assert '<h2 id="gambar">Nada rata-rata</h2>' in answer.text


@pytest.mark.usefixtures("news")
async def test_the_country_shows_provinces_that_lead_to_their_map(
    gateway: Gateway, pages: httpx.AsyncClient
) -> None:
    country = await sign_in_for(gateway, pages, "ID")
    page = (await country.get("/peta")).text
    assert page.count("<a xlink:href=") == 38
    assert 'href="/peta?wilayah=64">Kalimantan Timur</a>' in page
    assert 'href="/cari?wilayah=64">25<' in page


@pytest.mark.usefixtures("news")
async def test_regions_of_two_provinces_are_told_in_a_table_alone(
    gateway: Gateway, pages: httpx.AsyncClient
) -> None:
    scattered = await sign_in_for(gateway, pages, "64.08", "63.71")
    page = (await scattered.get("/peta")).text
    assert "<a xlink:href=" not in page
    assert table_of(page) == ["Kabupaten Kutai Timur", "Kota Banjarmasin"]


async def test_a_regency_sees_its_districts(gateway: Gateway, press_officer: httpx.AsyncClient) -> None:
    gateway.search.articles = [article(1, text="Banjir di Muara Wahau.", tone="negatif")]
    page = (await press_officer.get("/peta")).text
    assert "Kecamatan di Kabupaten Kutai Timur" in page
    assert 'href="/cari?q=%22Muara+Wahau%22">1<' in page


async def test_an_empty_map_says_so(gateway: Gateway, pages: httpx.AsyncClient) -> None:
    province = await sign_in_for(gateway, pages, "64")
    page = (await province.get("/peta")).text
    assert "Belum ada berita dalam rentang ini" in page
    assert 'href="/peta?wilayah=64&amp;hari=90"' in page


@pytest.mark.usefixtures("news")
async def test_regions_side_by_side(gateway: Gateway, pages: httpx.AsyncClient) -> None:
    province = await sign_in_for(gateway, pages, "64")
    page = (await province.get("/banding?a=64.08&b=64.71&c=64.01")).text
    assert "Lebih positif daripada Kabupaten Kutai Timur." in page
    assert "Terlalu sedikit berita untuk dibandingkan dengan Kabupaten Kutai Timur." in page
    # Wilson's interval of 12 of 12.
    assert "100% negatif; dengan keyakinan 95% antara 76 dan 100%" in page
    assert 'href="/cari?wilayah=64.71&amp;topik=infrastruktur">12<' in page
    assert 'href="/cerita/juara?wilayah=64.71"' in page


@pytest.mark.usefixtures("news")
async def test_without_a_choice_the_two_most_written_about(
    gateway: Gateway, pages: httpx.AsyncClient
) -> None:
    province = await sign_in_for(gateway, pages, "64")
    page = (await province.get("/banding")).text
    assert re.findall(r'<option value="([\d.]+)" selected', page) == ["64.08", "64.71"]


@pytest.mark.usefixtures("news")
async def test_what_lies_outside_the_scope_is_not_compared(
    gateway: Gateway, press_officer: httpx.AsyncClient
) -> None:
    page = (await press_officer.get("/banding?a=64.08&b=64.71")).text
    assert "Balikpapan" not in page
    assert "Akun ini melihat satu daerah saja." in page

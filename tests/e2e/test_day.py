"""The day of a press officer in a province: five processes on real servers, news from an outlet's website."""

from __future__ import annotations

import json

import pytest
from playwright.async_api import async_playwright

from tests.browser.conftest import BROWSER_ARGUMENTS
from tests.browser.day import Morning, day
from tests.e2e.installation import Installation, articles, eventually
from tests.e2e.outlets import Page, TestOutlet, open_outlets
from tests.e2e.stories import published, road_in_kutai_timur

EMAIL, PASSWORD = "humas@kutaitimur.example", "pagi-pagi-sekali"
# Of another place, in other words: one event with the road it is not.
BREAKING = "Banjir Rob Rendam Rumah Nelayan Sangkulirang, Tagana Dirikan Dapur Umum"


@pytest.mark.timeout(300)
async def test_the_day_of_a_press_officer(province: Installation, chromium_path: str) -> None:
    outlet = TestOutlet("pos-uji")
    async with open_outlets(outlet):
        road = road_in_kutai_timur()
        outlet.pages["/berita/jalan-poros"] = road
        province.import_sources([outlet])
        tenant = json.loads(
            province.gaung("tenants", "create", "--name", "Kutai Timur", "--region", "64.08", "--json")
        )
        province.gaung("users", "create", "--tenant", tenant["id"], "--email", EMAIL, "--password", PASSWORD)
        newsroom = province.tenant("Kalimantan Timur", "64")
        await eventually(lambda: articles(newsroom), within=120, what="the road's article is searchable")

        async def flood() -> None:
            outlet.pages["/berita/banjir"] = _flood()
            page = {"url": f"{outlet.base}/berita/banjir"}
            (await newsroom.post("/v1/crawls", json=page)).raise_for_status()

        morning = Morning(
            email=EMAIL,
            password=PASSWORD,
            region="Kabupaten Kutai Timur",
            headline=road.title,
            query="banjir",
            breaking=BREAKING,
            tag="provinsi",
            news=flood,
        )
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=chromium_path, args=BROWSER_ARGUMENTS)
            page = await browser.new_page(
                viewport={"width": 1440, "height": 900},
                locale="id-ID",
                base_url=f"http://127.0.0.1:{province.port}",
            )
            try:
                await day(page, morning)
            finally:
                await browser.close()
                await newsroom.aclose()


def _flood() -> Page:
    return Page(
        BREAKING,
        [
            "SANGKULIRANG - Air pasang setinggi pinggang merendam rumah nelayan di pesisir Kecamatan Sangkulirang, "
            "Kabupaten Kutai Timur, pada Kamis dini hari. Empat puluh keluarga tidur di balai desa.",
            '"Perahu kami ikatkan ke tiang masjid supaya tidak hanyut," kata Nurbaya Lantang, pengelola posko '
            "pengungsian.",
            "Taruna Siaga Bencana mendirikan dapur umum dan membagikan selimut, susu bayi dan obat gatal.",
        ],
        published(0),
    )

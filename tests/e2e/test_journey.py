"""An article travels from a web page to a regency's answer, the same on a laptop and in a province."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.e2e.installation import Installation, articles, eventually
from tests.e2e.outlets import Page, TestOutlet, open_outlets
from tests.e2e.stories import DAYS, clinic_in_paser, published, road_in_kutai_timur

pytestmark = pytest.mark.timeout(300)


async def _count(client: httpx.AsyncClient, wanted: int) -> list[dict[str, Any]] | None:
    found = await articles(client)
    return found if len(found) >= wanted else None


async def test_from_a_web_page_to_the_regencys_answer(installation: Installation) -> None:
    pos, etam = TestOutlet("pos-uji"), TestOutlet("etam-uji")
    async with open_outlets(pos, etam):
        road = road_in_kutai_timur()
        pos.pages["/berita/jalan-poros"] = road
        pos.pages["/berita/puskesmas-sepaku"] = clinic_in_paser()
        etam.pages["/kabar/jalan-poros-bengalon"] = Page(
            "Warga Bengalon Keluhkan Jalan Poros Sangatta yang Rusak", road.paragraphs, published(0.1)
        )
        undated = Page(
            "Sekretariat Daerah Kutai Timur Tutup Pelayanan Dua Hari",
            [
                f"SANGATTA - {DAYS[published(2).weekday()]} ({published(2):%d/%m/%Y}), Sekretariat Daerah Kabupaten Kutai Timur menutup loket pelayanan "
                "surat selama dua hari karena pemindahan arsip ke gedung baru di Bukit Pelangi.",
                "Warga yang membutuhkan legalisir diminta datang kembali pada hari ketiga dengan membawa berkas asli.",
            ],
            published(),
            head='<meta property="article:published_time" content="Thu, 01 Jan 1970 00:00:00 +0000">',
        )
        etam.pages["/kabar/sekretariat-tutup"] = undated
        installation.import_sources([pos, etam])

        kutim = installation.tenant("Kutai Timur", "64.08")
        ppu = installation.tenant("Penajam Paser Utara", "64.09")
        kaltim = installation.tenant("Kalimantan Timur", "64")
        seen = await eventually(lambda: _count(kaltim, 4), within=120, what="four articles are searchable")
        assert len(seen) == 4
        by_title = {article["title"]: article for article in seen}

        # Read: tone, region, people and quotes of the road.
        first = by_title[road.title]
        assert first["tone"]["label"] == "negatif"
        assert "64.08" in [region["code"] for region in first["regions"] if region["about"]]
        assert any("empat kali melapor" in quote["text"] for quote in first["quotes"])
        assert any("Marwan Tandiola" in person["name"] for person in first["people"])
        assert first["published_at"] == road.published.isoformat()

        # A page that says 1970 takes the day from its text.
        dated = by_title[undated.title]
        assert dated["published_at"][:10] == f"{published(2):%Y-%m-%d}"
        assert (dated["published_precision"], dated["published_from"]) == ("day", "dateline")

        # Scope: the neighbour's article is not there, not even by its id.
        clinic = by_title["Puskesmas Sepaku Raih Penghargaan Layanan Terbaik, Bupati PPU Apresiasi"]
        assert clinic["id"] in {article["id"] for article in await articles(ppu)}
        assert clinic["id"] not in {article["id"] for article in await articles(kutim)}
        assert (await kutim.get(f"/v1/articles/{clinic['id']}")).status_code == 404
        assert (await kutim.get(f"/v1/articles/{first['id']}")).status_code == 200
        assert (await ppu.get(f"/v1/articles/{first['id']}")).status_code == 404

        # The same story at two outlets is one story, and the later text is marked as the copy.
        async def one_story() -> list[dict[str, Any]] | None:
            stories = (await kutim.get("/v1/stories")).json()["items"]
            joined = [story for story in stories if story["size"] == 2]
            return joined or None

        joined = await eventually(one_story, within=60, what="both road articles share a story")
        assert {source["value"] for source in joined[0]["sources"]} == {"pos-uji", "etam-uji"}
        copies = [a for a in await articles(kutim) if a["copy_of"]]
        assert [copy["copy_of"] for copy in copies] == [first["id"]]

        timeline = (await kutim.get("/v1/timeline", params={"interval": "day", "split": "tone"})).json()
        assert sum(bucket["count"] for bucket in timeline["buckets"]) == len(await articles(kutim))
        for client in (kutim, ppu, kaltim):
            await client.aclose()


async def test_an_edited_article_becomes_revision_two(installation: Installation) -> None:
    outlet = TestOutlet("sunting-uji")
    async with open_outlets(outlet):
        page = road_in_kutai_timur()
        outlet.pages["/berita/jalan"] = page
        installation.import_sources([outlet])
        kutim = installation.tenant("Kutai Timur", "64.08")
        (before,) = await eventually(lambda: _count(kutim, 1), within=120, what="the article is searchable")
        assert before["revision"] == 1

        new_title = "Jalan Poros Sangatta-Bengalon Mulai Diperbaiki Dinas PU Kutai Timur"
        outlet.pages["/berita/jalan"] = Page(
            new_title,
            [
                "SANGATTA - Alat berat Dinas Pekerjaan Umum Kutai Timur mulai menimbun lubang pagi ini.",
                *page.paragraphs,
            ],
            page.published,
        )

        async def revised() -> dict[str, Any] | None:
            article: dict[str, Any] = (await kutim.get(f"/v1/articles/{before['id']}")).json()
            return article if article["revision"] == 2 else None

        after = await eventually(revised, within=120, what="the edit is revision 2")
        assert after["title"] == new_title
        assert [revision["title"] for revision in after["revisions"]] == [page.title, new_title]
        assert len(await articles(kutim)) == 1
        assert after["published_at"] == before["published_at"]
        await kutim.aclose()


async def test_pages_that_are_no_articles_are_dropped_with_their_reason(installation: Installation) -> None:
    from fastapi import Response
    from fastapi.responses import HTMLResponse

    broken, good = TestOutlet("rusak-uji"), TestOutlet("baik-uji")
    async with open_outlets(broken, good):
        broken.raw["/feed"] = Response(
            "<html><body>situs dalam perbaikan</body></html>", media_type="text/html"
        )
        good.pages["/berita/jalan"] = road_in_kutai_timur()
        good.pages["/berita/kosong"] = Page("Berita tanpa isi Kutai Timur", [""], published())
        good.pages["/berita/hilang"] = Page("Halaman", ["x"], published())
        good.raw["/berita/hilang"] = HTMLResponse(
            "<html><head><title>404 - Halaman tidak ditemukan</title></head><body><h1>Halaman tidak ditemukan</h1>"
            "<p>Maaf, halaman yang Anda cari tidak ada.</p></body></html>"
        )
        installation.import_sources([broken, good], region="64.08")
        kaltim = installation.tenant("Kalimantan Timur", "64")
        await eventually(lambda: _count(kaltim, 1), within=120, what="the one real article is searchable")

        async def dropped() -> dict[str, int] | None:
            health = (await kaltim.get("/v1/sources/baik-uji/health")).json()
            reasons: dict[str, int] = {}
            for day in health["days"]:
                for reason, pages in day["dropped"].items():
                    reasons[reason] = reasons.get(reason, 0) + pages
            return reasons if len(reasons) >= 2 else None

        reasons = await eventually(dropped, within=60, what="both bad pages are accounted for")
        assert len(await articles(kaltim)) == 1, reasons
        source = (await kaltim.get("/v1/sources/rusak-uji/health")).json()["source"]
        assert "feed" in (source["last_error"] or "").lower()
        await kaltim.aclose()

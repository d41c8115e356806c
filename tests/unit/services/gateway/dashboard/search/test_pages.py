"""/cari before a search service that answers what a test told it."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from openpyxl import load_workbook

from shared.contracts.query import IndexedArticle
from tests.unit.services.gateway.dashboard.fakes import article
from tests.unit.services.gateway.dashboard.told import Told

FACETS = {
    "facets": {
        "tone": [{"value": "negatif", "count": 3}, {"value": "netral", "count": 1}],
        "topic": [{"value": "bencana", "count": 4}],
        "person": [{"value": "Rina Batubara", "count": 2}],
        "source": [{"value": "kabar-pesisir", "count": 4}],
        "region": [{"value": "64.08", "count": 4}],
    },
    "rests": {},
    "total": {"value": 4, "relation": "eq"},
}


def articles(*found: IndexedArticle, **more: Any) -> tuple[int, dict[str, Any]]:
    items = [one.model_dump(mode="json") for one in found]
    return 200, {"items": items, "next": None, "total": {"value": len(items), "relation": "eq"}} | more


@pytest.fixture(autouse=True)
def _answers(told: Told) -> None:
    told.search.answers["POST /articles/search"] = articles(article(1, title="Banjir di Sangatta"))
    told.search.answers["POST /facets"] = (200, FACETS)


async def test_results_stay_text_and_their_matches_are_marked(told: Told) -> None:
    hostile = article(1, title="<script>alert(1)</script>").model_copy(
        update={"highlights": {"text": ["<img src=x onerror=1> \ue000banjir\ue001 <b>"]}}
    )
    told.search.answers["POST /articles/search"] = articles(hostile)
    page = (await told.pages.get("/cari?q=banjir")).text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "&lt;img src=x onerror=1&gt; <mark>banjir</mark> &lt;b&gt;" in page
    assert "<img" not in page
    assert "<script>" not in page


async def test_the_address_is_what_is_asked_for(told: Told) -> None:
    await told.pages.get("/cari?q=banjir&nada=negatif&hari=semua&urut=cocok&salinan=semua&cara=teks")
    asked = told.search.last("POST /articles/search")
    assert (asked["sort"], asked["mode"], asked["highlight"]) == ("relevance", "text", True)
    assert asked["filter"]["scope"] == asked["filter"]["regions"] == ["64.08"]
    assert (asked["filter"]["tones"], asked["filter"]["copies"]) == (["negatif"], "include")


async def test_a_first_sight_is_a_chip_that_stays_until_it_is_removed(told: Told) -> None:
    address = "/cari?nada=negatif&terlihat=2026-11-25T06%3A45%3A00%2B08%3A00"
    page = (await told.pages.get(address)).text
    asked = told.search.last("POST /articles/search")
    assert asked["filter"]["seen_from"] == "2026-11-25T06:45:00+08:00"
    assert "Pertama terlihat sejak hari ini 06.45 WITA" in page
    assert re.search(r'<a class="cip[^"]*" href="/cari\?nada=negatif">', page)
    assert '<input type="hidden" name="terlihat" value="2026-11-25T06:45:00+08:00">' in page
    assert 'href="/cari/unduh?nada=negatif&amp;terlihat=2026-11-25T06%3A45%3A00%2B08%3A00"' in page
    # A watch looks ahead.
    assert 'href="/pantauan/baru?nada=negatif"' in page


async def test_a_filtered_field_is_counted_without_its_own_filter(told: Told) -> None:
    page = (await told.pages.get("/cari?nada=negatif")).text
    filters = [body["filter"]["tones"] for call, body in told.search.asked if call == "POST /facets"]
    assert sorted(filters) == [[], ["negatif"]]
    assert 'href="/cari?nada=negatif&amp;nada=netral"' in page
    assert "Nada: Negatif" in page


async def test_a_query_that_cannot_be_read_is_shown_with_the_place_and_the_hint(told: Told) -> None:
    problem = {"name": "q", "position": 7, "message": "Kurung dibuka.", "hint": "Tambahkan )."}
    told.search.answers["POST /articles/search"] = (400, problem)
    answer = await told.pages.get("/cari?q=banjir+(<b>")
    assert answer.status_code == 400
    assert "<code>banjir <mark>(</mark>&lt;b&gt;</code>" in answer.text
    assert "Tambahkan )." in answer.text
    assert 'value="banjir (&lt;b&gt;"' in answer.text


async def test_results_are_shown_while_nothing_can_be_counted(told: Told) -> None:
    told.search.answers["POST /facets"] = (500, {})
    page = await told.pages.get("/cari?q=banjir")
    assert page.status_code == 200
    assert "Banjir di Sangatta" in page.text
    assert "Saringan belum dapat dihitung" in page.text


async def test_an_empty_result_says_what_to_loosen(told: Told) -> None:
    told.search.answers["POST /articles/search"] = articles()
    told.search.answers["POST /articles/count"] = (200, lambda wanted: {"value": 0 if wanted["tones"] else 4})
    page = (await told.pages.get("/cari?q=gajah&nada=positif")).text
    assert '<a href="/cari?q=gajah">Tanpa saringan nada (Positif)</a>' in page
    assert "Dari semua waktu" not in page
    assert "Cari menurut makna" in page


async def test_a_list_whose_cursor_died_begins_anew(told: Told) -> None:
    told.search.answers["POST /articles/search"] = articles(article(1), next=[1, "a"])
    first = (await told.pages.get("/cari?q=banjir")).text
    older = first.partition("sesudah=")[2].partition('"')[0]
    assert "dimulai lagi" not in (await told.pages.get(f"/cari?q=banjir&sesudah={older}")).text
    again = await told.pages.get(f"/cari?q=longsor&sesudah={older}")
    assert (again.status_code, "dimulai lagi dari awal" in again.text) == (200, True)
    assert told.search.last("POST /articles/search")["after"] is None


async def test_a_form_that_was_sent_leads_to_the_short_address(told: Told) -> None:
    answer = await told.pages.get("/cari?q=banjir&hari=30&urut=terbaru&dari=&sampai=")
    assert (answer.status_code, answer.headers["location"]) == (303, "/cari?q=banjir")


async def test_readers_are_not_offered_to_save(told: Told) -> None:
    assert "Simpan sebagai pantauan" in (await told.pages.get("/cari?q=banjir")).text
    await told.sign_in("viewer")
    assert "/pantauan/baru" not in (await told.pages.get("/cari?q=banjir")).text


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("nad", {"teks": "tone:", "nama": "Nada"}),
        ("tone:neg", {"teks": "tone:negatif", "nama": "Nada: Negatif"}),
        ("-banj", None),
        ("rin", {"teks": 'person:"Rina Batubara"', "nama": "Tokoh: Rina Batubara, 2 berita"}),
        ("batub", {"teks": 'person:"Rina Batubara"', "nama": "Tokoh: Rina Batubara, 2 berita"}),
        ("-source:kab", {"teks": "-source:kabar-pesisir", "nama": "Media: Kabar Pesisir, 4 berita"}),
        ("a", None),
        ("hantu:x", None),
    ],
)
async def test_help_as_one_types(told: Told, typed: str, first: dict[str, str] | None) -> None:
    found = (await told.pages.get("/cari/saran", params={"teks": typed})).json()
    assert (found[0] if found else None) == first


async def test_help_does_without_the_search_service(told: Told) -> None:
    told.search.answers["POST /facets"] = (500, {})
    found = (await told.pages.get("/cari/saran", params={"teks": "kese"})).json()
    assert found == [{"teks": "topic:kesehatan", "nama": "Topik: Kesehatan"}]


async def test_files_are_told_beforehand_and_saved(told: Told) -> None:
    told.search.answers["POST /articles/count"] = (200, {"value": 1})
    scan = {"items": [article(1, title="=1+1").model_dump(mode="json")], "next": None}
    told.search.answers["POST /articles/scan"] = (200, scan)
    page = (await told.pages.get("/cari/unduh?q=banjir")).text
    assert "dari paling banyak 100.000 dalam satu berkas" in page
    assert 'href="/cari/unduh/xlsx?q=banjir"' in page
    file = await told.pages.get("/cari/unduh/xlsx?q=banjir")
    assert file.headers["content-disposition"].startswith('attachment; filename="berita-2026-11-25.xlsx"')
    cells = [cell for row in load_workbook(io.BytesIO(file.content)).worksheets[0] for cell in row]
    titles = [cell for cell in cells if str(cell.value).endswith("=1+1")]
    assert titles
    assert "f" not in [cell.data_type for cell in titles]
    assert (await told.pages.get("/cari/unduh/exe?q=banjir")).status_code == 404


async def test_what_is_too_large_is_divided_by_months(told: Told) -> None:
    told.search.answers["POST /articles/count"] = (200, {"value": 100_001})
    buckets = [
        {"start": "2026-10-01T00:00:00+08:00", "count": 60_001, "mean_tone": None},
        {"start": "2026-11-01T00:00:00+08:00", "count": 40_000, "mean_tone": None},
    ]
    told.search.answers["POST /timeline"] = (200, {"buckets": buckets, "total": {"value": 100_001}})
    page = (await told.pages.get("/cari/unduh/csv?hari=semua")).text
    assert "Terlalu banyak untuk satu berkas" in page
    assert '<a href="/cari/unduh?dari=2026-11-01&amp;sampai=2026-11-25">November 2026</a>' in page
    assert "dari=2026-10-01&amp;sampai=2026-10-31" in page


async def test_a_foreign_region_finds_nothing_beyond_the_scope(told: Told) -> None:
    await told.pages.get("/cari?wilayah=64.09")
    assert told.search.last("POST /articles/search")["filter"]["regions"] == ["64.08"]

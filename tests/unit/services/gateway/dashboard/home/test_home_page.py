"""The home page as a press officer gets it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import httpx
import pytest
from sqlalchemy import update

from services.gateway import tables
from services.gateway.dashboard.home import figures, news
from services.gateway.tenants import create_tenant
from services.gateway.users import create_user
from shared.contracts.enrichment import Person, Quote
from tests.unit.services.gateway.dashboard.browsing import PASSWORD, Gateway, submit
from tests.unit.services.gateway.dashboard.fakes import NOW, article, article_id


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
    assert "Hari ini 1 berita, kemarin tidak ada." in page
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
    page = (await press_officer.get("/?dari=2026-11-01&sampai=2026-11-24")).text
    assert "berita pada 23 sampai 24 November 2026 negatif; sebelumnya 0 dari 6." in page


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


async def _was_here(gateway: Gateway, moment: datetime) -> None:
    async with gateway.engine.begin() as connection:
        await connection.execute(update(tables.users).values(last_seen_at=moment))


def _since_last_visit(page: str) -> str:
    told = re.search(r'<p class="kecil redup sejak">(.*?)</p>', page, re.S)
    assert told is not None
    return unescape(re.sub(r"<[^>]+>", "", told.group(1)))


VISIT = datetime(2026, 11, 24, 7, 30, 0, 250_000, tzinfo=UTC)


async def test_what_was_first_seen_since_the_last_visit_is_marked(
    gateway: Gateway, press_officer: httpx.AsyncClient
) -> None:
    gateway.search.articles = [
        # Published before the visit, found after it: new to the reader.
        article(1, title="Cerita baru", age=timedelta(days=2), seen_at=NOW - timedelta(hours=1)),
        article(2, title="Cerita lama", age=timedelta(days=3)),
        article(3, title="Bagian pertama", age=timedelta(days=2), story="panjang"),
        article(4, title="Bagian kedua", age=timedelta(hours=2), story="panjang"),
        # Not of this period, and no longer asked for.
        article(5, title="Arsip", age=timedelta(days=200), seen_at=NOW - timedelta(hours=1)),
    ]
    await _was_here(gateway, VISIT)
    page = (await press_officer.get("/")).text
    assert _since_last_visit(page) == (
        "Sejak kunjungan terakhir Anda (kemarin 15.30 WITA) ada 2 berita baru: "
        "1 cerita baru dan 1 cerita bertambah beritanya."
    )
    assert page.count('<span class="tag tag-tebal">baru</span>') == 1
    assert page.count('<span class="tag tag-tebal">bertambah</span>') == 1
    assert f"/artikel/{article_id(2)}" in page


async def test_the_new_articles_are_what_the_link_finds(
    gateway: Gateway, press_officer: httpx.AsyncClient
) -> None:
    gateway.search.articles = [
        article(1, title="Kabar baru", age=timedelta(days=2), seen_at=VISIT),
        # In the second of the visit, which is as exact as an address is.
        article(2, title="Kabar sedetik itu", seen_at=VISIT.replace(microsecond=0), age=timedelta(days=2)),
        article(3, title="Kabar lama", seen_at=VISIT - timedelta(seconds=1), age=timedelta(days=2)),
        article(4, title="Salinan kabar baru", copy_of=1, story="cerita-1"),
    ]
    await _was_here(gateway, VISIT)
    page = (await press_officer.get("/?hari=7")).text
    link = re.search(r'<a href="(/cari[^"]+)">2 berita baru</a>', page)
    assert link is not None
    address = unescape(link.group(1))
    assert address == "/cari?hari=7&terlihat=2026-11-24T15%3A30%3A00%2B08%3A00&urut=masuk"
    found = (await press_officer.get(address)).text
    assert ">2 berita</h2>" in found
    assert "Pertama terlihat sejak kemarin 15.30 WITA" in found
    assert "Kabar sedetik itu" in found
    assert "Kabar lama" not in found


async def test_nothing_new_is_said_in_words(gateway: Gateway, press_officer: httpx.AsyncClient) -> None:
    gateway.search.articles = [article(1, age=timedelta(days=2))]
    await _was_here(gateway, VISIT)
    page = (await press_officer.get("/")).text
    assert _since_last_visit(page) == (
        "Sejak kunjungan terakhir Anda (kemarin 15.30 WITA) belum ada berita baru."
    )
    assert "tag-tebal" not in page


async def test_articles_without_a_story_are_new_as_well(
    gateway: Gateway, press_officer: httpx.AsyncClient
) -> None:
    gateway.search.articles = [article(1).model_copy(update={"story": None})]
    await _was_here(gateway, VISIT)
    assert _since_last_visit((await press_officer.get("/")).text).endswith(
        "ada 1 berita baru, belum dikelompokkan menjadi cerita."
    )


async def test_more_stories_than_are_counted_are_at_least_so_many(
    gateway: Gateway, press_officer: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(news, "STORIES_COUNTED", 2)
    monkeypatch.setattr(news, "MOST_STORIES", 1)
    gateway.search.articles = [
        *[article(n, age=timedelta(hours=n), story="panjang") for n in (3, 4)],
        *[article(n, age=timedelta(hours=n)) for n in (1, 5)],
    ]
    await _was_here(gateway, VISIT)
    assert _since_last_visit((await press_officer.get("/")).text).endswith(
        "ada 4 berita baru: sekurangnya 2 cerita baru."
    )


async def test_the_first_visit_has_nothing_before_it(
    gateway: Gateway, press_officer: httpx.AsyncClient
) -> None:
    gateway.search.articles = [article(1)]
    page = (await press_officer.get("/")).text
    assert "Sejak kunjungan" not in page
    assert "tag-tebal" not in page

"""Documents that are pushed: cleaned, dated, and known again."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import AsyncMock, Mock

import pytest

from services.crawler import push as module
from services.crawler.article_store import Draft, Stored, get_article, store
from services.crawler.canonical import article_id
from services.crawler.errors import NotAllowedUrl
from services.crawler.push import draft, origin, push
from services.crawler.source_store import add_source
from shared.contracts.article import SourceRef
from shared.contracts.crawl import PushedArticle, PushedSource, Source, TenantPush
from shared.runtime.database import create_engine, migrate

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)


def pushed(**values: object) -> PushedArticle:
    fields: dict[str, object] = {
        "title": "Jalan rusak di Sandaran",
        "text": "Jalan poros rusak sejak Senin (6/7/2026).\n\nBagikan:",
        "source": PushedSource(name="Lapor Kutim", region="64.08", timezone="Asia/Makassar"),
    }
    return PushedArticle.model_validate(fields | values)


def made(document: PushedArticle) -> Draft:
    return draft(document, origin(document, None), NOW)


def test_cleaned_of_furniture_and_dated_by_its_text() -> None:
    document = made(pushed())
    assert document.text == "Jalan poros rusak sejak Senin (6/7/2026)."
    assert document.published is not None
    assert (document.published.at.isoformat(), document.published.origin) == (
        "2026-07-06T00:00:00+08:00",
        "dateline",
    )
    assert (document.source.id, document.source.region) == ("lapor-kutim", "64.08")


def test_a_given_time_counts_unless_it_cannot_be_true() -> None:
    given = made(pushed(published_at="2026-11-25T18:00:00+08:00")).published
    assert given is not None
    assert (given.origin, given.at.utcoffset()) == ("push", timedelta(hours=8))
    future = made(pushed(published_at="2030-01-01T00:00:00+08:00", text="Tanpa tanggal di sini.")).published
    assert future is None


def test_the_address_is_the_identity_when_there_is_one() -> None:
    document = made(pushed(url="https://A.example/x?utm_source=wa"))
    assert document.canonical_url == made(pushed(url="https://a.example/x", title="Lain")).canonical_url
    assert document.canonical_url != made(pushed(url="https://a.example/y")).canonical_url
    with pytest.raises(NotAllowedUrl):
        made(pushed(url="ftp://a.example"))


def test_without_address_source_title_and_time_are_the_identity() -> None:
    first = made(pushed())
    assert first.canonical_url.startswith("gaung:push/")
    assert made(pushed(text="Teks lain.")).canonical_url == first.canonical_url
    assert made(pushed(title="JALAN  rusak di Sandaran")).canonical_url == first.canonical_url
    assert made(pushed(title="Jembatan rusak")).canonical_url != first.canonical_url
    assert made(pushed(source=PushedSource(name="Lapor PPU"))).canonical_url != first.canonical_url
    assert made(pushed(published_at="2026-11-25T18:00:00+08:00")).canonical_url != first.canonical_url


@pytest.mark.parametrize("kind", ["sosial", "aspirasi"])
def test_what_citizens_write_at_one_address_stays_apart(kind: str) -> None:
    post = {"kind": kind, "url": "https://www.instagram.com/p/x", "title": "Komentar"}
    at = "2026-11-25T18:00:00+08:00"
    first = made(pushed(**post, text="Setuju", published_at=at))
    assert made(pushed(**post, text="Setuju", published_at="2026-11-25T10:00:00Z")).canonical_url == (
        first.canonical_url
    )
    others = [
        pushed(**post, text="Air mati lagi", published_at=at),
        pushed(**post, text="Setuju", published_at="2026-11-25T18:01:00+08:00"),
        pushed(**post | {"url": "https://www.instagram.com/p/y"}, text="Setuju", published_at=at),
        pushed(**post | {"url": None}, text="Setuju", published_at=at),
        pushed(**post | {"url": None}, text="Air mati lagi", published_at=at),
    ]
    assert len({one.canonical_url for one in [first, *map(made, others)]}) == 6


def test_two_people_may_say_the_same_at_one_address() -> None:
    post = {"kind": "sosial", "url": "https://www.instagram.com/p/x", "title": "Komentar", "text": "Setuju"}
    assert (
        made(pushed(**post, author="@sari")).canonical_url
        != made(pushed(**post, author="@joko")).canonical_url
    )


def test_a_ticket_is_the_identity_of_a_complaint_and_other_text_a_revision() -> None:
    portal = {"kind": "aspirasi", "url": "https://lapor.kutimkab.example", "report": {"ticket": "A-1"}}
    first = made(pushed(**portal))
    assert made(pushed(**portal, text="Sudah ditambal.")).canonical_url == first.canonical_url
    assert (
        made(pushed(**portal | {"report": {"ticket": "a-1"}, "url": None})).canonical_url
        == first.canonical_url
    )
    assert made(pushed(**portal | {"report": {"ticket": "A-2"}})).canonical_url != first.canonical_url


@pytest.mark.parametrize("kind", ["rilis", "aspirasi"])
@pytest.mark.parametrize("at", ["9999-12-31T23:59:59-01:00", "0001-01-01T00:00:00+09:00"])
def test_the_ends_of_the_calendar_are_no_trouble(kind: str, at: str) -> None:
    assert made(pushed(kind=kind, published_at=at)).published is not None


def test_complaints_that_differ_behind_a_bar_are_two() -> None:
    titles = ["Lampu jalan padam dua minggu", "Lampu jalan padam dua minggu | Desa Singa Geweh"]
    titles += ["Lampu jalan padam dua minggu | Desa Karangan", "Lampu jalan padam dua minggu | Lapor Kutim"]
    for kind in ("aspirasi", "berita"):
        assert len({made(pushed(kind=kind, title=title)).canonical_url for title in titles}) == 4


def test_a_text_of_nothing_but_furniture_is_kept() -> None:
    assert made(pushed(text="Bagikan:")).text == "Bagikan:"
    assert made(pushed(text="<p>ADVERTISEMENT</p><p>Bagikan:</p>")).text == "ADVERTISEMENT\n\nBagikan:"


def test_a_kept_text_of_furniture_has_no_author_but_the_one_pushed() -> None:
    byline = "Penulis: Rina Kusuma"
    document = made(pushed(text=byline))
    assert (document.text, document.author) == (byline, None)
    assert made(pushed(text=byline, author="Lia")).author == "Lia"


def test_control_characters_are_removed() -> None:
    document = made(pushed(title="Jalan\x00 rusak", text="Jalan\x00 poros\x1f rusak."))
    assert (document.title, document.text) == ("Jalan rusak", "Jalan poros rusak.")


def test_a_removed_byline_gives_author_and_time_unless_they_were_pushed() -> None:
    byline = "Oleh MC KAB KUTAI TIMUR, Rabu, 15 Juli 2026 | 18:19 WITA - Redaktur: Nanda - 77"
    text = f"{byline}\n\nSANGATTA – Jalan poros rusak sejak Senin (6/7/2026)."
    document = made(pushed(text=text))
    assert document.text == "SANGATTA – Jalan poros rusak sejak Senin (6/7/2026)."
    assert document.author == "MC KAB KUTAI TIMUR"
    assert document.published is not None
    assert (document.published.at.isoformat(), document.published.precision) == (
        "2026-07-15T18:19:00+08:00",
        "time",
    )
    assert made(pushed(text=text, author="Rina")).author == "Rina"


def test_the_outlet_leaves_title_and_dateline() -> None:
    document = made(
        pushed(
            title="Jalan Rusak di Sandaran - lapor kutim",
            text="SANGATTA, LAPOR KUTIM – Jalan poros rusak.\n\nLapor Kutim | Suara Warga",
        )
    )
    assert (document.title, document.text) == ("Jalan Rusak di Sandaran", "SANGATTA – Jalan poros rusak.")


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("Jalan Poros Sandaran Diperbaiki | Diskominfo Kutim", "Jalan Poros Sandaran Diperbaiki"),
        ("Jalan Poros Diperbaiki - Diskominfo Kabupaten Kutai Timur", "Jalan Poros Diperbaiki"),
        ("Jalan Poros Diperbaiki – Portal Resmi Pemkab Kutai Timur", "Jalan Poros Diperbaiki"),
        ("Jalan Poros Diperbaiki - kutim.example", "Jalan Poros Diperbaiki"),
        ("Jalan Poros Diperbaiki | MC Tapin", "Jalan Poros Diperbaiki"),
        ("Jalan Poros Diperbaiki | Portal Berita Siak", "Jalan Poros Diperbaiki"),
        ("Jalan Poros Diperbaiki | Tepian News", "Jalan Poros Diperbaiki"),
        ("Jalan Poros Diperbaiki | kabartepian.com", "Jalan Poros Diperbaiki"),
        ("Lampu jalan padam dua minggu | Desa Karangan", "Lampu jalan padam dua minggu | Desa Karangan"),
        ("Jalan ditutup sejak pagi | Portal Desa Dirusak", "Jalan ditutup sejak pagi | Portal Desa Dirusak"),
        ("Antrean panjang tiap Senin | Kantor Pos", "Antrean panjang tiap Senin | Kantor Pos"),
        ("Rute Baru Sangatta - Bontang", "Rute Baru Sangatta - Bontang"),
        ("Jalan Poros Rusak - Pemkab Siapkan Rp5 Miliar", "Jalan Poros Rusak - Pemkab Siapkan Rp5 Miliar"),
        ("Jalan Poros Rusak - Diskominfo Gelar Bimtek", "Jalan Poros Rusak - Diskominfo Gelar Bimtek"),
    ],
)
def test_only_what_is_certainly_a_site_leaves_the_title(title: str, kept: str) -> None:
    assert made(pushed(title=title)).title == kept


def test_the_name_of_a_citizens_account_is_masked() -> None:
    account = PushedSource(name="Budi 081299998888", region="64.08")
    source = made(pushed(kind="sosial", source=account)).source
    assert (source.id, source.name) == ("budi-nomor-telepon", "Budi [nomor telepon]")
    assert made(pushed(source=account)).source.name == "Budi 081299998888"


def test_a_known_source_lends_its_region() -> None:
    known = Source(
        id="lapor-kutim",
        name="SP4N Kutim",
        url="https://lapor.example",
        domain="lapor.example",
        region="64.08",
        kind="pemerintah",
    )
    source = origin(pushed(), known)
    assert (source.name, source.official) == ("SP4N Kutim", True)


def test_cleaning_blocks_neither_the_event_loop_nor_a_transaction(monkeypatch: pytest.MonkeyPatch) -> None:
    open_connections: list[object] = []
    cleaned_in: list[threading.Thread] = []

    @asynccontextmanager
    async def connection() -> AsyncIterator[object]:
        open_connections.append(opened := object())
        yield opened
        open_connections.remove(opened)

    def watched(document: PushedArticle, source: SourceRef, now: datetime) -> Draft:
        assert not open_connections
        cleaned_in.append(threading.current_thread())
        return draft(document, source, now)

    async def stored(_: object, document: Draft, now: datetime) -> Mock:
        assert open_connections
        return Mock(spec=Stored, changed=True, title=document.title)

    monkeypatch.setattr(module, "find_source", AsyncMock(return_value=None))
    monkeypatch.setattr(module, "draft", watched)
    monkeypatch.setattr(module, "store", stored)
    monkeypatch.setattr(module, "count", AsyncMock())
    asyncio.run(push(Mock(begin=connection, connect=connection), pushed()))
    assert len(cleaned_in) == 1
    assert cleaned_in[0] is not threading.main_thread()


def of_tenant(tenant: str | None, **values: object) -> Draft:
    fields = pushed(**values).model_dump(exclude_unset=True) | {"tenant_id": tenant}
    document = TenantPush.model_validate(fields)
    return draft(document, origin(document, None), NOW)


def test_documents_of_tenants_have_a_name_space_each() -> None:
    page = "https://a.example/x"
    operators = of_tenant(None, url=page).canonical_url
    ours, theirs = of_tenant("t1", url=page), of_tenant("t2", url=page)
    assert len({page, operators, ours.canonical_url, theirs.canonical_url}) == 4
    assert ours.url == page
    assert of_tenant("t1", url=f"{page}?utm_source=wa").canonical_url == ours.canonical_url
    assert of_tenant("t1").canonical_url != of_tenant("t2").canonical_url
    assert "t1" not in ours.canonical_url


@pytest.mark.parametrize("kind", ["aspirasi", "rilis"])
async def test_a_push_never_revises_the_crawled_page_that_it_names(tmp_path: Path, kind: str) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'gaung.db'}", "crawler")
    await migrate(engine, "crawler")
    page = "https://kutimkab.example/rilis/1"
    site = Source(
        id="kutimkab", name="Pemkab", url="https://kutimkab.example", domain="kutimkab.example", region="64.08",
        timezone="Asia/Makassar", kind="pemerintah",
    )  # fmt: skip
    crawled = replace(made(pushed(kind="rilis")), url=page, canonical_url=page)
    async with engine.begin() as connection:
        await add_source(connection, site, NOW)
        await store(connection, crawled, NOW)
    given = pushed(
        url=page, kind=kind, text="Halaman ini keliru.", source=PushedSource(id="kutimkab", name="x")
    )
    document = TenantPush.model_validate(given.model_dump(exclude_unset=True) | {"tenant_id": "t1"})
    stored = await push(engine, document)
    async with engine.connect() as connection:
        kept = await get_article(connection, article_id(page))
    await engine.dispose()
    assert (kept.revision, kept.text) == (1, crawled.text)
    assert (stored.article.revision, stored.article.url) == (1, page)
    assert stored.article.id != kept.id


SECRET = "Hubungi 0812-3456-7890, NIK 6408051201900003, Jl. Merdeka No. 12."


@pytest.mark.parametrize("kind", ["aspirasi", "sosial"])
def test_what_citizens_write_is_masked(kind: str) -> None:
    document = made(
        pushed(
            kind=kind,
            title="Jalan rusak, WA 0812-3456-7890",
            text=SECRET,
            author="Budi 081234567890",
            report={"ticket": "A-1", "status": "disposisi, telp 081234567890"},
        )
    )
    assert document.title == "Jalan rusak, WA [nomor telepon]"
    assert document.text == "Hubungi [nomor telepon], NIK [NIK], [alamat]."
    assert document.author == (None if kind == "aspirasi" else "Budi [nomor telepon]")
    assert document.report is not None
    assert (document.report.ticket, document.report.status) == ("A-1", "disposisi, telp [nomor telepon]")


@pytest.mark.parametrize("kind", ["berita", "rilis"])
def test_news_and_releases_are_public(kind: str) -> None:
    document = made(pushed(kind=kind, text=SECRET, author="Rina", report={"ticket": "A-1"}))
    assert (document.text, document.author, document.report) == (SECRET, "Rina", None)


def test_facts_of_a_report_make_a_revision() -> None:
    open_ = made(pushed(kind="aspirasi", report={"ticket": "A-1", "status": "disposisi"}))
    closed = made(pushed(kind="aspirasi", report={"ticket": "A-1", "status": "selesai"}))
    assert open_.canonical_url == closed.canonical_url
    assert open_.content_hash != closed.content_hash

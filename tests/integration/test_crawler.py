"""The crawler from a loopback web to the queue of the language service, on SQLite and on PostgreSQL."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from services.crawler.archive import Archive
from services.crawler.canonical import article_id
from services.crawler.crawler import Crawler
from services.crawler.errors import HttpStatus, RobotsDisallowed
from services.crawler.tables import frontier
from shared.contracts.channels import NLP_ARTICLES
from shared.messaging.connect import connect
from shared.messaging.port import Broker
from tests.integration.crawler_web import (
    Reply,
    Web,
    article_html,
    crawler_settings,
    crawling,
    serving_web,
    take_all,
)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """Both databases: an empty address means a file in the data directory."""
    return "" if request.param == "sqlite" else str(request.getfixturevalue("require_postgres"))


@pytest.fixture
async def web() -> AsyncIterator[Web]:
    async with serving_web() as served:
        yield served


@pytest.fixture
async def broker(tmp_path: Path) -> AsyncIterator[Broker]:
    opened = await connect(f"sqlite:///{tmp_path / 'broker.db'}")
    yield opened
    await opened.close()


def sources_file(tmp_path: Path, web: Web, extra: str = "") -> Path:
    path = tmp_path / "sumber.yaml"
    path.write_text(
        f'- {{id: kabar, name: Kabar, url: "{web.url()}", region: "64.08", timezone: Asia/Makassar, interval: 30s{extra}}}'
    )
    return path


async def make_due(crawler: Crawler, kind: str) -> None:
    """Let time pass: what waits for its interval is due."""
    async with crawler.engine.begin() as connection:
        due = sa.update(frontier).where(frontier.c.kind == kind).values(due_at=datetime.now(UTC))
        await connection.execute(due)


async def test_from_a_front_page_to_the_queue(
    web: Web, broker: Broker, tmp_path: Path, database_url: str
) -> None:
    web.put(
        "/",
        '<html><head><link rel="alternate" type="application/rss+xml" href="/rss/semua"></head><body>x</body></html>',
    )
    web.feed("/rss/semua", {"/berita/a": "Jalan rusak", "/berita/b": "Air mati", "/berita/c": "Panen raya"})
    web.article("/berita/a", "Jalan rusak", published="2026-07-06T18:19:00+08:00")
    web.article("/berita/b", "Air mati")
    web.article("/berita/c", "Panen raya", published="1970-01-01T00:00:00+00:00")
    async with crawling(crawler_settings(tmp_path, database_url), broker) as (crawler, clients):
        assert await crawler.import_sources(sources_file(tmp_path, web)) == 1
        await crawler.run_once()
        assert await crawler.idle()
        client = clients.to("crawler")
        source = (await client.get("/sources/kabar")).json()
        days = (await client.get("/sources/kabar/health")).json()["days"]
    articles = {article.title: article for article in await take_all(broker)}
    assert set(articles) == {"Jalan rusak", "Air mati", "Panen raya"}
    first = articles["Jalan rusak"]
    assert first.id == article_id(web.url("/berita/a"))
    assert (first.revision, first.published_at.isoformat(), first.published_from) == (
        1,
        "2026-07-06T18:19:00+08:00",
        "meta",
    )
    assert (first.source.id, first.source.region, first.source.timezone) == (
        "kabar",
        "64.08",
        "Asia/Makassar",
    )
    assert articles["Air mati"].published_at.isoformat() == "2026-07-06T18:42:00+07:00"
    assert articles["Panen raya"].published_from == "feed"
    assert first.raw_sha256
    assert b"Jalan rusak" in Archive(tmp_path / "archive").get(first.raw_sha256)
    assert source["feeds"] == [web.url("/rss/semua")]
    assert source["last_error"] is None
    assert source["last_success_at"]
    assert days[-1]["discovered"] == days[-1]["fetched"] == days[-1]["extracted"] == 3
    assert web.hits[0].headers["user-agent"].startswith("GaungBot/")


async def test_an_edited_article_is_a_revision_and_an_unchanged_one_is_not(
    web: Web, broker: Broker, tmp_path: Path, database_url: str
) -> None:
    web.feed("/feed", {"/berita/a": "Jalan rusak", "/berita/b": "Air mati"})
    web.article("/berita/a", "Jalan rusak")
    web.article("/berita/b", "Air mati")
    async with crawling(crawler_settings(tmp_path, database_url), broker) as (crawler, _):
        await crawler.import_sources(sources_file(tmp_path, web, f', feeds: ["{web.url("/feed")}"]'))
        await crawler.run_once()
        first = {article.title: article for article in await take_all(broker)}
        web.feed("/feed", {"/berita/a": "Jalan rusak parah", "/berita/b": "Air mati"})
        web.article("/berita/a", "Jalan rusak parah")
        await make_due(crawler, "feed")
        await crawler.run_once()
        await make_due(crawler, "article")
        await crawler.run_once()
        [second] = await take_all(broker)
    before = first["Jalan rusak"]
    assert (second.id, second.revision, second.title) == (before.id, 2, "Jalan rusak parah")
    assert second.seen_at == before.seen_at
    assert second.revised_at > before.revised_at
    assert second.content_hash != before.content_hash


async def test_unchanged_feeds_and_pages_are_asked_for_conditionally(
    web: Web, broker: Broker, tmp_path: Path
) -> None:
    web.feed(
        "/feed", {"/berita/a": "Jalan rusak"}, headers={"content-type": "application/rss+xml", "etag": '"1"'}
    )
    web.article("/berita/a", "Jalan rusak", headers={"content-type": "text/html", "etag": '"x"'})
    async with crawling(crawler_settings(tmp_path), broker) as (crawler, _):
        await crawler.import_sources(sources_file(tmp_path, web, f', feeds: ["{web.url("/feed")}"]'))
        await crawler.run_once()
        await make_due(crawler, "feed")
        await make_due(crawler, "article")
        await crawler.run_once()
    assert [hit.headers.get("if-none-match") for hit in web.hits if hit.path == "/feed"] == [None, '"1"']
    assert [hit.headers.get("if-none-match") for hit in web.hits if hit.path == "/berita/a"] == [None, '"x"']
    assert len(await take_all(broker)) == 1


async def test_what_is_no_article_is_dropped_with_its_reason(
    web: Web, broker: Broker, tmp_path: Path, database_url: str
) -> None:
    titles = ["hilang", "kosong", "maaf", "pdf", "larangan", "besar", "putar", "baik"]
    web.feed("/feed", {f"/berita/{title}": title for title in titles})
    web.put(
        "/robots.txt", "User-agent: *\nDisallow: /berita/larangan", headers={"content-type": "text/plain"}
    )
    web.put("/berita/kosong", "<html><head><title>Judul</title></head><body></body></html>")
    web.put(
        "/berita/maaf",
        "<html><head><title>Halaman tidak ditemukan</title></head><body><p>Maaf.</p></body></html>",
    )
    web.put("/berita/pdf", b"%PDF-1.7", headers={"content-type": "application/pdf"})
    web.put("/berita/besar", b"x" * (6 * 1024 * 1024))
    web.put("/berita/putar", "", status=302, headers={"location": "/berita/putar"})
    web.article("/berita/baik", "Berita baik")
    async with crawling(crawler_settings(tmp_path, database_url), broker) as (crawler, clients):
        await crawler.import_sources(sources_file(tmp_path, web, f', feeds: ["{web.url("/feed")}"]'))
        await crawler.run_once()
        health = (await clients.to("crawler").get("/sources/kabar/health?days=1")).json()
    assert health["days"][0]["dropped"] == {
        "http-404": 1,
        "empty-article": 1,
        "soft-404": 1,
        "not-html": 1,
        "robots": 1,
        "too-large": 1,
        "too-many-redirects": 1,
    }
    assert [article.title for article in await take_all(broker)] == ["Berita baik"]
    assert web.asked("/berita/larangan") == 0


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("<!doctype html><html><body>Beranda</body></html>", "not a feed: the server sent an HTML page"),
        ('<rss version="2.0"><channel><title>x</title></channel></rss>', "the feed has no entries"),
    ],
)
async def test_a_feed_that_gives_nothing_says_why(
    web: Web, broker: Broker, tmp_path: Path, body: str, message: str
) -> None:
    web.put("/feed", body)
    async with crawling(crawler_settings(tmp_path), broker) as (crawler, clients):
        await crawler.import_sources(sources_file(tmp_path, web, f', feeds: ["{web.url("/feed")}"]'))
        await crawler.run_once()
        assert message in (await clients.to("crawler").get("/sources/kabar")).json()["last_error"]
        web.feed("/feed", {"/berita/a": "Jalan rusak"})
        web.article("/berita/a", "Jalan rusak")
        await make_due(crawler, "feed")
        await crawler.run_once()
        assert (await clients.to("crawler").get("/sources/kabar")).json()["last_error"] is None


async def test_private_networks_are_refused_unless_allowed(web: Web, broker: Broker, tmp_path: Path) -> None:
    settings = crawler_settings(tmp_path, crawler_allow_networks=[])
    async with crawling(settings, broker) as (crawler, clients):
        await crawler.import_sources(sources_file(tmp_path, web))
        await crawler.run_once()
        assert (
            "not a public address" in (await clients.to("crawler").get("/sources/kabar")).json()["last_error"]
        )
    assert web.hits == []


async def test_one_request_at_a_time_and_a_pause_between_two(
    web: Web, broker: Broker, tmp_path: Path
) -> None:
    web.feed("/feed", {f"/berita/{number}": f"Berita nomor {number}" for number in range(6)})
    for number in range(6):
        web.article(f"/berita/{number}", f"Berita nomor {number}", wait=0.05)
    async with crawling(crawler_settings(tmp_path, crawler_host_delay=0.2), broker) as (crawler, _):
        await crawler.import_sources(sources_file(tmp_path, web, f', feeds: ["{web.url("/feed")}"]'))
        await crawler.run_once()
    assert [hit.path for hit in web.hits][:3] == ["/robots.txt", "/feed", "/berita/0"]
    for one, other in zip(web.hits, web.hits[1:], strict=False):
        assert other.began - one.ended >= 0.18


async def test_a_host_that_asks_for_time_gets_it(web: Web, broker: Broker, tmp_path: Path) -> None:
    web.put("/robots.txt", "User-agent: *\nCrawl-delay: 0.3", headers={"content-type": "text/plain"})
    web.feed("/feed", {"/berita/a": "Jalan rusak", "/berita/b": "Air mati"})
    web.put("/berita/a", "sibuk", status=429, headers={"retry-after": "1"})
    web.article("/berita/b", "Air mati")
    async with crawling(crawler_settings(tmp_path), broker) as (crawler, _):
        await crawler.import_sources(sources_file(tmp_path, web, f', feeds: ["{web.url("/feed")}"]'))
        await crawler.run_once()
        pauses = [other.began - one.ended for one, other in zip(web.hits, web.hits[1:], strict=False)]
        assert [hit.path for hit in web.hits] == ["/robots.txt", "/feed", "/berita/a", "/berita/b"]
        assert min(pauses) >= 0.28
        assert pauses[2] >= 0.95
        web.article("/berita/a", "Jalan rusak")
        await make_due(crawler, "article")
        await crawler.run_once()
    assert {article.title for article in await take_all(broker)} == {"Jalan rusak", "Air mati"}


async def test_a_redirect_to_another_host_obeys_its_robots(web: Web, broker: Broker, tmp_path: Path) -> None:
    other = "lain.localhost"
    web.put(f"{other}/robots.txt", "User-agent: *\nDisallow: /tutup", headers={"content-type": "text/plain"})
    web.put("/berita/a", "", status=302, headers={"location": web.url("/tutup/a", other)})
    web.put("/berita/b", "", status=302, headers={"location": web.url("/buka/b", other)})
    web.article(f"{other}/buka/b", "Air mati")
    async with crawling(crawler_settings(tmp_path), broker) as (crawler, _):
        with pytest.raises(RobotsDisallowed):
            await crawler.crawl_now(web.url("/berita/a"))
        article = await crawler.crawl_now(web.url("/berita/b"))
    assert article.canonical_url == web.url("/buka/b", other)
    assert web.asked("/tutup/a") == 0


@pytest.mark.parametrize("way", ["guessed feed", "sitemap in robots", "guessed sitemap", "listing"])
async def test_how_an_outlet_is_found(web: Web, broker: Broker, tmp_path: Path, way: str) -> None:
    path = "/jalan-poros-sandaran-rusak"
    web.article(path, "Jalan poros Sandaran rusak")
    web.put(
        "/",
        f'<html><body><a href="{path}">Jalan poros Sandaran rusak</a><a href="/tentang-kami">Kami</a></body></html>',
    )
    sitemap = f"<urlset><url><loc>{web.url(path)}</loc></url></urlset>"
    expected: dict[str, list[str]] = {"feeds": [], "sitemaps": [], "listings": []}
    match way:
        case "guessed feed":
            web.feed("/rss", {path: "Jalan"})
            web.put("/feed", "<html><body>Beranda</body></html>")
            expected["feeds"] = [web.url("/rss")]
        case "sitemap in robots":
            index = f"<sitemapindex><sitemap><loc>{web.url('/berita.xml')}</loc></sitemap></sitemapindex>"
            web.put("/robots.txt", f"Sitemap: {web.url('/peta.xml')}", headers={"content-type": "text/plain"})
            web.put("/peta.xml", index, headers={"content-type": "text/xml"})
            web.put("/berita.xml", sitemap, headers={"content-type": "text/xml"})
            expected["sitemaps"] = [web.url("/peta.xml")]
        case "guessed sitemap":
            web.put("/sitemap.xml", sitemap, headers={"content-type": "text/xml"})
            expected["sitemaps"] = [web.url("/sitemap.xml")]
        case "listing":
            expected["listings"] = [web.url("/")]
    async with crawling(crawler_settings(tmp_path), broker) as (crawler, clients):
        await crawler.import_sources(sources_file(tmp_path, web))
        await crawler.run_once()
        source = (await clients.to("crawler").get("/sources/kabar")).json()
    assert {place: source[place] for place in expected} == expected
    assert [article.url for article in await take_all(broker)] == [web.url(path)]


async def test_a_home_page_that_is_gone_says_so(web: Web, broker: Broker, tmp_path: Path) -> None:
    async with crawling(crawler_settings(tmp_path), broker) as (crawler, clients):
        await crawler.import_sources(sources_file(tmp_path, web))
        await crawler.run_once()
        source = (await clients.to("crawler").get("/sources/kabar")).json()
    assert source["last_error"] == f"{web.url('/')}: HTTP 404"
    assert source["last_success_at"] is None


async def test_two_crawlers_share_the_work_and_nothing_is_done_twice(
    web: Web, broker: Broker, tmp_path: Path, database_url: str
) -> None:
    hosts = [f"situs-{number}.localhost" for number in range(4)]
    paths = [f"/berita/{number}" for number in range(10)]
    for host in hosts:
        web.feed(f"{host}/feed", {path: f"Berita {host} {path}" for path in paths}, host)
        for path in paths:
            web.pages[f"{host}{path}"] = web_page(f"Berita {host} {path}")
    file = tmp_path / "sumber.yaml"
    file.write_text(
        "".join(f'- {{url: "{web.url("/", host)}", feeds: ["{web.url("/feed", host)}"]}}\n' for host in hosts)
    )
    settings = crawler_settings(tmp_path, database_url, crawler_concurrency=2)
    async with crawling(settings, broker) as (one, _), crawling(settings, broker) as (other, _):
        await one.import_sources(file)
        await asyncio.gather(one.run_once(), other.run_once())
    articles = await take_all(broker)
    assert len(articles) == len({article.id for article in articles}) == 40
    assert all(
        sum(hit.path == path and hit.host == host for hit in web.hits) == 1
        for host in hosts
        for path in paths
    )


def web_page(title: str) -> Reply:
    return Reply(article_html(title))


async def test_what_is_in_hand_is_finished_and_the_rest_waits_for_the_next_start(
    web: Web, broker: Broker, tmp_path: Path
) -> None:
    web.feed("/feed", {f"/berita/{number}": f"Berita nomor {number}" for number in range(5)})
    for number in range(5):
        web.article(f"/berita/{number}", f"Berita nomor {number}", wait=0.3)
    settings = crawler_settings(tmp_path)
    async with crawling(settings, broker) as (crawler, _):
        await crawler.import_sources(sources_file(tmp_path, web, f', feeds: ["{web.url("/feed")}"]'))
        while not web.asked("/berita/0"):
            await asyncio.sleep(0.01)
    before = await take_all(broker)
    assert 1 <= len(before) < 5
    async with crawling(settings, broker) as (crawler, _):
        await crawler.run_once()
    after = await take_all(broker)
    assert {article.title for article in before + after} == {f"Berita nomor {number}" for number in range(5)}
    assert len(before + after) == 5
    assert web.asked("/berita/0") == 1


async def test_crawl_now_answers_with_the_article_or_the_reason(
    web: Web, broker: Broker, tmp_path: Path
) -> None:
    web.article("/berita/a", "Jalan rusak")
    async with crawling(crawler_settings(tmp_path), broker) as (crawler, clients):
        article = await crawler.crawl_now(web.url("/berita/a?utm_source=wa"))
        assert (article.title, article.revision) == ("Jalan rusak", 1)
        assert (await crawler.crawl_now(web.url("/berita/a"))).revision == 1
        web.article("/berita/a", "Jalan rusak diperbaiki")
        assert (await crawler.crawl_now(web.url("/berita/a"))).revision == 2
        with pytest.raises(HttpStatus, match="HTTP 404"):
            await crawler.crawl_now(web.url("/berita/hilang"))
        answer = await clients.to("crawler").post("/crawls", json={"url": web.url("/berita/a")})
        assert (answer.status_code, answer.json()["id"]) == (202, article.id)
        await crawler.run_once()
    assert [taken.revision for taken in await take_all(broker)] == [1, 2]
    assert (await broker.depth(NLP_ARTICLES)).ready == 0


async def test_control_characters_do_not_stop_a_source(
    web: Web, broker: Broker, tmp_path: Path, database_url: str
) -> None:
    web.feed("/feed", {"/berita/a": "Jalan rusak"})
    described = (
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Jalan\\u0000 rusak"}</script>'
    )
    web.put(
        "/berita/a",
        article_html("Jalan rusak").replace("</head>", f"{described}</head>").replace("h1>", "h2>"),
    )
    async with crawling(crawler_settings(tmp_path, database_url), broker) as (crawler, _):
        await crawler.import_sources(sources_file(tmp_path, web, f', feeds: ["{web.url("/feed")}"]'))
        await crawler.run_once()
    assert [article.title for article in await take_all(broker)] == ["Jalan rusak"]

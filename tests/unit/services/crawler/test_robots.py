"""robots.txt: allowed, forbidden, unreadable, slow."""

from __future__ import annotations

import pytest

from services.crawler.errors import HttpStatus, RobotsDisallowed, Unreachable
from services.crawler.fetch import Page, Validators
from services.crawler.robots import Get, Robots

URL = "https://a.example/berita/x"
AGENT = "GaungBot/0.1 (+https://gaung.example/bot)"


class Host:
    """Answers robots.txt with a text, a status or an error, and counts how often."""

    def __init__(self, answer: str | Exception) -> None:
        self.answer = answer
        self.asked: list[str] = []

    async def get(self, url: str) -> Page:
        self.asked.append(url)
        if isinstance(self.answer, Exception):
            raise self.answer
        return Page(url, self.answer.encode(), "text/plain", None, Validators())


async def check(answer: str | Exception, url: str = URL) -> None:
    get: Get = Host(answer).get
    (await Robots(AGENT).rules(url, get)).check(url)


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "User-agent: *\nAllow: /",
        "User-agent: *\nDisallow: /admin",
        "User-agent: OtherBot\nDisallow: /",
        "User-agent: *\nDisallow: /\nUser-agent: GaungBot\nAllow: /",
        "<!doctype html><title>Beranda</title>Disallow: /",
        HttpStatus(404, URL),
        HttpStatus(403, URL),
    ],
)
async def test_allowed(answer: str | Exception) -> None:
    await check(answer)


@pytest.mark.parametrize("answer", ["User-agent: *\nDisallow: /", "User-agent: gaungbot\nDisallow: /berita"])
async def test_forbidden_for_good(answer: str) -> None:
    with pytest.raises(RobotsDisallowed) as caught:
        await check(answer)
    assert not caught.value.transient


@pytest.mark.parametrize("status", [500, 503, 429])
async def test_unreadable_forbids_for_now(status: int) -> None:
    with pytest.raises(RobotsDisallowed) as caught:
        await check(HttpStatus(status, URL))
    assert caught.value.transient


async def test_a_host_that_does_not_answer_says_so() -> None:
    with pytest.raises(Unreachable):
        await check(Unreachable("a.example: no connection"))


async def test_read_once_for_a_host_and_once_for_each_host() -> None:
    host, robots = Host("User-agent: *\nCrawl-delay: 7\nSitemap: https://a.example/s.xml"), Robots(AGENT)
    rules = await robots.rules(URL, host.get)
    await robots.rules("https://a.example/lain?x=1", host.get)
    assert host.asked == ["https://a.example/robots.txt"]
    assert (rules.crawl_delay, rules.sitemaps) == (7.0, ["https://a.example/s.xml"])
    await robots.rules("https://a.example:8443/x", host.get)
    assert host.asked[-1] == "https://a.example:8443/robots.txt"


async def test_an_absurd_delay_is_cut() -> None:
    rules = await Robots(AGENT).rules(URL, Host("User-agent: *\nCrawl-delay: 86400").get)
    assert rules.crawl_delay == 60.0

"""What a second look at a home page changes."""

from __future__ import annotations

from services.crawler.source_store import merged_places
from shared.contracts.crawl import Source

SOURCE = Source(id="a", name="A", url="https://a.example", domain="a.example")


def test_known_feeds_stay_when_one_does_not_answer_today() -> None:
    known = SOURCE.model_copy(update={"feeds": ["https://a.example/feed"]})
    merged = merged_places(known, [("sitemap", "https://a.example/s.xml"), ("home", SOURCE.url)])
    assert merged == {
        "feeds": ["https://a.example/feed"],
        "sitemaps": ["https://a.example/s.xml"],
        "listings": [],
    }


def test_a_listing_makes_way_for_a_feed() -> None:
    known = SOURCE.model_copy(update={"listings": ["https://a.example"]})
    assert merged_places(known, [("feed", "https://a.example/feed")])["listings"] == []
    assert merged_places(known, [("listing", "https://a.example")])["listings"] == ["https://a.example"]

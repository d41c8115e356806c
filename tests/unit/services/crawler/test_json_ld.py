"""What pages say about themselves in JSON-LD, in the shapes that real sites use."""

from __future__ import annotations

import json

import pytest

from services.crawler.json_ld import described_article

ARTICLE = {"@type": "NewsArticle", "headline": "Judul", "datePublished": "2024-05-14T09:00:00+07:00"}


@pytest.mark.parametrize(
    "described",
    [
        ARTICLE,
        [ARTICLE],
        {"@graph": [{"@type": "Organization", "name": "Kabar"}, ARTICLE]},
        {"@type": "WebPage", "datePublished": "2020-01-01", "mainEntity": ARTICLE},
        [
            {"@type": "BreadcrumbList"},
            {"@type": ["Article", "NewsArticle"], **{k: v for k, v in ARTICLE.items() if k != "@type"}},
        ],
    ],
)
def test_article_is_found_wherever_it_stands(described: object) -> None:
    article = described_article([json.dumps(described)])
    assert article is not None
    assert (article.headline, article.published) == ("Judul", "2024-05-14T09:00:00+07:00")


def test_authors_and_images_in_every_shape() -> None:
    article = described_article(
        [
            json.dumps(
                ARTICLE
                | {"author": [{"name": "Rina"}, "Dewi", {"name": "Rina"}], "image": [{"url": "/a.jpg"}]}
            )
        ]
    )
    assert article is not None
    assert (article.author, article.image) == ("Rina, Dewi", "/a.jpg")


def test_an_article_is_preferred_to_a_web_page() -> None:
    page = {"@type": "WebPage", "name": "Halaman", "datePublished": "2020-01-01"}
    article = described_article([json.dumps(page), json.dumps(ARTICLE)])
    assert article is not None
    assert article.type == "newsarticle"


@pytest.mark.parametrize(
    "script", ["", "{", "[" * 5000, "null", "12", '{"@type": "Person"}', '{"@graph": "x"}', '{"@type": 7}']
)
def test_broken_or_other_json_is_nothing(script: str) -> None:
    assert described_article([script]) is None


def test_raw_line_breaks_and_comments_are_forgiven() -> None:
    article = described_article(['<!-- {"@type":"Article","headline":"Judul\nbaru"} -->'])
    assert article is not None
    assert article.headline == "Judul\nbaru"

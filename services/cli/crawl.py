"""``gaung crawl``: fetch pages now and print the articles, without storing anything."""

from __future__ import annotations

from typing import Annotated

import typer

from services.cli.console import CommandError, err, out, print_json, run
from services.crawler.canonical import article_id
from services.crawler.errors import PageDropped
from services.crawler.extract import Extracted
from services.crawler.preview import open_preview
from shared.runtime.settings import load_settings


def crawl(
    urls: Annotated[list[str], typer.Argument(help="Addresses of articles.", metavar="URL...")],
    timezone: Annotated[str, typer.Option(help="IANA zone of dates that carry none.")] = "Asia/Jakarta",
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line on stdout.")] = False,
) -> None:
    """Fetch pages politely, read them as the crawler would, print what came of them."""
    settings = load_settings()

    async def fetch(url: str) -> Extracted:
        async with open_preview(settings, url) as preview:
            return await preview.article(timezone)

    failed = 0
    for url in urls:
        try:
            article = run(fetch(url))
        except PageDropped as error:
            failed += 1
            err.print(f"gaung: {url}: {error} ({error.reason})", markup=False, soft_wrap=True)
            continue
        row = {
            "id": article_id(article.canonical_url),
            "canonical_url": article.canonical_url,
            "title": article.title,
            "author": article.author,
            "published_at": article.published.at.isoformat() if article.published else None,
            "published_precision": article.published.precision if article.published else "unknown",
            "published_from": article.published.origin if article.published else "first-seen",
            "text": article.text,
        }
        if as_json:
            print_json(row)
        else:
            for name, value in row.items():
                out.print(f"{name}: {value}", markup=False, soft_wrap=True)
    if failed == len(urls):
        raise CommandError("no article was read")

"""``gaung index``: the state of the article index."""

from __future__ import annotations

from typing import Annotated

import typer

from services.cli.console import out, print_json, run
from services.search.index.open import open_index
from shared.contracts.query import ArticleSearch, Filter
from shared.runtime.settings import load_settings

app = typer.Typer(help="The article index.", no_args_is_help=True)


@app.command()
def status(
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
) -> None:
    """How many articles lie in the index, and the newest of them."""
    settings = load_settings()

    async def read() -> dict[str, object]:
        index = open_index(settings.index())
        try:
            await index.prepare()
            request = ArticleSearch(filter=Filter(scope=["ID"]), sort="seen", limit=1, highlight=False)
            page = await index.search(request)
        finally:
            await index.close()
        newest = page.items[0].article.seen_at.isoformat() if page.items else None
        return {"articles": page.total.value, "relation": page.total.relation, "newest_seen_at": newest}

    found = run(read())
    if as_json:
        print_json(found)
    else:
        out.print(f"{found['articles']} articles, the newest seen at {found['newest_seen_at'] or '-'}")

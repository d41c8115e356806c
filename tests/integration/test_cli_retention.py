"""``gaung index retention``: by what was chosen in Admin, or by what is said."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from services.search import store
from services.search.index.open import open_index
from services.search.retention.choice import choose
from shared.runtime.database import create_engine, migrate
from shared.runtime.settings import Settings
from tests.integration.test_cli_errors import error_line, gaung
from tests.search_world import enriched


async def test_without_months_the_choice_counts(data_dir: Path) -> None:
    settings = Settings(data_dir=data_dir)
    index = open_index(settings.index())
    await index.prepare()
    await index.close()
    engine = create_engine(settings.database(), "search")
    await migrate(engine, "search")
    now = datetime.now(UTC)
    for days in (1, 300, 800):
        url = f"https://kabar-pesisir.example/{days}"
        await store.keep(engine, [enriched(url, seen_at=now - timedelta(days=days))])
    assert "--keep 24mo" in error_line(gaung("index", "retention", data=data_dir))
    assert "expected months" in error_line(gaung("index", "retention", "--keep", "2y", data=data_dir))

    await choose(engine, 24, now)
    said = json.loads(gaung("index", "retention", "--json", data=data_dir).stdout)
    assert (said["articles"], said["forgotten"]) == (1, False)
    said = json.loads(gaung("index", "retention", "--keep", "6mo", "--json", data=data_dir).stdout)
    assert (said["articles"], said["forgotten"]) == (2, False)
    said = json.loads(gaung("index", "retention", "--yes", "--json", data=data_dir).stdout)
    assert (said["articles"], said["forgotten"]) == (1, True)
    assert await store.count(engine) == 2
    await engine.dispose()

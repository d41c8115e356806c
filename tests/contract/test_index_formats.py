"""An index of another format is refused with what to do, and left as it is."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from services.search.index.errors import IndexMisconfigured
from services.search.index.open import open_index


async def test_a_file_of_the_first_format(tmp_path: Path) -> None:
    path = tmp_path / "index.db"
    with sqlite3.connect(path) as old:
        old.execute("PRAGMA user_version = 1")
        old.execute("CREATE TABLE article (id TEXT)")
    index = open_index(f"sqlite:///{path}")
    with pytest.raises(IndexMisconfigured, match="gaung index rebuild"):
        await index.prepare()
    await index.close()
    with sqlite3.connect(path) as old:
        assert old.execute("SELECT name FROM sqlite_master").fetchall() == [("article",)]


async def test_indices_of_the_first_format_behind_the_alias(require_index: str) -> None:
    parts = urlsplit(require_index)
    prefix = parse_qs(parts.query)["prefix"][0]
    async with httpx.AsyncClient(base_url=f"{parts.scheme}://{parts.netloc}") as client:
        old = await client.put(f"/{prefix}-v1-2026.01", json={"aliases": {prefix: {}}})
        old.raise_for_status()
        index = open_index(require_index)
        with pytest.raises(IndexMisconfigured, match="gaung index rebuild"):
            await index.prepare()
        await index.close()
        found = (await client.get(f"/{prefix}-*/_alias")).json()
        assert list(found) == [f"{prefix}-v1-2026.01"], "nothing new answers beside it"


async def test_old_indices_that_no_alias_names_are_nobodys_business(require_index: str) -> None:
    parts = urlsplit(require_index)
    prefix = parse_qs(parts.query)["prefix"][0]
    async with httpx.AsyncClient(base_url=f"{parts.scheme}://{parts.netloc}") as client:
        (await client.put(f"/{prefix}-v1-2026.01", json={})).raise_for_status()
    index = open_index(require_index)
    await index.prepare()
    await index.ping()
    await index.close()

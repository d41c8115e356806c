"""The index file: formats, files that are none, writers that wait for each other."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from services.search.index.errors import IndexMisconfigured, IndexUnavailable
from services.search.index.sqlite.adapter import SqliteIndex
from services.search.index.sqlite.schema import FORMAT_VERSION
from tests.contract.index_documents import EVENTS


async def test_a_file_of_another_format_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "index.db"
    with sqlite3.connect(path) as other:
        other.execute(f"PRAGMA user_version = {FORMAT_VERSION + 1}")
    index = SqliteIndex(path)
    with pytest.raises(IndexMisconfigured, match=f"format {FORMAT_VERSION + 1}"):
        await index.prepare()
    await index.close()
    with sqlite3.connect(path) as other:
        assert other.execute("SELECT name FROM sqlite_master").fetchall() == []


async def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "index.db"
    path.write_text("bukan basis data" * 100)
    index = SqliteIndex(path)
    with pytest.raises(IndexMisconfigured, match=r"index\.db"):
        await index.prepare()
    await index.close()


async def test_an_index_that_was_not_prepared_is_unavailable(tmp_path: Path) -> None:
    index = SqliteIndex(tmp_path / "index.db")
    with pytest.raises(IndexUnavailable):
        await index.ping()
    await index.close()


async def test_the_folder_is_made_and_a_closed_index_opens_again(tmp_path: Path) -> None:
    index = SqliteIndex(tmp_path / "a" / "b" / "index.db")
    await index.prepare()
    await index.put(EVENTS[:1])
    await index.close()
    assert len(await index.get([EVENTS[0].article.id])) == 1
    await index.close()


async def test_a_failed_batch_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index = SqliteIndex(tmp_path / "index.db")
    await index.prepare()
    with sqlite3.connect(tmp_path / "index.db") as other:
        other.execute(
            "CREATE TRIGGER no_third BEFORE INSERT ON article WHEN (SELECT count(*) FROM article) = 2"
            " BEGIN SELECT RAISE(ABORT, 'disk full'); END"
        )
    with pytest.raises((IndexUnavailable, IndexMisconfigured)):
        await index.put(EVENTS[:3])
    assert await index.get([event.article.id for event in EVENTS]) == []
    await index.close()

"""A backup taken from a running installation answers, restored elsewhere, as the installation did."""

from __future__ import annotations

import asyncio
import json
import shutil
import sqlite3
import threading
from contextlib import closing
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from typer.testing import CliRunner

from services.cli.backup_files import copy_into
from services.cli.backup_places import MANIFEST
from services.cli.backup_postgres import load
from services.cli.console import CommandError
from services.cli.main import app
from services.search import store
from shared.runtime.database import create_engine, migrate
from tests.conftest import absent
from tests.contract_quality.world import QualityWorld, opened, served
from tests.search_world import enriched

ASKED = (
    "/v1/articles?limit=100",
    "/v1/stories?limit=100",
    "/v1/facets",
    "/v1/sources",
    "/v1/watches",
    "/v1/imports",
    "/v1/admin/keys",
)


def gaung(data: Path, *arguments: str) -> dict[str, Any]:
    """What a command prints as JSON. Raises what the command raised."""
    result = CliRunner().invoke(app, ["--data", str(data), *arguments, "--json"], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    answer: dict[str, Any] = json.loads(result.stdout.splitlines()[-1])
    return answer


def _steady(body: Any) -> Any:
    """The body without what a request changes by itself."""
    if isinstance(body, dict):
        return {name: _steady(part) for name, part in body.items() if name not in ("last_used_at", "next")}
    return [_steady(part) for part in body] if isinstance(body, list) else body


async def answers(world: QualityWorld) -> dict[str, Any]:
    """What the operator of Kutai Timur is told."""
    return {path: _steady((await world.call("GET", path)).json()) for path in ASKED}


async def test_a_backup_of_a_running_installation_answers_the_same_elsewhere(tmp_path: Path) -> None:
    data, elsewhere, folder = tmp_path / "data", tmp_path / "elsewhere", tmp_path / "backup"
    async with opened(data) as world:
        (data / "archive" / "ab").mkdir(parents=True)
        (data / "archive" / "ab" / "page.zst").write_bytes(b"raw")
        before, keys = await answers(world), world.keys
        written = await asyncio.to_thread(gaung, data, "backup", str(folder))
    assert folder.stat().st_mode & 0o077 == 0
    assert written["files"] == len(json.loads((folder / MANIFEST).read_text())["files"])
    assert not list(folder.rglob("index.db*"))
    assert len(before["/v1/articles?limit=100"]["items"]) >= 4
    restored = await asyncio.to_thread(gaung, elsewhere, "restore", str(folder))
    assert restored["articles"] >= len(before["/v1/articles?limit=100"]["items"])
    assert (elsewhere / "archive" / "ab" / "page.zst").read_bytes() == b"raw"
    async with served(elsewhere) as world:
        world.keys = keys
        assert await answers(world) == before


def test_a_copy_does_not_wait_for_writers_to_stop(tmp_path: Path) -> None:
    source, copy, most, written = tmp_path / "busy.db", tmp_path / "copy.db", 50_000, 0
    with closing(sqlite3.connect(source)) as live:
        live.execute("PRAGMA journal_mode=WAL")
        live.execute("CREATE TABLE kept (number INTEGER, filler BLOB)")
        live.executemany("INSERT INTO kept VALUES (?, ?)", ((n, bytes(4_000)) for n in range(10_000)))
        live.commit()
    copier = threading.Thread(target=copy_into, args=(source, copy))
    with closing(sqlite3.connect(source, timeout=30, isolation_level=None)) as busy:
        busy.execute("PRAGMA synchronous=OFF")
        copier.start()
        while copier.is_alive() and written < most:
            busy.execute("UPDATE kept SET number = number + 1 WHERE rowid = 1")
            written += 1
    copier.join()
    assert 0 < written < most
    with closing(sqlite3.connect(copy)) as copied:
        assert copied.execute("SELECT count(*) FROM kept").fetchone() == (10_000,)


@pytest.fixture
def made(tmp_path: Path) -> tuple[Path, Path]:
    """A data directory with one database, and a backup of it."""
    data, folder = tmp_path / "data", tmp_path / "backup"
    gaung(data, "tenants", "create", "--name", "Kutai Timur", "--region", "64.08")
    gaung(data, "backup", str(folder))
    return data, folder


def test_nothing_is_overwritten_unasked(made: tuple[Path, Path]) -> None:
    data, folder = made
    with pytest.raises(CommandError, match="not empty"):
        gaung(data, "backup", str(folder))
    with pytest.raises(CommandError, match="not empty"):
        gaung(data, "restore", str(folder))
    gaung(data, "tenants", "create", "--name", "Bontang", "--region", "64.74")
    gaung(data, "restore", str(folder), "--force")
    assert [row["name"] for row in tenants(data)] == ["Kutai Timur"]


def tenants(data: Path) -> list[dict[str, Any]]:
    """The tenants of an installation."""
    result = CliRunner().invoke(app, ["--data", str(data), "tenants", "list", "--json"])
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_backup_that_is_not_whole_is_refused(made: tuple[Path, Path], tmp_path: Path) -> None:
    _, folder = made
    [database] = folder.rglob("gaung-gateway.db")
    database.write_bytes(database.read_bytes()[:-1] + b"x")
    with pytest.raises(CommandError, match="has changed"):
        gaung(tmp_path / "elsewhere", "restore", str(folder))
    (folder / MANIFEST).unlink()
    with pytest.raises(CommandError, match="no complete backup"):
        gaung(tmp_path / "elsewhere", "restore", str(folder))
    assert not (tmp_path / "elsewhere").exists()


def test_the_last_backup_stays_until_the_next_is_whole(
    made: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    data, folder = made
    before = (folder / MANIFEST).read_text()

    def killed(_source: Path, _target: Path) -> None:
        raise OSError("disk full")

    with monkeypatch.context() as broken:
        broken.setattr("services.cli.backup_files.copy_into", killed)
        with pytest.raises(OSError, match="disk full"):
            gaung(data, "backup", str(folder), "--force")
    assert (folder / MANIFEST).read_text() == before
    gaung(tmp_path / "elsewhere", "restore", str(folder))
    (data / "archive").mkdir()
    (data / "archive" / "page.zst").write_bytes(b"raw")
    gaung(data, "backup", str(folder), "--force")
    (data / "archive" / "page.zst").unlink()
    gaung(data, "backup", str(folder), "--force")
    assert not list(folder.rglob("page.zst"))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["backup", "data", "elsewhere"]


def test_a_folder_of_other_things_is_not_replaced(made: tuple[Path, Path]) -> None:
    data, folder = made
    (folder / "surat.odt").touch()
    with pytest.raises(CommandError, match="holds more than a backup"):
        gaung(data, "backup", str(folder), "--force")
    assert (folder / "surat.odt").exists()


def test_nothing_starts_over_a_half_restored_place(
    made: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _, folder = made
    elsewhere = tmp_path / "elsewhere"

    def killed(_settings: object) -> None:
        raise OSError("disk full")

    with monkeypatch.context() as broken:
        broken.setattr("services.cli.backup._index_anew", killed)
        with pytest.raises(OSError, match="disk full"):
            gaung(elsewhere, "restore", str(folder))
    for command in (["standalone", "--once"], ["serve", "search"], ["backup", str(tmp_path / "other")]):
        with pytest.raises(CommandError, match="did not end"):
            CliRunner().invoke(app, ["--data", str(elsewhere), *command], catch_exceptions=False)
    gaung(elsewhere, "restore", str(folder), "--force")
    gaung(elsewhere, "backup", str(tmp_path / "other"))


def test_an_empty_place_is_no_installation(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="nothing in"):
        gaung(tmp_path / "none", "backup", str(tmp_path / "backup"))


@pytest.fixture
async def on_postgres(require_postgres: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """A PostgreSQL database with the services' tables, where the commands find it."""
    if shutil.which("pg_dump") is None:
        absent("no pg_dump on the PATH")
    monkeypatch.setenv("GAUNG_DATABASE_URL", require_postgres)
    for service in ("crawler", "search", "gateway", "notifier"):
        engine = create_engine(require_postgres, service)
        await migrate(engine, service)
        if service == "search":
            await store.keep(engine, [enriched("https://kabar-pesisir.example/1")])
        await engine.dispose()
    return require_postgres


async def execute(url: str, statement: str) -> None:
    """One statement on PostgreSQL."""
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


async def test_postgresql_goes_there_and_back(on_postgres: str, tmp_path: Path) -> None:
    data, folder = tmp_path / "data", tmp_path / "backup"
    await asyncio.to_thread(gaung, data, "tenants", "create", "--name", "Bontang", "--region", "64.74")
    await asyncio.to_thread(gaung, data, "backup", str(folder))
    await asyncio.to_thread(gaung, data, "tenants", "create", "--name", "Samarinda", "--region", "64.72")
    # As a newer version would: tables that the backup does not know.
    await execute(on_postgres, "CREATE TABLE crawler.newer (id integer PRIMARY KEY)")
    await execute(on_postgres, "CREATE TABLE search.newer (id integer REFERENCES crawler.newer)")
    with pytest.raises(CommandError, match="not empty"):
        await asyncio.to_thread(gaung, data, "restore", str(folder))
    restored = await asyncio.to_thread(gaung, data, "restore", str(folder), "--force")
    assert restored["articles"] == 1
    found = await asyncio.to_thread(tenants, data)
    assert [row["name"] for row in found] == ["Bontang"]


async def test_postgresql_is_restored_whole_or_not_at_all(on_postgres: str, tmp_path: Path) -> None:
    data, folder = tmp_path / "data", tmp_path / "backup"
    # More than a pipe holds.
    await execute(
        on_postgres, "CREATE TABLE gateway.big AS SELECT repeat('x', 999) FROM generate_series(1, 999)"
    )
    await asyncio.to_thread(gaung, data, "backup", str(folder))
    await asyncio.to_thread(gaung, data, "tenants", "create", "--name", "Samarinda", "--region", "64.72")
    first, last = folder / "postgresql" / "gateway.dump", folder / "postgresql" / "search.dump"
    last.write_bytes(last.read_bytes()[: last.stat().st_size // 2])
    with pytest.raises(CommandError, match="pg_restore failed"):
        await load(on_postgres, [first, last])
    with pytest.raises(CommandError, match=r"psql failed: .*already exists"):
        await load(on_postgres, [first, first])
    found = await asyncio.to_thread(tenants, data)
    assert [row["name"] for row in found] == ["Samarinda"]


def test_a_missing_tool_is_named(
    require_postgres: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GAUNG_DATABASE_URL", require_postgres)
    monkeypatch.setattr(shutil, "which", lambda _tool: None)
    with pytest.raises(CommandError, match="pg_dump is not installed"):
        gaung(tmp_path / "data", "backup", str(tmp_path / "backup"))

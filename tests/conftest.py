"""Fixtures for every test: real servers when they are there.

A test that needs a server asks for ``require_rabbitmq``, ``require_postgres``, ``require_index`` or
``chromium_path``. On a laptop without that server the test is skipped; in CI (``CI=true``) it fails, so that
a green run always means that the real parts were used.

Isolation: every test gets names of its own (a RabbitMQ namespace, a PostgreSQL database, an index prefix)
and leaves nothing behind.
"""

from __future__ import annotations

import os
import shutil
import socket
import uuid
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import NoReturn
from urllib.parse import urlsplit

import asyncpg
import httpx
import pytest

BROKER_URL = os.environ.get("GAUNG_TEST_BROKER_URL", "amqp://guest:guest@127.0.0.1:5672/")
POSTGRES_URL = os.environ.get("GAUNG_TEST_DATABASE_URL", "postgresql://postgres@127.0.0.1:5432/postgres")
INDEX_URL = os.environ.get("GAUNG_TEST_INDEX_URL", "")


def absent(what: str) -> NoReturn:
    """Skip on a laptop, fail in CI."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what}: must be there in CI")
    pytest.skip(what)


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith("GAUNG_") and not name.startswith("GAUNG_TEST_"):
            monkeypatch.delenv(name)


@pytest.fixture
def require_rabbitmq() -> str:
    """Address of a RabbitMQ broker, with a namespace of its own."""
    parts = urlsplit(BROKER_URL)
    try:
        socket.create_connection((parts.hostname or "127.0.0.1", parts.port or 5672), timeout=2).close()
    except OSError as error:
        absent(f"no RabbitMQ at {parts.hostname}:{parts.port or 5672} ({error})")
    return f"{BROKER_URL}?namespace=t{uuid.uuid4().hex[:8]}"


@pytest.fixture
async def require_postgres() -> AsyncIterator[str]:
    """Address of a fresh, empty PostgreSQL database, dropped afterwards."""
    try:
        server = await asyncpg.connect(POSTGRES_URL, timeout=3)
    except (OSError, asyncpg.PostgresError, TimeoutError) as error:
        absent(f"no PostgreSQL at {urlsplit(POSTGRES_URL).hostname} ({error})")
    name = f"gaung_test_{uuid.uuid4().hex[:10]}"
    await server.execute(f'CREATE DATABASE "{name}"')
    try:
        yield urlsplit(POSTGRES_URL)._replace(path=f"/{name}").geturl()
    finally:
        await server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
        await server.close()


@pytest.fixture
def require_index() -> Iterator[str]:
    """Address of an Elasticsearch node with an index prefix of its own (``?prefix=``), removed afterwards."""
    if not INDEX_URL:
        absent("GAUNG_TEST_INDEX_URL names no Elasticsearch node")
    try:
        httpx.get(INDEX_URL, timeout=5).raise_for_status()
    except httpx.HTTPError as error:
        absent(f"no Elasticsearch at {INDEX_URL} ({error})")
    prefix = f"t{uuid.uuid4().hex[:8]}"
    yield f"{INDEX_URL.rstrip('/')}?prefix={prefix}"
    found = httpx.get(f"{INDEX_URL}/_cat/indices/{prefix}*?format=json&h=index", timeout=10).json()
    for row in found if isinstance(found, list) else []:
        httpx.delete(f"{INDEX_URL}/{row['index']}", timeout=10)
    httpx.delete(f"{INDEX_URL}/_index_template/{prefix}*", timeout=10)


@pytest.fixture
def chromium_path() -> str:
    """Debian's Chromium, for Playwright."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        absent("no chromium on the PATH")
    return path


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """An empty data directory."""
    return tmp_path / "data"

"""Backs up and restores the services' PostgreSQL schemas with PostgreSQL's own tools."""

from __future__ import annotations

import asyncio
import os
import shutil
from pathlib import Path
from urllib.parse import unquote, urlsplit

import asyncpg

from services.cli.console import CommandError
from shared.runtime.settings import SERVICES, Service


def is_postgres(url: str) -> bool:
    """Whether the services keep their rows in PostgreSQL."""
    return url.startswith(("postgresql://", "postgres://"))


async def dump(url: str, service: Service, target: Path) -> None:
    """The schema of one service as a custom-format archive. Raises CommandError."""
    await _run("pg_dump", url, "--format=custom", "--no-owner", f"--schema={service}", f"--file={target}")


async def load(url: str, source: Path) -> None:
    """Restore an archive, replacing the tables that it holds, in one transaction. Raises CommandError."""
    await _run(
        "pg_restore",
        url,
        *("--clean", "--if-exists", "--no-owner", "--single-transaction", "--exit-on-error"),
        str(source),
    )


async def holds_tables(url: str) -> bool:
    """Whether a schema of a service is there already. Raises CommandError when nobody answers."""
    try:
        connection = await asyncpg.connect(url, timeout=10)
    except (OSError, asyncpg.PostgresError, TimeoutError) as error:
        raise CommandError(f"the database does not answer: {error}") from error
    try:
        found = await connection.fetchval(
            "SELECT count(*) FROM information_schema.tables WHERE table_schema = ANY($1)", list(SERVICES)
        )
    finally:
        await connection.close()
    return bool(found)


async def _run(tool: str, url: str, *arguments: str) -> None:
    where = shutil.which(tool)
    if where is None:
        raise CommandError(
            f"{tool} is not installed; it comes with PostgreSQL's client (Debian: postgresql-client)"
        )
    parts = urlsplit(url)
    # The password in the environment, where no list of processes shows it.
    environment = os.environ | {"PGPASSWORD": unquote(parts.password or "")}
    address = parts._replace(netloc=parts.netloc.replace(f":{parts.password}@", "@", 1)).geturl()
    process = await asyncio.create_subprocess_exec(
        where,
        f"--dbname={address}",
        *arguments,
        env=environment,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    _, said = await process.communicate()
    if process.returncode != 0:
        raise CommandError(f"{tool} failed: {said.decode(errors='replace').strip()}")

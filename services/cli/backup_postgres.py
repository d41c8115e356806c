"""Backs up and restores the services' PostgreSQL schemas with PostgreSQL's own tools."""

from __future__ import annotations

import asyncio
import os
import shutil
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Sequence
from pathlib import Path
from typing import TypeAlias
from urllib.parse import unquote, urlsplit

import asyncpg

from services.cli.console import CommandError
from shared.runtime.settings import SERVICES, Service

_SCHEMAS = ", ".join(f'"{service}"' for service in SERVICES)
_FIRST = f"SET client_min_messages = warning; BEGIN; DROP SCHEMA IF EXISTS {_SCHEMAS} CASCADE;\n"
_PSQL = ("--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1")
Environment: TypeAlias = dict[str, str] | None


def is_postgres(url: str) -> bool:
    """Whether the services keep their rows in PostgreSQL."""
    return url.startswith(("postgresql://", "postgres://"))


async def dump(url: str, service: Service, target: Path) -> None:
    """The schema of one service as a custom-format archive. Raises CommandError."""
    arguments = ("--format=custom", "--no-owner", f"--schema={service}", f"--file={target}")
    await _run("pg_dump", _dbname(url), *arguments, environment=_password(url))


async def load(url: str, sources: Sequence[Path]) -> None:
    """Replace the schemas of all services by what these archives hold, or nothing. Raises CommandError."""
    reader, writer = os.pipe()
    try:
        try:
            psql = await _start("psql", _dbname(url), *_PSQL, environment=_password(url), stdin=reader)
        finally:
            # Left open here, pg_restore would wait for ever once psql has ended.
            os.close(reader)
        ended = asyncio.create_task(psql.communicate())
        failed: CommandError | BrokenPipeError | None = None
        try:
            # Tables of a newer version may hang on another service's schema: all go before the first archive.
            # And all in one transaction, which a pipe that ends too early does not commit.
            os.write(writer, _FIRST.encode())
            for source in sources:
                await _run("pg_restore", "--no-owner", "--file=-", str(source), stdout=writer)
            os.write(writer, b"COMMIT;\n")
        except (CommandError, BrokenPipeError) as error:
            failed = error
    finally:
        os.close(writer)
    _, said = await ended
    # What psql says comes first: when it ends, pg_restore complains of the pipe.
    _check("psql", psql, said)
    if failed is not None:
        raise failed


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


async def _run(tool: str, *arguments: str, environment: Environment = None, stdout: int = DEVNULL) -> None:
    process = await _start(tool, *arguments, environment=environment, stdout=stdout)
    _, said = await process.communicate()
    _check(tool, process, said)


async def _start(
    tool: str,
    *arguments: str,
    environment: Environment = None,
    stdin: int = DEVNULL,
    stdout: int = DEVNULL,
) -> Process:
    where = shutil.which(tool)
    if where is None:
        raise CommandError(
            f"{tool} is not installed; it comes with PostgreSQL's client (Debian: postgresql-client)"
        )
    return await asyncio.create_subprocess_exec(
        where, *arguments, env=environment, stdin=stdin, stdout=stdout, stderr=PIPE
    )


def _check(tool: str, process: Process, said: bytes) -> None:
    if process.returncode != 0:
        raise CommandError(f"{tool} failed: {said.decode(errors='replace').strip()}")


def _dbname(url: str) -> str:
    parts = urlsplit(url)
    address = parts._replace(netloc=parts.netloc.replace(f":{parts.password}@", "@", 1)).geturl()
    return f"--dbname={address}"


def _password(url: str) -> dict[str, str]:
    """The password in the environment, where no list of processes shows it."""
    return os.environ | {"PGPASSWORD": unquote(urlsplit(url).password or "")}

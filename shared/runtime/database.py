"""A service's own database: SQLite file or PostgreSQL schema, migrated by Alembic when the service starts."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, DateTime, Dialect, TypeDecorator, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from shared.runtime.settings import Service, SettingsError
from shared.runtime.sqlite_wal import switch_to_wal

# One advisory lock for all migrations: any constant that nobody else uses.
MIGRATION_LOCK = 64_08_2026


class DatabaseUnavailable(Exception):
    """The database cannot be reached; the message says which and why."""


def sqlite_path(url: str) -> Path:
    """The file of a ``sqlite:///PATH`` address."""
    return Path(url.removeprefix("sqlite:///"))


def create_engine(url: str, service: Service) -> AsyncEngine:
    """The engine of one service: ``PATH-SERVICE.db`` on SQLite, the schema SERVICE on PostgreSQL.

    Raises SettingsError for an address that is neither.
    """
    if url.startswith("sqlite:///"):
        base = sqlite_path(url)
        path = base.with_name(f"{base.stem}-{service}.db")
        path.parent.mkdir(parents=True, exist_ok=True)
        engine = create_async_engine(f"sqlite+aiosqlite:///{path}", connect_args={"timeout": 30})
        event.listen(engine.sync_engine, "connect", _sqlite_pragmas)
        return engine
    if re.match(r"postgres(ql)?://", url):
        try:
            parsed = make_url(url).set(drivername="postgresql+asyncpg")
        except ArgumentError as error:
            raise SettingsError(f"GAUNG_DATABASE_URL: {error}") from error
        return create_async_engine(
            parsed,
            pool_pre_ping=True,
            pool_size=5,
            max_overflow=10,
            connect_args={
                "server_settings": {"search_path": service, "application_name": f"gaung-{service}"}
            },
        )
    raise SettingsError(
        f"GAUNG_DATABASE_URL: expected sqlite:///PATH or postgresql://…, got {url.split('://')[0]!r}"
    )


def _sqlite_pragmas(connection: object, _record: object) -> None:
    # WAL: readers beside one writer; NORMAL is durable over a killed process in WAL mode.
    cursor = connection.cursor()  # type: ignore[attr-defined]  # a DB-API connection has no common base type
    cursor.execute("PRAGMA busy_timeout=30000")
    switch_to_wal(cursor.execute)
    for pragma in ("synchronous=NORMAL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


async def migrate(engine: AsyncEngine, service: Service) -> None:
    """Bring the service's schema to the newest revision in ``services/SERVICE/migrations``.

    Safe when several processes start at once. Raises DatabaseUnavailable.
    """
    script = Path(__file__).parents[2] / "services" / service / "migrations"

    def upgrade(connection: Connection) -> None:
        config = Config()
        config.set_main_option("script_location", str(script))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")

    try:
        async with engine.begin() as connection:
            if connection.dialect.name == "postgresql":
                await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})
                await connection.execute(text(f'CREATE SCHEMA IF NOT EXISTS "{service}"'))
            else:
                # The write lock first, so that a second process waits for the first one's tables. The driver
                # begins no transaction before DDL by itself: each statement would be one of its own.
                await connection.exec_driver_sql("BEGIN IMMEDIATE")
            await connection.run_sync(upgrade)
    except (OSError, DBAPIError, OperationalError) as error:
        where = engine.url.render_as_string(hide_password=True)
        cause = getattr(error, "orig", None) or error
        raise DatabaseUnavailable(f"cannot use the database {where}: {cause}") from error


def data_directory(path: Path) -> Path:
    """Create the data directory; raises SettingsError when it cannot be written."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(f"GAUNG_DATA_DIR: cannot create {path}: {error.strerror}") from error
    if not os.access(path, os.W_OK):
        raise SettingsError(f"GAUNG_DATA_DIR: cannot write to {path}")
    return path


class UtcDateTime(TypeDecorator[datetime]):
    """A point in time: aware datetimes only, stored in UTC, read back aware (SQLite forgets the zone)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To UTC; raises ValueError for a naive datetime."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"naive datetime {value!r}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Aware, UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)

"""``gaung backup`` and ``gaung restore``: everything that cannot be made again, in one folder."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any

import typer

from services.cli import backup_files as files
from services.cli import backup_lost as lost
from services.cli import backup_postgres as postgres
from services.cli.backup_places import MANIFEST, refuse_half_restored, restoring_into, writing_into
from services.cli.console import CommandError, err, out, print_json, run
from services.cli.databases import database_of
from services.cli.progress import progress_bar
from shared.runtime.database import sqlite_path
from shared.runtime.settings import SERVICES, Settings, load_settings

JsonOption = Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")]
ForceOption = Annotated[bool, typer.Option("--force", help="Also into a place that is not empty.")]


@dataclass(frozen=True)
class Result:
    """What was copied; of a restore also the articles of the new index, and what had been on its way."""

    folder: str
    files: int
    bytes: int
    articles: int | None = None
    announced: int | None = None
    alerts: int | None = None


def backup(
    folder: Annotated[Path, typer.Argument(help="A new or empty folder.")],
    force: ForceOption = False,
    as_json: JsonOption = False,
) -> None:
    """Copy databases, archive and secrets into a folder while the services run; the index is left out.

    Messages in RabbitMQ stay where they are.
    """
    settings = load_settings()
    if folder.exists() and any(folder.iterdir()) and not force:
        raise CommandError(f"{folder} is not empty; name another folder, or add --force")
    refuse_half_restored(settings.data_dir)
    with writing_into(folder) as place:
        done = _backup(settings, place)
    _say(replace(done, folder=str(folder)), "backed up into", as_json=as_json)


def restore(
    folder: Annotated[Path, typer.Argument(exists=True, file_okay=False, help="What `gaung backup` wrote.")],
    force: ForceOption = False,
    as_json: JsonOption = False,
) -> None:
    """Put a backup back, and write the index anew from it. Stop the services first."""
    settings = load_settings()
    _say(_restore(settings, folder, force=force), "restored from", as_json=as_json)


def _backup(settings: Settings, folder: Path) -> Result:
    data, kept = settings.data_dir, dict[Path, Path]()
    if data.is_dir():
        kept = {
            path: Path("data") / path.relative_to(data)
            for path in files.files_to_keep(data, _index(settings))
        }
    archive = settings.archive()
    if archive.is_dir() and not archive.is_relative_to(data):
        kept |= {p: Path("archive") / p.relative_to(archive) for p in archive.rglob("*") if p.is_file()}
    if not kept and not postgres.is_postgres(settings.database()):
        raise CommandError(f"there is nothing in {data}; --data names another data directory")
    with progress_bar("copying files") as progress:
        for done, (source, target) in enumerate(kept.items()):
            progress(done, len(kept))
            files.copy_into(source, folder / target)
        progress(len(kept), len(kept))
    if postgres.is_postgres(settings.database()):
        (folder / "postgresql").mkdir(exist_ok=True)
        for service in SERVICES:
            if service != "nlp":
                target = folder / "postgresql" / f"{service}.dump"
                run(postgres.dump(settings.database(), service, target))
    written = sorted(path for path in folder.rglob("*") if path.is_file())
    listed = [
        {"path": str(path.relative_to(folder)), "bytes": path.stat().st_size, "sha256": files.digest(path)}
        for path in written
    ]
    manifest = {
        "gaung": version("gaung"),
        "created_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "database": "postgresql" if postgres.is_postgres(settings.database()) else "sqlite",
        "files": listed,
    }
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=1))
    return Result(str(folder), len(listed), sum(path.stat().st_size for path in written))


def _restore(settings: Settings, folder: Path, *, force: bool) -> Result:
    manifest = _checked_manifest(folder)
    into_postgres = postgres.is_postgres(settings.database())
    if into_postgres != (manifest["database"] == "postgresql"):
        raise CommandError(
            f"the backup holds {manifest['database']}; GAUNG_DATABASE_URL names something else"
        )
    data = settings.data_dir
    occupied = data.is_dir() and any(data.iterdir())
    if not force and (occupied or (into_postgres and run(postgres.holds_tables(settings.database())))):
        raise CommandError(
            f"{data if occupied else 'the database'} is not empty; --force replaces what is there"
        )
    listed: list[dict[str, Any]] = manifest["files"]
    if into_postgres:
        dumps = [folder / one["path"] for one in listed if one["path"].startswith("postgresql/")]
        run(postgres.load(settings.database(), dumps))
    with restoring_into(data):
        files.remove_databases(data)
        _copy_back(settings, folder, [one["path"] for one in listed])
        return Result(
            str(folder),
            len(listed),
            sum(one["bytes"] for one in listed),
            articles=run(_index_anew(settings)),
            announced=run(lost.articles_again()),
            alerts=run(lost.alerts_again()),
        )


def _copy_back(settings: Settings, folder: Path, paths: Sequence[str]) -> None:
    places = {"data": settings.data_dir, "archive": settings.archive()}
    with progress_bar("copying files") as progress:
        for done, path in enumerate(paths):
            progress(done, len(paths))
            kind, _, rest = path.partition("/")
            if kind in places:
                files.copy_into(folder / path, places[kind] / rest)
        progress(len(paths), len(paths))


def _checked_manifest(folder: Path) -> dict[str, Any]:
    """The list of files. Raises CommandError when it or one of its files is missing or has changed."""
    try:
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text())
    except (OSError, ValueError) as error:
        raise CommandError(f"{folder} is no complete backup: {MANIFEST} cannot be read ({error})") from error
    for one in manifest["files"]:
        path = folder / one["path"]
        if not path.is_file() or files.digest(path) != one["sha256"]:
            raise CommandError(f"{path} is missing or has changed since the backup; nothing was restored")
    return manifest


async def _index_anew(settings: Settings) -> int:
    from services.search.index.open import open_upkeep
    from services.search.rebuild import rebuild

    index = open_upkeep(settings.index())
    try:
        async with database_of("search") as engine:
            with progress_bar("writing the index") as progress:
                return (await rebuild(engine, index, progress)).articles
    finally:
        await index.close()


def _index(settings: Settings) -> Path | None:
    return sqlite_path(settings.index()) if settings.index().startswith("sqlite:") else None


def _say(result: Result, what: str, *, as_json: bool) -> None:
    if as_json:
        print_json(asdict(result))
        return
    out.print(f"{result.files} files ({result.bytes / 1e6:,.1f} MB) {what} {result.folder}", soft_wrap=True)
    if result.articles is not None:
        err.print(f"{result.articles} articles written into the index")
        err.print(
            f"{result.announced} articles and {result.alerts} alerts were on their way and are sent again"
        )

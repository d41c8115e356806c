"""Where a backup is written and a restore is under way, so that neither half done passes for a whole one."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from services.cli.console import CommandError

MANIFEST = "manifest.json"
_PARTS = {MANIFEST, "data", "archive", "postgresql"}
_UNFINISHED = "restore-unfinished"


@contextmanager
def writing_into(folder: Path) -> Iterator[Path]:
    """The folder to write a backup into: beside an earlier one, whose place it takes when the block ends.

    Raises CommandError when what lies there is no backup, or cannot be moved away.
    """
    folder = folder.resolve()
    if not folder.exists() or not any(folder.iterdir()):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        yield folder
        return
    if folder.is_mount():
        raise CommandError(f"{folder} is a mount point and holds files; name a folder in it")
    fresh, old = folder.with_name(f"{folder.name}.new"), folder.with_name(f"{folder.name}.old")
    _refuse_strangers(folder)
    _remove(fresh)
    _remove(old)
    fresh.mkdir(mode=0o700)
    yield fresh
    folder.rename(old)
    fresh.rename(folder)
    _remove(old)


@contextmanager
def restoring_into(data: Path) -> Iterator[None]:
    """Mark a data directory as half restored until the block ends well."""
    data.mkdir(parents=True, exist_ok=True)
    (data / _UNFINISHED).touch()
    yield
    (data / _UNFINISHED).unlink()


def refuse_half_restored(data: Path) -> None:
    """Raises CommandError when a restore into this data directory did not end."""
    if (data / _UNFINISHED).exists():
        raise CommandError(f"a restore into {data} did not end; do it again: gaung restore FOLDER --force")


def _remove(folder: Path) -> None:
    if folder.exists():
        _refuse_strangers(folder)
        shutil.rmtree(folder)


def _refuse_strangers(folder: Path) -> None:
    strangers = sorted({path.name for path in folder.iterdir()} - _PARTS)
    if strangers:
        raise CommandError(f"{folder} holds more than a backup ({strangers[0]}); name another folder")

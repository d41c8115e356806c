"""``--json``: every command that ends by itself has it, and then stdout is JSON and nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.core import TyperGroup
from typer.main import get_command
from typer.testing import CliRunner

from services.cli.main import app

# They run until they are stopped; what they say is for a person or a log.
_SERVERS = {"demo", "standalone", "serve"}


def _commands(command: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """Every command by its words, e.g. ``keys revoke``."""
    if isinstance(command, TyperGroup):
        for part, inner in command.commands.items():
            yield from _commands(inner, f"{name} {part}".strip())
    else:
        yield name, command


def test_every_command_that_ends_has_it() -> None:
    commands = dict(_commands(get_command(app)))
    assert len(commands) > 25
    assert commands.keys() > _SERVERS
    without = {
        name
        for name, command in commands.items()
        if not any("--json" in parameter.opts for parameter in command.params)
    }
    assert without == _SERVERS


@pytest.fixture
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new installation's folder."""
    monkeypatch.setenv("GAUNG_DATA_DIR", str(tmp_path / "data"))
    return tmp_path


def _said(*words: str) -> Any:
    result = CliRunner().invoke(app, [*words, "--json"])
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_what_a_revoked_key_says(installation: Path) -> None:
    tenant = _said("tenants", "create", "--name", "Kutim", "--region", "64.08")["id"]
    key = _said("keys", "issue", "--tenant", tenant, "--role", "viewer")["id"]
    assert _said("keys", "revoke", key) == {"id": key, "revoked": True}
    assert _said("keys", "list")["revoked_at"] is not None


def test_what_imported_sources_and_replayed_messages_say(installation: Path) -> None:
    file = installation / "sources.yaml"
    file.write_text('- {id: kabar-pesisir, url: "https://kabar-pesisir.example"}\n')
    assert _said("sources", "import", str(file)) == {"imported": ["kabar-pesisir"]}
    assert _said("dead", "replay") == {"replayed": 0}

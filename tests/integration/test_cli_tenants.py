"""Tenants and keys from the command line: changed, rotated, and everything in the audit trail."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from services.gateway.audit import Acts, list_acts
from services.gateway.keys import find_key
from shared.runtime.database import create_engine
from shared.runtime.settings import Settings
from tests.integration.test_cli_errors import gaung


def answer_of(*arguments: str, data: Path) -> Any:
    """The JSON object that a command prints."""
    done = gaung(*arguments, "--json", data=data)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


async def test_a_tenant_and_its_key_through_their_life(data_dir: Path) -> None:
    tenant = answer_of("tenants", "create", "--name", "Kutim", "--region", "64.08", data=data_dir)
    changed = answer_of(
        "tenants", "change", tenant["id"], "--region", "64.08", "--region", "64.74", "--daily-quota", "500",
        data=data_dir,
    )  # fmt: skip
    assert (changed["scope"], changed["daily_quota"], changed["name"]) == (["64.08", "64.74"], 500, "Kutim")
    issued = answer_of("keys", "issue", "--tenant", tenant["id"], "--name", "Dasbor", data=data_dir)
    rotated = answer_of("keys", "rotate", issued["id"], "--grace-hours", "2", data=data_dir)
    left = datetime.fromisoformat(rotated["previous_until"]) - datetime.now(UTC)
    assert timedelta(hours=1, minutes=58) < left < timedelta(hours=2, seconds=1)
    listed = answer_of("keys", "list", data=data_dir)
    assert (listed["name"], listed["previous_until"]) == ("Dasbor", rotated["previous_until"])
    sources = data_dir.parent / "sources.yaml"
    sources.write_text("- {url: 'https://kabar-pesisir.example/', id: kabar-pesisir}\n")
    assert gaung("sources", "import", str(sources), data=data_dir).returncode == 0
    answer_of("sources", "pause", "kabar-pesisir", data=data_dir)
    engine = create_engine(Settings(data_dir=data_dir).database(), "gateway")
    for key in (issued["key"], rotated["key"]):
        assert await find_key(engine, key) is not None
    acts, _ = await list_acts(engine, Acts(actor="cli"), limit=100)
    assert [(act.action, act.subject) for act in reversed(acts)] == [
        ("tenant.create", tenant["id"]),
        ("tenant.change", tenant["id"]),
        ("key.issue", issued["id"]),
        ("key.rotate", issued["id"]),
        ("source.import", "sources"),
        ("source.change", "kabar-pesisir"),
    ]
    assert not any(key["key"].split("_")[2] in act.detail for key in (issued, rotated) for act in acts)
    await engine.dispose()

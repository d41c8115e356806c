"""Schemathesis over the whole document with every check it has, as each role, against the running app."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from services.gateway.roles import Role
from tests.contract_quality.world import QualityWorld, opened

# Cases an operation and phase. Whoever asks for more gets the coverage phase too: a hundred fixed cases of each
# operation, minutes in all.
ASKED = os.environ.get("GAUNG_TEST_CONTRACT_EXAMPLES", "")
EXAMPLES = int(ASKED or "4")
EVERYTHING = "examples,coverage,fuzzing,stateful" if ASKED else "examples,fuzzing,stateful"
SEED = os.environ.get("GAUNG_TEST_CONTRACT_SEED", "20260817")
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[QualityWorld]:
    async with opened(tmp_path / "data", reading=True) as world:
        yield world


async def findings(world: QualityWorld, folder: Path, role: Role, phases: str) -> str:
    """What schemathesis reports, empty when the document told the truth."""
    told = folder / "world.json"
    told.write_text(json.dumps({"ids": world.ids, "own": world.own}))
    process = await asyncio.create_subprocess_exec(
        *(Path(sys.executable).with_name("schemathesis"), "run", f"{world.address}/openapi.json"),
        *("--checks", "all", "--mode", "all", "--phases", phases, "--max-examples", str(EXAMPLES)),
        *("--header", f"Authorization: Bearer {world.keys[role]}", "--continue-on-failure", "--no-color"),
        # Slow machines are no finding.
        *("--generation-database", "none", "--seed", SEED, "--request-timeout", "60"),
        cwd=folder,
        env=os.environ
        | {
            "SCHEMATHESIS_HOOKS": "tests.contract_quality.hooks",
            "GAUNG_CONTRACT_WORLD": str(told),
            "PYTHONPATH": str(ROOT),
        },
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await process.communicate()
    assert process.returncode in (0, 1), said.decode()
    return said.decode() if process.returncode else ""


@pytest.mark.timeout(1800)
@pytest.mark.parametrize(
    ("role", "phases"),
    [
        # Who may do everything is asked everything; the others show what their roles are refused with.
        ("operator", EVERYTHING),
        ("analyst", "examples,fuzzing"),
        ("viewer", "examples,fuzzing"),
    ],
)
async def test_the_document_tells_the_truth(
    world: QualityWorld, tmp_path: Path, role: Role, phases: str
) -> None:
    if report := await findings(world, tmp_path, role, phases):
        pytest.fail(report, pytrace=False)
    # A run that lost its key or its scope would find nothing because it was told nothing.
    listed = (await world.call("GET", "/v1/articles", role)).json()
    assert len(listed["items"]) >= 4

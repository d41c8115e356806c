"""docs/api.md says what is: its first lines run, its tables are complete."""

from __future__ import annotations

import asyncio
import json
import os
import re
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from services.gateway.exports.columns import COLUMNS
from services.gateway.openapi_meaning import FORMATS
from services.gateway.problems import KINDS
from tests.conftest import absent
from tests.contract_quality.world import QualityWorld, opened

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "api.md").read_text()


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[QualityWorld]:
    async with opened(tmp_path / "data") as world:
        yield world


def first_lines() -> list[str]:
    """The commands at the top of the page."""
    block = PAGE.split("```sh\n", 1)[1].split("```", 1)[0]
    return [part.split("\n", 1)[1].strip() for part in re.split(r"(?m)^(?=# )", block) if part.strip()]


async def test_the_page_opens_with_five_lines_that_run(world: QualityWorld) -> None:
    if shutil.which("curl") is None:
        absent("no curl on the PATH")
    lines = first_lines()
    assert len(lines) == 5
    for line in lines:
        process = await asyncio.create_subprocess_exec(
            "bash",
            "-c",
            line,
            env=os.environ | {"GAUNG": world.address, "KEY": world.keys["analyst"]},
            stdout=asyncio.subprocess.PIPE,
        )
        said, _ = await process.communicate()
        answer = json.loads(said)
        assert "status" not in answer, f"{line}: {answer}"
        assert {"items", "buckets", "id"} & answer.keys(), line


def test_every_kind_of_problem_is_in_the_table() -> None:
    rows = set(re.findall(r"(?m)^\| (\d{3}) \| ([a-z-]+) \| \S", PAGE))
    assert rows == {(str(kind.status), kind.slug) for kind in KINDS}


def test_every_format_is_in_the_table() -> None:
    rows = dict(re.findall(r"(?m)^\| `([a-z-]+)` \| (.+) \|$", PAGE.split("## Formats")[1].split("## ")[0]))
    assert rows == FORMATS


def test_every_column_of_an_export_is_named_in_order() -> None:
    exports = PAGE.split("## Exports")[1].split("\n## ")[0].split("Columns, in this order")[1]
    names = re.findall(r"`([a-z_]+)`", exports.split(".\n")[0])
    assert names[1:] == [column.name for column in COLUMNS]

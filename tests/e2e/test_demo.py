"""The demo: everything that the outlets and the citizens have published is read, and the curl lines answer."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.e2e.installation import GAUNG, free_port

pytestmark = pytest.mark.timeout(400)


def test_the_demo_reads_everything_and_ends(tmp_path: Path) -> None:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GAUNG_")}
    done = subprocess.run(
        [GAUNG, "demo", "--once", "--port", str(free_port()), "--data", str(tmp_path)],
        env=clean,
        capture_output=True,
        text=True,
        timeout=380,
        check=True,
    )
    lines = [line for line in done.stdout.splitlines() if line.strip().startswith("curl ")]
    assert len(lines) == 3
    assert "API key" in done.stdout

    def count(*arguments: str) -> str:
        return subprocess.run(
            [GAUNG, "--data", str(tmp_path), *arguments],
            env=clean,
            capture_output=True,
            text=True,
            check=True,
        ).stdout

    assert json.loads(count("index", "status", "--json"))["articles"] >= 200
    assert count("dead", "list", "--json") == ""
    assert all(json.loads(line)["ready"] == 0 for line in count("queues", "--json").splitlines())

"""The model's runtime keeps no telemetry of its own: nothing leaves the machine."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = """
from pathlib import Path
from services.nlp.encoder import Encoder
Encoder.load().embed(["Jalan rusak."])
home = Path.home()
print([str(path.relative_to(home)) for path in home.rglob("*") if "onnxruntime" in path.name])
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the runtime keeps its telemetry elsewhere")
def test_loading_the_encoder_writes_no_telemetry(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        env={"HOME": str(tmp_path), "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"

"""Golden payloads: one or more real-looking bodies of every event type, which must decode for ever."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).with_name("examples")


def golden(event_type: str) -> dict[str, dict[str, Any]]:
    """The payloads of a CloudEvents type by name: ``TYPE.json``, and variants ``TYPE-NAME.json``."""
    files = [FOLDER / f"{event_type}.json", *sorted(FOLDER.glob(f"{event_type}-*.json"))]
    return {file.stem: json.loads(file.read_text("utf-8")) for file in files if file.exists()}

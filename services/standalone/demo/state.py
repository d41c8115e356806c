"""What the demo remembers between two starts: its anchor in time, its web's port and its sign-ins."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pydantic import AwareDatetime, BaseModel

# Articles move by whole weeks; an anchor older than that would leave the last days without news.
ANCHOR_LIFE = timedelta(days=6)


class Access(BaseModel):
    """A tenant of the demo with a way in for people and one for programs."""

    tenant: str
    name: str
    scope: list[str]
    email: str
    password: str
    key: str


class DemoState(BaseModel):
    """Kept in DATA_DIR/demo.json, readable by its owner only."""

    anchor: AwareDatetime
    web_port: int = 0
    access: list[Access] = []

    @classmethod
    def load(cls, directory: Path) -> DemoState:
        """The state of an earlier start, with a fresh anchor when the old one is too far back."""
        now = datetime.now(UTC)
        path = directory / "demo.json"
        state = cls.model_validate_json(path.read_text()) if path.exists() else cls(anchor=now)
        if now - state.anchor > ANCHOR_LIFE:
            state.anchor = now
        return state

    def save(self, directory: Path) -> None:
        """Write it, readable by its owner only."""
        path = directory / "demo.json"
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            json.dump(self.model_dump(mode="json"), file, indent=1)

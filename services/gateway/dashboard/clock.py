"""The time that the pages tell."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from fastapi import Depends


def current_time() -> datetime:
    """Now, UTC (a FastAPI dependency)."""
    return datetime.now(UTC)


Now = Annotated[datetime, Depends(current_time)]

"""Bodies without the NUL character: PostgreSQL cannot store it, and no text needs it."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, model_validator


class NoNul(BaseModel):
    """A body that refuses NUL anywhere in it."""

    @model_validator(mode="before")
    @classmethod
    def _without_nul(cls, body: Any) -> Any:
        if _has_nul(body):
            raise ValueError("memuat karakter NUL")
        return body


def _has_nul(value: Any) -> bool:
    if isinstance(value, str):
        return "\x00" in value
    if isinstance(value, dict):
        return any(_has_nul(part) for part in value.values())
    return isinstance(value, list) and any(_has_nul(part) for part in value)

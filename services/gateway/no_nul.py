"""Bodies without the NUL character, which PostgreSQL cannot store and no text needs, in JSON's own types."""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import BaseModel, model_validator

from services.gateway.json_types import as_typed


class NoNul(BaseModel):
    """A body that refuses NUL anywhere in it, and values of another type than its JSON schema says."""

    is_form: ClassVar[bool] = False
    """A form knows text alone, which is read as what it spells."""

    @model_validator(mode="before")
    @classmethod
    def _without_nul(cls, body: Any) -> Any:
        if _has_nul(body):
            raise ValueError("memuat karakter NUL")
        return body if cls.is_form else as_typed(cls, body)


def _has_nul(value: Any) -> bool:
    if isinstance(value, str):
        return "\x00" in value
    if isinstance(value, dict):
        return any(_has_nul(part) for part in value.values())
    return isinstance(value, list) and any(_has_nul(part) for part in value)

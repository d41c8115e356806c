"""Lists: how much of one is asked for, and the shape of every answer that is one."""

from __future__ import annotations

from typing import Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from shared.contracts.query import Total

Item = TypeVar("Item")


class PageParams(BaseModel):
    """How many items, and from where."""

    model_config = ConfigDict(extra="forbid")

    limit: int = Field(20, ge=1, le=100, description="Items in one answer")
    cursor: str | None = Field(
        None, max_length=2000, description="`next` of the answer before, with the same parameters otherwise"
    )


class Page(BaseModel, Generic[Item]):
    """Some items of a list, where it goes on, and how many there are in all."""

    items: list[Item]
    next: str | None = Field(description="Give it as `cursor` to go on; null at the end")
    total: Total

"""Watches: saved searches that raise alerts, as the search service's internal HTTP API knows them."""

from __future__ import annotations

from zoneinfo import available_timezones

from pydantic import AwareDatetime, Field, field_validator

from shared.contracts.article import Contract
from shared.contracts.messages import Delivery
from shared.contracts.query import Filter


class NewWatch(Contract):
    """A saved search to be watched: one alert for each story in which an article passes the filter."""

    tenant_id: str = Field(min_length=1, max_length=64)
    name: str = Field(min_length=1, max_length=200)
    filter: Filter
    deliveries: list[Delivery] = []
    zone: str = Field("Asia/Jakarta", description="IANA zone in which alerts tell the time")

    @field_validator("zone")
    @classmethod
    def _known(cls, zone: str) -> str:
        if zone not in available_timezones():
            raise ValueError(f"unknown time zone {zone!r}")
        return zone


class Watch(NewWatch):
    """A watch that exists."""

    id: str
    created_at: AwareDatetime


class Watches(Contract):
    """The watches of a tenant, oldest first."""

    items: list[Watch]

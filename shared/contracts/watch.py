"""Watches: saved searches with a rule, as the search service's internal HTTP API knows them."""

from __future__ import annotations

from datetime import time
from typing import Annotated, Any, Literal, TypeAlias
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, AwareDatetime, Field

from shared.contracts.article import Contract
from shared.contracts.messages import Delivery
from shared.contracts.query import Filter

Per = Literal["hour", "day"]
Sensitivity = Literal["low", "normal", "high"]


class EachStory(Contract):
    """One alert for each story in which an article passes the filter, when its first article comes."""

    rule: Literal["each_story"] = "each_story"


class NegativeTurn(Contract):
    """The share of negative articles rose: in all that passes the filter, or within one story.

    Fisher's exact test (one-sided) of the last `hours` against the time before: four weeks for the filter,
    all that came before for a story.
    """

    rule: Literal["negative_turn"] = "negative_turn"
    of: Literal["filter", "story"] = Field(
        "filter", description="filter: everything that passes the filter; story: each story for itself"
    )
    hours: int = Field(24, ge=6, le=168, description="Length of the window that is compared with before")


class Spike(Contract):
    """More articles than these hours of the week usually bring.

    The upper tail of a negative binomial forecast, after Noufaily et al. 2013.
    """

    rule: Literal["spike"] = "spike"
    per: Per = Field(
        "hour", description="hour: the last hour and the last six are judged; day: the last 24 hours"
    )
    sensitivity: Sensitivity = Field(
        "normal", description="How improbable a count must be: docs/alerts.md has the false alarms of each"
    )


class Threshold(Contract):
    """At least `count` articles in an hour or a day of the tenant's wall clock."""

    rule: Literal["threshold"] = "threshold"
    per: Per = "hour"
    count: int = Field(ge=1, le=100_000, description="At least so many articles")
    only_negative: bool = Field(False, description="Count only articles of negative tone")


Rule: TypeAlias = Annotated[EachStory | NegativeTurn | Spike | Threshold, Field(discriminator="rule")]


class QuietHours(Contract):
    """Hours of the tenant's day in which nothing is sent; over midnight when `end` is not after `start`."""

    start: time = Field(description="First quiet minute, wall clock of the tenant")
    end: time = Field(description="First minute in which messages may go again")


class Digest(Contract):
    """Collect alerts and send them as one message: each full hour, or each day at `at`."""

    every: Per
    at: time = Field(time(7), description="With day: wall clock of the tenant")


def _known(zone: str) -> str:
    try:
        # Kept once read; `available_timezones` would walk through the files of all zones every time.
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError) as error:
        raise ValueError(f"unknown time zone {zone!r}") from error
    return zone


Zone = Annotated[str, AfterValidator(_known)]


class NewWatch(Contract):
    """A saved search to be watched."""

    tenant_id: str = Field(min_length=1, max_length=64)
    name: str = Field(min_length=1, max_length=200)
    filter: Filter
    given: dict[str, Any] = Field({}, description="The filter as the tenant wrote it, for showing it again")
    within_scope: bool = Field(
        False, description="filter.regions stand for the tenant's scope and change with it"
    )
    when: Rule = EachStory()
    cooldown: int = Field(
        3600, ge=0, le=7 * 86_400, description="Seconds after a message in which no other is sent"
    )
    quiet_hours: QuietHours | None = None
    digest: Digest | None = None
    deliveries: list[Delivery] = []
    muted_until: AwareDatetime | None = None
    zone: Zone = Field("Asia/Jakarta", description="IANA zone of the tenant's days, hours and alert texts")


class Watch(NewWatch):
    """A watch that exists."""

    id: str
    created_at: AwareDatetime
    updated_at: AwareDatetime
    secret_version: int = Field(1, description="Grows with every rotation of the webhook secret")
    previous_secret_until: AwareDatetime | None = Field(
        None, description="Until then deliveries are signed with the secret before as well"
    )
    broken: str | None = Field(None, description="Why the watch cannot run; None while it can")
    last_fired_at: AwareDatetime | None = None
    last_sent_at: AwareDatetime | None = None


class WatchChange(Contract):
    """What to change of a watch; what is not given stays."""

    name: str | None = Field(None, min_length=1, max_length=200)
    filter: Filter | None = None
    given: dict[str, Any] | None = None
    within_scope: bool | None = None
    when: Rule | None = None
    cooldown: int | None = Field(None, ge=0, le=7 * 86_400)
    quiet_hours: QuietHours | None = None
    digest: Digest | None = None
    deliveries: list[Delivery] | None = None
    muted_until: AwareDatetime | None = None


class WatchSearch(Contract):
    """A page of a tenant's watches, oldest first. `after` is the `next` of the page before."""

    tenant_id: str
    limit: int = Field(20, ge=1, le=100)
    after: list[Any] | None = None


class Watches(Contract):
    """Watches of a tenant, where the list goes on, and how many there are."""

    items: list[Watch]
    next: list[Any] | None = None
    total: int


class TenantWatch(Contract):
    """One watch of a tenant; another tenant's is not found."""

    tenant_id: str
    id: str


class Rescope(Contract):
    """A tenant sees other regions, or its days begin elsewhere, from now on."""

    tenant_id: str
    scope: list[str] = Field(min_length=1)
    zone: Zone

"""What a caller writes about a watch, and the watch that it becomes."""

from __future__ import annotations

import re
from datetime import datetime, time
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field

from services.gateway.filters import FilterParams, build_filter, narrowing_regions
from services.gateway.no_nul import NoNul
from services.gateway.problems import InvalidValue, Problem, invalid
from services.gateway.tenants import Tenant
from shared.contracts.messages import Delivery
from shared.contracts.query import Filter
from shared.contracts.watch import (
    Digest,
    EachStory,
    NegativeTurn,
    NewWatch,
    QuietHours,
    Rule,
    Spike,
    Threshold,
    WatchChange,
)

MOST_CHANNELS = 10
_SECONDS = {"m": 60, "h": 3600, "d": 86_400}
# Longest cool-down: a week.
_DURATION = r"^([0-9]|[1-9][0-9]{1,3}|10080)m$|^([0-9]|[1-9][0-9]|1[0-6][0-9]|16[0-8])h$|^[0-7]d$"
# Beyond them no zone can be reckoned with.
_YEARS = range(1900, 2200)
_WALL = r"^([01][0-9]|2[0-3]):[0-5][0-9]$"


def _calendar(moment: datetime) -> datetime:
    if moment.year not in _YEARS:
        raise ValueError(f"tahun harus antara {_YEARS.start} dan {_YEARS.stop - 1}")
    return moment


Moment = Annotated[AwareDatetime, AfterValidator(_calendar)]


class EachStoryRule(EachStory):
    """One alert for each story, when its first matching article comes."""

    model_config = ConfigDict(extra="forbid")


class NegativeTurnRule(NegativeTurn):
    """The share of negative articles rose (Fisher's exact test), in the whole filter or within a story."""

    model_config = ConfigDict(extra="forbid")


class SpikeRule(Spike):
    """More articles than these hours of the week usually bring (after Noufaily et al. 2013)."""

    model_config = ConfigDict(extra="forbid")


class ThresholdRule(Threshold):
    """At least `count` articles in an hour or a day of the tenant's clock."""

    model_config = ConfigDict(extra="forbid")


AnyRule = Annotated[EachStoryRule | NegativeTurnRule | SpikeRule | ThresholdRule, Field(discriminator="rule")]


class WatchFilter(FilterParams):
    """Which articles: as for /v1/articles, but copies are folded unless you ask for them."""

    copies: Literal["include", "fold"] = Field(
        "fold", description="fold: of an article and its copies only the first counts"
    )


class QuietHoursBody(BaseModel):
    """Hours of the tenant's clock in which nothing is sent; over midnight when `to` is not after `from`."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    from_: str = Field(alias="from", pattern=_WALL, description="First quiet minute", examples=["22:00"])
    to: str = Field(pattern=_WALL, description="When messages may go again", examples=["06:00"])


class DigestBody(BaseModel):
    """Collect alerts and send them as one message."""

    model_config = ConfigDict(extra="forbid")

    every: Literal["hour", "day"] = Field(description="At each full hour, or each day at `at`")
    at: str = Field("07:00", pattern=_WALL, description="With day: time on the tenant's clock")


class ChannelBody(BaseModel):
    """Where alerts go."""

    model_config = ConfigDict(extra="forbid")

    type: Literal["webhook", "email", "telegram"]
    target: str = Field(
        min_length=1, max_length=2000, description="http or https address, mail address, or chat id"
    )


Cooldown = Annotated[
    str,
    Field(
        pattern=_DURATION,
        description="Minutes, hours or days: 30m, 6h, 1d; at most 7d. After a message none is sent for so "
        "long: stories are collected, the other rules keep silent",
        examples=["6h"],
    ),
]
Name = Annotated[str, Field(min_length=1, max_length=200)]


class WatchBody(NoNul):
    """A watch to make, or to try."""

    model_config = ConfigDict(extra="forbid")

    name: Name
    filter: WatchFilter = WatchFilter()
    when: AnyRule = EachStoryRule()
    cooldown: Cooldown | None = Field(
        None, description="By default 1h for each_story, 6h for rules per hour, 1d for the others"
    )
    quiet_hours: QuietHoursBody | None = None
    digest: DigestBody | None = None
    channels: list[ChannelBody] = Field([], max_length=MOST_CHANNELS)
    muted_until: Moment | None = Field(None, description="Until then alerts are kept, not sent")


class WatchChangeBody(NoNul):
    """What to change of a watch; what is not given stays. null ends quiet_hours, digest and muted_until."""

    model_config = ConfigDict(extra="forbid")

    name: Name | None = None
    filter: WatchFilter | None = None
    when: AnyRule | None = None
    cooldown: Cooldown | None = None
    quiet_hours: QuietHoursBody | None = None
    digest: DigestBody | None = None
    channels: list[ChannelBody] | None = Field(None, max_length=MOST_CHANNELS)
    muted_until: Moment | None = None


def new_watch(body: WatchBody, tenant: Tenant) -> NewWatch:
    """The watch that a caller describes, within its tenant's scope. Raises Problem (400)."""
    return NewWatch(
        tenant_id=tenant.id,
        name=body.name,
        **_filter_fields(body.filter, tenant),
        when=_rule(body.when),
        cooldown=seconds_of(body.cooldown) if body.cooldown else default_cooldown(body.when),
        quiet_hours=_quiet(body.quiet_hours),
        digest=_digest(body.digest),
        deliveries=deliveries_of(body.channels),
        muted_until=body.muted_until,
        zone=tenant.timezone,
    )


def watch_change(body: WatchChangeBody, tenant: Tenant) -> WatchChange:
    """The fields that a caller wants changed. Raises Problem (400)."""
    fields: dict[str, Any] = {}
    if body.name is not None:
        fields["name"] = body.name
    if body.filter is not None:
        fields |= _filter_fields(body.filter, tenant)
    if body.when is not None:
        fields["when"] = _rule(body.when)
    if body.cooldown is not None:
        fields["cooldown"] = seconds_of(body.cooldown)
    if body.channels is not None:
        fields["deliveries"] = deliveries_of(body.channels)
    given = body.model_fields_set
    if "quiet_hours" in given:
        fields["quiet_hours"] = _quiet(body.quiet_hours)
    if "digest" in given:
        fields["digest"] = _digest(body.digest)
    if "muted_until" in given:
        fields["muted_until"] = body.muted_until
    return WatchChange(**fields)


def seconds_of(duration: str) -> int:
    """The seconds of ``30m``, ``6h`` or ``1d``."""
    match = re.fullmatch(r"(\d+)([mhd])", duration)
    if match is None:
        raise ValueError(duration)
    return int(match[1]) * _SECONDS[match[2]]


def duration_of(seconds: int) -> str:
    """The shortest way to write seconds: 21600 is ``6h``."""
    for unit in ("d", "h"):
        if seconds and seconds % _SECONDS[unit] == 0:
            return f"{seconds // _SECONDS[unit]}{unit}"
    return f"{seconds // 60}m"


def default_cooldown(rule: Rule) -> int:
    """Seconds after a message of this rule in which the next one would be noise: see docs/alerts.md."""
    if isinstance(rule, EachStory):
        return _SECONDS["h"]
    if isinstance(rule, Spike | Threshold) and rule.per == "hour":
        return 6 * _SECONDS["h"]
    return _SECONDS["d"]


def deliveries_of(channels: list[ChannelBody]) -> list[Delivery]:
    """The places, each once."""
    places = dict.fromkeys((channel.type, channel.target.strip()) for channel in channels)
    return [Delivery(type=type_, target=target) for type_, target in places]


def _filter_fields(params: WatchFilter, tenant: Tenant) -> dict[str, Any]:
    try:
        wanted: Filter = build_filter(params, tenant)
    except Problem as problem:
        raise invalid(*(_in_body(error) for error in problem.errors)) from problem
    own_regions = params.about is not None and not narrowing_regions(params)
    return {
        "filter": wanted,
        "given": params.model_dump(mode="json", by_alias=True, exclude_unset=True),
        "within_scope": own_regions,
    }


def _in_body(error: InvalidValue) -> InvalidValue:
    return error.model_copy(update={"in_": "body", "name": f"filter.{error.name}"})


def _rule(rule: Rule) -> Rule:
    """The rule without the public API's strictness."""
    kinds: dict[str, type[EachStory | NegativeTurn | Spike | Threshold]] = {
        "each_story": EachStory,
        "negative_turn": NegativeTurn,
        "spike": Spike,
        "threshold": Threshold,
    }
    return kinds[rule.rule].model_validate(rule.model_dump())


def _quiet(body: QuietHoursBody | None) -> QuietHours | None:
    if body is None:
        return None
    return QuietHours(start=time.fromisoformat(body.from_), end=time.fromisoformat(body.to))


def _digest(body: DigestBody | None) -> Digest | None:
    return None if body is None else Digest(every=body.every, at=time.fromisoformat(body.at))

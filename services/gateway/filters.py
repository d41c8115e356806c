"""The filter parameters that articles, timeline, facets and stories share, and the Filter they become."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from services.gateway.problems import InvalidValue, invalid, refused
from services.gateway.scope import unknown_codes
from services.gateway.tenants import Tenant
from services.gateway.times import BadTime, lower_bound, upper_bound
from shared.contracts.article import Kind
from shared.contracts.enrichment import TOPICS, ToneLabel
from shared.contracts.query import Filter
from shared.regions import WHOLE_COUNTRY

# More values than a screen of checkboxes holds are a mistake of the caller.
_MOST_VALUES = 100


def _known_topic(topic: str) -> str:
    if topic not in TOPICS:
        raise ValueError(f"pilihannya: {', '.join(TOPICS)}")
    return topic


TopicId = Annotated[str, AfterValidator(_known_topic), Field(json_schema_extra={"enum": list(TOPICS)})]
Text = Annotated[str, Field(max_length=200)]
Copies = Literal["include", "fold"]


class FilterParams(BaseModel):
    """Which articles. Parameters are ANDed, those of one name are ORed; empty ones ask nothing."""

    # A misspelt parameter would silently widen the answer, so an unknown one is refused.
    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    q: str | None = Field(
        None,
        max_length=2000,
        description='Query language: words are ANDed, "exact phrase", -word, OR, parentheses, prefix*, '
        '"words near"~5, title: region: source: tone: topic: kind: person: lang:',
        examples=['"jalan rusak" -mudik'],
    )
    from_: str | None = Field(
        None,
        alias="from",
        description="Published at or after: a day in the tenant's zone, or an RFC 3339 time",
        examples=["2026-08-01"],
    )
    to: str | None = Field(
        None,
        description="Published until the end of this day in the tenant's zone, or before this RFC 3339 time",
        examples=["2026-08-17"],
    )
    region: list[Text] = Field(
        [],
        max_length=_MOST_VALUES,
        description="Region codes (Kemendagri); 64 covers 64.08. Repeatable",
        examples=[["64.08"]],
    )
    about: bool | None = Field(
        None,
        description="true: articles about the region; false: those that merely mention it. Without `region`: "
        "the regions of the tenant",
    )
    tone: list[ToneLabel] = Field([], max_length=3, description="Repeatable")
    topic: list[TopicId] = Field([], max_length=_MOST_VALUES, description="Subject (urusan). Repeatable")
    source: list[Text] = Field([], max_length=_MOST_VALUES, description="Ids of sources. Repeatable")
    kind: list[Kind] = Field([], max_length=4, description="Repeatable")
    lang: list[Text] = Field([], max_length=_MOST_VALUES, description="ISO 639 codes. Repeatable")
    person: list[Text] = Field([], max_length=_MOST_VALUES, description="Names of persons. Repeatable")
    story: Text | None = Field(None, description="Articles of this story")
    copies: Copies = Field(
        "include", description="fold: of an article and its copies only the first that the filter finds"
    )


def build_filter(params: FilterParams, tenant: Tenant) -> Filter:
    """The filter of a request: always within the tenant's scope, days in the tenant's zone.

    A known region outside the scope is no error: the scope applies beside it, so only articles that the
    tenant sees anyway are found. Raises Problem (400) that names every refused value.
    """
    errors: list[InvalidValue] = []
    start = _bound("from", params.from_, tenant, errors)
    end = _bound("to", params.to, tenant, errors)
    if start is not None and end is not None and start >= end:
        errors.append(refused("query", "from", "harus lebih awal daripada `to`"))
    for code in unknown_codes(_named(params.region)):
        errors.append(refused("query", "region", f"kode wilayah tidak dikenal: {code[:40]}"))
    if errors:
        raise invalid(*errors)
    regions = narrowing_regions(params)
    if params.about is not None and not regions and WHOLE_COUNTRY not in tenant.scope:
        regions = list(tenant.scope)
    return Filter(
        scope=list(tenant.scope),
        # As it came, so that positions in it are the caller's.
        q=params.q if params.q and params.q.strip() else None,
        from_=start,
        to=end,
        regions=regions,
        about=params.about,
        tones=params.tone,
        topics=params.topic,
        # As the query language folds them.
        sources=[source.lower() for source in _named(params.source)],
        kinds=params.kind,
        langs=[lang.lower() for lang in _named(params.lang)],
        persons=_named(params.person),
        story=(params.story or "").strip() or None,
        copies=params.copies,
    )


def narrowing_regions(params: FilterParams) -> list[str]:
    """The regions of which one must hold; none where the whole country is among them, or nothing is asked."""
    codes = _named(params.region)
    return [] if WHOLE_COUNTRY in codes else codes


def _named(values: Sequence[str]) -> list[str]:
    """The values that say something."""
    return [value.strip() for value in values if value.strip()]


def _bound(name: str, text: str | None, tenant: Tenant, errors: list[InvalidValue]) -> datetime | None:
    if not text or not text.strip():
        return None
    read = lower_bound if name == "from" else upper_bound
    try:
        return read(text.strip(), tenant.zone)
    except BadTime as error:
        errors.append(refused("query", name, str(error)))
        return None

"""Alerts and dry runs: what fired, why and when it was sent, as the search service answers it."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias

from pydantic import AwareDatetime, Field

from shared.contracts.article import Contract
from shared.contracts.enrichment import ToneLabel
from shared.contracts.watch import NewWatch

AlertState = Literal["held", "sent", "muted"]
# What is raised while its watch is muted is kept, and asks for nobody.
ASKING: tuple[AlertState, ...] = ("sent", "held")
HeldFor = Literal["cooldown", "quiet_hours", "digest"]


class StoryFigures(Contract):
    """Figures of a story when it fired."""

    kind: Literal["story"] = "story"
    story_id: str
    articles: int
    copies: int
    outlets: int
    first_published_at: AwareDatetime


class CountFigures(Contract):
    """Figures of a window whose count fired: spike and threshold."""

    kind: Literal["count"] = "count"
    start: AwareDatetime = Field(description="Window: from start, before end")
    end: AwareDatetime
    count: int
    expected: float | None = Field(None, description="Spike: mean of the forecast")
    p: float | None = Field(None, description="Spike: probability of so many or more, were all as usual")
    dispersion: float | None = Field(
        None, description="Spike: variance over mean of usual counts; 1 is Poisson"
    )
    weeks: int | None = Field(None, description="Spike: full weeks that the forecast was made from")
    threshold: int | None = Field(None, description="Threshold: the number that was reached")


class TurnFigures(Contract):
    """Figures of a turn to negative: negative and toned articles in the window and before it."""

    kind: Literal["turn"] = "turn"
    start: AwareDatetime = Field(description="Window: from start, before end")
    end: AwareDatetime
    negative: int
    toned: int
    negative_before: int
    toned_before: int
    p: float = Field(description="Fisher's exact test, one-sided")
    story_id: str | None = None


Figures: TypeAlias = Annotated[StoryFigures | CountFigures | TurnFigures, Field(discriminator="kind")]


class Evidence(Contract):
    """An article behind an alert, as a list shows it."""

    id: str
    title: str
    url: str
    source: str
    published_at: AwareDatetime
    tone: ToneLabel | None


class AlertRecord(Contract):
    """A watch fired. Several alerts of a watch may go out in one message: they share `message_id`."""

    id: str
    watch_id: str
    watch_name: str
    rule: str
    title: str
    reason: str
    figures: Figures | None
    articles: list[Evidence] = Field(description="Evidence within the present scope; the first ten")
    articles_total: int
    raised_at: AwareDatetime
    state: AlertState
    due_at: AwareDatetime | None = Field(None, description="Held: when it will be sent")
    held_for: HeldFor | None = None
    message_id: str | None = Field(None, description="The message it went out with, once it did")
    sent_at: AwareDatetime | None = None
    acknowledged_at: AwareDatetime | None = None
    acknowledged_by: str | None = None
    note: str | None = None


class AlertSearch(Contract):
    """A page of a tenant's alerts, newest first. `after` is the `next` of the page before."""

    tenant_id: str
    scope: list[str] = Field(min_length=1)
    watch_id: str | None = None
    from_: AwareDatetime | None = Field(None, description="raised_at >= from_")
    to: AwareDatetime | None = Field(None, description="raised_at < to")
    states: list[AlertState] = Field([], description="Any of them; empty: all")
    acknowledged: bool | None = None
    limit: int = Field(20, ge=1, le=100)
    after: list[Any] | None = None


class AlertPage(Contract):
    """Alerts, where the list goes on, and how many there are."""

    items: list[AlertRecord]
    next: list[Any] | None = None
    total: int


class OneAlert(Contract):
    """One alert of a tenant; another tenant's is not found."""

    tenant_id: str
    scope: list[str] = Field(min_length=1)
    id: str


class Acknowledge(OneAlert):
    """Somebody has seen to an alert. The first acknowledgement stays."""

    by: str = Field(max_length=200)
    note: str | None = Field(None, max_length=500)


class DryRunRequest(Contract):
    """What a watch would have sent over the last `days`."""

    watch: NewWatch
    days: int = Field(30, ge=1, le=30)


class WouldAlert(Contract):
    """An alert that would have been raised."""

    title: str
    reason: str
    figures: Figures | None
    raised_at: AwareDatetime
    sent_at: AwareDatetime | None = Field(description="None when it would still be held")
    held_for: HeldFor | None
    message: int | None = Field(description="Number of the message it would have gone out with, from 1")
    articles: list[Evidence]


class DryRun(Contract):
    """A rule played over the past with the live code: oldest alert first."""

    from_: AwareDatetime
    to: AwareDatetime
    covered_from: AwareDatetime = Field(description="Later than from_ when there was too much to read")
    alerts: list[WouldAlert]
    alerts_total: int
    messages: int
    per_week: float = Field(description="Messages a week over the time that was covered")
    limits: list[str] = Field(description="What this answer cannot know, in Bahasa Indonesia")

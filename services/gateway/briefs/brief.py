"""What a brief says: figures, stories, what needs an answer, quotes, outlets; texts in Bahasa Indonesia."""

from __future__ import annotations

from datetime import date

from pydantic import AwareDatetime, BaseModel, Field

from services.gateway.briefs.span import Period
from services.gateway.presentation.direction import Direction
from services.gateway.story_view import RegionName


class ToneFigures(BaseModel):
    """Articles by tone; copies counted once. `untold`: the tone could not be read."""

    positif: int
    netral: int
    negatif: int
    untold: int
    total: int
    mean: float | None = Field(description="+1 positif, 0 netral, -1 negatif; null without an article")


class DayFigures(BaseModel):
    """One day of the tenant's calendar."""

    day: date
    positif: int
    netral: int
    negatif: int


class BriefStory(BaseModel):
    """A story in a line or two. Its figures are those of the brief's days; all of it are so called."""

    id: str
    headline: str
    summary: str = Field(description="One sentence; empty when the headline says it all")
    size: int = Field(
        description="Articles of the brief's days, copies among them; 0: an elder story that the team marked"
    )
    size_total: int = Field(description="Articles of the whole story, those before and after among them")
    copies: int = Field(description="Of the articles of the brief's days")
    tones: dict[str, int] = Field(description="Of the articles of the brief's days")
    tone: str = Field(
        description="The most frequent of these tones, on a tie the negative one; `belum` where none was read"
    )
    sources: list[str] = Field(description="Names of the outlets of the brief's days, loudest first")
    first_seen: AwareDatetime = Field(description="Of the whole story")
    last_seen: AwareDatetime = Field(description="Of the whole story")
    url: str = Field(description="The story on the dashboard")
    topics: list[str] = Field([], description="Of the articles of the brief's days, most frequent first")
    reasons: list[str] = Field([], description="Why it needs an answer besides its tone")


class BriefDate(BaseModel):
    """A date that an article mentions and that is not over: first and last day, and the sentence about it."""

    first_day: date
    last_day: date
    sentence: str
    title: str = Field(description="Of the article")
    source: str
    article_id: str
    url: str = Field(description="The article on the dashboard")


class BriefQuote(BaseModel):
    """Something that was said, by whom, where."""

    speaker: str
    role: str | None
    text: str
    source: str
    article_id: str
    url: str = Field(description="The article on the dashboard")


class BriefCount(BaseModel):
    """A topic or outlet: articles, and the negative ones among them."""

    id: str
    name: str
    count: int
    negative: int


class Brief(BaseModel):
    """A day or a week of a region."""

    period: Period
    first_day: date
    last_day: date
    timezone: str
    region: RegionName | None = Field(description="null: all regions of the tenant")
    title: str
    direction: Direction = Field(description="Of the mean tone against the seven days before, at 95 %")
    sentence: str = Field(description="The direction in one sentence with the figures behind it")
    now: ToneFigures
    before: ToneFigures = Field(description="The seven days before")
    days: list[DayFigures] = Field(description="The seven days before and those of the brief, oldest first")
    to_answer: list[BriefStory] = Field(
        description="Marked so by the team, turned negative, mostly negative, or citizens' complaints; those "
        "that the team marked first, then told by most; at most eight"
    )
    stories: list[BriefStory] = Field(description="All others, told by most first, at most eight")
    dates_ahead: list[BriefDate] = Field(
        [],
        description="Not over on the day of `made_at`, which itself may be one; earliest first, at most ten",
    )
    quotes: list[BriefQuote] = Field(description="One for each speaker, at most six")
    topics: list[BriefCount]
    outlets: list[BriefCount]
    made_at: AwareDatetime

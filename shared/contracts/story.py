"""A story in full, its history, and the corrections that analysts make to it."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import AwareDatetime, Field

from shared.contracts.article import Contract
from shared.contracts.query import Bucket, Interval, Total, ValueCount

ChangeKind = Literal["merge", "split", "move"]
CorrectionKind = Literal["merge", "split"]
CorrectionState = Literal["waiting", "in_force", "partly", "overridden", "undone"]

# A split names those who leave one by one; a person has looked at each of them.
MOST_SPLIT = 200
LONGEST_NOTE = 1_000


class StoryArticle(Contract):
    """An article of a story, where one has to be named."""

    article_id: str
    source: str = Field(description="Id of its source")
    source_name: str
    published_at: AwareDatetime


class StoryHeadline(StoryArticle):
    """The same with its headline."""

    title: str


class StorySource(Contract):
    """A source that tells the story: how often, and since when."""

    id: str
    name: str
    official: bool = Field(description="A government site, or one that published a release")
    articles: int
    copies: int = Field(description="Of these, articles that repeat another one's text")
    first_at: AwareDatetime
    first_article: str


class StoryCourse(Contract):
    """How much was published when, and in which tone; empty buckets included."""

    interval: Interval = Field(
        description="By the span: hours up to 2 days, days up to 60, weeks up to a year"
    )
    timezone: str
    buckets: list[Bucket] = Field(description="`split` counts the tones")


class TurningPoint(StoryHeadline):
    """The first article after which the tone was another one."""

    mean_before: float
    mean_after: float
    before: int = Field(description="Articles with a tone before, copies left out")
    after: int


class StoryQuote(Contract):
    """Something a speaker said, told once however many articles repeat it."""

    text: str
    indirect: bool
    article_id: str = Field(description="The first article that has it")
    articles: int = Field(description="How many have it")


class Speaker(Contract):
    """Who is quoted, the office held, and the first ten quotes, earliest first."""

    name: str
    role: str | None
    org: str | None
    articles: int = Field(description="Articles that quote the speaker")
    quotes: list[StoryQuote]


class StoryPerson(Contract):
    """A person named in the story, with the office that most articles give."""

    name: str
    role: str | None
    org: str | None
    articles: int


class StoryRegion(Contract):
    """A region that articles of the story are about."""

    code: str
    name: str
    articles: int


class CopyGroup(Contract):
    """An article and those that repeat its text: of an original outside the scope the copies alone."""

    original: str = Field(description="Id of the original, else of the first article that is visible")
    articles: list[StoryArticle] = Field(description="Earliest first; the original among them when visible")


class Release(StoryHeadline):
    """An official text in the story, and who picked it up."""

    copied_by: list[StoryArticle] = Field(description="Articles of other sources with the same text, later")
    followed_by: list[StoryArticle] = Field(
        description="First article after it of each other source that did not copy it"
    )


class RelatedStory(Contract):
    """Another story that is near by meaning and shares a region or a person."""

    id: str
    headline: str
    size: int
    last_seen: AwareDatetime
    score: float = Field(description="Cosine of its nearest article with the mean of this story")
    shared_regions: list[str]
    shared_people: list[str]


class Correction(Contract):
    """A correction made by an analyst. Who made it, and the note, are told to its own tenant alone."""

    id: str | None
    kind: CorrectionKind
    made_at: AwareDatetime
    undone_at: AwareDatetime | None
    state: CorrectionState = Field(
        description="waiting: for its turn; partly, overridden: a later correction contradicts it"
    )
    own: bool = Field(description="Made by the asking tenant")
    actor: str | None
    note: str | None
    overridden_by: list[str] = Field([], description="Ids of own later corrections that contradict it")


class StoryChange(Contract):
    """Articles went from one story to another: all (merge), into a new one (split), or some (move)."""

    kind: ChangeKind
    at: AwareDatetime
    from_story: str
    to_story: str
    article_ids: list[str] = Field(description="Those within the scope")
    because: list[str] = Field(description="Articles within the scope whose coming brought the change")
    correction: Correction | None = Field(description="The correction that was made, or undone")


class StoryHistory(Contract):
    """When the story was opened, which ids lead to it, and what changed; newest first."""

    opened_at: AwareDatetime | None = Field(description="null: an article outside the scope opened it")
    former_ids: list[str]
    changes: list[StoryChange]
    corrections: list[Correction]


class StoryDetail(Contract):
    """Everything a story tells, from the articles within the scope alone."""

    id: str
    headline: str
    summary: list[str] = Field(description="Up to three sentences out of all its articles")
    size: int
    copies: int
    first: StoryHeadline = Field(description="Who had it first")
    first_seen: AwareDatetime
    last_seen: AwareDatetime
    sources: list[StorySource]
    course: StoryCourse
    tones: dict[str, int]
    toned: int
    mean_tone: float | None
    turning_point: TurningPoint | None
    speakers: list[Speaker]
    people: list[StoryPerson]
    regions: list[StoryRegion]
    topics: list[ValueCount]
    aspirations: dict[str, int]
    copy_groups: list[CopyGroup]
    releases: list[Release]
    article_ids: list[str]
    related: list[RelatedStory]
    history: StoryHistory


class StoryQuestion(Contract):
    """One story in full; days begin in `timezone`."""

    id: str
    scope: list[str] = Field(min_length=1)
    tenant_id: str
    of_anybody: bool = Field(
        False, description="May undo other tenants' corrections, and so learns their ids"
    )
    timezone: str = "Asia/Jakarta"


class ChangesQuestion(Contract):
    """A page of a story's changes, newest first."""

    id: str
    scope: list[str] = Field(min_length=1)
    tenant_id: str
    of_anybody: bool = False
    limit: int = Field(20, ge=1, le=100)
    after: list[Any] | None = None


class ChangePage(Contract):
    """Changes, where to go on, and how many there are."""

    items: list[StoryChange]
    next: list[Any] | None
    total: Total


class CorrectionOrder(Contract):
    """What every correction says of its author. `of_anybody`: may undo other tenants' corrections."""

    id: str
    scope: list[str] = Field(min_length=1)
    tenant_id: str
    actor: str
    of_anybody: bool = False


class MergeOrder(CorrectionOrder):
    """This story and `other` are one."""

    other: str
    note: str | None = Field(None, max_length=LONGEST_NOTE)


class SplitOrder(CorrectionOrder):
    """These articles of the story are another story."""

    article_ids: list[str] = Field(min_length=1, max_length=MOST_SPLIT)
    note: str | None = Field(None, max_length=LONGEST_NOTE)


class UndoOrder(CorrectionOrder):
    """The correction holds no more."""

    correction_id: str


class CorrectionOutcome(Contract):
    """What became of a correction: the stories in which its articles within the scope are now."""

    id: str | None = Field(description="null: the two were one story before")
    state: Literal["applied", "waiting"]
    stories: list[str]
    own: bool = Field(True, description="The asking tenant made it; operators undo those of others, too")

"""What the search service is asked and answers: the bodies of its internal HTTP API."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import AwareDatetime, Field

from shared.contracts.article import Article, Contract, Kind
from shared.contracts.enrichment import Enrichment, ToneLabel

Sort = Literal["published", "relevance", "seen"]
Mode = Literal["text", "semantic", "hybrid"]
Interval = Literal["hour", "day", "week", "month"]
Split = Literal["tone", "topic", "region", "source"]
FacetField = Literal[
    "region", "source", "topic", "tone", "person", "org", "lang", "kind", "aspiration", "story"
]


class Filter(Contract):
    """Which articles: fields are ANDed, the values of one field are ORed.

    `scope` is the tenant's list of region prefixes and is always applied: an article is visible when a
    region it is about or mentions (or, when it names none, its outlet's home region) has one of the prefixes;
    ``ID`` sees everything.
    """

    scope: list[str] = Field(
        min_length=1, description="Region prefixes the tenant may see; ID for everything"
    )
    q: str | None = Field(None, description="Query language")
    from_: AwareDatetime | None = Field(None, description="published_at >= from_")
    to: AwareDatetime | None = Field(None, description="published_at < to")
    seen_from: AwareDatetime | None = Field(
        None, description="First sight: seen_at >= seen_from. Asked by the dashboard only"
    )
    regions: list[str] = []
    about: bool | None = Field(
        None, description="With regions: those it is about (True), merely mentions (False)"
    )
    tones: list[ToneLabel] = []
    topics: list[str] = []
    sources: list[str] = []
    kinds: list[Kind] = []
    langs: list[str] = []
    persons: list[str] = []
    story: str | None = None
    copies: Literal["include", "fold"] = "include"


class Total(Contract):
    """How many match: exactly, or at least."""

    value: int
    relation: Literal["eq", "gte"] = "eq"


class Revision(Contract):
    """An earlier (or the present) state of an article."""

    revision: int
    seen_at: AwareDatetime
    title: str


class StoryRef(Contract):
    """The story an article belongs to, with its number of articles."""

    id: str
    size: int


# In place of the id of an original that the asking scope does not see: a copy, but of whom is not told.
UNSEEN = ""


class IndexedArticle(Contract):
    """An article with its enrichment, its revisions and its story."""

    article: Article
    enrichment: Enrichment
    revisions: list[Revision] = []
    story: StoryRef | None = None
    copy_of: str | None = Field(None, description="Id of the original; UNSEEN when it lies outside the scope")
    highlights: dict[str, list[str]] = Field(
        {}, description="Field → fragments; the matched words stand between U+E000 and U+E001"
    )
    score: float | None = Field(
        None, description="Cosine with what was asked (semantic, similar), or the fused score (hybrid)"
    )


class ArticleSearch(Contract):
    """A page of articles. `after` is the `next` of the page before."""

    filter: Filter
    sort: Sort = "published"
    mode: Mode | None = Field(
        None, description="None: hybrid where relevance orders and `q` has words, text otherwise"
    )
    limit: int = Field(20, ge=1, le=100)
    after: list[Any] | None = None
    highlight: bool = True


class SimilarSearch(Contract):
    """A page of the articles nearest to one by meaning. `after` is the `next` of the page before."""

    id: str
    filter: Filter
    limit: int = Field(20, ge=1, le=100)
    after: list[Any] | None = None


class ArticlePage(Contract):
    """Articles, where to go on, and how many there are."""

    items: list[IndexedArticle]
    next: list[Any] | None
    total: Total
    mode_used: Mode = "text"
    notice: str | None = Field(None, description="Why it is not the mode that was asked for")


class ArticleScan(Contract):
    """A part of all articles of a filter, newest first sight first. `after` is the `next` of the part before.

    First sight and id never change, so nothing is left out or given twice while articles are revised.
    """

    filter: Filter
    size: int = Field(200, ge=1, le=1000)
    after: list[Any] | None = None


class ScannedArticles(Contract):
    """Articles in full but for embedding and MinHash; `next` is null at the end."""

    items: list[IndexedArticle]
    next: list[Any] | None


class ArticleCount(Contract):
    """How many articles a filter finds, exactly."""

    value: int


class TimelineQuery(Contract):
    """Counts per bucket in a time zone; empty buckets included."""

    filter: Filter
    interval: Interval = "day"
    timezone: str = Field("Asia/Jakarta", description="IANA zone in which days begin")
    split: Split | None = None


class Bucket(Contract):
    """One bucket: its start with offset, how many articles, and their mean tone."""

    start: AwareDatetime
    count: int
    mean_tone: float | None = Field(
        description="Mean of +1 positif, 0 netral, -1 negatif over the articles that have a tone; null: none"
    )
    toned: int = Field(0, description="Articles that have a tone")
    split: dict[str, int] = Field({}, description="Articles by value; those of several values count in each")
    split_other: int = Field(0, description="The same for all values that are no series, added up")


class Timeline(Contract):
    """Buckets in order of time. A split shows the most frequent values as series, at most 100."""

    buckets: list[Bucket]
    series: list[str] = Field([], description="Values of the split, most frequent first")
    total: Total


class FacetQuery(Contract):
    """Counts by field; `in_depth` adds tones and how many articles have no value at all."""

    filter: Filter
    fields: list[FacetField] = ["tone", "topic", "region", "source"]
    size: int = Field(10, ge=1, le=1000)
    in_depth: bool = False


class ValueCount(Contract):
    """One value and how many articles carry it."""

    value: str
    count: int


class FacetValue(ValueCount):
    """One value of a field; in depth with the mean tone (+1, 0, -1) of its articles that have one."""

    toned: int | None = None
    mean_tone: float | None = None


class FacetRest(Contract):
    """What the values of a field leave out: values not shown (an article counts once for each of its own),
    and in depth the articles without any."""

    other: int
    without: int | None = None


class Facets(Contract):
    """Field → values, most frequent first, and what they leave out."""

    facets: dict[str, list[FacetValue]]
    rests: dict[str, FacetRest] = {}
    total: Total


class Story(Contract):
    """Articles about one event. Size counts articles in scope, copies among them."""

    id: str
    headline: str
    summary: list[str] = []
    size: int
    copies: int
    sources: list[ValueCount]
    first_seen: AwareDatetime
    last_seen: AwareDatetime
    tones: dict[str, int]
    regions: list[str]
    topics: list[str] = []
    article_ids: list[str] = []


class StorySearch(Contract):
    """A page of stories, newest last_seen first."""

    filter: Filter
    limit: int = Field(20, ge=1, le=100)
    after: list[Any] | None = None


class StoryPage(Contract):
    """Stories and where to go on."""

    items: list[Story]
    next: list[Any] | None
    total: Total


class ById(Contract):
    """One thing by id, within a scope; not visible is not found."""

    id: str
    scope: list[str] = Field(min_length=1)


class QueryProblem(Contract):
    """Why a query was refused: 400 of the internal API carries this body."""

    name: str = Field(description="The parameter, e.g. q")
    position: int | None = Field(None, description="Character offset in q, from 0")
    message: str
    hint: str | None = Field(None, description="What to write instead")

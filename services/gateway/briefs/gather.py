"""Asks the search service for everything that a brief says."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from services.gateway.briefs.answering import find_pressing
from services.gateway.briefs.brief import (
    Brief,
    BriefCount,
    BriefDate,
    BriefQuote,
    BriefStory,
    DayFigures,
    ToneFigures,
)
from services.gateway.briefs.sentence import sentence_of, title_of
from services.gateway.briefs.span import Period, Span
from services.gateway.briefs.told import LOOKED_AT, Particulars, Told, particulars, stories_told
from services.gateway.desk.story_work import StoryWork
from services.gateway.presentation.direction import ToneCounts, direction
from services.gateway.presentation.period import summed, tone_counts
from services.gateway.presentation.region_choice import Choice
from services.gateway.presentation.source_names import name_of
from services.gateway.presentation.story_cards import story_card, tone_shares
from services.gateway.presentation.wording import topic_name
from services.gateway.reports.dates_ahead import dates_ahead
from services.gateway.scope import name_of as region_name
from services.gateway.search_client import SearchClient
from services.gateway.story_view import RegionName
from services.gateway.tenants import Tenant
from shared.contracts.query import (
    ArticlePage,
    ArticleSearch,
    FacetQuery,
    Facets,
    Filter,
    Story,
    StorySearch,
    TimelineQuery,
)

STORIES, QUOTES, DATES = 8, 6, 10
# Shorter ones are "ya" and "kami sudah ke sana"; longer ones fill a page.
_QUOTE_LENGTH = range(40, 400)


async def gather(
    search: SearchClient,
    tenant: Tenant,
    region: Choice,
    period: Period,
    span: Span,
    names: Mapping[str, str],
    *,
    now: datetime,
    public_url: str,
    marked: Collection[StoryWork] = (),
) -> Brief:
    """The brief of a region. `names` are those of outlets by id, `marked` what the team says needs an answer.

    Raises ServiceUnavailable.
    """

    def wanted(**fields: Any) -> Filter:
        about = True if region.codes else None
        bounds = {"from_": span.start, "to": span.end, "copies": "fold"} | fields
        return Filter(scope=list(tenant.scope), regions=list(region.codes), about=about, **bounds)

    counted: Sequence[Any] = ["topic", "source"]
    buckets, facets, negative, told, complaints, articles = await asyncio.gather(
        search.timeline(
            TimelineQuery(
                filter=wanted(from_=span.start_before),
                interval="day",
                timezone=tenant.timezone,
                split="tone",
            )
        ),
        search.facets(FacetQuery(filter=wanted(), fields=list(counted), size=100)),
        search.facets(FacetQuery(filter=wanted(tones=["negatif"]), fields=list(counted), size=100)),
        stories_told(search, tenant, wanted(copies="include")),
        search.stories(StorySearch(filter=wanted(kinds=["aspirasi"], tones=["negatif"]), limit=LOOKED_AT)),
        search.articles(ArticleSearch(filter=wanted(), limit=LOOKED_AT, highlight=False)),
    )
    days = [(bucket.start.astimezone(tenant.zone).date(), tone_counts(bucket)) for bucket in buckets.buckets]
    counts = summed([tones for day, tones in days if day >= span.first])
    before = summed([tones for day, tones in days if day < span.first])

    complained = {story.id for story in complaints.items}
    pressing = await find_pressing(search, tenant, region.codes, span, told, complained, marked)
    needing = {one.story.id for one in pressing}
    others = [one for one in told if one.story.id not in needing]

    async def line(one: Told, why: Sequence[str] = ()) -> BriefStory:
        said = await particulars(search, wanted(story=one.story.id, copies="include"))
        return _line(one.story, said, names, now, tenant, public_url, why)

    to_answer, stories = await asyncio.gather(
        asyncio.gather(*(line(one.told, one.reasons) for one in pressing[:STORIES])),
        asyncio.gather(*(line(one) for one in others[:STORIES])),
    )
    return Brief(
        period=period,
        first_day=span.first,
        last_day=span.last,
        timezone=tenant.timezone,
        region=RegionName(code=region.code, name=region_name(region.code)) if region.codes else None,
        title=title_of(region.name, span),
        direction=direction(counts, before),
        sentence=sentence_of(counts, before, span),
        now=_figures(counts),
        before=_figures(before),
        days=[
            DayFigures(day=day, positif=tones.positif, netral=tones.netral, negatif=tones.negatif)
            for day, tones in days
        ],
        to_answer=to_answer,
        stories=stories,
        dates_ahead=_dates_ahead(articles, names, public_url, now),
        quotes=_quotes(articles, names, public_url),
        topics=_counts("topic", facets, negative, topic_name),
        outlets=_counts("source", facets, negative, lambda source: name_of(source, names)),
        made_at=now,
    )


def _line(
    story: Story,
    said: Particulars,
    names: Mapping[str, str],
    now: datetime,
    tenant: Tenant,
    public_url: str,
    why: Sequence[str],
) -> BriefStory:
    card = story_card(story, dict(names), now, tenant.zone)
    tones = tone_shares(said.tones)
    return BriefStory(
        id=story.id,
        headline=story.headline,
        summary=card.summary,
        size=said.size,
        size_total=story.size,
        copies=said.copies,
        tones=said.tones,
        tone=max(tones, key=lambda share: share.count).label if tones else "belum",
        sources=[name_of(source, names) for source in said.sources],
        first_seen=story.first_seen.astimezone(tenant.zone),
        last_seen=story.last_seen.astimezone(tenant.zone),
        url=f"{public_url.rstrip('/')}{card.path}",
        topics=list(said.topics),
        reasons=list(why),
    )


def _dates_ahead(
    articles: ArticlePage, names: Mapping[str, str], public_url: str, now: datetime
) -> list[BriefDate]:
    """The dates ahead that the articles mention; one that several mention stands with the first of them."""
    found: dict[tuple[date, date], BriefDate] = {}
    for item in reversed(articles.items):
        article = item.article
        if item.copy_of is not None:
            continue
        published = article.published_at.astimezone(now.tzinfo).date()
        for one in dates_ahead(article.text, published, now.date()):
            found.setdefault(
                (one.first, one.last),
                BriefDate(
                    first_day=one.first,
                    last_day=one.last,
                    sentence=one.sentence,
                    title=article.title,
                    source=names.get(article.source.id) or article.source.name,
                    article_id=article.id,
                    url=f"{public_url.rstrip('/')}/artikel/{article.id}",
                ),
            )
    return [found[days] for days in sorted(found)][:DATES]


def _quotes(articles: ArticlePage, names: Mapping[str, str], public_url: str) -> list[BriefQuote]:
    """Direct quotes, one for each speaker and each once; speakers with an office first."""
    found: dict[str, BriefQuote] = {}
    texts: set[str] = set()
    for item in articles.items:
        offices = {
            person.name: " ".join(filter(None, (person.role, person.org)))
            for person in item.enrichment.people
        }
        for quote in item.enrichment.quotes:
            if quote.indirect or len(quote.text) not in _QUOTE_LENGTH:
                continue
            # Two names of one speaker bring the same words twice.
            if quote.speaker in found or quote.text in texts:
                continue
            texts.add(quote.text)
            source = item.article.source
            found[quote.speaker] = BriefQuote(
                speaker=quote.speaker,
                role=offices.get(quote.speaker) or None,
                text=quote.text,
                source=names.get(source.id) or source.name,
                article_id=item.article.id,
                url=f"{public_url.rstrip('/')}/artikel/{item.article.id}",
            )
    return sorted(found.values(), key=lambda quote: quote.role is None)[:QUOTES]


def _counts(field: str, facets: Facets, negative: Facets, name: Any) -> list[BriefCount]:
    bad = {value.value: value.count for value in negative.facets.get(field, [])}
    return [
        BriefCount(
            id=value.value, name=name(value.value), count=value.count, negative=bad.get(value.value, 0)
        )
        for value in facets.facets.get(field, [])[:10]
    ]


def _figures(counts: ToneCounts) -> ToneFigures:
    return ToneFigures(
        positif=counts.positif,
        netral=counts.netral,
        negatif=counts.negatif,
        untold=counts.untold,
        total=counts.total,
        mean=round(counts.mean, 4) if counts.read else None,
    )

"""The channels: who says what to whom, on which queue, and where it goes when it cannot be handled."""

from __future__ import annotations

from dataclasses import dataclass, field

from shared.contracts.messages import (
    AlertRaised,
    ArticleCrawled,
    ArticleEnriched,
    ArticleIndexed,
    ArticleStored,
    Event,
    ReportReady,
)

# The one topic exchange on RabbitMQ; routing keys are channel names.
EXCHANGE = "gaung.events"


@dataclass(frozen=True)
class Queue:
    """A durable queue of one consumer group.

    `single_active` lets one consumer work at a time, for steps that must not race.
    `bound` is the length beyond which producers of new work should pause (backpressure), in messages.
    """

    name: str
    consumer: str
    single_active: bool = False
    bound: int = 5_000


@dataclass(frozen=True)
class Channel:
    """A stream of one event type and the queues that listen to it."""

    name: str
    event: type[Event]
    purpose: str
    producer: str
    queues: tuple[Queue, ...] = field(default=())


NLP_ARTICLES = Queue("nlp.articles", consumer="nlp")
SEARCH_ARTICLES = Queue("search.articles", consumer="search")
SEARCH_STORIES = Queue("search.stories", consumer="search", single_active=True)
SEARCH_ALERTS = Queue("search.alerts", consumer="search")
NOTIFIER_ALERTS = Queue("notifier.alerts", consumer="notifier")
NOTIFIER_REPORTS = Queue("notifier.reports", consumer="notifier")

CHANNELS: tuple[Channel, ...] = (
    Channel(
        "article.crawled",
        ArticleCrawled,
        "Every new article and every new revision of a known one, straight from the page.",
        "crawler",
        (NLP_ARTICLES,),
    ),
    Channel(
        "article.enriched",
        ArticleEnriched,
        "The article with what the language service read: regions, tone, topics, people, quotes, vector.",
        "nlp",
        (SEARCH_ARTICLES,),
    ),
    Channel(
        "article.stored",
        ArticleStored,
        "Articles that can be searched and wait for their story; one active consumer, so stories never race.",
        "search",
        (SEARCH_STORIES,),
    ),
    Channel(
        "article.indexed",
        ArticleIndexed,
        "Articles that have their story: the moment at which saved searches are matched.",
        "search",
        (SEARCH_ALERTS,),
    ),
    Channel(
        "alert.raised",
        AlertRaised,
        "A saved search fired: title, reason, evidence and where to deliver it.",
        "search",
        (NOTIFIER_ALERTS,),
    ),
    Channel(
        "report.ready",
        ReportReady,
        "A report for the mailboxes of its recipients; the notifier takes it over HTTP and keeps it here.",
        "notifier",
        (NOTIFIER_REPORTS,),
    ),
)


def channel_of(event_type: str) -> Channel:
    """The channel that carries a CloudEvents type; KeyError when none does."""
    for channel in CHANNELS:
        if event_type == channel.event.TYPE:
            return channel
    raise KeyError(event_type)


def queue_named(name: str) -> Queue:
    """The queue of that name; KeyError when there is none."""
    for channel in CHANNELS:
        for queue in channel.queues:
            if queue.name == name:
                return queue
    raise KeyError(name)

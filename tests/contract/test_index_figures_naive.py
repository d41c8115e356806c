"""Figures of a made-up archive, counted by both adapters and by a few lines of plain Python: all agree."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, get_args
from zoneinfo import ZoneInfo

import pytest

from services.search.index.buckets import bucket_start
from services.search.index.document import Document
from services.search.index.fields import TONE_VALUES, IndexFields, fields_of, from_millis
from services.search.index.open import open_index
from services.search.index.port import ArticleIndex
from services.search.index.visibility import is_visible
from shared.contracts.enrichment import TONES
from shared.contracts.query import FacetField, FacetQuery, Filter, Interval, Split, TimelineQuery
from tests.contract.index_documents import SOURCES, document
from tests.contract.index_world import filter_

_FIRST = datetime(2026, 9, 20, tzinfo=UTC)
_REGIONS = ("64", "64.08", "64.71", "64.72", "19.71", "91.71")
_TOPICS = ("infrastruktur", "kesehatan", "bencana", "pendidikan")
_ORGS = ("Dinas PUPR", "DPRD Kaltim", "Dinas Kesehatan", "BPBD")
_ZONES = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")
_FIELDS: tuple[FacetField, ...] = get_args(FacetField)


def _archive(amount: int) -> list[Document]:
    dice = random.Random(5)
    written: list[Document] = []
    originals: list[Document] = []
    for n in range(amount):
        original = dice.choice(originals) if originals and dice.random() < 0.4 else None
        # Whole and half hours, so that the borders of hours and days are met.
        published = _FIRST + timedelta(minutes=30 * dice.randrange(40 * 48))
        if original is not None:
            published = original.article.published_at + timedelta(minutes=30 * dice.randrange(60))
        one = document(
            f"arsip-{n}",
            "Kabar",
            "Isi.",
            published.astimezone(ZoneInfo(dice.choice(_ZONES))).isoformat(),
            source=dice.choice(sorted(SOURCES)),
            about=dice.sample(_REGIONS, dice.randrange(3)),
            mentions=dice.sample(_REGIONS, dice.randrange(2)),
            tone=dice.choice([*TONES, None]),
            topics=dice.sample(_TOPICS, dice.randrange(3)),
            orgs=dice.sample(_ORGS, dice.randrange(3)),
            lang=dice.choice(["id", "id", "en"]),
            kind=dice.choice(["berita", "rilis", "aspirasi"]),
            story=f"story-{n % 17}" if dice.random() < 0.7 else None,
            copy_of=None if original is None else original.article.url.rsplit("/", 1)[1],
            # Months of their own there, so that counts are added up over indices.
            seen=published + timedelta(minutes=dice.randrange(60 * 24 * 40)),
        )
        if one.article.kind == "aspirasi":
            read = one.enrichment.model_copy(update={"aspiration": dice.choice(["pengaduan", "apresiasi"])})
            one = replace(one, enrichment=read)
        written.append(one)
        if original is None:
            originals.append(one)
    return written


_DOCUMENTS = _archive(240)


def _filters() -> list[Filter]:
    dice = random.Random(8)
    asked = []
    for _ in range(24):
        fields: dict[str, Any] = {"copies": dice.choice(["include", "fold"])}
        if dice.random() < 0.5:
            start = _FIRST + timedelta(hours=dice.randrange(30 * 24))
            fields |= {"from_": start, "to": start + timedelta(hours=1 + dice.randrange(20 * 24))}
        if dice.random() < 0.3:
            # First sight is up to forty days after publication.
            fields["seen_from"] = _FIRST + timedelta(minutes=dice.randrange(60 * 24 * 70))
        if dice.random() < 0.3:
            fields["sources"] = dice.sample(sorted(SOURCES), 2)
        if dice.random() < 0.3:
            fields["topics"] = dice.sample(_TOPICS, 2)
        if dice.random() < 0.3:
            fields["tones"] = [dice.choice(TONES)]
        if dice.random() < 0.3:
            fields |= {"regions": [dice.choice(_REGIONS)], "about": dice.choice([True, False, None])}
        asked.append(filter_(dice.choice([["ID"], ["64"], ["64.08"], ["19", "91.71"]]), **fields))
    return [*asked, filter_(["64.08"], copies="fold"), filter_(copies="fold"), filter_(["99"], copies="fold")]


def _passes(fields: IndexFields, asked: Filter) -> bool:
    published = from_millis(fields.published)
    regions = {True: fields.about, False: fields.mentions, None: [*fields.about, *fields.mentions]}[
        asked.about
    ]
    return (
        is_visible(fields.visible_to, asked.scope)
        and (asked.from_ is None or published >= asked.from_)
        and (asked.to is None or published < asked.to)
        and (asked.seen_from is None or from_millis(fields.seen) >= asked.seen_from)
        and (not asked.sources or fields.source in asked.sources)
        and (not asked.topics or not set(asked.topics).isdisjoint(fields.topics))
        and (not asked.tones or fields.tone in asked.tones)
        and (not asked.regions or not set(asked.regions).isdisjoint(regions))
    )


def _found(asked: Filter) -> list[IndexFields]:
    passing = [fields for fields in map(fields_of, _DOCUMENTS) if _passes(fields, asked)]
    if asked.copies == "include":
        return passing
    groups: dict[str, list[IndexFields]] = {}
    for fields in passing:
        groups.setdefault(fields.copy_of or fields.id, []).append(fields)
    return [
        min(group, key=lambda fields: (fields.copy_of is not None, fields.published, fields.id))
        for group in groups.values()
    ]


def _values(fields: IndexFields, field: str) -> Sequence[str]:
    several = {
        "region": fields.about_codes,
        "topic": fields.topics,
        "person": fields.persons,
        "org": fields.orgs,
    }
    if field in several:
        return several[field]
    value = fields.story_id if field == "story" else getattr(fields, field)
    return [value] if value else []


def _mean(found: Iterable[IndexFields]) -> tuple[int, float | None]:
    values = [TONE_VALUES[fields.tone] for fields in found if fields.tone]
    return len(values), sum(values) / len(values) if values else None


@pytest.fixture(scope="module")
def both_urls(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for the index file of this module."""
    return tmp_path_factory.mktemp("naive")


@pytest.fixture
async def both(both_urls: Path, require_index: str) -> AsyncIterator[tuple[ArticleIndex, ArticleIndex]]:
    """Both indices with the archive."""
    pair = (open_index(f"sqlite:///{both_urls / 'index.db'}"), open_index(require_index))
    for index in pair:
        await index.prepare()
        await index.put(_DOCUMENTS)
        await index.refresh()
    yield pair
    for index in pair:
        await index.close()


async def test_facets_are_what_counting_by_hand_gives(both: tuple[ArticleIndex, ArticleIndex]) -> None:
    seen = 0
    for asked in _filters():
        found = _found(asked)
        seen += len(found)
        answers = [
            await index.facets(FacetQuery(filter=asked, fields=list(_FIELDS), size=3, in_depth=True))
            for index in both
        ]
        assert answers[0] == answers[1], asked
        facets = answers[0]
        assert facets.total.value == len(found), asked
        assert await both[0].count(asked) == await both[1].count(asked) == len(found)
        for field in _FIELDS:
            counts = Counter(value for fields in found for value in _values(fields, field))
            expected = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
            shown = [(value.value, value.count) for value in facets.facets[field]]
            assert shown == expected[:3], (field, asked)
            assert facets.rests[field].other == sum(count for _, count in expected[3:])
            assert facets.rests[field].without == sum(not _values(fields, field) for fields in found)
            for value in facets.facets[field]:
                toned, mean = _mean(each for each in found if value.value in _values(each, field))
                assert (value.toned, value.mean_tone) == (
                    toned,
                    None if mean is None else pytest.approx(mean),
                )
    assert seen > 500, "the filters find something"


async def test_timelines_are_what_counting_by_hand_gives(both: tuple[ArticleIndex, ArticleIndex]) -> None:
    dice = random.Random(13)
    for asked in _filters():
        interval: Interval = dice.choice(get_args(Interval))
        split: Split | None = dice.choice([None, *get_args(Split)])
        zone = ZoneInfo(dice.choice(_ZONES))
        question = TimelineQuery(filter=asked, interval=interval, timezone=zone.key, split=split)
        answers = [await index.timeline(question) for index in both]
        assert answers[0] == answers[1], question
        found = _found(asked)
        groups: dict[datetime, list[IndexFields]] = {}
        for fields in found:
            start = bucket_start(from_millis(fields.published), interval, zone)
            groups.setdefault(start, []).append(fields)
        assert answers[0].total.value == len(found)
        assert {bucket.start for bucket in answers[0].buckets} >= set(groups)
        for bucket in answers[0].buckets:
            inside = groups.get(bucket.start, [])
            toned, mean = _mean(inside)
            assert (bucket.count, bucket.toned) == (len(inside), toned), question
            assert bucket.mean_tone == (None if mean is None else pytest.approx(mean))
            counts = Counter(
                value for fields in inside for value in (_values(fields, split) if split else ())
            )
            assert bucket.split == counts
            assert bucket.split_other == 0

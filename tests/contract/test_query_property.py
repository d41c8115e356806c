"""Generated articles and queries: each index finds what reading every article finds, in the same order.

``GAUNG_TEST_QUERY_EXAMPLES=500`` tries longer; an example is five to nine articles and
a dozen queries or more.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterable

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from services.search.index.port import ArticleIndex
from shared.contracts.query import ArticleSearch
from tests.contract.index_world import empty, filter_, index_url
from tests.contract.naive_evaluator import Read, passes, scores
from tests.contract.query_strategies import Case, cases, renamed, written

__all__ = ["empty", "index_url"]

# Some 10 s on either index.
EXAMPLES = int(os.environ.get("GAUNG_TEST_QUERY_EXAMPLES", "15"))
# Lengths of articles are counted a little differently (see services.search.index.relevance).
CLEARLY = 1.35


@pytest.fixture
def everything() -> list[Read]:
    """The articles of all examples: told apart by id, and all of them count for relevance."""
    return []


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    # No shrinking: a failure names its query and articles, and each try writes to a server.
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],
)
@given(cases())
async def test_an_index_finds_what_reading_every_article_finds(
    empty: ArticleIndex, everything: list[Read], case: Case
) -> None:
    articles = [Read(one) for one in renamed(case.documents, len(everything))]
    everything += articles
    await empty.put([article.document for article in articles])
    await empty.refresh()
    ids = [article.id for article in articles]
    wrong = []
    for query in case.queries:
        expected = _newest_first(one for one in articles if passes(query, case.seen_from, one))
        q = written(query)
        wanted = filter_(q=q, seen_from=case.seen_from)
        page = await empty.search(ArticleSearch(filter=wanted, limit=100, highlight=False), ids=ids)
        found = [item.article.id for item in page.items]
        if found != expected:
            wrong.append(f"{q}\n  {_difference(found, expected, articles)}")
            continue
        weights = scores(query, everything)
        if len(expected) > 1 and any(weights[one] for one in expected):
            request = ArticleSearch(filter=wanted, sort="relevance", limit=100, highlight=False)
            ranked = [item.article.id for item in (await empty.search(request, ids=ids)).items]
            assert sorted(ranked) == sorted(expected), q
            for better, worse in itertools.combinations(ranked, 2):
                if weights[worse] > CLEARLY * weights[better]:
                    wrong.append(f"{q}\n  {weights[better]:.3f} stands before {weights[worse]:.3f}")
                    break
    assert not wrong, "\n".join(sorted(wrong, key=len)[:3])


def _newest_first(articles: Iterable[Read]) -> list[str]:
    found = sorted(articles, key=lambda one: (-one.document.article.published_at.timestamp(), one.id))
    return [article.id for article in found]


def _difference(found: list[str], expected: list[str], articles: list[Read]) -> str:
    by_id = {article.id: article.document for article in articles}
    for kind, ids in (("missed", set(expected) - set(found)), ("too many", set(found) - set(expected))):
        for one in sorted(ids)[:1]:
            article, enrichment = by_id[one].article, by_id[one].enrichment
            return f"{kind}: {article.title!r} / {article.text!r} / {enrichment.regions} {enrichment.people}"
    return f"in another order: {found} instead of {expected}"

"""Measures how well stories and copies are found, against annotated articles.

``python -m benchmarks.stories [FILE…]``. A file holds JSON lines with id, title, text, published, `event`
(the same for articles about one event, null for none) and `copy_of`; page furniture listed in
`lead_noise` is taken out. Without a file: the demo's articles, on which nothing was tuned. Articles are
read by the language service as shipped and come in order of publication.

"as published" keeps their times. "all in one week" squeezes them into the window, so that every look-alike of
every month competes: a floor for busy days. The last table shows how often two articles reach a score.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from services.nlp.pipeline import Reader, article_from_text
from services.search.stories.decide import WINDOW, WORD_WEIGHT, decide
from services.search.stories.member import DIMENSIONS, Member
from services.search.stories.neighbours import Neighbours
from services.search.stories.words import overlap, words_of
from shared.contracts.article import Article
from shared.contracts.enrichment import Enrichment
from shared.runtime.settings import Settings

DEMO = Path(__file__).parents[1] / "services" / "standalone" / "demo"


@dataclass(frozen=True)
class Annotated:
    """An article as the search service sees it, with what a person says about it."""

    member: Member
    event: str | None
    copy_of: str | None

    def same_event(self, other: Annotated) -> bool:
        """Whether a person put both into one event."""
        return self.event is not None and self.event == other.event


def main() -> int:
    """Read, group, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.stories", description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    files = parser.parse_args().files or sorted(DEMO.glob("articles-*.jsonl"))
    articles = read([json.loads(line) for file in files for line in file.open(encoding="utf-8")])
    out = sys.stdout.write
    out(f"{len(articles)} articles from {', '.join(file.name for file in files)}\n\n")
    out(f"{'':18} {'precision':>9} {'recall':>7} {'F1':>6}   copies:")
    out(f" {'right':>5} {'found':>6} {'annotated':>9}\n")
    for name, given in (("as published", articles), ("all in one week", squeezed(articles))):
        stories, copies = group(given)
        precision, recall, f1 = pairwise(given, stories)
        annotated = {each.member.id: each.copy_of for each in given if each.copy_of}
        right = sum(copies.get(copy) == original for copy, original in annotated.items())
        out(f"{name:18} {precision:9.3f} {recall:7.3f} {f1:6.3f}           {right:5} {len(copies):6}")
        out(f" {len(annotated):9}\n")
    out(f"\nshare of pairs with at least this score (cosine + {WORD_WEIGHT} x rare words)\n")
    out(f"{'score':>6} {'one event':>10} {'one region':>11} {'unrelated':>10}\n")
    kinds = list(scores(articles))
    for least in np.arange(0.3, 1.11, 0.1):
        shares = " ".join(
            f"{(kind >= least).mean():{width}.4%}" for kind, width in zip(kinds, (10, 11, 10), strict=True)
        )
        out(f"{least:6.1f} {shares}\n")
    return 0


def read(rows: Sequence[dict[str, Any]]) -> list[Annotated]:
    """The articles, read by the language service, in order of publication."""
    reader = Reader.load(Settings())
    articles = []
    for row in rows:
        text = row["text"]
        for furniture in row.get("lead_noise", ()):
            text = text.replace(furniture, "")
        published = datetime.fromisoformat(row["published"])
        changes = {"id": row["id"], "published_at": published, "seen_at": published}
        articles.append(article_from_text(row["title"], text).model_copy(update=changes))
    enrichments = reader.read(articles)
    members = [_member(*pair) for pair in zip(articles, enrichments, strict=True)]
    annotated = [
        Annotated(member, row.get("event"), row.get("copy_of"))
        for member, row in zip(members, rows, strict=True)
    ]
    return sorted(annotated, key=lambda each: each.member.age)


def _member(article: Article, enrichment: Enrichment) -> Member:
    vector, signature = enrichment.embedding, enrichment.minhash
    return Member(
        id=article.id,
        published_at=article.published_at,
        seen_at=article.seen_at,
        regions=frozenset(region.code for region in enrichment.regions if region.about),
        words=words_of(article.title, article.text),
        vector=None if vector is None else np.array(vector, dtype=np.float32),
        signature=None if signature is None else np.array(signature, dtype=np.uint32),
    )


def squeezed(articles: Sequence[Annotated]) -> list[Annotated]:
    """The same articles in the same order, all within one story window."""
    first, last = articles[0].member.published_at, articles[-1].member.published_at
    factor = max(1.0, (last - first) / WINDOW)

    def moved(moment: datetime) -> datetime:
        return first + timedelta(seconds=(moment - first).total_seconds() / factor)

    return [replace(a, member=replace(a.member, published_at=moved(a.member.published_at))) for a in articles]


def group(articles: Sequence[Annotated]) -> tuple[dict[str, str], dict[str, str]]:
    """Article → story and copy → original, given one by one as the service does."""
    shelf = Neighbours()
    stories: dict[str, str] = {}
    copies: dict[str, str] = {}
    for each in articles:
        decision = decide(each.member, [shelf])
        stories[each.member.id] = decision.story_id
        if decision.copy_of:
            copies[each.member.id] = decision.copy_of
        copies.update(dict.fromkeys(decision.demoted, each.member.id))
        shelf.put(replace(each.member, story_id=decision.story_id, copy_of=decision.copy_of))
    return stories, copies


def pairwise(articles: Sequence[Annotated], stories: dict[str, str]) -> tuple[float, float, float]:
    """Precision, recall and F1 over pairs of articles in one story."""
    pairs = [
        (a.same_event(b), stories[a.member.id] == stories[b.member.id]) for a, b in combinations(articles, 2)
    ]
    right = sum(annotated and found for annotated, found in pairs)
    precision = right / max(1, sum(found for _, found in pairs))
    recall = right / max(1, sum(annotated for annotated, _ in pairs))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def scores(articles: Sequence[Annotated]) -> Iterator[np.ndarray]:
    """Scores of the pairs about one event, about one region but not one event, and about neither."""
    members = [each.member for each in articles]
    vectors: npt.NDArray[np.float64] = np.array(
        [np.zeros(DIMENSIONS) if member.vector is None else member.vector for member in members]
    )
    words = [member.words for member in members]
    score: npt.NDArray[np.float64] = vectors @ vectors.T + WORD_WEIGHT * np.stack(
        [overlap(each, words) for each in words]
    )
    kinds: list[Callable[[Annotated, Annotated], bool]] = [
        lambda a, b: a.same_event(b),
        lambda a, b: not a.same_event(b) and a.member.shares_region(b.member),
        lambda a, b: not a.same_event(b) and not a.member.shares_region(b.member),
    ]
    for kind in kinds:
        pairs = [(i, j) for i, j in combinations(range(len(articles)), 2) if kind(articles[i], articles[j])]
        yield np.array([score[i, j] for i, j in pairs] or [0.0])


if __name__ == "__main__":
    sys.exit(main())

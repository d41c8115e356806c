"""Measures how well stories and copies are found, against annotated articles, and fits the decisions to them.

``python -m benchmarks.stories [--fit] [FILE…]``. A file holds JSON lines with id, title, text, published,
`event` (the same for articles about one event, null for none) and `copy_of`; page furniture listed in
`lead_noise` is taken out. Without a file: the demo's articles, on which nothing was tuned. Articles are
read by the language service as shipped.

"as published" keeps their times. "in one week" presses all events into one week, so that every look-alike
of every month competes: a floor for busy days.

``--fit`` writes services/search/stories/fitted.json anew: run it on the development files whenever the
language service reads otherwise, above all after a new encoder. Its first table shows every place where
groups may join, and the best one is kept: by B-cubed F1 as published (each file grouped by what the others
teach) and in one week (all files, grouped by what all but some teach).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.stories_corpus import Annotated, annotated, in_one_week
from benchmarks.stories_fit import fit_pairs
from benchmarks.stories_scores import bcubed, mean_bcubed, pairwise
from services.nlp.pipeline import Reader
from services.search.stories import partition
from services.search.stories.evidence import KINDS
from services.search.stories.links import Links
from services.search.stories.neighbours import Neighbours
from services.search.stories.thresholds import FITTED, Fitted
from shared.runtime.settings import Settings

DEMO = Path(__file__).parents[1] / "services" / "standalone" / "demo"
WRITTEN = Path(partition.__file__).with_name("fitted.json")
WEEKS = 3
FOLDS = 5
JOINS = np.arange(-4.0, 0.01, 0.25)
# What as published weighs against in one week: the usual case nineteen times the busy one.
AS_PUBLISHED = 0.95
# Joins whose worth differs by less are as good as one another: the middle one of them is kept.
LEVEL = 0.001

Grouping = tuple[dict[str, str], dict[str, str]]


def main() -> int:
    """Read, fit when asked to, group, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.stories", description=__doc__)
    parser.add_argument("--fit", action="store_true", help="write the weights anew")
    parser.add_argument("files", nargs="*", type=Path)
    asked = parser.parse_args()
    files = asked.files or sorted(DEMO.glob("articles-*.jsonl"))
    reader = Reader.load(Settings())
    corpora = [annotated([file], reader.read) for file in files]
    articles = _in_order(corpora)
    sys.stdout.write(f"{len(articles)} articles from {', '.join(file.name for file in files)}\n\n")
    report(articles, fit(corpora, [file.name for file in files]) if asked.fit else FITTED)
    return 0


def report(articles: Sequence[Annotated], fitted: Fitted) -> None:
    """Print the scores of a grouping."""
    out = sys.stdout.write
    out(f"{'':14} {'pairs P':>8} {'R':>6} {'F1':>6} {'B3 P':>8} {'R':>6} {'F1':>6}")
    out(f" {'stories only: R':>16}   copies: {'right':>5} {'found':>6} {'annotated':>9}\n")
    weeks = [(f"in one week {seed}", in_one_week(articles, seed)) for seed in range(WEEKS)]
    for name, given in (("as published", articles), *weeks):
        stories, copies = group(given, fitted)
        events = {each.member.id: each.event for each in given}
        pairs, each_b3 = pairwise(events, stories), bcubed(events, stories)
        b3 = mean_bcubed(list(each_b3.values()))
        told = mean_bcubed([score for article, score in each_b3.items() if events[article] is not None])
        wanted = {each.member.id: each.copy_of for each in given if each.copy_of}
        right = sum(copies.get(copy) == original for copy, original in wanted.items())
        out(f"{name:14} {pairs.precision:8.3f} {pairs.recall:6.3f} {pairs.f1:6.3f}")
        out(f" {b3.precision:8.3f} {b3.recall:6.3f} {b3.f1:6.3f} {told.recall:16.3f}")
        out(f"           {right:5} {len(copies):6} {len(wanted):9}\n")


def group(articles: Sequence[Annotated], fitted: Fitted, memory: Links | None = None) -> Grouping:
    """Article → story (named after its eldest article) and copy → original, as the service groups them.

    `memory` of another grouping of the same articles by the same weights spares the scoring.
    """
    shelf, memory = Neighbours(), memory or Links(fitted)
    members = {each.member.id: each.member for each in articles}
    for member in members.values():
        shelf.put(member)
    stories: dict[str, str] = {}
    copies: dict[str, str] = {}
    for root in members:
        if root in stories:
            continue
        linked: dict[str, None] = {}
        waiting = [root]
        while waiting:
            article = waiting.pop()
            if article not in linked:
                linked[article] = None
                near = memory.of(members[article], [shelf])
                waiting += [other for other, score in near.items() if score >= fitted.join]
        together = [members[article] for article in sorted(linked)]
        for story in partition.stories_of(together, memory.between(together), fitted.join):
            stories.update({member.id: story[0].id for member in story})
            copies.update(partition.copies_of(story))
    return stories, copies


def fit(corpora: Sequence[Sequence[Annotated]], names: Sequence[str]) -> Fitted:
    """Choose where to join by cross-validation over the files, fit to all, write and return the outcome."""
    scores = np.zeros((len(JOINS), 4))
    for part in np.array_split(np.arange(len(corpora)), min(len(corpora), FOLDS)):
        taught = _in_order([corpus for k, corpus in enumerate(corpora) if k not in part])
        weights, bias = fit_pairs(taught or _in_order(corpora))
        held = _in_order([corpora[k] for k in part])
        share = len(held) / sum(map(len, corpora))
        for given, columns in ((held, (0, 1)), (in_one_week(_in_order(corpora), 0), (2, 3))):
            events = {each.member.id: each.event for each in given}
            memory = Links(Fitted(weights, bias, 0.0))
            for row, join in enumerate(JOINS):
                stories, _ = group(given, Fitted(weights, bias, float(join)), memory)
                f1 = pairwise(events, stories).f1, mean_bcubed(list(bcubed(events, stories).values())).f1
                scores[row, columns] += share * np.array(f1)
    worth = AS_PUBLISHED * scores[:, 1] + (1 - AS_PUBLISHED) * scores[:, 3]
    plateau = np.flatnonzero(worth >= worth.max() - LEVEL)
    best = int(plateau[len(plateau) // 2])
    out = sys.stdout.write
    out("cross-validated F1\n  join  as published: pairs     B3  in one week: pairs     B3\n")
    for row, join in enumerate(JOINS):
        first, second, third, fourth = scores[row]
        out(f"{join:6.2f} {first:20.3f} {second:6.3f} {third:19.3f} {fourth:6.3f}{' *' * (row == best)}\n")
    weights, bias = fit_pairs(_in_order(corpora))
    out("\nweights\n")
    for kind, weight in zip(KINDS, weights, strict=True):
        out(f"{kind:14} {weight:7.2f}\n")
    out(f"{'bias':14} {bias:7.2f}\n\n")
    written = {
        "source": f"python -m benchmarks.stories --fit {' '.join(names)}",
        "articles": sum(map(len, corpora)),
        "cross_validated_f1": {
            "as published, pairs": round(scores[best, 0], 3),
            "as published, B3": round(scores[best, 1], 3),
            "in one week, pairs": round(scores[best, 2], 3),
            "in one week, B3": round(scores[best, 3], 3),
        },
        "join": float(JOINS[best]),
        "bias": round(bias, 3),
        "weights": {kind: round(float(weight), 3) for kind, weight in zip(KINDS, weights, strict=True)},
    }
    WRITTEN.write_text(json.dumps(written, indent=2) + "\n", encoding="utf-8")
    return Fitted(weights, bias, float(JOINS[best]))


def _in_order(corpora: Sequence[Sequence[Annotated]]) -> list[Annotated]:
    return sorted((each for corpus in corpora for each in corpus), key=lambda each: each.member.age)


if __name__ == "__main__":
    sys.exit(main())

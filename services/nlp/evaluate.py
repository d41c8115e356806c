"""Measures the stages against labels: `python -m services.nlp.evaluate FILE…` over labelled JSON lines.

Each line has `title`, `text` and `regions`, and perhaps `mentioned_regions`, `people` (name, role, org) and
`quotes` (speaker, text, indirect). Prints precision, recall and F1 of each; no model is needed.
"""

from __future__ import annotations

import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from services.nlp.office_comparison import offices_agree
from services.nlp.stages.document import read_document
from services.nlp.stages.people import Someone, find_people
from services.nlp.stages.people.lexicon import TITLES
from services.nlp.stages.quotes import find_quotes
from services.nlp.stages.regions import find_regions
from shared.contracts.enrichment import Person, Quote

# Two texts are the same words when they share this much of them: annotators cut a word more or less.
SAME_DIRECT = 0.8
SAME_INDIRECT = 0.6


@dataclass
class Score:
    """Hits, false alarms and misses of one task."""

    hits: int = 0
    alarms: int = 0
    misses: int = 0

    def add(self, want: set[str], got: set[str]) -> None:
        """Count the labels of one text."""
        self.hits += len(want & got)
        self.alarms += len(got - want)
        self.misses += len(want - got)

    def line(self, name: str) -> str:
        """One line: precision, recall, F1."""
        precision = self.hits / max(1, self.hits + self.alarms)
        recall = self.hits / max(1, self.hits + self.misses)
        f1 = 2 * self.hits / max(1, 2 * self.hits + self.alarms + self.misses)
        return f"{name:<20} precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}"


def bare_name(name: str) -> str:
    """A name in lower case without the titles before it."""
    parts = [part.lower().strip(".,") for part in name.replace("’", "'").split()]
    while len(parts) > 1 and parts[0] in TITLES:
        parts = parts[1:]
    return " ".join(parts)


def same_words(one: str, other: str, share: float) -> bool:
    """Whether two texts share so much of their words (Jaccard)."""
    a, b = set(re.findall(r"\w+", one.lower())), set(re.findall(r"\w+", other.lower()))
    return len(a & b) >= share * max(1, len(a | b))


def same_office(want: dict[str, Any], got: Someone | Person) -> bool:
    """Whether the office found is that of the label, however cut into role and organisation."""
    return offices_agree((want["role"], want["org"]), (got.role, got.org))


def match_quotes(want: list[dict[str, Any]], got: list[Quote], share: float, score: Score) -> tuple[int, int]:
    """Count the quotes of one text; how many were found, and how many of those with the right speaker."""
    left = list(got)
    found = right = 0
    for label in want:
        match = next((quote for quote in left if same_words(label["text"], quote.text, share)), None)
        if match is None:
            score.misses += 1
            continue
        left.remove(match)
        found += 1
        right += bare_name(match.speaker) == bare_name(label["speaker"])
    score.hits += found
    score.alarms += len(left)
    return found, right


def main() -> None:
    """Read the files named on the command line and print the figures."""
    about, mentioned, people = Score(), Score(), Score()
    quotes = {False: Score(), True: Score()}
    speakers = {False: [0, 0], True: [0, 0]}
    offices = [0, 0]
    said = Score()
    texts = 0
    for path in sys.argv[1:]:
        for line in Path(path).read_text(encoding="utf-8").splitlines():
            item = json.loads(line)
            texts += 1
            document = read_document(item["title"], item["text"])
            regions = find_regions(document)
            about.add(set(item.get("regions", [])), {r.code for r in regions if r.about})
            if "mentioned_regions" in item:
                named = set(item["mentioned_regions"]) | set(item["regions"])
                mentioned.add(named, {r.code for r in regions})
            if "people" not in item:
                continue
            persons = find_people(document)
            people.add({bare_name(p["name"]) for p in item["people"]}, {bare_name(p.name) for p in persons})
            labelled = {bare_name(p["name"]): p for p in item["people"]}
            known = [p for p in persons if bare_name(p.name) in labelled]
            offices[0] += len(known)
            offices[1] += sum(same_office(labelled[bare_name(p.name)], p) for p in known)
            spoken = find_quotes(document, persons)
            for indirect in (False, True):
                found, right = match_quotes(
                    [q for q in item["quotes"] if q["indirect"] == indirect],
                    [q for q in spoken if q.indirect == indirect],
                    SAME_INDIRECT if indirect else SAME_DIRECT,
                    quotes[indirect],
                )
                speakers[indirect][0] += found
                speakers[indirect][1] += right
                said.hits += right
            said.misses += len(item["quotes"])
            said.alarms += len(spoken)
    sys.stdout.write(f"{texts} texts\n")
    for name, score in (
        ("regions about", about),
        ("regions mentioned", mentioned),
        ("people", people),
        ("quotes direct", quotes[False]),
        ("quotes indirect", quotes[True]),
    ):
        sys.stdout.write(score.line(name) + "\n")
    sys.stdout.write(f"office of people found right: {offices[1] / max(1, offices[0]):.3f} of {offices[0]}\n")
    said.misses -= said.hits
    said.alarms -= said.hits
    sys.stdout.write(said.line("quotes with speaker") + "\n")
    for indirect, (found, right) in speakers.items():
        kind = "indirect" if indirect else "direct"
        sys.stdout.write(f"speaker of {kind} quotes right: {right / max(1, found):.3f} of {found}\n")


if __name__ == "__main__":
    main()

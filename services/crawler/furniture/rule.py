"""What a rule of the furniture table says, and how a line is looked up in the table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """What a piece of furniture is; facts are taken from bylines and dates only."""

    ADVERT = "advert"
    BYLINE = "byline"
    CAPTION = "caption"
    COMMENT = "comment"
    COUNTER = "counter"
    DATE = "date"
    FOLLOW = "follow"
    LEGAL = "legal"
    LINK = "link"
    LIST = "list"
    NAVIGATION = "navigation"
    REPORT = "report"
    SHARE = "share"
    SIGNATURE = "signature"
    TAGS = "tags"


class Where(Enum):
    """How far a rule is trusted."""

    # A line of its own wherever it stands, and glued to the end of a paragraph, after the last sentence.
    ANYWHERE = "anywhere"
    # A line of its own wherever it stands.
    LINE = "line"
    # A line of its own, even one too long for other furniture: notices are paragraphs.
    NOTICE = "notice"
    # Only in the run of furniture above the first paragraph or below the last one.
    EDGE = "edge"
    HEAD = "head"
    TAIL = "tail"
    # The first or the last line of all, even when it is a sentence.
    OUTERMOST = "outermost"


@dataclass(frozen=True)
class Rule:
    """A habit of Indonesian sites: `pattern` has to match a whole line, in lower case and without bullets.

    `example` is a line that the rule is there for; the tests hold it to that.
    """

    kind: Kind
    where: Where
    pattern: str
    example: str


class Lookup:
    """The rules of some places as one pattern, which most lines are refused by without asking each rule."""

    def __init__(self, rules: Sequence[Rule], *places: Where) -> None:
        wanted = [rule for rule in rules if rule.where in places]
        self._rules = [(rule, re.compile(_whole(rule.pattern))) for rule in wanted]
        # Without groups and flags the engine skips alternatives by their first letter: a third of the time.
        self._any = re.compile(_whole("|".join(rule.pattern for rule in wanted)))

    def find(self, line: str) -> Rule | None:
        """The first rule that the whole line follows; case does not count."""
        line = line.lower()
        if not self._any.fullmatch(line):
            return None
        return next((rule for rule, pattern in self._rules if pattern.fullmatch(line)), None)


def _whole(pattern: str) -> str:
    return f"(?:{pattern})[\\s.,:;!…·|»>▶✓✔-]*"

"""Fragments of title and text with the matched words marked.

Made from the original text and the query's words alone, the same way for every adapter. The marks are private
characters (U+E000 before, U+E001 after), never HTML: whoever shows a fragment escapes it first.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from services.search.index.criteria import HasNear, HasPhrase, HasPrefix, HasWord, TextCriterion
from services.search.index.nearness import near_places
from services.search.index.word_places import WordPlaces
from shared.contracts.query import IndexedArticle

START, END = "\ue000", "\ue001"
# Three fragments of about two lines each tell an analyst why an article was found; Elasticsearch's defaults
# (5 of 100 characters) cut Indonesian sentences in half.
MAX_FRAGMENTS = 3
FRAGMENT_LENGTH = 160

_Span = tuple[int, int]


def highlights(title: str, text: str, wanted: Sequence[TextCriterion]) -> dict[str, list[str]]:
    """``title`` → the whole title, ``text`` → up to three fragments; fields without a match are left out."""
    found: dict[str, list[str]] = {}
    title_spans = _spans(title, wanted)
    if title_spans:
        found["title"] = [_marked(title, 0, len(title), title_spans)]
    text_spans = _spans(text, [part for part in wanted if not part.title_only])
    if text_spans:
        found["text"] = _fragments(text, text_spans)
    return found


def highlighted(article: IndexedArticle, wanted: Sequence[TextCriterion]) -> IndexedArticle:
    """The article with its highlights."""
    found = highlights(article.article.title, article.article.text, wanted)
    return article.model_copy(update={"highlights": found})


def _spans(text: str, wanted: Sequence[TextCriterion]) -> list[_Span]:
    """Where the wanted words stand, in order and without overlaps."""
    places = WordPlaces(text)
    spans: set[_Span] = set()
    for part in wanted:
        match part:
            case HasWord(word):
                spans |= {(token.start, token.end) for token in places.inflected(word)}
            case HasPhrase(phrase):
                spans |= {(first.start, last.end) for first, last in places.side_by_side(phrase)}
            case HasPrefix(prefix):
                spans |= {(token.start, token.end) for token in places.beginning(prefix)}
            case HasNear(units, gaps):
                found = places.all
                stretches = near_places([token.form for token in found], units, gaps)
                spans |= {
                    (found[first].start, found[last].end) for stretch in stretches for first, last in stretch
                }
    return _merged(sorted(spans))


def _merged(spans: Sequence[_Span]) -> list[_Span]:
    merged: list[_Span] = []
    for start, end in spans:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _fragments(text: str, spans: Sequence[_Span]) -> list[str]:
    """Windows around the matches, in order of the text, each within one paragraph."""
    fragments: list[str] = []
    covered = 0
    for start, end in spans:
        if start < covered:
            continue
        if len(fragments) == MAX_FRAGMENTS:
            break
        left, right = _window(text, start, end, covered)
        inside = [span for span in spans if left <= span[0] and span[1] <= right]
        fragments.append(_marked(text, left, right, inside))
        covered = right
    return fragments


def _window(text: str, start: int, end: int, floor: int) -> _Span:
    """A window around a match, grown to word borders, kept inside the match's paragraph and after `floor`."""
    paragraph_start = text.rfind("\n", 0, start) + 1
    paragraph_end = text.find("\n", end)
    if paragraph_end < 0:
        paragraph_end = len(text)
    room = max(FRAGMENT_LENGTH - (end - start), 0) // 2
    left, right = max(paragraph_start, floor, start - room), min(paragraph_end, end + room)
    if left > max(paragraph_start, floor):
        space = text.find(" ", left, start)
        left = space + 1 if space >= 0 else start
    if right < paragraph_end:
        space = text.rfind(" ", end, right)
        right = space if space >= 0 else end
    return left, right


def _marked(text: str, left: int, right: int, spans: Sequence[_Span]) -> str:
    """text[left:right] with marks; marks that the text itself contains are dropped."""
    borders = [left, *(place for span in spans for place in span), right]
    pieces = [text[start:end].replace(START, "").replace(END, "") for start, end in pairwise(borders)]
    marked = "".join(
        piece if number % 2 == 0 else f"{START}{piece}{END}" for number, piece in enumerate(pieces)
    )
    return marked.strip()

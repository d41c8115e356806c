"""From the words of a query to criteria: stop words, names, short forms, phrases, prefixes and nearness."""

from __future__ import annotations

from collections.abc import Sequence

from services.search.index.abbreviations import longest_name, other_names
from services.search.index.analysis import STOP_WORDS, fold, words
from services.search.index.criteria import (
    NOTHING,
    AllOf,
    Criterion,
    Exclude,
    HasNear,
    HasPhrase,
    HasPrefix,
    HasWord,
    OneOf,
)
from services.search.query.errors import QuerySyntaxError
from services.search.query.tree import FieldValue, Leaf, Near, Phrase, Prefix, Word

# Below three letters a prefix is in almost every article.
MIN_PREFIX = 3
# A long paragraph in quotes; SQLite's expressions go a thousand terms deep, and a word takes a few of them.
MAX_WORDS = 100


def refuse_too_many(leaves: Sequence[Leaf]) -> None:
    """QuerySyntaxError at the place where a query has had its words."""
    count = 0
    for leaf in leaves:
        count += 1 if isinstance(leaf, FieldValue) else max(1, len(words(leaf.text)))
        if count > MAX_WORDS:
            raise QuerySyntaxError(
                leaf.position,
                "Terlalu banyak kata dalam satu kueri.",
                f"Paling banyak {MAX_WORDS} kata; bagi menjadi beberapa pencarian.",
            )


def words_side_by_side(nodes: Sequence[Word]) -> list[Criterion]:
    """A run of words, read together so that "kutai timur" is a name; stop words are still among them."""
    run = [(word, node.field == "title") for node in nodes for word in words(node.text)]
    criteria: list[Criterion] = []
    position = 0
    while position < len(run):
        length, criterion = _longest_name(run[position:])
        criteria.append(criterion)
        position += length
    return criteria


def telling(criteria: Sequence[Criterion]) -> list[Criterion]:
    """What is left beside the stop words, which say nothing; where nothing else is wanted they are meant."""
    distinct = list(dict.fromkeys(criteria))
    rest = [part for part in distinct if not _is_stop_word(part)]
    stop_words = [part for part in distinct if isinstance(part, HasWord) and _is_stop_word(part)]
    if stop_words and all(isinstance(part, Exclude) for part in rest):
        # They stand only in the unstemmed text.
        return [*(HasPhrase((part.word,), part.title_only) for part in stop_words), *rest]
    return rest or [NOTHING]


def phrase(node: Phrase) -> Criterion:
    """Words in exactly this form and order; nothing has a phrase without words."""
    folded = tuple(words(node.text))
    return HasPhrase(folded, node.field == "title") if folded else NOTHING


def prefix(node: Prefix) -> Criterion:
    """Words that begin so. QuerySyntaxError when it is too short, or not the beginning of one word."""
    folded = fold(node.text)
    if words(node.text) != [folded]:
        raise QuerySyntaxError(
            node.position,
            "Awalan hanya terdiri dari huruf dan angka satu kata.",
            f"Tulis {next((word for word in words(node.text) if len(word) >= MIN_PREFIX), 'kebakar')}*, "
            "dan kata lainnya terpisah dengan spasi.",
        )
    if len(folded) < MIN_PREFIX:
        raise QuerySyntaxError(
            node.position,
            f"Awalan {node.text}* terlalu pendek.",
            f"Tulis paling sedikit {MIN_PREFIX} huruf sebelum *, misalnya kebakar*.",
        )
    return HasPrefix(folded, node.field == "title")


def near(node: Near) -> Criterion:
    """Words near each other. QuerySyntaxError for fewer than two, or for a word in two places.

    What is written without a space ("undang-undang", "covid-19") stays together.
    """
    units = tuple(unit for unit in (tuple(words(part)) for part in node.text.split()) if unit)
    if len(units) < 2:
        raise QuerySyntaxError(
            node.position,
            "Jarak ~ memerlukan paling sedikit dua kata.",
            f'Tulis misalnya "banjir sangatta"~{node.distance}, atau hapus ~{node.distance}.',
        )
    seen: set[str] = set()
    for unit in units:
        twice = seen.intersection(unit)
        if twice:
            raise QuerySyntaxError(
                node.position,
                f'Kata "{min(twice)}" muncul dua kali dalam pencarian jarak.',
                "Tulis setiap kata satu kali; kata ulang dengan tanda hubung, misalnya undang-undang.",
            )
        seen.update(unit)
    return HasNear(units, node.distance, node.field == "title")


def _is_stop_word(part: Criterion) -> bool:
    return isinstance(part, HasWord) and part.word in STOP_WORDS


def _longest_name(run: Sequence[tuple[str, bool]]) -> tuple[int, Criterion]:
    """The criterion for the beginning of a run of words, and how many of them it takes."""
    first, title_only = run[0]
    for length in range(min(longest_name(), len(run)), 0, -1):
        name = tuple(word for word, _ in run[:length])
        others = other_names(name)
        if others and all(in_title == title_only for _, in_title in run[:length]):
            written = AllOf(tuple(HasWord(word, title_only) for word in name if word not in STOP_WORDS))
            return length, OneOf((written, *(HasPhrase(other, title_only) for other in others)))
    return 1, HasWord(first, title_only)

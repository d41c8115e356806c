"""Who is named and quoted in a story: one person under the names that articles use, each quote once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from services.search.index.analysis import words
from services.search.index.story import Member
from shared.contracts.story import Speaker, StoryPerson, StoryQuote

# More names than that are a list of guests.
PEOPLE = 20
SPEAKERS = 20
QUOTES_EACH = 10
# Two quotes that share so many of their words (Jaccard) are one, shortened or retold.
_SAME = 0.7

Name = tuple[str, ...]
Office = tuple[str | None, str | None]


@dataclass
class _Told:
    """A quote as it was first told, and in how many articles."""

    text: str
    indirect: bool
    article_id: str
    words: frozenset[str]
    articles: set[str]


def people_of(members: Sequence[Member]) -> list[StoryPerson]:
    """The people of a story, those named in most articles first."""
    full = _full_names(members)
    offices = _offices(members, full)
    named: dict[Name, set[str]] = defaultdict(set)
    for member in members:
        for name, _, _ in member.people:
            if key := _key(name):
                named[full.get(key, key)].add(member.id)
    spelt = _spellings(members)
    in_order = sorted(named, key=lambda key: (-len(named[key]), key))
    return [
        StoryPerson(name=spelt[key], role=offices[key][0], org=offices[key][1], articles=len(named[key]))
        for key in in_order[:PEOPLE]
    ]


def speakers_of(members: Sequence[Member]) -> list[Speaker]:
    """Those who are quoted, those in most articles first, each with the first quotes.

    `members`: earliest first, copies among them.
    """
    full = _full_names(members)
    offices = _offices(members, full)
    said: dict[Name, list[_Told]] = defaultdict(list)
    quoted_in: dict[Name, set[str]] = defaultdict(set)
    for member in members:
        for quote in member.quotes:
            key = full.get(_key(quote.speaker), _key(quote.speaker))
            heard = frozenset(words(quote.text))
            if not key or not heard:
                continue
            quoted_in[key].add(member.id)
            same = next((told for told in said[key] if _same(told.words, heard)), None)
            if same is not None:
                same.articles.add(member.id)
            elif len(said[key]) < QUOTES_EACH:
                said[key].append(_Told(quote.text, quote.indirect, member.id, heard, {member.id}))
    spelt = _spellings(members)
    in_order = sorted(said, key=lambda key: (-len(quoted_in[key]), key))
    return [
        Speaker(
            name=spelt[key],
            role=offices[key][0],
            org=offices[key][1],
            articles=len(quoted_in[key]),
            quotes=[
                StoryQuote(
                    text=told.text,
                    indirect=told.indirect,
                    article_id=told.article_id,
                    articles=len(told.articles),
                )
                for told in said[key]
            ],
        )
        for key in in_order[:SPEAKERS]
    ]


@lru_cache(maxsize=10_000)
def _key(name: str) -> Name:
    """Asked for each name several times, and most stories tell of the same few officials."""
    return tuple(words(name))


def _same(one: frozenset[str], other: frozenset[str]) -> bool:
    shared = len(one & other)
    # One within the other: a quote that was cut short.
    return shared == min(len(one), len(other)) or shared / len(one | other) >= _SAME


def _names(members: Iterable[Member]) -> Iterable[str]:
    for member in members:
        yield from (name for name, _, _ in member.people)
        yield from (quote.speaker for quote in member.quotes)


def _full_names(members: Sequence[Member]) -> Mapping[Name, Name]:
    """Short form → the full name, where one full name alone has all words of it ("Rahmadi")."""
    known = {_key(name) for name in _names(members)} - {()}
    longest = [name for name in known if not any(set(name) < set(other) for other in known)]
    found: dict[Name, Name] = {}
    for name in known:
        wider = [other for other in longest if set(name) < set(other)]
        if len(wider) == 1:
            found[name] = wider[0]
    return found


def _spellings(members: Sequence[Member]) -> Mapping[Name, str]:
    """Each name as most articles write it."""
    spelt: dict[Name, Counter[str]] = defaultdict(Counter)
    for name in _names(members):
        spelt[_key(name)][name] += 1
    return {key: min(counts, key=lambda name: (-counts[name], name)) for key, counts in spelt.items()}


def _offices(members: Sequence[Member], full: Mapping[Name, Name]) -> Mapping[Name, Office]:
    """The office that most articles give to each; nobody's where none is given."""
    held: dict[Name, Counter[Office]] = defaultdict(Counter)
    for member in members:
        for name, role, org in member.people:
            if role or org:
                held[full.get(_key(name), _key(name))][(role, org)] += 1
    most: dict[Name, Office] = defaultdict(lambda: (None, None))
    for key, counts in held.items():
        most[key] = min(counts, key=lambda office: (-counts[office], *(part or "" for part in office)))
    return most

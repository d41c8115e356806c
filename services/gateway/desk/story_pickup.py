"""What became of an official release in the coverage: printed, changed, or turned.

The rule, for an article that another outlet published after the release in the same story:

- **dimuat** (printed): it is a copy of the release, or has at least PRINTED of the release's five-word runs;
- **diubah** (changed): its text is another one, but it keeps a quote of the release, or two of its figures,
  or one figure and TRACE of its runs, or twice that part of its runs;
- **dibalik** (turned): printed or changed as above but not a mere copy, and its tone is another one than the
  release's, both tones being known.

Whoever shows none of these traces told the matter without the release, as far as a machine can see: figures
written as words ("dua ekskavator"), a quote told in other words, or what was said at a press conference leave
no trace. A tone is read by a machine; a turn is shown with the sentence that weighed most, for a person to
judge.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from services.gateway.desk.passages import Text, kept_figures, kept_quotes, share_taken
from shared.contracts.query import UNSEEN, IndexedArticle

PickupKind = Literal["dimuat", "diubah", "dibalik"]
# Of 10,151 pairs of a release and a press article about another event in the demo's articles none shares more
# than 0.010 of the runs, a quote, or two figures; 21 share one figure. Press articles of the same event that
# plainly rework the release share 0.23 to 0.41 of its runs. More than PRINTED is a reprint with cuts: a
# choice, for the demo has none.
PRINTED = 0.6
TRACE = 0.02
# A story page compares no more with its press: twenty with four hundred articles take some half a second.
MOST_RELEASES = 20
# Most salient first: a turn asks for an answer.
_ORDER: tuple[PickupKind, ...] = ("dibalik", "diubah", "dimuat")


@dataclass(frozen=True)
class Pickup:
    """An article that took a release up, with what it shows of it; `share`: of the release's runs, 0 to 1."""

    article: IndexedArticle
    kind: PickupKind
    delay: timedelta
    share: float
    quotes: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReleasePickup:
    """A release with the articles that took it up, and those after it that show no trace of it."""

    release: IndexedArticle
    taken: tuple[Pickup, ...] = ()
    without: tuple[IndexedArticle, ...] = field(default=())

    def of_kind(self, kind: PickupKind) -> list[Pickup]:
        """Those of one kind."""
        return [one for one in self.taken if one.kind == kind]

    @property
    def outlets(self) -> int:
        """How many outlets took it up."""
        return len({one.article.article.source.id for one in self.taken})


def is_release(one: IndexedArticle) -> bool:
    """A release, or anything on a government's own site."""
    return one.article.kind == "rilis" or one.article.source.official


def releases(members: Sequence[IndexedArticle]) -> list[IndexedArticle]:
    """The releases of a story, earliest first. Of copies the earliest."""
    found: dict[str, IndexedArticle] = {}
    for one in sorted(members, key=_age):
        if is_release(one):
            found.setdefault(_text_id(one), one)
    return list(found.values())


def pickups(members: Sequence[IndexedArticle], most: int | None = None) -> list[ReleasePickup]:
    """What became of each release of a story, or of the `most` newest ones, earliest release first."""
    told = releases(members)
    press = sorted((one for one in members if not is_release(one)), key=_age)
    texts = [(one, Text(one.article.text)) for one in press]
    return [_pickup(one, texts) for one in (told if most is None else told[-most:])]


def _pickup(release: IndexedArticle, press: Sequence[tuple[IndexedArticle, Text]]) -> ReleasePickup:
    taken: list[Pickup] = []
    without: list[IndexedArticle] = []
    text = Text(release.article.text)
    quotes = [Text(quote.text) for quote in release.enrichment.quotes]
    for one, written in press:
        if one.article.source.id == release.article.source.id or _age(one) <= _age(release):
            continue
        pickup = _taken(release, text, quotes, one, written)
        if pickup is None:
            without.append(one)
        else:
            taken.append(pickup)
    ordered = sorted(taken, key=lambda each: (_ORDER.index(each.kind), _age(each.article)))
    return ReleasePickup(release, tuple(ordered), tuple(without))


def _taken(
    release: IndexedArticle, text: Text, said: Sequence[Text], one: IndexedArticle, written: Text
) -> Pickup | None:
    copied = _text_id(one) == _text_id(release)
    share = share_taken(text, written)
    quotes = kept_quotes(said, written)
    figures = kept_figures(text, written)
    printed = copied or share >= PRINTED
    changed = bool(quotes) or len(figures) > 1 or (bool(figures) and share >= TRACE) or share >= 2 * TRACE
    if not printed and not changed:
        return None
    kind: PickupKind = "dimuat" if printed else "diubah"
    if not copied and _turned(release, one):
        kind = "dibalik"
    delay = one.article.published_at - release.article.published_at
    return Pickup(one, kind, delay, 1.0 if copied else share, tuple(quotes), tuple(figures))


def _turned(release: IndexedArticle, one: IndexedArticle) -> bool:
    before, after = release.enrichment.tone, one.enrichment.tone
    return before is not None and after is not None and before.label != after.label


def _text_id(one: IndexedArticle) -> str:
    """The article whose text this is; of an original outside the scope the copy speaks for itself."""
    return one.article.id if one.copy_of in (None, UNSEEN) else str(one.copy_of)


def _age(one: IndexedArticle) -> tuple[datetime, str]:
    return one.article.published_at, one.article.id

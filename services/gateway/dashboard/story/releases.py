"""The official releases of a story beside the coverage, in words (the rule: desk/story_pickup.py)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from services.gateway.dashboard.story.telling import delay
from services.gateway.desk.story_pickup import MOST_RELEASES, Pickup, PickupKind, pickups
from services.gateway.presentation.wording import listed, number, percent, tone_name
from shared.contracts.query import IndexedArticle

KIND_NAMES: dict[PickupKind, str] = {
    "dimuat": "Memuat",
    "diubah": "Mengolah sendiri",
    "dibalik": "Mengubah nada",
}
KIND_LOOKS: dict[PickupKind, str] = {"dimuat": "baik", "diubah": "info", "dibalik": "bahaya"}
# A figure more proves nothing more.
_FIGURES_NAMED = 4


@dataclass(frozen=True)
class PickupRow:
    """An article that took a release up: what it did, when, and by what one sees it."""

    article: IndexedArticle
    kind: str
    look: str
    after: str
    signs: tuple[str, ...]
    quotes: tuple[str, ...]
    turn: str
    sentence: str


@dataclass(frozen=True)
class ReleaseRow:
    """A release with what became of it; `without` names the outlets after it that show no trace."""

    release: IndexedArticle
    summary: str
    rows: tuple[PickupRow, ...]
    without: str


def release_rows(members: Sequence[IndexedArticle]) -> list[ReleaseRow]:
    """The newest releases of a story, MOST_RELEASES of them, earliest first."""
    found = []
    for one in pickups(members, MOST_RELEASES):
        counts = [
            f"{number(len({each.article.article.source.id for each in held}))} {name.lower()}"
            for kind, name in KIND_NAMES.items()
            if (held := one.of_kind(kind))
        ]
        summary = f"Diambil {number(one.outlets)} media: {', '.join(counts)}." if counts else ""
        took = {each.article.article.source.id for each in one.taken}
        without = dict.fromkeys(
            each.article.source.name for each in one.without if each.article.source.id not in took
        )
        found.append(ReleaseRow(one.release, summary, tuple(map(_row, one.taken)), listed(list(without), 6)))
    return found


def _row(pickup: Pickup) -> PickupRow:
    tone = pickup.article.enrichment.tone
    turned = pickup.kind == "dibalik" and tone is not None
    return PickupRow(
        article=pickup.article,
        kind=KIND_NAMES[pickup.kind],
        look=KIND_LOOKS[pickup.kind],
        after=f"{delay(pickup.delay)} setelah rilis",
        signs=tuple(_signs(pickup)),
        quotes=pickup.quotes,
        turn=f"Nada menjadi {tone_name(tone.label).lower()}" if turned and tone else "",
        sentence=tone.evidence if turned and tone else "",
    )


def _signs(pickup: Pickup) -> list[str]:
    """By what one sees it, beside the quotes."""
    signs = []
    if pickup.share >= 0.995:
        signs.append("naskahnya sama")
    elif pickup.share > 0:
        signs.append(f"{percent(round(1000 * pickup.share), 1000)} naskah rilis dipakai")
    # In a reprint every figure is there.
    if pickup.figures and pickup.kind != "dimuat":
        signs.append(f"angka yang dipakai: {listed(list(pickup.figures), _FIGURES_NAMED)}")
    return signs

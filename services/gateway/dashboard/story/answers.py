"""The clarifications of a story as its page shows them: the claim, the answer, and what followed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from services.gateway.desk.clarification_effect import Effect, Following, OutletAfter, effect_of, texts_of
from services.gateway.desk.clarifications import Clarification
from services.gateway.desk.passages import stands_in
from services.gateway.desk.story_pickup import is_release
from services.gateway.presentation.story_cards import ToneShare, tone_shares
from services.gateway.presentation.wording import number, tone_name
from shared.contracts.query import IndexedArticle

FOLLOWING_NAMES: dict[Following, str] = {
    "memuat": "Memuat klarifikasi",
    "menulis_lagi": "Menulis lagi tanpa klarifikasi",
    "diam": "Belum menulis lagi",
}
FOLLOWING_LOOKS: dict[Following, str] = {"memuat": "baik", "menulis_lagi": "bahaya", "diam": ""}
# The list from which a claim is chosen: more would not be read.
MOST_CLAIMS = 30


@dataclass(frozen=True)
class OutletRow:
    """An outlet that carried the claim and what it did afterwards."""

    outlet: OutletAfter
    name: str
    look: str


@dataclass(frozen=True)
class AnswerRow:
    """A clarification with the coverage after it. `claimed_in` None: that article left the story."""

    clarification: Clarification
    claimed_in: IndexedArticle | None
    release: IndexedArticle | None
    verdict: str
    effect: Effect
    outlets: tuple[OutletRow, ...]
    before: tuple[ToneShare, ...]
    after: tuple[ToneShare, ...]


@dataclass(frozen=True)
class Claim:
    """A sentence that may be answered, and who says it."""

    text: str
    said_by: str
    article: IndexedArticle


def answer_rows(
    clarifications: Sequence[Clarification], members: Sequence[IndexedArticle]
) -> list[AnswerRow]:
    """The clarifications, the newest first."""
    by_id = {one.article.id: one for one in members}
    texts = texts_of(members)
    rows = []
    for one in reversed(clarifications):
        effect = effect_of(one.answer, members, texts)
        rows.append(
            AnswerRow(
                clarification=one,
                claimed_in=by_id.get(one.answer.claim_article_id),
                release=by_id.get(one.answer.release_article_id),
                verdict=verdict(effect),
                effect=effect,
                outlets=tuple(
                    OutletRow(each, FOLLOWING_NAMES[each.following], FOLLOWING_LOOKS[each.following])
                    for each in effect.outlets
                ),
                before=tone_shares(effect.tones_before),
                after=tone_shares(effect.tones_after),
            )
        )
    return rows


def verdict(effect: Effect) -> str:
    """What followed, in a sentence."""
    if not effect.after:
        return "Belum ada berita sesudah klarifikasi ini."
    after = f"{number(len(effect.after))} berita sesudahnya"
    if not effect.carrying:
        return f"Belum ada yang memuatnya dari {after}."
    outlets = len({one.article.source.id for one in effect.carrying})
    tones = [
        f"{number(effect.tones_after[tone])} {tone_name(tone).lower()}"
        for tone in ("negatif", "netral", "positif")
        if effect.tones_after.get(tone)
    ]
    return f"Dimuat {number(outlets)} media. Dari {after}: {', '.join(tones)}."


def claims(members: Sequence[IndexedArticle]) -> list[Claim]:
    """What a team may want to answer: the telling sentences of negative articles, then quotes of the press.

    Each once, newest first; copies and releases left out.
    """
    found: dict[str, Claim] = {}
    press = [one for one in members if not is_release(one) and one.copy_of is None]
    for one in press:
        tone = one.enrichment.tone
        if tone is not None and tone.label == "negatif" and stands_in(one.article.text, tone.evidence):
            found.setdefault(tone.evidence, Claim(tone.evidence, "kalimat paling negatif", one))
    for one in press:
        for quote in one.enrichment.quotes:
            said = f"kutipan {quote.speaker}"
            if stands_in(one.article.text, quote.text):
                found.setdefault(quote.text, Claim(quote.text, said, one))
    return list(found.values())[:MOST_CLAIMS]

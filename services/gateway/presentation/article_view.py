"""An article as its page shows it: paragraphs with the telling sentence marked, history, regions, copies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shared.contracts.enrichment import Enrichment, RegionMention
from shared.contracts.query import IndexedArticle, Revision

STAGE_NAMES = {
    "tone": "nada",
    "topics": "topik",
    "regions": "wilayah",
    "people": "tokoh",
    "quotes": "kutipan",
    "entities": "nama",
    "summary": "ringkasan",
    "keyphrases": "kata kunci",
    "language": "bahasa",
    "embedding": "kemiripan",
    "minhash": "salinan",
}


@dataclass(frozen=True)
class Piece:
    """A stretch of text; `marked` when it is the sentence that weighs most for the tone."""

    text: str
    marked: bool = False


def paragraphs(text: str, evidence: str) -> list[list[Piece]]:
    """The text in paragraphs; the first occurrence of the evidence is marked, blanks aside."""
    result: list[list[Piece]] = []
    wanted = " ".join(evidence.split())
    for raw in text.split("\n\n"):
        paragraph = " ".join(raw.split())
        if not paragraph:
            continue
        start = paragraph.find(wanted) if wanted else -1
        if start < 0:
            result.append([Piece(paragraph)])
            continue
        end = start + len(wanted)
        pieces = [Piece(paragraph[:start]), Piece(paragraph[start:end], marked=True), Piece(paragraph[end:])]
        result.append([piece for piece in pieces if piece.text])
        wanted = ""
    return result


def spoken(text: str) -> str:
    """The words of a quote without the marks and the comma that join it to its sentence."""
    return text.strip(' "“”').rstrip(",").rstrip(' "”')


def earlier_titles(revisions: Sequence[Revision], title: str) -> list[Revision]:
    """The revisions whose title differs from the one on the page, newest first."""
    return sorted((one for one in revisions if one.title != title), key=lambda one: -one.revision)


def regions_by_role(enrichment: Enrichment) -> tuple[list[RegionMention], list[RegionMention]]:
    """The regions it is about and those it merely mentions, surest first."""
    ordered = sorted(enrichment.regions, key=lambda region: -region.score)
    return [one for one in ordered if one.about], [one for one in ordered if not one.about]


def unread(enrichment: Enrichment) -> list[str]:
    """What the language service could not read in this article, in words."""
    return [STAGE_NAMES.get(name, name) for name, state in enrichment.stages.items() if state == "failed"]


def copies_and_others(
    found: IndexedArticle, story: Sequence[IndexedArticle]
) -> tuple[IndexedArticle | None, list[IndexedArticle], list[IndexedArticle]]:
    """Of the other articles of its story: the original it copies, its copies, and the rest."""
    own = found.article.id
    original: IndexedArticle | None = None
    copies: list[IndexedArticle] = []
    rest: list[IndexedArticle] = []
    for other in story:
        if other.article.id == own:
            continue
        if other.article.id == found.copy_of:
            original = other
        elif other.copy_of is not None and other.copy_of in (own, found.copy_of):
            copies.append(other)
        else:
            rest.append(other)
    return original, copies, rest

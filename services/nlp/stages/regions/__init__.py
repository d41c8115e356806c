"""Which regions a text is about and which it mentions, with the sentence that says so."""

from __future__ import annotations

from services.nlp.stages.document import Document
from services.nlp.stages.regions.mentions import DATELINE, TITLE, find_mentions
from services.nlp.stages.regions.resolve import Resolved, resolve
from services.nlp.stages.regions.score import probabilities, subjects
from shared.contracts.enrichment import RegionMention
from shared.regions import load_regions

# A regency that only a seat, a district or a village of it points to is listed from this score: a passing
# "kapal dari Kuala Tungkal" names no regency.
_HARDLY = 0.3
# Evidence is read in a list beside the article: longer sentences are cut.
_EVIDENCE_LENGTH = 400


def _is_named(code: str, found: list[Resolved]) -> bool:
    return any(r.entry.source in {"name", "abbreviation"} for r in found if r.entry.code == code)


def _evidence(code: str, found: list[Resolved], document: Document) -> str:
    """The body sentence that names the region most plainly, else the title, else the dateline."""
    mine = [r for r in found if r.entry.code == code]

    def plainness(resolved: Resolved) -> tuple[bool, bool, bool, int]:
        mention = resolved.mention
        plain = resolved.entry.source in {"name", "abbreviation"} or mention.cue == "district"
        return (
            mention.sentence >= 0,
            plain and not mention.inside_name,
            bool(mention.cue),
            -mention.sentence,
        )

    best = max(mine, key=plainness).mention
    if best.sentence == TITLE:
        text = document.title
    elif best.sentence == DATELINE:
        text = document.dateline
    else:
        text = document.sentences[best.sentence].text
    return text if len(text) <= _EVIDENCE_LENGTH else text[: _EVIDENCE_LENGTH - 1].rstrip() + "…"


def find_regions(document: Document, home: str | None = None) -> list[RegionMention]:
    """The regions of a text, those it is about first, by falling score.

    `home` is the Kemendagri code of the outlet's region: a weak prior. A dateline alone is a mention; it
    speaks for the subject only as far as the weights say: little where the text names another region.
    """
    table = load_regions()
    home = home if home in table else None
    found = resolve(document, find_mentions(document, table), table, home)
    scores = probabilities(document, found, home)
    about = subjects(scores)
    regions = []
    for code, score in scores.items():
        if code not in about and score < _HARDLY and not _is_named(code, found):
            continue
        regions.append(
            RegionMention(
                code=code,
                name=table.get(code).name,
                about=code in about,
                score=round(score, 3),
                evidence=_evidence(code, found, document),
            )
        )
    return sorted(regions, key=lambda region: (not region.about, -region.score, region.code))

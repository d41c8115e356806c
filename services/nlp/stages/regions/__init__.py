"""Which regions a text is about and which it mentions, with the sentence that says so."""

from __future__ import annotations

from services.nlp.stages.document import Document
from services.nlp.stages.regions.home import addressed_at_home
from services.nlp.stages.regions.mentions import DATELINE, TITLE, find_mentions
from services.nlp.stages.regions.resolve import Resolved, resolve
from services.nlp.stages.regions.score import least_likely, probabilities, rows, subjects
from shared.contracts.enrichment import RegionMention
from shared.regions import Region, load_regions

# A regency that only a seat, a district or a village of it points to is listed from this score: a passing
# "kapal dari Kuala Tungkal" names no regency.
_HARDLY = 0.3
# A text that names no region and speaks to a government is about the outlet's home as likely as not.
AT_HOME = 0.5
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
    return text


def _mention(region: Region, about: bool, score: float, evidence: str) -> RegionMention:
    if len(evidence) > _EVIDENCE_LENGTH:
        evidence = evidence[: _EVIDENCE_LENGTH - 1].rstrip() + "…"
    return RegionMention(code=region.code, name=region.name, about=about, score=score, evidence=evidence)


def find_regions(document: Document, home: str | None = None) -> list[RegionMention]:
    """The regions of a text, those it is about first, by falling score.

    `home` is the Kemendagri code of the outlet's region: a weak prior, and the subject of a text that names
    no region but speaks to the government there ("Pak Bupati, tolong …"). A dateline alone is a mention; it
    speaks for the subject only as far as the weights say: little where the text names another region.
    """
    table = load_regions()
    home = home if home in table else None
    found = resolve(document, find_mentions(document, table), table, home)
    candidates = rows(document, found)
    scores = probabilities(candidates, home)
    about = subjects(scores, least_likely(candidates))
    regions = []
    for code, score in scores.items():
        if code not in about and score < _HARDLY and not _is_named(code, found):
            continue
        regions.append(
            _mention(table.get(code), code in about, round(score, 3), _evidence(code, found, document))
        )
    if home is not None and not regions and (sentence := addressed_at_home(document, table.get(home))):
        regions.append(_mention(table.get(home), True, AT_HOME, sentence))
    return sorted(regions, key=lambda region: (not region.about, -region.score, region.code))

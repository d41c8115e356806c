"""What speaks for and against a region being the subject, as numbers: one row for each candidate."""

from __future__ import annotations

import re
from collections import defaultdict
from math import log1p

from services.nlp.stages.document import Document
from services.nlp.stages.regions.mentions import DATELINE, TITLE
from services.nlp.stages.regions.resolve import Resolved

# The subject of a news text is named in its title and in its first sentences.
LEAD_SENTENCES = 2

# News of the whole country is filed from Jakarta and happens there.
CAPITAL = "31"
# News of a province is filed from its capital and happens there.
PROVINCE_CAPITALS = frozenset(
    "11.71 12.71 13.71 14.71 15.71 16.71 17.71 18.71 19.71 21.72 32.73 33.74 34.71 35.78 36.73 51.71 52.71 "
    "53.71 61.71 62.71 63.72 63.71 64.72 65.01 71.71 72.71 73.71 74.71 75.71 76.02 81.71 82.72 82.71 91.71 "
    "92.02 93.01 94.01 95.01 96.71 96.01".split()
)

REGENCY_FEATURES = (
    "title",
    "lead",
    "named",
    "explicit",
    "office",
    "seat",
    "districts",
    "bare_districts",
    "villages",
    "dateline",
    "aside",
    "inside",
    "share",
    "first",
    "rivals",
    "national",
    "late",
    "filed_only",
    "filed_nationally",
    "province",
    "opening",
    "placed",
    "capital",
    "ward_of_jakarta",
)
PROVINCE_FEATURES = (
    "title",
    "lead",
    "named",
    "government",
    "appositive",
    "regency",
    "regencies",
    "national",
    "filed_only",
    "capital",
)

_NATIONAL = re.compile(
    r"\b(?:[Pp]residen|Menteri|Kementerian|Kemen[a-z]+|DPR RI|nasional|se-Indonesia|Mendagri|"
    r"Pemerintah pusat|Mahkamah|Kapolri|KPK|Bappenas|Komisi [IVX]+)\b"
)


def national_words(document: Document) -> float:
    """How loudly the text speaks of the national government, as log(1 + words)."""
    return log1p(len(_NATIONAL.findall(f"{document.title}\n{document.text}")))


def _weight(resolved: Resolved) -> float:
    """How much a mention counts toward the share of attention: the title thrice, an aside a little."""
    mention = resolved.mention
    if mention.sentence == TITLE:
        weight = 3.0
    elif mention.sentence == DATELINE:
        weight = 0.5
    else:
        weight = 1.5 if mention.sentence < LEAD_SENTENCES else 1.0
    if is_aside(resolved):
        weight *= 0.3
    if resolved.entry.source == "district" and mention.cue != "district":
        weight *= 0.6
    return weight + (0.5 if mention.office else 0.0)


def is_aside(resolved: Resolved) -> bool:
    """Whether a mention only tells an origin, a route or is part of another name."""
    mention = resolved.mention
    return mention.cue in {"origin", "place"} or mention.inside_name or mention.route or mention.venue


def opens(mine: list[Resolved]) -> bool:
    """Whether the region stands in the first sentence of the body, not as an aside."""
    return any(r.mention.sentence == 0 and not is_aside(r) for r in mine)


def attention(found: list[Resolved]) -> dict[str, float]:
    """The weight of all mentions of each region."""
    weights: dict[str, float] = defaultdict(float)
    for resolved in found:
        weights[resolved.entry.code] += _weight(resolved)
    return dict(weights)


def regency_row(code: str, found: list[Resolved], weights: dict[str, float], national: float) -> list[float]:
    """The values of REGENCY_FEATURES for one regency or city among all mentions of a text."""
    mine = [r for r in found if r.entry.code == code]
    body = [r for r in mine if r.mention.sentence >= 0]
    regencies = {c: w for c, w in weights.items() if len(c) > 2}
    total = sum(regencies.values()) or 1.0
    districts = {r.mention.key for r in mine if r.entry.source == "district" and r.mention.cue == "district"}
    bare = {r.mention.key for r in mine if r.entry.source == "district" and r.mention.cue != "district"}
    villages = {r.mention.key for r in mine if r.entry.source == "village"}
    filed_only = all(r.mention.sentence == DATELINE or r.mention.venue for r in mine)
    province = weights.get(code[:2], 0.0)
    named = [r for r in body if r.entry.source in {"name", "abbreviation"}]
    return [
        float(any(r.mention.sentence == TITLE and not r.mention.inside_name for r in mine)),
        float(any(0 <= r.mention.sentence < LEAD_SENTENCES for r in body)),
        log1p(len(named)),
        log1p(sum(r.mention.cue in {"kabupaten", "kota"} for r in mine)),
        log1p(sum(r.mention.office for r in mine)),
        float(any(r.entry.source == "seat" and r.mention.sentence >= 0 for r in mine)),
        log1p(len(districts)),
        log1p(len(bare - districts)),
        log1p(len(villages)),
        float(any(r.mention.sentence == DATELINE for r in mine)),
        float(all(is_aside(r) for r in mine)),
        float(all(r.mention.inside_name for r in mine)),
        regencies[code] / total,
        float(regencies[code] >= max(regencies.values())),
        log1p(len(regencies) - 1),
        national,
        float(bool(body) and min(r.mention.sentence for r in body) > 4),
        float(filed_only),
        float(filed_only) * national,
        province / (province + weights[code]),
        float(opens(mine)),
        log1p(sum(r.mention.cue == "" and not is_aside(r) for r in mine)),
        float(code in PROVINCE_CAPITALS),
        float(code.startswith(CAPITAL)),
    ]


def province_row(code: str, found: list[Resolved], weights: dict[str, float], national: float) -> list[float]:
    """The values of PROVINCE_FEATURES for one province among all mentions of a text."""
    mine = [r for r in found if r.entry.code == code]
    inside = [c for c in weights if len(c) > 2 and c.startswith(code + ".")]
    government = [r for r in mine if r.mention.cue == "province" or r.mention.office]
    regencies = {c: w for c, w in weights.items() if len(c) > 2}
    strongest = max(regencies.values(), default=0.0)
    return [
        float(any(r.mention.sentence == TITLE for r in mine)),
        float(any(0 <= r.mention.sentence < LEAD_SENTENCES for r in mine)),
        log1p(len(mine)),
        log1p(len(government)),
        float(len(mine) == 1 and not government),
        strongest / (strongest + weights[code]),
        log1p(len(inside)),
        national,
        float(all(r.mention.sentence == DATELINE or r.mention.venue for r in mine)),
        float(code == CAPITAL),
    ]

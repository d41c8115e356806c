"""Names in a text by rules: people already found, organisations, places, regulations. Shallow for now."""

from __future__ import annotations

import re
from collections import Counter

from services.nlp.stages.document import Document
from services.nlp.stages.people import Someone
from services.nlp.stages.regions.mentions import find_mentions
from shared.contracts.enrichment import Entity
from shared.regions import load_regions

_CAPITAL = r"(?:[A-Z][\w'’/-]*)"
_ORGANISATION = re.compile(
    r"\b(?:Dinas|Badan|Kementerian|Kejaksaan Negeri|Kejaksaan Tinggi|Pengadilan Negeri|Kepolisian "
    r"Resor|DPRD|DPR|DPD|Pemkab|Pemkot|Pemko|Pemprov|Pemerintah (?:Kabupaten|Kota|Provinsi)|Polres|"
    r"Polresta|Polrestabes|Polsek|Polda|Kodim|Koramil|Kejari|Kejati|KPU|Bawaslu|BPBD|BNPB|BPS|BMKG|"
    r"Bappeda|Diskominfo|Dinkes|Disdik|Disdukcapil|Dishub|Dinsos|Disnaker|RSUD|Puskesmas|Universitas|"
    r"Politeknik|PT|CV|Perumda|PDAM|Bank|Koperasi|Yayasan|Serikat|Asosiasi|Forum|Satpol PP|Inspektorat|"
    r"BPJS|PMI|MUI|Ombudsman|Komisi|Partai|Balai|SMAN?|SMPN?|SDN?|SMKN?)"
    rf"(?: (?:{_CAPITAL}|dan(?= [A-Z])|\d{{1,3}}))*"
)
_LAW = re.compile(
    r"\b(?:UU|Undang-[Uu]ndang|Perda|Peraturan (?:Daerah|Bupati|Wali Kota|Gubernur|Pemerintah|Menteri)|"
    r"Perbup|Perwal|Pergub|Perpres|Permen\w*|Kepmen\w*)(?: \w+){0,6}? (?:Nomor|No\.?) ?\d+(?: [Tt]ahun "
    r"\d{4})?"
)


def find_entities(document: Document, people: list[Someone]) -> list[Entity]:
    """Entities with their counts, the most frequent first; places are regions, seats and districts."""
    counts: Counter[tuple[str, str]] = Counter()
    texts = [document.title, *(sentence.text for sentence in document.sentences)]
    for text in texts:
        for match in _ORGANISATION.finditer(text):
            if len(match.group()) > 4 or match.group().isupper():
                counts[(match.group(), "ORG")] += 1
        for match in _LAW.finditer(text):
            counts[(match.group(), "LAW")] += 1
    for person in people:
        counts[(person.name, "PER")] += len(person.places)
    for mention in find_mentions(document, load_regions()):
        if mention.cue not in {"no", "office"} and not mention.inside_name:
            counts[(mention.entries[0].written, "LOC")] += 1
    return [Entity(text=text, type=kind, count=count) for (text, kind), count in counts.most_common()]
